"""What is told of two records in the hub is what the graph holds, whatever was loaded and decided, on both engines."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.explaining_records import explain_records
from hub.graph.neighbourhood import fetch_ids, fetch_matches
from hub.listing import list_reviews
from hub.matching import write_records
from hub.model.explanation import PairOutcome
from hub.model.ids import Kind
from hub.model.judgement import Verdict
from hub.model.record import SourceRecord
from hub.opening import Hub
from hub.stewardship import Opinion, judge
from tests.engines import GraphAddress
from tests.hubs import empty_hub, erase
from tests.worlds import staffed_worlds

EXAMPLES = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LIMIT = 3
MOST_JUDGED = 3
World = tuple[list[SourceRecord], list[SourceRecord]]


@pytest.fixture(scope="module", params=[LIMIT, 40], ids=["small blocks", "usual blocks"])
def hub(graph_address: GraphAddress, request: pytest.FixtureRequest) -> Iterator[Hub]:
    """A hub on either engine."""
    with empty_hub(graph_address, max_block_size=request.param) as opened:
        yield opened


@EXAMPLES
@given(world=staffed_worlds, data=st.data())
def test_an_explanation_is_true_to_the_graph(hub: Hub, world: World, data: st.DataObject) -> None:
    erase(hub.database, "erase/everything")
    write_records(hub, [*world[0], *world[1]], "test")
    for _plan in hub.resolver.resolve_pending("test"):
        pass
    ids = [hub.database.read(partial(fetch_ids, kind=kind)) for kind in (Kind.COMPANY, Kind.CONTACT)]
    pairs = [pair for own in ids for pair in combinations(own, 2)]
    for pair in data.draw(st.lists(st.sampled_from(pairs), max_size=MOST_JUDGED, unique=True)):
        judge(hub, Opinion(*pair, data.draw(st.sampled_from(Verdict)), "ann"))
    matches = {match.pair: match for match in hub.database.read(lambda t: fetch_matches(t, [*ids[0], *ids[1]]))}
    reviews = {review.id: {review.left, review.right} for review in list_reviews(hub)}
    for pair in data.draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=12, unique=True)):
        found = explain_records(hub, *pair)
        assert (found.outcome is PairOutcome.SAME) == (found.golden_l == found.golden_r)
        assert found.review is None or found.review in reviews
        assert set(pair) not in reviews.values() or reviews[found.review or ""] == set(pair)
        assert found.outcome is not PairOutcome.REVIEW or found.review
        if pair in matches:
            assert (found.weight, found.probability) == (matches[pair].weight, matches[pair].probability)
        assert found.steps[-1].total == pytest.approx(found.weight, abs=0.02)

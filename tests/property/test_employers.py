"""The promises where contacts are compared by what became of their companies, on both engines."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.matching import write_records
from hub.model.ids import Kind
from hub.model.judgement import Verdict
from hub.model.record import SourceRecord
from hub.opening import Hub
from hub.reading import list_changes
from hub.stewardship import Opinion, judge, undo_judgement
from tests.engines import GraphAddress
from tests.hubs import empty_hub, erase
from tests.worlds import retire, snapshot, staffed_worlds

EXAMPLES = settings(
    max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LIMIT = 3
World = tuple[list[SourceRecord], list[SourceRecord]]


@pytest.fixture(scope="module", params=[LIMIT, 40], ids=["small blocks", "usual blocks"])
def hub(graph_address: GraphAddress, request: pytest.FixtureRequest) -> Iterator[Hub]:
    """A hub on either engine; where blocks are small, employers become large."""
    with empty_hub(graph_address, max_block_size=request.param) as opened:
        yield opened


def settle(hub: Hub) -> None:
    """Resolve until nothing waits."""
    for _plan in hub.resolver.resolve_pending("test"):
        pass


def fed(hub: Hub, batches: Sequence[Sequence[SourceRecord]]) -> Hub:
    """The hub, emptied and fed anew."""
    erase(hub.database, "erase/everything")
    for batch in batches:
        write_records(hub, batch, "test")
        settle(hub)
    return hub


@EXAMPLES
@given(world=staffed_worlds, data=st.data())
def test_any_order_and_any_batches_give_the_same_clusters(hub: Hub, world: World, data: st.DataObject) -> None:
    companies, contacts = world
    expected = snapshot(fed(hub, [[*companies, *contacts]]), ids=False)
    order = data.draw(st.permutations([*companies, *contacts]))
    cut = data.draw(st.integers(0, len(order) - 1))
    assert snapshot(fed(hub, [*([record] for record in order[:cut]), order[cut:]]), ids=False) == expected


@EXAMPLES
@given(world=staffed_worlds, data=st.data())
def test_a_rebuild_finds_what_lives(hub: Hub, world: World, data: st.DataObject) -> None:
    companies, contacts = world
    fed(hub, [contacts[:3], companies, contacts[3:]] if contacts[3:] else [contacts, companies])
    retire(hub, data.draw(st.lists(st.sampled_from([r.id for r in companies]), max_size=2, unique=True)))
    settle(hub)
    before, events = snapshot(hub), list_changes(hub, limit=10_000)
    hub.resolver.rebuild("test")
    settle(hub)
    assert snapshot(hub) == before
    assert list_changes(hub, limit=10_000) == events


@EXAMPLES
@given(world=staffed_worlds, verdict=st.sampled_from([Verdict.SAME, Verdict.DIFFERENT]))
def test_a_decision_on_companies_undone_leaves_their_contacts_as_they_were(
    hub: Hub, world: World, verdict: Verdict
) -> None:
    companies, contacts = world
    fed(hub, [[*companies, *contacts]])
    before = snapshot(hub, ids=False)
    judgement, _plans = judge(hub, Opinion(companies[0].id, companies[-1].id, verdict, "ann"))
    settle(hub)
    decided = snapshot(hub, ids=False)
    hub.resolver.rebuild("test")
    settle(hub)
    assert snapshot(hub, ids=False) == decided
    undo_judgement(hub, judgement.id, "ann")
    settle(hub)
    assert snapshot(hub, ids=False) == before


@EXAMPLES
@given(world=staffed_worlds)
def test_what_contacts_are_changes_no_company(hub: Hub, world: World) -> None:
    companies, contacts = world
    alone = companies_of(fed(hub, [companies]))
    assert companies_of(fed(hub, [contacts, companies])) == alone


def companies_of(hub: Hub) -> set[tuple[str, ...]]:
    """The clusters of companies, by their members."""
    rows = hub.database.read(lambda t: t.run("resolve/all_records", kind=Kind.COMPANY.value))
    known = {row["id"] for row in rows}
    golden: dict[str, list[str]] = {}
    for record, holder in snapshot(hub)["members"]:  # type: ignore[attr-defined]
        if record in known:
            golden.setdefault(holder, []).append(record)
    return {tuple(sorted(members)) for members in golden.values()}

"""Why matches were cut: against the same written out pair by pair, on any scores; and on tables of every kind."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.deduping import Deduped, dedupe
from hub.resolution.candidate_pairs import Candidates
from hub.resolution.cut_report import NONE, Cuts, Reason, explain_cuts, held_sources
from hub.resolution.grouping import DECIDED, LEAST, MOST, UNSEEN, Pairs, group_records
from hub.resolution.linking import Linked
from hub.resolution.parameters import shipped_parameters
from hub.resolution.scoring import make_scorer
from hub.resolution.unique_sources import SourceFinding
from hub.review_table import BELOW_THRESHOLD, REVIEW_SCHEMA
from tests.unit.resolution.labelled_tables import KINDS, made

EXAMPLES = settings(max_examples=300, deadline=None, derandomize=True)
RECORDS = 9
Scores = dict[tuple[int, int], float]

possible = [*combinations(range(RECORDS), 2)]
weights = st.integers(-900, 1_500).map(lambda number: number / 100)
scores = st.dictionaries(st.sampled_from(possible), weights, max_size=24)
numbers_of_sources = st.lists(st.integers(-1, 3), min_size=RECORDS, max_size=RECORDS)


def linked(given_scores: Scores, sources: list[int] | None = None, threshold: float = 0.0) -> Linked:
    """Group records by these scores; of no pair is known which comparisons led to them."""
    ends = np.array([*given_scores], dtype=np.int32).reshape(-1, 2)
    weight = np.array([*given_scores.values()], dtype=np.float32)
    left, right = ends[:, 0].copy(), ends[:, 1].copy()
    numbers = None if sources is None else np.array(sources, dtype=np.int32)
    clusters = group_records(RECORDS, Pairs(left, right, weight), threshold, numbers)
    nothing = np.zeros((len(weight), 0))
    return Linked(
        clusters=clusters,
        candidates=Candidates(left, right, ()),
        weight=weight,
        levels=nothing.astype(np.int8),
        scorer=make_scorer({}, shipped_parameters("other"), RECORDS),
        sources=(),
        weights=nothing[:0].astype(np.float16),
    )


def cut(given_scores: Scores, sources: list[int] | None = None) -> Cuts:
    numbers = None if sources is None else np.array(sources, dtype=np.int32)
    return explain_cuts(linked(given_scores, sources), 0.0, numbers)


def by_hand(given_scores: Scores, sources: list[int], label: list[int], pair: tuple[int, int]) -> Reason:
    """Say why a match was cut, pair by pair; bridges are those of the graph of all records."""
    one, two = ([record for record in range(RECORDS) if label[record] == label[end]] for end in pair)
    between = [(min(a, b), max(a, b)) for a in one for b in two]
    evidence = [given_scores.get(each) for each in between]
    if any(weight is not None and weight <= -DECIDED for weight in evidence):
        return Reason.DECISION
    mean = np.mean([UNSEEN if weight is None else max(LEAST, min(weight, MOST)) for weight in evidence])
    if {sources[record] for record in one} & {sources[record] for record in two} - {-1} and mean >= 0:
        return Reason.UNIQUE_SOURCE
    graph: nx.Graph[int] = nx.Graph([each for each, weight in given_scores.items() if weight >= 0])
    bridges: Iterable[Any] = nx.bridges(graph)
    if pair in {(min(edge), max(edge)) for edge in bridges}:
        return Reason.BRIDGE
    matches = [each for each in between if given_scores.get(each, -1.0) >= 0]
    ends = [set(one) & {end for each in matches for end in each}, set(two) & {end for each in matches for end in each}]
    graph.remove_edges_from(matches)
    hinges = [end for end, group in zip(ends, (one, two), strict=True) if len(end) == 1 and len(group) > 1]
    if len(matches) > 1 and hinges and not nx.has_path(graph, *pair):
        return Reason.ONE_RECORD
    return Reason.OUTVOTED


@EXAMPLES
@given(scores, numbers_of_sources, st.none() | st.sampled_from(possible))
def test_each_reason_is_what_it_says(given_scores: Scores, sources: list[int], apart: tuple[int, int] | None) -> None:
    if apart:
        given_scores = given_scores | {apart: -DECIDED}
    label = linked(given_scores, sources).clusters.label.tolist()
    found = cut(given_scores, sources)
    for place, reason in enumerate(found.reasons):
        pair = int(found.pairs.left[place]), int(found.pairs.right[place])
        assert reason is by_hand(given_scores, sources, label, pair), pair


@EXAMPLES
@given(scores)
def test_all_pairs_between_two_clusters_are_counted(given_scores: Scores) -> None:
    label = linked(given_scores).clusters.label.tolist()
    found = cut(given_scores)
    for place in range(len(found)):
        ends = {label[found.pairs.left[place]], label[found.pairs.right[place]]}
        between = [pair for pair in possible if {label[pair[0]], label[pair[1]]} == ends]
        known = [given_scores[pair] for pair in between if pair in given_scores]
        counted = (found.matches[place], found.against[place], found.unseen[place])
        assert counted == (
            sum(weight >= 0 for weight in known), sum(weight < 0 for weight in known), len(between) - len(known),
        )  # fmt: skip
        assert found.mean[place] < 0


def test_what_a_person_parted_is_named() -> None:
    found = cut({(0, 1): DECIDED, (1, 2): 8.0, (0, 2): -DECIDED})
    assert (found.reasons, found.because.tolist()) == ((Reason.DECISION,), [[0, 2]])


def test_two_records_of_a_source_without_duplicates_are_named() -> None:
    found = cut({(0, 1): 9.0, (1, 2): 8.0, (0, 2): 7.0}, [5, -1, 5, *[-1] * 6])
    assert set(found.reasons) == {Reason.UNIQUE_SOURCE}
    assert found.because.tolist() == [[0, 2], [0, 2]]


def test_the_record_that_all_matches_are_with_is_named() -> None:
    found = cut({(0, 1): 9.0, (0, 2): 5.0, (0, 3): 5.0, (2, 3): 9.5, (1, 2): -9.0, (1, 3): -9.0})
    assert set(found.reasons) == {Reason.ONE_RECORD}
    assert found.hinge.tolist() == [0, 0]


def test_nothing_cut_is_nothing_to_tell() -> None:
    assert not len(cut({(0, 1): 3.0}))
    assert not len(cut({}))


def test_sources_that_may_have_duplicates_hold_nothing() -> None:
    numbers = np.array([0, 1, 0], dtype=np.int32)
    assert held_sources((), None) is None
    for unique, wanted in (((False, False), None), ((False, True), [-1, 1, -1])):
        held = held_sources([SourceFinding(unique=said, said=True) for said in unique], numbers)
        assert (held if held is None else held.tolist()) == wanted


@pytest.fixture(scope="module", params=["companies", "contacts"])
def deduped(request: pytest.FixtureRequest) -> Deduped:
    return dedupe(made(request.param, 3_000), kind=KINDS[request.param])


def test_the_table_has_each_pair_to_review_once_the_most_probable_first(deduped: Deduped) -> None:
    table, pairs = deduped.review, deduped.pairs
    wanted = pairs.filter(pc.equal(pairs["outcome"].cast("string"), "review"))
    ids = [*zip(table["id_l"].to_pylist(), table["id_r"].to_pylist(), strict=True)]
    assert len({*ids}) == len(ids) == deduped.summary.review > 0
    assert {*ids} == {*zip(wanted["id_l"].to_pylist(), wanted["id_r"].to_pylist(), strict=True)}
    assert table["weight"].to_pylist() == sorted(table["weight"].to_pylist(), reverse=True)


def test_the_summary_counts_the_reasons_of_the_table(deduped: Deduped) -> None:
    counted = {row["values"]: row["counts"] for row in pc.value_counts(deduped.review["reason"]).to_pylist()}
    below = counted.pop(BELOW_THRESHOLD)
    assert counted == {reason.value: count for reason, count in deduped.summary.cut_by.items()}
    assert sum(counted.values()) == deduped.summary.cut > 0
    assert below + deduped.summary.cut == deduped.summary.review


def test_what_is_strongest_against_is_what_the_pair_says(deduped: Deduped) -> None:
    pairs = {(row["id_l"], row["id_r"]): row for row in deduped.pairs.to_pylist()}
    signs = [row for row in deduped.review.to_pylist() if row["comparison"]]
    assert signs
    for row in signs:
        two = (row["because_l"] or row["id_l"], row["because_r"] or row["id_r"])
        pair = pairs[two] if two in pairs else pairs[two[::-1]]
        assert pair[f"level_{row['comparison']}"] == row["level"]
        weight = pair[f"weight_{row['comparison']}"]
        assert weight == pytest.approx(row["comparison_weight"], abs=0.01)
        assert weight == min(value for name, value in pair.items() if name.startswith("weight_") and value is not None)
        assert row["words"]


def test_without_kept_weights_reasons_are_the_same(deduped: Deduped) -> None:
    plain = Linked(**{**vars(deduped.linked), "weights": deduped.linked.weights[:0]})
    found = explain_cuts(plain, 0.0)
    assert found.reasons == deduped.cuts.reasons
    assert {*found.comparison.tolist()} == {NONE}


def test_nothing_to_review_is_an_empty_table() -> None:
    table = dedupe(made("companies").slice(0, 1), kind="company").review
    assert (table.num_rows, table.schema) == (0, REVIEW_SCHEMA)

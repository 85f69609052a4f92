"""Grouping: against average linkage as written in books, and what must hold whatever the scores are."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.resolution.grouping import DECIDED, LEAST, MOST, UNSEEN, Clusters, Pairs, group_records

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True)
RECORDS = 9
Scores = dict[tuple[int, int], float]


def pairs_of(scores: Scores, order: list[int] | None = None) -> Pairs:
    listed = [*scores.items()]
    chosen = [listed[place] for place in order] if order else listed
    ends = np.array([pair for pair, _ in chosen], dtype=np.int32).reshape(-1, 2)
    return Pairs(ends[:, 0].copy(), ends[:, 1].copy(), np.array([weight for _, weight in chosen], dtype=np.float32))


def group(scores: Scores, threshold: float = 0.0, sources: list[int] | None = None) -> list[int]:
    numbers = None if sources is None else np.array(sources, dtype=np.int32)
    return [*group_records(RECORDS, pairs_of(scores), threshold, numbers).label.tolist()]


def by_the_book(scores: Scores, threshold: float, sources: list[int] | None) -> list[int]:
    """Average linkage, greedily: the two groups with the best mean come together, as long as it speaks for it."""
    groups = [{record} for record in range(RECORDS)]

    def mean(one: set[int], two: set[int]) -> float:
        own = [sources[record] for record in one | two if sources[record] >= 0] if sources else []
        if len(own) > len({*own}):
            return -np.inf
        weights = [scores.get((min(a, b), max(a, b))) for a in one for b in two]
        if all(weight is None for weight in weights):
            return -np.inf
        return float(np.mean([UNSEEN if each is None else max(LEAST, min(each, MOST)) - threshold for each in weights]))

    while len(groups) > 1:
        best, one, two = max(
            ((mean(groups[a], groups[b]), a, b) for a, b in combinations(range(len(groups)), 2)),
            key=lambda each: each[0],
        )
        if best < 0:
            break
        groups[one] |= groups.pop(two)
    label = [0] * RECORDS
    for members in groups:
        for record in members:
            label[record] = min(members)
    return label


possible = [*combinations(range(RECORDS), 2)]
thirds = st.integers(-3_000, 3_000).map(lambda number: number / 150 + 0.00137)
scores = st.dictionaries(st.sampled_from(possible), thirds, max_size=24)
numbers_of_sources = st.lists(st.integers(-1, 3), min_size=RECORDS, max_size=RECORDS)


def has_ties(given_scores: Scores, threshold: float) -> bool:
    """Whether equal scores make the greedy order a matter of chance; bounded ones are equal, too."""
    bounded = [min(weight, MOST) for weight in given_scores.values() if weight >= threshold]
    return len(bounded) > len({*bounded})


@EXAMPLES
@given(scores, st.sampled_from([0.0, 2.0, -3.3]), st.none() | numbers_of_sources)
def test_groups_are_those_of_greedy_average_linkage(
    given_scores: Scores, threshold: float, sources: list[int] | None
) -> None:
    distinct = {
        pair: weight + place * 1e-4 for place, (pair, weight) in enumerate(given_scores.items()) if weight < MOST - 1
    }
    if not has_ties(distinct, threshold):
        assert group(distinct, threshold, sources) == by_the_book(distinct, threshold, sources)


@EXAMPLES
@given(scores, st.permutations(range(24)), numbers_of_sources)
def test_the_order_of_pairs_does_not_matter(given_scores: Scores, order: list[int], sources: list[int]) -> None:
    chosen = [place for place in order if place < len(given_scores)]
    numbers = np.array(sources, dtype=np.int32)
    one, two = (
        group_records(RECORDS, pairs_of(given_scores, places), 0.0, numbers) for places in (chosen, sorted(chosen))
    )
    if not has_ties(given_scores, 0.0):
        assert one.label.tolist() == two.label.tolist()


@EXAMPLES
@given(scores, numbers_of_sources)
def test_no_two_records_of_a_source_without_duplicates_come_together(given_scores: Scores, sources: list[int]) -> None:
    label = group(given_scores, 0.0, sources)
    own = [(label[record], source) for record, source in enumerate(sources) if source >= 0]
    assert len(own) == len({*own})


@EXAMPLES
@given(scores, st.sampled_from(possible), st.booleans())
def test_a_decision_outranks_all_scores(given_scores: Scores, pair: tuple[int, int], same: bool) -> None:
    label = group(given_scores | {pair: DECIDED if same else -DECIDED})
    assert (label[pair[0]] == label[pair[1]]) is same


@EXAMPLES
@given(scores, st.sampled_from([0.0, 2.0, -3.3]))
def test_what_is_cut_is_every_match_between_groups(given_scores: Scores, threshold: float) -> None:
    found: Clusters = group_records(RECORDS, pairs_of(given_scores), threshold)
    label = found.label.tolist()
    cut = {(left, right) for left, right in zip(found.cut.left.tolist(), found.cut.right.tolist(), strict=True)}
    assert cut == {
        (a, b) for (a, b), weight in given_scores.items() if np.float32(weight) >= threshold and label[a] != label[b]
    }


@EXAMPLES
@given(scores)
def test_groups_are_named_by_their_first_record_and_hang_together(given_scores: Scores) -> None:
    label = group(given_scores)
    for record, name in enumerate(label):
        assert name <= record
        assert label[name] == name
    for name in {*label}:
        members = [record for record in range(RECORDS) if label[record] == name]
        reached = {name}
        for _ in members:
            reached |= {b for a in reached for b in members if given_scores.get((min(a, b), max(a, b)), -1) >= 0}
        assert reached == {*members}


@pytest.mark.parametrize(
    ("given_scores", "expected"),
    [
        ({}, [0, 1, 2, 3]),
        ({(0, 1): 5.0}, [0, 0, 2, 3]),
        ({(0, 1): 5.0, (1, 2): 5.0, (0, 2): 5.0}, [0, 0, 0, 3]),
        ({(0, 1): 9.0, (1, 2): 5.0, (0, 2): -3.0}, [0, 0, 0, 3]),  # 1 bit on average: together
        ({(0, 1): 9.0, (1, 2): 5.0, (0, 2): -8.0}, [0, 0, 2, 3]),  # a chain that its ends contradict
        ({(0, 1): 9.0, (1, 2): 0.5}, [0, 0, 2, 3]),  # -1 bit for a pair that was not compared
        ({(0, 1): 9.0, (2, 3): 9.0, (1, 2): 8.0, (0, 3): -9.0, (0, 2): -9.0, (1, 3): -9.0}, [0, 0, 2, 2]),
        ({(0, 1): 9.0, (1, 2): 8.0, (0, 2): -30.0}, [0, 0, 0, 3]),  # no one contradiction counts for less than LEAST
        (  # no one agreement counts for more than MOST
            dict.fromkeys(combinations((0, 1, 3, 4), 2), 20.0)
            | {(1, 2): 40.0, (0, 2): -7.0, (2, 3): -7.0, (2, 4): -7.0},
            [0, 0, 2, 0],
        ),
    ],
)
def test_chains_are_cut_where_the_evidence_speaks_against_it(given_scores: Scores, expected: list[int]) -> None:
    assert group(given_scores)[:4] == expected


def test_of_two_records_of_a_source_the_better_one_is_taken() -> None:
    assert group({(0, 1): 5.0, (0, 2): 6.0, (1, 2): 9.0}, sources=[-1, 7, 7, *[-1] * 6])[:3] == [0, 1, 0]


def test_sources_of_any_number_are_told_apart() -> None:
    """More sources than there are bits in a word."""
    size = 400
    sources = np.arange(size, dtype=np.int32) % 200
    left, right = np.zeros(size - 1, dtype=np.int32), np.arange(1, size, dtype=np.int32)
    label = group_records(size, Pairs(left, right, np.full(size - 1, 300.0, dtype=np.float32)), 0.0, sources).label
    for name in np.unique(label):
        own = sources[label == name]
        assert len(np.unique(own)) == len(own)


def test_a_long_chain_is_cut_into_pairs_without_recursion() -> None:
    size = 20_000
    one = np.arange(size - 1, dtype=np.int32)
    weight = np.where(one % 2 == 0, 9.0, 0.5).astype(np.float32)
    label = group_records(size, Pairs(one, one + 1, weight), 0.0).label
    assert label.tolist() == (np.arange(size) // 2 * 2).tolist()

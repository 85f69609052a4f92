"""Sources without duplicates of their own: found out by the pairs, or said by a person."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.resolution.grouping import Pairs
from hub.resolution.unique_sources import AS_WELL, CLEAR, ENOUGH, SourceFinding, find_rivalled, find_unique_sources

EXAMPLES = settings(max_examples=60, deadline=None, derandomize=True)
Scored = list[tuple[int, int, float]]


def pairs_of(scored: Scored) -> Pairs:
    columns = list(zip(*scored, strict=True)) or [(), (), ()]
    left, right = (np.array(columns[place], dtype=np.int32) for place in (0, 1))
    return Pairs(left, right, np.array(columns[2], dtype=np.float32))


def two_sources(records: int, doubled: int, weight: float = 8.0, inner: float = 8.0) -> tuple[np.ndarray, Pairs]:
    """Sources 0 and 1 whose records match one to one; `doubled` of the first have a pair within as well."""
    sources = np.repeat(np.arange(2, dtype=np.int32), records)
    across: Scored = [(record, records + record, weight) for record in range(records)]
    within: Scored = [(record, record + 1, inner) for record in range(0, doubled, 2)]
    return sources, pairs_of(across + within)


@pytest.mark.parametrize(
    ("records", "doubled", "unique"),
    [
        (100, 0, True),
        (100, 2, True),
        (100, 4, False),
        (ENOUGH, 0, True),
        (ENOUGH - 1, 0, False),  # too few to tell
        (0, 0, False),
    ],
)
def test_a_source_is_unique_if_its_records_seldom_match_each_other(records: int, doubled: int, unique: bool) -> None:
    sources, pairs = two_sources(records, doubled)
    if records:
        assert find_unique_sources(sources, (), pairs, 0.035)[0] == SourceFinding(unique, False, records, doubled)
    else:
        assert find_unique_sources(sources, (), pairs, 0.035) == ()


@pytest.mark.parametrize(
    ("weight", "inner", "doubled"),
    [
        (8.0, 8.0 - AS_WELL, 40),  # nearly as good
        (8.0, 8.0 - AS_WELL - 0.1, 0),  # not as good: the records are merely alike
        (CLEAR, CLEAR - 0.1, 0),  # no match
    ],
)
def test_only_pairs_that_match_as_well_count(weight: float, inner: float, doubled: int) -> None:
    sources, pairs = two_sources(100, 40, weight, inner)
    assert find_unique_sources(sources, (), pairs, 0.035)[0].doubled == doubled


@pytest.mark.parametrize("said", [True, False])
def test_what_a_person_says_counts(said: bool) -> None:
    sources, pairs = two_sources(100, 40)
    first, second = find_unique_sources(sources, (said,), pairs, 0.035)
    assert (first.unique, first.said) == (said, True)
    assert (second.unique, second.said) == (True, False)


def test_without_sources_nothing_is_found() -> None:
    assert find_unique_sources(None, (), pairs_of([]), 0.035) == ()
    assert find_unique_sources(np.zeros(0, dtype=np.int32), (), pairs_of([]), 0.035) == ()


@EXAMPLES
@given(
    st.lists(st.integers(0, 2), min_size=8, max_size=8),
    st.dictionaries(st.tuples(st.integers(0, 3), st.integers(4, 7)), st.integers(-4, 9), max_size=12),
)
def test_matches_and_doubles_are_counted_as_defined(sources: list[int], scored: dict[tuple[int, int], int]) -> None:
    pairs = pairs_of([(a, b, float(weight)) for (a, b), weight in scored.items()])
    found = find_unique_sources(np.array(sources, dtype=np.int32), (), pairs, 0.035)
    for source in range(max(sources) + 1):
        matched = doubled = 0
        for record in (record for record in range(8) if sources[record] == source):
            others = {a + b - record: weight for (a, b), weight in scored.items() if record in {a, b}}
            outside = max((w for other, w in others.items() if sources[other] != source), default=-99)
            inside = max((w for other, w in others.items() if sources[other] == source), default=-99)
            matched += outside >= CLEAR
            doubled += outside >= CLEAR and inside >= max(outside - AS_WELL, CLEAR)
        assert (found[source].matched, found[source].doubled) == (matched, doubled)


def test_the_worse_of_two_pairs_with_one_unique_source_has_a_rival() -> None:
    unique = np.array([0, 0, 1, 1, -1, -1], dtype=np.int32)
    pairs = pairs_of([(0, 2, 5.0), (0, 3, 4.0), (1, 3, 3.0), (0, 4, 1.0), (0, 5, 2.0), (4, 5, 0.0)])
    assert find_rivalled(unique, pairs).tolist() == [False, True, True, False, False, False]


def test_without_unique_sources_nothing_has_a_rival() -> None:
    assert not find_rivalled(None, pairs_of([(0, 1, 5.0), (0, 2, 4.0)])).any()


@EXAMPLES
@given(
    st.lists(st.integers(-1, 2), min_size=6, max_size=6),
    st.dictionaries(st.tuples(st.integers(0, 2), st.integers(3, 5)), st.integers(-9, 9), max_size=9),
)
def test_a_pair_has_a_rival_if_one_record_has_a_better_pair_with_the_same_source(
    unique: list[int], weights: dict[tuple[int, int], int]
) -> None:
    scored: Scored = [(one, two, float(weight)) for (one, two), weight in weights.items()]

    def outdone(record: int, other: int, weight: float) -> bool:
        source = unique[other]
        ends = [(one, two, found) for one, two, found in scored if record in (one, two)]
        return source >= 0 and any(found > weight and unique[one + two - record] == source for one, two, found in ends)

    wanted = [outdone(one, two, weight) or outdone(two, one, weight) for one, two, weight in scored]
    assert find_rivalled(np.array(unique, dtype=np.int32), pairs_of(scored)).tolist() == wanted

"""Questions: uncertain pairs, of many kinds, never one whose answer is known."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.resolution.asking import LEAST, Scored, choose_questions
from hub.resolution.grouping import Pairs


def scored(size: int = 40, seed: int = 1) -> Scored:
    """All pairs of some records, with weights and levels by chance."""
    rng = np.random.default_rng(seed)
    left, right = np.array(list(combinations(range(size), 2)), dtype=np.int32).T
    weight = rng.normal(-4, 6, len(left)).astype(np.float32)
    return Scored(Pairs(left, right, weight), rng.integers(0, 4, (len(left), 3)).astype(np.int8))


def asked(found: Scored, chosen: np.ndarray) -> set[tuple[int, int]]:
    return set(zip(found.pairs.left[chosen].tolist(), found.pairs.right[chosen].tolist(), strict=True))


def test_questions_are_many_as_asked_for_and_distinct() -> None:
    found = scored()
    chosen = choose_questions(found, {}, 50)
    assert len(chosen) == len(asked(found, chosen)) == 50
    assert np.array_equal(chosen, choose_questions(found, {}, 50))


def test_uncertain_pairs_are_asked_about_most() -> None:
    found = scored(80)
    chosen = choose_questions(found, {}, 100)
    assert np.abs(found.pairs.weight[chosen]).mean() < np.abs(found.pairs.weight).mean()
    assert (found.pairs.weight[chosen] >= LEAST).all()


def test_a_rare_way_to_agree_is_asked_about() -> None:
    """Of 2,000 pairs 20 agree otherwise than all others."""
    levels = np.ones((2_000, 2), dtype=np.int8)
    levels[:20] = 2
    pairs = Pairs(
        np.arange(2_000, dtype=np.int32), np.arange(2_000, 4_000, dtype=np.int32), np.zeros(2_000, np.float32)
    )
    chosen = choose_questions(Scored(pairs, levels), {}, 40)
    assert (levels[chosen, 0] == 2).any()
    assert (levels[chosen, 0] == 1).any()


def test_sure_pairs_are_asked_about_too() -> None:
    chosen = choose_questions(found := scored(80), {}, 100)
    assert (found.pairs.weight[chosen] > 6).any()
    assert (found.pairs.weight[chosen] < -6).any()


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(list(combinations(range(8), 2))), st.booleans(), max_size=8), st.integers(1, 30))
def test_nothing_is_asked_that_answers_imply(judged: dict[tuple[int, int], bool], count: int) -> None:
    found = scored(8)
    questions = asked(found, choose_questions(found, judged, count))
    assert not questions & judged.keys()
    group = list(range(8))
    for (one, two), same in judged.items():
        if same:
            group = [group[one] if name == group[two] else name for name in group]
    apart = {frozenset((group[one], group[two])) for (one, two), same in judged.items() if not same}
    for one, two in questions:
        assert group[one] != group[two]
        assert frozenset((group[one], group[two])) not in apart


def test_of_what_joined_records_share_one_pair_is_asked() -> None:
    """Records 0 and 1 are one: whether 2 is the same need not be asked of both."""
    pairs = Pairs(np.array([0, 0, 1], np.int32), np.array([1, 2, 2], np.int32), np.zeros(3, np.float32))
    chosen = choose_questions(Scored(pairs, np.ones((3, 1), np.int8)), {(0, 1): True}, 3)
    assert len(chosen) == 1


def test_without_pairs_nothing_is_asked() -> None:
    nothing = Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))
    assert len(choose_questions(Scored(nothing, np.zeros((0, 2), np.int8)), {}, 10)) == 0

"""Learning from people: labels teach where they say something, and do no harm where they are few, alike or wrong."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.resolution.parameters import LevelTable, Matches, parse_parameters
from hub.resolution.scoring import Scorer
from hub.resolution.supervised import LEAST_OF_EACH, MOST_RAISED, Lesson, teach
from hub.resolution.training import Sample, probabilities

LEVELS = {
    "same": {"m": 0.6, "u": "value", "words": "same"},
    "slip": {"m": 0.2, "u": "value", "times": 4, "words": "slip"},
    "different": {"m": 0.2, "u": 0.97, "words": "different"},
}
BITS = 8.0
TRUE_BITS = (0.0, 0.0, -5.0, 0.0)
"""What the scorer does not know: a slip in the first comparison says five bits less than it thinks."""


def scorer() -> Scorer:
    levels = parse_parameters({"name": "m", "comparisons": {"c": LEVELS}}, "m.yaml").comparisons["c"]
    table = LevelTable(("missing", *LEVELS), levels)
    return Scorer(
        names=("name", "town"),
        parameters_of=("c", "c"),
        tables=(table, table),
        m=(table.m, table.m),
        groups=(),
        matches=0.5,
        bounds=Matches(),
        records=1_000,
    )


def drawn(size: int, seed: int = 1, wrong: float = 0.0) -> Lesson:
    """Pairs whose answers follow the scorer's weight, but for `TRUE_BITS`."""
    rng = np.random.default_rng(seed)
    levels = rng.choice([0, 1, 2, 3], (size, 2), p=[0.1, 0.35, 0.35, 0.2]).astype(np.int8)
    table = scorer().tables[0]
    surprise = np.stack([table.surprise(column, np.full(size, BITS, np.float32)) for column in levels.T], axis=1)
    total = scorer().total(scorer().weigh(levels, surprise)) + np.array(TRUE_BITS)[levels[:, 0]]
    same = rng.random(size) < probabilities(total)
    return Lesson(levels, surprise, same ^ (rng.random(size) < wrong), np.zeros(size, dtype=np.bool_))


def sample() -> Sample:
    lesson = drawn(5_000, seed=9)
    return Sample(lesson.levels, lesson.surprise, 1.0)


def loss(learnt: Scorer) -> float:
    """How badly the scorer tells answers of other pairs, in nats for each."""
    lesson = drawn(20_000, seed=5)
    total = learnt.total(learnt.weigh(lesson.levels, lesson.surprise)) + learnt.lesson_of(lesson.levels)
    right = probabilities(np.where(lesson.same, total, -total))
    return float(-np.log(right).mean())


def part(lesson: Lesson, chosen: np.ndarray) -> Lesson:
    return Lesson(*(getattr(lesson, name)[chosen] for name in ("levels", "surprise", "same", "rivalled")))


def test_labels_find_what_the_scorer_does_not_know() -> None:
    taught = teach(scorer(), drawn(500), sample())
    assert taught.taught[0][2] == pytest.approx(-5.0, abs=1.5)
    assert all(
        abs(bits) < 1.5
        for place in (0, 1)
        for level, bits in enumerate(taught.taught[place])
        if (place, level) != (0, 2)
    )


@pytest.mark.parametrize("wrong", [0.0, 0.05])
def test_more_labels_tell_other_pairs_better_and_few_do_no_harm(wrong: float) -> None:
    losses = {size: loss(teach(scorer(), drawn(size, wrong=wrong), sample())) for size in (0, 20, 60, 200, 500)}
    assert losses[0] == loss(scorer())
    assert losses[20] < losses[0] + 0.02
    assert losses[500] < losses[200] * 1.1 < losses[0]


def test_few_labels_teach_nothing() -> None:
    lesson = drawn(2 * LEAST_OF_EACH - 1)
    assert teach(scorer(), lesson, sample()).taught == ()


@pytest.mark.parametrize("answer", [True, False])
def test_answers_that_are_all_alike_teach_nothing(answer: bool) -> None:
    lesson = drawn(300)
    assert teach(scorer(), replace(lesson, same=np.full(300, answer)), sample()).taught == ()


def test_one_answer_against_all_evidence_counts_for_little() -> None:
    lesson = drawn(60)
    surest = int(np.argmax(scorer().total(scorer().weigh(lesson.levels, lesson.surprise))))
    slipped = replace(lesson, same=np.where(np.arange(60) == surest, ~lesson.same, lesson.same))
    right, wrong = (teach(scorer(), said, sample()).taught for said in (lesson, slipped))
    assert max(np.abs(one - two).max() for one, two in zip(right, wrong, strict=True)) < 1.5


def test_levels_that_nobody_was_asked_about_hardly_move_but_with_their_like() -> None:
    lesson = drawn(400)
    seen = part(lesson, (lesson.levels[:, 1] != 3) & (lesson.levels[:, 1] != 0))
    taught = teach(scorer(), seen, sample())
    assert abs(taught.taught[1][3]) < 0.1


def test_missing_says_nothing_still() -> None:
    assert all(bits[0] == 0.0 for bits in teach(scorer(), drawn(300), sample()).taught)


def test_a_weaker_level_does_not_come_to_say_more() -> None:
    """Slips are the same, equal values are not: what cannot be is put down to chance."""
    lesson = drawn(400)
    first = lesson.levels[:, 0]
    odd = replace(lesson, same=np.where(first == 2, np.True_, np.where(first == 1, np.False_, lesson.same)))
    taught = teach(scorer(), odd, sample())
    table, m = taught.tables[0], taught.m[0]
    says = np.log2(m) - table.shift + taught.taught[0]
    assert says[1] >= says[2] - 1e-6


def test_matches_do_not_become_fewer_for_the_share_of_answers() -> None:
    """Asked were pairs that are different, mostly: that says nothing of how many matches there are."""
    pairs = sample()
    before = probabilities(scorer().total(scorer().weigh(pairs.levels, pairs.surprise))).sum()
    taught = teach(scorer(), drawn(300), pairs)
    total = taught.total(taught.weigh(pairs.levels, pairs.surprise)) + taught.lesson_of(pairs.levels)
    assert 0 < taught.raised <= MOST_RAISED
    assert probabilities(total).sum() == pytest.approx(before, rel=0.01) or taught.raised == pytest.approx(
        MOST_RAISED, abs=0.01
    )


def test_what_a_better_rival_explains_is_not_held_against_levels() -> None:
    lesson = drawn(300)
    doubled = Lesson(
        np.concatenate([lesson.levels, lesson.levels]),
        np.concatenate([lesson.surprise, lesson.surprise]),
        np.concatenate([lesson.same, np.zeros(300, dtype=np.bool_)]),
        np.arange(600) >= 300,
    )
    told = teach(scorer(), doubled, sample()).taught
    untold = teach(scorer(), replace(doubled, rivalled=np.zeros(600, dtype=np.bool_)), sample()).taught
    assert sum(bits.sum() for bits in told) > sum(bits.sum() for bits in untold) + 1


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.integers(6, 120))
def test_the_order_of_labels_does_not_matter(seed: int, size: int) -> None:
    lesson = drawn(size, seed)
    shuffled = part(lesson, np.random.default_rng(seed).permutation(size))
    one, two = (teach(scorer(), said, sample()) for said in (lesson, shuffled))
    assert len(one.taught) == len(two.taught)
    assert all(np.allclose(*pair, atol=1e-3) for pair in zip(one.taught, two.taught, strict=True))


def test_what_was_not_compared_counts_as_the_most_that_it_could_be() -> None:
    taught = teach(scorer(), drawn(300), sample())
    unseen = taught.lesson_of(np.array([[-1, 1]], dtype=np.int8))[0]
    every = taught.lesson_of(np.array([[level, 1] for level in range(4)], dtype=np.int8))
    assert unseen == pytest.approx(every.max())

"""Training without labels: what the data teach, and what they cannot be led astray to."""

from dataclasses import replace

import numpy as np
import pytest

from hub.resolution.parameters import LevelTable, Matches, parse_parameters
from hub.resolution.scoring import Scorer
from hub.resolution.training import (
    PASSING_RISE_AGAINST,
    RISE,
    RISE_AGAINST,
    Sample,
    degenerate,
    probabilities,
    speaks_for,
    train,
)

NAME = ("missing", "same", "slip", "different")
LEVELS = {
    "same": {"m": 0.8, "u": "value", "words": "same"},
    "slip": {"m": 0.1, "u": "value", "times": 2, "words": "slip"},
    "different": {"m": 0.1, "u": 0.997, "words": "different"},
}
BITS = 10.0  # of every value: one of 1,024 records has it


def scorer(records: int = 10_000, comparisons: int = 3, bounds: Matches | None = None, kind: str = "c") -> Scorer:
    levels = parse_parameters({"name": "m", "comparisons": {"c": LEVELS}}, "m.yaml").comparisons["c"]
    table = LevelTable(NAME, levels)
    return Scorer(
        names=tuple(f"c{place}" for place in range(comparisons)),
        parameters_of=(kind,) * comparisons,
        tables=(table,) * comparisons,
        m=(table.m,) * comparisons,
        groups=(),
        matches=1.0,
        bounds=bounds or Matches(),
        records=records,
    )


def drawn(
    untrained: Scorer, matches: int, others: int, m: tuple[float, ...], share: float = 1.0, missing: float = 0.0
) -> Sample:
    """Pairs drawn from the model itself: so many of one thing, with these m, and so many of two."""
    rng = np.random.default_rng(7)
    size = (matches + others, len(untrained.names))
    of_one = rng.choice([1, 2, 3], size, p=m)
    of_two = rng.choice([1, 2, 3], size, p=[0.001, 0.002, 0.997])
    levels = np.where(np.arange(size[0])[:, None] < matches, of_one, of_two).astype(np.int8)
    levels[rng.random(size) < missing] = 0
    return Sample(levels, surprise_of(untrained, levels), share)


def surprise_of(untrained: Scorer, levels: np.ndarray) -> np.ndarray:
    table = untrained.tables[0]
    return np.stack([table.surprise(column, np.full(len(column), BITS, np.float32)) for column in levels.T], axis=1)


def test_the_number_of_matches_is_found() -> None:
    five = scorer(comparisons=5)
    trained = train(five, drawn(five, 4_000, 40_000, (0.8, 0.1, 0.1)))
    assert trained.matches == pytest.approx(2 * 4_000 / 10_000, rel=0.02)


def test_a_sample_stands_for_all_pairs() -> None:
    five = scorer(comparisons=5)
    trained = train(five, drawn(five, 1_000, 10_000, (0.8, 0.1, 0.1), share=0.25))
    assert trained.matches == pytest.approx(2 * 1_000 / 0.25 / 10_000, rel=0.02)


def test_m_moves_halfway_to_what_the_data_show() -> None:
    """Twice as many slips as shipped: the estimate is pulled back by as many observations as there are."""
    trained = train(scorer(), drawn(scorer(), 4_000, 40_000, (0.65, 0.25, 0.1)))
    for m in trained.m:
        assert 0.1 < m[2] < 0.25
        assert m[2] == pytest.approx((0.1 + 0.25) / 2, abs=0.03)


def test_few_pairs_teach_little() -> None:
    few, many = (train(scorer(), drawn(scorer(), size, 10 * size, (0.4, 0.5, 0.1))).m[0][2] for size in (10, 4_000))
    assert abs(few - 0.1) < abs(many - 0.1) / 2


def test_missing_values_teach_nothing() -> None:
    trained = train(scorer(), drawn(scorer(), 0, 1, (1.0, 0.0, 0.0), missing=1.1))
    for m, shipped in zip(trained.m, scorer().m, strict=True):
        assert np.allclose(m, shipped)


def test_what_speaks_against_a_match_does_not_become_common_among_matches() -> None:
    """Colleagues: two comparisons always agree, the third never does."""
    untrained = scorer()
    rng = np.random.default_rng(3)
    levels = np.ones((20_000, 3), dtype=np.int8)
    levels[:, 2] = 3
    levels[10_000:] = rng.choice([1, 2, 3], (10_000, 3), p=[0.001, 0.002, 0.997])
    table = untrained.tables[0]
    trained = train(untrained, Sample(levels, surprise_of(untrained, levels), 1.0))
    assert trained.matches > 1  # the colleagues were taken for one
    for m, shipped in zip(trained.m, untrained.m, strict=True):
        assert (m[1:] <= shipped[1:] * np.where(speaks_for(table, shipped)[1:], RISE, RISE_AGAINST) + 1e-9).all()


def test_what_passes_may_differ_in_many_matches() -> None:
    """Half of all matches have moved: their streets differ, their other values agree."""
    seen = {}
    for kind in ("street", "family_name"):
        untrained = scorer(kind=kind, comparisons=5)
        sample = drawn(untrained, 4_000, 40_000, (0.9, 0.05, 0.05))
        levels = sample.levels.copy()
        levels[:2_000, 0] = 3
        shipped, trained = (
            untrained.m[0][3],
            train(untrained, Sample(levels, surprise_of(untrained, levels), 1.0)).m[0][3],
        )
        seen[kind] = trained / shipped
    assert RISE_AGAINST < seen["street"] <= PASSING_RISE_AGAINST
    assert seen["family_name"] <= RISE_AGAINST + 1e-9


def test_levels_speak_for_a_match_by_their_number_or_by_a_rare_value() -> None:
    content = {
        "same": {"m": 0.5, "u": "value", "words": "same"},
        "part": {"m": 0.1, "u": "value", "at_least": 0.1, "words": "may only be common"},
        "one_slip": {"m": 0.1, "u": 0.01, "words": "chance does it less often"},
        "different": {"m": 0.3, "u": 0.9, "words": "different"},
    }
    table = LevelTable(
        ("missing", *content), parse_parameters({"name": "m", "comparisons": {"c": content}}, "m").comparisons["c"]
    )
    assert speaks_for(table, table.m)[1:].tolist() == [True, False, True, False]


@pytest.mark.parametrize(("matches", "expected"), [(40_000, 6.0), (0, 0.15)])
def test_matches_stay_within_bounds(matches: int, expected: float) -> None:
    trained = train(scorer(), drawn(scorer(), matches, 20_000, (0.8, 0.1, 0.1)))
    assert trained.matches == pytest.approx(expected, rel=0.02)
    assert trained.bounds.least <= trained.matches <= trained.bounds.most


def test_without_pairs_nothing_is_learnt_but_that_there_are_few_matches() -> None:
    empty = Sample(np.zeros((0, 3), dtype=np.int8), np.zeros((0, 3), dtype=np.float32), 1.0)
    trained = train(scorer(), empty)
    assert trained.matches == trained.bounds.least
    assert all(np.allclose(m, shipped) for m, shipped in zip(trained.m, scorer().m, strict=True))


def test_training_twice_gives_the_same() -> None:
    sample = drawn(scorer(), 500, 5_000, (0.7, 0.2, 0.1))
    one, two = train(scorer(), sample), train(scorer(), sample)
    assert one.matches == two.matches
    assert all(np.array_equal(*pair) for pair in zip(one.m, two.m, strict=True))


@pytest.mark.parametrize(("weight", "probability"), [(0.0, 0.5), (1.0, 2 / 3), (-1.0, 1 / 3), (1e6, 1.0), (-1e6, 0.0)])
def test_a_bit_doubles_the_odds(weight: float, probability: float) -> None:
    assert probabilities(np.array([weight], dtype=np.float32))[0] == pytest.approx(probability, abs=1e-9)


def test_training_that_went_well_leaves_no_doubts() -> None:
    five = scorer(comparisons=5)
    assert degenerate(five, train(five, drawn(five, 1_000, 40_000, (0.8, 0.1, 0.1)))) == []


def test_more_matches_than_can_be_are_doubted() -> None:
    trained = train(scorer(), drawn(scorer(), 40_000, 20_000, (0.8, 0.1, 0.1)))
    assert degenerate(scorer(), trained) == ["more matches for each record than are plausible"]


def test_a_comparison_that_most_matches_would_differ_in_is_doubted() -> None:
    shipped = scorer()
    odd = replace(shipped, m=(np.array([1.0, 0.3, 0.1, 0.6]), *shipped.m[1:]))
    assert degenerate(shipped, odd) == ["c0: most matches would differ in it"]

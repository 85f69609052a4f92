"""Columns: each distinct value once, how often it is there, and of several values the pair that agrees best."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.resolution.features.columns import (
    FEW_PAIRS,
    NO_FREQUENCIES,
    SMALLEST,
    Judged,
    judge_slots,
    learn_frequencies,
    once_for_each_pair,
    read_column,
)
from hub.resolution.features.hashing import NOTHING, hash_words
from hub.resolution.features.words import Codes
from tests.unit.resolution.features.pairs import column

values = st.lists(st.none() | st.sampled_from(["a", "b", "海", ""]), min_size=1, max_size=30)


@given(values, values)
def test_a_column_holds_each_text_once_and_counts_it(one: list[str | None], two: list[str | None]) -> None:
    size = min(len(one), len(two))
    slots = one[:size], two[:size]
    read = read_column([pa.array(slot, pa.string()) for slot in slots])
    texts = read.texts.to_pylist()
    assert [[texts[code] if code >= 0 else None for code in row] for row in read.codes] == [
        list(row) for row in zip(*slots, strict=True)
    ]
    every = [*slots[0], *slots[1]]
    assert read.counts.tolist() == [every.count(text) for text in texts]
    assert read.filled == max(1, sum(any(text is not None for text in row) for row in zip(*slots, strict=True)))


def test_values_written_anew_are_put_together() -> None:
    read = column("a", "A", "b", None, "c").recode(pa.array(["x", "x", "y", None]))
    assert read.texts.to_pylist() == ["x", "y"]
    assert read.codes.ravel().tolist() == [0, 0, 1, -1, -1]
    assert read.counts.tolist() == [2, 1]


def test_values_without_a_key_are_none() -> None:
    read = column("a", "?", "b", None)
    assert read.without(hash_words(["a", "", "b"])).codes.ravel().tolist() == [0, -1, 2, -1]
    assert read.without(hash_words(["a", "?", "b"])) is read
    assert column(None, None).without(hash_words([])).codes.ravel().tolist() == [-1, -1]


def test_hashes_are_spread_to_records() -> None:
    read = read_column([pa.array(["a", None]), pa.array(["b", "a"])])
    one, two = hash_words(["x", "y"])
    assert read.spread(np.array([one, two])).tolist() == [[one, two], [NOTHING, one]]
    assert read.spread_rows(np.array([[one, two], [two, NOTHING]])).shape == (2, 4)
    assert column(None).spread(hash_words([])).tolist() == [[NOTHING]]


def test_shares_of_values() -> None:
    hashes = hash_words(["common", "rare", "common", "", "twice"])
    learnt = learn_frequencies(hashes, np.array([400, 1, 100, 300, 3]), 1_000, 1, 15)
    asked = hash_words(["common", "rare", "twice", "never seen", ""])
    assert learnt.bits(asked, 15.0).tolist() == pytest.approx([1.003, 15, 8.966, 15, 15], abs=0.001)
    assert learnt.know(asked).tolist() == [True, False, True, False, False]
    assert NO_FREQUENCIES.bits(asked, 15.0).tolist() == [15.0] * 5
    assert not NO_FREQUENCIES.know(asked).any()


def test_a_small_table_is_taken_for_an_excerpt() -> None:
    hashes, counts = hash_words(["a"]), np.array([2])
    few, many = (learn_frequencies(hashes, counts, total, 0, 30).bits(hashes, 30.0)[0] for total in (2, SMALLEST))
    assert few == many == pytest.approx(np.log2(SMALLEST / 2))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 50)), max_size=20), st.integers(0, 3))
def test_equal_values_are_added_up(counted: list[tuple[int, int]], spare: int) -> None:
    hashes = hash_words([f"v{value}" for value, _ in counted])
    learnt = learn_frequencies(hashes, np.array([count for _, count in counted], dtype=np.int64), 2_000, spare, 30)
    for value in range(6):
        together = sum(count for other, count in counted if other == value)
        wanted = -np.log2((together - spare) / 2_000) if together > spare else 30
        assert learnt.bits(hash_words([f"v{value}"]), 30.0)[0] == pytest.approx(wanted, rel=1e-5)


def _alike(one: Codes, two: Codes) -> Judged:
    levels = np.where(one == two, 1, np.where(np.abs(one - two) == 1, 2, 3)).astype(np.int8)
    return levels[:, None], np.where(one == two, one, 0).astype(np.float32)[:, None]


@pytest.mark.parametrize(
    ("left", "right", "level", "bits"),
    [
        ([1, 5], [5, 9], 1, 5),  # the best of four
        ([2, 7], [7, 2], 1, 7),  # two agree: the rarer counts
        ([1, -1], [2, -1], 2, 0),
        ([1, -1], [9, -1], 3, 0),
        ([-1, -1], [9, 1], 0, 0),
    ],
)
def test_of_several_values_the_best_pair_counts(left: list[int], right: list[int], level: int, bits: float) -> None:
    one, two = np.array([left], dtype=np.int32), np.array([right], dtype=np.int32)
    for sides in ((one, two), (two, one)):
        levels, surprise = judge_slots(*sides, _alike, comparisons=1)
        assert (levels[0, 0], surprise[0, 0]) == (level, bits)


def test_each_distinct_pair_is_compared_once() -> None:
    texts = pa.array(["a", "b"])
    compared: list[int] = []

    def equal(one: list[str], two: list[str]) -> np.ndarray:
        compared.append(len(one))
        return np.array([a == b for a, b in zip(one, two, strict=True)])

    codes = np.arange(FEW_PAIRS * 2, dtype=np.int32) % 2
    found = once_for_each_pair(codes, codes[::-1].copy(), equal, (texts, texts))
    assert found.tolist() == (codes == codes[::-1]).tolist()
    assert compared == [2]

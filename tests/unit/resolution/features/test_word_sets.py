"""Word sets: the words that two texts share, against Python's own sets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.resolution.features.columns import FEW_PAIRS
from hub.resolution.features.hashing import hash_words
from hub.resolution.features.word_sets import WordSets, count, shared_words, sum_of, word_sets
from hub.resolution.features.words import Codes, Words

LETTERS = "abcdefghijklmnopqrstuvwxyz海尔青岛"
bags = st.lists(st.lists(st.sampled_from(LETTERS), max_size=12, unique=True), min_size=1, max_size=6)
widths = st.sampled_from([1, 2, 3, 5, 8, 10, 24, 32])


def sets_of(rows: list[list[str]], width: int) -> WordSets:
    vocabulary = sorted({word for row in rows for word in row})
    place = {word: code for code, word in enumerate(vocabulary)}
    codes = np.array([place[word] for row in rows for word in row], dtype=np.int32)
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    return word_sets(Words(offsets, codes, vocabulary), width)


def all_pairs(left: list[list[str]], right: list[list[str]]) -> tuple[Codes, Codes]:
    one, two = np.meshgrid(np.arange(len(left)), np.arange(len(right)))
    return one.ravel().astype(np.int32), two.ravel().astype(np.int32)


def chosen(row: list[str], bits: int) -> set[str]:
    return {word for place, word in enumerate(row) if bits >> place & 1}


@given(bags, bags, widths, st.sampled_from([1, FEW_PAIRS + 1]))
def test_shared_words_are_those_of_both_sets(
    left: list[list[str]], right: list[list[str]], width: int, times: int
) -> None:
    one, two = (np.tile(side, times) for side in all_pairs(left, right))
    of_left, of_right = shared_words(sets_of(left, width), sets_of(right, width), one, two)
    for place, (a, b) in enumerate(zip(one.tolist(), two.tolist(), strict=True)):
        wanted = {*left[a][:width]} & {*right[b][:width]}
        assert chosen(left[a], int(of_left[place])) == wanted
        assert chosen(right[b], int(of_right[place])) == wanted


@pytest.mark.parametrize("times", [1, FEW_PAIRS])
@pytest.mark.parametrize("words", [1, 2, 3, 9, 17, 31, 32])
def test_texts_of_up_to_32_words_share_all_of_them_with_themselves(words: int, times: int) -> None:
    row = [f"w{number}" for number in range(words)]
    sets = sets_of([row, row[::-1]], 32)
    one, two = np.array([0, 0] * times, dtype=np.int32), np.array([0, 1] * times, dtype=np.int32)
    of_left, of_right = shared_words(sets, sets, one, two)
    assert count(of_left).tolist() == count(of_right).tolist() == [words, words] * times


@given(bags, st.integers(1, 6), st.data())
def test_the_values_of_chosen_words_are_added_up(rows: list[list[str]], width: int, data: st.DataObject) -> None:
    sets = sets_of(rows, width)
    flags = np.array(data.draw(st.lists(st.booleans(), min_size=width * len(rows), max_size=width * len(rows))))
    flags = flags.reshape(len(rows), width)
    values = np.arange(flags.size, dtype=np.float32).reshape(flags.shape)
    codes = np.arange(len(rows), dtype=np.int32)
    assert sum_of(values, codes, sets.where(flags)).tolist() == (values * flags).sum(axis=1).tolist()
    assert count(sets.where(flags)).tolist() == flags.sum(axis=1).tolist()


def test_words_beyond_the_width_are_left_out_and_texts_without_words_share_none() -> None:
    sets = sets_of([["a", "b", "c"], ["c"], []], 2)
    one, two = np.array([0, 2, 2], dtype=np.int32), np.array([1, 1, 2], dtype=np.int32)
    assert not shared_words(sets, sets, one, two)[0].any()
    assert sets.sizes.tolist() == [2, 1, 0]
    assert sets.hashes[0].tolist() == hash_words(["a", "b"]).tolist()

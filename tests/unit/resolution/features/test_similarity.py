"""Similarity in bulk: typing errors and resemblance, the same for few pairs and many."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from hub.resolution.features.columns import FEW_PAIRS
from hub.resolution.features.similarity import are_prefixes, are_slips, resemblance, spellings
from hub.resolution.features.words import Codes

SLIPS = {1: 4, 2: 9}
words = st.text("abcd海尔", max_size=12)


def pair(one: str, two: str) -> bool:
    codes = np.array([0], dtype=np.int32)
    found = bool(are_slips(spellings([one]), spellings([two]), codes, codes, SLIPS)[0])
    assert found == bool(are_slips(spellings([two]), spellings([one]), codes, codes, SLIPS)[0])
    return found


def all_pairs(size: int) -> tuple[Codes, Codes]:
    one, two = np.meshgrid(np.arange(size, dtype=np.int32), np.arange(size, dtype=np.int32))
    return one.ravel(), two.ravel()


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("meridian", "meridian", True),
        ("meridian", "meridan", True),  # one left out
        ("meridian", "meridiian", True),  # one too many
        ("meridian", "meridlan", True),  # another one
        ("meridian", "merdiian", True),  # two swapped
        ("meridian", "merdian", True),
        ("meridianoptics", "meridanoptcs", True),  # two slips in a long word
        ("meridian", "mridan", False),  # two slips in a short one
        ("abc", "abd", False),  # too short for any
        ("xeridian", "meridian", True),  # the last letter is the same
        ("xeridiax", "meridian", False),  # both ends
        ("海尔智家科技", "海尔智佳科技", True),
        ("", "", False),
    ],
)
def test_typing_errors(one: str, two: str, expected: bool) -> None:
    assert pair(one, two) is expected


@given(words, words)
def test_a_slip_is_what_optimal_string_alignment_counts(one: str, two: str) -> None:
    shorter = min(len(one), len(two))
    allowed = 2 if shorter >= 9 else 1 if shorter >= 4 else 0
    ends = bool(one and two) and (one[0] == two[0] or one[-1] == two[-1])
    assert pair(one, two) == (ends and OSA.distance(one, two) <= allowed)


@given(st.lists(words, min_size=1, max_size=6))
def test_many_pairs_come_out_like_each_alone(texts: list[str]) -> None:
    one, two = all_pairs(len(texts))
    repeats = FEW_PAIRS // len(one) + 1
    many = np.tile(one, repeats), np.tile(two, repeats)
    side = spellings(texts)
    assert are_slips(side, side, *many, SLIPS)[: len(one)].tolist() == [
        pair(texts[a], texts[b]) for a, b in zip(one, two, strict=True)
    ]
    assert np.allclose(resemblance(side, side, *many)[: len(one)], resemblance(side, side, one, two))
    assert are_prefixes(side, side, *many, 2)[: len(one)].tolist() == are_prefixes(side, side, one, two, 2).tolist()


@given(words, words)
def test_a_prefix_is_what_the_other_begins_with(one: str, two: str) -> None:
    codes = np.array([0], dtype=np.int32)
    found = bool(are_prefixes(spellings([one]), spellings([two]), codes, codes, 3)[0])
    assert found == (min(len(one), len(two)) >= 3 and (one.startswith(two) or two.startswith(one)))


@given(words.filter(bool))
def test_a_text_resembles_itself_fully(text: str) -> None:
    codes = np.array([0], dtype=np.int32)
    assert resemblance(spellings([text]), spellings([text]), codes, codes)[0] == pytest.approx(1)

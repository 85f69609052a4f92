"""Words: whatever is done to many texts at once is what would be done to each alone."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.resolution.features.hashing import FEW, hash_text
from hub.resolution.features.words import Words, encode, flag_texts, lengths, split_words

ALPHABET = "aAbZé09 .-'’海尔青島ßİトЯ\u0301한"
texts = st.lists(st.none() | st.text(ALPHABET, max_size=12), max_size=FEW)
FILLING = ["filling of a table"] * (FEW + 1)


def listed(words: Words) -> list[list[str]]:
    """The words of each text."""
    spelled = [words.vocabulary[code] for code in words.codes.tolist()]
    return [spelled[start:end] for start, end in pairwise(words.offsets.tolist())]


def split(values: list[str | None]) -> Words:
    return split_words(pa.array(values, pa.string()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siemens AG", ["siemens", "ag"]),
        ("O'Neill’s & Söhne", ["oneills", "söhne"]),
        ("Smith-Jones,Ann", ["smith", "jones", "ann"]),
        ("海尔 智家（青岛）", ["海尔", "智家", "青岛"]),
        ("KDL-40V2500", ["kdl", "40v2500"]),
        ("  ", []),
        (None, []),
    ],
)
def test_words_are_split_in_any_script(text: str | None, expected: list[str]) -> None:
    assert listed(split([text])) == [expected]


@given(texts)
def test_texts_are_split_alike_alone_and_among_many(values: list[str | None]) -> None:
    assert listed(split([*values, *FILLING]))[: len(values)] == [listed(split([value]))[0] for value in values]


@given(texts, st.sampled_from(["", " "]))
def test_words_are_joined_alike_alone_and_among_many(values: list[str | None], separator: str) -> None:
    few, many = split(values), split([*values, *FILLING])
    assert few.joined(separator).to_pylist() == many.joined(separator).to_pylist()[: len(values)]
    assert few.joined(separator).to_pylist() == [separator.join(words) for words in listed(few)]


@given(texts, st.integers(1, 5))
def test_the_first_words_stand_in_a_matrix(values: list[str | None], width: int) -> None:
    for words in (split(values), split([*values, *FILLING])):
        spelled = np.array([*words.vocabulary, None], dtype=object)
        rows = [[word for word in row if word is not None] for row in spelled[words.padded(width)]]
        assert rows == [words_of[:width] for words_of in listed(words)]


@given(texts)
def test_texts_are_encoded_alike_few_or_many(values: list[str | None]) -> None:
    for given_texts in (values, [*values, *FILLING]):
        codes, distinct = encode(pa.array(given_texts, pa.string()))
        spelled = [*distinct.to_pylist(), None]
        assert [spelled[code] for code in codes] == given_texts
        assert len(set(spelled)) == len(spelled)
        assert codes.dtype == np.int32


@given(texts)
def test_words_are_ordered_each_kept_once_and_dropped(values: list[str | None]) -> None:
    words = split(values)
    rows = listed(words)
    assert listed(words.distinct()) == [list(dict.fromkeys(row)) for row in rows]
    assert listed(words.sorted()) == [sorted(row) for row in rows]
    assert listed(words.keep(words.flag(str.isascii))) == [[word for word in row if word.isascii()] for row in rows]
    assert words.sizes.tolist() == [len(row) for row in rows]
    assert words.owners.tolist() == [row for row, each in enumerate(rows) for _ in each]


@given(texts)
def test_words_spelt_anew_stay_in_their_texts(values: list[str | None]) -> None:
    words = split(values)
    shortened = words.map(lambda word: word[1:])
    assert listed(shortened) == [[word[1:] for word in row if word[1:]] for row in listed(words)]
    assert len(set(shortened.vocabulary)) == len(shortened.vocabulary)


def test_the_vocabulary_has_the_hashes_of_its_words() -> None:
    words = split(["Siemens AG", "海尔"])
    assert words.hashes().tolist() == [hash_text(word) for word in words.vocabulary]


def test_null_has_no_length_and_matches_nothing() -> None:
    values = pa.array(["海尔", None, ""])
    assert lengths(values).tolist() == [2, 0, 0]
    assert flag_texts(values, r"\p{Han}").tolist() == [True, False, False]

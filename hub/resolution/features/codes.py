"""Model codes, such as "KDL-40V2500", wherever in a record's texts they stand."""

import re
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Self

import numpy as np
import pyarrow as pa

from hub.resolution.features.columns import (
    NO_FREQUENCIES,
    Column,
    Floats,
    Judged,
    JudgedSingly,
    Keys,
    Rows,
    Statistics,
    judge_singly,
    learn_frequencies,
)
from hub.resolution.features.measures import is_measure, join_measures, spell_variant
from hub.resolution.features.patterns import lower_case, replace_all
from hub.resolution.features.word_sets import WordSets, max_of, shared_words, word_sets
from hub.resolution.features.words import Bools, Codes, Words, encode, flag_texts, split_words
from hub.standardise.text import to_latin

LEVELS = ("missing", "same", "stem", "differ")
SAME, STEM, DIFFER = range(1, 4)
WIDTH = 6

_MARKUP = r"&#?\w+;|<[^>]+>"
_CODE_JOINTS = (
    (r"\b([a-z]{1,4})[-/]([a-z]{0,3}[0-9])", r"\1\2"),  # vs-t8005us
    (r"([0-9][a-z]{0,3})-([a-z]{0,3}[0-9]|[a-z]{1,2}\b)", r"\1\2"),  # kdl40v-2500, mx450-s
    (r"([a-z][0-9]+[a-z]{0,2})/([a-z0-9]{1,3})\b", r"\1\2"),  # bnl7506/z
)
_APART = r"\b([a-z]{1,4}) ([a-z]?[0-9]{3,5}[a-z]{0,3})\b"  # ec 9488
_NOT_APART = re.compile(
    r"(a|an|and|at|by|for|from|in|no|nr|of|on|or|over|the|to|up|with|age|ages|win|usb|der|die|das|mit|und|le|la|les|de)"
    r"\d{3,5}[a-z]{0,3}"
)
RAREST = 14.0
SPARE = 2
_STEM = re.compile(r"([a-z]*\d{2,})[a-z]{1,3}")  # T8005US is T8005 for one country, or in one colour
_SHORTEST_CODE, _SHORTEST_NUMBER_CODE = 4, 5


@dataclass(frozen=True)
class ModelCodes:
    """The model codes of each record; `stems` are those without what the maker puts behind for country or colour.

    `bits` and `stem_bits` tell how surprising it is that two records share one: "mp3" and "win2000" look like codes.
    """

    name: str
    column: Column
    codes: WordSets
    stems: WordSets
    bits: Floats
    stem_bits: Floats

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: LEVELS}

    def learn(self) -> Statistics:
        """Return the shares of codes and of stems."""
        return {
            name: learn_frequencies(
                words.hashes.ravel(), np.repeat(self.column.counts, WIDTH), self.column.filled, SPARE, RAREST
            )
            for name, words in ((self.name, self.codes), (f"{self.name}.stem", self.stems))
        }

    def weigh(self, statistics: Statistics) -> Self:
        """Return the codes with their rarity."""
        whole, stems = (statistics.get(name, NO_FREQUENCIES) for name in (self.name, f"{self.name}.stem"))
        return replace(
            self, bits=whole.bits(self.codes.hashes, RAREST), stem_bits=stems.bits(self.stems.hashes, RAREST)
        )

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare codes record by record."""
        return judge_singly(self.column.codes[left], other.column.codes[right], partial(self._judge, other))

    def keys(self) -> Keys:
        """Return codes and their stems."""
        return {
            self.name: self.column.spread_rows(self.codes.hashes),
            f"{self.name}.stem": self.column.spread_rows(self.stems.hashes),
        }

    def _judge(self, other: Self, one: Codes, two: Codes) -> JudgedSingly:
        levels = np.full(len(one), DIFFER, dtype=np.int8)
        bits = np.zeros(len(one), dtype=np.float32)
        for level, ours, theirs, surprise in (
            (STEM, self.stems, other.stems, self.stem_bits),
            (SAME, self.codes, other.codes, self.bits),
        ):
            shared = shared_words(ours, theirs, one, two)[0]
            levels[shared > 0] = level
            bits = np.where(shared > 0, max_of(surprise, one, shared), bits)
        levels[(self.codes.sizes[one] == 0) | (other.codes.sizes[two] == 0)] = 0
        return levels, bits


def parse_codes(column: Column, name: str = "codes") -> ModelCodes:
    """Parse the model codes in texts."""
    codes = _find_codes(column.texts)
    whole, stems = word_sets(codes, WIDTH), word_sets(codes.map(_stem).distinct(), WIDTH)
    rarest = np.full(whole.hashes.shape, RAREST, dtype=np.float32)
    return ModelCodes(name, column, whole, stems, rarest, rarest)


def have_codes(texts: pa.Array) -> Bools:
    """Tell which texts have a model code."""
    codes, distinct = encode(texts)
    found = _find_codes(distinct).sizes > 0
    return (codes >= 0) & found[codes] if len(found) else np.zeros(len(texts), dtype=np.bool_)


def _find_codes(texts: pa.Array) -> Words:
    """Return the codes in texts; also those written apart, "ec 9488"."""
    words = split_coded_words(texts, and_apart=True)
    return words.keep(words.flag(is_code))


def split_coded_words(texts: pa.Array, *, and_apart: bool = False) -> Words:
    """Return the distinct words of texts: measures and codes in one piece, Han characters one by one.

    With `and_apart` codes that are written in two words are there in one piece as well.
    """
    lower = lower_case(replace_all(texts, _MARKUP, " "))
    spelled = join_measures(lower)
    if flag_texts(spelled, r"\p{Han}").any():
        spelled = replace_all(spelled, r"(\p{Han})", r" \1 ")
    for joint in _CODE_JOINTS:
        spelled = replace_all(spelled, *joint)
    if and_apart:
        spelled = replace_all(spelled, _APART, r"\1 \2 \1\2")
    return split_words(spelled).map(_spell).distinct()


def is_code(word: str) -> bool:
    """Tell a model code from a measure: letters and digits mixed, or a long number."""
    if word.isdigit():
        return len(word) >= _SHORTEST_NUMBER_CODE
    mixed = any(map(str.isdigit, word)) and any(map(str.isalpha, word))
    return mixed and len(word) >= _SHORTEST_CODE and not is_measure(word) and not _NOT_APART.fullmatch(word)


def _stem(code: str) -> str:
    found = _STEM.fullmatch(code)
    return found[1] if found and len(found[1]) >= _SHORTEST_CODE else code


@cache
def _spell(word: str) -> str:
    """Return a word in Latin letters, in the singular and in the one spelling of what it measures."""
    latin = spell_variant(word if word.isascii() else to_latin(word).replace(" ", "") or word)
    if len(latin) <= _SHORTEST_CODE or not latin.isalpha():
        return latin
    if latin.endswith("ies"):
        return latin[:-3] + "y"
    return latin[:-1] if latin.endswith("s") and not latin.endswith("ss") else latin

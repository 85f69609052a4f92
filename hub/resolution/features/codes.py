"""Model codes, such as "KDL-40V2500", wherever in a record's texts they stand."""

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import Self

import numpy as np
import pyarrow as pa

from hub.resolution.features.columns import Column, Judged, JudgedSingly, Keys, Rows, Statistics, judge_singly
from hub.resolution.features.patterns import lower_case, replace_all
from hub.resolution.features.word_sets import WordSets, shared_words, word_sets
from hub.resolution.features.words import Codes, Words, flag_texts, split_words
from hub.standardise.text import to_latin

LEVELS = ("missing", "same", "stem", "differ")
SAME, STEM, DIFFER = range(1, 4)
WIDTH = 6

_MARKUP = r"&#?\w+;|<[^>]+>"
_INCHES = r"([0-9])[\"”]"
_UNITS = (
    r"([0-9])[\s-]+(gb|mb|tb|kb|ghz|mhz|hz|mp|megapixels?|inch|inches|in|cm|mm|ml|cl|l|kg|g|oz|lbs?|ft|w|v|mah|pk|pack|"
    r"users?|pc|pcs|ct|count)\b"
)
_DECIMAL = r"([0-9])[.,]([0-9])"
_CODE_JOINTS = (r"([a-z][0-9]|[0-9][a-z]|[0-9])[-/]([a-z0-9])", r"([a-z])[-/]([0-9])")
_MEASURE = re.compile(
    r"\d+(p\d+)?(gb|mb|tb|kb|ghz|mhz|hz|mp|megapixel|in|inch|cm|mm|ml|cl|l|kg|g|oz|lb|ft|w|v|mah|pk|pack|user|pc|ct|x|k|"
    r"th|st|nd|rd|p|s|m|d)"
)
_STEM = re.compile(r"([a-z]*\d{2,})[a-z]{1,3}")  # T8005US is T8005 for one country, or in one colour
_SHORTEST_CODE, _SHORTEST_NUMBER_CODE = 4, 5


@dataclass(frozen=True)
class ModelCodes:
    """The model codes of each record; `stems` are those without what the maker puts behind for country or colour."""

    name: str
    column: Column
    codes: WordSets
    stems: WordSets

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: LEVELS}

    def learn(self) -> Statistics:
        """Return nothing: codes are rare."""
        return {}

    def weigh(self, _statistics: Statistics) -> Self:
        """Return the codes as they are."""
        return self

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
        levels[shared_words(self.stems, other.stems, one, two)[0] > 0] = STEM
        levels[shared_words(self.codes, other.codes, one, two)[0] > 0] = SAME
        levels[(self.codes.sizes[one] == 0) | (other.codes.sizes[two] == 0)] = 0
        return levels, np.zeros(len(one), dtype=np.float32)


def parse_codes(column: Column, name: str = "codes") -> ModelCodes:
    """Parse the model codes in texts."""
    words = split_coded_words(column.texts)
    codes = words.keep(words.flag(is_code))
    return ModelCodes(name, column, word_sets(codes, WIDTH), word_sets(codes.map(_stem).distinct(), WIDTH))


def split_coded_words(texts: pa.Array) -> Words:
    """Return the distinct words of texts: measures and codes in one piece, Han characters one by one."""
    lower = lower_case(replace_all(texts, _MARKUP, " "))
    spelled = replace_all(replace_all(lower, _INCHES, r"\1in"), _UNITS, r"\1\2")
    spelled = replace_all(spelled, _DECIMAL, r"\1p\2")
    if flag_texts(spelled, r"\p{Han}").any():
        spelled = replace_all(spelled, r"(\p{Han})", r" \1 ")
    for joint in _CODE_JOINTS:
        spelled = replace_all(spelled, joint, r"\1\2")
    return split_words(spelled).map(_spell).distinct()


def is_code(word: str) -> bool:
    """Tell a model code from a measure: letters and digits mixed, or a long number."""
    if word.isdigit():
        return len(word) >= _SHORTEST_NUMBER_CODE
    mixed = any(map(str.isdigit, word)) and any(map(str.isalpha, word))
    return mixed and len(word) >= _SHORTEST_CODE and _MEASURE.fullmatch(word) is None


def _stem(code: str) -> str:
    found = _STEM.fullmatch(code)
    return found[1] if found and len(found[1]) >= _SHORTEST_CODE else code


@cache
def _spell(word: str) -> str:
    """Return a word in Latin letters and in the singular."""
    latin = word if word.isascii() else to_latin(word).replace(" ", "") or word
    if len(latin) <= _SHORTEST_CODE or not latin.isalpha():
        return latin
    if latin.endswith("ies"):
        return latin[:-3] + "y"
    return latin[:-1] if latin.endswith("s") and not latin.endswith("ss") else latin

"""Longer texts, such as titles, compared as bags of words: what two share counts by how rare it is.

Model codes ("KDL-40V2500") and numbers ("2nd edition", "500 GB") tell one variant from another, so they are compared
on their own as well.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import combinations
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hub.resolution.features.columns import (
    NO_FREQUENCIES,
    Column,
    Floats,
    Judged,
    Keys,
    Levels,
    Rows,
    Statistics,
    judge_slots,
    learn_frequencies,
)
from hub.resolution.features.hashing import NOTHING, Hashes, combine, hash_texts
from hub.resolution.features.patterns import replace_all
from hub.resolution.features.word_sets import Bits, WordSets, count, shared_words, sum_of, word_sets
from hub.resolution.features.words import Bools, Codes, flag_texts, split_words
from hub.standardise.text import to_latin

LEVELS = ("missing", "same", "most", "more", "half", "some", "few", "rare_word", "little", "none")
SAME, MOST, MORE, HALF, SOME, FEW, RARE_WORD, LITTLE, NONE = range(1, 10)
CODE_LEVELS = ("missing", "same", "part", "differ")
HEAD_LEVELS = ("missing", "same", "inside", "differ")
NUMBER_LEVELS = ("missing", "same", "part", "one_has_more", "differ")

WIDTH, CODES, NUMBERS = 24, 4, 5
RAREST = 13.0
SPARE = 2
STOP_BITS = 0.2
RARE = 8.0  # bits of a word that is a hint on its own
KEYED, RARE_KEY = 6, 3.0  # words that make keys, and the bits from which on they do
PAIRED = 5  # of these are also taken two by two
DEPENDENCE = 0.6  # words of a text go together: each counts for so much of its bits
MOST_BITS = 24.0
SHARES = {FEW: 0.28, SOME: 0.40, HALF: 0.52, MORE: 0.66, MOST: 0.82}
ENOUGH = 12.0  # bits of shared words from which on it counts that one text holds the other

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
_SHORTEST_CODE, _SHORTEST_NUMBER_CODE = 4, 5
_STOP_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "for",
        "in",
        "on",
        "to",
        "with",
        "by",
        "from",
        "at",
        "is",
        "der",
        "die",
        "das",
        "und",
        "le",
        "la",
        "les",
        "de",
        "des",
        "du",
        "et",
        "el",
        "los",
        "y",
        "per",
        "di",
        "il",
        "e",
        "w",
    ]
)


@dataclass(frozen=True)
class Texts:
    """Texts as bags of words.

    Attributes:
        key: of all words, in any order.
        words: hashes of the WIDTH rarest words, the rarest first once they are weighed.
        heads: of their first words that are no stop words.
        codes, numbers: hashes of the model codes and of the other words with digits.
        bits: how surprising each of `words` is.
        has_codes: codes and numbers are compared, too.
    """

    name: str
    column: Column
    key: Hashes
    words: WordSets
    stop: Bools
    heads: WordSets
    codes: WordSets
    numbers: WordSets
    bits: Floats
    has_codes: bool

    @cached_property
    def total(self) -> Floats:
        """The bits of all words of each text together."""
        summed: Floats = self.bits.sum(axis=1, dtype=np.float32)
        return summed

    @cached_property
    def rare(self) -> Bits:
        """The words of each text that are a hint on their own."""
        return self.words.where(self.bits >= RARE)

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The comparisons and their levels."""
        levels: dict[str, tuple[str, ...]] = {self.name: LEVELS}
        extra = {
            f"{self.name}_head": HEAD_LEVELS,
            f"{self.name}_codes": CODE_LEVELS,
            f"{self.name}_numbers": NUMBER_LEVELS,
        }
        return levels | extra if self.has_codes else levels

    def learn(self) -> Statistics:
        """Return the shares of words."""
        counts = np.repeat(self.column.counts, self.words.hashes.shape[1])
        words = self.words.hashes.ravel()
        return {self.name: learn_frequencies(words, counts, self.column.filled, SPARE, RAREST)}

    def weigh(self, statistics: Statistics) -> Self:
        """Return the texts with the rarity of their words, the rarest first."""
        hashes = self.words.hashes
        bits = statistics.get(self.name, NO_FREQUENCIES).bits(hashes, RAREST)
        bits = np.where(hashes == NOTHING, -1, np.where(self.stop, np.minimum(bits, STOP_BITS), bits))
        order = np.lexsort((hashes, -bits), axis=1)
        return replace(
            self,
            words=WordSets(np.take_along_axis(hashes, order, axis=1)),
            stop=np.take_along_axis(self.stop, order, axis=1),
            bits=np.maximum(np.take_along_axis(bits, order, axis=1), 0).astype(np.float32),
        )

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare texts pair by pair."""

        def judge(one: Codes, two: Codes) -> Judged:
            levels, bits = self._judge_words(other, one, two)
            if not self.has_codes:
                return levels[:, None], bits[:, None]
            heads = self._judge_heads(other, one, two)
            codes = _judge_codes(self.codes, other.codes, one, two)
            numbers = _judge_numbers(self.numbers, other.numbers, one, two)
            nothing = np.zeros(len(one), dtype=np.float32)
            return np.stack([levels, heads, codes, numbers], axis=1), np.stack([bits, *[nothing] * 3], axis=1)

        return judge_slots(self.column.codes[left], other.column.codes[right], judge, len(self.levels))

    def keys(self) -> Keys:
        """Return whole texts, their rarest words alone and two by two, and their codes."""
        rare = np.where(self.bits[:, :KEYED] >= RARE_KEY, self.words.hashes[:, :KEYED], NOTHING)
        pairs = [
            combine(np.minimum(rare[:, one], rare[:, two]), np.maximum(rare[:, one], rare[:, two]))
            for one, two in combinations(range(PAIRED), 2)
        ]
        found = {self.name: self.key[:, None], f"{self.name}.word": rare}
        if self.has_codes:
            found |= {f"{self.name}.words": np.stack(pairs, axis=1), f"{self.name}.code": self.codes.hashes}
        return {name: self._spread(hashes) for name, hashes in found.items()}

    def _spread(self, hashes: Hashes) -> Hashes:
        slots = [self.column.spread(np.ascontiguousarray(hashes[:, place])) for place in range(hashes.shape[1])]
        return np.concatenate(slots, axis=1)

    def _judge_heads(self, other: Self, one: Codes, two: Codes) -> Levels:
        """Judge whether both begin with the same word, often the maker's name, or with one that the other has."""
        levels = np.full(len(one), 3, dtype=np.int8)
        inside = shared_words(self.heads, other.words, one, two)[0] | shared_words(self.words, other.heads, one, two)[0]
        levels[inside > 0] = 2
        levels[self.heads.hashes[one, 0] == other.heads.hashes[two, 0]] = 1
        levels[(self.heads.sizes[one] == 0) | (other.heads.sizes[two] == 0)] = 0
        return levels

    def _judge_words(self, other: Self, one: Codes, two: Codes) -> tuple[Levels, Floats]:
        shared = shared_words(self.words, other.words, one, two)[0]
        matched = sum_of(self.bits, one, shared)
        left, right = self.total[one], other.total[two]
        overlap = matched / np.maximum(left + right - matched, 1e-6)
        contained = matched / np.maximum(np.minimum(left, right), 1e-6)
        share = 0.6 * overlap + 0.4 * contained * np.minimum(1, matched / ENOUGH)
        levels = np.full(len(one), NONE, dtype=np.int8)
        levels[matched > 0] = LITTLE
        levels[(shared & self.rare[one]) > 0] = RARE_WORD
        for level, least in SHARES.items():
            levels[share >= least] = level
        levels[self.key[one] == other.key[two]] = SAME
        levels[(left == 0) | (right == 0)] = 0
        return levels, np.minimum(MOST_BITS, matched * DEPENDENCE).astype(np.float32)


def _judge_codes(left: WordSets, right: WordSets, one: Codes, two: Codes) -> Levels:
    shared = count(shared_words(left, right, one, two)[0])
    sizes, others = left.sizes[one], right.sizes[two]
    levels = np.full(len(one), 3, dtype=np.int8)
    levels[shared > 0] = 2
    levels[(shared > 0) & (shared == np.minimum(sizes, others))] = 1
    levels[(sizes == 0) | (others == 0)] = 0
    return levels


def _judge_numbers(left: WordSets, right: WordSets, one: Codes, two: Codes) -> Levels:
    shared, shared_right = shared_words(left, right, one, two)
    odd = shared != left.present[one]
    odd_right = shared_right != right.present[two]
    levels = np.where(odd & odd_right, 4, np.where(odd | odd_right, 3, 1)).astype(np.int8)
    levels[(odd ^ odd_right) & (shared > 0)] = 2
    levels[(left.sizes[one] == 0) & (right.sizes[two] == 0)] = 0
    return levels


def parse_texts(column: Column, name: str, *, has_codes: bool = False) -> Texts:
    """Parse texts into words: measures and codes in one piece, Han characters one by one."""
    words = split_words(_joined_codes(column.texts)).map(_spell).distinct()
    code = words.flag(_is_code)
    number = words.flag(lambda word: any(map(str.isdigit, word))) & ~code
    padded = words.padded(WIDTH)
    stop = words.flag_vocabulary(_STOP_WORDS.__contains__)
    return Texts(
        name=name,
        column=column,
        key=hash_texts(words.sorted().joined(" ")),
        words=word_sets(words, WIDTH),
        stop=(padded >= 0) & stop[padded] if len(stop) else np.zeros(padded.shape, dtype=np.bool_),
        heads=word_sets(words.keep(~words.flag(_STOP_WORDS.__contains__)), 1),
        codes=word_sets(words.keep(code), CODES),
        numbers=word_sets(words.keep(number), NUMBERS),
        bits=np.zeros(padded.shape, dtype=np.float32),
        has_codes=has_codes,
    ).weigh({})


def _joined_codes(texts: pa.Array) -> pa.Array:
    lower = pc.utf8_lower(replace_all(texts, _MARKUP, " "))
    spelled = replace_all(replace_all(lower, _INCHES, r"\1in"), _UNITS, r"\1\2")
    spelled = replace_all(spelled, _DECIMAL, r"\1p\2")
    if flag_texts(spelled, r"\p{Han}").any():
        spelled = replace_all(spelled, r"(\p{Han})", r" \1 ")
    for joint in _CODE_JOINTS:
        spelled = replace_all(spelled, joint, r"\1\2")
    return spelled


@cache
def _spell(word: str) -> str:
    """Return a word in Latin letters and in the singular."""
    latin = word if word.isascii() else to_latin(word).replace(" ", "") or word
    if len(latin) <= _SHORTEST_CODE or not latin.isalpha():
        return latin
    if latin.endswith("ies"):
        return latin[:-3] + "y"
    return latin[:-1] if latin.endswith("s") and not latin.endswith("ss") else latin


def _is_code(word: str) -> bool:
    """Tell a model code from a measure: letters and digits mixed, or a long number."""
    if word.isdigit():
        return len(word) >= _SHORTEST_NUMBER_CODE
    mixed = any(map(str.isdigit, word)) and any(map(str.isalpha, word))
    return mixed and len(word) >= _SHORTEST_CODE and _MEASURE.fullmatch(word) is None

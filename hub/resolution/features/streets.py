"""Street addresses compared by house number and by the words of the street."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

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
from hub.resolution.features.hashing import NOTHING, Hashes, hash_texts
from hub.resolution.features.patterns import joined, literal, replace_all
from hub.resolution.features.similarity import Spellings, are_slips, spellings
from hub.resolution.features.street_words import STREET_KINDS, spell_street_word
from hub.resolution.features.word_sets import WordSets, shared_words, word_sets
from hub.resolution.features.words import Codes, split_words

LEVELS = (
    "missing",
    "same",
    "same_street_and_number",
    "slip",
    "same_street",
    "shared_words",
    "same_number",
    "different",
)
SAME, SAME_BOTH, SLIP, SAME_STREET, SHARED_WORDS, SAME_NUMBER, DIFFERENT = range(1, 8)

RAREST_ADDRESS, RAREST_STREET = 17.0, 9.0
SPARE_ADDRESS, SPARE_STREET = 3, 1
NUMBERS, WIDTH = 3, 5
SLIPS = {1: 4, 2: 8}

_SIDE_REMARK = r"(?i)(\b(between|near|off|at|suite|ste|unit|apt|room|rm|fl)\b|[&,#]).*$"
_DASHED = r"[ー－−‐–—]([0-9])"  # 5ー16ー20
_COUNTED = r"([0-9])\s*(号楼|號樓|号院|号室|号|號|弄|室|楼|樓|栋|棟|幢|座|层|層|单元|單元|丁目|番地|番|階)"
_HAN_NUMBER = r"([\p{Han}\p{Katakana}])\s*([0-9]+)(\s|-|$)"


@dataclass(frozen=True)
class Streets:
    """Street addresses.

    Attributes:
        key, street: hashes of all words, and of the street's own name.
        names: the street's own name; what slips are looked for in.
        words: hashes of that name's words.
        numbers: hashes of the numbers, the house number first.
        bits, street_bits: how surprising it is that two share the address, or the street.
    """

    name: str
    column: Column
    key: Hashes
    street: Hashes
    names: Spellings
    words: WordSets
    numbers: WordSets
    bits: Floats
    street_bits: Floats

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: LEVELS}

    def learn(self) -> Statistics:
        """Return the shares of addresses and of streets."""
        counts, filled = self.column.counts, self.column.filled
        return {
            self.name: learn_frequencies(self.key, counts, filled, SPARE_ADDRESS, RAREST_ADDRESS),
            f"{self.name}.name": learn_frequencies(self.street, counts, filled, SPARE_STREET, RAREST_STREET),
        }

    def weigh(self, statistics: Statistics) -> Self:
        """Return the addresses with their rarity."""
        whole, street = (statistics.get(name, NO_FREQUENCIES) for name in (self.name, f"{self.name}.name"))
        return replace(
            self, bits=whole.bits(self.key, RAREST_ADDRESS), street_bits=street.bits(self.street, RAREST_STREET)
        )

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare addresses pair by pair."""
        return judge_singly(self.column.codes[left], other.column.codes[right], partial(self._judge, other))

    def keys(self) -> Keys:
        """Return whole addresses and streets."""
        return {self.name: self.column.spread(self.key), f"{self.name}.name": self.column.spread(self.street)}

    def _judge(self, other: Self, one: Codes, two: Codes) -> JudgedSingly:
        numbered = (self.numbers.sizes[one] > 0) & (other.numbers.sizes[two] > 0)
        shares_number = _all_shared(self.numbers, other.numbers, one, two)
        same_number = numbered & (self.numbers.hashes[one, 0] == other.numbers.hashes[two, 0])
        streets = self.street[one], other.street[two]
        same_street = (streets[0] == streets[1]) & (streets[0] != NOTHING)
        nameless = (streets[0] == NOTHING) & (streets[1] == NOTHING)
        slip = self._are_slips(other, one, two)
        shares_words = shared_words(self.words, other.words, one, two)[0] > 0
        ladder = (
            (same_number, SAME_NUMBER),
            (shares_words & (shares_number | ~numbered), SHARED_WORDS),
            (((same_street | slip) & numbered & ~shares_number) | (same_street & ~numbered), SAME_STREET),
            (slip & shares_number, SLIP),
            ((same_street & shares_number) | (nameless & same_number), SAME_BOTH),
            ((self.key[one] == other.key[two]) & (self.key[one] != NOTHING), SAME),
        )
        levels = np.full(len(one), DIFFERENT, dtype=np.int8)
        for holds, level in ladder:
            levels[holds] = level
        whole = np.minimum(self.bits[one], other.bits[two])
        street = np.minimum(self.street_bits[one], other.street_bits[two])
        return levels, np.where(levels <= SLIP, whole, street).astype(np.float32)

    def _are_slips(self, other: Self, one: Codes, two: Codes) -> NDArray[np.bool_]:
        slip = np.zeros(len(one), dtype=np.bool_)
        left, right = self.street[one], other.street[two]
        rows = np.flatnonzero((left != right) & (left != NOTHING) & (right != NOTHING))
        if len(rows):
            slip[rows] = are_slips(self.names, other.names, one[rows], two[rows], SLIPS)
        return slip


def parse_streets(column: Column, name: str = "street") -> Streets:
    """Parse street addresses: number before or after the name, in any script."""
    spaced = _spaced_numbers(column.texts)
    short = pc.utf8_trim_whitespace(replace_all(spaced, _SIDE_REMARK, " "))
    words = split_words(pc.if_else(pc.equal(short, literal("")), spaced, short)).map(spell_street_word)
    number = words.flag(lambda word: word[0].isdigit())
    minor = words.flag(STREET_KINDS.__contains__)
    own = words.keep(~number & ~minor)
    size = len(column.texts)
    key = hash_texts(words.joined())
    return Streets(
        name=name,
        column=column.without(key),
        key=key,
        street=hash_texts(own.joined()),
        names=spellings(own.joined()),
        words=word_sets(own, WIDTH),
        numbers=word_sets(words.keep(number), NUMBERS),
        bits=np.full(size, RAREST_ADDRESS, dtype=np.float32),
        street_bits=np.full(size, RAREST_STREET, dtype=np.float32),
    )


def _spaced_numbers(texts: pa.Array) -> pa.Array:
    """Part numbers from the words around them where a script does not: 人民路12号, 梅田5-16."""
    dashed = replace_all(texts, _DASHED, r" \1")
    return replace_all(replace_all(dashed, _COUNTED, r"\1 "), _HAN_NUMBER, r"\1 \2\3")


def _all_shared(left: WordSets, right: WordSets, one: Codes, two: Codes) -> NDArray[np.bool_]:
    """Tell where the address with fewer numbers has none of its own: 8-13-11 is not 2-15-13."""
    of_left, of_right = shared_words(left, right, one, two)
    found: NDArray[np.bool_] = (of_left > 0) & ((of_left == left.present[one]) | (of_right == right.present[two]))
    return found


def full_streets(number: pa.Array | None, street: pa.Array) -> pa.Array:
    """Return addresses of one text where the house number stands in a column of its own."""
    if number is None:
        return street
    return pc.coalesce(joined(number, street, separator=" "), street)

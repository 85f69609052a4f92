"""Numbers compared by how far they lie apart: prices by their ratio, years by their difference.

Systems count in units of their own: 219 seconds are 3:39, 3.65 minutes and 219000 milliseconds. Years are also written
with two digits.
"""

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
from hub.resolution.features.hashing import Hashes, hash_texts
from hub.resolution.features.patterns import matches, replace_all, where
from hub.resolution.features.words import Codes, flag_texts

Amounts = NDArray[np.float64]

LEVELS = ("missing", "same", "close", "near", "far", "different")
SAME, CLOSE, NEAR, FAR, DIFFERENT = range(1, 6)
RAREST = 9.0
RATIOS = {FAR: 0.4, NEAR: 0.15, CLOSE: 0.03}
YEARS = {FAR: 5.0, NEAR: 2.0, CLOSE: 1.0}
UNITS = (60.0, 1000.0)
SAME_AMOUNT = 0.005
CENTURY = 100
_POINTS_OF_THOUSANDS = "^[0-9]{1,3}([.][0-9]{3})+,[0-9]{1,2}$"  # 1.299,00; a point alone stays a decimal one
_DURATION = r"^(?:([0-9]{1,2}):)?([0-5]?[0-9]):([0-5][0-9])$"
_SPELLED_DURATION = r"(?i)^([0-9]+)\s*m(?:in)?[a-z]*\.?\s*([0-9]+)\s*s(?:ec)?[a-z]*\.?$"  # 3m 39sec


@dataclass(frozen=True)
class Numbers:
    """Numbers; `is_year` says that differences count rather than ratios."""

    name: str
    column: Column
    key: Hashes
    values: Amounts
    bits: Floats
    is_year: bool

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: LEVELS}

    def learn(self) -> Statistics:
        """Return the shares of numbers."""
        return {self.name: learn_frequencies(self.key, self.column.counts, self.column.filled, 0, RAREST)}

    def weigh(self, statistics: Statistics) -> Self:
        """Return the numbers with their rarity."""
        return replace(self, bits=statistics.get(self.name, NO_FREQUENCIES).bits(self.key, RAREST))

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare numbers pair by pair."""
        return judge_singly(self.column.codes[left], other.column.codes[right], partial(self._judge, other))

    def keys(self) -> Keys:
        """Return the numbers."""
        return {self.name: self.column.spread(self.key)}

    def _judge(self, other: Self, one: Codes, two: Codes) -> JudgedSingly:
        mine, theirs = self.values[one], other.values[two]
        apart = _years_apart(mine, theirs) if self.is_year else _share_apart(mine, theirs)
        levels = np.full(len(one), DIFFERENT, dtype=np.int8)
        for level, most in (YEARS if self.is_year else RATIOS).items():
            levels[apart <= most] = level
        levels[mine == theirs] = SAME
        return levels, np.minimum(self.bits[one], other.bits[two])


def _years_apart(one: Amounts, two: Amounts) -> Amounts:
    short = np.minimum(one, two) < CENTURY
    return np.abs(np.where(short, one % CENTURY - two % CENTURY, one - two))


def _share_apart(one: Amounts, two: Amounts) -> Amounts:
    """Return the difference as a share of the larger number; that of amounts in two units is 0."""
    smaller, larger = np.minimum(np.abs(one), np.abs(two)), np.maximum(np.abs(one), np.abs(two))
    apart = np.abs(one - two) / np.maximum(larger, 1e-9)
    for unit in UNITS:
        apart = np.where(np.abs(smaller * unit - larger) <= SAME_AMOUNT * larger, 0.0, apart)
    return apart


def parse_numbers(column: Column, name: str, *, is_year: bool = False) -> Numbers:
    """Parse numbers with or without a currency; zero and what is no number count as missing."""
    plain = replace_all(_in_seconds(column.texts), r"[^0-9.,]", "")
    plain = pc.if_else(matches(plain, _POINTS_OF_THOUSANDS), replace_all(plain, "[.]", ""), plain)
    plain = replace_all(plain, r",([0-9]{3})\b", r"\1")
    plain = replace_all(replace_all(plain, ",", "."), "[.]+$", "")
    number = where(plain, matches(plain, r"^[0-9]*[.]?[0-9]+$"))
    if is_year:
        number = where(pc.utf8_slice_codeunits(number, 0, 4), matches(number, "^[0-9]{4}|^[0-9]{2}$"))
    values = pc.cast(number, pa.float64())
    column = column.recode(where(pc.cast(values, pa.string()), pc.not_equal(values, pa.scalar(0.0))))
    values = pc.cast(column.texts, pa.float64()).to_numpy(zero_copy_only=False)
    bits = np.full(len(values), RAREST, dtype=np.float32)
    return Numbers(name, column, hash_texts(column.texts), values, bits, is_year)


def _in_seconds(texts: pa.Array) -> pa.Array:
    """Return durations, 3:39 or 3m 39sec, in seconds, and other texts as they are."""
    texts = replace_all(texts, _SPELLED_DURATION, r"\1:\2")
    rows = np.flatnonzero(flag_texts(texts, _DURATION))
    if not len(rows):
        return texts
    spelled = texts.to_pylist()
    for row in rows.tolist():
        hours, minutes, seconds = [0, 0, *map(int, spelled[row].split(":"))][-3:]
        spelled[row] = str(hours * 3600 + minutes * 60 + seconds)
    return pa.array(spelled, pa.string())

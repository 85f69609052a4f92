"""Dates compared by their parts: the ways in which people and systems get a date of birth wrong."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hub.resolution.features.columns import (
    NO_FREQUENCIES,
    Column,
    Floats,
    Judged,
    JudgedSingly,
    Keys,
    Levels,
    Rows,
    Statistics,
    judge_singly,
    learn_frequencies,
)
from hub.resolution.features.hashing import hash_numbers
from hub.resolution.features.similarity import Spellings, are_slips, spellings
from hub.resolution.features.words import Codes
from hub.standardise.dates import guess_date

LEVELS = ("missing", "same", "swapped", "one_slip", "two_parts", "same_year", "near", "different")
SAME, SWAPPED, ONE_SLIP, TWO_PARTS, SAME_YEAR, NEAR, DIFFERENT = range(1, 8)
RAREST_DATE, RAREST_YEAR = 14.0, 7.0
SPARE = 8
NEAR_YEARS = 2
SLIPS = {1: 8}


@dataclass(frozen=True)
class Dates:
    """Dates as yyyymmdd, with year, month and day as numbers; 0 where unknown."""

    name: str
    column: Column
    texts: Spellings
    year: NDArray[np.int64]
    month: NDArray[np.int64]
    day: NDArray[np.int64]
    bits: Floats
    year_bits: Floats

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: LEVELS}

    def learn(self) -> Statistics:
        """Return the shares of dates and of years."""
        counts, filled = self.column.counts, self.column.filled
        year = hash_numbers(self.year)
        return {
            self.name: learn_frequencies(self._whole, counts, filled, SPARE, RAREST_DATE),
            f"{self.name}.year": learn_frequencies(year, counts, filled, 0, RAREST_YEAR),
        }

    def weigh(self, statistics: Statistics) -> Self:
        """Return the dates with their rarity."""
        whole, year = (statistics.get(name, NO_FREQUENCIES) for name in (self.name, f"{self.name}.year"))
        return replace(
            self,
            bits=whole.bits(self._whole, RAREST_DATE),
            year_bits=year.bits(hash_numbers(self.year), RAREST_YEAR),
        )

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare dates pair by pair."""
        return judge_singly(self.column.codes[left], other.column.codes[right], partial(self._judge, other))

    def keys(self) -> Keys:
        """Return whole dates, and what is left of them when one part is wrong."""
        found = {
            self.name: self._whole,
            f"{self.name}.year": hash_numbers(self.year),
            f"{self.name}.year_month": hash_numbers(np.where(self.month > 0, self.year * 16 + self.month, 0)),
            f"{self.name}.month_day": hash_numbers(np.where(self.day > 0, self.month * 40 + self.day, 0)),
        }
        return {name: self.column.spread(hashes) for name, hashes in found.items()}

    @property
    def _whole(self) -> NDArray[np.uint64]:
        return hash_numbers(self.year * 10_000 + self.month * 100 + self.day)

    def _judge(self, other: Self, one: Codes, two: Codes) -> JudgedSingly:
        levels = self._levels(other, one, two)
        whole = np.minimum(self.bits[one], other.bits[two])
        year = np.minimum(self.year_bits[one], other.year_bits[two])
        return levels, np.where(levels == SAME, whole, year).astype(np.float32)

    def _levels(self, other: Self, one: Codes, two: Codes) -> Levels:
        year, years = self.year[one], other.year[two]
        month, months = self.month[one], other.month[two]
        day, days = self.day[one], other.day[two]
        partial = (day == 0) | (days == 0)
        open_month = (month == 0) | (months == 0) | (month == months)
        equal = (year == years).astype(np.int8) + (month == months) + (day == days)
        differ = np.flatnonzero(equal < 3)  # noqa: PLR2004 - year, month and day
        slip = np.zeros(len(one), dtype=np.bool_)
        slip[differ] = are_slips(self.texts, other.texts, one[differ], two[differ], SLIPS)
        ladder = (
            (np.abs(year - years) <= NEAR_YEARS, NEAR),
            ((equal == 2) & ~partial, TWO_PARTS),  # noqa: PLR2004 - two of the three
            ((year == years) & partial & open_month, SAME_YEAR),
            (slip & ~partial, ONE_SLIP),
            ((year == years) & (month == days) & (day == months) & (month != day), SWAPPED),
            ((equal == 3) & ~partial, SAME),  # noqa: PLR2004
        )
        levels = np.full(len(one), DIFFERENT, dtype=np.int8)
        for holds, level in ladder:
            levels[holds] = level
        return levels


def parse_dates(column: Column, name: str = "birth_date") -> Dates:
    """Parse dates as people write them; what is none counts as missing."""
    column = column.recode(pa.array(map(guess_date, column.texts.to_pylist()), type=pa.string()))
    texts = spellings(column.texts)
    numbers = np.array([int(text) for text in texts.texts.to_pylist()], dtype=np.int64)
    size = len(numbers)
    return Dates(
        name=name,
        column=column,
        texts=texts,
        year=numbers // 10_000,
        month=numbers // 100 % 100,
        day=numbers % 100,
        bits=np.full(size, RAREST_DATE, dtype=np.float32),
        year_bits=np.full(size, RAREST_YEAR, dtype=np.float32),
    )

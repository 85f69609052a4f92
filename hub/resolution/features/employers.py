"""Employers by number: equal or not, however the firm is called.

In the hub these are the golden companies that somebody is stated to work at; in files whatever numbers firms have.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Self

import numpy as np
import pyarrow.compute as pc

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
from hub.resolution.features.patterns import replace_all
from hub.resolution.features.words import Bools, Codes

LEVELS = ("missing", "same", "different")
SAME, DIFFERENT = 1, 2
LARGE = "+"
"""Ends the number of an employer of whom it is said that many records name it."""
RAREST, RAREST_LARGE = 11.5, 6.0
"""In bits, at most: of 500,000 people 170 work at one employer, or 8,000 where it is large.

So cautious that an initial and a common name, J. Smith and John Smith of one country, are asked about.
"""
SPARE = 2


@dataclass(frozen=True)
class Employers:
    """Employers by number.

    Attributes:
        name: of the comparison.
        column: the numbers; what follows is for each distinct one.
        key: of the number.
        is_large: of whom it is said that many records name them.
        bits: how surprising it is that two people work there.
    """

    name: str
    column: Column
    key: Hashes
    is_large: Bools
    bits: Floats

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: LEVELS}

    def learn(self) -> Statistics:
        """Return the shares of employers."""
        return {self.name: learn_frequencies(self.key, self.column.counts, self.column.filled, SPARE, RAREST)}

    def weigh(self, statistics: Statistics) -> Self:
        """Return the employers with their rarity."""
        known = statistics.get(self.name, NO_FREQUENCIES).bits(self.key, RAREST)
        return replace(self, bits=np.minimum(known, _most(self.is_large)))

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare employers pair by pair."""
        return judge_singly(self.column.codes[left], other.column.codes[right], partial(self._judge, other))

    def keys(self) -> Keys:
        """Return the employers."""
        return {self.name: self.column.spread(self.key)}

    def _judge(self, other: Self, one: Codes, two: Codes) -> JudgedSingly:
        levels = np.where(self.key[one] == other.key[two], SAME, DIFFERENT).astype(np.int8)
        return levels, np.minimum(self.bits[one], other.bits[two])


def parse_employers(column: Column, name: str) -> Employers:
    """Parse numbers of employers; one that ends in `LARGE` is that of a large one."""
    is_large = pc.ends_with(column.texts, LARGE).to_numpy(zero_copy_only=False).astype(np.bool_)
    key = hash_texts(replace_all(column.texts, r"[^\p{L}\p{N}]+", ""))
    return Employers(name, column.without(key), key, is_large, _most(is_large))


def _most(is_large: Bools) -> Floats:
    return np.where(is_large, RAREST_LARGE, RAREST).astype(np.float32)

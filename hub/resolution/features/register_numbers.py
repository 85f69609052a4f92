"""Register and tax numbers of many schemes in one column, written "scheme:number".

Numbers of two schemes tell nothing about each other, unless they are equal.
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
from hub.resolution.features.similarity import Spellings, are_slips, spellings
from hub.resolution.features.values import IDENTIFIER, LEVELS, SAME, SLIP
from hub.resolution.features.words import Codes

DIFFERENT = len(LEVELS) - 1
_SCHEME = r"^(vat:..|[^:]*:)?.*$"
"""What comes in front of a number. A firm that sells in two countries has a VAT number in each."""
_PREFIX = r"^[^:]*:"


@dataclass(frozen=True)
class RegisterNumbers:
    """Numbers of many schemes.

    Attributes:
        name: of the comparison.
        column: the numbers with their schemes; what follows is for each distinct one.
        key: of the number without its scheme.
        scheme: of its scheme.
        texts: what slips are looked for in.
        bits: how surprising it is that two records share the number.
    """

    name: str
    column: Column
    key: Hashes
    scheme: Hashes
    texts: Spellings
    bits: Floats

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: LEVELS}

    def learn(self) -> Statistics:
        """Return the shares of numbers."""
        counts, filled = self.column.counts, self.column.filled
        return {self.name: learn_frequencies(self.key, counts, filled, IDENTIFIER.spare, IDENTIFIER.rarest)}

    def weigh(self, statistics: Statistics) -> Self:
        """Return the numbers with their rarity."""
        return replace(self, bits=statistics.get(self.name, NO_FREQUENCIES).bits(self.key, IDENTIFIER.rarest))

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare numbers pair by pair."""
        return judge_singly(self.column.codes[left], other.column.codes[right], partial(self._judge, other))

    def keys(self) -> Keys:
        """Return the numbers."""
        return {self.name: self.column.spread(self.key)}

    def _judge(self, other: Self, one: Codes, two: Codes) -> JudgedSingly:
        comparable = self.scheme[one] == other.scheme[two]
        levels = np.where(comparable, DIFFERENT, 0).astype(np.int8)
        rows = np.flatnonzero(comparable)
        slips = are_slips(self.texts, other.texts, one[rows], two[rows], {1: IDENTIFIER.slip_from})
        levels[rows[slips]] = SLIP
        levels[self.key[one] == other.key[two]] = SAME
        bits = np.minimum(self.bits[one], other.bits[two])
        return levels, bits


def parse_register_numbers(column: Column, name: str) -> RegisterNumbers:
    """Parse numbers that are written "scheme:number"; without a colon the scheme is not known."""
    number = pc.utf8_upper(replace_all(replace_all(column.texts, _PREFIX, ""), r"[^\p{L}\p{N}]", ""))
    key = hash_texts(number)
    return RegisterNumbers(
        name=name,
        column=column.without(key),
        key=key,
        scheme=hash_texts(replace_all(column.texts, _SCHEME, r"\1")),
        texts=spellings(number),
        bits=np.full(len(key), IDENTIFIER.rarest, dtype=np.float32),
    )

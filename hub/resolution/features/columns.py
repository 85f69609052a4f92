"""Columns of values, how often values occur, and the comparison of many pairs of them.

A column holds each distinct text once; records refer to it by code. Records may have several values of one kind, such
as telephone numbers, in as many slots as the richest of them needs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hub.resolution.features.hashing import NOTHING, Hashes, starts_of_runs
from hub.resolution.features.words import Bools, Codes, Ints, encode

Floats = NDArray[np.float32]
Levels = NDArray[np.int8]
Rows = NDArray[np.int32]
Texts = list[str]
Judged = tuple[Levels, Floats]
"""Of n pairs under k comparisons: the level reached (n x k, 0 for missing) and, for levels that agree on a value, how
surprising that is: -log2 of its share among records, in bits (n x k)."""
JudgedSingly = tuple[Levels, Floats]
"""The same of n pairs under one comparison: levels (n) and bits (n)."""
Statistics = dict[str, "Frequencies"]
Keys = dict[str, Hashes]
"""Blocking keys by name: a hash for each record (n) or several (n x k), 0 for none."""

PAIRS_AT_ONCE = 200_000
SMALLEST = 1_000
"""A table of fewer records is taken for an excerpt from one of so many: a handful tells nothing of what is common."""
FEW_PAIRS = 200
"""Of up to so many it costs more to find those that are alike than to compare them all."""


@dataclass(frozen=True, slots=True)
class Column:
    """Values of n records.

    Attributes:
        codes: position in `texts` of each value (n x slots), -1 for none.
        texts: each distinct value once.
        counts: how many values equal each of `texts`.
    """

    codes: Codes
    texts: pa.Array
    counts: Ints

    @property
    def filled(self) -> int:
        """How many records have a value; at least 1, so that it divides."""
        return max(1, int((self.codes >= 0).any(axis=1).sum()))

    def recode(self, texts: pa.Array) -> "Column":
        """Put `texts` in the place of the distinct ones, one for one; equal ones become one, null is none."""
        position, distinct = encode(texts)
        codes = np.where(self.codes >= 0, position[self.codes] if len(position) else -1, -1).astype(np.int32)
        return Column(codes, distinct, count_codes(codes, len(distinct)))

    def without(self, keys: Hashes) -> "Column":
        """Take those of the distinct values for none that have no key: nothing but punctuation or a legal form."""
        keyless = keys == NOTHING
        if not keyless.any():
            return self
        return replace(self, codes=np.where((self.codes >= 0) & ~keyless[self.codes], self.codes, np.int32(-1)))

    def spread(self, hashes: Hashes) -> Hashes:
        """Return for each record the hashes of its values (n x slots), given those of the distinct ones."""
        if not len(hashes):
            return np.zeros(self.codes.shape, dtype=np.uint64)
        return np.where(self.codes >= 0, hashes[self.codes], NOTHING)

    def spread_rows(self, hashes: Hashes) -> Hashes:
        """Return for each record the hashes of its value (n x width), given several for each distinct one."""
        slots = [self.spread(np.ascontiguousarray(hashes[:, place])) for place in range(hashes.shape[1])]
        return np.concatenate(slots, axis=1)


def read_column(slots: Sequence[pa.Array]) -> Column:
    """Return the column of one or more arrays of text, equally long, one for each slot."""
    codes, texts = encode(pa.concat_arrays(list(slots)))
    shaped = np.ascontiguousarray(codes.reshape(len(slots), -1).T)
    return Column(shaped, texts, count_codes(codes, len(texts)))


def count_codes(codes: Codes, size: int) -> Ints:
    """Return how often each code below `size` occurs."""
    return np.bincount(codes[codes >= 0].ravel(), minlength=size).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The shares of values that occur more often than chance would repeat them; `hashes` ascend.

    `surprise` is -log2 of the shares, in bits.
    """

    hashes: Hashes
    shares: Floats
    surprise: Floats = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "surprise", -np.log2(self.shares))

    def know(self, hashes: Hashes) -> Bools:
        """Tell which values are among these."""
        if not len(self.hashes):
            return np.zeros(hashes.shape, dtype=np.bool_)
        known: Bools = self.hashes[np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)] == hashes
        return known

    def bits(self, hashes: Hashes, rarest: float | Floats) -> Floats:
        """Return -log2 of each value's share, `rarest` for those that are not here or rarer."""
        if not len(self.hashes):
            return np.full(hashes.shape, rarest, dtype=np.float32)
        place = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        bits: Floats = np.where(self.hashes[place] == hashes, np.minimum(self.surprise[place], rarest), rarest)
        return bits.astype(np.float32)


NO_FREQUENCIES = Frequencies(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.float32))
"""Nothing is known of any value: all are as rare as they may be."""


def learn_frequencies(hashes: Hashes, counts: Ints, total: int, spare: float, rarest: float) -> Frequencies:
    """Learn the shares of values from how often they occur.

    Args:
        hashes: of the values; those that are equal are added up.
        counts: how often each occurs.
        total: of how many.
        spare: as many repetitions are put down to duplicates of one thing and not counted.
        rarest: values of more bits than these are left out; they all count as that rare.
    """
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    starts = starts_of_runs(ordered)
    summed = np.add.reduceat(counts[order], starts) if len(ordered) else counts
    shares = np.maximum(0.0, summed - spare) / max(SMALLEST, total)
    kept = (shares > 2.0**-rarest) & (ordered[starts] != NOTHING)
    return Frequencies(ordered[starts][kept], np.minimum(shares[kept], 1.0).astype(np.float32))


class Feature(Protocol):
    """One aspect of n records, parsed; level 0 of each comparison is "missing"."""

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Return the levels of each of its comparisons, strongest first after "missing"."""

    def learn(self) -> Statistics:
        """Return how often its values occur."""

    def weigh(self, statistics: Statistics) -> Self:
        """Return it with the rarity of its values."""

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare record left[i] of this with record right[i] of the other."""

    def keys(self) -> Keys:
        """Return the blocking keys of each record."""


def judge_slots(left: Codes, right: Codes, judge: Callable[[Codes, Codes], Judged], comparisons: int) -> Judged:
    """Judge pairs of records by their values: each value with each other one, the strongest counts.

    Args:
        left: codes of the left records (n x slots).
        right: codes of the right records (n x slots).
        judge: judges pairs of codes, all of them present.
        comparisons: how many the judge makes.
    """
    if left.shape[1] == right.shape[1] == 1 and len(left) <= FEW_PAIRS and (left >= 0).all() and (right >= 0).all():
        return judge(left[:, 0], right[:, 0])
    levels = np.zeros((len(left), comparisons), dtype=np.int8)
    bits = np.zeros((len(left), comparisons), dtype=np.float32)
    for one in range(left.shape[1]):
        for other in range(right.shape[1]):
            both = np.flatnonzero((left[:, one] >= 0) & (right[:, other] >= 0))
            for start in range(0, len(both), PAIRS_AT_ONCE):
                rows = both[start : start + PAIRS_AT_ONCE]
                found, surprise = judge(left[rows, one], right[rows, other])
                if one == other == 0:
                    levels[rows], bits[rows] = found, surprise
                    continue
                better = _is_stronger(found, levels[rows], surprise.sum(axis=1) > bits[rows].sum(axis=1))
                levels[rows[better]] = found[better]
                bits[rows[better]] = surprise[better]
    return levels, bits


def judge_singly(left: Codes, right: Codes, judge: Callable[[Codes, Codes], JudgedSingly]) -> Judged:
    """Judge pairs of records by the one comparison that `judge` makes; see `judge_slots`."""

    def judge_as_matrix(one: Codes, two: Codes) -> Judged:
        levels, bits = judge(one, two)
        return levels[:, None], bits[:, None]

    return judge_slots(left, right, judge_as_matrix, comparisons=1)


def _is_stronger(found: Levels, known: Levels, is_rarer: Bools) -> Bools:
    """Fewer levels down, all comparisons together, or as many and rarer; whatever is known beats missing."""
    none = np.int16(99)
    rank = np.where(found == 0, none, found).sum(axis=1, dtype=np.int16)
    before = np.where(known == 0, none, known).sum(axis=1, dtype=np.int16)
    stronger: Bools = (rank < before) | ((rank == before) & is_rarer)
    return stronger


def once_for_each_pair(
    left: Codes,
    right: Codes,
    compare: Callable[[Texts, Texts], NDArray[np.generic]],
    texts: tuple[pa.Array, pa.Array],
) -> NDArray[np.generic]:
    """Compare texts[0][left] with texts[1][right], each distinct pair once."""
    if len(left) <= FEW_PAIRS:
        return compare(listed(texts[0], left), listed(texts[1], right))
    keys = left.astype(np.int64) * len(texts[1]) + right
    encoded = pa.array(keys).dictionary_encode()
    distinct = encoded.dictionary.to_numpy()
    one, two = np.divmod(distinct, len(texts[1]))
    found = compare(listed(texts[0], one), listed(texts[1], two))
    gathered: NDArray[np.generic] = found[encoded.indices.to_numpy()]
    return gathered


def listed(texts: pa.Array, codes: Codes | Ints) -> Texts:
    """Return the texts of these codes as Python has them."""
    found: Texts = texts.take(pa.array(codes)).to_pylist()
    return found

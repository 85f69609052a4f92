"""Grouping: scored pairs become clusters of records.

Transitive closure alone snowballs: one wrong pair joins two things. So whatever hangs together by a chain is looked
at as a whole: two groups come together, the strongest evidence first, as long as the mean of all the evidence between
their records, for and against, speaks for it (agglomerative clustering by average linkage, Sokal & Michener 1958).

Groups that are each other's best come together at once, which gives the same result as one pair of groups after the
other (reciprocal nearest neighbours, Murtagh 1983): a round costs a sort of the links that are left.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.resolution.features.columns import Rows
from hub.resolution.features.hashing import starts_of_runs

Ints = NDArray[np.int64]
Weights = NDArray[np.float32]
Bools = NDArray[np.bool_]

UNSEEN = -1.0
"""The weight, in bits, of a pair that shares no blocking key: not compared, but hardly the same."""
DECIDED = 1e6
"""The weight, in bits, of a pair on which a person decided; of one decided to be two things its negative."""
MOST = 12.0
"""A single pair's weight counts up to so many bits: no one agreement outweighs several contradictions."""
LEAST = -6.0
"""A single pair's weight counts down to so many bits: a badly kept record contradicts all others of its thing. Weights
below are not worked out either (`scoring.RULED_OUT`)."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Scored pairs of rows: left < right, and their weight in bits."""

    left: Rows
    right: Rows
    weight: Weights

    def where(self, kept: Bools) -> "Pairs":
        """Return some of the pairs."""
        return Pairs(self.left[kept], self.right[kept], self.weight[kept])


@dataclass(frozen=True, slots=True)
class Clusters:
    """For each of n records its cluster, named by its first record; and the pairs that would match but were cut."""

    label: Ints
    cut: Pairs


def group_records(size: int, pairs: Pairs, threshold: float, sources: NDArray[np.int32] | None = None) -> Clusters:
    """Put records together.

    Args:
        size: number of records.
        pairs: scored pairs; those below the threshold speak against.
        threshold: in bits, the least weight of a match.
        sources: for each record the number of a source without duplicates of its own, -1 for others: two records of one
            such source never come together.
    """
    matching = pairs.where(pairs.weight >= threshold)
    label = _components(size, matching.left, matching.right)
    tangled = _tangled(label, matching, sources)
    if tangled.any():
        inner = pairs.where(tangled[label[pairs.left]] & (label[pairs.left] == label[pairs.right]))
        label = np.where(tangled[label], _agglomerate(size, inner, threshold, sources), label)
    cut = matching.where(label[matching.left] != label[matching.right])
    return Clusters(label, cut)


def _components(size: int, left: Rows, right: Rows) -> Ints:
    """Return for each record the first one connected with it."""
    label = np.arange(size, dtype=np.int64)
    one, two = left.astype(np.int64), right.astype(np.int64)
    while True:
        low = np.minimum(label[one], label[two])
        before = label.copy()
        np.minimum.at(label, label[one], low)
        np.minimum.at(label, label[two], low)
        while not np.array_equal(label, label[label]):
            label = label[label]
        if np.array_equal(before, label):
            return label


def _tangled(label: Ints, matching: Pairs, sources: NDArray[np.int32] | None) -> Bools:
    """Tell which components are no cliques, or hold two records of a source without duplicates."""
    members = np.bincount(label, minlength=len(label))
    edges = np.bincount(label[matching.left], minlength=len(label))
    tangled: Bools = edges < members * (members - 1) // 2
    if sources is not None:
        own = np.flatnonzero(sources >= 0)
        count = int(sources.max(initial=0)) + 1
        key = np.sort(label[own] * count + sources[own])
        tangled[key[1:][key[1:] == key[:-1]] // count] = True
    return tangled


@dataclass(frozen=True, slots=True)
class _Links:
    """The evidence between groups one < two: the sum of weights above the threshold, and of how many pairs."""

    one: Ints
    two: Ints
    total: NDArray[np.float64]
    seen: Ints

    def where(self, kept: Bools) -> "_Links":
        return _Links(self.one[kept], self.two[kept], self.total[kept], self.seen[kept])

    def renamed(self, group: Ints) -> "_Links":
        """Return the links between the groups that these have become, those of one pair of groups added up."""
        one, two = group[self.one], group[self.two]
        low, high = np.minimum(one, two), np.maximum(one, two)
        order = np.lexsort((high, low))
        order = order[(low != high)[order]]
        low, high = low[order], high[order]
        starts = starts_of_runs(low, high)
        if not len(order):
            return self.where(np.zeros(len(self.one), dtype=np.bool_))
        total, seen = (np.add.reduceat(column[order], starts) for column in (self.total, self.seen))
        return _Links(low[starts], high[starts], total, seen)


def _agglomerate(size: int, pairs: Pairs, threshold: float, sources: NDArray[np.int32] | None) -> Ints:
    """Return for each record the first one of its group."""
    group = np.arange(size, dtype=np.int64)
    members = np.ones(size, dtype=np.int64)
    held = _Held(sources) if sources is not None else None
    links = _Links(
        pairs.left.astype(np.int64),
        pairs.right.astype(np.int64),
        bounded(pairs.weight).astype(np.float64) - threshold,
        np.ones(len(pairs.left), dtype=np.int64),
    )
    while True:
        possible = members[links.one] * members[links.two]
        mean = (links.total + UNSEEN * (possible - links.seen)) / possible
        if held is not None:
            mean[held.clash(links.one, links.two)] = -np.inf
        best = _mutual_best(size, links, mean)
        if not len(best):
            return group
        into, gone = links.one[best], links.two[best]
        members[into] += members[gone]
        if held is not None:
            held.merge(into, gone)
        step = np.arange(size, dtype=np.int64)
        step[gone] = into
        group = step[group]
        alive = np.zeros(size, dtype=np.bool_)
        alive[links.one[mean >= 0]] = alive[links.two[mean >= 0]] = True
        links = links.where(alive[links.one] & alive[links.two]).renamed(step)


def _mutual_best(size: int, links: _Links, mean: NDArray[np.float64]) -> Ints:
    """Return the links that are the best of both their groups; ties go to the first link."""
    rows = np.flatnonzero(mean >= 0)
    order = rows[np.argsort(-mean[rows], kind="stable")]
    rank = np.full(size, len(order), dtype=np.int64)
    places = np.arange(len(order))
    np.minimum.at(rank, links.one[order], places)
    np.minimum.at(rank, links.two[order], places)
    best: Ints = order[(rank[links.one[order]] == places) & (rank[links.two[order]] == places)]
    return best


class _Held:
    """Which sources without duplicates each group holds a record of, as sets of bits."""

    def __init__(self, sources: NDArray[np.int32]) -> None:
        own = np.flatnonzero(sources >= 0)
        self._sets = np.zeros((len(sources), int(sources.max(initial=0)) // 64 + 1), dtype=np.uint64)
        self._sets[own, sources[own] // 64] = np.uint64(1) << (sources[own] % 64).astype(np.uint64)

    def clash(self, one: Ints, two: Ints) -> Bools:
        """Tell which two groups hold records of the same source."""
        return np.asarray((self._sets[one] & self._sets[two]).any(axis=1))

    def merge(self, into: Ints, gone: Ints) -> None:
        """Let groups hold what others held."""
        self._sets[into] |= self._sets[gone]


def bounded(weight: Weights) -> Weights:
    """Bound weights, but not those that stand for a person's decision."""
    return np.where(np.abs(weight) < DECIDED, np.clip(weight, LEAST, MOST), weight)

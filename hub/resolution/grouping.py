"""Grouping: scored pairs become clusters of records.

Transitive closure alone snowballs: one wrong pair joins two things. So whatever hangs together by a chain is looked
at as a whole: records are put together as long as all the evidence between two groups, for and against, speaks for it
(correlation clustering, Bansal, Blum & Chawla 2004, solved greedily). Records that agree all round, nearly all of them,
are decided on arrays; NetworkX finds the components of the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from hub.resolution.features.columns import Rows

Ints = NDArray[np.int64]
Weights = NDArray[np.float32]
Bools = NDArray[np.bool_]

UNSEEN = -1.0
"""The weight, in bits, of a pair that shares no blocking key: not compared, but hardly the same."""
DECIDED = 1e6
"""The weight, in bits, of a pair on which a person decided; of one decided to be two things its negative."""
MOST = 12.0
"""A single pair's weight counts up to so many bits: no one agreement outweighs several contradictions."""


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
        for members, known in _subgraphs(inner, threshold):
            for group in _divide(members, known, threshold, sources):
                label[group] = min(group)
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


def _subgraphs(inner: Pairs, threshold: float) -> Iterator[tuple[list[int], "nx.Graph[int]"]]:
    graph: nx.Graph[int] = nx.Graph()
    listed = zip(inner.left.tolist(), inner.right.tolist(), _bounded(inner.weight).tolist(), strict=True)
    graph.add_weighted_edges_from(listed)
    strong = nx.subgraph_view(graph, filter_edge=lambda one, two: graph.edges[one, two]["weight"] >= threshold)
    for members in nx.connected_components(strong):
        yield sorted(members), graph


def _bounded(weight: Weights) -> Weights:
    """Bound weights, but not those that stand for a person's decision."""
    return np.where(weight < DECIDED, np.minimum(weight, MOST), weight)


def _divide(
    members: list[int], graph: "nx.Graph[int]", threshold: float, sources: NDArray[np.int32] | None
) -> list[list[int]]:
    """Put members together, the strongest evidence first, while all the evidence between two groups is positive."""
    groups = _Groups(members, graph, threshold, sources)
    heap = [(-mean, one, two) for one, two, mean in groups.links() if mean >= 0]
    heapify(heap)
    while heap:
        negative, one, two = heappop(heap)
        if groups.mean(one, two) != -negative:
            continue  # one of them has grown since
        groups.merge(one, two)
        for other in groups.neighbours(one):
            mean = groups.mean(one, other)
            if mean is not None and mean >= 0:
                heappush(heap, (-mean, one, other))
    return groups.members()


class _Groups:
    """Groups of records, each known by one of them, and the sum of the evidence between every two."""

    def __init__(
        self, members: list[int], graph: "nx.Graph[int]", threshold: float, sources: NDArray[np.int32] | None
    ) -> None:
        inside = set(members)
        self._members = {member: [member] for member in members}
        self._links: dict[int, dict[int, tuple[float, int]]] = {
            member: {
                other: (data["weight"] - threshold, 1) for other, data in graph.adj[member].items() if other in inside
            }
            for member in members
        }
        self._sources: dict[int, set[int]] = {member: set() for member in members}
        if sources is not None:
            self._sources |= {member: {int(sources[member])} for member in members if sources[member] >= 0}

    def members(self) -> list[list[int]]:
        """Return the records of each group."""
        return list(self._members.values())

    def links(self) -> Iterator[tuple[int, int, float]]:
        """Yield every two groups with evidence between them, and its mean."""
        for one, others in self._links.items():
            for two in others:
                mean = self.mean(one, two) if one < two else None
                if mean is not None:
                    yield one, two, mean

    def neighbours(self, one: int) -> list[int]:
        """Return the groups with evidence between them and this one."""
        return list(self._links[one])

    def mean(self, one: int, two: int) -> float | None:
        """Average the weights of all pairs between two groups, those never compared as UNSEEN.

        None where there is no evidence, or where they must not come together.
        """
        if one not in self._links or two not in self._links[one]:
            return None
        if self._sources[one] & self._sources[two]:
            return None
        total, seen = self._links[one][two]
        possible = len(self._members[one]) * len(self._members[two])
        return (total + UNSEEN * (possible - seen)) / possible

    def merge(self, one: int, two: int) -> None:
        """Let group `one` take group `two` in."""
        self._members[one] += self._members.pop(two)
        self._sources[one] |= self._sources.pop(two)
        for other, (weight, seen) in self._links.pop(two).items():
            del self._links[other][two]
            if other != one:
                known, counted = self._links[one].get(other, (0.0, 0))
                self._links[one][other] = self._links[other][one] = (known + weight, counted + seen)

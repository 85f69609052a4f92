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

UNSEEN = -2.0
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

    def where(self, kept: NDArray[np.bool_]) -> "Pairs":
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


def _tangled(label: Ints, matching: Pairs, sources: NDArray[np.int32] | None) -> NDArray[np.bool_]:
    """Tell which components are no cliques, or hold two records of a source without duplicates."""
    members = np.bincount(label, minlength=len(label))
    edges = np.bincount(label[matching.left], minlength=len(label))
    tangled: NDArray[np.bool_] = edges < members * (members - 1) // 2
    if sources is not None:
        own = np.flatnonzero(sources >= 0)
        key = np.sort(label[own] * (int(sources.max(initial=0)) + 1) + sources[own])
        twice = key[1:][key[1:] == key[:-1]] // (int(sources.max(initial=0)) + 1)
        tangled[twice] = True
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
    inside = set(members)
    group = {member: [member] for member in members}
    owner = {member: member for member in members}
    links: dict[int, dict[int, tuple[float, int]]] = {
        member: {other: (data["weight"] - threshold, 1) for other, data in graph.adj[member].items() if other in inside}
        for member in members
    }
    heap = [
        (-weight, one, two) for one in members for two, (weight, _) in links[one].items() if one < two and weight >= 0
    ]
    heapify(heap)
    while heap:
        weight, one, two = heappop(heap)
        if (
            owner[one] != one
            or owner[two] != two
            or two not in links[one]
            or -weight != _mean(links[one][two], group, one, two)
        ):
            continue
        if sources is not None and _clash(group[one], group[two], sources):
            continue
        _merge(one, two, group, owner, links)
        for other in links[one]:
            mean = _mean(links[one][other], group, one, other)
            if mean >= 0:
                heappush(heap, (-mean, one, other))
    return list(group.values())


def _mean(link: tuple[float, int], group: dict[int, list[int]], one: int, two: int) -> float:
    """Average the weights of all pairs between two groups, those never compared as UNSEEN."""
    total, seen = link
    possible = len(group[one]) * len(group[two])
    return (total + UNSEEN * (possible - seen)) / possible


def _clash(one: list[int], two: list[int], sources: NDArray[np.int32]) -> bool:
    mine = {int(sources[member]) for member in one if sources[member] >= 0}
    return any(int(sources[member]) in mine for member in two)


def _merge(
    one: int,
    two: int,
    group: dict[int, list[int]],
    owner: dict[int, int],
    links: dict[int, dict[int, tuple[float, int]]],
) -> None:
    """Let group `one` take group `two` in."""
    group[one] += group.pop(two)
    owner[two] = one
    for other, (weight, seen) in links.pop(two).items():
        del links[other][two]
        if other == one:
            continue
        known, counted = links[one].get(other, (0.0, 0))
        links[one][other] = links[other][one] = (known + weight, counted + seen)
    links[one].pop(two, None)

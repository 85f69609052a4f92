"""Weak links: a part that hangs together by a chain falls apart where its records, taken together, speak against it.

In: components, their `same` edges, and what any pair weighs. Out: the components with such parts divided. One wrong
pair would otherwise join two things, and a mailbox that a firm shares would join all who work there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hub.model.ids import RecordId
from hub.resolution.cluster import JUDGED_CAPACITY, Component, Pair
from hub.resolution.grouping import DECIDED, Pairs, Weights, group_records

Ints = NDArray[np.int64]
Part = tuple[RecordId, ...]
Weigh = Callable[[Sequence[RecordId], Ints, Ints], Weights]

MOST_WEIGHED = 1_000
"""In a part with more records (half a million pairs), only pairs that match are weighed."""
SPEAKS_FOR = 0.0
"""In bits: two groups stay together if the mean over all pairs between them is this at least."""


def cut_weak_links(components: Sequence[Component], edges: Mapping[Pair, float], weigh: Weigh) -> tuple[Component, ...]:
    """Divide each part whose records, taken together, say that it is more than one, by average linkage.

    A part in which all records match each other stays whole, and what a person put together stays together.

    Args:
        components: as they were cut where they held a contradiction.
        edges: the weight of each `same` pair, in bits; that of one that a person judged is `JUDGED_CAPACITY` or more.
        weigh: returns the weights, in bits, of pairs of the given records, by their places.
    """
    within = _edges_within([part for component in components for part in component.parts], edges)
    tangled = {part: inside for part, inside in within.items() if len(inside) < len(part) * (len(part) - 1) // 2}
    if not tangled:
        return tuple(components)
    group = _group(tangled, edges, weigh)
    return tuple(
        _divide(component, tangled, group, edges) if not tangled.keys().isdisjoint(component.parts) else component
        for component in components
    )


def _edges_within(parts: Iterable[Part], edges: Mapping[Pair, float]) -> dict[Part, list[Pair]]:
    part_of = {record: part for part in parts for record in part}
    within: dict[Part, list[Pair]] = {part: [] for part in part_of.values()}
    for left, right in sorted(edges):
        if left in part_of and part_of[left] is part_of.get(right):
            within[part_of[left]].append((left, right))
    return within


def _group(tangled: Mapping[Part, list[Pair]], edges: Mapping[Pair, float], weigh: Weigh) -> dict[RecordId, int]:
    """Return for each record of some parts its group."""
    ids = [record for part in tangled for record in part]
    place = {record: row for row, record in enumerate(ids)}
    pairs = np.concatenate([_pairs_of(part, inside, place) for part, inside in tangled.items()])
    weight = weigh(ids, pairs[:, 0], pairs[:, 1])
    judged = _places((pair for inside in tangled.values() for pair in inside if edges[pair] >= JUDGED_CAPACITY), place)
    weight = np.where(np.isin(pairs @ [len(ids), 1], judged @ [len(ids), 1]), np.float32(DECIDED), weight)
    left, right = pairs.astype(np.int32).T
    label = group_records(len(ids), Pairs(left, right, weight), SPEAKS_FOR).label
    return dict(zip(ids, label.tolist(), strict=True))


def _pairs_of(part: Part, inside: Iterable[Pair], place: Mapping[RecordId, int]) -> Ints:
    """Return the pairs of a part that are weighed, as rows of two places."""
    if len(part) > MOST_WEIGHED:
        return _places(inside, place)
    return np.column_stack(np.triu_indices(len(part), 1)) + place[part[0]]


def _places(pairs: Iterable[Pair], place: Mapping[RecordId, int]) -> Ints:
    return np.array([(place[left], place[right]) for left, right in pairs], dtype=np.int64).reshape(-1, 2)


def _divide(
    component: Component,
    tangled: Mapping[Part, list[Pair]],
    group: Mapping[RecordId, int],
    edges: Mapping[Pair, float],
) -> Component:
    parts: list[Part] = []
    weak: dict[tuple[int, int], Pair] = {}
    for part in component.parts:
        if part not in tangled:
            parts.append(part)
            continue
        groups: dict[int, list[RecordId]] = {}
        for record in part:
            groups.setdefault(group[record], []).append(record)
        parts += (tuple(records) for records in groups.values())
        weak |= _strongest_between(tangled[part], group, edges)
    return replace(component, parts=tuple(sorted(parts)), weak=tuple(sorted(weak.values())))


def _strongest_between(
    inside: Iterable[Pair], group: Mapping[RecordId, int], edges: Mapping[Pair, float]
) -> dict[tuple[int, int], Pair]:
    """Return for any two groups the strongest pair between them: one answer says what to make of both."""
    strongest: dict[tuple[int, int], Pair] = {}
    for left, right in sorted(inside, key=lambda pair: (edges[pair], pair)):
        one, two = sorted((group[left], group[right]))
        if one != two:
            strongest[one, two] = (left, right)
    return strongest

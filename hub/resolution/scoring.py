"""Scoring: pairs of records go in; levels, weights and the sum of their evidence come out, as arrays.

One scorer serves a table of a million records, one new record against an index, and a distributed engine alike: a
pair's weight depends on nothing but its two records, the parameters and the statistics they were trained with.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

import numpy as np
from numpy.typing import NDArray

from hub.resolution.column_types import Aspect
from hub.resolution.features.columns import SMALLEST, Floats, Levels, Rows
from hub.resolution.parameters import AGAINST, FURTHER_SIGN, SECOND_SIGN, Group, LevelTable, Matches, Parameters

Weights = NDArray[np.float32]
Aspects = Mapping[str, Aspect]


RULED_OUT = -6.0
"""Below so many bits a pair's weight need not be known any better."""
UNKNOWN = 30.0


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """Comparisons that depend on each other, by their places, and how they are bounded; see `Group`."""

    places: tuple[int, ...]
    at_most: float | None
    beyond: float

    @property
    def is_fixed(self) -> bool:
        """Whether the bound holds however strong the signs are; else the group could lift any pair."""
        return self.at_most is not None and self.beyond == 0

    def bound(self, weights: Weights, prior: float) -> Weights:
        """Return weights of the group in bits, bounded together with the prior."""
        if self.at_most is None:
            return weights
        most = np.float32(self.at_most - prior)
        bounded: Weights = np.minimum(weights, most) + np.float32(self.beyond) * np.maximum(weights - most, 0)
        return bounded


@dataclass(frozen=True)
class Scorer:
    """What weighs the evidence on pairs.

    Attributes:
        names: the comparisons, in order.
        parameters_of: of each comparison the name of its parameters.
        tables: of each comparison the parameters of its levels.
        m: of each comparison how often records of one thing reach each level.
        groups: comparisons that depend on each other.
        matches: how many others of the same thing a record has on average.
        bounds: of that number.
        records: among how many records it is looked for.
        taught: of each comparison the bits that people's answers add to each level; none if nobody was asked.
        raised: the bits that all pairs gain with them.
    """

    names: tuple[str, ...]
    parameters_of: tuple[str, ...]
    tables: tuple[LevelTable, ...]
    m: tuple[NDArray[np.float64], ...]
    groups: tuple[PlacedGroup, ...]
    matches: float
    bounds: Matches
    records: int
    taught: tuple[NDArray[np.float64], ...] = ()
    raised: float = 0.0
    loner: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        grouped = {place for group in self.groups for place in group.places}
        object.__setattr__(self, "loner", tuple(place for place in range(len(self.names)) if place not in grouped))

    @property
    def prior(self) -> float:
        """The weight of a pair of which nothing is known: matches per record against records to match with."""
        return log2(self.matches / max(self.records, SMALLEST))

    def compare(self, left: Aspects, right: Aspects, rows: tuple[Rows, Rows]) -> tuple[Levels, Floats]:
        """Return the levels that pairs reach and -log2 u of each (n x comparisons)."""
        levels = np.zeros((len(rows[0]), len(self.names)), dtype=np.int8, order="F")
        surprise = np.zeros(levels.shape, dtype=np.float32, order="F")
        for place, reached, bits in self._judge(left, right, rows, list(left)):
            levels[:, place], surprise[:, place] = reached, bits
        return levels, surprise

    def score(self, left: Aspects, right: Aspects, rows: tuple[Rows, Rows]) -> tuple[Levels, Weights, Weights]:
        """Return levels and weights of comparisons (n x comparisons), and the weight of each pair (n); weights in bits.

        Groups with a fixed bound come last, and only for pairs that they could lift to `RULED_OUT`. Of the others
        the weight is the most that it could be, and the levels of these groups are -1.
        """
        levels = np.full((len(rows[0]), len(self.names)), -1, dtype=np.int8, order="F")
        weights = np.full(levels.shape, UNKNOWN, dtype=np.float32, order="F")
        total = np.full(len(levels), UNKNOWN, dtype=np.float32)
        open_: slice | NDArray[np.int64] = slice(None)
        for names in self._bounded_last(left):
            part = rows[0][open_], rows[1][open_]
            for place, reached, bits in self._judge(left, right, part, names):
                levels[open_, place] = reached
                weights[open_, place] = self._m_bits(place)[reached] + bits
            total[open_] = self.total(weights[open_]) + self.lesson_of(levels[open_])
            open_ = np.flatnonzero(total >= RULED_OUT)
        for place, taught in enumerate(self.taught):
            weights[:, place] += taught[levels[:, place]]
        return levels, weights, total

    def lesson_of(self, levels: Levels) -> Weights:
        """Return the bits that pairs at these levels gain by what people taught; the most they may where unknown."""
        gained = np.full(len(levels), self.raised, dtype=np.float32)
        for place, taught in enumerate(self.taught):
            gained += np.append(taught, taught.max())[levels[:, place]].astype(np.float32)
        return gained

    def _judge(
        self, left: Aspects, right: Aspects, rows: tuple[Rows, Rows], names: Sequence[str]
    ) -> Iterator[tuple[int, Levels, Floats]]:
        """Yield, of each comparison of these features, its place, the levels that pairs reach, and -log2 u."""
        places = _places(left)
        for name in names:
            reached, bits = left[name].feature.compare(right[name].feature, *rows)
            for column, place in enumerate(places[name]):
                yield place, reached[:, column], self.tables[place].surprise(reached[:, column], bits[:, column])

    def _bounded_last(self, aspects: Aspects) -> list[list[str]]:
        """Return the features in two parts, those that only count in groups with fixed bounds last; none is empty."""
        bounded = {place for group in self.groups if group.is_fixed for place in group.places}
        places = _places(aspects)
        parts = [[name for name in aspects if bounded.issuperset(places[name]) is last] for last in (False, True)]
        return [part for part in parts if part]

    def _m_bits(self, place: int) -> Floats:
        bits: Floats = np.log2(self.m[place]).astype(np.float32)
        return bits

    def weigh(self, levels: Levels, surprise: Floats) -> Weights:
        """Return the weight of each comparison in bits (n x comparisons): log2 m - log2 u."""
        weights = np.empty(levels.shape, dtype=np.float32, order="F")
        for place in range(len(self.names)):
            weights[:, place] = self._m_bits(place)[levels[:, place]] + surprise[:, place]
        return weights

    def total(self, weights: Weights) -> Weights:
        """Return the weight of each pair: prior and comparisons, those of a group with what they add to each other."""
        total = np.full(len(weights), self.prior, dtype=np.float32)
        for group in self.groups:
            total += group.bound(group_weight(weights[:, list(group.places)]), self.prior)
        if self.loner:
            total += weights[:, list(self.loner)].sum(axis=1)
        return total


def _places(aspects: Aspects) -> dict[str, range]:
    """Return the places of each feature's comparisons."""
    places, start = {}, 0
    for name, aspect in aspects.items():
        places[name] = range(start, start + len(aspect.feature.levels))
        start = places[name].stop
    return places


def group_weight(weights: Weights) -> Weights:
    """Return what comparisons that depend on each other weigh together.

    The strongest sign for a match counts in full, the second and further ones less; signs against it count by
    `AGAINST`. A single comparison counts as it is.
    """
    if weights.shape[1] == 1:
        return weights[:, 0]
    signs, against, strongest, second = (np.zeros(len(weights), dtype=np.float32) for _ in range(4))
    for weight in weights.T:
        sign = np.maximum(weight, 0)
        signs += sign
        against += weight - sign
        second = np.maximum(second, np.minimum(strongest, sign))
        strongest = np.maximum(strongest, sign)
    further = FURTHER_SIGN * (signs - strongest - second)
    together: Weights = strongest + SECOND_SIGN * second + further + AGAINST * against
    return together


def make_scorer(aspects: Aspects, parameters: Parameters, records: int, matches: float = 1.0) -> Scorer:
    """Return the scorer of these aspects with untrained parameters."""
    names, kinds, tables = [], [], []
    for aspect in aspects.values():
        for name, levels in aspect.feature.levels.items():
            names.append(name)
            kinds.append(aspect.parameters[name])
            tables.append(LevelTable(levels, parameters.levels_of(aspect.parameters[name], levels[1:])))
    return Scorer(
        names=tuple(names),
        parameters_of=tuple(kinds),
        tables=tuple(tables),
        m=tuple(table.m for table in tables),
        groups=tuple(_find_groups(kinds, parameters.groups)),
        matches=matches,
        bounds=parameters.matches,
        records=records,
    )


def _find_groups(kinds: Sequence[str], groups: Sequence[Group]) -> list[PlacedGroup]:
    """Return the groups by position; a comparison belongs to the first group that names it."""
    taken: set[int] = set()
    found = []
    for group in groups:
        if group.needs and group.needs not in kinds:
            continue
        places = tuple(place for place, kind in enumerate(kinds) if kind in group.comparisons and place not in taken)
        if places:
            found.append(PlacedGroup(places, group.at_most, group.beyond))
            taken.update(places)
    return found

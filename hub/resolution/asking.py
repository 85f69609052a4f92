"""Which pairs are worth a person's answer: uncertain ones, spread over the ways in which pairs agree.

In: scored candidate pairs and what people said before. Out: the pairs to ask about. The same input always gives the
same questions; nothing is compared or learnt here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from hub.resolution.features.columns import Levels
from hub.resolution.features.hashing import starts_of_runs
from hub.resolution.features.words import Bools
from hub.resolution.grouping import Ints, Pairs
from hub.resolution.scoring import RULED_OUT
from hub.resolution.training import SURE

SPREAD = 4.0
"""Weights are taken to be so many times as far off as they say: unlabelled models are surer than they should be."""
FLATTENED = 0.75
"""Power of the uncertainty of all pairs that agree alike: below 1, so that rare ways to agree are asked about, too."""
LEAST, MOST_BELOW = -12.0, 0.1
"""A tenth of the questions is about pairs that were ruled out, down to so many bits: systematic errors hide there."""

Judged = Mapping[tuple[int, int], bool]


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidate pairs with left < right, ascending, their weight, and the level that each comparison reached."""

    pairs: Pairs
    levels: Levels


def choose_questions(scored: Scored, judged: Judged, count: int) -> Ints:
    """Return the positions of up to `count` pairs, the surest match first.

    Pairs are drawn in proportion to their uncertainty, at equal steps through all pairs ordered by how they agree
    (systematic sampling; Madow 1949). Pairs that were judged, or would follow from answers, are left out.
    """
    implied = _Answers(judged)
    weight = scored.pairs.weight
    below = np.flatnonzero((weight < RULED_OUT) & (weight >= LEAST))
    seen = np.flatnonzero(weight >= RULED_OUT)
    asked = _draw(scored, seen, count - min(len(below), int(MOST_BELOW * count)), implied)
    asked += _draw(scored, below, count - len(asked), implied)
    chosen = np.array(asked, dtype=np.int64)
    return chosen[np.lexsort((chosen, -weight[chosen]))]


class _Answers:
    """What is known or asked: records that may turn out the same are joined, so that nothing is asked twice."""

    def __init__(self, judged: Judged) -> None:
        self._same: nx.utils.UnionFind[int] = nx.utils.UnionFind()
        self._settled: set[tuple[int, int]] = set(judged)
        for pair, same in judged.items():
            if same:
                self._same.union(*pair)
        self._apart = {self._groups(*pair) for pair, same in judged.items() if not same}

    def admit(self, left: int, right: int) -> bool:
        """Tell whether the pair is worth asking; if so it counts as asked."""
        groups = self._groups(left, right)
        if (left, right) in self._settled or groups[0] == groups[1] or groups in self._apart:
            return False
        self._settled.add((left, right))
        self._apart.add(groups)
        return True

    def _groups(self, one: int, two: int) -> tuple[int, int]:
        first, second = self._same[one], self._same[two]
        return min(first, second), max(first, second)


def _draw(scored: Scored, places: Ints, count: int, answers: _Answers) -> list[int]:
    """Return up to `count` of these pairs; where one is not worth asking, the next in order is looked at."""
    if not len(places) or count <= 0:
        return []
    ordered, share = _ordered(scored, places)
    reached = np.cumsum(share)
    steps = (np.arange(count) + 0.5) / count * reached[-1]
    drawn: list[int] = []
    start = 0
    for place in np.searchsorted(reached, steps).tolist():
        start = max(start, place)
        found = _next(scored.pairs, ordered, start, answers)
        if found is None:
            break
        drawn.append(int(ordered[found]))
        start = found + 1
    return drawn


def _next(pairs: Pairs, ordered: Ints, start: int, answers: _Answers) -> int | None:
    for place in range(start, len(ordered)):
        if answers.admit(int(pairs.left[ordered[place]]), int(pairs.right[ordered[place]])):
            return place
    return None


def _ordered(scored: Scored, places: Ints) -> tuple[Ints, NDArray[np.float64]]:
    """Return the pairs by how they agree, ways of alike weight side by side, and the share of each in the questions."""
    weight = scored.pairs.weight[places].astype(np.float64)
    way = _ways(scored.levels[places])
    uncertain = _uncertainty(weight)
    mass = np.bincount(way, uncertain)
    mean = np.bincount(way, uncertain * weight) / mass
    order = np.lexsort((places, weight, way, mean[way]))
    return places[order], (uncertain * mass[way] ** (FLATTENED - 1))[order]


def _uncertainty(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    half = np.exp2(np.clip(weight, -SURE, SURE) / (2 * SPREAD))
    uncertain: NDArray[np.float64] = 1 / (half + 1 / half) ** 2
    return uncertain


def _ways(levels: Levels) -> Ints:
    """Number the distinct rows of levels."""
    order = np.lexsort(levels.T[::-1])
    starts: Bools = np.zeros(len(levels), dtype=np.bool_)
    starts[starts_of_runs(*levels[order].T)] = True
    way = np.empty(len(levels), dtype=np.int64)
    way[order] = np.cumsum(starts) - 1
    return way

"""Training without labels: expectation maximisation of how often records of one thing reach each level.

Only m and the number of matches are estimated (Dempster, Laird, Rubin 1977; Winkler 1988); u stays what chance makes
it. Estimates are pulled towards the shipped m, so that little data, or data in which another relation is commoner than
"the same" ("works at the same firm"), cannot lead it astray.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hub.resolution.features.columns import Floats, Levels
from hub.resolution.parameters import LevelTable
from hub.resolution.scoring import Scorer

ROUNDS = 6
PULL = 1.0
LEAST_SHIPPED = 30.0  # observations that the shipped m are worth at least
RISE = 2.5  # times the shipped m
RISE_AGAINST, PASSING_RISE_AGAINST = 1.3, 4.0  # the same of levels that speak against a match, and where they may pass
PASSING = frozenset(["street", "city", "region", "postal_code", "phone", "email", "domain", "date", "category"])
"""What changes while the thing stays the same, is often wrong, or told otherwise: many matches may differ in it."""
TELLING = 7.0  # bits from which on a value, as rare as its level lets it be, speaks for a match
SURE = 40.0  # bits beyond which a probability is 0 or 1


@dataclass(frozen=True, slots=True)
class Sample:
    """Candidate pairs to train on: their levels and -log2 u; `share` of all candidate pairs."""

    levels: Levels
    surprise: Floats
    share: float


def train(scorer: Scorer, sample: Sample) -> Scorer:
    """Return the scorer with m and the number of matches as the sample suggests."""
    shipped = scorer.m
    most = [
        _most(table, m, passing=name in PASSING)
        for table, m, name in zip(scorer.tables, shipped, scorer.parameters_of, strict=True)
    ]
    for _ in range(ROUNDS):
        probability = probabilities(scorer.total(scorer.weigh(sample.levels, sample.surprise)))
        found = float(probability.sum()) / sample.share
        matches = float(np.clip(2 * found / max(scorer.records, 1), scorer.bounds.least, scorer.bounds.most))
        m = tuple(
            np.minimum(_estimate(sample.levels[:, place], probability, shipped[place]), most[place])
            for place in range(len(shipped))
        )
        scorer = replace(scorer, m=m, matches=matches)
    return scorer


def _most(table: LevelTable, shipped: NDArray[np.float64], *, passing: bool) -> NDArray[np.float64]:
    """Return the most that m may become: that names differ must not become common."""
    return shipped * np.where(speaks_for(table, shipped), RISE, PASSING_RISE_AGAINST if passing else RISE_AGAINST)


def speaks_for(table: LevelTable, shipped: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which levels speak for a match: by their number, or by agreeing on a value that may be rare enough."""
    by_number = (np.log2(shipped) + table.fixed > 0) & ~table.of_value
    speaking: NDArray[np.bool_] = by_number | (table.of_value & (table.most > TELLING))
    return speaking


def _estimate(
    levels: NDArray[np.int8], probability: NDArray[np.float64], shipped: NDArray[np.float64]
) -> NDArray[np.float64]:
    counts = np.bincount(levels, weights=probability, minlength=len(shipped))[1:]
    told = counts.sum()
    belief = LEAST_SHIPPED + PULL * told
    return np.concatenate(([1.0], (counts + belief * shipped[1:]) / (told + belief)))


def probabilities(weights: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return the probability of each weight in bits: 1 / (1 + 2^-weight)."""
    result: NDArray[np.float64] = 1.0 / (1.0 + np.exp2(-np.clip(weights.astype(np.float64), -SURE, SURE)))
    return result


def degenerate(before: Scorer, after: Scorer) -> Sequence[str]:
    """Name what was learnt that cannot be: too many matches, or a level against a match that became one for it."""
    faults = []
    if after.matches >= after.bounds.most:
        faults.append("more matches for each record than are plausible")
    for name, was, now in zip(after.names, before.m, after.m, strict=True):
        if now[-1] > 0.5 > was[-1]:  # noqa: PLR2004 - half of all matches
            faults.append(f"{name}: most matches would differ in it")
    return faults

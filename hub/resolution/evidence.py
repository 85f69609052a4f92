"""What a pair's weight is made of: the prior, what each comparison says, and what is taken off where they overlap."""

from collections.abc import Iterator

import numpy as np

from hub.model.evidence import Evidence, Match
from hub.resolution.features.columns import Levels
from hub.resolution.scoring import Scorer, Weights, group_weight
from hub.resolution.trained_model import TrainedModel

DECIMALS = 3
PRIOR, OVERLAP = "prior", "overlap"
Part = tuple[str, str, float]


def weigh_up(scorer: Scorer, levels: Levels, weights: Weights) -> list[Part]:
    """Return the parts of one pair's weight as (comparison, level, bits): they add up to it.

    Comparisons that found nothing to compare are left out. Those that depend on each other say less together than one
    by one; what that takes off is a part of its own, whose level names them.
    """
    told = [place for place in np.flatnonzero(levels > 0).tolist() if weights[place]]
    parts = [(PRIOR, PRIOR, float(scorer.prior))]
    parts += [(scorer.names[place], scorer.tables[place].names[levels[place]], float(weights[place])) for place in told]
    return [*parts, *_overlaps(scorer, weights, set(told))]


def _overlaps(scorer: Scorer, weights: Weights, told: set[int]) -> Iterator[Part]:
    for group in scorer.groups:
        own = weights[None, list(group.places)]
        excess = float(group.bound(group_weight(own), scorer.prior)[0] - own.sum())
        if round(excess, DECIMALS):
            yield OVERLAP, ", ".join(scorer.names[place] for place in group.places if place in told), excess


def explain(model: TrainedModel, match: Match) -> tuple[Evidence, ...]:
    """Explain a match as a sum: the prior first, then each comparison, then what their overlap takes off."""
    return tuple(
        Evidence(comparison=name, level=level, weight=weight, words=_words(model, name, level))
        for name, level, weight in zip(match.comparisons, match.levels, match.weights, strict=True)
    )


def _words(model: TrainedModel, name: str, level: str) -> str:
    if name == PRIOR:
        return "any two records worth comparing"
    if name == OVERLAP:
        return f"{level}: these depend on each other, so together they say less"
    parameters = dict(zip(model.scorer.names, model.scorer.parameters_of, strict=True)).get(name, name)
    known = model.parameters.comparisons.get(parameters, {}).get(level)
    return known.words if known else level.replace("_", " ")

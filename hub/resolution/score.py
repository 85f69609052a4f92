"""Scoring: candidate pairs go in as two arrays of positions; levels, weights and probabilities come out as arrays.

Features are dictionary-encoded and each distinct pair of features is compared once; the results are gathered. One
scorer serves a single pair and a batch of millions alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.model.evidence import Evidence
from hub.model.record import Fields
from hub.resolution.compare import MISSING, Comparison, Feature
from hub.resolution.compare.registry import COMPARISONS
from hub.resolution.match_model import MatchModel

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scores:
    """Of n pairs under k comparisons: `weight` in bits (n), `probability` 0..1 (n), `levels` (n x k), 0 for missing."""

    weight: NDArray[np.float64]
    probability: NDArray[np.float64]
    levels: NDArray[np.int8]


def score_pairs(model: MatchModel, fields: Sequence[Fields], left: Ints, right: Ints) -> Scores:
    """Score the pairs (fields[left[i]], fields[right[i]]).

    Costs O(records) for features, O(d) comparisons for d distinct pairs of features, and O(n k) gathers.
    """
    known = COMPARISONS[model.kind]
    levels = np.zeros((len(left), len(model.comparisons)), dtype=np.int8)
    weight = np.full(len(left), model.prior_weight)
    for column, name in enumerate(model.comparisons):
        levels[:, column] = _compare(known[name], fields, left, right)
        weight += _weights(model, name, known[name])[levels[:, column]]
    return Scores(weight=weight, probability=1.0 / (1.0 + np.exp2(-weight)), levels=levels)


def explain(model: MatchModel, levels: Sequence[str]) -> tuple[Evidence, ...]:
    """Explain a score as a sum: the prior first, then each comparison in the model's order."""
    prior = Evidence(
        comparison="prior", level="prior", weight=round(model.prior_weight, 3), words="any two records worth comparing"
    )
    told = [_evidence(model, name, level) for name, level in zip(model.comparisons, levels, strict=True)]
    return (prior, *told)


def level_names(model: MatchModel, levels: NDArray[np.int8]) -> tuple[str, ...]:
    """Return the names of one pair's levels."""
    known = COMPARISONS[model.kind]
    return tuple(known[name].levels[level] for name, level in zip(model.comparisons, levels, strict=True))


def _evidence(model: MatchModel, name: str, level: str) -> Evidence:
    if level == MISSING:
        return Evidence(comparison=name, level=level, weight=0.0, words=f"{name.replace('_', ' ')} not known of both")
    chosen = model.comparisons[name][level]
    return Evidence(comparison=name, level=level, weight=round(chosen.weight, 3), words=chosen.words)


def _weights(model: MatchModel, name: str, comparison: Comparison) -> NDArray[np.float64]:
    """Weights of a comparison's levels by their number; missing weighs nothing."""
    levels = model.comparisons[name]
    return np.array([0.0 if level == MISSING else levels[level].weight for level in comparison.levels])


def _compare(comparison: Comparison, fields: Sequence[Fields], left: Ints, right: Ints) -> NDArray[np.int8]:
    used = np.union1d(left, right)
    codes, features = _dictionary_encode(comparison, fields, used)
    first, second = codes[left], codes[right]
    low, high = np.minimum(first, second), np.maximum(first, second)
    told = low >= 0
    packed = low[told] * len(features) + high[told]
    order = np.argsort(packed, kind="stable")
    ordered = packed[order]
    is_first = np.diff(ordered, prepend=-1) != 0
    distinct = ordered[is_first]
    compared = comparison.compare(
        [features[code] for code in (distinct // max(1, len(features))).tolist()],
        [features[code] for code in (distinct % max(1, len(features))).tolist()],
    )
    gathered = np.empty(len(packed), dtype=np.int8)
    gathered[order] = compared[np.cumsum(is_first) - 1] if len(distinct) else 0
    result = np.zeros(len(left), dtype=np.int8)
    result[told] = gathered
    return result


def _dictionary_encode(comparison: Comparison, fields: Sequence[Fields], used: Ints) -> tuple[Ints, list[Feature]]:
    """Give each distinct feature a code; -1 where a record tells nothing."""
    codes = np.full(len(fields), -1, dtype=np.int64)
    seen: dict[Feature, int] = {}
    for position in used.tolist():
        feature = comparison.feature(fields[position])
        if feature is not None:
            codes[position] = seen.setdefault(feature, len(seen))
    return codes, list(seen)

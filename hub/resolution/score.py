"""Scoring: candidate pairs go in as two arrays of positions; levels, weights and probabilities come out as arrays.

Features are dictionary-encoded and each distinct pair of features is compared once; the results are gathered. One
scorer serves a single pair and a batch of millions alike, and a pair's score depends on nothing but its two records
and the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.model.evidence import Evidence
from hub.model.record import Fields
from hub.resolution.compare import MISSING, Comparison, Feature, no_conflict
from hub.resolution.compare.registry import COMPARISONS
from hub.resolution.match_model import MatchModel

Ints = NDArray[np.int64]
WEIGHT_DECIMALS = 6
PROBABILITY_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Scores:
    """Of n pairs under k comparisons.

    `weight` is in bits (n), `probability` 0..1 (n), `levels` numbers the level of each comparison, 0 for missing
    (n x k); `conflict` names what proves a pair to be two, such as an identifier's scheme (n).
    """

    weight: NDArray[np.float64]
    probability: NDArray[np.float64]
    levels: NDArray[np.int8]
    conflict: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class _Distinct:
    """The distinct pairs of features among n pairs: `row_of[i]` is pair i's, -1 where one side tells nothing."""

    left: tuple[Feature, ...]
    right: tuple[Feature, ...]
    row_of: Ints


def score_pairs(model: MatchModel, fields: Sequence[Fields], left: Ints, right: Ints) -> Scores:
    """Score the pairs (fields[left[i]], fields[right[i]]).

    Costs O(records log records) for features, a comparison for each distinct pair of them, O(n log n) for n pairs.
    """
    known = COMPARISONS[model.kind]
    levels = np.zeros((len(left), len(model.comparisons)), dtype=np.int8)
    weight = np.full(len(left), model.prior_weight)
    conflict: list[str | None] = [None] * len(left)
    used = np.union1d(left, right).tolist()
    for column, (name, weighted) in enumerate(model.comparisons.items()):
        distinct = _find_distinct(known[name], fields, used, (left, right))
        levels[:, column] = _compare(known[name], distinct)
        weight += np.array([0.0, *(level.weight for level in weighted.values())])[levels[:, column]]
        _mark_conflicts(known[name], distinct, conflict)
    # Rounded, so that a pair's score is the same to the last bit whatever else is in the batch.
    weight = np.round(weight, WEIGHT_DECIMALS)
    probability = np.round(1.0 / (1.0 + np.exp2(-weight)), PROBABILITY_DECIMALS)
    return Scores(weight=weight, probability=probability, levels=levels, conflict=tuple(conflict))


def explain(model: MatchModel, levels: Sequence[str]) -> tuple[Evidence, ...]:
    """Explain a score as a sum: the prior first, then each comparison in the model's order."""
    prior = Evidence(
        comparison="prior",
        level="prior",
        weight=round(model.prior_weight, 3),
        words="any two records worth comparing",
    )
    told = [_evidence(model, name, level) for name, level in zip(model.comparisons, levels, strict=True)]
    return (prior, *told)


def level_names(model: MatchModel, levels: NDArray[np.int8]) -> tuple[str, ...]:
    """Return the names of one pair's levels."""
    known = COMPARISONS[model.kind]
    return tuple(known[name].levels[level] for name, level in zip(model.comparisons, levels.tolist(), strict=True))


def _evidence(model: MatchModel, name: str, level: str) -> Evidence:
    if level == MISSING:
        return Evidence(comparison=name, level=level, weight=0.0, words=f"{name.replace('_', ' ')}: nothing to compare")
    chosen = model.comparisons[name][level]
    return Evidence(comparison=name, level=level, weight=round(chosen.weight, 3), words=chosen.words)


def _find_distinct(
    comparison: Comparison, fields: Sequence[Fields], used: Sequence[int], pairs: tuple[Ints, Ints]
) -> _Distinct:
    codes, features = _dictionary_encode(comparison, fields, used)
    first, second = codes[pairs[0]], codes[pairs[1]]
    low, high = np.minimum(first, second), np.maximum(first, second)
    told = np.flatnonzero(low >= 0)
    size = max(1, len(features))
    distinct, inverse = np.unique(low[told] * size + high[told], return_inverse=True)
    row_of = np.full(len(low), -1, dtype=np.int64)
    row_of[told] = inverse
    return _Distinct(
        left=tuple(features[code] for code in (distinct // size).tolist()),
        right=tuple(features[code] for code in (distinct % size).tolist()),
        row_of=row_of,
    )


def _dictionary_encode(
    comparison: Comparison, fields: Sequence[Fields], used: Sequence[int]
) -> tuple[Ints, list[Feature]]:
    """Number the distinct features in their own order, so that the order of records does not matter; -1 for none."""
    read = {position: comparison.read(fields[position]) for position in used}
    features = sorted({feature for feature in read.values() if feature})
    number = {feature: code for code, feature in enumerate(features)}
    codes = np.full(len(fields), -1, dtype=np.int64)
    for position, feature in read.items():
        codes[position] = number.get(feature, -1)
    return codes, features


def _compare(comparison: Comparison, distinct: _Distinct) -> NDArray[np.int8]:
    prepared = {feature: comparison.prepare(feature) for feature in {*distinct.left, *distinct.right}}
    levels = comparison.compare([prepared[f] for f in distinct.left], [prepared[f] for f in distinct.right])
    return np.append(levels, np.int8(0))[distinct.row_of]


def _mark_conflicts(comparison: Comparison, distinct: _Distinct, conflict: list[str | None]) -> None:
    """Write what contradicts into `conflict`."""
    if comparison.conflict is no_conflict:
        return
    found = list(map(comparison.conflict, distinct.left, distinct.right))
    for pair in np.flatnonzero(distinct.row_of >= 0).tolist():
        conflict[pair] = conflict[pair] or found[distinct.row_of[pair]]

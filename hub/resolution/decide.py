"""Deciding: pairs of records go in; those that are the same, or that a person should look at, come out as matches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.model.evidence import Match, Outcome
from hub.model.ids import Kind, RecordId
from hub.model.record import Fields
from hub.resolution.conflict import find_conflict
from hub.resolution.evidence import DECIMALS, weigh_up
from hub.resolution.features.columns import Levels
from hub.resolution.match_model import read_records
from hub.resolution.parameters import Held
from hub.resolution.scoring import Weights
from hub.resolution.trained_model import TrainedModel

Ints = NDArray[np.int64]
PROBABILITY_DECIMALS = 9
BELOW = 0.5
"""In bits: how far below the least weight a pair may be by rounding."""


@dataclass(frozen=True, slots=True)
class Records:
    """Records to compare: their ids and fields."""

    ids: Sequence[RecordId]
    fields: Sequence[Fields]


def decide_pairs(
    model: TrainedModel, records: Records, left: Ints, right: Ints, least: float | None = None
) -> list[Match]:
    """Score pairs of records and return the matches among them, in the order of their ids.

    At or above the model's `merge_probability` a pair is the same, at or above `review_probability`, or `least`, it is
    for review, and below it is left out. What the model holds back stays at review. So does a pair whose numbers
    contradict each other, and only if it would be the same without them.
    """
    if not len(left):
        return []
    compared = np.union1d(left, right)
    aspects = read_records(model, [records.fields[row] for row in compared])
    rows = np.searchsorted(compared, left).astype(np.int32), np.searchsorted(compared, right).astype(np.int32)
    levels, weights, total = model.scorer.score(aspects, aspects, rows)
    least = model.parameters.review_probability if least is None else least
    worth = np.flatnonzero(total >= np.log2(least / (1 - least)) - BELOW)
    held = _held_back(model, levels[worth])
    matches = [
        _match(model, records, (int(left[row]), int(right[row])), levels[row], weights[row], rule)
        for row, rule in zip(worth.tolist(), held, strict=True)
    ]
    surely = model.parameters.merge_probability
    worth_a_look = (m for m in matches if m.probability >= (least if m.conflict is None else max(least, surely)))
    return sorted(worth_a_look, key=lambda match: match.pair)


def weigh_pairs(model: TrainedModel, fields: Sequence[Fields], left: Ints, right: Ints) -> Weights:
    """Return the weight of each pair of records, in bits; what only a person may merge counts for nothing at best."""
    aspects = read_records(model, fields)
    levels, _weights, total = model.scorer.score(aspects, aspects, (left.astype(np.int32), right.astype(np.int32)))
    held = np.array([rule is not None for rule in _held_back(model, levels)], dtype=np.bool_)
    return np.where(held, np.minimum(total, np.float32(0.0)), total)


def _match(
    model: TrainedModel, records: Records, pair: tuple[int, int], levels: Levels, weights: Weights, held: Held | None
) -> Match:
    parts = [(name, level, round(bits, DECIMALS)) for name, level, bits in weigh_up(model.scorer, levels, weights)]
    comparisons, reached, bits = zip(*parts, strict=True)
    weight = round(sum(bits), DECIMALS)
    probability = round(1.0 / (1.0 + 2.0**-weight), PROBABILITY_DECIMALS)
    conflict = find_conflict(Kind(model.kind), *(records.fields[row] for row in pair))
    sure = probability >= model.parameters.merge_probability and held is None and conflict is None
    first, second = sorted(records.ids[row] for row in pair)
    return Match(
        left=first,
        right=second,
        weight=weight,
        probability=probability,
        comparisons=comparisons,
        levels=reached,
        weights=bits,
        outcome=Outcome.SAME if sure else Outcome.REVIEW,
        model=model.version,
        conflict=conflict,
        held=held.comparison if held else None,
        apart=held is not None and held.apart,
    )


def _held_back(model: TrainedModel, levels: Levels) -> list[Held | None]:
    """Return, of each pair (row of levels), the first rule by which only a person may merge it; None for most."""
    held: list[Held | None] = [None] * len(levels)
    for rule in model.parameters.held:
        reached = _reach(model, levels, (rule.comparison,), rule.levels)
        for row in np.flatnonzero(reached & ~_reach(model, levels, rule.unless, ("same",))).tolist():
            held[row] = held[row] or rule
    return held


def _reach(model: TrainedModel, levels: Levels, comparisons: Sequence[str], wanted: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which pairs reach one of the wanted levels in one of the comparisons, by the names of their parameters."""
    found = np.zeros(len(levels), dtype=np.bool_)
    for place, number in _places(model, comparisons, wanted):
        found |= levels[:, place] == number
    return found


def _places(model: TrainedModel, comparisons: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    for place, (parameters, table) in enumerate(zip(model.scorer.parameters_of, model.scorer.tables, strict=True)):
        if parameters in comparisons:
            yield from ((place, number) for number, name in enumerate(table.names) if name in wanted)

"""Deciding: scored pairs go in; those that are the same, or that a person should look at, come out as matches."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hub.model.evidence import Match, Outcome
from hub.model.ids import RecordId
from hub.resolution.compare.registry import COMPARISONS
from hub.resolution.match_model import MatchModel
from hub.resolution.score import Ints, Scores, level_names

CONFLICT = "conflict"
"""The level at which identifiers say that two records are two."""


def decide_pairs(model: MatchModel, ids: Sequence[RecordId], scores: Scores, left: Ints, right: Ints) -> list[Match]:
    """Return the matches among scored pairs, in the order of their ids.

    At or above `merge_probability` a pair is the same, at or above `review_probability` it is for review, and below
    it is left out. Levels that merge only with others, and identifier conflicts, hold a pair at review.
    """
    worth = np.flatnonzero(scores.probability >= model.review_probability)
    held = _held_back(model, scores.levels[worth])
    matches = []
    for position, held_back in zip(worth.tolist(), held.tolist(), strict=True):
        same = scores.probability[position] >= model.merge_probability and not held_back
        first, second = sorted((ids[left[position]], ids[right[position]]))
        levels = level_names(model, scores.levels[position])
        matches.append(
            Match(
                left=first,
                right=second,
                weight=round(float(scores.weight[position]), 6),
                probability=round(float(scores.probability[position]), 9),
                levels=levels,
                outcome=Outcome.SAME if same else Outcome.REVIEW,
                model=model.version,
                conflict=next(
                    (name for name, at in zip(model.comparisons, levels, strict=True) if at == CONFLICT), None
                ),
            )
        )
    return sorted(matches, key=lambda match: match.pair)


def _held_back(model: MatchModel, levels: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Which pairs (rows) have a level that forbids the machine to merge them."""
    held = np.zeros(len(levels), dtype=np.bool_)
    columns = {name: column for column, name in enumerate(model.comparisons)}
    for name, column in columns.items():
        for number, level in enumerate(COMPARISONS[model.kind][name].levels):
            if level == CONFLICT:
                held |= levels[:, column] == number
            chosen = model.comparisons[name].get(level)
            if chosen is not None and chosen.merges_only_with is not None:
                excused = np.zeros(len(levels), dtype=np.bool_)
                for other in chosen.merges_only_with:
                    excused |= levels[:, columns[other]] == 1
                held |= (levels[:, column] == number) & ~excused
    return held

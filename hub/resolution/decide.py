"""Deciding: scored pairs go in; those that are the same, or that a person should look at, come out as matches."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hub.model.evidence import Match, Outcome
from hub.model.ids import RecordId
from hub.resolution.match_model import MatchModel
from hub.resolution.score import Ints, Scores, level_names

FIRST = 1
"""The number of a comparison's strongest level."""


def decide_pairs(model: MatchModel, ids: Sequence[RecordId], scores: Scores, left: Ints, right: Ints) -> list[Match]:
    """Return the matches among scored pairs, in the order of their ids.

    At or above `merge_probability` a pair is the same, at or above `review_probability` it is for review, and below
    it is left out. Identifier conflicts, and levels that merge only with others, hold a pair at review.
    """
    worth = np.flatnonzero(scores.probability >= model.review_probability)
    held = _held_back(model, scores.levels[worth])
    matches = []
    for position, held_back in zip(worth.tolist(), held.tolist(), strict=True):
        conflict = scores.conflict[position]
        sure = scores.probability[position] >= model.merge_probability
        first, second = sorted((ids[left[position]], ids[right[position]]))
        matches.append(
            Match(
                left=first,
                right=second,
                weight=float(scores.weight[position]),
                probability=float(scores.probability[position]),
                levels=level_names(model, scores.levels[position]),
                outcome=Outcome.SAME if sure and not held_back and not conflict else Outcome.REVIEW,
                model=model.version,
                conflict=conflict,
            )
        )
    return sorted(matches, key=lambda match: match.pair)


def _held_back(model: MatchModel, levels: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Tell which pairs (rows) have a level that forbids the machine to merge them."""
    held = np.zeros(len(levels), dtype=np.bool_)
    strongest = {name: levels[:, column] == FIRST for column, name in enumerate(model.comparisons)}
    for column, weighted in enumerate(model.comparisons.values()):
        for number, level in enumerate(weighted.values(), FIRST):
            if level.merges_only_with is not None:
                excused = np.zeros(len(levels), dtype=np.bool_)
                for supporter in level.merges_only_with:
                    excused |= strongest[supporter]
                held |= (levels[:, column] == number) & ~excused
    return held

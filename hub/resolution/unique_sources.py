"""Sources without duplicates of their own: a register, a price list. Two records of one of them are never one thing.

A source is taken for one where its records hardly ever match each other as well as they match those of other sources.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.resolution.grouping import Pairs

CLEAR = 2.0  # bits from which on a pair counts as a match here
AS_WELL = 1.0  # bits by which the match within may be the weaker one and still count as good
ENOUGH = 20  # records with a match elsewhere; fewer tell nothing


@dataclass(frozen=True, slots=True)
class SourceFinding:
    """Of a source: whether it has no duplicates, whether somebody said so, and what the data show.

    `matched` records have a match in another source; `doubled` of these have one within as well.
    """

    unique: bool
    said: bool
    matched: int = 0
    doubled: int = 0


def find_unique_sources(
    sources: NDArray[np.int32] | None, said: Sequence[bool | None], pairs: Pairs, seldom: float
) -> tuple[SourceFinding, ...]:
    """Return what is known or found of each source.

    Args:
        sources: for each record the number of its source; None where no source is told.
        said: for each source what a person said: unique, not unique, or None for it to be found out.
        pairs: scored pairs.
        seldom: the share of records with a match elsewhere that may have an equally good one within.
    """
    if sources is None or not len(sources):
        return ()
    count = int(sources.max()) + 1
    spoken = [*said, *([None] * (count - len(said)))]
    within = sources[pairs.left] == sources[pairs.right]
    outside, inside = _best(len(sources), pairs.where(~within)), _best(len(sources), pairs.where(within))
    matched = outside >= CLEAR
    doubled = matched & (inside >= np.maximum(outside - AS_WELL, CLEAR))
    matches = np.bincount(sources[matched], minlength=count)
    doubles = np.bincount(sources[doubled], minlength=count)
    few = (matches >= ENOUGH) & (doubles <= seldom * matches)
    return tuple(
        SourceFinding(
            unique=bool(few[source]) if spoken[source] is None else bool(spoken[source]),
            said=spoken[source] is not None,
            matched=int(matches[source]),
            doubled=int(doubles[source]),
        )
        for source in range(count)
    )


def find_rivalled(unique: NDArray[np.int32] | None, pairs: Pairs) -> NDArray[np.bool_]:
    """Tell which pairs have a better rival: of one record another pair with the same source without duplicates.

    Args:
        unique: for each record the number of its source without duplicates, -1 for none; None if there is no such.
        pairs: scored pairs.
    """
    rivalled = np.zeros(len(pairs.weight), dtype=np.bool_)
    if unique is None:
        return rivalled
    count = int(unique.max()) + 1
    for one, two in ((pairs.left, pairs.right), (pairs.right, pairs.left)):
        place = one.astype(np.int64) * count + unique[two]
        bound = unique[two] >= 0
        best = np.full(len(unique) * count, -np.inf, dtype=np.float32)
        np.maximum.at(best, place[bound], pairs.weight[bound])
        rivalled[bound] |= pairs.weight[bound] < best[place[bound]]
    return rivalled


def _best(size: int, pairs: Pairs) -> NDArray[np.float32]:
    best = np.full(size, -np.inf, dtype=np.float32)
    np.maximum.at(best, pairs.left, pairs.weight)
    np.maximum.at(best, pairs.right, pairs.weight)
    return best

"""Comparators: small pure functions over columns of distinct value pairs that return levels.

Each comparison reads a feature from a record (any hashable value, None where the record tells nothing) and gives each
pair of features a level, 0 meaning that one side is missing. Levels are named strongest first; match models give them
weights. Symmetric: swapping the sides changes nothing.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.model.record import Fields

Feature = Hashable
Levels = NDArray[np.int8]
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one aspect of two records is compared.

    `feature` reads it from a record's fields; `compare` gets two columns of present features, equally long, and returns
    levels from 1 on; `levels` names them, `levels[0]` being "missing".
    """

    levels: tuple[str, ...]
    feature: Callable[[Fields], Feature | None]
    compare: Callable[[Sequence[Feature], Sequence[Feature]], Levels]


def each_pair(
    judge: Callable[..., int],
) -> Callable[[Sequence[Feature], Sequence[Feature]], Levels]:
    """Turn a function of two features into one of two columns. Columns hold distinct pairs, so each is judged once."""

    def compare(left: Sequence[Feature], right: Sequence[Feature]) -> Levels:
        return np.fromiter(map(judge, left, right), dtype=np.int8, count=len(left))

    return compare


def present(values: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return `values`, or None where there are none."""
    return values or None

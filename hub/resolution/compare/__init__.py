"""Comparisons: small pure functions over columns of distinct value pairs that return levels.

In: what a comparison reads from a record, as a tuple of texts. Out: a level for each pair; 0 is "missing": one side
tells nothing. Levels are named strongest first; match models give them weights, and this package knows none. All of
them are symmetric: swapping the sides changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hub.model.record import Fields

Feature = tuple[str, ...]
Levels = NDArray[np.int8]
MISSING = "missing"


def as_is(feature: Feature) -> Feature:
    """Prepare nothing."""
    return feature


def no_conflict(_left: Feature, _right: Feature) -> str | None:
    """Find no contradiction: most comparisons prove nothing."""
    return None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one aspect of two records is compared.

    Attributes:
        levels: the names of the levels, strongest first; `levels[0]` is "missing".
        read: returns the feature of a record, empty where the record tells nothing.
        compare: gets two columns of prepared features, equally long, and returns a level for each row.
        prepare: turns a feature into what `compare` works on; called once for each distinct feature.
        conflict: names what proves that two features belong to different things, such as the scheme of a number.
    """

    levels: tuple[str, ...]
    read: Callable[[Fields], Feature]
    compare: Callable[[Sequence[Any], Sequence[Any]], Levels]
    prepare: Callable[[Feature], Any] = as_is
    conflict: Callable[[Feature, Feature], str | None] = no_conflict


def each_pair(judge: Callable[[Any, Any], int]) -> Callable[[Sequence[Any], Sequence[Any]], Levels]:
    """Turn a function of two values into one of two columns. Rows are distinct pairs, so none is judged twice."""

    def compare(left: Sequence[Any], right: Sequence[Any]) -> Levels:
        return np.fromiter(map(judge, left, right), dtype=np.int8, count=len(left))

    return compare


def best_of_each(
    compare: Callable[[Sequence[Any], Sequence[Any]], Levels],
) -> Callable[[Sequence[Any], Sequence[Any]], Levels]:
    """Turn a comparison of values into one of sets: each value with each other one, the strongest level counts."""

    def closest(left: Sequence[Sequence[Any]], right: Sequence[Sequence[Any]]) -> Levels:
        if not left:
            return np.zeros(0, dtype=np.int8)
        crossed = [(a, b) for one, other in zip(left, right, strict=True) for a in one for b in other]
        sizes = np.fromiter(
            (len(a) * len(b) for a, b in zip(left, right, strict=True)), dtype=np.int64, count=len(left)
        )
        levels = compare([a for a, _ in crossed], [b for _, b in crossed])
        return np.minimum.reduceat(levels, np.cumsum(sizes) - sizes)

    return closest


def names_of(fields: Fields) -> Feature:
    """Return every name of a record: its name and its aliases, each once."""
    return tuple(dict.fromkeys((*fields.get("name", ()), *fields.get("alias", ()))))


def values_of(attribute: str) -> Callable[[Fields], Feature]:
    """Return a reader of all values of an attribute."""
    return lambda fields: fields.get(attribute, ())

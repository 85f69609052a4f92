"""Pairs of values, compared as features compare them: for tests that tell levels by name.

Every comparison is made in both directions and has to come out alike.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from hub.resolution.features.columns import Column, Feature, Statistics, read_column

Parse = Callable[[Column], Feature]


def column(*texts: str | None) -> Column:
    """Return a column of one value for each record."""
    return read_column([pa.array(texts, pa.string())])


def judged(feature: Feature) -> dict[str, tuple[str, float]]:
    """Return level and bits of each comparison of the feature's first two records."""
    one, two = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    levels, bits = feature.compare(feature, one, two)
    back, bits_back = feature.compare(feature, two, one)
    assert levels.tolist() == back.tolist()
    assert np.allclose(bits, bits_back)
    return {
        comparison: (names[int(levels[0, place])], float(bits[0, place]))
        for place, (comparison, names) in enumerate(feature.levels.items())
    }


def levels(parse: Parse, one: str | None, two: str | None) -> list[str]:
    """Return the level of each comparison of two values."""
    return [level for level, _ in judged(parse(column(one, two))).values()]


def level(parse: Parse, one: str | None, two: str | None) -> str:
    """Return the level that two values reach."""
    [only] = levels(parse, one, two)
    return only


def bits(parse: Parse, one: str, two: str, statistics: Statistics | None = None) -> float:
    """Return how surprising what two values share is, in bits."""
    [(_, only)] = judged(parse(column(one, two)).weigh(statistics or {})).values()
    return only


def shared_keys(parse: Parse, one: str | None, two: str | None) -> set[str]:
    """Return the names of the blocking keys that two values share."""
    shared = set()
    for name, hashes in parse(column(one, two)).keys().items():
        first, second = ({*row.tolist()} - {0} for row in hashes.reshape(2, -1))
        if first & second:
            shared.add(name)
    return shared

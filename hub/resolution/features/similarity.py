"""Similarity of texts in bulk, by rapidfuzz.

The slips of typing are counted as optimal string alignment (Damerau 1964): insertions, deletions, replacements, and
swaps of neighbours.
"""

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from hub.resolution.features.columns import once_for_each_pair
from hub.resolution.features.words import Bools, Codes

Texts = NDArray[np.object_]


def slips(left: Codes, right: Codes, texts: tuple[Texts, Texts], most: int) -> NDArray[np.int16]:
    """Return how many slips lie between two texts; `most` + 1 stands for more."""

    def count(one: Texts, other: Texts) -> NDArray[np.generic]:
        return cpdist(one, other, scorer=OSA.distance, dtype=np.int16, score_cutoff=most)

    return once_for_each_pair(left, right, count, texts).astype(np.int16)


def resemblance(left: Codes, right: Codes, texts: tuple[Texts, Texts]) -> NDArray[np.float32]:
    """Return the Jaro-Winkler similarity of two texts, 0..1 (Winkler 1990)."""

    def measure(one: Texts, other: Texts) -> NDArray[np.generic]:
        return cpdist(one, other, scorer=JaroWinkler.similarity, dtype=np.float32)

    return once_for_each_pair(left, right, measure, texts).astype(np.float32)


def are_prefixes(left: Codes, right: Codes, texts: tuple[Texts, Texts]) -> Bools:
    """Tell which of two texts is what the other one begins with."""

    def begins(one: Texts, other: Texts) -> NDArray[np.generic]:
        pairs = zip(one, other, strict=True)
        return np.fromiter((a.startswith(b) or b.startswith(a) for a, b in pairs), dtype=np.bool_, count=len(one))

    return once_for_each_pair(left, right, begins, texts).astype(np.bool_)


def shorter_of(left: Codes, right: Codes, texts: tuple[Texts, Texts]) -> NDArray[np.int64]:
    """Return the number of characters of the shorter one of two texts."""
    sizes, others = (np.fromiter(map(len, side), dtype=np.int64, count=len(side)) for side in texts)
    shorter: NDArray[np.int64] = np.minimum(sizes[left], others[right])
    return shorter


def within_slips(distance: NDArray[np.int16], shorter: NDArray[np.int64], allowed: dict[int, int]) -> Bools:
    """Tell which distances are typing errors: {1: 4, 2: 9} allows one slip from 4 characters on, two from 9."""
    fits: Bools = distance == 0
    for most, shortest in allowed.items():
        fits |= (distance <= most) & (shorter >= shortest)
    return fits

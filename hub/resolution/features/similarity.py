"""Similarity of texts in bulk, by rapidfuzz.

The slips of typing are counted as optimal string alignment (Damerau 1964): insertions, deletions, replacements, and
swaps of neighbours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from hub.resolution.features.columns import once_for_each_pair
from hub.resolution.features.words import Bools, Codes, as_objects

Texts = NDArray[np.object_]
Slips = dict[int, int]
"""How many slips a typing error may have, from so many characters of the shorter text on: {1: 4, 2: 9}."""


@dataclass(frozen=True)
class Spellings:
    """Distinct texts, and what can be seen of them without comparing: their length, first and last character."""

    texts: Texts

    @cached_property
    def sizes(self) -> NDArray[np.int16]:
        """The number of characters."""
        sizes = np.fromiter(map(len, self.texts), dtype=np.int64, count=len(self.texts))
        return np.minimum(sizes, np.iinfo(np.int16).max).astype(np.int16)

    @cached_property
    def first(self) -> NDArray[np.int32]:
        """The code points of the first characters, 0 for empty texts."""
        return np.fromiter((ord(text[0]) if text else 0 for text in self.texts), np.int32, len(self.texts))

    @cached_property
    def last(self) -> NDArray[np.int32]:
        """The code points of the last characters, 0 for empty texts."""
        return np.fromiter((ord(text[-1]) if text else 0 for text in self.texts), np.int32, len(self.texts))


def spellings(texts: Iterable[str] | pa.Array) -> Spellings:
    """Return texts ready to be compared; null is ""."""
    return Spellings(as_objects(texts))


def are_slips(left: Spellings, right: Spellings, one: Codes, two: Codes, allowed: Slips) -> Bools:
    """Tell which left.texts[one] and right.texts[two] are equal or a typing error apart.

    Texts that differ at both ends are not looked at: few typing errors are at both.
    """
    sizes, others = left.sizes[one], right.sizes[two]
    shorter = np.minimum(sizes, others)
    may = np.zeros(len(one), dtype=np.int16)
    for slips, shortest in sorted(allowed.items()):
        may[shorter >= shortest] = slips
    ends = (left.first[one] == right.first[two]) | (left.last[one] == right.last[two])
    rows = np.flatnonzero((np.abs(sizes - others) <= may) & ends & (shorter > 0))
    found = np.zeros(len(one), dtype=np.bool_)
    if len(rows):
        found[rows] = _count_slips(left, right, (one[rows], two[rows]), max(allowed)) <= may[rows]
    return found


def _count_slips(left: Spellings, right: Spellings, pairs: tuple[Codes, Codes], most: int) -> NDArray[np.int16]:
    """Count the slips between two texts; `most` + 1 stands for more."""

    def count(one: Texts, other: Texts) -> NDArray[np.generic]:
        return cpdist(one, other, scorer=OSA.distance, dtype=np.int16, score_cutoff=most)

    return once_for_each_pair(*pairs, count, (left.texts, right.texts)).astype(np.int16)


def resemblance(left: Spellings, right: Spellings, one: Codes, two: Codes) -> NDArray[np.float32]:
    """Return the Jaro-Winkler similarity of left.texts[one] and right.texts[two], 0..1 (Winkler 1990)."""

    def measure(ours: Texts, theirs: Texts) -> NDArray[np.generic]:
        return cpdist(ours, theirs, scorer=JaroWinkler.similarity, dtype=np.float32)

    return once_for_each_pair(one, two, measure, (left.texts, right.texts)).astype(np.float32)


def are_prefixes(left: Spellings, right: Spellings, one: Codes, two: Codes, shortest: int) -> Bools:
    """Tell which text is what the other one begins with, from `shortest` characters on."""

    def begins(ours: Texts, theirs: Texts) -> NDArray[np.generic]:
        pairs = zip(ours, theirs, strict=True)
        return np.fromiter((a.startswith(b) or b.startswith(a) for a, b in pairs), dtype=np.bool_, count=len(ours))

    found = np.zeros(len(one), dtype=np.bool_)
    long = np.minimum(left.sizes[one], right.sizes[two]) >= shortest
    rows = np.flatnonzero(long & (left.first[one] == right.first[two]))
    if len(rows):
        found[rows] = once_for_each_pair(one[rows], two[rows], begins, (left.texts, right.texts))
    return found

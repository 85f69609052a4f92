"""Similarity of texts in bulk, by rapidfuzz.

The slips of typing are counted as optimal string alignment (Damerau 1964): insertions, deletions, replacements, and
swaps of neighbours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from hub.resolution.features.columns import Texts, listed, once_for_each_pair
from hub.resolution.features.hashing import FEW
from hub.resolution.features.words import Bools, Codes, lengths

Slips = dict[int, int]
"""How many slips a typing error may have, from so many characters of the shorter text on: {1: 4, 2: 9}."""


@dataclass(frozen=True)
class Spellings:
    """Distinct texts, and what can be seen of them without comparing: their length, first and last character."""

    texts: pa.Array

    def of(self, codes: Codes) -> Texts:
        """Return the texts of these codes."""
        return listed(self.texts, codes)

    @cached_property
    def sizes(self) -> NDArray[np.int16]:
        """The number of characters."""
        return np.minimum(lengths(self.texts), np.iinfo(np.int16).max).astype(np.int16)

    @cached_property
    def first(self) -> NDArray[np.uint32]:
        """The first characters as numbers, 0 for empty texts."""
        return number_characters(pc.utf8_slice_codeunits(self.texts, 0, 1))

    @cached_property
    def last(self) -> NDArray[np.uint32]:
        """The last characters as numbers, 0 for empty texts."""
        return number_characters(pc.utf8_slice_codeunits(self.texts, -1))


def spellings(texts: Iterable[str] | pa.Array) -> Spellings:
    """Return texts ready to be compared; null is ""."""
    if isinstance(texts, pa.Array):
        return Spellings(texts.fill_null("") if texts.null_count else texts)
    return Spellings(pa.array(texts, pa.string()))


def number_characters(characters: pa.Array) -> NDArray[np.uint32]:
    """Return the UTF-8 of single characters as numbers, different ones for different characters, 0 for none."""
    if len(characters) <= FEW:
        numbers = [int.from_bytes(character.encode(), "little") for character in characters.to_pylist()]
        return np.array(numbers, dtype=np.uint32)
    offsets = np.frombuffer(characters.buffers()[1], np.int32)[characters.offset :][: len(characters) + 1]
    data = np.frombuffer(characters.buffers()[2], np.uint8) if offsets[-1] else np.zeros(0, dtype=np.uint8)
    octets = np.zeros((len(characters), 4), dtype=np.uint8)
    for place in range(4):
        rows = np.flatnonzero(np.diff(offsets) > place)
        octets[rows, place] = data[offsets[rows] + place]
    return octets.view("<u4")[:, 0]


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

"""Words that two texts share, as sets of bits: bit i of a set stands for the i-th word of the text."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hub.resolution.features.columns import FEW_PAIRS
from hub.resolution.features.hashing import NOTHING, Hashes
from hub.resolution.features.words import Codes, Words

Bits = NDArray[np.uint32]
Floats = NDArray[np.float32]

_POWERS = np.uint32(1) << np.arange(32, dtype=np.uint32)
_WIDTHS = (1, 2, 4, 8, 16, 32)
"""Pairs are compared in classes of so many words at most: most texts are short, and a pair costs their product."""


@dataclass(frozen=True)
class WordSets:
    """The first words of n texts.

    Attributes:
        hashes: of the words (n x width, width <= 32), 0 for none; the words of a text come first.
    """

    hashes: Hashes

    @cached_property
    def present(self) -> Bits:
        """The words that each text has."""
        return self.where(self.hashes != NOTHING)

    @cached_property
    def sizes(self) -> NDArray[np.int8]:
        """How many words each text has."""
        return np.bitwise_count(self.present).astype(np.int8)

    def where(self, flags: NDArray[np.bool_]) -> Bits:
        """Return the words that are flagged (n x width)."""
        return bits_of(flags)


def word_sets(words: Words, width: int) -> WordSets:
    """Return the first `width` words of each text."""
    padded, hashes = words.padded(width), words.hashes()
    return WordSets(
        np.where(padded >= 0, hashes[padded], NOTHING) if len(hashes) else np.zeros(padded.shape, np.uint64)
    )


def shared_words(left: WordSets, right: WordSets, one: Codes, two: Codes) -> tuple[Bits, Bits]:
    """Return which words of left[one] are in right[two], and which of right[two] in left[one]."""
    if len(one) <= FEW_PAIRS:
        return _shared_of_few(left, right, one, two)
    of_left, of_right = np.zeros(len(one), dtype=np.uint32), np.zeros(len(one), dtype=np.uint32)
    widest = np.maximum(left.sizes[one], right.sizes[two])
    some = np.minimum(left.sizes[one], right.sizes[two]) > 0
    narrower = 0
    for width in _WIDTHS:
        rows = np.flatnonzero(some & (widest > narrower) & (widest <= width))
        narrower = width
        if not len(rows):
            continue
        ours, theirs = (_columns(side, codes[rows], width) for side, codes in ((left, one), (right, two)))
        found, found_right = np.zeros(len(rows), dtype=np.uint32), np.zeros(len(rows), dtype=np.uint32)
        for place, word in enumerate(ours):
            for other_place, other_word in enumerate(theirs):
                equal = word == other_word
                found |= equal * np.uint32(1 << place)
                found_right |= equal * np.uint32(1 << other_place)
        of_left[rows] = found & left.present[one[rows]]
        of_right[rows] = found_right & right.present[two[rows]]
    return of_left, of_right


def _shared_of_few(left: WordSets, right: WordSets, one: Codes, two: Codes) -> tuple[Bits, Bits]:
    """Compare each word with each at once: more work than by the number of words, in fewer steps."""
    ours, theirs = left.hashes[one][:, :, None], right.hashes[two][:, None, :]
    equal = (ours == theirs) & (ours != NOTHING)
    return bits_of(equal.any(axis=2)), bits_of(equal.any(axis=1))


def bits_of(flags: NDArray[np.bool_]) -> Bits:
    """Return the set of each row's flags (n x width, width <= 32)."""
    chosen: Bits = flags @ _POWERS[: flags.shape[1]]
    return chosen


def sum_of(values: Floats, codes: Codes, chosen: Bits) -> Floats:
    """Add up the values (n x width) of the chosen words of the texts `codes`."""
    total = np.zeros(len(codes), dtype=np.float32)
    for place in range(values.shape[1]):
        rows = np.flatnonzero(chosen & np.uint32(1 << place))
        total[rows] += values[codes[rows], place]
    return total


def max_of(values: Floats, codes: Codes, chosen: Bits) -> Floats:
    """Return the largest value (n x width) of the chosen words of the texts `codes`, 0 without any."""
    largest = np.zeros(len(codes), dtype=np.float32)
    for place in range(values.shape[1]):
        rows = np.flatnonzero(chosen & np.uint32(1 << place))
        largest[rows] = np.maximum(largest[rows], values[codes[rows], place])
    return largest


def count(chosen: Bits) -> NDArray[np.uint8]:
    """Return the number of words in each set."""
    counted: NDArray[np.uint8] = np.bitwise_count(chosen)
    return counted


def _columns(side: WordSets, codes: Codes, width: int) -> Hashes:
    """Return the hashes of the first words of some texts, one row for each word."""
    return np.ascontiguousarray(side.hashes[:, :width][codes].T)

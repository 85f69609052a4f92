"""Typing errors in Latin names: is one word another one, mistyped?

In: folded Latin words. Out: yes or no, or distances of whole columns. Never asked of Han text: there, one character
makes another name.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from hub.standardise.words import is_pinyin

MIN_LENGTH = 5
LONG_LENGTH = 10


def slips_allowed(length: int) -> int:
    """Return how many slips a word of this length forgives: none below 5 letters, one below 10, else two."""
    if length < MIN_LENGTH:
        return 0
    return 1 if length < LONG_LENGTH else 2


def is_slip(left: str, right: str) -> bool:
    """Tell whether two different words are one word mistyped.

    Words with digits are no slips, nor are two that both read as pinyin: shuangli and shuangliu are two names.

    >>> is_slip("crystalord", "cristalord"), is_slip("shuangli", "shuangliu"), is_slip("r10", "r11")
    (True, False, False)
    """
    allowed = slips_allowed(min(len(left), len(right)))
    if not allowed or OSA.distance(left, right, score_cutoff=allowed) > allowed:
        return False
    return left.isalpha() and right.isalpha() and not (is_pinyin(left) and is_pinyin(right))


def distances(left: Sequence[str], right: Sequence[str]) -> NDArray[np.int32]:
    """Return the edit distance (Damerau-Levenshtein, optimal string alignment) of each row of two columns."""
    if not left:
        return np.zeros(0, dtype=np.int32)
    return np.asarray(cpdist(left, right, scorer=OSA.distance, dtype=np.int32, workers=1))

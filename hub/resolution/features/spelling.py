"""Spellings that sound or look alike: what is left of a word once its vowels and its commonest variants are gone."""

import re
from functools import cache

from hub.resolution.words import plain

_SAME_SOUND = str.maketrans({"c": "k", "z": "s", "w": "v", "y": "i", "j": "i"})
_SILENT = str.maketrans("", "", "aeiouh")
_REPEATED = re.compile(r"(.)\1+")
_SHORTEST = 3


@cache
def skeleton(word: str) -> str:
    """Return a Latin word by its first letter and its consonants, so that most typing errors in vowels do not matter.

    >>> skeleton("crystalord") == skeleton("kristallord")
    True
    """
    if not word.isascii() or word.isdigit():
        return word
    spelled = plain(word)
    if len(spelled) > _SHORTEST:
        spelled = spelled.replace("ph", "f").replace("ck", "k").translate(_SAME_SOUND)
    kept = _REPEATED.sub(r"\1", spelled[:1] + spelled[1:].translate(_SILENT))
    return kept if len(kept) >= _SHORTEST else spelled

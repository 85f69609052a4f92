"""Words of street addresses in one spelling."""

import re
from functools import cache

from hub.resolution.words import plain
from hub.standardise.tables import read_table
from hub.standardise.text import to_latin

_ORDINAL = re.compile(r"^(\d+)(st|nd|rd|th)$")
_HAN_KIND = re.compile("(?<=..)[东南西北中]?(路|街|大道|大街|巷|道|胡同)$")
_GERMANIC = re.compile("(?<=..)(strasse|strase|straat|str)$")
STREET_KINDS = frozenset(
    ["n", "s", "e", "w", "ne", "nw", "se", "sw", "st", "ave", "blvd", "rd", "dr", "ln", "pl", "ct", "sq", "hwy"]
)
"""Kinds of street and points of the compass, which addresses gain and lose freely."""


@cache
def spell_street_word(word: str) -> str:
    """Return a word of an address in its canonical spelling; "" for one that says nothing.

    >>> [spell_street_word(word) for word in ("avenue", "seventh", "53rd", "bahnhofstraße", "世纪大道")]
    ['ave', '7', '53', 'bahnhofst', 'shiji']
    """
    word = _HAN_KIND.sub("", word)
    latin = plain(word if word.isascii() else to_latin(word).replace(" ", "") or word)
    number = _ORDINAL.sub(r"\1", latin)
    return _spellings().get(number, _GERMANIC.sub("st", number))


@cache
def _spellings() -> dict[str, str]:
    table = read_table("streets")
    spellings = {word: canonical for canonical, words in table["words"].items() for word in words}
    return spellings | dict.fromkeys(table["without_meaning"], "")

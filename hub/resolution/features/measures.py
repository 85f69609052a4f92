"""What tells one variant of a thing from another: numbers with units, colours, editions, in one spelling.

"40 inches", '40"' and "40-inch" are one word, "40in". Its dimension is what it measures: inches. Two words of one
dimension, such as "40in" and "46in" or "black" and "white", name two variants.
"""

import re
from functools import cache

import pyarrow as pa

from hub.resolution.features.patterns import replace_all
from hub.standardise.tables import read_table

_INCHES = r"([0-9])\s*(?:\"|”|″|'')"
_TWO_PARTS = r"\b(cubic|cu|square|sq|mega|fl)[.\s-]+(ft|feet|foot|pixels?|oz|ounces?)\b"
_THOUSANDS = r"([0-9]),([0-9]{3})\b"
_DECIMAL = r"([0-9])[.,]([0-9])"
_NUMBER = re.compile(r"(?:v(?=\d{1,2}(?:p\d+)?$))?(\d+)(p\d+)?([a-z]*)")  # v9.0 is version 9
_ORDINAL = frozenset(["st", "nd", "rd", "th"])
_LETTER = frozenset(["p", "i", "k", "x", "d", "s"])  # 1080p, 4k, 12x
_DIGITS = re.compile(r"\d+(p\d+)?")


@cache
def _units() -> dict[str, str]:
    """The one spelling of each unit, by all its spellings."""
    return {word: unit for unit, others in read_table("measures")["units"].items() for word in (unit, *others)}


@cache
def _variants() -> dict[str, tuple[str, str]]:
    """The dimension and the one spelling of words of which a thing has one, by all their spellings."""
    return {
        word: (dimension, name)
        for dimension, names in read_table("measures")["words"].items()
        for name, others in names.items()
        for word in (name, *others)
    }


@cache
def _unit_behind() -> str:
    """The pattern of a number with a unit behind a space or hyphen."""
    longest_first = sorted((unit for unit in _units() if unit != "a"), key=len, reverse=True)
    return rf"([0-9])[\s-]+({'|'.join(longest_first)})\b"


def join_measures(texts: pa.Array) -> pa.Array:
    """Write numbers and their units as one word each, in lower-case texts: "4.5 cu. ft." becomes "4p5cuft"."""
    joined = replace_all(replace_all(texts, _INCHES, r"\1in "), _THOUSANDS, r"\1\2")
    joined = replace_all(replace_all(joined, _TWO_PARTS, r"\1\2"), _unit_behind(), r"\1\2")
    return replace_all(joined, _DECIMAL, r"\1p\2")


def spell_variant(word: str) -> str:
    """Return numbers, units, colours and editions in their one spelling, other words as they are.

    >>> spell_variant("20p0megapixels"), spell_variant("v9p0"), spell_variant("wht")
    ('20mp', '9', 'white')
    """
    if word in _variants():
        return _variants()[word][1]
    found = _NUMBER.fullmatch(word)
    if found is None:
        return word
    fraction = (found[2] or "").rstrip("0")
    return found[1] + (fraction if len(fraction) > 1 else "") + _units().get(found[3], found[3])


def is_measure(word: str) -> bool:
    """Tell a number alone, or with what it counts, from a model code: "500gb", "250sheet", "2nd"; spelt before."""
    found = _NUMBER.fullmatch(word)
    if found is None:
        return False
    unit = found[3]
    return not unit or found[2] is not None or unit in _units() or unit in _ORDINAL | _LETTER or len(unit) >= 3  # noqa: PLR2004


def dimension(word: str) -> str:
    """Return what a word measures, "" for one that measures nothing; spelt before.

    >>> dimension("40in"), dimension("black"), dimension("2007"), dimension("bravia")
    ('in', 'colour', '#', '')
    """
    if word in _variants():
        return _variants()[word][0]
    rest, numbers = _DIGITS.subn("", word)
    if not numbers:
        return ""
    return "#th" if rest in _ORDINAL else rest or "#"

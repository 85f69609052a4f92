"""Chinese names of people: which surname a name in Han opens with, and how it sounds."""

from functools import cache

from hub.standardise.tables import read_table
from hub.standardise.text import pinyin

_LONGEST_NAME = 4  # characters; a longer one is no Chinese name


def han_surname(name: str) -> str | None:
    """Return the surname that a name in simplified Han opens with; None where none does."""
    if name[:2] in _double_surnames():
        return name[:2]
    return name[0] if 1 < len(name) <= _LONGEST_NAME and name[0] in _surnames() else None


@cache
def _surnames() -> frozenset[str]:
    return frozenset(read_table("people")["surnames"].split())


@cache
def _double_surnames() -> frozenset[str]:
    return frozenset(read_table("people")["double_surnames"].split())


@cache
def surname_pinyin(surname: str) -> str:
    """Return the pinyin of a surname, which may sound unlike the word."""
    readings: dict[str, str] = read_table("people")["surname_pinyin"]
    return readings.get(surname) or pinyin(surname)

"""Names of people in Han: which surname a name opens with, and how it sounds in Chinese."""

from functools import cache

from hub.standardise.tables import read_table
from hub.standardise.text import pinyin

_LONGEST_NAME = 4  # characters; a longer one is no Chinese name
_TWO_AND_TWO = (4, 5)


def han_surname(name: str) -> str | None:
    """Return the surname that a name in simplified Han opens with; None where none does.

    Names of four characters are two and two, as Japanese ones mostly are: 高橋陽子 is no Mr Gao.
    """
    if name[:3] in _long_surnames():
        return name[:3]
    if name[:2] in _double_surnames() or len(name) in _TWO_AND_TWO:
        return name[:2]
    return name[0] if 1 < len(name) <= _LONGEST_NAME and name[0] in _surnames() else None


@cache
def _surnames() -> frozenset[str]:
    return frozenset(read_table("people")["surnames"].split())


@cache
def _double_surnames() -> frozenset[str]:
    return frozenset(read_table("people")["double_surnames"].split())


@cache
def _long_surnames() -> frozenset[str]:
    return frozenset(read_table("people")["triple_surnames"].split())


@cache
def surname_pinyin(surname: str) -> str:
    """Return the pinyin of a surname, which may sound unlike the word."""
    readings: dict[str, str] = read_table("people")["surname_pinyin"]
    return readings.get(surname) or pinyin(surname)

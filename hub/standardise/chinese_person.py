"""Chinese names of people, in Han characters and in pinyin.

In: a folded Han name, or the Latin words of a name. Out: given names and family name in pinyin, alike for both.
"""

from collections.abc import Sequence
from functools import cache

from hub.standardise.tables import read_table
from hub.standardise.text import pinyin, to_latin
from hub.standardise.words import is_pinyin, pinyin_syllables

_LONGEST_NAME = 4  # characters; a longer one is no Chinese name
_LONGEST_PINYIN = 4  # words


def han_parts(name: str) -> tuple[tuple[str, ...], str | None]:
    """Return given names and family name of a folded Han name. A space, if any, follows the family name.

    >>> han_parts("欧阳小明")
    (('xiaoming',), 'ouyang')
    """
    first, space, rest = name.partition(" ")
    joined = name.replace(" ", "")
    surname = first if space and len(first) > 1 else han_surname(joined)
    if surname is None or len(surname) == len(joined):
        return tuple(to_latin(joined).split()), None
    given = rest.replace(" ", "") if surname == first else joined[len(surname) :]
    return tuple(to_latin(given).split()), surname_pinyin(surname)


def foreign_han_parts(name: str) -> tuple[tuple[str, ...], str | None]:
    """Return given names and family name of a foreign name in Han, folded, so that its dots are spaces.

    >>> foreign_han_parts("约翰 史密斯")
    (('yuehan',), 'shimisi')
    """
    *given, family = to_latin(name).split() or [""]
    return (tuple(given), family) if given else ((family,) if family else (), None)


def han_surname(name: str) -> str | None:
    """Return the surname that a name in simplified Han opens with; None where none does."""
    if name[:2] in _double_surnames():
        return name[:2]
    return name[0] if 1 < len(name) <= _LONGEST_NAME and name[0] in _surnames() else None


def pinyin_parts(parts: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], str] | None:
    """Return given names and family name of a Chinese name in pinyin, in either order; None where it is none.

    `parts` are the Latin words between commas. Where both ends could be the family name, it is the more common one,
    so that the order does not matter.

    >>> pinyin_parts([["xiao-ming", "wang"]]) == pinyin_parts([["wang", "xiao", "ming"]]) == (("xiaoming",), "wang")
    True
    """
    words = [word for part in parts for word in part]
    if not 1 < len(words) <= _LONGEST_PINYIN:
        return None
    spelled = [_romanised(word) for word in words]
    if not all(is_pinyin(word.replace("-", "")) for word in spelled):
        return None
    family = _family_end(spelled, ends=[0] if len(parts) > 1 else [0, len(words) - 1])
    if family is None:
        return None
    given = (*spelled[:family], *spelled[family + 1 :])
    return (("".join(given).replace("-", ""),), spelled[family]) if _is_given(given) else None


def _family_end(spelled: Sequence[str], ends: Sequence[int]) -> int | None:
    """Return which of `ends` holds the most common family name; None where none holds any."""
    known = [end for end in ends if spelled[end] in _rank()]
    return min(known, key=lambda end: (_rank()[spelled[end]], end), default=None)


def _is_given(words: Sequence[str]) -> bool:
    """Several words are one given name where each is a syllable, as in "Xiao Ming"."""
    syllables = [syllable for word in words for syllable in word.split("-")]
    return len(words) == 1 or all(syllable in pinyin_syllables() for syllable in syllables)


def _romanised(surname: str) -> str:
    table: dict[str, str] = read_table("people")["romanised"]
    return table.get(surname, surname)


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


@cache
def _rank() -> dict[str, int]:
    """How common each surname's pinyin is, 0 the most common. Double surnames are the surest of all."""
    table = read_table("people")
    ranks: dict[str, int] = {}
    for rank, surname in enumerate((*table["double_surnames"].split(), *table["surnames"].split())):
        ranks.setdefault(surname_pinyin(surname), rank)
    return ranks

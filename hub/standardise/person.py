"""Names of people, read into their parts.

In: a person's name in any script and order. Out: its Latin tokens, given names, family name and initials. Decides
nothing about two names.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, takewhile
from unicodedata import normalize

from hub.standardise.chinese_person import foreign_han_parts, han_parts, pinyin_parts
from hub.standardise.tables import read_table
from hub.standardise.text import HAN, fold, is_han, to_latin

Words = tuple[str, ...]

_BRACKETED = re.compile(r"""\([^()]*\)|\[[^\[\]]*\]|"[^"]*"|“[^“”]*”|\s'[^']+'(?=\s)""")
_COMMA = re.compile(r"[,，、]")
_MIDDLE_DOTS = "·•・‧"
_HAN_NAME = re.compile(f"[{HAN}][{HAN}{_MIDDLE_DOTS} ]*")
_HYPHENS = "-‐‑–"


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name.

    Attributes:
        full: the name folded, without titles.
        given: Latin given names, nicknames in their canonical form (bob -> robert).
        family: Latin family name with its particles ("van der berg"); None where the name is one word.
        tokens: all Latin tokens, given names first, then the family name's.
        initials: first letters of the tokens.
        is_han: the name was written in Han characters.
    """

    full: str
    given: tuple[str, ...]
    family: str | None
    tokens: tuple[str, ...]
    initials: frozenset[str]
    is_han: bool


@lru_cache(maxsize=32_768)
def parse_person_name(text: str) -> PersonName:
    """Return the parts of the person's name `text`.

    >>> parse_person_name("王小明").tokens == parse_person_name("Wang Xiaoming").tokens == ("xiaoming", "wang")
    True
    >>> parse_person_name("Dr. van der Berg, Bob").tokens
    ('robert', 'van', 'der', 'berg')
    """
    plain = _without_brackets(normalize("NFKC", text).replace("_", " "))
    if is_han(plain):
        return _parse_han(plain)
    words = _without_titles([part.split() for part in _COMMA.split(plain)])
    full = fold(" ".join(chain.from_iterable(words)))
    given, family = pinyin_parts([_latin(part) for part in words]) or _western_parts(words)
    return _person(full, given, family, han=False)


def _person(full: str, given: Words, family: str | None, *, han: bool) -> PersonName:
    tokens = (*given, *(family.split() if family else ()))
    return PersonName(full, given, family, tokens, frozenset(token[0] for token in tokens), han)


def _without_brackets(text: str) -> str:
    """Drop 'William "Bill" Gates' and "王小明 (Tom)", unless nothing else would be left."""
    rest = _BRACKETED.sub(" ", text)
    return rest if fold(rest) else text


def _parse_han(text: str) -> PersonName:
    """The Han part of a name is the name; Latin words beside it are further given names, unless they repeat it."""
    found = _HAN_NAME.search(text)
    name = found[0] if found else text
    foreign = any(dot in name for dot in _MIDDLE_DOTS)
    full = fold(name) if foreign else fold(name).replace(" ", "")
    title = next((title for title in _titles_han() if full.endswith(title) and len(full) > len(title)), "")
    full = full.removesuffix(title)
    given, family = foreign_han_parts(full) if foreign else han_parts(fold(name).removesuffix(title))
    beside = _without_titles([text.replace(name, " ").split()])
    spelled = "".join((*given, family or ""))
    latin = (token for part in beside for word in _latin(part) for token in word.split("-"))
    further = tuple(token for token in latin if token not in spelled)
    return _person(full, (*given, *map(_canonical_given, further)), family, han=True)


def _without_titles(parts: Iterable[Sequence[str]]) -> list[list[str]]:
    """Drop titles, and parts between commas that hold nothing else, as in "John Smith, Jr., PhD"."""
    kept = [_strip_titles(part) for part in parts]
    named = [part for part in kept if any(map(fold, part))]
    return named or [list(part) for part in parts if part]


def _strip_titles(words: Sequence[str]) -> list[str]:
    keys = [_title_key(word) for word in words]
    start, end = 0, len(keys)
    while start < end and keys[start] in titles("before"):
        start += 1
    while start < end and keys[end - 1] in titles("after"):
        end -= 1
    return list(words[start:end])


def _title_key(word: str) -> str:
    return fold(word).replace(" ", "")


def _latin(words: Iterable[str]) -> list[str]:
    """Latin words; hyphens stay, because they join Chinese given names but not Western ones."""
    joined = "-".join(" ".join(words).translate(_TO_HYPHEN).split("-"))
    return [word for chunk in joined.split() if (word := "-".join(filter(None, map(_compact, chunk.split("-")))))]


_TO_HYPHEN = str.maketrans(dict.fromkeys(_HYPHENS, "-"))


def _compact(word: str) -> str:
    return to_latin(word.replace(".", " ")).replace(" ", "-")


def _western_parts(parts: Sequence[Sequence[str]]) -> tuple[Words, str | None]:
    """Given names and family name of "Given Family" or "Family, Given"."""
    first, *others = [[token for word in _latin(part) for token in word.split("-")] for part in parts] or [[]]
    rest = list(chain.from_iterable(others))
    if rest:
        return tuple(map(_canonical_given, rest)), " ".join(first) or None
    if not first[1:]:
        return tuple(map(_canonical_given, first)), None
    given = tuple(takewhile(lambda word: word not in name_particles(), first[:-1])) or tuple(first[:1])
    return tuple(map(_canonical_given, given)), " ".join(first[len(given) :])


def _canonical_given(name: str) -> str:
    return nicknames().get(name, name)


@cache
def titles(where: str) -> frozenset[str]:
    """Return the titles that stand "before" or "after" a name."""
    return frozenset(map(_title_key, read_table("people")[f"titles_{where}"]))


@cache
def _titles_han() -> tuple[str, ...]:
    return tuple(sorted(map(fold, read_table("people")["titles_han"]), key=len, reverse=True))


@cache
def name_particles() -> frozenset[str]:
    """Return the words that open a family name."""
    return frozenset(read_table("people")["particles"])


SWAPPED = 0.25
"""How often, roughly, a family name stands where a given name should, and the other way round: Wang Wei, Wei Wang."""


@cache
def name_shares(part: str) -> dict[str, float]:
    """Return how common names are among people of many countries, 0..1: "given" or "family" ones that are common."""
    tables = read_table("name_shares")
    shares: dict[str, float] = {}
    for table, names in tables.items():
        weight = 1.0 if table == part else SWAPPED
        for thousandths, tier in names.items():
            shares |= {name: max(shares.get(name, 0.0), weight * float(thousandths) / 1000) for name in tier}
    return shares


@cache
def nicknames() -> dict[str, str]:
    """Return what nicknames stand for: bob -> robert."""
    table = read_table("people")["nicknames"]
    return {short: canonical for canonical, shorts in table.items() for short in shorts}

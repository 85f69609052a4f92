"""Comparisons of addresses: street, postal code, town and region, in any script."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from hub.model.record import Fields
from hub.resolution.compare import MISSING, Comparison, Feature, each_pair
from hub.standardise.text import fold, to_latin
from hub.standardise.words import canonical_tokens

ADDRESS_LEVELS = (MISSING, "same", "same_code", "same_city", "same_street", "elsewhere")
SAME, SAME_CODE, SAME_CITY, SAME_STREET, ELSEWHERE = range(1, 6)
MIN_STREET_SIMILARITY = 0.9
_PARTS = ("street", "postal_code", "city")
_CITY_SUFFIX = re.compile("(?<=..)市$")
_STREET_WORDS = {"street": "st", "strasse": "str", "avenue": "ave", "road": "rd", "boulevard": "blvd", "drive": "dr"}
_JOINED_STREET = re.compile(r"(strasse|str)\b")


def plain_city(city: str) -> str:
    """Return a town in one spelling for all scripts.

    >>> plain_city("杭州市") == plain_city("HANGZHOU")
    True
    """
    tokens = canonical_tokens(_CITY_SUFFIX.sub("", fold(city)).split())
    return " ".join(token for token in tokens if token != "city" or len(tokens) == 1)  # noqa: S105 - New York City


def plain_street(street: str) -> str:
    """Return a street in Latin letters, with its usual words abbreviated.

    >>> plain_street("Billstraße 118") == plain_street("BILLSTR. 118")
    True
    """
    words = (_STREET_WORDS.get(word, word) for word in _JOINED_STREET.sub("str", to_latin(street)).split())
    return " ".join(words)


def read_address(fields: Fields) -> Feature:
    """Return street, postal code and town, each empty where not told; nothing where none is told."""
    parts = tuple(next(iter(fields.get(part, ())), "") for part in _PARTS)
    return parts if any(parts) else ()


@dataclass(frozen=True, slots=True)
class _Address:
    """An address in one spelling; `numbers` are the words of the street that hold digits."""

    street: str
    numbers: tuple[str, ...]
    code: str
    city: str


def _prepare(feature: Feature) -> _Address:
    street, code, city = plain_street(feature[0]), feature[1], feature[2]
    numbers = tuple(sorted(word for word in street.split() if any(map(str.isdigit, word))))
    return _Address(street, numbers, code.replace(" ", "").casefold(), plain_city(city))


def _address_level(left: _Address, right: _Address) -> int:
    same_code = bool(left.code) and left.code == right.code
    same_city = bool(left.city) and left.city == right.city
    if same_code or same_city:
        other = SAME_CODE if same_code else SAME_CITY
        return SAME if _same_street(left, right) else other
    if left.numbers and _same_street(left, right):
        return SAME_STREET
    return ELSEWHERE if (left.city and right.city) or (left.code and right.code) else 0


def _same_street(left: _Address, right: _Address) -> bool:
    """Tell whether spellings are close and numbers equal: house 12 is not house 21."""
    if not left.street or left.numbers != right.numbers:
        return False
    return JaroWinkler.similarity(left.street, right.street) >= MIN_STREET_SIMILARITY


ADDRESS = Comparison(ADDRESS_LEVELS, read_address, each_pair(_address_level), prepare=_prepare)

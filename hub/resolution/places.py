"""Streets and towns in one spelling for all scripts."""

import re

from hub.standardise.text import fold, to_latin
from hub.standardise.words import canonical_tokens

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

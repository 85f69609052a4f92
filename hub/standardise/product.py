"""Product names, read into their parts.

In: a product name in any script. Out: its Latin tokens and the model codes among them. Decides nothing about two names.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from hub.standardise.text import fold, is_han
from hub.standardise.words import canonical_tokens

_CAPITALS_THEN_WORD = re.compile(r"(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
_PLUS = re.compile(r"(?<=\w)\+")
_MODEL_PARTS = re.compile(r"(?<=[a-z]{2})(?=[0-9])|(?<=[0-9])(?=[a-z]{2})")
_MEASURE = re.compile(
    r"(?<![\w.])([0-9]+(?:[.,][0-9]+)?)[\s-]?"
    r"(ml|cl|ltr|l|gr|g|kg|mg|oz|lbs?|gb|mb|tb|mm|cm|km|inch|ft|kw|w|mah|ah|hz|ghz|mp|pcs|packs?|pkgs?)\b"
)
_UNITS = {"ltr": "l", "gr": "g", "lbs": "lb", "pkg": "pack", "pkgs": "pack", "packs": "pack"}


@dataclass(frozen=True, slots=True)
class ProductName:
    """The parts of a product name.

    Attributes:
        full: the name folded.
        tokens: Latin tokens in order; "GTXPro" and "GTX Pro" give the same ones, as do "500ml" and "500 ml".
        codes: the tokens with digits, measures aside, such as "1080" in "gtx-1080".
        is_han: the name has Han characters.
    """

    full: str
    tokens: tuple[str, ...]
    codes: frozenset[str]
    is_han: bool


@lru_cache(maxsize=32_768)
def parse_product_name(text: str) -> ProductName:
    """Return the parts of the product name `text`.

    >>> parse_product_name("GTXPro 1080").tokens == parse_product_name("gtx pro-1080").tokens == ("gtx", "pro", "1080")
    True
    >>> parse_product_name("Cola Zero 1.5 l").codes
    frozenset()
    """
    spelled = _PLUS.sub(" plus ", _CAPITALS_THEN_WORD.sub(" ", normalize("NFKC", text))).casefold()
    tokens: list[str] = []
    codes: set[str] = set()
    at = 0
    for measure in _MEASURE.finditer(spelled):
        named = _named(spelled[at : measure.start()])
        tokens += [*named, _measure(measure)]
        codes |= _codes(named)
        at = measure.end()
    named = _named(spelled[at:])
    return ProductName(fold(text), (*tokens, *named), frozenset(codes | _codes(named)), is_han(text))


def _named(text: str) -> tuple[str, ...]:
    """Tokens of a part without measures; model numbers come apart where two letters meet a digit: "gtx1080"."""
    return canonical_tokens(part for word in fold(text).split() for part in _MODEL_PARTS.split(word))


def _codes(tokens: tuple[str, ...]) -> set[str]:
    return {token for token in tokens if any(map(str.isdigit, token))}


def _measure(found: re.Match[str]) -> str:
    number = found[1].replace(",", ".")
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return number + _UNITS.get(found[2], found[2])

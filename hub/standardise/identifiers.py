"""Register and tax identifiers.

In: clean text, the scheme it is said to be of, and the country of its source. Out: "scheme:NUMBER", with the check
digits proved where the scheme has some.
"""

import re
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from unicodedata import normalize

from stdnum import vatin
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError
from stdnum.util import get_cc_module

from hub.standardise.cleaning import UnreadableError
from hub.standardise.codes import country_codes
from hub.standardise.tables import read_table

_SEPARATORS = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"[a-z0-9_]+")
_VAT_PREFIXES = {"GR": "EL"}
_VAT_COUNTRIES = {"EL": "GR", "XI": "GB"}
_CURE = "Correct it in the source, or leave it empty there."


@lru_cache(maxsize=16_384)
def read_identifier(text: str, scheme: str | None = None, country: str | None = None) -> str:
    """Return "scheme:NUMBER". Text may bring its scheme along, as in "lei:529900T8BM49AURSDO55".

    >>> read_identifier("5299 00T8 BM49 AURS DO55", "lei"), read_identifier("136695976", "vat", "DE")
    ('lei:529900T8BM49AURSDO55', 'vat:DE136695976')

    Raises:
        UnreadableError: a check digit or the length is wrong, or the scheme is not known.
    """
    scheme, number = _split_scheme(text, scheme)
    compact = _compact(number)
    if not compact:
        raise UnreadableError("holds no letter or digit", _CURE)
    if scheme == "vat":
        return f"vat:{_read_vat(compact, country)}"
    digits = read_table("identifiers")["digits"].get(scheme)
    if digits and not (compact.isascii() and compact.isdigit() and len(compact) == digits):
        raise UnreadableError(f"is not a {scheme.upper()} number: it must have {digits} digits", _CURE)
    module = read_table("identifiers")["modules"].get(scheme)
    return f"{scheme}:{_validated(_module(module), number, scheme) if module else compact}"


def _split_scheme(text: str, scheme: str | None) -> tuple[str, str]:
    before, colon, after = text.partition(":")
    if colon and before == (scheme or before) and _SCHEME.fullmatch(before):
        return before, after
    if scheme is None:
        raise UnreadableError(
            "names no scheme", 'Name the register in front of it, such as "lei:529900T8BM49AURSDO55".'
        )
    return scheme, text


def _compact(number: str) -> str:
    upper = normalize("NFKC", normalize("NFKC", number).upper())
    return normalize("NFC", _SEPARATORS.sub("", upper))


def _module(name: str) -> ModuleType:
    return import_module(f"stdnum.{name}")


def _validated(module: ModuleType, number: str, scheme: str) -> str:
    """Return the number as `module` writes it, without separators."""
    try:
        return _compact(module.validate(normalize("NFKC", number)))
    except ValidationError as error:
        raise UnreadableError(_reason(scheme, error), _CURE) from None


def _reason(scheme: str, error: ValidationError) -> str:
    fault = {InvalidChecksum: "its check digit is wrong", InvalidLength: "its length is wrong"}
    return f"is not a {scheme.upper()} number: {fault.get(type(error), 'its form is wrong')}"


def _read_vat(number: str, country: str | None) -> str:
    """Return a VAT number with its country's prefix, which `country` gives where the number has none."""
    home = _home_number(number, country) if country else None
    if home:
        return home
    prefix = number[:2]
    if prefix not in country_codes() | _VAT_COUNTRIES.keys():
        if not country:
            cure = "Write its country's prefix, such as DE, or set `defaults.country` in the mapping."
            raise UnreadableError("names no country", cure)
        prefix = _VAT_PREFIXES.get(country, country)
        number = prefix + number
    if get_cc_module(_VAT_COUNTRIES.get(prefix, prefix).lower(), "vat") is None:
        return number
    return _validated_vat(number)


def _home_number(number: str, country: str) -> str | None:
    """Return the number with its prefix where it is a right one of `country`, with or without the prefix."""
    module = get_cc_module(country.lower(), "vat")
    if module is None or not module.is_valid(number):
        return None
    prefix = _VAT_PREFIXES.get(country, country)
    return prefix + _compact(module.validate(number)).removeprefix(prefix)


def _validated_vat(number: str) -> str:
    try:
        return _compact(vatin.validate(number))
    except ValidationError as error:
        raise UnreadableError(_reason("vat", error), _CURE) from None

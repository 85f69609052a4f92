"""Codes of countries, currencies, languages and goods, from the names and signs that people write.

In: clean text such as "Deutschland", "€" or "中文". Out: ISO 3166-1 alpha-2, ISO 4217, ISO 639-1, a 14-digit GTIN.
"""

import re
from functools import cache
from unicodedata import normalize

from stdnum import ean
from stdnum.exceptions import InvalidChecksum, ValidationError

from hub.standardise.cleaning import UnreadableError
from hub.standardise.tables import read_table
from hub.standardise.text import fold, is_han, to_latin

_LOCALE = re.compile(r"([a-z]{2,3})[-_][a-z0-9_-]+", re.IGNORECASE)


def read_country(text: str) -> str:
    """Return the alpha-2 code of a country written as a code or name in any of a dozen languages.

    >>> read_country("USA"), read_country("中国"), read_country("Österreich")
    ('US', 'CN', 'AT')
    """
    code = _countries().get(fold(text).replace(" ", ""))
    if code is None:
        cure = "Write the ISO 3166-1 code, such as DE, or recode it under `values` in the mapping."
        raise UnreadableError("is not a known country", cure)
    return code


def read_currency(text: str, default: str | None = None) -> str:
    """Return the ISO 4217 code; `default` decides which dollar "$" is.

    >>> read_currency("€"), read_currency("人民币"), read_currency("$", "CAD")
    ('EUR', 'CNY', 'CAD')
    """
    key = _sign_key(text)
    if code := _currencies().get(key):
        return code
    candidates = _shared_signs().get(key, ())
    if default in candidates:
        return str(default)
    if candidates:
        cure = "Set `defaults.currency` in the mapping, or write the ISO 4217 code, such as USD."
        raise UnreadableError("is a sign of several currencies", cure)
    raise UnreadableError("is not a known currency", "Write the ISO 4217 code, such as EUR.")


def read_language(text: str) -> str:
    """Return the ISO 639-1 code of a language or locale, such as "zh-CN".

    >>> read_language("English"), read_language("中文"), read_language("pt_BR")
    ('en', 'zh', 'pt')
    """
    locale = _LOCALE.fullmatch(text)
    code = _languages().get(fold(locale[1] if locale else text))
    if code is None:
        raise UnreadableError("is not a known language", "Write the ISO 639-1 code, such as en.")
    return code


def read_gtin(text: str) -> str:
    """Return a GTIN-8, -12, -13 or -14 as 14 digits; its check digit must be right.

    >>> read_gtin("4006381333931")
    '04006381333931'
    """
    try:
        number: str = ean.validate(re.sub(r"[\s\-]", "", normalize("NFKC", text)))
    except InvalidChecksum:
        raise UnreadableError("is not a GTIN: its check digit is wrong", "Correct it in the source.") from None
    except ValidationError:
        raise UnreadableError(
            "is not a GTIN", "Give 8, 12, 13 or 14 digits; keep the column as text, not number."
        ) from None
    return number.zfill(14)


def read_code(text: str) -> str:
    """Return `text` upper-cased, without spaces.

    >>> read_code("ab 12-x")
    'AB12-X'
    """
    upper = normalize("NFKC", normalize("NFKC", text).upper())
    return normalize("NFC", "".join(upper.split()))


@cache
def country_codes() -> frozenset[str]:
    """Return all alpha-2 codes."""
    return frozenset(read_table("countries"))


@cache
def currency_spellings() -> frozenset[str]:
    """Return all signs, codes and names of currencies, case-folded, without spaces."""
    return frozenset(_currencies()) | frozenset(_shared_signs())


def _sign_key(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().split())


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, names in read_table("countries").items():
        for name in (code, *names):
            found[fold(name).replace(" ", "")] = code
            if not is_han(name):
                found.setdefault(to_latin(name).replace(" ", ""), code)
    return found


@cache
def _currencies() -> dict[str, str]:
    table = read_table("currencies")["codes"]
    return {_sign_key(sign): code for code, signs in table.items() for sign in (code, *signs)}


@cache
def _shared_signs() -> dict[str, tuple[str, ...]]:
    return {_sign_key(sign): tuple(codes) for sign, codes in read_table("currencies")["shared"].items()}


@cache
def _languages() -> dict[str, str]:
    return {fold(name): code for code, names in read_table("languages").items() for name in (code, *names)}

"""Numbers as people write them.

In: clean text such as "¥1,234.50", "1.234,50 €" or "1.2万". Out: decimal text with a point. Reads a lone separator
as its place in the number and the source's country suggest, and refuses what has no sure reading.
"""

import re
from decimal import Context, Decimal
from functools import cache, lru_cache
from unicodedata import normalize

from hub.standardise.cleaning import UnreadableError
from hub.standardise.codes import currency_spellings
from hub.standardise.tables import read_table

_NUMBER = re.compile(
    r"(?P<open>\()?(?P<before>[^\d()]*?)(?P<digits>\d[\d., '’]*|[.,]\d+)(?:e(?P<exponent>[+-]?\d{1,2}))?"
    r"(?P<after>[^\d()]*)(?P<close>\))?"
)
_GROUPED = r"\d{{1,3}}(?:{0}\d{{2,3}})*{0}\d{{3}}"
_MOST_DIGITS = 30
_EXACT = Context(prec=100)
_CURE = 'Write it with digits and at most one decimal point, such as "1234.50".'


@lru_cache(maxsize=16_384)
def read_number(text: str, country: str | None = None) -> str:
    """Return `text` as decimal text with a point and no needless zeros.

    A lone comma or point before exactly three digits is read as `country` writes numbers; without a country, a comma
    parts thousands and a point decimals.

    >>> read_number("1,234.50"), read_number("1.234,50"), read_number("(¥3.5万)"), read_number("1.234", "DE")
    ('1234.5', '1234.5', '-35000', '1234')

    Raises:
        UnreadableError: it is no number, or has more than one reading.
    """
    found = _NUMBER.fullmatch(normalize("NFKC", text).casefold().replace("−", "-"))
    if found is None or bool(found["open"]) != bool(found["close"]):
        raise UnreadableError("is not a number", _CURE)
    before, after = _strip_sign(found["before"].strip()), _strip_sign(found["after"].strip())
    power = _power(after[1]) + int(found["exponent"] or 0)
    if before[1] and before[1] not in currency_spellings():
        raise UnreadableError("is not a number", _CURE)
    digits = _plain_digits(
        found["digits"].strip(" '’"), decimal_comma=country in read_table("amounts")["decimal_comma"]
    )
    if len(digits) + abs(power) > _MOST_DIGITS:
        raise UnreadableError("has too many digits to be an amount", _CURE)
    negative = bool(found["open"]) != (before[0] != after[0])
    return _write(Decimal(digits).scaleb(power, _EXACT), negative=negative)


def _strip_sign(text: str) -> tuple[bool, str]:
    """Return whether `text` begins or ends with a minus, and the rest of it."""
    return text.startswith("-") or text.endswith("-"), text.strip("+- ")


def _power(after: str) -> int:
    """Read what follows the digits: a multiplier, a currency, or both."""
    if after in currency_spellings():
        return 0
    for word, power in _multipliers():
        if after.startswith(word) and after[len(word) :].strip() in currency_spellings() | {""}:
            return power
    raise UnreadableError("is followed by something that is no currency", _CURE)


@cache
def _multipliers() -> list[tuple[str, int]]:
    """Words and their powers of ten, longest first; no word at all is one of them."""
    table: dict[str, int] = read_table("amounts")["multipliers"]
    return sorted([*table.items(), ("", 0)], key=lambda item: -len(item[0]))


def _plain_digits(digits: str, *, decimal_comma: bool) -> str:
    """Return digits with a decimal point only."""
    for blank in " '’":
        if blank in digits:
            whole, *_rest = re.split("[.,]", digits)
            digits = _ungroup(whole, blank) + digits[len(whole) :]
    decimal = _decimal_separator(digits, decimal_comma=decimal_comma)
    whole, _point, fraction = digits.rpartition(decimal) if decimal else (digits, "", "")
    for separator in ",.":
        if separator in whole:
            whole = _ungroup(whole, separator)
    return f"{whole or 0}.{fraction or 0}"


def _decimal_separator(digits: str, *, decimal_comma: bool) -> str:
    """Return which of comma and point parts the decimals: the last one, unless it parts thousands."""
    last = max(",.", key=digits.rfind)
    if last not in digits:
        return ""
    if "," in digits and "." in digits:
        return last
    if digits.count(last) > 1:
        return ""
    thousands = re.fullmatch(_GROUPED.format(re.escape(last)), digits) and not digits.startswith("0")
    return "" if thousands and (last == ".") == decimal_comma else last


def _ungroup(digits: str, separator: str) -> str:
    """Drop thousands separators. Groups of two are Indian lakhs."""
    if not re.fullmatch(_GROUPED.format(re.escape(separator)), digits):
        raise UnreadableError("has separators that do not part thousands", _CURE)
    return digits.replace(separator, "")


def _write(value: Decimal, *, negative: bool) -> str:
    text = format(_EXACT.normalize(value), "f")
    return f"-{text}" if negative and value else text

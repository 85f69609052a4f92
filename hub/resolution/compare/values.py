"""Comparisons of plain values: equal or not, dates and prices."""

from collections.abc import Callable

from hub.model.record import Fields
from hub.resolution.compare import MISSING, Comparison, Feature, each_pair, values_of
from hub.standardise.text import to_latin

EXACT_LEVELS = (MISSING, "same", "differ")
NEAR_PRICE = 0.95
FAR_PRICE = 0.5
FULL_DATE = 10  # characters of 2024-02-29
MONTH = 7


def _share_any(left: frozenset[str], right: frozenset[str]) -> int:
    return 1 if left & right else 2


def exact(attribute: str) -> Comparison:
    """Compare an attribute by equality of any of its values."""
    return Comparison(EXACT_LEVELS, values_of(attribute), each_pair(_share_any), prepare=frozenset)


def folded(attribute: str) -> Comparison:
    """Compare an attribute by equality of its folded Latin spelling."""
    return Comparison(EXACT_LEVELS, values_of(attribute), each_pair(_share_any), prepare=_folded)


def _folded(feature: Feature) -> frozenset[str]:
    return frozenset(map(to_latin, feature))


def _date_level(left: Feature, right: Feature) -> int:
    """1 the same day, 2 one slip or a swap, 3 the same as far as both tell, 4 different."""
    mine, theirs = left[0], right[0]
    if min(len(mine), len(theirs)) < FULL_DATE:
        return 3 if mine.startswith(theirs) or theirs.startswith(mine) else 4
    if mine == theirs:
        return 1
    return 2 if _one_slip(mine, theirs) else 4


def _one_slip(left: str, right: str) -> bool:
    """One of year, month and day is off by a digit or by two swapped digits, or day and month are swapped."""
    odd = [(a, b) for a, b in zip(left.split("-"), right.split("-"), strict=False) if a != b]
    if len(odd) == 1:
        (a, b) = odd[0]
        return sum(x != y for x, y in zip(a, b, strict=False)) == 1 or sorted(a) == sorted(b)
    return left[:4] == right[:4] and left[5:7] == right[8:10] and left[8:10] == right[5:7]


def _price(fields: Fields) -> Feature:
    price = fields.get("price", ())
    return (price[0], *fields.get("currency", ("",))[:1]) if price else ()


def _price_level(left: Feature, right: Feature) -> int:
    """1 within 5 %, 2 within a factor of two, 3 further apart; amounts in two currencies tell nothing."""
    if left[1:] != right[1:]:
        return 0
    low, high = sorted((float(left[0]), float(right[0])))
    if low == high or (low > 0 and low / high >= NEAR_PRICE):
        return 1
    return 2 if low > 0 and low / high >= FAR_PRICE else 3


def _first(attribute: str) -> Callable[[Fields], Feature]:
    return lambda fields: fields.get(attribute, ())[:1]


BIRTH_DATE = Comparison((MISSING, "same", "slip", "coarse", "differ"), _first("birth_date"), each_pair(_date_level))
PRICE = Comparison((MISSING, "near", "apart", "far"), _price, each_pair(_price_level))

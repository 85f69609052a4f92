"""Comparisons of products."""

from rapidfuzz.distance import JaroWinkler

from hub.model.record import Fields
from hub.resolution.blocking import names_of
from hub.resolution.compare import MISSING, Comparison, Feature, each_pair
from hub.standardise.product import ProductName, parse_product_name

PRODUCT_LEVELS = (MISSING, "same", "similar", "extended", "other_code", "different")
SAME, SIMILAR, EXTENDED, OTHER_CODE, DIFFERENT = range(1, 6)
MIN_SIMILARITY = 0.95


def _closest(left: tuple[ProductName, ...], right: tuple[ProductName, ...]) -> int:
    return min(_name_level(one, other) for one in left for other in right)


def _name_level(left: ProductName, right: ProductName) -> int:
    mine, theirs = sorted(left.tokens), sorted(right.tokens)
    if mine == theirs or "".join(left.tokens) == "".join(right.tokens):
        return SAME
    if left.codes != right.codes:
        return OTHER_CODE
    if set(mine) < set(theirs) or set(theirs) < set(mine):
        return EXTENDED
    if left.is_han or right.is_han or len(mine) != len(theirs):
        return DIFFERENT
    odd = [(one, other) for one, other in zip(mine, theirs, strict=True) if one != other]
    near = len(odd) == 1 and JaroWinkler.similarity(*odd[0]) >= MIN_SIMILARITY
    return SIMILAR if near else DIFFERENT


def _parsed(fields: Fields) -> Feature | None:
    return tuple(parse_product_name(name) for name in names_of(fields)) or None


def _gtin_level(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    return 1 if set(left) & set(right) else 2


PRODUCT: dict[str, Comparison] = {
    "name": Comparison(PRODUCT_LEVELS, _parsed, each_pair(_closest)),
    "gtin": Comparison(
        (MISSING, "same", "conflict"), lambda fields: fields.get("gtin") or None, each_pair(_gtin_level)
    ),
}

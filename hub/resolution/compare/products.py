"""Comparisons of products: names with their model codes; the table of all of them."""

from hub.resolution.compare import MISSING, Comparison, Feature, best_of_each, each_pair, names_of
from hub.resolution.compare.identifiers import GTIN
from hub.resolution.compare.slips import is_slip
from hub.resolution.compare.values import PRICE, exact, folded
from hub.standardise.product import ProductName, parse_product_name

NAME_LEVELS = (MISSING, "same", "same_words", "slip", "other_script", "extended", "other_code", "different")
SAME, SAME_WORDS, SLIP, OTHER_SCRIPT, EXTENDED, OTHER_CODE, DIFFERENT = range(1, 8)


def _parsed(feature: Feature) -> tuple[ProductName, ...]:
    return tuple(map(parse_product_name, feature))


def _name_level(left: ProductName, right: ProductName) -> int:
    mine, theirs = sorted(left.tokens), sorted(right.tokens)
    if left.tokens == right.tokens or "".join(left.tokens) == "".join(right.tokens):
        return SAME
    if mine == theirs:
        return SAME_WORDS
    if left.codes != right.codes:
        return OTHER_CODE
    if left.is_han or right.is_han:
        return OTHER_SCRIPT if left.is_han != right.is_han else DIFFERENT
    return _level_by_odd_words(mine, theirs)


def _level_by_odd_words(mine: list[str], theirs: list[str]) -> int:
    """Levels of Latin names whose codes agree: an extra word makes a variant ("Plus Pro"), a typing error none."""
    only_mine, only_theirs = set(mine) - set(theirs), set(theirs) - set(mine)
    if not only_mine or not only_theirs:
        return EXTENDED
    if len(only_mine) == len(only_theirs) == 1 and is_slip(*only_mine, *only_theirs):
        return SLIP
    return DIFFERENT


PRODUCT: dict[str, Comparison] = {
    "name": Comparison(NAME_LEVELS, names_of, best_of_each(each_pair(_name_level)), prepare=_parsed),
    "gtin": GTIN,
    "sku": exact("sku"),
    "brand": folded("brand"),
    "category": folded("category"),
    "pack": folded("pack"),
    "price": PRICE,
}

"""Comparisons of register, tax and trade item numbers."""

from hub.resolution.compare import MISSING, Comparison, Feature, each_pair, values_of
from hub.resolution.conflict import UNIQUE_SCHEMES, conflicting_scheme, numbers_by_scheme

IDENTIFIER_LEVELS = (MISSING, "same", "same_minor", "conflict", "unlike")


def find_conflict(left: Feature, right: Feature) -> str | None:
    """Return the scheme in which two sets of numbers contradict each other, None where there is none."""
    return conflicting_scheme(numbers_by_scheme(left), numbers_by_scheme(right))


def _identifier_level(left: Feature, right: Feature) -> int:
    """1 the same number in a register, 2 the same number of another scheme, 3 a conflict, 4 nothing to compare."""
    if find_conflict(left, right):
        return 3
    shared = {value.partition(":")[0] for value in set(left) & set(right)}
    if shared & UNIQUE_SCHEMES:
        return 1
    return 2 if shared else 4


def _gtin_level(left: Feature, right: Feature) -> int:
    return 2 if find_conflict(left, right) else 1


IDENTIFIER = Comparison(
    IDENTIFIER_LEVELS, values_of("identifier"), each_pair(_identifier_level), conflict=find_conflict
)
GTIN = Comparison((MISSING, "same", "conflict"), values_of("gtin"), each_pair(_gtin_level), conflict=find_conflict)

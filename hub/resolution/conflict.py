"""Identifier conflicts: records that a register says are two, however alike they look."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from hub.model.ids import Kind, RecordId
from hub.model.record import Fields

UNIQUE_SCHEMES = frozenset({"lei", "uscc", "vat", "tax", "ein", "siren", "registration", "duns"})
"""Schemes under which one legal entity has one number (LEI: ISO 17442; USCC: GB 32100-2015)."""

IDENTIFYING = {Kind.COMPANY: "identifier", Kind.PRODUCT: "gtin"}


def find_conflicts(
    kind: Kind, ids: Sequence[RecordId], fields: Mapping[RecordId, Fields]
) -> Iterator[tuple[RecordId, RecordId]]:
    """Yield the pairs of `ids`, in order, that hold numbers of one unique scheme and share none of them."""
    attribute = IDENTIFYING.get(kind)
    if attribute is None or len(ids) <= 1:
        return
    numbers = {record: numbers_by_scheme(fields[record].get(attribute, ())) for record in ids}
    holding = [record for record in sorted(ids) if numbers[record]]
    for left, right in combinations(holding, 2):
        if conflicting_scheme(numbers[left], numbers[right]):
            yield left, right


def find_conflict(kind: Kind, left: Fields, right: Fields) -> str | None:
    """Return the scheme in which two records of a kind contradict each other; None where they do not."""
    attribute = IDENTIFYING.get(kind)
    if attribute is None:
        return None
    return conflicting_scheme(*(numbers_by_scheme(fields.get(attribute, ())) for fields in (left, right)))


def numbers_by_scheme(values: Sequence[str]) -> dict[str, frozenset[str]]:
    """Group "scheme:number" values by scheme, leaving out schemes that are not unique. A GTIN has no scheme.

    VAT numbers are grouped by country as well: a firm that sells in two countries has one in each.
    """
    found: dict[str, set[str]] = {}
    for value in values:
        scheme, separator, number = value.partition(":")
        if not separator or scheme in UNIQUE_SCHEMES:
            group = f"vat {number[:2]}" if scheme == "vat" else scheme if separator else "gtin"
            found.setdefault(group, set()).add(value)
    return {scheme: frozenset(numbers) for scheme, numbers in found.items()}


def conflicting_scheme(left: Mapping[str, frozenset[str]], right: Mapping[str, frozenset[str]]) -> str | None:
    """Return the first scheme, by name, in which both have numbers and share none; None where there is none."""
    disjoint = (group for group in sorted(left.keys() & right.keys()) if not left[group] & right[group])
    return next((group.partition(" ")[0] for group in disjoint), None)

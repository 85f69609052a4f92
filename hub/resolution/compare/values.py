"""Comparisons that several kinds share: telephone, e-mail, address, country, dates, prices."""

from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

from hub.model.record import Fields
from hub.resolution.compare import MISSING, Comparison, Feature, Levels, each_pair, present
from hub.resolution.words import is_role_mailbox
from hub.standardise.text import fold, to_latin

EXACT_LEVELS = (MISSING, "same", "differ")
MIN_STREET_SIMILARITY = 0.92


def share_any(left: Sequence[Feature], right: Sequence[Feature]) -> Levels:
    """Level 1 where two sets of values share one, else 2."""
    return each_pair(lambda a, b: 2 - bool(frozenset(a) & frozenset(b)))(left, right)


def exact(attribute: str) -> Comparison:
    """Compare an attribute by equality of any of its values."""
    return Comparison(EXACT_LEVELS, lambda fields: present(fields.get(attribute, ())), share_any)


def folded(attribute: str) -> Comparison:
    """Compare an attribute by equality of its Latin, folded form."""
    return Comparison(
        EXACT_LEVELS, lambda fields: present(tuple(to_latin(v) for v in fields.get(attribute, ()))), share_any
    )


def _email_level(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    shared = set(left) & set(right)
    if shared:
        return 2 if all(is_role_mailbox(email) for email in shared) else 1
    mine, theirs = ({email.partition("@")[0] for email in side if not is_role_mailbox(email)} for side in (left, right))
    return 3 if mine & theirs else 4


def _address(fields: Fields) -> Feature | None:
    parts = tuple(fields.get(name, ("",))[0] for name in ("street", "postal_code", "city"))
    return tuple(_plain(part) for part in parts) if any(parts) else None


def _plain(text: str) -> str:
    return fold(to_latin(text))


def _address_level(left: tuple[str, str, str], right: tuple[str, str, str]) -> int:
    """Levels: 1 same street and town, 2 same postal code, 3 same town, 4 elsewhere."""
    (street, code, city), (other_street, other_code, other_city) = left, right
    same_code = bool(code) and code == other_code
    same_city = bool(city) and city == other_city
    if street and other_street and (same_code or same_city) and _same_street(street, other_street):
        return 1
    if same_code:
        return 2
    return 3 if same_city else 4


def _same_street(left: str, right: str) -> bool:
    """Close spelling, and the same numbers: house 12 is not house 21."""
    if sorted(_numbers(left)) != sorted(_numbers(right)):
        return False
    return JaroWinkler.similarity(left, right) >= MIN_STREET_SIMILARITY


def _numbers(text: str) -> list[str]:
    return [word for word in text.split() if any(map(str.isdigit, word))]


def _date_level(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    """Levels: 1 same day, 2 one known less exactly or day and month swapped, 3 different."""
    mine, theirs = left[0], right[0]
    if mine == theirs:
        return 1
    if mine.startswith(theirs) or theirs.startswith(mine) or sorted(mine) == sorted(theirs):
        return 2
    return 3


def _price_level(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    mine, theirs = float(left[0]), float(right[0])
    return 1 if abs(mine - theirs) <= 0.05 * max(abs(mine), abs(theirs)) else 2


EMAIL = Comparison(
    (MISSING, "same", "same_role", "same_mailbox", "differ"),
    lambda fields: present(fields.get("email", ())),
    each_pair(_email_level),
)
ADDRESS = Comparison((MISSING, "same", "same_code", "same_city", "elsewhere"), _address, each_pair(_address_level))
BIRTH_DATE = Comparison(
    (MISSING, "same", "near", "differ"), lambda fields: present(fields.get("birth_date", ())), each_pair(_date_level)
)
PRICE = Comparison(
    (MISSING, "near", "differ"), lambda fields: present(fields.get("price", ())), each_pair(_price_level)
)

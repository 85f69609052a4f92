"""Comparisons of contact points: e-mail addresses, telephone numbers, web and mail domains."""

from functools import lru_cache

import phonenumbers
from rapidfuzz.distance import OSA

from hub.model.record import Fields
from hub.resolution.compare import MISSING, Comparison, Feature, each_pair, values_of
from hub.resolution.compare.values import EXACT_LEVELS
from hub.resolution.words import is_role_mailbox, mail_domain

MIN_LOCAL = 6
MAX_SLIPS = 2

Addresses = frozenset[str]


def _person_email_level(left: Addresses, right: Addresses) -> int:
    """1 the same address, 2 one slip apart, 3 the same office mailbox, 4 the same mailbox name elsewhere, 5 others."""
    shared = left & right
    if shared:
        return 3 if all(map(is_role_mailbox, shared)) else 1
    personal = [(a, b) for a in left for b in right if not is_role_mailbox(a) and not is_role_mailbox(b)]
    if any(_one_slip(a, b) for a, b in personal):
        return 2
    return 4 if any(a.partition("@")[0] == b.partition("@")[0] for a, b in personal) else 5


def _one_slip(left: str, right: str) -> bool:
    """Tell whether two addresses differ by a typing error; digits are no typing error, they number namesakes."""
    if min(len(left.partition("@")[0]), len(right.partition("@")[0])) < MIN_LOCAL:
        return False
    if list(filter(str.isdigit, left)) != list(filter(str.isdigit, right)):
        return False
    return OSA.distance(left, right, score_cutoff=MAX_SLIPS) <= MAX_SLIPS


def _company_email_level(left: Addresses, right: Addresses) -> int:
    """1 the same address at a public mail host, 2 the same one of its own, 3 the same office mailbox, 4 others."""
    shared = left & right
    if not shared:
        return 4
    if any(mail_domain(email) is None for email in shared):
        return 1
    return 3 if all(map(is_role_mailbox, shared)) else 2


def _phone_level(left: frozenset[str], right: frozenset[str]) -> int:
    """1 the same mobile number, 2 the same other number, 3 different numbers."""
    shared = left & right
    if not shared:
        return 3
    return 1 if any(map(is_mobile, shared)) else 2


@lru_cache(maxsize=32_768)
def is_mobile(number: str) -> bool:
    """Tell whether an E.164 number is surely a mobile one; North America does not tell them apart."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE


def own_domains(fields: Fields) -> Feature:
    """Return the domains of a company: its web domains and those of its e-mail addresses, public mail hosts aside."""
    mail = (mail_domain(email) for email in fields.get("email", ()))
    web = (mail_domain(domain) for domain in fields.get("domain", ()))
    return tuple(sorted({domain for domain in (*web, *mail) if domain}))


def _share_any(left: frozenset[str], right: frozenset[str]) -> int:
    return 1 if left & right else 2


DOMAIN = Comparison(EXACT_LEVELS, own_domains, each_pair(_share_any), prepare=frozenset)
PHONE = Comparison(
    (MISSING, "same_mobile", "same", "differ"), values_of("phone"), each_pair(_phone_level), prepare=frozenset
)
PERSON_EMAIL = Comparison(
    (MISSING, "same", "slip", "same_office", "same_mailbox", "differ"),
    values_of("email"),
    each_pair(_person_email_level),
    prepare=frozenset,
)
COMPANY_EMAIL = Comparison(
    (MISSING, "same_private", "same", "same_office", "differ"),
    values_of("email"),
    each_pair(_company_email_level),
    prepare=frozenset,
)

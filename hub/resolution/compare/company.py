"""Comparisons of companies."""

from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

from hub.model.record import Fields
from hub.resolution.blocking import names_of
from hub.resolution.compare import MISSING, Comparison, Feature, Levels, each_pair, present
from hub.resolution.compare.values import EXACT_LEVELS, share_any
from hub.resolution.conflict import conflicting_scheme, numbers_by_scheme
from hub.resolution.words import distinctive, mail_domain, trade_words
from hub.standardise.company import GROUP_TOKENS, CompanyName, parse_company_name

NAME_LEVELS = (
    MISSING, "same", "same_core", "same_words", "similar", "acronym", "short_form", "extended", "different"
)  # fmt: skip
SAME, SAME_CORE, SAME_WORDS, SIMILAR, ACRONYM, SHORT_FORM, EXTENDED, DIFFERENT = range(1, 9)
MIN_SIMILARITY = 0.94
MIN_SIMILAR_LENGTH = 6
MIN_ACRONYM = 3

GENERAL_FORMS = frozenset({"ltd", "co_ltd", "inc", "corp", "company", "llc", "joint_stock"})
"""Forms that names are translated with, whatever the register says: they contradict nothing among themselves."""


def compare_names(left: Sequence[Feature], right: Sequence[Feature]) -> Levels:
    """Compare all names of two companies; the closest pair of names counts."""
    return each_pair(_closest)(left, right)


def _closest(left: tuple[CompanyName, ...], right: tuple[CompanyName, ...]) -> int:
    return min(_name_level(one, other) for one in left for other in right)


def _name_level(left: CompanyName, right: CompanyName) -> int:
    if left.full == right.full:
        return SAME
    if left.core == right.core:
        return SAME_CORE
    mine, theirs = frozenset(left.tokens), frozenset(right.tokens)
    if mine == theirs and not (left.is_han and right.is_han):
        return SAME_WORDS
    if _is_similar(left, right):
        return SIMILAR
    if _is_acronym(left, right) or _is_acronym(right, left):
        return ACRONYM
    return _by_extra_words(mine, theirs, both_han=left.is_han and right.is_han)


def _by_extra_words(mine: frozenset[str], theirs: frozenset[str], *, both_han: bool) -> int:
    """Tell a short form (Huawei, Huawei Technologies) from another company of the group (Huawei, Huawei Chile)."""
    small, large = sorted((mine, theirs), key=len)
    if not small < large or not set(distinctive(large)) & small:
        return DIFFERENT
    extra = large - small
    if extra <= trade_words() and not extra & GROUP_TOKENS:
        return SHORT_FORM
    return EXTENDED if not both_han or small else DIFFERENT


def _is_similar(left: CompanyName, right: CompanyName) -> bool:
    """One typo or so, in Latin letters: in Chinese a single character makes another company."""
    if left.is_han or right.is_han or min(len(left.core), len(right.core)) < MIN_SIMILAR_LENGTH:
        return False
    if _digits(left.core) != _digits(right.core) or len(left.tokens) != len(right.tokens):
        return False
    if left.places != right.places:
        return False
    odd = [(a, b) for a, b in zip(sorted(left.tokens), sorted(right.tokens), strict=True) if a != b]
    words = [JaroWinkler.similarity(a, b) for a, b in odd]
    return bool(words) and min(words) >= MIN_SIMILARITY and len(odd) == 1


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _is_acronym(short: CompanyName, long: CompanyName) -> bool:
    return (
        len(short.tokens) == 1
        and len(long.tokens) >= MIN_ACRONYM
        and short.tokens[0] == "".join(token[0] for token in long.tokens)
    )


def _branch_level(left: frozenset[str], right: frozenset[str]) -> int:
    return 1 if left == right else 2


def _branches(fields: Fields) -> Feature:
    """The branch designations of all names; a company itself has none, which is told, not missing."""
    return frozenset(parse_company_name(name).branch or "" for name in fields.get("name", ()))


def _form_level(left: frozenset[str], right: frozenset[str]) -> int:
    if left & right:
        return 1
    return 2 if left & GENERAL_FORMS and right & GENERAL_FORMS else 3


def _forms(fields: Fields) -> Feature | None:
    forms = frozenset(form for name in names_of(fields) if (form := parse_company_name(name).legal_form))
    return forms or None


def _identifier_level(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    mine, theirs = numbers_by_scheme(left), numbers_by_scheme(right)
    if conflicting_scheme(mine, theirs):
        return 2
    return 1 if set(left) & set(right) else 3


def _domains(fields: Fields) -> Feature | None:
    mail = {domain for email in fields.get("email", ()) if (domain := mail_domain(email))}
    return frozenset(fields.get("domain", ())) | mail or None


def _parsed(fields: Fields) -> Feature | None:
    return tuple(parse_company_name(name) for name in names_of(fields)) or None


COMPANY: dict[str, Comparison] = {
    "name": Comparison(NAME_LEVELS, _parsed, compare_names),
    "branch": Comparison((MISSING, "same", "differ"), _branches, each_pair(_branch_level)),
    "legal_form": Comparison((MISSING, "same", "translated", "differ"), _forms, each_pair(_form_level)),
    "identifier": Comparison(
        (MISSING, "same", "conflict", "unlike"),
        lambda fields: present(fields.get("identifier", ())),
        each_pair(_identifier_level),
    ),
    "domain": Comparison(EXACT_LEVELS, _domains, share_any),
}


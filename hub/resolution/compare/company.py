"""Comparisons of companies."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from hub.model.record import Fields
from hub.resolution.blocking import names_of
from hub.resolution.compare import MISSING, Comparison, Feature, Levels, each_pair, present
from hub.resolution.compare.values import EXACT_LEVELS, share_any
from hub.resolution.conflict import conflicting_scheme, numbers_by_scheme
from hub.resolution.words import distinctive, mail_domain, plain, trade_words
from hub.standardise.company import GROUP_TOKENS, CompanyName, parse_company_name
from hub.standardise.text import fold
from hub.standardise.words import canonical_tokens

NAME_LEVELS = (
    MISSING, "same", "same_core", "same_words", "similar", "acronym", "short_form", "extended", "different"
)  # fmt: skip
SAME, SAME_CORE, SAME_WORDS, SIMILAR, ACRONYM, SHORT_FORM, EXTENDED, DIFFERENT = range(1, 9)
MIN_SIMILARITY = 0.94
MIN_SIMILAR_LENGTH = 6
MIN_ACRONYM = 3

LITTLE_WORDS = frozenset("a and de del der des di die du el et la le les of the und y".split())  # noqa: SIM905
"""Words that names in other order gain or lose: Lyonnaise de Chimie Fine, Chimie Fine Lyonnaise."""

GENERAL_FORMS = frozenset({"ltd", "co_ltd", "inc", "corp", "company", "llc", "joint_stock"})
"""Forms that names are translated with, whatever the register says: they contradict nothing among themselves."""


@dataclass(frozen=True, slots=True)
class Named:
    """All names of a company, and the tokens of the towns it is in: its own town in a name tells it from nobody."""

    names: tuple[CompanyName, ...]
    towns: frozenset[str]


def compare_names(left: Sequence[Feature], right: Sequence[Feature]) -> Levels:
    """Compare all names of two companies; the closest pair of names counts."""
    return each_pair(_closest)(left, right)


def _closest(left: Named, right: Named) -> int:
    towns = left.towns | right.towns
    return min(_name_level(one, other, towns) for one in left.names for other in right.names)


def _name_level(left: CompanyName, right: CompanyName, towns: frozenset[str]) -> int:
    if left.full == right.full and left.legal_form:
        return SAME
    if left.core == right.core:
        return SAME_CORE
    mine, theirs = (frozenset(map(plain, name.tokens)) - LITTLE_WORDS for name in (left, right))
    if mine == theirs and not (left.is_han and right.is_han):
        return SAME_WORDS
    if _is_similar(left, right):
        return SIMILAR
    if _is_acronym(left, right) or _is_acronym(right, left):
        return ACRONYM
    short, long = sorted((left, right), key=lambda name: len(set(name.tokens)))
    return _by_extra_words(short, long, towns)


def _by_extra_words(short: CompanyName, long: CompanyName, towns: frozenset[str]) -> int:
    """Tell a short form (Huawei, Huawei Technologies) from another company of the group (Huawei, Huawei Chile).

    A short form is how people talk: it has no legal form, and leaves out only what the firm does and its own town.
    """
    extra = set(long.tokens) - set(short.tokens)
    if not set(short.tokens) < set(long.tokens) or not set(distinctive(long.tokens)) & set(short.tokens):
        return DIFFERENT
    is_talk = short.legal_form is None and not extra & GROUP_TOKENS and extra <= trade_words() | towns
    return SHORT_FORM if is_talk else EXTENDED


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
    return 1 if left & right else 2


def _branches(fields: Fields) -> Feature:
    """The branch designations of all names; a company itself has none, which is told, not missing."""
    return frozenset(parse_company_name(name).branch or "" for name in names_of(fields))


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


def read_names(fields: Fields, *attributes: str) -> Feature | None:
    """Return the names that `attributes` hold, with the towns of the record; None where there is no name."""
    names = tuple(parse_company_name(name) for attribute in attributes for name in fields.get(attribute, ()))
    towns = frozenset(token for city in fields.get("city", ()) for token in canonical_tokens(fold(city).split()))
    return Named(names, towns) if names else None


COMPANY: dict[str, Comparison] = {
    "name": Comparison(NAME_LEVELS, lambda fields: read_names(fields, "name", "alias"), compare_names),
    "branch": Comparison((MISSING, "same", "differ"), _branches, each_pair(_branch_level)),
    "legal_form": Comparison((MISSING, "same", "translated", "differ"), _forms, each_pair(_form_level)),
    "identifier": Comparison(
        (MISSING, "same", "conflict", "unlike"),
        lambda fields: present(fields.get("identifier", ())),
        each_pair(_identifier_level),
    ),
    "domain": Comparison(EXACT_LEVELS, _domains, share_any),
}

"""Comparisons of companies beside their names: branch and legal form; the table of all of them."""

from hub.model.record import Fields
from hub.resolution.compare import MISSING, Comparison, Feature, each_pair, names_of
from hub.resolution.compare.company_names import COMPANY_NAME
from hub.resolution.compare.contact_points import COMPANY_EMAIL, DOMAIN, PHONE
from hub.resolution.compare.identifiers import IDENTIFIER
from hub.resolution.compare.places import ADDRESS
from hub.resolution.compare.values import exact
from hub.standardise.company import parse_company_name

GENERAL_FORMS = frozenset({"ltd", "co_ltd", "inc", "corp", "company", "joint_stock", "llc"})
"""Forms that names are translated with and that lists mix up: they hardly contradict each other."""

HEAD_OFFICE = "-"


def _read_branch(fields: Fields) -> Feature:
    """Return the branches that a record's names tell; a company itself has none, which is told, too."""
    told = (parse_company_name(name).branch for name in names_of(fields))
    return tuple(sorted({branch for branch in told if branch})) or (HEAD_OFFICE,)


def _branch_level(left: frozenset[str], right: frozenset[str]) -> int:
    """1 the same branch, 2 two branches or a branch and its company, 0 where neither is a branch."""
    if left & right:
        return 0 if HEAD_OFFICE in left else 1
    return 2


def _read_forms(fields: Fields) -> Feature:
    forms = (parse_company_name(name).legal_form for name in names_of(fields))
    return tuple(sorted({form for form in forms if form}))


def _form_level(left: frozenset[str], right: frozenset[str]) -> int:
    """1 the same form, 2 forms that are translated into each other, 3 different ones."""
    if left & right:
        return 1
    return 2 if left & GENERAL_FORMS and right & GENERAL_FORMS else 3


COMPANY: dict[str, Comparison] = {
    "name": COMPANY_NAME,
    "branch": Comparison((MISSING, "same", "differ"), _read_branch, each_pair(_branch_level), prepare=frozenset),
    "legal_form": Comparison(
        (MISSING, "same", "translated", "differ"), _read_forms, each_pair(_form_level), prepare=frozenset
    ),
    "identifier": IDENTIFIER,
    "domain": DOMAIN,
    "email": COMPANY_EMAIL,
    "phone": PHONE,
    "address": ADDRESS,
    "country": exact("country"),
}

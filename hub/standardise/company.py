"""Company names, read into their parts.

In: a company name in any script. Out: its core, legal form, branch, places and Latin tokens, comparable across
scripts. Decides nothing about two names.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompanyName:
    """The parts of a company name.

    Attributes:
        full: the whole name, folded.
        core: `full` without legal form and branch; Han text without spaces.
        tokens: Latin tokens of the core in one canonical spelling for all scripts; group words are tokens too.
        legal_form: canonical code such as "ltd" or "joint_stock"; None where the name tells none.
        branch: canonical branch such as "beijing branch"; None for the company itself.
        places: tokens that name a country, province or city, found in the core or in brackets.
        is_han: the core has Han characters.
    """

    full: str
    core: str
    tokens: tuple[str, ...]
    legal_form: str | None
    branch: str | None
    places: frozenset[str]
    is_han: bool


GROUP_TOKENS = frozenset({"group", "holding"})
"""Tokens that tell a group or holding from the company it is named after."""


def parse_company_name(text: str) -> CompanyName:
    """Return the parts of the company name `text`."""
    raise NotImplementedError

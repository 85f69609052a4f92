"""Names of people, read into their parts.

In: a person's name in any script and order. Out: its Latin tokens, given names, family name and initials. Decides
nothing about two names.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name.

    Attributes:
        full: the name folded, without titles.
        given: Latin given names, nicknames in their canonical form (bob -> robert).
        family: Latin family name with its particles ("van der berg"); None where the name is one word.
        tokens: all Latin tokens, given names first, then the family name's.
        initials: first letters of the tokens.
        is_han: the name was written in Han characters.
    """

    full: str
    given: tuple[str, ...]
    family: str | None
    tokens: tuple[str, ...]
    initials: frozenset[str]
    is_han: bool


def parse_person_name(text: str) -> PersonName:
    """Return the parts of the person's name `text`."""
    raise NotImplementedError

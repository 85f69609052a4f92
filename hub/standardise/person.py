"""What is known of names of people: titles, particles, nicknames, and which names are common.

From the packaged tables, read once.
"""

from functools import cache

from hub.standardise.tables import read_table
from hub.standardise.text import fold


@cache
def titles(where: str) -> frozenset[str]:
    """Return the titles that stand "before" or "after" a name."""
    return frozenset(map(_title_key, read_table("people")[f"titles_{where}"]))


def _title_key(word: str) -> str:
    return fold(word).replace(" ", "")


@cache
def han_titles() -> tuple[str, ...]:
    """Return the titles that follow a name in Han without a space, the longest first."""
    return tuple(sorted(read_table("people")["titles_han"], key=len, reverse=True))


@cache
def name_particles() -> frozenset[str]:
    """Return the words that open a family name."""
    return frozenset(read_table("people")["particles"])


SWAPPED = 0.25
"""How often, roughly, a family name stands where a given name should, and the other way round: Wang Wei, Wei Wang."""


@cache
def name_shares(part: str) -> dict[str, float]:
    """Return how common names are among people of many countries, 0..1: "given" or "family" ones that are common."""
    tables = read_table("name_shares")
    shares: dict[str, float] = {}
    for table, names in tables.items():
        weight = 1.0 if table == part else SWAPPED
        for thousandths, tier in names.items():
            shares |= {name: max(shares.get(name, 0.0), weight * float(thousandths) / 1000) for name in tier}
    return shares


@cache
def nicknames() -> dict[str, str]:
    """Return what nicknames stand for: bob -> robert."""
    table = read_table("people")["nicknames"]
    return {short: canonical for canonical, shorts in table.items() for short in shorts}

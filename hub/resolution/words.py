"""Which words of a name distinguish, and which every second name has. From the packaged tables, read once."""

import re
from collections.abc import Iterable
from functools import cache

from hub.standardise.tables import read_table
from hub.standardise.words import GROUP_TOKENS, place_tokens

_WRITTEN_OUT = re.compile(r"(?<![aeiouq])([aou])e(?=[^aeiou])")

JOINING = frozenset({"and", "of", "for", "the", "de"})
"""Words that names gain and lose freely."""


@cache
def trade_words() -> frozenset[str]:
    """Tokens that say what a company does, not which one it is; groups and holdings are not among them."""
    tokens = {token for canonical in read_table("terms") for token in canonical.split()}
    return frozenset(tokens | JOINING) - GROUP_TOKENS


def distinctive(tokens: Iterable[str]) -> tuple[str, ...]:
    """Return the tokens that are no trade word, group word or place, in order."""
    kept = tuple(tokens)
    common = trade_words() | GROUP_TOKENS | place_tokens(kept)
    return tuple(token for token in kept if token not in common)


def plain(token: str) -> str:
    """Return a token without written-out umlauts: Söhne is spelt Sohne or Soehne where a keyboard has no ö."""
    return _WRITTEN_OUT.sub(r"\1", token)


def is_role_mailbox(email: str) -> bool:
    """Whether an address is a post rather than a person."""
    local = email.partition("@")[0].casefold()
    return local in _listed("roles") or local.partition(".")[0] in _listed("roles")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(read_table("mail")[name])

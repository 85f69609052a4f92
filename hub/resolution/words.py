"""Which words of a name distinguish, and which every second name has. From the packaged tables, read once."""

from collections.abc import Iterable
from functools import cache

from hub.standardise.company import GROUP_TOKENS
from hub.standardise.tables import read_table
from hub.standardise.words import place_tokens

FREE_MAIL = frozenset(
    "gmail.com googlemail.com yahoo.com yahoo.co.uk hotmail.com outlook.com live.com msn.com aol.com icloud.com me.com "
    "gmx.de gmx.net gmx.at web.de t-online.de freenet.de mail.ru yandex.ru orange.fr wanadoo.fr laposte.net libero.it "
    "qq.com 163.com 126.com yeah.net sina.com sina.cn sohu.com foxmail.com aliyun.com 139.com 189.cn 21cn.com tom.com "
    "example.com example.org example.net proton.me protonmail.com zoho.com".split()  # noqa: SIM905 - reads better
)
"""Domains under which anybody has an address; they tell nothing of an employer. RFC 2606 examples are among them."""

ROLE_MAILBOXES = frozenset(
    "info sales contact office mail admin support service help kontakt vertrieb einkauf buchhaltung empfang zentrale "
    "verkauf hello team hr jobs marketing press billing accounts accounting finance purchasing procurement orders order "
    "reception webmaster postmaster noreply no-reply kefu kefu01 xiaoshou caigou".split()  # noqa: SIM905 - reads better
)
"""Mailboxes that several people read (RFC 2142 and common use)."""


@cache
def trade_words() -> frozenset[str]:
    """Tokens that say what a company does, not which one it is; groups and holdings are not among them."""
    tokens = {token for canonical in read_table("terms") for token in canonical.split()}
    return frozenset(tokens - GROUP_TOKENS)


def distinctive(tokens: Iterable[str]) -> tuple[str, ...]:
    """Return the tokens that are no trade word, group word or place, in order; all tokens where none is left."""
    kept = tuple(tokens)
    places = place_tokens(kept)
    rare = tuple(t for t in kept if t not in trade_words() and t not in GROUP_TOKENS and t not in places)
    return rare or kept


def mail_domain(email: str) -> str | None:
    """Return the domain of an address, or None where anybody may have one there."""
    domain = email.rpartition("@")[2].casefold()
    return None if not domain or domain in FREE_MAIL else domain


def is_role_mailbox(email: str) -> bool:
    """Whether an address is a post rather than a person."""
    return email.partition("@")[0].casefold() in ROLE_MAILBOXES

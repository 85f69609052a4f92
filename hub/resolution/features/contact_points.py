"""E-mail addresses and web domains compared."""

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hub.resolution.features.columns import (
    NO_FREQUENCIES,
    Column,
    Floats,
    Judged,
    JudgedSingly,
    Keys,
    Rows,
    Statistics,
    judge_singly,
    learn_frequencies,
)
from hub.resolution.features.hashing import NOTHING, Hashes, hash_texts
from hub.resolution.features.patterns import joined, literal, lower_case, matches, replace_all, where
from hub.resolution.features.similarity import Spellings, are_slips, spellings
from hub.resolution.features.words import Bools, Codes, lengths
from hub.resolution.words import is_role_mailbox
from hub.standardise.tables import read_table

EMAIL_LEVELS = ("missing", "same", "slip", "same_mailbox", "shared", "different")
SAME, SLIP, SAME_MAILBOX, SHARED, DIFFERENT = range(1, 6)
DOMAIN_LEVELS = ("missing", "same", "same_name", "slip", "different")
D_SAME, D_SAME_NAME, D_SLIP, D_DIFFERENT = range(1, 5)

RAREST_EMAIL, RAREST_MAILBOX, RAREST_DOMAIN = 20.0, 14.0, 18.0
SPARE_EMAIL, SPARE_MAILBOX, SPARE_DOMAIN = 8, 6, 4
SHORTEST_SLIP = 5
DOMAIN_SLIPS = {1: 5}
MAILBOX_SLIPS = {1: 7, 2: 12}  # colleagues have much the same addresses: m.fang, m.feng
HOST_SLIPS = {1: 6, 2: 9, 3: 12, 4: 16}  # of the host with its @: aol.com is not gmx.com


_NO_ADDRESS = r"^(none|no|na|null|nil|unknown|no[-_.]?(e?mail|address)|keine?|test|xx+)@.*$"  # to fill a form


@dataclass(frozen=True)
class Emails:
    """E-mail addresses: mailbox and whole, and whether a post or several people read it rather than one person."""

    name: str
    column: Column
    key: Hashes
    mailbox: Hashes
    hosts: Hashes
    host_texts: Spellings
    locals: Spellings
    digits: Hashes
    letter: Hashes
    long: Bools
    is_role: Bools
    is_post: Bools
    bits: Floats
    mailbox_bits: Floats

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: EMAIL_LEVELS}

    def learn(self) -> Statistics:
        """Return the shares of addresses and of mailbox names."""
        counts, filled = self.column.counts, self.column.filled
        return {
            self.name: learn_frequencies(self.key, counts, filled, SPARE_EMAIL, RAREST_EMAIL),
            f"{self.name}.mailbox": learn_frequencies(self.mailbox, counts, filled, SPARE_MAILBOX, RAREST_MAILBOX),
        }

    def weigh(self, statistics: Statistics) -> Self:
        """Return the addresses with their rarity."""
        whole, mailbox, shared = (
            statistics.get(name, NO_FREQUENCIES) for name in (self.name, f"{self.name}.mailbox", f"{self.name}.shared")
        )
        return replace(
            self,
            is_post=self.is_role | shared.know(self.key),
            bits=whole.bits(self.key, RAREST_EMAIL),
            mailbox_bits=mailbox.bits(self.mailbox, RAREST_MAILBOX),
        )

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare addresses pair by pair."""
        return judge_singly(self.column.codes[left], other.column.codes[right], partial(self._judge, other))

    def keys(self) -> Keys:
        """Return addresses, and the mailbox names of people."""
        personal = np.where(self.is_post, NOTHING, self.mailbox)
        return {self.name: self.column.spread(self.key), f"{self.name}.mailbox": self.column.spread(personal)}

    def _judge(self, other: Self, one: Codes, two: Codes) -> JudgedSingly:
        levels = np.full(len(one), DIFFERENT, dtype=np.int8)
        bits = np.minimum(self.bits[one], other.bits[two])
        post = self.is_post[one] | other.is_post[two]
        long = self.long[one] & other.long[two]
        same = self.key[one] == other.key[two]
        levels[post & ~same] = 0  # an office mailbox says nothing against a person's own
        mailbox = ~post & ~same & (self.mailbox[one] == other.mailbox[two]) & long
        levels[mailbox] = SAME_MAILBOX
        bits[mailbox] = np.minimum(self.mailbox_bits[one], other.mailbox_bits[two])[mailbox]
        rows = np.flatnonzero(~same & ~post & long & self._alike_outside(other, one, two))
        if len(rows):
            near = rows[self._are_slips(other, one[rows], two[rows])]
            levels[near] = SLIP
            bits[near] = np.minimum(self.bits[one], other.bits[two])[near]
        levels[same] = np.where(self.is_post[one], SHARED, SAME)[same]
        return levels, bits.astype(np.float32)

    def _are_slips(self, other: Self, one: Codes, two: Codes) -> Bools:
        """Tell which addresses have a slip in the mailbox or in the host, but not in both."""
        hosts = self.hosts[one] == other.hosts[two]
        at_others = np.flatnonzero(~hosts & (self.mailbox[one] == other.mailbox[two]))
        found = np.zeros(len(one), dtype=np.bool_)
        for rows, ours, theirs, allowed in (
            (np.flatnonzero(hosts), self.locals, other.locals, MAILBOX_SLIPS),
            (at_others, self.host_texts, other.host_texts, HOST_SLIPS),
        ):
            found[rows] = are_slips(ours, theirs, one[rows], two[rows], allowed)
        return found

    def _alike_outside(self, other: Self, one: Codes, two: Codes) -> Bools:
        """Tell where first letter and digits agree: "a.smith" is not "b.smith", nor "smith1" "smith2"."""
        alike: Bools = (self.digits[one] == other.digits[two]) & (self.letter[one] == other.letter[two])
        return alike


def parse_emails(column: Column, name: str = "email") -> Emails:
    """Parse e-mail addresses; what is none counts as missing."""
    lower = replace_all(lower_case(column.texts), _NO_ADDRESS, "")
    column = column.recode(where(lower, matches(lower, r"^[^@\s]+@[^@\s]+$")))
    local = replace_all(column.texts, "@.*$", "")
    size = len(column.texts)
    is_role = np.fromiter(map(is_role_mailbox, column.texts.to_pylist()), dtype=np.bool_, count=size)
    host = replace_all(column.texts, "^[^@]*", "")
    return Emails(
        name=name,
        column=column,
        key=hash_texts(column.texts),
        mailbox=hash_texts(replace_all(local, r"[^\p{L}\p{N}]+", "")),
        hosts=hash_texts(host),
        host_texts=spellings(host),
        locals=spellings(local),
        digits=hash_texts(joined(literal("#"), replace_all(column.texts, r"\D+", ""), separator="")),
        letter=hash_texts(pc.utf8_slice_codeunits(local, 0, 2)),
        long=lengths(local) >= SHORTEST_SLIP,
        is_role=is_role,
        is_post=is_role,
        bits=np.full(size, RAREST_EMAIL, dtype=np.float32),
        mailbox_bits=np.full(size, RAREST_MAILBOX, dtype=np.float32),
    )


@dataclass(frozen=True)
class Domains:
    """Web and mail domains that are somebody's own."""

    name: str
    column: Column
    key: Hashes
    stem: Hashes
    stems: Spellings
    bits: Floats

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: DOMAIN_LEVELS}

    def learn(self) -> Statistics:
        """Return the shares of domains."""
        counts, filled = self.column.counts, self.column.filled
        return {self.name: learn_frequencies(self.key, counts, filled, SPARE_DOMAIN, RAREST_DOMAIN)}

    def weigh(self, statistics: Statistics) -> Self:
        """Return the domains with their rarity."""
        return replace(self, bits=statistics.get(self.name, NO_FREQUENCIES).bits(self.key, RAREST_DOMAIN))

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare domains pair by pair."""
        return judge_singly(self.column.codes[left], other.column.codes[right], partial(self._judge, other))

    def keys(self) -> Keys:
        """Return the domains' names without their endings."""
        return {self.name: self.column.spread(self.stem)}

    def _judge(self, other: Self, one: Codes, two: Codes) -> JudgedSingly:
        levels = np.full(len(one), D_DIFFERENT, dtype=np.int8)
        rows = np.flatnonzero(self.stem[one] != other.stem[two])
        if len(rows):
            near = are_slips(self.stems, other.stems, one[rows], two[rows], DOMAIN_SLIPS)
            levels[rows[near]] = D_SLIP
        levels[self.stem[one] == other.stem[two]] = D_SAME_NAME
        levels[self.key[one] == other.key[two]] = D_SAME
        return levels, np.minimum(self.bits[one], other.bits[two])


@cache
def _free_hosts() -> pa.Array:
    return pa.array(sorted(read_table("mail")["free"]), pa.string())


_NOT_HOST = (("^(https?://)?(www[0-9]?[.])?", ""), ("^.*@", ""), (r"[/?#:\s].*$", ""))
_ENDING = r"([.](co|com|org|net|gov|ac|edu))?[.][^.]+$"


def parse_domains(column: Column, name: str = "domain") -> Domains:
    """Parse domains out of web and e-mail addresses; hosts where anybody may have an address count as missing."""
    host = replace_all(lower_case(column.texts), _NO_ADDRESS, "")
    for pattern, replacement in _NOT_HOST:
        host = replace_all(host, pattern, replacement)
    free = pc.is_in(host, _free_hosts())
    own = pc.and_(matches(host, r"^[^.\s]+([.][^.\s]+)+$"), pc.invert(free))
    column = column.recode(where(host, own))
    stem = replace_all(replace_all(column.texts, _ENDING, ""), "^.*[.]|-", "")
    return Domains(
        name=name,
        column=column,
        key=hash_texts(column.texts),
        stem=hash_texts(stem),
        stems=spellings(stem),
        bits=np.full(len(column.texts), RAREST_DOMAIN, dtype=np.float32),
    )

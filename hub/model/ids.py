"""Ids, derived from facts and never from chance, so that two hubs fed alike hold equal ids.

A record id is a digest of (source, kind, key). A golden id is a digest of (kind, founding record, generation),
behind a prefix that tells its kind. 80 bits of BLAKE2b (RFC 7693) in lower-case base 32 (RFC 4648): among a
billion ids the chance of one collision is below one in a million.
"""

import hashlib
from enum import StrEnum
from itertools import product
from typing import NewType

from hub.model.json_text import canonical_json, to_json

RecordId = NewType("RecordId", str)
GoldenId = NewType("GoldenId", str)


class Kind(StrEnum):
    """What a source record speaks of."""

    COMPANY = "company"
    CONTACT = "contact"
    PRODUCT = "product"


# Base 32, ten bits and so two characters at a time: the standard library's takes longer than all else about an id.
_PAIRS = ["".join(pair) for pair in product("abcdefghijklmnopqrstuvwxyz234567", repeat=2)]
_SHIFTS = range(70, -1, -10)

GOLDEN_PREFIXES = {Kind.COMPANY: "co", Kind.CONTACT: "ct", Kind.PRODUCT: "pr"}


def digest(*parts: str) -> str:
    """Return 16 base-32 characters (80 bits) that stand for `parts`, in order and unambiguously."""
    bits = int.from_bytes(hashlib.blake2b(to_json(parts).encode(), digest_size=10).digest(), "big")
    return "".join([_PAIRS[bits >> shift & 1023] for shift in _SHIFTS])


def record_id(source: str, kind: Kind, key: str) -> RecordId:
    """Return the id of the record that `source` knows as `key`."""
    return RecordId(f"r_{digest(source, kind.value, key)}")


def interaction_id(source: str, kind: str, key: str) -> str:
    """Return the id of the interaction of type `kind` that `source` knows as `key`."""
    return f"i_{digest(source, kind, key)}"


def golden_id(kind: Kind, founder: RecordId, generation: int = 0) -> GoldenId:
    """Return the id of the golden record that `founder` founded.

    `generation` counts how often the founder's earlier ids went on with another part of a split cluster.
    """
    return GoldenId(f"{GOLDEN_PREFIXES[kind]}_{digest(kind.value, founder, str(generation))}")


def customer_id(golden: GoldenId) -> str:
    """Return the id of the Customer (buying role) of a golden company or contact."""
    return f"cu_{golden.split('_', 1)[1]}"


def kind_of(golden: str) -> Kind | None:
    """Return the kind a golden id tells of itself, or None where `golden` is no golden id."""
    prefix = golden.partition("_")[0]
    return next((kind for kind, known in GOLDEN_PREFIXES.items() if known == prefix), None)


def content_hash(value: object) -> str:
    """Return 128 bits, in hex, that stand for a JSON value whatever the order of its keys."""
    return hashlib.blake2b(canonical_json(value).encode(), digest_size=16).hexdigest()

"""Ids, derived from facts and never from chance, so that two hubs fed alike hold equal ids.

A record id is a digest of (source, kind, key). A golden id is a digest of (kind, founding record, generation),
behind a prefix that tells its kind. 80 bits of BLAKE2b (RFC 7693) in lower-case base 32 (RFC 4648): among a
billion ids the chance of one collision is below one in a million.
"""

import base64
import hashlib
import json
from enum import StrEnum
from typing import NewType

RecordId = NewType("RecordId", str)
GoldenId = NewType("GoldenId", str)


class Kind(StrEnum):
    """What a source record speaks of."""

    COMPANY = "company"
    CONTACT = "contact"
    PRODUCT = "product"


GOLDEN_PREFIXES = {Kind.COMPANY: "co", Kind.CONTACT: "ct", Kind.PRODUCT: "pr"}


def digest(*parts: str) -> str:
    """Return 16 base-32 characters (80 bits) that stand for `parts`, in order and unambiguously."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    raw = hashlib.blake2b(text.encode(), digest_size=10).digest()
    return base64.b32encode(raw).decode().lower()


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
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

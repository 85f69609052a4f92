"""Reading the neighbourhood of changed records: all that resolving them needs, and all that it may change."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from hub.graph.database import Row, Transaction
from hub.graph.rows import golden_from, identity_from, judgement_from, match_from, override_from, review_from
from hub.model.evidence import Match
from hub.model.golden import GoldenRecord, Identity
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.plan import Block, Member, Neighbourhood, SourceTrust


def fetch_pending(transaction: Transaction, limit: int) -> dict[Kind, list[RecordId]]:
    """Return up to `limit` records that wait for resolution, by kind."""
    found: dict[Kind, list[RecordId]] = {}
    for row in transaction.run("resolve/pending", limit=limit):
        found.setdefault(Kind(row["kind"]), []).append(RecordId(row["id"]))
    return found


def fetch_neighbourhood(
    transaction: Transaction, kind: Kind, fresh: Sequence[Member], blocks: Sequence[Block], followed: Sequence[str]
) -> Neighbourhood:
    """Read the neighbourhood of changed records, all of one kind.

    Args:
        transaction: to read in.
        kind: of the records.
        fresh: the changed records.
        blocks: of the keys that they hold or will hold.
        followed: the keys whose holders belong to the neighbourhood.
    """
    scope = _fetch_scope(transaction, fresh, followed)
    around = fetch_members(transaction, sorted(scope - {member.id for member in fresh}))
    return _complete(transaction, kind, [*fresh, *around], frozenset(member.id for member in fresh), blocks)


def _complete(
    transaction: Transaction, kind: Kind, members: list[Member], changed: frozenset[RecordId], blocks: Sequence[Block]
) -> Neighbourhood:
    ids = sorted(member.id for member in members)
    held = sorted({member.golden for member in members if member.golden})
    inside = set(ids)
    return Neighbourhood(
        kind=kind,
        changed=changed,
        members=tuple(members),
        blocks=tuple(blocks),
        matches=tuple(match for match in fetch_matches(transaction, ids) if _belongs(match, inside, changed)),
        judgements=tuple(judgement_from(r["judgement"]) for r in _rows(transaction, "resolve/judgements", ids)),
        overrides=tuple(override_from(r["override"]) for r in _rows(transaction, "resolve/overrides", ids)),
        identities=tuple(_fetch_identities(transaction, ids)),
        golden=tuple(fetch_golden(transaction, held).values()),
        reviews=tuple(review_from(row["review"]) for row in _rows(transaction, "resolve/reviews", ids)),
        trusts=fetch_trusts(transaction),
    )


def fetch_everything(transaction: Transaction, kind: Kind) -> Neighbourhood:
    """Read the neighbourhood of all records of a kind: what a rebuild resolves."""
    ids = [RecordId(row["id"]) for row in transaction.run("resolve/all_records", kind=kind.value)]
    members = fetch_members(transaction, ids)
    sizes = Counter(key for member in members for key in member.keys)
    blocks = [Block(key=key, size=size) for key, size in sorted(sizes.items())]
    return _complete(transaction, kind, members, frozenset(ids), blocks)


def fetch_members(transaction: Transaction, ids: Sequence[RecordId]) -> list[Member]:
    """Return source records as resolution sees them; records only expected so far are left out."""
    rows = transaction.run_rows("resolve/members", list(ids), "ids")
    return [_member(row) for row in rows if row["state"] != "expected"]


def _member(row: Row) -> Member:
    fields = json.loads(row["fields"])
    return Member.model_construct(
        id=RecordId(row["id"]),
        kind=Kind(row["kind"]),
        source=row["source"],
        key=row["key"],
        arrival=row["arrival"],
        fields={name: tuple(values) for name, values in fields.items()},
        as_of=row["as_of"],
        active=row["state"] == "active",
        component=row["component"],
        golden=GoldenId(row["golden"][0]) if row["golden"] else None,
        keys=frozenset(row["keys"]),
    )


def fetch_blocks(transaction: Transaction, keys: Iterable[str]) -> list[Block]:
    """Return the blocks of some keys, in their order, and how many records each holds."""
    rows = _rows(transaction, "resolve/blocks", sorted(keys), "keys")
    return [Block.model_construct(key=row["key"], size=row["size"]) for row in rows]


def _fetch_scope(transaction: Transaction, fresh: Sequence[Member], keys: Sequence[str]) -> set[RecordId]:
    """Records of every component that a changed record is in or shares a key with, or holds an id in."""
    components = {member.component for member in fresh if member.component}
    found = _rows(transaction, "resolve/components_of_keys", keys, "keys")
    components |= {row["component"] for row in found if row["component"]}
    rows = _rows(transaction, "resolve/records_of_components", sorted(components), "components")
    return {RecordId(row["id"]) for row in rows}


def fetch_golden(transaction: Transaction, ids: Sequence[GoldenId]) -> dict[GoldenId, GoldenRecord]:
    """Return golden records by their current ids."""
    found = (golden_from(row["body"]) for row in _rows(transaction, "resolve/golden", ids))
    return {golden.id: golden for golden in found}


def _belongs(match: Match, inside: set[RecordId], changed: frozenset[RecordId]) -> bool:
    return set(match.pair) <= inside or bool(changed & set(match.pair))


def fetch_matches(transaction: Transaction, ids: Sequence[RecordId]) -> list[Match]:
    """Return the stored matches of some records, each once."""
    rows = _rows(transaction, "resolve/matches", ids)
    found = {(row["left"], row["right"]): match_from(row) for row in rows}
    return [found[pair] for pair in sorted(found)]


def _fetch_identities(transaction: Transaction, ids: Sequence[RecordId]) -> list[Identity]:
    rows = _rows(transaction, "resolve/identities_by_anchor", ids)
    rows += _rows(transaction, "resolve/identities_by_founder", ids)
    found = {row["identity"]["id"]: identity_from(row["identity"]) for row in rows}
    return [found[key] for key in sorted(found)]


def fetch_trusts(transaction: Transaction) -> tuple[SourceTrust, ...]:
    """Return how far each source is believed."""
    return tuple(
        SourceTrust(
            source=row["id"],
            trust=row["trust"],
            attribute_trust=json.loads(row["attribute_trust"]),
            half_life_days=row["half_life_days"],
        )
        for row in transaction.run("resolve/sources")
    )


def _rows(transaction: Transaction, name: str, values: Iterable[str], parameter: str = "ids") -> list[Row]:
    return transaction.run_rows(name, list(values), parameter)


def fetch_sharing(transaction: Transaction, keys: Iterable[str]) -> dict[RecordId, list[str]]:
    """Return the records that hold any of `keys`, and which of them each holds."""
    held: dict[RecordId, list[str]] = {}
    for row in _rows(transaction, "resolve/holders", sorted(keys), "keys"):
        held.setdefault(RecordId(row["id"]), []).append(row["key"])
    return held

"""Reading the neighbourhood of changed records: all that resolving them needs, and all that it may change."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from hub.graph.database import Row, Transaction
from hub.graph.rows import golden_from, identity_from, judgement_from, match_from, override_from, review_from
from hub.model.evidence import Match
from hub.model.golden import GoldenRecord, Identity
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.judgement import Judgement
from hub.model.plan import Block, Member, Neighbourhood, SourceTrust
from hub.model.record import Fields


def fetch_pending(transaction: Transaction, limit: int) -> dict[Kind, list[RecordId]]:
    """Return up to `limit` records that wait for resolution, by kind."""
    found: dict[Kind, list[RecordId]] = {}
    for row in transaction.run("resolve/pending", limit=limit):
        found.setdefault(Kind(row["kind"]), []).append(RecordId(row["id"]))
    return found


def fetch_neighbourhood(
    transaction: Transaction, kind: Kind, fresh: Sequence[Member], blocks: Sequence[Block], alike: Iterable[RecordId]
) -> Neighbourhood:
    """Read the neighbourhood of changed records, all of one kind.

    Args:
        transaction: to read in.
        kind: of the records.
        fresh: the changed records.
        blocks: of the keys that they hold or will hold.
        alike: records that match one of them.
    """
    changed = frozenset(member.id for member in fresh)
    scope = _fetch_scope(transaction, changed, alike)
    around = add_employers(transaction, kind, fetch_members(transaction, sorted(scope - changed)))
    return _complete(transaction, kind, [*fresh, *around], changed, blocks)


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
        judgements=fetch_judgements(transaction, ids),
        overrides=tuple(override_from(r["override"]) for r in _rows(transaction, "resolve/overrides", ids)),
        identities=tuple(_fetch_identities(transaction, ids)),
        golden=tuple(fetch_golden(transaction, held).values()),
        reviews=tuple(review_from(row["review"]) for row in _rows(transaction, "resolve/reviews", ids)),
        trusts=fetch_trusts(transaction),
    )


def fetch_everything(transaction: Transaction, kind: Kind) -> Neighbourhood:
    """Read the neighbourhood of all records of a kind: what a rebuild resolves."""
    ids = fetch_ids(transaction, kind)
    members = add_employers(transaction, kind, fetch_members(transaction, ids))
    sizes = Counter(key for member in members for key in member.keys)
    blocks = [Block(key=key, size=size) for key, size in sorted(sizes.items())]
    return _complete(transaction, kind, members, frozenset(ids), blocks)


def fetch_members(transaction: Transaction, ids: Sequence[RecordId]) -> list[Member]:
    """Return source records as resolution sees them; records only expected so far are left out."""
    rows = transaction.run_rows("resolve/members", list(ids), "ids")
    return [_member(row) for row in rows if row["state"] != "expected"]


def _member(row: Row) -> Member:
    return Member.model_construct(
        id=RecordId(row["id"]),
        kind=Kind(row["kind"]),
        source=row["source"],
        key=row["key"],
        arrival=row["arrival"],
        fields=_fields(row["fields"]),
        as_of=row["as_of"],
        active=row["state"] == "active",
        component=row["component"],
        golden=GoldenId(row["golden"][0]) if row["golden"] else None,
        keys=frozenset(row["keys"]),
    )


def add_employers(transaction: Transaction, kind: Kind, members: list[Member]) -> list[Member]:
    """Return records of a kind with the golden companies that they state as employers."""
    found = fetch_employers(transaction, kind, [member.id for member in members])
    return [
        member.model_copy(update={"employers": found[member.id]}) if member.id in found else member
        for member in members
    ]


def fetch_employers(
    transaction: Transaction, kind: Kind, ids: Iterable[RecordId]
) -> dict[RecordId, tuple[GoldenId, ...]]:
    """Return the golden companies that records of a kind state as employers; only contacts have any."""
    if kind is not Kind.CONTACT:
        return {}
    found: dict[RecordId, dict[GoldenId, None]] = {}
    for row in sorted(_rows(transaction, "resolve/employers", ids), key=lambda row: row["stated"]):
        found.setdefault(RecordId(row["id"]), {})[row["employer"]] = None
    return {record: tuple(employers) for record, employers in found.items()}


def fetch_blocks(transaction: Transaction, keys: Iterable[str], max_block_size: int) -> list[Block]:
    """Return the blocks of those keys that records hold, in the order of the keys."""
    rows = transaction.run_rows("resolve/blocks", sorted(keys), "keys", most=max_block_size)
    return [Block.model_construct(key=row["key"], size=row["size"], holders=tuple(row["holders"])) for row in rows]


def _fetch_scope(transaction: Transaction, changed: Iterable[RecordId], alike: Iterable[RecordId]) -> set[RecordId]:
    """Records of every component that a changed record is in, or one that it matches, matched or is judged with."""
    ids = sorted(changed)
    matched = _rows(transaction, "resolve/matches", ids)
    near = {RecordId(row[side]) for row in matched for side in ("left", "right")}.union(ids, alike)
    near = near.union(*(judgement.pair for judgement in fetch_judgements(transaction, ids)))
    rows = _rows(transaction, "resolve/records_of_components", sorted(near))
    return near | {RecordId(row["id"]) for row in rows}


def fetch_judgements(transaction: Transaction, ids: Sequence[RecordId]) -> tuple[Judgement, ...]:
    """Return what people said of any of these records, undone judgements as well."""
    return tuple(judgement_from(row["judgement"]) for row in _rows(transaction, "resolve/judgements", ids))


def fetch_golden(transaction: Transaction, ids: Sequence[GoldenId]) -> dict[GoldenId, GoldenRecord]:
    """Return golden records by their current ids."""
    found = (golden_from(row["body"]) for row in _rows(transaction, "resolve/golden", ids))
    return {golden.id: golden for golden in found}


def fetch_ids(transaction: Transaction, kind: Kind) -> list[RecordId]:
    """Return the ids of all records of a kind that have come, whatever their state."""
    return sorted(RecordId(row["id"]) for row in transaction.run("resolve/all_records", kind=kind.value))


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


def fetch_fields(transaction: Transaction, ids: Iterable[RecordId]) -> dict[RecordId, Fields]:
    """Return the fields of those records that are active, in the order of their ids."""
    rows = _rows(transaction, "resolve/fields", sorted(ids))
    return {RecordId(row["id"]): _fields(row["fields"]) for row in rows}


def _fields(text: str) -> Fields:
    return {name: tuple(values) for name, values in json.loads(text).items()}

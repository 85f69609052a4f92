"""Staging: facts into the graph. Idempotent by content; runs inside a transaction that somebody else commits."""

from collections.abc import Iterable, Sequence

from hub.graph.database import Row, Transaction
from hub.graph.record_batch import RecordBatch, target_row
from hub.model.ids import digest
from hub.model.json_text import canonical_json
from hub.model.load import Load, StageCounts
from hub.model.plan import SourceTrust
from hub.model.record import Interaction, Rejection


def stage_source(transaction: Transaction, trust: SourceTrust, title: str) -> None:
    """Create or renew a source."""
    transaction.run("stage/source", id=trust.source, properties=_source_properties(trust, title))


def _source_properties(trust: SourceTrust, title: str) -> Row:
    return {
        "title": title,
        "trust": trust.trust,
        "attribute_trust": canonical_json(trust.attribute_trust),
        "half_life_days": trust.half_life_days,
    }


def note_source(transaction: Transaction, source: str) -> None:
    """Create a source that sends records and that no mapping describes; one that is there stays as it is."""
    transaction.run("stage/note_source", id=source, properties=_source_properties(SourceTrust(source=source), source))


def stage_records(transaction: Transaction, batch: RecordBatch) -> StageCounts:
    """Write the records whose content is new, and queue them for resolution."""
    if not batch.properties:
        return StageCounts()
    last = transaction.run("stage/take_numbers", name="arrivals", count=len(batch.properties))[0]["last"]
    nodes = {
        key: {"id": key, "properties": {**properties, "arrival": arrival, "pending": arrival}}
        for arrival, (key, properties) in enumerate(batch.properties.items(), last - len(batch.properties) + 1)
    }
    slices = transaction.run_rows("stage/records", list(nodes.values()))
    same = {key for part in slices for key in part["same"]}
    other = [known for part in slices for known in part["other"]]
    _write_expected(transaction, [nodes[known["id"]] for known in other if known["state"] == "expected"])
    _write_versions(transaction, [(nodes[k["id"]], k["version"]) for k in other if k["state"] != "expected"])
    origin = batch.origin
    if origin.full_load:
        transaction.run_rows("stage/mark_seen", sorted(same), "ids", table=origin.table, load=origin.full_load)
    stating = [{"id": key, "statements": said} for key, said in batch.statements.items() if key not in same]
    transaction.run_rows("stage/statements", stating)
    fresh = tuple(key for key in batch.properties if key not in same)
    changed = sum(known["state"] != "expected" for known in other)
    return StageCounts(records=batch.count, created=len(fresh) - changed, changed=changed, touched=fresh)


def _write_expected(transaction: Transaction, rows: Sequence[Row]) -> None:
    """Write records that others referred to before they came."""
    transaction.run_rows("stage/expected_records", rows)


def _write_versions(transaction: Transaction, rows: Sequence[tuple[Row, int]]) -> None:
    """Write new versions; a record keeps the place in which it first arrived."""
    updates = [
        {"id": row["id"], "properties": _without_arrival(row["properties"]) | {"version": version + 1}}
        for row, version in rows
    ]
    transaction.run_rows("stage/update_records", updates)
    transaction.run_rows("stage/withdraw_statements", [row["id"] for row in updates], "ids")


def _without_arrival(properties: Row) -> Row:
    return {name: value for name, value in properties.items() if name != "arrival"}


def stage_interactions(transaction: Transaction, interactions: Sequence[Interaction], *, whole: bool = False) -> int:
    """Write the interactions whose content is new, and all product lines; return how many heads were written.

    `whole` says that each comes with all its lines, so that those it no longer has go; rows of a file add lines.
    """
    known = _known_hashes(transaction, interactions)
    heads = {item.id: item for item in interactions if not item.partial}
    fresh = [item for item in heads.values() if known.get(item.id) != item.content_hash]
    written = {item.id for item in fresh}
    lines = [item for item in interactions if item.lines and (item.partial or item.id in written)]
    types = {item.id: item.type.value for item in [*fresh, *lines]}
    unknown = [{"id": key, "type": name} for key, name in types.items() if key not in known]
    transaction.run_rows("stage/create_interactions", unknown)
    transaction.run_rows("stage/interactions", [_head(item) for item in fresh])
    if whole:
        transaction.run_rows("stage/withdraw_lines", sorted(written), "ids")
    transaction.run_rows("stage/lines", [row for item in lines for row in _lines(item)])
    return len(fresh)


def _known_hashes(transaction: Transaction, interactions: Sequence[Interaction]) -> dict[str, str | None]:
    """Content hashes of those that are there by id; None where only lines of it have come so far."""
    ids = list(dict.fromkeys(item.id for item in interactions))
    return {row["id"]: row["content_hash"] for row in transaction.run_rows("stage/known_interactions", ids, "ids")}


def _head(item: Interaction) -> Row:
    properties = {
        "type": item.type.value,
        "source": item.source,
        "key": item.key,
        "at": item.at,
        "subject": item.subject,
        "status": item.status,
        "channel": item.channel,
        "amount": None if item.amount is None else float(item.amount),
        "currency": item.currency,
        "details": canonical_json(item.details),
        "content_hash": item.content_hash,
    }
    parties = [target_row(party) for party in item.parties]
    return {"id": item.id, "type": item.type.value, "properties": properties, "parties": parties}


def _lines(item: Interaction) -> Iterable[Row]:
    for line in item.lines:
        amounts = {"quantity": line.quantity, "unit_price": line.unit_price, "discount": line.discount}
        numbers = {name: float(value) for name, value in amounts.items() if value is not None}
        yield {
            "id": item.id,
            "type": item.type.value,
            "source": item.source,
            "key": item.key,
            "line": line.key,
            "product": target_row(line.product),
            "properties": {**numbers, "currency": line.currency},
        }


def stage_rejections(transaction: Transaction, rejections: Sequence[Rejection], load: str | None, at: str) -> None:
    """Keep refused rows; the same fault of the same row is kept once."""
    rows = [
        {
            "id": f"rj_{digest(item.source, item.file, str(item.row), item.field, item.reason)}",
            "properties": {**item.model_dump(mode="json"), "load": load, "at": at, "state": "open"},
        }
        for item in rejections
    ]
    transaction.run_rows("stage/rejections", rows)


def close_rejections(transaction: Transaction, load: Load, rows: Sequence[int]) -> None:
    """Close the open rejections of rows that `load` reads again; what still faults is staged anew."""
    transaction.run("stage/close_rejections", source=load.source, file=load.file, rows=list(rows), load=load.id)


def stage_load(transaction: Transaction, load: Load) -> None:
    """Write a load's progress."""
    transaction.run("stage/load", id=load.id, properties=load.model_dump(mode="json", exclude={"id"}))


def retire_unseen(transaction: Transaction, load: Load, limit: int) -> int:
    """Retire up to `limit` records of the load's table that a full load did not see; return how many."""
    gone = transaction.run("stage/gone_records", source=load.source, table=load.table, load=load.id, limit=limit)
    queue_records(transaction, [row["id"] for row in gone], "stage/retire_records")
    return len(gone)


def queue_records(transaction: Transaction, ids: Sequence[str], query: str = "stage/mark_pending") -> None:
    """Put records at the end of the queue for resolution."""
    if not ids:
        return
    last = transaction.run("stage/take_numbers", name="arrivals", count=len(ids))[0]["last"]
    rows = [{"id": key, "pending": place} for place, key in enumerate(ids, last - len(ids) + 1)]
    transaction.run_rows(query, rows)

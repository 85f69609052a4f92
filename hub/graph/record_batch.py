"""Source records made ready to be written: as properties of nodes, and what they state as rows.

In: records and where they come from. Out: plain values, so that the transaction that writes them has nothing to derive.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.graph.database import Row
from hub.model.ids import RecordId
from hub.model.json_text import canonical_json, to_json
from hub.model.record import RecordRef, SourceRecord


@dataclass(frozen=True, slots=True)
class Origin:
    """Where records come from: the table of a mapping, the file by its digest, and the full load that sees them.

    Sent ones have none of these.
    """

    table: str | None = None
    digest: str | None = None
    full_load: str | None = None


SENT = Origin()


@dataclass(frozen=True, slots=True)
class RecordBatch:
    """Records as their nodes' properties, and what they state of others; `count` counts repeated ones each time."""

    origin: Origin
    count: int
    properties: dict[RecordId, Row]
    statements: dict[RecordId, list[Row]]


def prepare_records(
    records: Sequence[SourceRecord], origin: Origin = SENT, rows: Sequence[int | None] = ()
) -> RecordBatch:
    """Return records ready to be written.

    `rows` are the numbers of the rows that state them, where a file does. Of several versions of one record, in
    `records` or in rows of one file, the last counts.
    """
    latest = {record.id: (record, row) for record, row in zip(records, rows or [None] * len(records), strict=True)}
    return RecordBatch(
        origin=origin,
        count=len(records),
        properties={key: record_properties(record, origin, row) for key, (record, row) in latest.items()},
        statements={key: _statements(record) for key, (record, _row) in latest.items() if record.statements},
    )


def record_properties(record: SourceRecord, origin: Origin, row: int | None) -> Row:
    """Return a record as its node's properties, but for its place in the order of arrival."""
    return {
        "id": record.id,
        "source": record.source,
        "kind": record.kind.value,
        "key": record.key,
        "raw": to_json(record.raw),
        "fields": to_json(record.fields),
        "statements": to_json(record.said) if record.said else None,
        "as_of": record.as_of,
        "content_hash": record.content_hash,
        "state": "active",
        "version": 1,
        "table": origin.table,
        "load": origin.full_load,
        "digest": origin.digest,
        "row": row,
    }


def _statements(record: SourceRecord) -> list[Row]:
    return [
        {
            **target_row(statement.target),
            "target": statement.target.id,
            "role": statement.role.value,
            "properties": canonical_json(statement.properties),
        }
        for statement in record.statements
    ]


def target_row(ref: RecordRef) -> Row:
    """Return a record that others refer to as what a query needs to find or expect it."""
    return {"id": ref.id, "source": ref.source, "kind": ref.kind.value, "key": ref.key}

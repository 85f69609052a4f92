"""Reading: golden records, unified views, timelines and changes. Nothing here writes."""

import json
from collections.abc import Sequence

from hub.errors import GoneError, NotFoundError
from hub.graph.database import Row, Transaction
from hub.graph.neighbourhood import fetch_matches
from hub.graph.rows import event_from, golden_from
from hub.model.evidence import Match
from hub.model.golden import GoldenRecord
from hub.model.ids import GoldenId, Kind, RecordId, record_id
from hub.model.plan import Event
from hub.model.record import InteractionType
from hub.model.view import InteractionView, LineView, MemberTie, Page, RecordView, RelationView, UnifiedView
from hub.opening import Hub
from hub.resolution.evidence import explain
from hub.resolution.trained_model import TrainedModel

ROLES = ("OWNS", "REPORTS_TO", "SUCCEEDED_BY", "SUPPLIED_BY", "WORKS_AT")
TYPES = tuple(item.value for item in InteractionType)
_LAST_PLACE = "~"
_LAST_NUMBER = 2**62


def get_golden(hub: Hub, golden_id: str) -> GoldenRecord:
    """Return the golden record that `golden_id`, current or former, stands for now.

    Raises:
        NotFoundError: the id was never issued.
        GoneError: its last record was retired.
    """
    return hub.database.read(lambda transaction: require_current(transaction, golden_id))


def require_current(transaction: Transaction, golden_id: str) -> GoldenRecord:
    """Do as `get_golden`, inside a transaction."""
    found = transaction.run("read/golden", id=golden_id)
    if not found:
        current = transaction.run("read/current_id", id=golden_id)
        if not current:
            raise NotFoundError(f"There is no golden record {golden_id}.", "Look ids up by source and key, or search.")
        if current[0]["current"] is None:
            raise GoneError(f"Golden record {golden_id} has been retired: none of its source records is left.", "")
        found = transaction.run("read/golden", id=current[0]["current"])
    return golden_from(found[0]["body"])


def anchor_of(transaction: Transaction, golden_id: GoldenId) -> RecordId:
    """Return the record that holds a golden id."""
    return RecordId(transaction.run("read/anchor", id=golden_id)[0]["anchor"])


def get_golden_of_record(hub: Hub, source: str, kind: Kind, key: str) -> GoldenRecord:
    """Return the golden record of the record that `source` knows as `key`.

    Raises:
        NotFoundError: the source never sent such a record.
        GoneError: the record was retired, or has not been resolved yet.
    """

    def work(transaction: Transaction) -> GoldenRecord:
        rows = transaction.run("read/golden_of_record", id=record_id(source, kind, key))
        if not rows or rows[0]["state"] == "expected":
            raise NotFoundError(
                f"Source {source} has sent no {kind.value} with this key.", "Check source, kind and key."
            )
        if rows[0]["golden"] is None:
            cure = "" if rows[0]["state"] == "retired" else "Run hub resolve."
            raise GoneError(f"This {kind.value} of source {source} is {rows[0]['state']}.", cure)
        return require_current(transaction, rows[0]["golden"])

    return hub.database.read(work)


def list_golden(hub: Hub, kind: Kind, cursor: str = "", limit: int = 50) -> Page[GoldenRecord]:
    """Return golden records of a kind in the order of their ids."""
    rows = hub.database.read(lambda t: t.run("read/golden_list", kind=kind.value, after=cursor, limit=limit + 1))
    items = [golden_from(row["body"]) for row in rows]
    return Page(items=tuple(items[:limit]), next_cursor=items[limit - 1].id if len(items) > limit else None)


def get_records(hub: Hub, ids: Sequence[RecordId]) -> tuple[RecordView, ...]:
    """Return source records as stored, in the order of `ids`; unknown ones are left out."""
    return hub.database.read(lambda transaction: fetch_records(transaction, ids))


def fetch_records(transaction: Transaction, ids: Sequence[RecordId]) -> tuple[RecordView, ...]:
    """Do as `get_records`, inside a transaction."""
    rows = transaction.run_rows("read/records", list(ids), "ids")
    return tuple(_record_view(row) for row in rows if row["record"]["state"] != "expected")


def _record_view(row: Row) -> RecordView:
    stored = row["record"]
    return RecordView(
        id=stored["id"],
        source=stored["source"],
        kind=stored["kind"],
        key=stored["key"],
        state=stored["state"],
        version=stored["version"],
        as_of=stored.get("as_of"),
        raw=json.loads(stored["raw"]),
        fields=json.loads(stored["fields"]),
        golden=row["golden"],
    )


def get_unified_view(hub: Hub, golden_id: str, limit: int = 50) -> UnifiedView:
    """Return all the hub knows of one golden record, lists cut at `limit`."""

    def work(transaction: Transaction) -> UnifiedView:
        golden = require_current(transaction, golden_id)
        return UnifiedView(
            golden=golden,
            records=fetch_records(transaction, golden.members),
            ties=_ties(
                hub.resolver.policy_in(transaction).models[golden.kind],
                golden,
                fetch_matches(transaction, golden.members),
            ),
            relations=_relations(transaction, golden.id, "", limit),
            timeline=_timeline(transaction, golden, TYPES, _LAST_PLACE, limit),
        )

    return hub.database.read(work)


def _ties(model: TrainedModel, golden: GoldenRecord, matches: Sequence[Match]) -> tuple[MemberTie, ...]:
    """For each member, its strongest match inside the cluster; none for a member alone or joined by a person."""
    inside = set(golden.members)
    ties = []
    for member in golden.members:
        own = [match for match in matches if member in match.pair and set(match.pair) <= inside]
        best = max(own, key=lambda match: (match.weight, match.pair), default=None)
        other = None if best is None else next(record for record in best.pair if record != member)
        ties.append(
            MemberTie(
                record=member,
                other=other,
                probability=best.probability if best else None,
                evidence=explain(model, best) if best else (),
            )
        )
    return tuple(ties)


def list_relations(hub: Hub, golden_id: str, cursor: str = "", limit: int = 50) -> Page[RelationView]:
    """Return the relations of a golden record."""

    def work(transaction: Transaction) -> Page[RelationView]:
        return _relations(transaction, require_current(transaction, golden_id).id, cursor, limit)

    return hub.database.read(work)


def _relations(transaction: Transaction, golden: GoldenId, cursor: str, limit: int) -> Page[RelationView]:
    rows = transaction.run("read/relations", id=golden, roles=list(ROLES), after=cursor, limit=limit + 1)
    items = tuple(
        RelationView(
            role=row["role"],
            start=row["start"],
            end=row["end"],
            properties=json.loads(row["properties"]["properties"]),
            stated_by=tuple(row["properties"]["stated_by"]),
            other=row["other"],
        )
        for row in rows[:limit]
    )
    return Page(items=items, next_cursor=rows[limit - 1]["place"] if len(rows) > limit else None)


def get_timeline(
    hub: Hub, golden_id: str, types: Sequence[str] = TYPES, cursor: str | None = None, limit: int = 50
) -> Page[InteractionView]:
    """Return interactions with a golden record, newest first; for a product, those with a line of it."""

    def work(transaction: Transaction) -> Page[InteractionView]:
        golden = require_current(transaction, golden_id)
        return _timeline(transaction, golden, types, cursor or _LAST_PLACE, limit)

    return hub.database.read(work)


def _timeline(
    transaction: Transaction, golden: GoldenRecord, types: Sequence[str], before: str, limit: int
) -> Page[InteractionView]:
    name = "read/interactions_of_product" if golden.kind is Kind.PRODUCT else "read/timeline"
    rows = transaction.run(name, id=golden.id, types=list(types), before=before, limit=limit + 1)
    items = tuple(_interaction_view(row) for row in rows[:limit])
    return Page(items=items, next_cursor=rows[limit - 1]["place"] if len(rows) > limit else None)


def _interaction_view(row: Row) -> InteractionView:
    stored = row["interaction"]
    names = ("id", "type", "source", "key", "at", "subject", "status", "channel", "amount", "currency")
    return InteractionView(
        **{name: stored.get(name) for name in names},
        details=json.loads(stored.get("details") or "{}"),
        lines=tuple(_line_view(line) for line in row["lines"]),
    )


def _line_view(row: Row) -> LineView:
    names = ("key", "quantity", "unit_price", "discount", "currency")
    values = {name: row["line"].get(name) for name in names}
    return LineView(**values, product=row["product"], golden=row["golden"], name=row["name"])


def list_changes(hub: Hub, after: int = 0, limit: int = 100) -> tuple[Event, ...]:
    """Return events behind number `after`, oldest first."""
    rows = hub.database.read(lambda t: t.run("read/changes", after=after, limit=limit))
    return tuple(event_from(row["event"]) for row in rows)


def get_history(hub: Hub, subject: str, limit: int = 100, before: int = _LAST_NUMBER) -> tuple[Event, ...]:
    """Return events about one golden record or decision, newest first, numbered below `before`."""
    rows = hub.database.read(lambda t: t.run("read/history", subject=subject, before=before, limit=limit))
    return tuple(event_from(row["event"]) for row in rows)


def count_all(hub: Hub) -> dict[str, int]:
    """Return how much the hub holds, by what."""
    return {row["what"]: row["count"] for row in hub.database.read(lambda t: t.run("read/counts"))}

"""Applying a plan: the one write path to golden records. Runs inside a transaction that somebody else commits."""

import json
from collections.abc import Mapping, Sequence

from hub.graph.database import Row, Transaction
from hub.graph.rows import event_row, golden_row, identity_row, match_row
from hub.graph.staging import queue_records
from hub.model.golden import Customer, Identity
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.json_text import canonical_json
from hub.model.plan import Event, EventType, Move, Plan, Relation, RelationChange, Stated

_GOLDEN_QUERIES = {
    Kind.COMPANY: "apply/golden_companies",
    Kind.CONTACT: "apply/golden_contacts",
    Kind.PRODUCT: "apply/golden_products",
}


def write_plan(transaction: Transaction, plan: Plan) -> None:
    """Write what the plan says of evidence, golden records, memberships and reviews.

    Golden records that end stay until `write_relations`, which needs their relations.
    """
    _write_evidence(transaction, plan)
    _write_golden(transaction, plan)
    _write_moves(transaction, plan.moves)
    _write_reviews(transaction, plan)
    transaction.run_rows("apply/settle", list(plan.resolved), "ids")
    if plan.requeued:
        last = transaction.run("stage/take_numbers", name="arrivals", count=1)[0]["last"]
        transaction.run("apply/requeue", keys=list(plan.requeued), pending=last)
    if plan.kind is Kind.COMPANY:
        _requeue_staff(transaction, plan.moves)


def append_events(transaction: Transaction, events: Sequence[Event], at: str, by: str) -> tuple[Event, ...]:
    """Append events to the one gapless sequence; return them numbered and dated."""
    if not events:
        return ()
    last = transaction.run("stage/take_numbers", name="events", count=len(events))[0]["last"]
    numbered = tuple(
        event.model_copy(update={"number": number, "at": at, "by": by})
        for number, event in enumerate(events, last - len(events) + 1)
    )
    transaction.run_rows("apply/events", [event_row(event) for event in numbered])
    return numbered


def fetch_relations(transaction: Transaction, golden: Sequence[GoldenId]) -> list[Relation]:
    """Return the stored relations of some golden records."""
    return [
        Relation(
            role=row["role"],
            start=row["start"],
            end=row["end"],
            properties=json.loads(row["properties"]["properties"]),
            stated_by=tuple(row["properties"]["stated_by"]),
        )
        for row in transaction.run_rows("resolve/relations", list(golden), "ids")
    ]


def fetch_statements(transaction: Transaction, golden: Sequence[GoldenId]) -> list[Stated]:
    """Return what members of some golden records state of others, and others of them, each once."""
    found = {
        (row["record"], row["role"], row["start"], row["end"], row["properties"])
        for name in ("resolve/statements_by", "resolve/statements_of")
        for row in transaction.run_rows(name, list(golden), "ids")
    }
    return [
        Stated(record=record, role=role, start=start, end=end, properties=json.loads(properties))
        for record, role, start, end, properties in sorted(found)
    ]


def write_relations(transaction: Transaction, changes: Sequence[RelationChange], ended: Sequence[GoldenId]) -> None:
    """Write the relations that change, then delete the golden records that ended."""
    dropped = [change.before for change in changes if change.before and not change.after]
    transaction.run_rows(
        "apply/drop_relations", [item.model_dump(include={"role", "start", "end"}) for item in dropped]
    )
    written = [change.after for change in changes if change.after]
    transaction.run_rows("apply/relations", [_relation_row(relation) for relation in written])
    transaction.run_rows("apply/end_golden", list(ended), "ids")


def write_identities(transaction: Transaction, identities: Sequence[Identity], events: Sequence[Event]) -> None:
    """Write ids that are new, with the number of the event that announces them, and ids whose anchor moved."""
    announcing = (EventType.CREATED, EventType.SPLIT)
    announced = {event.subject: event.number for event in events if event.type in announcing}
    rows = [identity_row(identity, announced.get(identity.id, 0)) for identity in identities]
    transaction.run_rows("apply/identities", rows)
    moves = [
        {"id": identity.id, "judgement": because}
        for identity in identities
        for _record, because in identity.anchors
        if because
    ]
    transaction.run_rows("apply/identity_moves", moves)


def write_match_model(transaction: Transaction, kind: Kind, version: str, records: int, body: str) -> None:
    """Keep the match model that was trained for a kind; `body` is the model as text."""
    properties = {"version": version, "records": records, "body": body}
    transaction.run("apply/match_model", kind=kind.value, properties=properties)


def _write_evidence(transaction: Transaction, plan: Plan) -> None:
    transaction.run_rows("apply/drop_keys", _key_rows(plan.keys_removed))
    transaction.run_rows("apply/keys", _key_rows(plan.keys_added))
    removed = [{"left": left, "right": right} for left, right in plan.matches_removed]
    transaction.run_rows("apply/drop_matches", removed)
    transaction.run_rows("apply/matches", [match_row(match) for match in plan.matches])
    labels = [{"id": key, "component": component} for key, component in sorted(plan.components.items())]
    transaction.run_rows("apply/components", labels)


def _key_rows(keys: Mapping[RecordId, frozenset[str]]) -> list[Row]:
    return [{"id": record, "keys": sorted(held)} for record, held in sorted(keys.items())]


def _write_golden(transaction: Transaction, plan: Plan) -> None:
    saved = [change.after for change in plan.golden if change.after]
    transaction.run_rows(_GOLDEN_QUERIES[plan.kind], [golden_row(golden) for golden in saved])
    buying = [(golden.id, golden.customer) for golden in saved if golden.customer]
    transaction.run_rows("apply/customers", [_customer_row(golden, customer) for golden, customer in buying])
    kept = {customer.id for _golden, customer in buying}
    sold = [change.before.customer for change in plan.golden if change.before and change.before.customer]
    transaction.run_rows("apply/end_customers", [customer.id for customer in sold if customer.id not in kept], "ids")


def _customer_row(golden: GoldenId, customer: Customer) -> Row:
    numbers = list(customer.values.get("customer_number", ()))
    others = {name: values[0] for name, values in customer.values.items() if name != "customer_number"}
    return {
        "id": customer.id,
        "golden": golden,
        "properties": {**others, "id": customer.id, "customer_number": numbers},
    }


def _write_moves(transaction: Transaction, moves: Sequence[Move]) -> None:
    transaction.run_rows("apply/leave", [move.record for move in moves if move.before], "ids")
    joining = [{"id": move.record, "golden": move.after} for move in moves if move.after]
    transaction.run_rows("apply/join", joining)


def _requeue_staff(transaction: Transaction, moves: Sequence[Move]) -> None:
    """Queue the contacts that state to work at companies' records that moved: they have another employer now."""
    rows = transaction.run_rows("resolve/staff", [move.record for move in moves], "ids")
    queue_records(transaction, sorted({row["id"] for row in rows}))


def _write_reviews(transaction: Transaction, plan: Plan) -> None:
    rows = [
        {"id": review.id, "left": review.left, "right": review.right, "properties": review.model_dump(mode="json")}
        for review in plan.reviews_opened
    ]
    transaction.run_rows("apply/close_reviews", list(plan.reviews_closed), "ids")
    transaction.run_rows("apply/reviews", rows)


def _relation_row(relation: Relation) -> Row:
    properties = {
        **relation.properties,
        "properties": canonical_json(relation.properties),
        "stated_by": list(relation.stated_by),
    }
    return {"role": relation.role, "start": relation.start, "end": relation.end, "properties": properties}

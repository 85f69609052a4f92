"""Learning: match models are trained on the records of the hub, on request or when these have outgrown a model.

How rare a value is, and how seldom two records are the same, only the records tell. So a kind's model learns as soon
as the hub holds `learn_records` of it, and anew whenever it holds `ROOM` times as many as the model knew. Records that
were resolved before are queued: their pairs weigh something else now. All of that costs a third more than once.
"""

from collections.abc import Mapping, Sequence

from hub.graph import applying, neighbourhood, staging
from hub.graph.database import Transaction
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.plan import Event, EventType
from hub.model.record import Fields
from hub.model_files import model_to_text
from hub.resolution.employers import all_evidence
from hub.resolution.match_model import ROOM, train_model
from hub.resolution.pipeline import Policy
from hub.resolution.trained_model import TrainedModel

GROWTH = 1.25
"""The records of each kind are counted whenever the hub has got so many times as many."""


def learn_where_due(transaction: Transaction, policy: Policy, learn_records: int) -> list[Event]:
    """Train the models that the records of their kinds have outgrown, and queue these; returns what to report.

    Looks at two numbers, mostly, and no more.

    Args:
        transaction: in which the records are then resolved.
        policy: in force.
        learn_records: of a kind, from which on its model learns; 0 if none does.
    """
    [numbers] = transaction.run("resolve/learning")
    if not learn_records or numbers["come"] < max(learn_records, GROWTH * numbers["known"]):
        return []
    known = {row["kind"]: row["records"] for row in transaction.run("resolve/match_models")}
    counts = {Kind(row["kind"]): row["records"] for row in transaction.run("resolve/active_records")}
    due = [kind for kind in Kind if counts.get(kind, 0) >= max(learn_records, ROOM * known.get(kind.value, 0))]
    learnt = [event for kind in due for event in _learn_and_queue(transaction, kind, policy)]
    [after] = transaction.run("resolve/learning")
    transaction.run("stage/take_numbers", name="known", count=after["come"] - after["known"])
    return learnt


def _learn_and_queue(transaction: Transaction, kind: Kind, policy: Policy) -> list[Event]:
    ids = neighbourhood.fetch_ids(transaction, kind)
    fields = neighbourhood.fetch_fields(transaction, ids)
    employers = neighbourhood.fetch_employers(transaction, kind, fields)
    learnt = learn(kind, fields, employers, policy)
    if learnt is None:
        return []
    staging.queue_records(transaction, ids)
    return [keep(transaction, kind, learnt, len(fields))]


def learn(
    kind: Kind, fields: Mapping[RecordId, Fields], employers: Mapping[RecordId, Sequence[GoldenId]], policy: Policy
) -> TrainedModel | None:
    """Return the match model that the active records of a kind teach; None if it is in force, or there are none."""
    if not fields:
        return None
    learnt = train_model(kind, all_evidence(fields, employers, policy.max_block_size))
    return None if learnt.version == policy.models[kind].version else learnt


def keep(transaction: Transaction, kind: Kind, model: TrainedModel, records: int) -> Event:
    """Put a model in force that learnt from so many records; returns what to report."""
    applying.write_match_model(transaction, kind, model.version, records, model_to_text(model))
    return Event(type=EventType.TRAINED, subject=model.version, kind=kind, data={"records": records})

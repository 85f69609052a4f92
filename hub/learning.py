"""Learning: match models are trained on the records of the hub, on request or when these have outgrown a model.

How rare a value is, and how seldom two records are the same, only the records tell. So a kind's model learns as soon
as the hub holds `learn_records` of it, and anew whenever it holds `ROOM` times as many as the model knew. Records that
were resolved before are queued: their pairs weigh something else now. All of that costs a third more than once. What
people said of pairs teaches as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hub.graph import applying, neighbourhood, staging
from hub.graph.database import Transaction
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.judgement import Judgement, Verdict
from hub.model.plan import Event, EventType, Neighbourhood
from hub.model.record import Fields
from hub.model_files import model_to_text
from hub.resolution.cluster import standing_judgements
from hub.resolution.employers import all_evidence
from hub.resolution.match_model import ROOM, train_model
from hub.resolution.pipeline import Policy
from hub.resolution.trained_model import TrainedModel

GROWTH = 1.25
"""The records of each kind are counted whenever the hub has got so many times as many."""


@dataclass(frozen=True, slots=True)
class Known:
    """What teaches a model: the fields of active records, the employers that they state, and people's judgements."""

    fields: Mapping[RecordId, Fields]
    employers: Mapping[RecordId, Sequence[GoldenId]]
    judgements: Sequence[Judgement]


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
    learnt = learn(kind, Known(fields, employers, neighbourhood.fetch_judgements(transaction, ids)), policy)
    if learnt is None:
        return []
    staging.queue_records(transaction, ids)
    return [keep(transaction, kind, learnt, len(fields))]


def known_of(around: Neighbourhood) -> Known:
    """Return what all records of a kind teach, where their neighbourhood is all of them."""
    active = [member for member in around.members if member.active]
    employers = {member.id: member.employers for member in active}
    return Known({member.id: member.fields for member in active}, employers, around.judgements)


def learn(kind: Kind, known: Known, policy: Policy) -> TrainedModel | None:
    """Return the match model that records and judgements teach; None if it is in force, or there are no records."""
    if not known.fields:
        return None
    evidence = all_evidence(known.fields, known.employers, policy.max_block_size)
    learnt = train_model(kind, evidence, _answers(known))
    return None if learnt.version == policy.models[kind].version else learnt


def _answers(known: Known) -> dict[tuple[int, int], bool]:
    """Return what people said of two active records, by the places of these: whether they are the same."""
    place = {record: number for number, record in enumerate(known.fields)}
    return {
        (place[left], place[right]): judgement.verdict is Verdict.SAME
        for (left, right), judgement in sorted(standing_judgements(known.judgements).items())
        if left in place and right in place and judgement.verdict is not Verdict.UNSURE
    }


def keep(transaction: Transaction, kind: Kind, model: TrainedModel, records: int) -> Event:
    """Put a model in force that learnt from so many records; returns what to report."""
    applying.write_match_model(transaction, kind, model.version, records, model_to_text(model))
    return Event(type=EventType.TRAINED, subject=model.version, kind=kind, data={"records": records})

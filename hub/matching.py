"""Matching a candidate against the hub: as a question (nothing is written), or as a record to keep."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hub.graph import neighbourhood, staging
from hub.graph.database import Transaction
from hub.graph.record_batch import prepare_records
from hub.model.evidence import Grade, Match, Outcome
from hub.model.golden import GoldenRecord
from hub.model.ids import GoldenId, Kind, RecordId, content_hash
from hub.model.plan import Member, Plan
from hub.model.record import Fields, SourceRecord
from hub.model.view import Found
from hub.opening import Hub
from hub.resolution.candidates import sharing_records
from hub.resolution.decide import Records, decide_pairs
from hub.resolution.evidence import explain
from hub.resolution.match_model import record_keys
from hub.resolution.trained_model import TrainedModel

CANDIDATE = RecordId("r_candidate")
POSSIBLE_PROBABILITY = 0.05
MOST_COMPARED = 20
"""So many records a candidate is compared with at the most."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of records that were sent: the golden record of each, and the plans applied."""

    golden: tuple[GoldenRecord | None, ...]
    created: int
    changed: int
    plans: tuple[Plan, ...]


def match_candidate(hub: Hub, kind: Kind, fields: Fields, limit: int = 10) -> tuple[Found, ...]:
    """Return golden records that `fields` may speak of, surest first; writes nothing.

    A golden record is graded by its best-matching member: certain where that alone would merge, probable where it
    would be reviewed, possible above a probability of 0.05.
    """

    def work(transaction: Transaction) -> tuple[Found, ...]:
        model = hub.resolver.policy_in(transaction).models[kind]
        members = _candidates(transaction, model, fields, hub.settings.max_block_size)
        best = _best_by_golden(model, fields, members)
        surest = sorted(best, key=lambda golden: (-best[golden].probability, golden))[:limit]
        golden = neighbourhood.fetch_golden(transaction, surest)
        return tuple(_found(best[key], golden[key], model) for key in surest)

    return hub.database.read(work)


def _candidates(transaction: Transaction, model: TrainedModel, fields: Fields, max_block_size: int) -> list[Member]:
    """Return the records that share most with the candidate: of the keys, those weigh most that few records hold."""
    (own,) = record_keys(model, [fields])
    blocks = neighbourhood.fetch_blocks(transaction, own.keys, max_block_size)
    large = {block.key for block in blocks if block.size > max_block_size}
    blocks += neighbourhood.fetch_blocks(transaction, own.held(large) - own.keys, max_block_size)
    sharing = sharing_records(blocks, max_block_size)
    weight = {record: sum(1 / block.size for block in shared) for record, shared in sharing.items()}
    likeliest = sorted(weight, key=lambda record: (-weight[record], record))[:MOST_COMPARED]
    return [member for member in neighbourhood.fetch_members(transaction, likeliest) if member.golden]


def _best_by_golden(model: TrainedModel, fields: Fields, members: Sequence[Member]) -> dict[GoldenId, Match]:
    count = len(members)
    left, right = np.zeros(count, dtype=np.int64), np.arange(1, count + 1, dtype=np.int64)
    golden_of = {member.id: member.golden for member in members}
    records = Records([CANDIDATE, *golden_of], [fields, *(member.fields for member in members)])
    best: dict[GoldenId, Match] = {}
    for match in decide_pairs(model, records, left, right, POSSIBLE_PROBABILITY):
        golden = golden_of[_other(match)]
        if golden and (golden not in best or match.weight > best[golden].weight):
            best[golden] = match
    return best


def _other(match: Match) -> RecordId:
    return match.right if match.left == CANDIDATE else match.left


def _found(match: Match, golden: GoldenRecord, model: TrainedModel) -> Found:
    return Found(
        golden=golden,
        grade=_grade(match, model),
        probability=match.probability,
        record=_other(match),
        evidence=explain(model, match),
    )


def _grade(match: Match, model: TrainedModel) -> Grade:
    if match.outcome is Outcome.SAME:
        return Grade.CERTAIN
    return Grade.PROBABLE if match.probability >= model.parameters.review_probability else Grade.POSSIBLE


def write_records(hub: Hub, records: Sequence[SourceRecord], by: str, *, commit: bool = True) -> Written:
    """Stage records and resolve them in one transaction: sent twice is sent once; two senders cannot create two.

    Returns the golden record of each, in order.
    """
    batch = prepare_records(records)

    def work(transaction: Transaction) -> Written:
        for source in sorted({record.source for record in records}):
            staging.note_source(transaction, source)
        counts = staging.stage_records(transaction, batch)
        plans = hub.resolver.resolve_now(transaction, counts.touched, by) if counts.touched else []
        written = neighbourhood.fetch_members(transaction, list(batch.properties))
        id_of = {member.id: member.golden for member in written if member.golden}
        golden = neighbourhood.fetch_golden(transaction, sorted(set(id_of.values())))
        of_each = tuple(golden[id_of[record.id]] if record.id in id_of else None for record in records)
        return Written(golden=of_each, created=counts.created, changed=counts.changed, plans=tuple(plans))

    return (hub.database.write if commit else hub.database.preview)(work)


def candidate_key(kind: Kind, fields: Fields) -> str:
    """Return a key for a candidate that has none: equal content, equal key, so that sending it again is harmless."""
    return f"content:{content_hash([kind.value, fields])}"

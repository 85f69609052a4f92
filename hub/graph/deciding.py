"""People's decisions into the graph. Runs inside a transaction that somebody else commits."""

from hub.graph.database import Transaction
from hub.graph.rows import judgement_from, override_from
from hub.graph.staging import queue_records
from hub.model.ids import RecordId
from hub.model.judgement import Judgement, Override, Verdict
from hub.model.record import Role

_STATED = {Verdict.SUBSIDIARY: Role.OWNED_BY, Verdict.SUCCESSOR: Role.SUCCEEDED_BY}
"""Verdicts that say how two companies are related, and the statement each makes of left towards right."""


def take_number(transaction: Transaction) -> int:
    """Return the next number of the one sequence that orders decisions."""
    return int(transaction.run("stage/take_numbers", name="decisions", count=1)[0]["last"])


def write_judgement(transaction: Transaction, judgement: Judgement) -> int:
    """Write a judgement and queue both records; returns how many of them exist."""
    properties = judgement.model_dump(mode="json", exclude_none=True)
    found = transaction.run(
        "decide/judgement", id=judgement.id, left=judgement.left, right=judgement.right, properties=properties
    )
    role = _STATED.get(judgement.verdict)
    if role:
        transaction.run(
            "decide/state_judged",
            judgement=judgement.id,
            left=judgement.left,
            right=judgement.right,
            role=role.value,
            properties="{}",
        )
    queue_records(transaction, [row["id"] for row in found])
    return len(found)


def undo_judgement(transaction: Transaction, judgement: Judgement, by: str, at: str) -> list[RecordId]:
    """Take a judgement back; queue and return its records and those whose golden id it moved."""
    transaction.run("decide/undo_judgement", id=judgement.id, by=by, at=at)
    transaction.run("decide/withdraw_judged", judgement=judgement.id, left=judgement.left)
    touched = transaction.run("decide/touched_by_judgement", id=judgement.id)
    records = {judgement.left, judgement.right} | {
        RecordId(row[end]) for row in touched for end in ("anchor", "founder")
    }
    queue_records(transaction, sorted(records))
    return sorted(records)


def fetch_judgement(transaction: Transaction, judgement_id: str) -> Judgement | None:
    """Return a judgement, or None."""
    rows = transaction.run("decide/get_judgement", id=judgement_id)
    return judgement_from(rows[0]["judgement"]) if rows else None


def write_override(transaction: Transaction, override: Override) -> None:
    """Write an override and queue its record."""
    properties = override.model_dump(mode="json", exclude_none=True)
    transaction.run("decide/override", id=override.id, record=override.record, properties=properties)
    queue_records(transaction, [override.record])


def fetch_override(transaction: Transaction, override_id: str) -> Override | None:
    """Return an override, or None."""
    rows = transaction.run("decide/get_override", id=override_id)
    return override_from(rows[0]["override"]) if rows else None


def end_override(transaction: Transaction, override: Override, at: str) -> None:
    """End an override and queue its record."""
    transaction.run("decide/end_override", id=override.id, at=at)
    queue_records(transaction, [override.record])


def fetch_expired(transaction: Transaction, at: str) -> list[Override]:
    """Return overrides that should have ended by `at` and have not."""
    return [override_from(row["override"]) for row in transaction.run("decide/expired_overrides", at=at)]

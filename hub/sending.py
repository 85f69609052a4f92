"""Sending: facts that come one at a time, over the API, rather than in files."""

from collections.abc import Sequence

from hub.errors import NotFoundError
from hub.graph import staging
from hub.graph.database import Transaction
from hub.model.plan import Plan
from hub.model.record import Interaction, RecordRef
from hub.opening import Hub


def write_interactions(hub: Hub, interactions: Sequence[Interaction]) -> int:
    """Write interactions; sent twice is sent once. Returns how many were new or changed."""

    def work(transaction: Transaction) -> int:
        for source in sorted({item.source for item in interactions}):
            staging.note_source(transaction, source)
        return staging.stage_interactions(transaction, interactions, whole=True)

    return hub.database.write(work)


def retire_record(hub: Hub, ref: RecordRef, by: str) -> list[Plan]:
    """Retire a record: the source has it no more. It leaves its golden record and stays as a fact.

    Raises:
        NotFoundError: the source never sent it, or it is retired already.
    """

    def work(transaction: Transaction) -> list[Plan]:
        found = transaction.run("read/golden_of_record", id=ref.id)
        if not found or found[0]["state"] != "active":
            raise NotFoundError(f"{ref.source} has no {ref.kind.value} with this key.", "Check source, kind and key.")
        staging.queue_records(transaction, [ref.id], "stage/retire_records")
        return hub.resolver.resolve_now(transaction, [ref.id], by)

    return hub.database.write(work)

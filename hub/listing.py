"""Listing what is on file: loads, rejections, records that are expected, reviews, judgements, overrides.

In: an open hub and how many to return. Out: model types, newest or most urgent first. Nothing here writes.
"""

from collections.abc import Sequence

from hub.graph.database import Row, Transaction
from hub.graph.neighbourhood import fetch_trusts
from hub.graph.rows import judgement_from, override_from, review_from
from hub.model.ids import Kind
from hub.model.judgement import Judgement, Override
from hub.model.load import Load
from hub.model.plan import Block, Review, SourceTrust
from hub.model.record import Rejection
from hub.model.view import ExpectedRecord, OpenRejection
from hub.opening import Hub

NEWEST = 2**62
"""A number behind those of all decisions and events."""
LAST_PLACE = "~"
"""A place behind all dates."""
FIRST_REVIEW = (-1.0, "")
"""A place before all reviews."""


def list_sources(hub: Hub) -> tuple[SourceTrust, ...]:
    """Return the sources that records came from, and how far each is believed."""
    return hub.database.read(fetch_trusts)


def list_loads(hub: Hub, limit: int = 50, before: str = LAST_PLACE) -> tuple[Load, ...]:
    """Return loads, newest first, behind the place `before`: "started_at|id"."""
    rows = hub.database.read(lambda t: t.run("read/loads", before=before, limit=limit))
    return tuple(Load.model_validate(row["load"]) for row in rows)


def list_rejections(hub: Hub, source: str = "", after: str = "", limit: int = 50) -> tuple[OpenRejection, ...]:
    """Return refused rows that wait for a correction, in the order of their ids; '' stands for all sources."""
    rows = hub.database.read(lambda t: t.run("read/rejections", source=source, state="open", after=after, limit=limit))
    return tuple(_rejection(row["rejection"]) for row in rows)


def _rejection(stored: Row) -> OpenRejection:
    rejection = Rejection.model_validate({name: stored[name] for name in Rejection.model_fields})
    return OpenRejection(id=stored["id"], at=stored["at"], load=stored.get("load"), **dict(rejection))


def list_expected(hub: Hub, limit: int = 50, after: str = "") -> tuple[ExpectedRecord, ...]:
    """Return records that others refer to and that have not come, behind the place `after`: "source|kind|key"."""
    rows = hub.database.read(lambda t: t.run("read/expected", after=after, limit=limit))
    return tuple(ExpectedRecord.model_validate(row) for row in rows)


def list_reviews(
    hub: Hub, kinds: Sequence[Kind] = tuple(Kind), after: tuple[float, str] = FIRST_REVIEW, limit: int = 50
) -> tuple[Review, ...]:
    """Return open questions, least certain first, behind the one with this distance from one half and this id."""
    doubt, behind = after
    wanted = [kind.value for kind in kinds]
    rows = hub.database.read(lambda t: t.run("read/reviews", kinds=wanted, doubt=doubt, after=behind, limit=limit))
    return tuple(review_from(row["review"]) for row in rows)


def list_judgements(hub: Hub, before: int = NEWEST, limit: int = 50) -> tuple[Judgement, ...]:
    """Return judgements numbered below `before`, newest first; those taken back are among them."""
    rows = hub.database.read(lambda t: t.run("read/judgements", before=before, limit=limit))
    return tuple(judgement_from(row["judgement"]) for row in rows)


def list_overrides(hub: Hub, before: int = NEWEST, limit: int = 50) -> tuple[Override, ...]:
    """Return overrides numbered below `before`, newest first; those that ended are among them."""
    rows = hub.database.read(lambda t: t.run("read/overrides", before=before, limit=limit))
    return tuple(override_from(row["override"]) for row in rows)


def list_oversized(hub: Hub, limit: int = 50) -> tuple[Block, ...]:
    """Return the blocks that are set aside because too many records share their key, largest first."""
    size = hub.settings.max_block_size
    rows = hub.database.read(lambda t: t.run("read/oversized_keys", size=size, limit=limit))
    return tuple(Block.model_validate(row) for row in rows)


def list_match_models(hub: Hub) -> dict[str, int]:
    """Return the match models that the stored matches were made with, and how many each made."""

    def work(transaction: Transaction) -> dict[str, int]:
        return {row["model"]: row["count"] for row in transaction.run("read/match_models")}

    return hub.database.read(work)

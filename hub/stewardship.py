"""Stewardship: people's decisions, each followed at once by the plan it implies. Previews are the same, uncommitted."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from hub.candidates import standardise_values
from hub.errors import ConflictError, HubError, NotFoundError, StaleError, ValueProblem
from hub.graph import applying, deciding, neighbourhood
from hub.graph.database import Transaction
from hub.log import log_fault
from hub.model.attributes import ATTRIBUTES
from hub.model.ids import Kind, RecordId, kind_of
from hub.model.judgement import Judgement, Override, Verdict
from hub.model.plan import Event, EventType, Plan
from hub.opening import Hub
from hub.reading import anchor_of, require_current
from hub.standardise.values import Defaults

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opinion:
    """A verdict before it is recorded. `left` and `right` are record ids or golden ids."""

    left: str
    right: str
    verdict: Verdict
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A golden value to pin, before it is recorded. `subject` is a record id or a golden id.

    `if_match` is the etag of the golden record that whoever pins has seen; None pins whatever it is now.
    """

    subject: str
    attribute: str
    values: tuple[str, ...]
    by: str
    why: str = ""
    expires_at: str | None = None
    if_match: str | None = None


def judge(hub: Hub, opinion: Opinion, *, commit: bool = True) -> tuple[Judgement, list[Plan]]:
    """Record a judgement and apply the plan it implies.

    Raises:
        NotFoundError: one of the two is unknown.
        ConflictError: both are the same record, of different kinds, or one golden record to be merged with itself.
    """

    def work(transaction: Transaction) -> tuple[Judgement, list[Plan]]:
        number = deciding.take_number(transaction)
        left, right = _pair(transaction, opinion)
        judgement = Judgement(
            id=f"jd_{number}",
            number=number,
            left=left,
            right=right,
            verdict=opinion.verdict,
            by=opinion.by,
            at=hub.now(),
            why=opinion.why,
        )
        deciding.write_judgement(transaction, judgement)
        data: dict[str, object] = {"left": left, "right": right, "verdict": opinion.verdict.value}
        _announce(hub, transaction, EventType.JUDGED, judgement.id, data, opinion.by)
        return judgement, hub.resolver.resolve_now(transaction, judgement.pair, opinion.by)

    return _run(hub, commit=commit)(work)


def undo_judgement(hub: Hub, judgement_id: str, by: str, *, commit: bool = True) -> tuple[Judgement, list[Plan]]:
    """Take a judgement back and apply what the remaining facts and decisions imply.

    Raises:
        NotFoundError: there is no such judgement.
        ConflictError: it has been taken back already.
    """

    def work(transaction: Transaction) -> tuple[Judgement, list[Plan]]:
        judgement = deciding.fetch_judgement(transaction, judgement_id)
        if judgement is None:
            raise NotFoundError(f"There is no judgement {judgement_id}.", "List them with hub judgements.")
        if judgement.undone_at:
            raise ConflictError(f"Judgement {judgement_id} has been taken back already.", "Nothing is left to do.")
        at = hub.now()
        touched = deciding.undo_judgement(transaction, judgement, by, at)
        _announce(hub, transaction, EventType.UNJUDGED, judgement.id, {}, by)
        undone = judgement.model_copy(update={"undone_at": at, "undone_by": by})
        return undone, hub.resolver.resolve_now(transaction, touched, by)

    return _run(hub, commit=commit)(work)


def pin_value(hub: Hub, pin: Pin, *, commit: bool = True) -> tuple[Override, list[Plan]]:
    """Pin a golden value, by whom and why, until it is ended or expires.

    Raises:
        NotFoundError: the subject is unknown.
        ValueProblem: its kind has no such attribute, or the attribute cannot hold these values.
        StaleError: the golden record is not the one that `if_match` names.
    """

    def work(transaction: Transaction) -> tuple[Override, list[Plan]]:
        record, kind = _record_of(transaction, pin.subject)
        _require_seen(transaction, pin, record)
        values = _pinned_values(kind, pin)
        number = deciding.take_number(transaction)
        override = Override(
            id=f"ov_{number}",
            number=number,
            record=record,
            attribute=pin.attribute,
            values=values,
            by=pin.by,
            at=hub.now(),
            why=pin.why,
            expires_at=pin.expires_at,
        )
        deciding.write_override(transaction, override)
        _announce(hub, transaction, EventType.PINNED, override.id, {"attribute": pin.attribute}, pin.by)
        return override, hub.resolver.resolve_now(transaction, [record], pin.by)

    return _run(hub, commit=commit)(work)


def unpin_value(hub: Hub, override_id: str, by: str, *, commit: bool = True) -> tuple[Override, list[Plan]]:
    """End an override.

    Raises:
        NotFoundError: there is no such override.
        ConflictError: it has ended already.
    """

    def work(transaction: Transaction) -> tuple[Override, list[Plan]]:
        override = deciding.fetch_override(transaction, override_id)
        if override is None:
            raise NotFoundError(f"There is no override {override_id}.", "List them with hub overrides.")
        if override.ended_at:
            raise ConflictError(f"Override {override_id} has ended already.", "Nothing is left to do.")
        return _end(hub, transaction, override, by)

    return _run(hub, commit=commit)(work)


def end_expired(hub: Hub, by: str = "hub") -> int:
    """End the overrides whose time is up; returns how many. `hub serve`, again and again, and `hub resolve` call it."""

    def work(transaction: Transaction) -> int:
        expired = deciding.fetch_expired(transaction, hub.now())
        for override in expired:
            _end(hub, transaction, override, by)
        return len(expired)

    # Most of the time none is due, which needs no writer's turn to see.
    return hub.database.write(work) if hub.database.read(lambda t: deciding.fetch_expired(t, hub.now())) else 0


@contextmanager
def ending_expired(hub: Hub, pause_seconds: float = 60.0) -> Iterator[None]:
    """End overrides when their time is up, in a thread that lives as long as the block."""
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            try:
                end_expired(hub)
            except HubError as error:  # the engine may be away; the next turn finds out
                log_fault(error, "expiry")
            stop.wait(pause_seconds)

    thread = threading.Thread(target=watch, name="expiry")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _end(hub: Hub, transaction: Transaction, override: Override, by: str) -> tuple[Override, list[Plan]]:
    at = hub.now()
    deciding.end_override(transaction, override, at)
    _announce(hub, transaction, EventType.UNPINNED, override.id, {"attribute": override.attribute}, by)
    ended = override.model_copy(update={"ended_at": at})
    return ended, hub.resolver.resolve_now(transaction, [override.record], by)


def _run(hub: Hub, *, commit: bool) -> Callable[[Callable[[Transaction], T]], T]:
    return hub.database.write if commit else hub.database.preview


def _announce(
    hub: Hub, transaction: Transaction, event_type: EventType, subject: str, data: dict[str, object], by: str
) -> None:
    event = Event(type=event_type, subject=subject, kind=None, data=data)
    applying.append_events(transaction, [event], hub.now(), by)


def _pair(transaction: Transaction, opinion: Opinion) -> tuple[RecordId, RecordId]:
    (left, left_kind), (right, right_kind) = (_record_of(transaction, end) for end in (opinion.left, opinion.right))
    if left == right:
        raise ConflictError("Both sides are the same record.", "Name two different ones.")
    if left_kind is not right_kind:
        raise ConflictError(
            f"One is a {left_kind.value}, the other a {right_kind.value}.", "Judge two records of one kind."
        )
    return left, right


def _pinned_values(kind: Kind, pin: Pin) -> tuple[str, ...]:
    """Read what is to be pinned as sources' values are read: golden values are standardised, whoever says them."""
    attribute = ATTRIBUTES[kind].get(pin.attribute)
    if attribute is None:
        known = ", ".join(sorted(ATTRIBUTES[kind]))
        raise ValueProblem("attribute", f"a {kind.value} has no such attribute", f"Choose one of: {known}.")
    try:
        values = standardise_values(attribute, pin.values, Defaults())
    except ValueProblem as problem:
        raise ValueProblem("values", problem.reason, problem.cure) from None
    if not values:
        raise ValueProblem("values", "nothing is left to pin", "Give a value that is not blank.")
    if len(values) > 1 and not attribute.many:
        raise ValueProblem("values", f"a {kind.value} has one {attribute.name} only", "Pin one value.")
    return values


def _require_seen(transaction: Transaction, pin: Pin, record: RecordId) -> None:
    if pin.if_match is None:
        return
    holder = transaction.run("read/golden_of_record", id=record)[0]["golden"]
    if holder is None or require_current(transaction, holder).etag != pin.if_match:
        raise StaleError("The golden record was changed since you read it.", "Read it again, then decide.")


def _record_of(transaction: Transaction, subject: str) -> tuple[RecordId, Kind]:
    """Return the record a decision is tied to: the record itself, or the one that holds a golden id."""
    record = RecordId(subject)
    if kind_of(subject) is not None:
        golden = require_current(transaction, subject)
        record = anchor_of(transaction, golden.id)
    found = neighbourhood.fetch_members(transaction, [record])
    if not found:
        raise NotFoundError(f"There is no record {subject}.", "Look ids up with hub find.")
    return record, found[0].kind

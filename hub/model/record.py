"""Facts as sources state them: source records, their references, interactions and what was refused.

A source record is immutable; a new version of it is a new fact. Dates and times are ISO 8601 text in UTC, which
sorts as it reads and is the same on both graph engines.
"""

from enum import StrEnum
from functools import cached_property

from hub.model.base import Frozen
from hub.model.ids import Kind, RecordId, content_hash, interaction_id, record_id

Fields = dict[str, tuple[str, ...]]
"""Standardised values: attribute name -> its values, in the order the source gives them; never empty tuples."""


class Role(StrEnum):
    """What one record says of another. The value is the relationship type between golden records."""

    WORKS_AT = "WORKS_AT"  # contact -> company
    OWNED_BY = "OWNED_BY"  # company -> company; projected as OWNS from owner to owned
    SUCCEEDED_BY = "SUCCEEDED_BY"  # company -> company
    SUPPLIED_BY = "SUPPLIED_BY"  # product -> company
    REPORTS_TO = "REPORTS_TO"  # contact -> contact


ROLE_KINDS = {
    Role.WORKS_AT: (Kind.CONTACT, Kind.COMPANY),
    Role.OWNED_BY: (Kind.COMPANY, Kind.COMPANY),
    Role.SUCCEEDED_BY: (Kind.COMPANY, Kind.COMPANY),
    Role.SUPPLIED_BY: (Kind.PRODUCT, Kind.COMPANY),
    Role.REPORTS_TO: (Kind.CONTACT, Kind.CONTACT),
}


class RecordRef(Frozen):
    """Names a record of a source, whether or not the hub has it yet."""

    source: str
    kind: Kind
    key: str

    @property
    def id(self) -> RecordId:
        """The id the named record has or will have."""
        return record_id(self.source, self.kind, self.key)


class Statement(Frozen):
    """What a record says of another: `role` towards `target`, with properties such as title, share, from, to."""

    role: Role
    target: RecordRef
    properties: dict[str, str] = {}


class SourceRecord(Frozen):
    """One version of one record of one source.

    `raw` is the row as read (column -> text); `fields` the standardised values; `as_of` the source's own time of
    change, where it tells one.
    """

    source: str
    kind: Kind
    key: str
    raw: dict[str, str] = {}
    fields: Fields
    statements: tuple[Statement, ...] = ()
    as_of: str | None = None

    @cached_property
    def id(self) -> RecordId:
        """The record's id, the same for all its versions."""
        return record_id(self.source, self.kind, self.key)

    @cached_property
    def content_hash(self) -> str:
        """Stands for all that the source said; equal content is no new version."""
        return content_hash([self.raw, self.fields, self.said, self.as_of])

    @cached_property
    def said(self) -> list[dict[str, object]]:
        """The statements as JSON values."""
        return [statement.model_dump(mode="json") for statement in self.statements]


class InteractionType(StrEnum):
    """Anything that happened. The value is the interaction's second label in the graph."""

    ORDER = "Order"
    PAYMENT = "Payment"
    RETURN = "Return"
    CALL = "Call"
    EMAIL = "Email"
    MEETING = "Meeting"
    TICKET = "Ticket"
    VISIT = "Visit"
    FEEDBACK = "Feedback"
    RESPONSE = "Response"
    SOCIAL_POST = "SocialPost"
    TASK = "Task"
    NOTE = "Note"
    OPPORTUNITY = "Opportunity"


class Line(Frozen):
    """One product line of an order or opportunity."""

    key: str
    product: RecordRef
    quantity: str | None = None
    unit_price: str | None = None
    discount: str | None = None
    currency: str | None = None


class Interaction(Frozen):
    """Something that happened with one or more records: an order, a ticket, a call.

    `at` is when it happened; `details` holds what its type adds (priority, resolution, stage ...).
    An interaction with `partial` carries only lines: its head comes from another file.
    """

    source: str
    type: InteractionType
    key: str
    at: str | None = None
    subject: str | None = None
    status: str | None = None
    channel: str | None = None
    amount: str | None = None
    currency: str | None = None
    details: dict[str, str] = {}
    parties: tuple[RecordRef, ...] = ()
    lines: tuple[Line, ...] = ()
    partial: bool = False

    @cached_property
    def id(self) -> str:
        """The interaction's id."""
        return interaction_id(self.source, self.type.value, self.key)

    @cached_property
    def content_hash(self) -> str:
        """Stands for all that the source said; equal content is not written again."""
        return content_hash(self.model_dump(mode="json"))


class Rejection(Frozen):
    """One refused row: what it said, which field was at fault, why, and what cures it. `row` counts from 1."""

    source: str
    file: str
    row: int
    field: str
    reason: str
    cure: str
    raw: str

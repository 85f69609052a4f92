"""What goes over the wire where it is not a model type as it stands. Every field says what it is, with an example."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from hub.model.base import Frozen
from hub.model.evidence import Evidence, Grade
from hub.model.golden import Customer, GoldenRecord, GoldenValue
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.judgement import Judgement, Override, Verdict
from hub.model.plan import Event, GoldenChange, Plan, RelationChange, Review
from hub.model.record import InteractionType, Role
from hub.model.view import Found, InteractionView, MemberTie, Page, RecordView, RelationView, UnifiedView

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
PRINTABLE = r"^[^\x00-\x1f\x7f]+$"
"""No control characters: one in a key is a fault of the sender, and none could be seen."""
Key = Annotated[str, Field(min_length=1, max_length=500, pattern=PRINTABLE, examples=["0000100001"])]
Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False, strict=True)]
SourceName = Annotated[str, Field(pattern="^[a-z0-9_-]{1,64}$", examples=["erp"])]
Values = Annotated[list[Text], Field(max_length=100)]
Attributes = Annotated[
    dict[Name, Text | Values | dict[Name, Text]],
    Field(
        max_length=60,
        description="Attribute -> value, list of values, or for identifiers scheme -> number, all as written.",
        examples=[{"name": "Siemens AG", "city": "München", "country": "DE", "identifier": {"vat": "DE129273398"}}],
    ),
]


class ProblemError(Frozen):
    """One place of the request that is wrong."""

    pointer: str = Field(
        description="JSON pointer (RFC 6901) into the body; for a parameter, where it is and its name: /query/limit.",
        examples=["/attributes/email"],
    )
    detail: str = Field(examples=["it has no @"])


class ProblemType(Frozen):
    """One kind of problem: what the `type` of a problem leads to."""

    code: str
    title: str


class Problem(Frozen):
    """What went wrong and what to do about it (RFC 9457). Never repeats what was sent."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "/problems/not_found",
                    "title": "Nothing has that id, key or cursor",
                    "status": 404,
                    "detail": "There is no golden record co_aaaaaaaaaaaaaaaa.",
                    "instance": "urn:request:5f0c1c",
                    "code": "not_found",
                    "cure": "Look ids up by source and key, or search.",
                    "errors": [],
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    cure: str
    errors: tuple[ProblemError, ...] = ()


class Moved(Frozen):
    """A former id: where it leads now."""

    id: str
    former_ids: tuple[str, ...]


class GoldenOut(Frozen):
    """A golden record: the values that survived, each with the rule that chose it and every claim."""

    id: GoldenId = Field(examples=["co_6ieamcln3d364ar2"])
    kind: Kind
    name: str = Field(examples=["Siemens AG"])
    values: dict[str, GoldenValue]
    members: tuple[RecordId, ...]
    former_ids: tuple[GoldenId, ...]
    customer: Customer | None
    etag: str

    @classmethod
    def of(cls, golden: GoldenRecord) -> "GoldenOut":
        """Return the golden record as it is shown."""
        shown = golden.model_dump(exclude={"search_text", "customer_values"})
        return cls(**shown, customer=golden.customer, etag=golden.etag)


class ViewOut(Frozen):
    """All the hub knows of one golden record; lists are cut at a first page."""

    golden: GoldenOut
    records: tuple[RecordView, ...]
    ties: tuple[MemberTie, ...]
    relations: Page[RelationView]
    timeline: Page[InteractionView]

    @classmethod
    def of(cls, view: UnifiedView) -> "ViewOut":
        """Return the view as it is shown."""
        return cls(**dict(view) | {"golden": GoldenOut.of(view.golden)})


class FoundOut(Frozen):
    """A golden record that a candidate may be, how sure that is, and why."""

    golden: GoldenOut
    grade: Grade
    probability: float
    record: RecordId
    evidence: tuple[Evidence, ...]

    @classmethod
    def of(cls, found: Found) -> "FoundOut":
        """Return a finding as it is shown."""
        return cls(**dict(found) | {"golden": GoldenOut.of(found.golden)})


class StatementIn(Frozen):
    """What a record states of another."""

    role: Role = Field(examples=["OWNED_BY"])
    key: Key
    source: SourceName | None = Field(default=None, description="Source of the other; unset: the same.")
    properties: Annotated[dict[Name, Text], Field(max_length=60)] = Field(default={}, examples=[{"share": "100"}])


class RecordIn(Frozen):
    """What a source says of one record."""

    attributes: Attributes
    statements: Annotated[tuple[StatementIn, ...], Field(max_length=1_000)] = ()
    as_of: Text | None = Field(default=None, description="When the source changed it.", examples=["2026-03-01"])


class KeyedRecordIn(RecordIn):
    """The same, in a list."""

    kind: Kind
    key: Key


class RecordsIn(Frozen):
    """Up to 1,000 records."""

    records: Annotated[list[KeyedRecordIn], Field(min_length=1, max_length=1_000)]


class RecordWritten(Frozen):
    """What became of one record; `problem` where it could not be taken."""

    kind: Kind
    key: str
    record: RecordId
    golden: GoldenId | None
    problem: Problem | None = None


class RecordsWritten(Frozen):
    """What became of the records sent, in their order."""

    created: int
    changed: int
    results: tuple[RecordWritten, ...]


class PartyIn(Frozen):
    """Names a record that an interaction was with."""

    kind: Kind
    key: Key
    source: SourceName | None = None


class LineIn(Frozen):
    """A product line."""

    key: Key
    product: PartyIn
    quantity: Number | None = None
    unit_price: Number | None = None
    discount: Number | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None


class InteractionIn(Frozen):
    """Something that happened."""

    type: InteractionType
    key: Key
    at: Text | None = Field(default=None, examples=["2026-03-01T09:30:00Z"])
    subject: Text | None = None
    status: Text | None = None
    channel: Text | None = None
    amount: Number | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    details: Annotated[dict[Name, Text], Field(max_length=60)] = {}
    parties: Annotated[tuple[PartyIn, ...], Field(max_length=1_000)] = ()
    lines: Annotated[tuple[LineIn, ...], Field(max_length=1_000)] = ()


class InteractionsIn(Frozen):
    """Up to 1,000 interactions."""

    interactions: Annotated[list[InteractionIn], Field(min_length=1, max_length=1_000)]


class InteractionsWritten(Frozen):
    """How many of those sent were new or changed."""

    written: int


class MatchIn(Frozen):
    """A candidate: what somebody is about to create."""

    kind: Kind
    attributes: Attributes
    limit: int = Field(default=10, ge=1, le=50, strict=True)


class MatchOut(Frozen):
    """Golden records that the candidate may be, surest first."""

    found: tuple[FoundOut, ...]


class MatchOrCreateIn(Frozen):
    """A candidate to keep. Without a key, equal content gets an equal key: sending it again is harmless."""

    source: SourceName
    kind: Kind
    key: Key | None = None
    attributes: Attributes


class MatchOrCreateOut(Frozen):
    """The golden record that the candidate is a member of now."""

    outcome: Literal["matched", "created", "known"]
    record: RecordId
    golden: GoldenOut
    possible: tuple[FoundOut, ...] = Field(description="Other golden records that it may be; a steward will be asked.")


class JudgementIn(Frozen):
    """A verdict on two records or golden records."""

    left: Key = Field(examples=["co_6ieamcln3d364ar2"])
    right: Key = Field(examples=["co_ziohjhvvam7q7ita"])
    verdict: Verdict
    why: Annotated[str, Field(max_length=2_000)] = ""


class OverrideIn(Frozen):
    """A golden value to pin."""

    subject: Key = Field(description="Golden id or record id.", examples=["co_6ieamcln3d364ar2"])
    attribute: Key = Field(examples=["city"])
    values: Annotated[tuple[Text, ...], Field(min_length=1, max_length=100)] = Field(examples=[["München"]])
    why: Annotated[str, Field(max_length=2_000)] = ""
    expires_at: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$")] | None = None


class PlanOut(Frozen):
    """What was, or would be, changed."""

    kind: Kind
    golden: tuple[GoldenChange, ...]
    relations: tuple[RelationChange, ...]
    reviews_opened: tuple[Review, ...]
    reviews_closed: tuple[str, ...]
    events: tuple[Event, ...]

    @classmethod
    def of(cls, plan: Plan) -> "PlanOut":
        """Return what of a plan concerns its readers."""
        return cls(**{name: getattr(plan, name) for name in cls.model_fields})


class JudgementOut(Frozen):
    """A judgement and the plans it implied."""

    judgement: Judgement
    plans: tuple[PlanOut, ...]


class OverrideOut(Frozen):
    """An override and the plans it implied."""

    override: Override
    plans: tuple[PlanOut, ...]


class ReviewOut(Frozen):
    """A question with both records side by side and the evidence for and against."""

    review: Review
    left: RecordView
    right: RecordView
    evidence: tuple[Evidence, ...]


class Counts(Frozen):
    """How much the hub holds, by what."""

    counts: dict[str, int]


class Health(Frozen):
    """The hub's state of health."""

    status: Literal["live", "ready"]
    engine: str | None = None

"""What readers are shown: unified views, timelines, hierarchies, paths, pages. Assembled when read, never stored."""

from typing import Generic, TypeVar

from hub.model.base import Frozen
from hub.model.evidence import Evidence, Grade
from hub.model.golden import GoldenRecord
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.record import Fields

T = TypeVar("T")


class Page(Frozen, Generic[T]):
    """Some items of a longer list; `next_cursor` asks for those behind them, None where there are none."""

    items: tuple[T, ...]
    next_cursor: str | None = None


class RecordView(Frozen):
    """A source record as stored. `golden` is the golden record it is a member of, None while it waits or is retired."""

    id: RecordId
    source: str
    kind: Kind
    key: str
    state: str
    version: int
    as_of: str | None
    raw: dict[str, str]
    fields: Fields
    golden: GoldenId | None


class PartyRef(Frozen):
    """A golden record named in passing."""

    id: GoldenId
    kind: Kind
    name: str


class RelationView(Frozen):
    """A relation of a golden record with `other`; `start` and `end` give its direction."""

    role: str
    start: GoldenId
    end: GoldenId
    properties: dict[str, str]
    stated_by: tuple[RecordId, ...]
    other: PartyRef


class LineView(Frozen):
    """A product line of an interaction; `golden` is the golden product, where it is known."""

    key: str
    product: str
    golden: GoldenId | None
    name: str | None
    quantity: float | None
    unit_price: float | None
    discount: float | None
    currency: str | None


class InteractionView(Frozen):
    """Something that happened."""

    id: str
    type: str
    source: str
    key: str
    at: str | None
    subject: str | None
    status: str | None
    channel: str | None
    amount: float | None
    currency: str | None
    details: dict[str, str]
    lines: tuple[LineView, ...]


class MemberTie(Frozen):
    """The strongest match that ties a member to the rest of its cluster, in bits and in words."""

    record: RecordId
    other: RecordId | None
    probability: float | None
    evidence: tuple[Evidence, ...]


class UnifiedView(Frozen):
    """All the hub knows of one golden record on one page; lists are cut at a first page."""

    golden: GoldenRecord
    records: tuple[RecordView, ...]
    ties: tuple[MemberTie, ...]
    relations: Page[RelationView]
    timeline: Page[InteractionView]


class HierarchyNode(Frozen):
    """A company in a hierarchy. `depth` counts from the company asked for: 1 is its direct parent or subsidiary."""

    id: GoldenId
    name: str
    depth: int
    via: GoldenId
    share: str | None


class Hierarchy(Frozen):
    """Who owns a company and whom it owns, each node once, at its least depth. `cut` says that there is more."""

    company: PartyRef
    ultimate_parents: tuple[PartyRef, ...]
    ancestors: tuple[HierarchyNode, ...]
    descendants: tuple[HierarchyNode, ...]
    cut: bool = False


class PathStep(Frozen):
    """One relation on a path."""

    role: str
    start: GoldenId
    end: GoldenId


class Path(Frozen):
    """A shortest path between two golden records, over relations in either direction."""

    nodes: tuple[PartyRef, ...]
    steps: tuple[PathStep, ...]


class Found(Frozen):
    """A golden record that a candidate may be, how sure that is, and why."""

    golden: GoldenRecord
    grade: Grade
    probability: float
    record: RecordId
    evidence: tuple[Evidence, ...]


class OpenRejection(Frozen):
    """A refused row as kept: as `hub.model.record.Rejection`, with its id, the load that met it, and when."""

    id: str
    source: str
    file: str
    row: int
    field: str
    reason: str
    cure: str
    raw: str
    load: str | None
    at: str


class ExpectedRecord(Frozen):
    """A record that others refer to, `references` times, and that has not come."""

    source: str
    kind: Kind
    key: str
    references: int


class CustomerView(Frozen):
    """A buying role and the golden record whose role it is."""

    id: str
    party: PartyRef
    values: dict[str, tuple[str, ...]]

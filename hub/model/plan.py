"""The plan: everything one resolution will change, as a value. Printed by a dry run, applied once, kept as events."""

from enum import StrEnum

from hub.model.base import Frozen
from hub.model.evidence import Match
from hub.model.golden import GoldenRecord, Identity
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.judgement import Judgement, Override
from hub.model.record import Fields, Role


class Member(Frozen):
    """A source record as resolution sees it.

    `arrival` numbers records in the order they first came. `employers` are the golden companies that a contact states
    to work at, in the order of the records that it names.
    """

    id: RecordId
    kind: Kind
    source: str
    key: str
    arrival: int
    fields: Fields
    as_of: str | None = None
    active: bool = True
    component: RecordId | None = None
    golden: GoldenId | None = None
    keys: frozenset[str] = frozenset()
    employers: tuple[GoldenId, ...] = ()


class SourceTrust(Frozen):
    """How far a source is believed, 0..1, overall and by attribute; after `half_life_days` a value counts half."""

    source: str
    trust: float = 0.5
    attribute_trust: dict[str, float] = {}
    half_life_days: float | None = None


class Block(Frozen):
    """A blocking key and how many active records hold it, before this plan; which ones, unless they are too many."""

    key: str
    size: int
    holders: tuple[RecordId, ...] = ()


class ReviewReason(StrEnum):
    """Why a steward is asked."""

    UNCERTAIN = "uncertain"  # the probability lies between review and merge
    IDENTIFIER_CONFLICT = "identifier_conflict"  # alike, but a register says they are two
    CUT = "cut"  # alike, yet kept apart because their cluster held a contradiction
    WEAK_LINK = "weak_link"  # alike, yet the records of both sides, taken together, speak against it
    CONTRADICTION = "contradiction"  # a person's decisions contradict an identifier or each other


class Review(Frozen):
    """An open question about two records."""

    id: str
    kind: Kind
    reason: ReviewReason
    left: RecordId
    right: RecordId
    probability: float


class Neighbourhood(Frozen):
    """All that resolving `changed` needs to know: closed, so that nothing outside can be affected.

    It holds the changed records, every record that matches one of them, matched it or is judged with it, and all
    members of the components these belong to, with the stored matches, decisions, ids and golden records among them.
    """

    kind: Kind
    changed: frozenset[RecordId]
    members: tuple[Member, ...]
    blocks: tuple[Block, ...] = ()
    matches: tuple[Match, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    overrides: tuple[Override, ...] = ()
    identities: tuple[Identity, ...] = ()
    golden: tuple[GoldenRecord, ...] = ()
    reviews: tuple[Review, ...] = ()
    trusts: tuple[SourceTrust, ...] = ()


class Move(Frozen):
    """A record that joins, leaves or changes its golden record."""

    record: RecordId
    before: GoldenId | None
    after: GoldenId | None


class GoldenChange(Frozen):
    """A golden record before and after; None where it did not exist or exists no more."""

    before: GoldenRecord | None
    after: GoldenRecord | None

    @property
    def id(self) -> GoldenId:
        """The id that is created, changed or ended."""
        golden = self.after or self.before
        assert golden is not None
        return golden.id


class Stated(Frozen):
    """One source record's statement, with the golden records that both sides belong to now."""

    record: RecordId
    role: Role
    start: GoldenId
    end: GoldenId
    properties: dict[str, str]


class Relation(Frozen):
    """An edge between two golden records, and the source records that state it.

    `role` is the relationship's type in the graph: a Role, with OWNS (owner to owned) in place of OWNED_BY.
    """

    role: str
    start: GoldenId
    end: GoldenId
    properties: dict[str, str] = {}
    stated_by: tuple[RecordId, ...] = ()


class RelationChange(Frozen):
    """A relation before and after."""

    before: Relation | None
    after: Relation | None


class EventType(StrEnum):
    """What can happen to a golden record, a decision, a relation or a match model."""

    CREATED = "created"
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"
    RETIRED = "retired"
    RELATED = "related"
    UNRELATED = "unrelated"
    JUDGED = "judged"
    UNJUDGED = "unjudged"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    TRAINED = "trained"  # a match model, on the records of its kind


class Event(Frozen):
    """Something that changed. `number` and `at` are given when the plan is applied; until then they are 0 and ''."""

    type: EventType
    subject: str
    kind: Kind | None
    data: dict[str, object] = {}
    number: int = 0
    at: str = ""
    by: str = ""


class Plan(Frozen):
    """What resolving a neighbourhood changes, and only what changes.

    `resolved` are the records it answers for; `keys_added` and `keys_removed` how their blocking keys change;
    `components` the labels of records whose component has another label now; `requeued` the blocking keys that grew or
    shrank past the size limit, whose holders must be resolved again; `oversized` the keys that were set aside.
    """

    kind: Kind
    resolved: tuple[RecordId, ...] = ()
    keys_added: dict[RecordId, frozenset[str]] = {}
    keys_removed: dict[RecordId, frozenset[str]] = {}
    matches: tuple[Match, ...] = ()
    matches_removed: tuple[tuple[RecordId, RecordId], ...] = ()
    components: dict[RecordId, RecordId | None] = {}
    moves: tuple[Move, ...] = ()
    golden: tuple[GoldenChange, ...] = ()
    identities: tuple[Identity, ...] = ()
    reviews_opened: tuple[Review, ...] = ()
    reviews_closed: tuple[str, ...] = ()
    relations: tuple[RelationChange, ...] = ()
    requeued: tuple[str, ...] = ()
    oversized: tuple[Block, ...] = ()
    events: tuple[Event, ...] = ()

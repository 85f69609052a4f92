"""Golden ids that do not churn.

Parts of clusters and the identities issued so far go in; each part's id comes out, with the identities that are new or
moved. The contract (docs/decisions has the reasons):

- An id is held by one record, its anchor: first its founder. A part takes the oldest id anchored in it, so after a
  merge the older id stays and the other leads to it.
- When a cluster splits, a part that was merged in earlier goes back to its own former id. Otherwise the id stays with
  the heavier part: if the anchor went with the lighter one, the anchor moves to the heavier.
- When the anchor's record is retired, its ids move on to the records it shared a golden record with.
- An anchor that moved because of a judgement moves back when that judgement is undone.

Given the resulting identities, the ids are a function of the parts alone; a rebuild therefore finds the same ids.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hub.model.golden import Identity
from hub.model.ids import GoldenId, Kind, RecordId, golden_id

Part = tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before the ids are assigned.

    `golden` maps records to their golden id, `arrival` to the order they first came in; `undone` are judgements
    that no longer count; `divider` names the judgement that keeps two parts of one component apart, if one does.
    """

    kind: Kind
    golden: Mapping[RecordId, GoldenId]
    arrival: Mapping[RecordId, int]
    identities: Sequence[Identity]
    undone: frozenset[str] = frozenset()
    divider: Callable[[Part, Part], str | None] = lambda _left, _right: None


@dataclass(frozen=True, slots=True)
class Assignment:
    """The id of each part, the ids anchored in it besides, and the identities that are new or whose anchor moved."""

    ids: dict[Part, GoldenId]
    former_ids: dict[Part, tuple[GoldenId, ...]]
    changed: tuple[Identity, ...]


@dataclass
class _Ledger:
    """Where each identity is anchored while ids are being assigned."""

    before: Before
    parts: Sequence[Part]
    part_of: dict[RecordId, Part] = field(init=False)
    members_of: dict[GoldenId, list[RecordId]] = field(init=False)
    identities: dict[GoldenId, Identity] = field(init=False)
    anchored: dict[RecordId, list[GoldenId]] = field(init=False)

    def __post_init__(self) -> None:
        self.part_of = {record: part for part in self.parts for record in part}
        self.members_of, self.identities, self.anchored = {}, {}, {}
        for record, golden in self.before.golden.items():
            self.members_of.setdefault(golden, []).append(record)
        for identity in self.before.identities:
            self.keep(_drop_undone(identity, self.before.undone))

    def anchor(self, identity: Identity) -> RecordId:
        return identity.anchors[-1][0]

    def age(self, identity: Identity) -> tuple[int, int, str]:
        """Sorts issued ids before new ones, older before younger."""
        founded = self.before.arrival.get(identity.founder, 0)
        return (0, identity.issued, "") if identity.issued is not None else (1, founded, identity.id)

    def held_by(self, part: Part) -> list[Identity]:
        """The identities anchored in `part`, oldest first."""
        held = [self.identities[golden] for record in part for golden in self.anchored.get(record, ())]
        return sorted(held, key=self.age)

    def keep(self, identity: Identity) -> None:
        """Enter an identity at its anchor."""
        self.identities[identity.id] = identity
        self.anchored.setdefault(self.anchor(identity), []).append(identity.id)

    def move(self, identity: Identity, record: RecordId, judgement: str | None) -> None:
        self.anchored[self.anchor(identity)].remove(identity.id)
        self.keep(identity.model_copy(update={"anchors": (*identity.anchors, (record, judgement))}))


def assign_ids(parts: Sequence[Part], before: Before) -> Assignment:
    """Assign a golden id to each part.

    Args:
        parts: disjoint clusters of active records, closed: every record that shared a golden id with one of them
            is in a part, or has been retired.
        before: ids, order of arrival and decisions so far.

    Returns:
        Ids that are a pure function of `parts` and the identities returned: assigning again changes nothing.
    """
    ledger = _Ledger(before, sorted(parts, key=lambda part: _arrival(part, before)))
    _keep_with_heavier_part(ledger)
    _move_from_retired(ledger)
    ids = {part: _id_of(part, ledger) for part in ledger.parts}
    former = {
        part: tuple(sorted(identity.id for identity in ledger.held_by(part) if identity.id != ids[part]))
        for part in ledger.parts
    }
    known = {identity.id: identity for identity in before.identities}
    changed = tuple(identity for key, identity in sorted(ledger.identities.items()) if known.get(key) != identity)
    return Assignment(ids=ids, former_ids=former, changed=changed)


def _drop_undone(identity: Identity, undone: frozenset[str]) -> Identity:
    anchors = tuple(anchor for anchor in identity.anchors if anchor[1] is None or anchor[1] not in undone)
    return identity if anchors == identity.anchors else identity.model_copy(update={"anchors": anchors})


def _arrival(part: Part, before: Before) -> tuple[int, str]:
    return min((before.arrival[record], record) for record in part)


def _oldest(records: Sequence[RecordId], before: Before) -> RecordId:
    return min(records, key=lambda record: (before.arrival[record], record))


def _members_by_part(golden: GoldenId, ledger: _Ledger) -> dict[Part, list[RecordId]]:
    """The parts in which former members of `golden` are now, with those members."""
    found: dict[Part, list[RecordId]] = {}
    for record in ledger.members_of.get(golden, ()):
        if record in ledger.part_of:
            found.setdefault(ledger.part_of[record], []).append(record)
    return found


def _heaviest(found: Mapping[Part, list[RecordId]], home: Part | None, ledger: _Ledger) -> Part:
    """The part with most former members; a tie goes to the anchor's part, then to the longest-standing."""
    return min(found, key=lambda part: (-len(found[part]), part != home, _arrival(tuple(found[part]), ledger.before)))


def _keep_with_heavier_part(ledger: _Ledger) -> None:
    held = Counter(ledger.before.golden.values())
    for golden in sorted(held, key=lambda golden: ledger.age(ledger.identities[golden])):
        identity = ledger.identities[golden]
        found = _members_by_part(golden, ledger)
        home = ledger.part_of.get(ledger.anchor(identity))
        if not found or (home is not None and set(found) == {home}):
            continue
        target = _heaviest(found, home, ledger)
        has_own_id = any(other.id != golden for other in ledger.held_by(target))
        if target == home or (home is not None and has_own_id):
            continue
        judgement = ledger.before.divider(home, target) if home is not None else None
        ledger.move(identity, _oldest(found[target], ledger.before), judgement)


def _move_from_retired(ledger: _Ledger) -> None:
    """Ids that led to a retired record lead on to what it was part of."""
    for identity in list(ledger.identities.values()):
        anchor = ledger.anchor(identity)
        golden = ledger.before.golden.get(anchor)
        if anchor in ledger.part_of or golden is None:
            continue
        found = _members_by_part(golden, ledger)
        if found:
            target = _heaviest(found, None, ledger)
            ledger.move(identity, _oldest(found[target], ledger.before), None)


def _id_of(part: Part, ledger: _Ledger) -> GoldenId:
    held = ledger.held_by(part)
    if held:
        return held[0].id
    founder = _oldest(part, ledger.before)
    generation = 0
    while golden_id(ledger.before.kind, founder, generation) in ledger.identities:
        generation += 1
    fresh = golden_id(ledger.before.kind, founder, generation)
    ledger.keep(Identity(id=fresh, kind=ledger.before.kind, founder=founder, issued=None, anchors=((founder, None),)))
    return fresh

"""Relations between golden records, projected from what their source records state of each other."""

from collections.abc import Iterable, Mapping, Sequence

from hub.model.ids import GoldenId
from hub.model.json_text import canonical_json
from hub.model.plan import Event, EventType, Relation, RelationChange, Stated
from hub.model.record import Role


def project(statements: Iterable[Stated]) -> tuple[Relation, ...]:
    """Return one relation for each pair and role; of contradicting properties, the lowest record id's stands.

    OWNED_BY becomes OWNS, from owner to owned. What a cluster states of itself is dropped.
    """
    grouped: dict[tuple[str, GoldenId, GoldenId], list[Stated]] = {}
    for stated in statements:
        if stated.start == stated.end:
            continue
        owned = stated.role is Role.OWNED_BY
        start, end = (stated.end, stated.start) if owned else (stated.start, stated.end)
        grouped.setdefault(("OWNS" if owned else stated.role.value, start, end), []).append(stated)
    return tuple(_relation(key, group) for key, group in sorted(grouped.items()))


def _relation(key: tuple[str, GoldenId, GoldenId], group: Sequence[Stated]) -> Relation:
    properties: dict[str, str] = {}
    ordered = sorted(group, key=lambda stated: (stated.record, canonical_json(stated.properties)))
    for stated in reversed(ordered):
        properties.update(stated.properties)
    role, start, end = key
    stated_by = tuple(sorted({stated.record for stated in group}))
    return Relation(role=role, start=start, end=end, properties=properties, stated_by=stated_by)


def diff_relations(before: Iterable[Relation], after: Iterable[Relation]) -> tuple[RelationChange, ...]:
    """Return what changes from `before` to `after`, in order."""
    old = {(item.role, item.start, item.end): item for item in before}
    new = {(item.role, item.start, item.end): item for item in after}
    return tuple(
        RelationChange(before=old.get(key), after=new.get(key))
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    )


def relation_events(changes: Iterable[RelationChange]) -> tuple[Event, ...]:
    """Return an event for each relation that appears, changes or disappears; its subject is where it starts."""
    events = []
    for change in changes:
        relation = change.after or change.before
        assert relation is not None
        data: Mapping[str, object] = {"role": relation.role, "end": relation.end, "properties": relation.properties}
        kind = EventType.RELATED if change.after else EventType.UNRELATED
        events.append(Event(type=kind, subject=relation.start, kind=None, data=dict(data)))
    return tuple(events)

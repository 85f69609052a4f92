"""Events: what a plan's golden changes mean to those who follow the hub's changes."""

from collections.abc import Mapping, Sequence

from hub.model.golden import GoldenRecord
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.plan import Event, EventType, GoldenChange, Move


def golden_events(
    kind: Kind, changes: Sequence[GoldenChange], moves: Sequence[Move], arrival: Mapping[RecordId, int]
) -> tuple[Event, ...]:
    """Return one event for each golden record that is created, split off, changed, merged or retired.

    In the order in which their oldest members arrived, which is also the order in which ids are issued; endings come
    last, so that whoever reads on knows the id that an ended one leads to.
    """
    moved = {move.record: move for move in moves}

    def place(change: GoldenChange) -> tuple[bool, int, str]:
        golden = change.after or change.before
        oldest = min((arrival[record] for record in golden.members if record in arrival), default=0) if golden else 0
        return (change.after is None, oldest, change.id)

    return tuple(_event(kind, change, moved) for change in sorted(changes, key=place))


def _event(kind: Kind, change: GoldenChange, moved: dict[RecordId, Move]) -> Event:
    before, after = change.before, change.after
    if after is None:
        return _ending(kind, before, moved)
    joined = sorted(set(after.members) - set(before.members if before else ()))
    data: dict[str, object] = {"joined": joined, "values": _value_changes(before, after)}
    if before is not None:
        left = sorted(set(before.members) - set(after.members))
        return Event(type=EventType.CHANGED, subject=after.id, kind=kind, data={**data, "left": left})
    origins = sorted({moved[record].before or "" for record in after.members if record in moved} - {""})
    if origins:
        return Event(type=EventType.SPLIT, subject=after.id, kind=kind, data={**data, "from": origins})
    return Event(type=EventType.CREATED, subject=after.id, kind=kind, data=data)


def _ending(kind: Kind, before: GoldenRecord | None, moved: dict[RecordId, Move]) -> Event:
    assert before is not None
    destinations: list[GoldenId] = sorted({m.after for r in before.members if (m := moved.get(r)) and m.after})
    if destinations:
        return Event(type=EventType.MERGED, subject=before.id, kind=kind, data={"into": destinations})
    return Event(type=EventType.RETIRED, subject=before.id, kind=kind, data={"left": list(before.members)})


def _value_changes(before: GoldenRecord | None, after: GoldenRecord) -> dict[str, object]:
    """Attribute -> [values before, values after], for those that differ."""
    old = {name: list(value.values) for name, value in (before.values if before else {}).items()}
    new = {name: list(value.values) for name, value in after.values.items()}
    names = sorted(old.keys() | new.keys())
    return {name: [old.get(name, []), new.get(name, [])] for name in names if old.get(name) != new.get(name)}

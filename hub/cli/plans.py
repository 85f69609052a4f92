"""How plans are shown: what happens to golden records, relations and questions, counted and one by one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from rich.console import RenderableType
from rich.text import Text

from hub.cli.output import table
from hub.cli.views import event_in_words
from hub.loading import Tally
from hub.model.ids import Kind
from hub.model.plan import EventType, Plan

BULKY = {"keys_added", "keys_removed", "components", "identities", "requeued", "resolved"}
"""What a plan holds for the graph alone."""

_WORDS = {
    EventType.CREATED: "created",
    EventType.SPLIT: "split off",
    EventType.CHANGED: "changed",
    EventType.MERGED: "merged",
    EventType.RETIRED: "retired",
}


def tally(plans: Sequence[Plan]) -> Tally:
    """Count what plans change."""
    counted = Tally()
    for plan in plans:
        counted.add(plan)
    return counted


def events_in_words(counts: Mapping[str, int]) -> str:
    """Return counts of events in one line."""
    return ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())) or "no golden record changed"


def plans_as_data(plans: Sequence[Plan]) -> list[dict[str, object]]:
    """Return plans for machines, without what only the graph needs."""
    return [plan.model_dump(mode="json", exclude=BULKY) for plan in plans]


def plan_parts(plans: Sequence[Plan], limit: int) -> list[RenderableType]:
    """Return a table of counts by kind, and one of the first `limit` changes."""
    rows = list(islice(_rows(plans), limit))
    total = sum(len(plan.events) for plan in plans)
    parts: list[RenderableType] = [_counts(plans)]
    if rows:
        parts.append(table(("what", "id", "name", "how"), rows))
    if total > len(rows):
        parts.append(Text(f"... and {total - len(rows):,} more; --json shows all.", style="dim"))
    return parts


def _counts(plans: Sequence[Plan]) -> RenderableType:
    kinds = sorted({plan.kind for plan in plans})
    rows = [_count_row(kind, [plan for plan in plans if plan.kind is kind]) for kind in kinds]
    columns = ("kind", *_WORDS.values(), "relations", "reviews opened", "closed")
    return table(columns, rows) if rows else Text("Nothing would change.")


def _count_row(kind: Kind, plans: Sequence[Plan]) -> Sequence[object]:
    happened = Counter(event.type for plan in plans for event in plan.events)
    related = sum(len(plan.relations) for plan in plans)
    opened = sum(len(plan.reviews_opened) for plan in plans)
    closed = sum(len(plan.reviews_closed) for plan in plans)
    return (kind.value, *(happened[event] for event in _WORDS), related, opened, closed)


def _rows(plans: Sequence[Plan]) -> Iterator[tuple[str, str, str, str]]:
    for plan in plans:
        names = {change.id: golden.name for change in plan.golden if (golden := change.after or change.before)}
        for event in plan.events:
            yield event.type.value, event.subject, names.get(event.subject, ""), event_in_words(event)  # type: ignore[call-overload]

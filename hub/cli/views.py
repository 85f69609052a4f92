"""How golden records, source records, relations, interactions and events look on a terminal. Prints nothing."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from hub.cli.output import table
from hub.model.evidence import Evidence
from hub.model.golden import GoldenRecord
from hub.model.plan import Event, EventType
from hub.model.view import CustomerView, InteractionView, RecordView, RelationView, UnifiedView


def heading(golden: GoldenRecord) -> RenderableType:
    """Return name, kind and ids in one line."""
    line = Text.assemble((golden.name, "bold"), f"  {golden.kind.value} {golden.id}")
    if golden.former_ids:
        line.append(f"  formerly {', '.join(golden.former_ids)}", style="dim")
    if golden.customer:
        line.append(f"  customer {golden.customer.id}", style="dim")
    return line


def values_table(golden: GoldenRecord) -> RenderableType:
    """Return each value with its rule and how many claims stand behind and against it."""
    rows = []
    for name, value in golden.values.items():
        winners = [claim for claim in value.claims if set(claim.values) & set(value.values)]
        others = [f"{'; '.join(c.values)} ({c.source})" for c in value.claims if c not in winners]
        sources = dict.fromkeys(claim.source for claim in winners)
        rows.append((name, value.values, value.rule, sources.keys(), "  ".join(others)))
    return table(("attribute", "value", "rule", "sources", "other claims"), [(*r[:3], list(r[3]), r[4]) for r in rows])


def golden_table(found: Iterable[GoldenRecord]) -> RenderableType:
    """Return golden records, one on a line."""
    rows = [(item.id, item.kind.value, item.name, _first(item, "city"), len(item.members)) for item in found]
    return table(("id", "kind", "name", "city", "records"), rows)


def customers_table(found: Iterable[CustomerView]) -> RenderableType:
    """Return customers, one on a line."""
    rows = [
        (item.id, item.party.name, item.party.id, "  ".join(f"{n}: {', '.join(v)}" for n, v in item.values.items()))
        for item in found
    ]
    return table(("customer", "name", "golden record", "says"), rows)


def _first(golden: GoldenRecord, attribute: str) -> str | None:
    value = golden.values.get(attribute)
    return value.values[0] if value else None


def records_table(found: Iterable[RecordView]) -> RenderableType:
    """Return source records, one on a line."""
    rows = [
        (item.id, item.source, item.kind.value, item.key, item.state, item.version, item.fields.get("name", ()))
        for item in found
    ]
    return table(("record", "source", "kind", "key", "state", "version", "name"), rows, "Source records")


def ties_table(whole: UnifiedView) -> RenderableType:
    """Return what ties each member to the others, in words."""
    rows = [(tie.record, tie.other, tie.probability, reasons(tie.evidence)) for tie in whole.ties if tie.other]
    return table(("record", "tied to", "probability", "because"), rows, "Why these belong together")


def compared_table(left: RecordView, right: RecordView) -> RenderableType:
    """Return two source records side by side."""
    rows = [(name, left.fields.get(name), right.fields.get(name)) for name in sorted({*left.fields, *right.fields})]
    return table(("attribute", f"{left.source} {left.key}", f"{right.source} {right.key}"), rows)


def evidence_table(evidence: Iterable[Evidence]) -> RenderableType:
    """Return evidence, one comparison on a line, with its weight in bits; what says nothing is left out."""
    rows = [(item.comparison, item.words, f"{item.weight:+.1f}") for item in evidence if item.weight]
    return table(("comparison", "says", "weight"), rows, "For and against")


def reasons(evidence: Iterable[Evidence]) -> str:
    """Return evidence in words with its weight in bits, strongest first; what says nothing is left out."""
    telling = sorted((item for item in evidence if item.weight), key=lambda item: -abs(item.weight))
    return "; ".join(f"{item.words} ({item.weight:+.1f})" for item in telling)


def relations_table(items: Iterable[RelationView]) -> RenderableType:
    """Return relations, one on a line; an arrow tells the direction."""
    rows = [
        ("→" if item.end == item.other.id else "←", item.role, item.other.name, item.other.id, len(item.stated_by))
        for item in items
    ]
    return table(("", "role", "with", "id", "stated by"), rows, "Relations")


def timeline_table(items: Iterable[InteractionView]) -> RenderableType:
    """Return interactions, one on a line."""
    rows = [
        (item.at, item.type, item.source, item.subject, item.status, _amount(item), len(item.lines)) for item in items
    ]
    return table(("at", "type", "source", "subject", "status", "amount", "lines"), rows, "Timeline")


def _amount(item: InteractionView) -> str | None:
    return None if item.amount is None else f"{item.amount:,.2f} {item.currency or ''}".strip()


def events_table(events: Iterable[Event]) -> RenderableType:
    """Return events, one on a line."""
    rows = [
        (event.number, event.at, event.by, event.type.value, event.subject, event_in_words(event)) for event in events
    ]
    return table(("number", "at", "by", "what", "subject", "says"), rows)


def event_line(event: Event) -> RenderableType:
    """Return one event as a line."""
    return Text(f"{event.number:>8}  {event.at}  {event.type.value:<10} {event.subject}  by {event.by}")


def event_in_words(event: Event) -> str:
    """Return what an event says beyond its type and subject."""
    data = event.data
    if event.type in (EventType.RELATED, EventType.UNRELATED):
        return f"{data.get('role')} {data.get('end')}"
    words = []
    for name, says in (("into", "into"), ("from", "out of")):
        if data.get(name):
            words.append(f"{says} {', '.join(map(str, _items(data[name])))}")
    words += [f"{len(_items(data[name]))} {name}" for name in ("joined", "left") if data.get(name)]
    if event.type is EventType.CHANGED and data.get("values"):
        words.append(f"values: {', '.join(map(str, _items(data['values'])))}")
    return "; ".join(words)


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple, dict)) else [value]

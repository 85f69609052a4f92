"""Commands that read: golden records and all that is known of them, look-ups, counts, changes."""

import time
from collections.abc import Iterable
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from hub.cli.arguments import Cursor, Golden, Kinds, Limit
from hub.cli.output import facts, table
from hub.cli.session import session_of
from hub.matching import search
from hub.model.golden import GoldenRecord
from hub.model.ids import Kind
from hub.model.plan import Event
from hub.model.record import InteractionType
from hub.model.view import InteractionView, RecordView, RelationView, UnifiedView
from hub.opening import Hub
from hub.reading import (
    TYPES,
    count_all,
    get_golden,
    get_golden_of_record,
    get_history,
    get_records,
    get_timeline,
    get_unified_view,
    list_changes,
    list_relations,
)

PANEL = "Read"
FOLLOW_SECONDS = 1.0


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (show, view, find, lookup, records, timeline, relations, history, changes, status):
        app.command(rich_help_panel=PANEL)(command)


def show(context: typer.Context, golden_id: Golden) -> None:
    """Show a golden record: each value, the rule that chose it, and what others claim."""
    session = session_of(context)
    with session.open() as hub:
        golden = get_golden(hub, golden_id)
    session.output.show(golden, heading(golden), values_table(golden))


def view(context: typer.Context, golden_id: Golden, limit: Limit = 20) -> None:
    """Show all the hub knows of one golden record on one page."""
    session = session_of(context)
    with session.open() as hub:
        whole = get_unified_view(hub, golden_id, limit)
    session.output.show(
        whole,
        heading(whole.golden),
        values_table(whole.golden),
        records_table(whole.records),
        ties_table(whole),
        relations_table(whole.relations.items),
        timeline_table(whole.timeline.items),
    )


def find(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to look for.")],
    kind: Kinds = None,
    limit: Limit = 20,
) -> None:
    """Find golden records by name, e-mail, telephone number or identifier, in Latin letters or Chinese."""
    session = session_of(context)
    with session.open() as hub:
        found = search(hub, text, kind or tuple(Kind), limit=limit)
    session.output.show(found, golden_table(found))


def lookup(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The source, such as crm.")],
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="What it is: company, contact or product.")],
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key by which the source knows it.")],
) -> None:
    """Show the golden record of a record that a source knows by a key."""
    session = session_of(context)
    with session.open() as hub:
        golden = get_golden_of_record(hub, source, kind, key)
    session.output.show(golden, heading(golden), values_table(golden))


def records(context: typer.Context, golden_id: Golden) -> None:
    """List the source records that a golden record stands for."""
    session = session_of(context)
    with session.open() as hub:
        found = get_records(hub, get_golden(hub, golden_id).members)
    session.output.show(found, records_table(found))


def timeline(
    context: typer.Context,
    golden_id: Golden,
    kind: Annotated[
        list[InteractionType] | None, typer.Option("--type", help="Only of this type; may be given more than once.")
    ] = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> None:
    """List what happened with a golden record, newest first."""
    session = session_of(context)
    with session.open() as hub:
        page = get_timeline(hub, golden_id, [item.value for item in kind or ()] or TYPES, cursor or None, limit)
    session.output.show(page, timeline_table(page.items))


def relations(context: typer.Context, golden_id: Golden, cursor: Cursor = "", limit: Limit = 50) -> None:
    """List whom a golden record is related to, and who says so."""
    session = session_of(context)
    with session.open() as hub:
        page = list_relations(hub, golden_id, cursor, limit)
    session.output.show(page, relations_table(page.items))


def history(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="ID", help="Golden id, judgement id or override id.")],
    limit: Limit = 50,
) -> None:
    """List what became of a golden record or a decision, newest first."""
    session = session_of(context)
    with session.open() as hub:
        events = get_history(hub, subject, limit)
    session.output.show(events, events_table(events))


def changes(
    context: typer.Context,
    after: Annotated[int, typer.Option("--after", min=0, help="Number of the last event that is known.")] = 0,
    follow: Annotated[bool, typer.Option("--follow", help="Wait for more; one line each. End with Ctrl-C.")] = False,
    limit: Limit = 100,
) -> None:
    """List changes behind an event number, oldest first."""
    session = session_of(context)
    with session.open() as hub:
        if not follow:
            events = list_changes(hub, after, limit)
            session.output.show(events, events_table(events))
            return
        for event in _follow(hub, after, limit):
            session.output.show_line(event, event_line(event))


def status(context: typer.Context) -> None:
    """Count what the hub holds."""
    session = session_of(context)
    with session.open() as hub:
        counts = count_all(hub)
    session.output.show(counts, facts(dict(sorted(counts.items()))))


def _follow(hub: Hub, after: int, limit: int) -> Iterable[Event]:
    while True:
        events = list_changes(hub, after, limit)
        yield from events
        after = events[-1].number if events else after
        if len(events) < limit:
            time.sleep(FOLLOW_SECONDS)


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
    rows = [
        (tie.record, tie.other, tie.probability, [evidence.words for evidence in tie.evidence])
        for tie in whole.ties
        if tie.other
    ]
    return table(("record", "tied to", "probability", "because"), rows, "Why these belong together")


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
    rows = [(event.number, event.at, event.by, event.type.value, event.subject, tuple(event.data)) for event in events]
    return table(("number", "at", "by", "what", "subject", "says"), rows)


def event_line(event: Event) -> RenderableType:
    """Return one event as a line."""
    return Text(f"{event.number:>8}  {event.at}  {event.type.value:<10} {event.subject}  by {event.by}")

"""Commands that read: golden records and all that is known of them, look-ups, counts, changes."""

import time
from collections.abc import Iterable
from typing import Annotated

import typer

from hub.cli.arguments import Cursor, Golden, Key, KindName, Kinds, Limit, Source
from hub.cli.opening import opened
from hub.cli.output import facts, table
from hub.cli.session import session_of
from hub.cli.views import (
    customers_table,
    event_line,
    events_table,
    golden_table,
    heading,
    records_table,
    relations_table,
    ties_table,
    timeline_table,
    values_table,
)
from hub.customers import list_customers
from hub.listing import list_sources
from hub.model.ids import Kind
from hub.model.plan import Event
from hub.model.record import InteractionType
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
    list_golden,
    list_relations,
)
from hub.searching import search

PANEL = "Read"
FOLLOW_SECONDS = 1.0


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("list", rich_help_panel=PANEL)(list_kind)
    for command in (
        show,
        view,
        find,
        lookup,
        customers,
        sources,
        records,
        timeline,
        relations,
        history,
        changes,
        status,
    ):
        app.command(rich_help_panel=PANEL)(command)


def show(context: typer.Context, golden_id: Golden) -> None:
    """Show a golden record: each value, the rule that chose it, and what others claim."""
    session = session_of(context)
    with opened(session) as hub:
        golden = get_golden(hub, golden_id)
    session.output.show(golden, heading(golden), values_table(golden))


def view(context: typer.Context, golden_id: Golden, limit: Limit = 20) -> None:
    """Show all the hub knows of one golden record on one page."""
    session = session_of(context)
    with opened(session) as hub:
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
    with opened(session) as hub:
        found = search(hub, text, kind or tuple(Kind), limit=limit)
    session.output.show(found, golden_table(found))


def lookup(context: typer.Context, source: Source, kind: KindName, key: Key) -> None:
    """Show the golden record of a record that a source knows by a key."""
    session = session_of(context)
    with opened(session) as hub:
        golden = get_golden_of_record(hub, source, kind, key)
    session.output.show(golden, heading(golden), values_table(golden))


def list_kind(context: typer.Context, kind: KindName, cursor: Cursor = "", limit: Limit = 50) -> None:
    """List golden records of a kind, in the order of their ids."""
    session = session_of(context)
    with opened(session) as hub:
        page = list_golden(hub, kind, cursor, limit)
    session.output.show_page(page, golden_table)


def customers(context: typer.Context, cursor: Cursor = "", limit: Limit = 50) -> None:
    """List customers: the buying roles of golden companies and contacts."""
    session = session_of(context)
    with opened(session) as hub:
        page = list_customers(hub, cursor, limit)
    session.output.show_page(page, customers_table)


def sources(context: typer.Context) -> None:
    """List the sources that records came from, and how far each is believed."""
    session = session_of(context)
    with opened(session) as hub:
        found = list_sources(hub)
    rows = [
        (item.source, item.trust, [f"{name} {trust}" for name, trust in item.attribute_trust.items()]) for item in found
    ]
    session.output.show(found, table(("source", "trust", "otherwise for"), rows))


def records(context: typer.Context, golden_id: Golden) -> None:
    """List the source records that a golden record stands for."""
    session = session_of(context)
    with opened(session) as hub:
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
    with opened(session) as hub:
        page = get_timeline(hub, golden_id, [item.value for item in kind or ()] or TYPES, cursor or None, limit)
    session.output.show_page(page, timeline_table)


def relations(context: typer.Context, golden_id: Golden, cursor: Cursor = "", limit: Limit = 50) -> None:
    """List whom a golden record is related to, and who says so."""
    session = session_of(context)
    with opened(session) as hub:
        page = list_relations(hub, golden_id, cursor, limit)
    session.output.show_page(page, relations_table)


def history(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="ID", help="Golden id, judgement id or override id.")],
    limit: Limit = 50,
) -> None:
    """List what became of a golden record or a decision, newest first."""
    session = session_of(context)
    with opened(session) as hub:
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
    with opened(session) as hub:
        if not follow:
            events = list_changes(hub, after, limit)
            session.output.show(events, events_table(events))
            return
        for event in _follow(hub, after, limit):
            session.output.show_line(event, event_line(event))


def status(context: typer.Context) -> None:
    """Count what the hub holds."""
    session = session_of(context)
    with opened(session) as hub:
        counts = count_all(hub)
    session.output.show(counts, facts(dict(sorted(counts.items()))))


def _follow(hub: Hub, after: int, limit: int) -> Iterable[Event]:
    while True:
        events = list_changes(hub, after, limit)
        yield from events
        after = events[-1].number if events else after
        if len(events) < limit:
            time.sleep(FOLLOW_SECONDS)

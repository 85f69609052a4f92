"""Commands that load source files and resolve the records that wait."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import RenderableType

from hub.catalogue import files_to_load
from hub.cli.arguments import Files, Full, Limit, MappingName
from hub.cli.opening import opened
from hub.cli.output import Output, table
from hub.cli.plans import events_in_words
from hub.cli.problems import FINDINGS, OK, end_with
from hub.cli.progress import load_progress
from hub.cli.session import session_of
from hub.ingest.sources import find_mapping
from hub.listing import list_expected, list_loads
from hub.loading import LoadRequest, Tally, load_file
from hub.model.load import Load, LoadMode
from hub.opening import Hub
from hub.stewardship import end_expired

PANEL = "Load"
COUNTS = ("rows", "records", "created", "changed", "retired", "interactions", "rejected")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A finished load and what resolving it changed."""

    load: Load
    changes: Tally


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (load, resolve, loads, expected):
        app.command(rich_help_panel=PANEL)(command)


def load(
    context: typer.Context,
    mapping: MappingName,
    files: Files,
    full: Full = False,
    later: Annotated[bool, typer.Option("--later", help="Only stage; hub resolve does the rest.")] = False,
) -> None:
    """Load source files. A load that was cut off goes on where it was; a file loaded twice changes nothing."""
    session = session_of(context)
    known = find_mapping(mapping)
    mode = LoadMode.FULL if full else LoadMode.DELTA
    requests = [
        LoadRequest(path=path, mapping=known, mode=mode, by=session.by, resolve=not later)
        for path in files_to_load(known, files, full=full)
    ]
    with opened(session) as hub:
        done = [load_one(hub, session.output, request) for request in requests]
    words = "The records wait: run hub resolve." if later else f"{_changes_in_words(done)}."
    session.output.show(done, loads_table([item.load for item in done]), words)
    end_with(FINDINGS if any(item.load.rejected for item in done) else OK)


def _changes_in_words(done: Sequence[Loaded]) -> str:
    total: Counter[str] = Counter()
    for item in done:
        total.update(item.changes.events)
    return events_in_words(total)


def load_one(hub: Hub, output: Output, request: LoadRequest) -> Loaded:
    """Load one file, with a progress bar."""
    with load_progress(output, request.path.name) as report:
        return Loaded(*load_file(hub, request, report))


def resolve(context: typer.Context) -> None:
    """Resolve the records that wait, and end the overrides whose time is up."""
    session = session_of(context)
    changes = Tally()
    with opened(session) as hub:
        ended = end_expired(hub, session.by)
        for plan in hub.resolver.resolve_pending(session.by):
            changes.add(plan)
    answer = {"records": changes.records, "events": changes.events, "overrides_ended": ended}
    session.output.show(answer, f"{changes.records:,} records resolved: {events_in_words(changes.events)}.")


def loads(context: typer.Context, limit: Limit = 50) -> None:
    """List loads, newest first."""
    session = session_of(context)
    with opened(session) as hub:
        found = list_loads(hub, limit)
    session.output.show(found, loads_table(found))


def expected(context: typer.Context, limit: Limit = 50) -> None:
    """List records that others refer to and that have not come."""
    session = session_of(context)
    with opened(session) as hub:
        found = list_expected(hub, limit)
    rows = [(item.source, item.kind.value, item.key, item.references) for item in found]
    session.output.show(found, table(("source", "kind", "key", "references"), rows))


def loads_table(found: Sequence[Load]) -> RenderableType:
    """Return loads, one on a line; counts that are nought everywhere are left out."""
    counts = [name for name in COUNTS if name in ("rows", "records") or any(getattr(load, name) for load in found)]
    rows = [
        (load.source, load.file, f"{load.mode.value}, {load.state.value}", *(getattr(load, name) for name in counts))
        for load in found
    ]
    return table(("source", "file", "load", *counts), rows)

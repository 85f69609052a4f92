"""Commands that load: source files, the mappings that read them, and the records that wait to be resolved."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType

from hub.catalogue import files_to_load
from hub.cli.arguments import Files, Full, Limit, MappingName
from hub.cli.output import Output, table
from hub.cli.plans import events_in_words
from hub.cli.problems import FINDINGS, OK, end_with
from hub.cli.progress import load_progress
from hub.cli.session import session_of
from hub.ingest.mapping import Mapping, check_columns, mapping_schema
from hub.ingest.readers import open_rows
from hub.ingest.shape import Shaped, Shaper
from hub.ingest.sources import find_mapping, packaged_mappings
from hub.listing import list_expected, list_loads
from hub.loading import LoadRequest, Tally, load_file, table_for
from hub.model.load import Load, LoadMode
from hub.opening import Hub
from hub.stewardship import end_expired

PANEL = "Load"
ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Loaded:
    """A finished load and what resolving it changed."""

    load: Load
    changes: Tally


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (load, mappings, check_mapping, schema, resolve, loads, expected):
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
    with session.open() as hub:
        done = [load_one(hub, session.output, request) for request in requests]
    session.output.show(
        done, loads_table([item.load for item in done]), *(events_in_words(i.changes.events) for i in done)
    )
    end_with(FINDINGS if any(item.load.rejected for item in done) else OK)


def load_one(hub: Hub, output: Output, request: LoadRequest) -> Loaded:
    """Load one file, with a progress bar."""
    with load_progress(output, request.path.name) as report:
        return Loaded(*load_file(hub, request, report))


def mappings(context: typer.Context) -> None:
    """List the mappings that ship with the hub."""
    found = {name: find_mapping(name) for name in packaged_mappings()}
    rows = [(name, item.source, item.title, [t.pattern for t in item.files.values()]) for name, item in found.items()]
    answer = [{"name": row[0], "source": row[1], "title": row[2], "files": row[3]} for row in rows]
    session_of(context).output.show(answer, table(("name", "source", "title", "files"), rows))


def check_mapping(
    context: typer.Context,
    mapping: MappingName,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="A file to try it on.")
    ] = None,
) -> None:
    """Check a mapping, and show what the first rows of a file become. Needs no graph."""
    output = session_of(context).output
    known = find_mapping(mapping)
    shaped = [] if file is None else _first_rows(known, file)
    records = [record for item in shaped for record in item.records]
    rejections = [rejection for item in shaped for rejection in item.rejections]
    interactions = [interaction for item in shaped for interaction in item.interactions]
    answer = {
        "source": known.source,
        "tables": list(known.files),
        "records": records,
        "interactions": interactions,
        "rejections": [rejection.model_dump(exclude={"raw"}) for rejection in rejections],
    }
    output.show(
        answer,
        f"{known.source}: the mapping is valid; tables: {', '.join(known.files)}.",
        *(
            []
            if file is None
            else [
                table(
                    ("kind", "key", "values"),
                    [(r.kind.value, r.key, [f"{n}={'|'.join(v)}" for n, v in r.fields.items()]) for r in records],
                    "Records",
                ),
                table(
                    ("type", "key", "at", "subject"),
                    [(i.type.value, i.key, i.at, i.subject) for i in interactions],
                    "Interactions",
                ),
                table(
                    ("row", "field", "reason", "cure"),
                    [(r.row, r.field, r.reason, r.cure) for r in rejections],
                    "Rejections",
                ),
            ]
        ),
    )
    end_with(FINDINGS if rejections else OK)


def _first_rows(mapping: Mapping, path: Path) -> list[Shaped]:
    taken = table_for(LoadRequest(path=path, mapping=mapping))
    shaper = Shaper(mapping, taken)
    with open_rows(path, taken.format, 0) as rows:
        check_columns(taken, rows.columns)
        return [shaper.shape(row) for row, _count in zip(rows, range(ROWS_SHOWN), strict=False)]


def schema(what: Annotated[str, typer.Argument(metavar="WHAT", help="What to describe: mapping.")] = "mapping") -> None:
    """Print the JSON Schema of mappings, for editors that complete and check YAML."""
    if what != "mapping":
        raise typer.BadParameter("only mappings have a schema")
    print(json.dumps(mapping_schema(), indent=2, ensure_ascii=False))


def resolve(context: typer.Context) -> None:
    """Resolve the records that wait, and end the overrides whose time is up."""
    session = session_of(context)
    changes = Tally()
    with session.open() as hub:
        ended = end_expired(hub, session.by)
        for plan in hub.resolver.resolve_pending(session.by):
            changes.add(plan)
    answer = {"records": changes.records, "events": changes.events, "overrides_ended": ended}
    session.output.show(answer, f"{changes.records:,} records resolved: {events_in_words(changes.events)}.")


def loads(context: typer.Context, limit: Limit = 50) -> None:
    """List loads, newest first."""
    session = session_of(context)
    with session.open() as hub:
        found = list_loads(hub, limit)
    session.output.show(found, loads_table(found))


def expected(context: typer.Context, limit: Limit = 50) -> None:
    """List records that others refer to and that have not come."""
    session = session_of(context)
    with session.open() as hub:
        found = list_expected(hub, limit)
    rows = [(item.source, item.kind.value, item.key, item.references) for item in found]
    session.output.show(found, table(("source", "kind", "key", "references"), rows))


def loads_table(found: Iterable[Load]) -> RenderableType:
    """Return loads, one on a line."""
    columns = (
        "source",
        "file",
        "mode",
        "state",
        "rows",
        "records",
        "created",
        "changed",
        "retired",
        "happened",
        "rejected",
    )
    rows = [
        (
            i.source,
            i.file,
            i.mode.value,
            i.state.value,
            i.rows,
            i.records,
            i.created,
            i.changed,
            i.retired,
            i.interactions,
            i.rejected,
        )
        for i in found
    ]
    return table(columns, rows)

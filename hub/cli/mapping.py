"""Commands on mappings: list those that ship, check one, print the schema. None of them needs a graph."""

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType

from hub.cli.arguments import MappingName
from hub.cli.output import table
from hub.cli.problems import FINDINGS, OK, end_with
from hub.cli.session import session_of
from hub.errors import InputError
from hub.ingest.mapping import Mapping, check_columns, mapping_schema
from hub.ingest.readers import open_rows
from hub.ingest.shape import Shaped, Shaper
from hub.ingest.sources import find_mapping, packaged_mappings
from hub.loading import LoadRequest, table_for

PANEL = "Load"
ROWS_SHOWN = 5


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (mappings, check_mapping, schema):
        app.command(rich_help_panel=PANEL)(command)


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
    """Check a mapping, and show what the first rows of a file become."""
    known = find_mapping(mapping)
    shaped = [] if file is None else _first_rows(known, file)
    answer = {"source": known.source, "tables": list(known.files), **_shaped_data(shaped)}
    verdict = f"{known.source}: the mapping is valid; tables: {', '.join(known.files)}."
    session_of(context).output.show(answer, verdict, *(_shaped_tables(shaped) if file else ()))
    end_with(FINDINGS if answer["rejections"] else OK)


def _shaped_data(shaped: Sequence[Shaped]) -> dict[str, object]:
    """Return what rows became, for machines; raw text stays in the file."""
    return {
        "records": [record for item in shaped for record in item.records],
        "interactions": [interaction for item in shaped for interaction in item.interactions],
        "rejections": [fault.model_dump(exclude={"raw"}) for item in shaped for fault in item.rejections],
    }


def _first_rows(mapping: Mapping, path: Path) -> list[Shaped]:
    taken = table_for(LoadRequest(path=path, mapping=mapping))
    shaper = Shaper(mapping, taken)
    with open_rows(path, taken.format) as rows:
        check_columns(taken, rows.columns)
        return [shaper.shape(row) for row in islice(rows, ROWS_SHOWN)]


def _shaped_tables(shaped: Sequence[Shaped]) -> tuple[RenderableType, ...]:
    records = [
        (record.kind.value, record.key, [f"{name}={'|'.join(values)}" for name, values in record.fields.items()])
        for item in shaped
        for record in item.records
    ]
    happened = [
        (event.type.value, event.key, event.at, event.subject) for item in shaped for event in item.interactions
    ]
    refused = [(fault.row, fault.field, fault.reason, fault.cure) for item in shaped for fault in item.rejections]
    return (
        table(("kind", "key", "values"), records, "Records"),
        table(("type", "key", "at", "subject"), happened, "Interactions"),
        table(("row", "field", "reason", "cure"), refused, "Rejections"),
    )


def schema(what: Annotated[str, typer.Argument(metavar="WHAT", help="What to describe: mapping.")] = "mapping") -> None:
    """Print the JSON Schema of mappings, for editors that complete and check YAML."""
    if what != "mapping":
        raise InputError("Only mappings have a schema.", "Run hub schema mapping.")
    print(json.dumps(mapping_schema(), indent=2, ensure_ascii=False))

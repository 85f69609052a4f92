"""Commands on refused rows: list them, and try them again."""

from typing import Annotated

import typer

from hub.catalogue import files_to_load
from hub.cli.arguments import Files, Limit, MappingName
from hub.cli.opening import opened
from hub.cli.output import table
from hub.cli.plans import events_in_words
from hub.cli.problems import FINDINGS, OK, end_with
from hub.cli.session import session_of
from hub.ingest.sources import find_mapping
from hub.listing import list_rejections
from hub.loading import LoadRequest
from hub.model.view import OpenRejection
from hub.retrying import retry_file

PANEL = "Load"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="List refused rows, or try them again.")
    group.callback(invoke_without_command=True)(list_them)
    group.command()(retry)
    app.add_typer(group, name="rejections", rich_help_panel=PANEL)


def list_them(
    context: typer.Context,
    source: Annotated[str, typer.Option("--source", help="Only of this source.")] = "",
    raw: Annotated[
        bool, typer.Option("--raw", help="Show the rows as they were read: they may hold personal data.")
    ] = False,
    limit: Limit = 50,
) -> None:
    """List the rows that were refused and wait for a correction; `hub rejections retry` tries them again."""
    if context.invoked_subcommand:
        return
    session = session_of(context)
    with opened(session) as hub:
        found = sorted(list_rejections(hub, source, limit=limit), key=lambda item: (item.source, item.file, item.row))
    columns = ("source", "file", "row", "field", "reason", "cure", *(("raw",) if raw else ()))
    rows = [tuple(getattr(item, column) for column in columns) for item in found]
    session.output.show([_as_data(item, raw=raw) for item in found], table(columns, rows))


def _as_data(item: OpenRejection, *, raw: bool) -> dict[str, object]:
    return item.model_dump(mode="json", exclude=None if raw else {"raw"})


def retry(context: typer.Context, mapping: MappingName, files: Files) -> None:
    """Read refused rows again: from files corrected in place, under the same names, or by a corrected mapping."""
    session = session_of(context)
    known = find_mapping(mapping)
    with opened(session) as hub:
        done = [
            (path, *retry_file(hub, LoadRequest(path=path, mapping=known, by=session.by)))
            for path in files_to_load(known, files)
        ]
    answer = [
        {"file": path.name, "tried": result.tried, "refused": result.refused, "events": changes.events}
        for path, result, changes in done
    ]
    rows = [
        (path.name, result.tried, result.tried - result.refused, result.refused, events_in_words(changes.events))
        for path, result, changes in done
    ]
    session.output.show(answer, table(("file", "tried", "cured", "still refused", "changes"), rows))
    end_with(FINDINGS if any(result.refused for _path, result, _changes in done) else OK)

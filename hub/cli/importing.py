"""`hub import-splink`: a model that was trained in Splink becomes a match model of the hub."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from hub.cli.files import About, Columns, parse_columns
from hub.cli.output import facts, table
from hub.cli.session import session_of
from hub.importing import import_splink_file, write_parameters
from hub.resolution.splink_import import Outcome
from hub.writing import check_outputs

PANEL = "Files"


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("import-splink", rich_help_panel=PANEL)(import_splink)


def import_splink(
    context: typer.Context,
    settings: Annotated[
        Path,
        typer.Argument(
            metavar="SETTINGS", exists=True, dir_okay=False, help="The model as Splink 3, 4 or 5 saves it, in JSON."
        ),
    ],
    *,
    kind: About,
    out: Annotated[Path, typer.Option("--out", help="Where the match model goes, in YAML.")],
    columns: Columns = None,
    records: Annotated[
        int | None,
        typer.Option("--records", min=2, help="Among how many records Splink estimated how likely a match is."),
    ] = None,
) -> None:
    """Make a match model for `hub dedupe --model` out of one that was trained in Splink, and tell what became of it."""
    session = session_of(context)
    check_outputs([out], [settings], (".yaml", ".yml"))
    found = import_splink_file(settings, kind.value, parse_columns(columns or ()), records)
    write_parameters(out, found.parameters)
    counts = Counter(item.outcome for item in found.items)
    answer = {"model": out.name, "columns": found.columns, "items": found.items}
    rows = [(item.what, item.outcome.value, item.note) for item in found.items]
    holds = [(column, held.value) for column, held in found.columns.items()]
    summary = {outcome.value: counts[outcome] for outcome in Outcome}
    session.output.show(
        answer, table(("column", "holds"), holds), table(("of the Splink model", "was", "how"), rows), facts(summary)
    )

"""`hub train`: a match model is trained on files, and kept."""

from pathlib import Path
from typing import Annotated

import typer

from hub.cli.files import (
    About,
    Asked,
    Columns,
    IdColumns,
    Labels,
    Mappings,
    ModelName,
    Tables,
    UniqueFiles,
    chosen_model,
    given_labels,
    read_records,
    show_columns,
)
from hub.cli.output import facts
from hub.cli.problems import FINDINGS, OK, end_with
from hub.cli.progress import step_progress
from hub.cli.session import session_of
from hub.deduping import Options
from hub.model_files import ENDINGS, frequencies_path, save_model
from hub.training import train_records
from hub.writing import check_outputs

PANEL = "Files"


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel=PANEL)(train)


def train(  # noqa: PLR0913 - options of a command are its parameters
    context: typer.Context,
    files: Tables,
    *,
    kind: About,
    out: Annotated[
        Path, typer.Option("--out", help="Where the trained model goes, in YAML; its frequencies beside it.")
    ],
    mappings: Mappings = None,
    columns: Columns = None,
    id_columns: IdColumns = None,
    unique: UniqueFiles = None,
    labels: Labels = None,
    model: ModelName = "",
) -> None:
    """Train a match model on files, with labels or without, and keep it for `hub dedupe --model`."""
    session = session_of(context)
    inputs = [*files, *([labels] if labels else [])]
    check_outputs([out], inputs, ENDINGS)
    check_outputs([frequencies_path(out)], inputs)
    read = read_records(Asked(files, kind, mappings, columns, id_columns, unique))
    show_columns(session.output, read)
    with step_progress(session.output) as step:
        found = train_records(read.records, Options(labels=given_labels(labels), model=chosen_model(model)), step)
        save_model(out, found.model)
    scorer = found.model.scorer
    answer = {
        "model": out.name,
        "frequencies": frequencies_path(out).name,
        "version": found.model.version,
        "records": found.records,
        "matches_per_record": round(scorer.matches, 3),
        "labels": found.labels,
        "taught": found.taught,
        "doubts": found.doubts,
        "rejected": len(read.faults),
    }
    words = {
        "version": found.model.version,
        "trained on records": found.records,
        "others of the same thing for each record": f"{scorer.matches:.2f}",
        "labels": found.labels,
        "labels have taught": "yes" if found.taught else "no: too few, or all alike" if found.labels else "no",
        "doubts": found.doubts or "none",
    }
    session.output.show(answer, facts(words))
    end_with(FINDINGS if read.faults else OK)

"""Commands on files alone, without a graph: find the duplicates in them, and show how that comes about."""

from pathlib import Path
from typing import Annotated

import typer

from hub.asking import ask
from hub.blocking import report_blocking
from hub.cli.files import (
    About,
    Asked,
    Columns,
    IdColumns,
    Labels,
    Mappings,
    ModelName,
    Read,
    Retrain,
    Tables,
    Threshold,
    UniqueFiles,
    chosen_model,
    given_labels,
    read_records,
    rejected_rows,
    show_columns,
    with_model,
)
from hub.cli.output import facts, table
from hub.cli.problems import FINDINGS, OK, end_with
from hub.cli.progress import step_progress
from hub.cli.session import Session, session_of
from hub.deduping import Deduped, Options, dedupe_records
from hub.errors import InputError
from hub.model_files import find_parameters
from hub.writing import check_outputs, write_batches, write_table

PANEL = "Files"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(rich_help_panel=PANEL)(dedupe)
    app.command(rich_help_panel=PANEL)(blocking)


def dedupe(  # noqa: PLR0913 - options of a command are its parameters
    context: typer.Context,
    files: Tables,
    *,
    kind: About,
    out: Annotated[Path, typer.Option("--out", help="Where clusters go, CSV or Parquet: id, cluster.")],
    mappings: Mappings = None,
    columns: Columns = None,
    id_columns: IdColumns = None,
    unique: UniqueFiles = None,
    labels: Labels = None,
    model: ModelName = "",
    retrain: Retrain = False,
    threshold: Threshold = 0.5,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", help="Where all compared pairs go, Parquet or CSV, with their weights.")
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option("--review", help="Where pairs go that a person should look at, Parquet or CSV, and why."),
    ] = None,
    questions: Annotated[
        int | None,
        typer.Option(
            "--ask", metavar="N", min=1, help="Write N pairs whose answers would teach most, to be filled in."
        ),
    ] = None,
    form: Annotated[
        Path | None,
        typer.Option("--questions", help="Where these go, CSV or Parquet.", show_default="questions.csv beside --out"),
    ] = None,
) -> None:
    """Find the records in files that speak of the same thing. Needs no graph, and changes none."""
    session = session_of(context)
    rejected = out.with_name(f"{out.stem}.rejected.csv")
    asked = _questions_path(out, questions, form)
    check_outputs([out, rejected, *filter(None, (pairs, review, asked))], [*files, *filter(None, [labels])])
    decided, known = given_labels(labels), chosen_model(model, retrain=retrain)
    read = with_model(read_records(Asked(files, kind, mappings, columns, id_columns, unique)), known)
    show_columns(session.output, read)
    options = Options(threshold, decided, known, explained=bool(pairs or review))
    with step_progress(session.output) as step:
        found = dedupe_records(read.records, options, step)
        _write(found, out, pairs, review)
        if asked and questions:
            write_table(asked, ask(read.records, found, questions, decided))
    _keep_rejected(read, rejected)
    _sum_up(session, read, found, rejected)
    end_with(FINDINGS if read.faults else OK)


def blocking(  # noqa: PLR0913 - options of a command are its parameters
    context: typer.Context,
    files: Tables,
    *,
    kind: About,
    mappings: Mappings = None,
    columns: Columns = None,
    id_columns: IdColumns = None,
    unique: UniqueFiles = None,
    model: ModelName = "",
) -> None:
    """Show which pairs of records would be compared, and which rule finds them. Nothing is compared."""
    session = session_of(context)
    read = read_records(Asked(files, kind, mappings, columns, id_columns, unique))
    show_columns(session.output, read)
    report = report_blocking(read.records, find_parameters(model) if model else None)
    rows = [(rule.rule, rule.pairs, rule.alone, rule.refined_blocks, rule.left_out) for rule in report.rules]
    title = f"{report.pairs:,} of {report.possible_pairs:,} pairs of {report.records:,} records"
    names = ("records that share", "pairs", "by this rule alone", "blocks split", "records left out")
    session.output.show(report, table(names, rows, title))
    end_with(FINDINGS if read.faults else OK)


def _questions_path(out: Path, count: int | None, named: Path | None) -> Path | None:
    """Return where questions go, if there are to be any.

    Raises:
        InputError: the file is there already, perhaps with answers; or no number says how many questions to write.
    """
    if count is None:
        if named:
            raise InputError("--questions: it is not said how many.", "Say so with --ask N.")
        return None
    path = named or out.with_name("questions.csv")
    if path.exists():
        cure = "Name another file with --questions, or remove it."
        raise InputError(f"{path.name} is there already: answers in it would be lost.", cure)
    return path


def _write(found: Deduped, out: Path, pairs: Path | None, review: Path | None) -> None:
    write_table(out, found.clusters)
    if pairs:
        write_batches(pairs, found.pair_schema, found.pair_batches())
    if review:
        write_table(review, found.review)


def _keep_rejected(read: Read, path: Path) -> None:
    """Write the rows that could not be read; a file of an earlier run would speak of rows since corrected."""
    if read.faults:
        write_table(path, rejected_rows(read.faults))
    else:
        path.unlink(missing_ok=True)


def _sum_up(session: Session, read: Read, found: Deduped, rejected: Path) -> None:
    summary = found.summary
    answer = {
        **{name: getattr(summary, name) for name in summary.__slots__},
        "rejected": len(read.faults),
        "columns": found.columns,
        "sources": found.sources,
    }
    words = {
        "records": summary.records,
        "candidate pairs": summary.pairs,
        "clusters": summary.clusters,
        "records in clusters of two or more": summary.together,
        "sources without duplicates of their own": summary.unique_sources or "none",
        "pairs that match, but were cut": summary.cut,
        **{f"- {reason.words}": count for reason, count in summary.cut_by.items()},
        "pairs worth a look": summary.review,
    }
    if summary.doubts:
        words |= {"doubts": summary.doubts}
    if read.faults:
        words |= {"rows that could not be read": len(read.faults), "they are in": rejected.name}
    session.output.remark(facts(words))
    if session.output.as_json:
        session.output.show(answer)

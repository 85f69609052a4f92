"""`hub evaluate`: how good clusters are against a known truth. Needs no graph."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType

from hub.cli.output import table
from hub.cli.session import session_of
from hub.evaluating import Verdict, judge_files
from hub.resolution.breakdown import SizeAccuracy
from hub.resolution.evaluation import Accuracy

PANEL = "Files"
MEASURES = ("precision", "recall", "F1")


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel=PANEL)(evaluate)


def evaluate(
    context: typer.Context,
    clusters: Annotated[
        Path,
        typer.Argument(metavar="CLUSTERS", exists=True, dir_okay=False, help="Clusters: id, cluster; perhaps file."),
    ],
    truth: Annotated[
        Path,
        typer.Argument(
            metavar="TRUTH", exists=True, dir_okay=False, help="What is true: id, cluster; or pairs: id_l, id_r."
        ),
    ],
) -> None:
    """Judge clusters against a known truth: pairs of records, records, and whole clusters."""
    session = session_of(context)
    verdict = judge_files(clusters, truth)
    session.output.show(_as_data(verdict), *_parts(verdict))
    if verdict.missing:
        session.output.note(f"{verdict.missing:,} records of the truth are in no cluster: each counts as alone.")
    if not verdict.by_source:
        session.output.note(f"{clusters.name} has no column file or source: nothing is told by source.")


def _as_data(verdict: Verdict) -> dict[str, object]:
    """Return a verdict for machines, with F1 beside precision and recall."""
    return {name: _with_f1(value) for name, value in asdict(verdict).items()}


def _with_f1(value: object) -> object:
    if isinstance(value, tuple):
        return [_with_f1(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"precision", "recall"}:
        return value | {"f1": Accuracy(**value).f1}
    return {name: _with_f1(item) for name, item in value.items()}


def _parts(verdict: Verdict) -> Iterator[RenderableType]:
    measures = ("pairs of records", verdict.accuracy.pairwise), ("records (B-cubed)", verdict.accuracy.b_cubed)
    rows = [_row(name, found) for name, found in (*measures, ("whole clusters", verdict.accuracy.exact))]
    yield table(("of", *MEASURES), rows, f"{verdict.records:,} records")
    if len(verdict.by_source) > 1:
        sources = [
            (item.source, item.records, *_row("", item.within)[1:], *_row("", item.with_others)[1:])
            for item in verdict.by_source
        ]
        yield table(
            ("source", "records", *MEASURES, *MEASURES),
            sources,
            "By source: pairs within it, and pairs with records of others",
        )
    sizes = [
        (_range(item), item.clusters, item.records, item.exact, item.b_cubed.precision, item.b_cubed.recall)
        for item in verdict.by_size
    ]
    names = ("records each", "clusters", "records", "found exactly", *MEASURES[:2])
    yield table(names, sizes, "By size of true clusters: precision and recall of records (B-cubed)")


def _row(name: str, found: Accuracy) -> Sequence[object]:
    return name, found.precision, found.recall, found.f1


def _range(item: SizeAccuracy) -> str:
    if item.most is None:
        return f"{item.least} and more"
    return str(item.least) if item.least == item.most else f"{item.least} to {item.most}"

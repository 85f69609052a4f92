"""`hub explain`: why two records are, or are not, put together."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from hub.cli.files import (
    About,
    Asked,
    Columns,
    IdColumns,
    Labels,
    Mappings,
    ModelName,
    Tables,
    Threshold,
    UniqueFiles,
    chosen_model,
    given_labels,
    read_records,
)
from hub.cli.output import facts, table
from hub.cli.progress import step_progress
from hub.cli.session import session_of
from hub.deduping import Options
from hub.explaining import Explanation, explain_pair
from hub.resolution.explanation import FOUND, Step

PANEL = "Files"
BAR = 32
"""Characters of a bar."""


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel=PANEL)(explain)


def explain(  # noqa: PLR0913 - options of a command are its parameters
    context: typer.Context,
    left: Annotated[str, typer.Argument(metavar="A", help="The id of a record.")],
    right: Annotated[str, typer.Argument(metavar="B", help="The id of another record.")],
    files: Tables,
    *,
    kind: About,
    mappings: Mappings = None,
    columns: Columns = None,
    id_columns: IdColumns = None,
    unique: UniqueFiles = None,
    labels: Labels = None,
    model: ModelName = "",
    threshold: Threshold = 0.5,
) -> None:
    """Tell why two records of files are, or are not, put together: give the files and options of `hub dedupe`."""
    session = session_of(context)
    decided, known = given_labels(labels), chosen_model(model)
    read = read_records(Asked(files, kind, mappings, columns, id_columns, unique))
    options = Options(threshold, decided, known, explained=False)
    with step_progress(session.output) as step:
        found = explain_pair(read.records, left, right, options, step)
    session.output.show(found, *_parts(found))


def _parts(found: Explanation) -> list[RenderableType]:
    facts_of_pair = {
        "outcome": f"{found.outcome}: {found.because}",
        "weight": f"{found.weight:.1f} bits; a match has {found.threshold:.1f} or more",
        "probability": f"{found.probability:.3f}",
        "found by": [rule.rule for rule in found.rules if rule.finding == FOUND] or "no blocking rule",
    }
    parts = [facts(facts_of_pair, f"{found.id_l} and {found.id_r}"), _waterfall(found)]
    if found.way:
        rows = [(link.id_l, link.id_r, f"{link.weight:.1f}") for link in found.way]
        parts.append(table(("record", "matches", "bits"), rows, "The way from one to the other"))
    if not found.proposed:
        rules = [(rule.rule, rule.finding) for rule in found.rules]
        parts.append(table(("records that share", "do not find them because"), rules, "Blocking rules"))
    return parts


def _waterfall(found: Explanation) -> RenderableType:
    """Return the comparisons as a table; bars show what each adds, on one scale, with a mark where a match begins."""
    totals = [found.prior, *(step.total for step in found.steps)]
    scale = Scale([0.0, found.threshold, *totals])
    first = scale.bar(0.0, found.prior, found.threshold)
    rows: list[Sequence[object]] = [("before anything is compared", "", "", "", "", _bits(found.prior), first)]
    for before, step in zip(totals, found.steps, strict=False):
        rows.append((*_said(step), _bits(step.total), scale.bar(before, step.total, found.threshold)))
    names = ("comparison", found.id_l, found.id_r, "how they agree", "bits", "total", "")
    return table(names, rows)


def _said(step: Step) -> tuple[str, str, str, str, str]:
    counted = "" if abs(step.weight - step.counts) < 0.05 else f" counts {step.counts:+.1f}"  # noqa: PLR2004 - not seen
    says = "" if step.level == "missing" else f"{step.weight:+.1f}{counted}"
    return step.comparison, " / ".join(step.left), " / ".join(step.right), step.words, says


def _bits(weight: float) -> str:
    return f"{weight:.1f}"


class Scale:
    """Bits as places of a line of characters."""

    def __init__(self, weights: Iterable[float]) -> None:
        known = list(weights)
        self._least, self._most = min(known), max(known)

    def place(self, weight: float) -> int:
        """Return the place of a weight, from 0 on."""
        width = max(self._most - self._least, 1.0)
        return round((weight - self._least) / width * (BAR - 1))

    def bar(self, before: float, after: float, threshold: float) -> Text:
        """Return a bar from one total to the next, with a mark at the threshold."""
        first, last = sorted((self.place(before), self.place(after)))
        sign = "+" if after > before else "-"
        line = [sign if first <= place <= last and after != before else " " for place in range(BAR)]
        line[self.place(threshold)] = "|"
        return Text("".join(line), style="green" if after > before else "red", no_wrap=True)

"""`hub explain`: why two records, in the hub or of files, are, or are not, put together."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from hub.cli.files import (
    Asked,
    Columns,
    IdColumns,
    Labels,
    Mappings,
    ModelName,
    RecordKind,
    Threshold,
    UniqueFiles,
    chosen_model,
    given_labels,
    read_records,
)
from hub.cli.opening import opened
from hub.cli.output import facts, table
from hub.cli.progress import step_progress
from hub.cli.session import session_of
from hub.deduping import Options
from hub.errors import InputError
from hub.explaining import explain_pair
from hub.explaining_records import explain_records
from hub.model.explanation import Explanation, Step
from hub.model.ids import RecordId
from hub.resolution.explanation import FOUND

PANEL = "Match"
BAR = 32
"""Characters of a bar."""
GIVEN = "COMMANDLINE"
"""How the command line is called among the sources of a parameter."""

OptionalTables = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        readable=True,
        help="Files to read: CSV, TSV, JSON Lines, Parquet, Excel. Without one, the two are records in the hub.",
    ),
]
OptionalKind = Annotated[
    RecordKind | None, typer.Option("--kind", help="What the records of files are about; needed with files.")
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel=PANEL)(explain)


def explain(  # noqa: PLR0913 - options of a command are its parameters
    context: typer.Context,
    left: Annotated[str, typer.Argument(metavar="A", help="The id of a record; in the hub as hub records shows it.")],
    right: Annotated[str, typer.Argument(metavar="B", help="The id of another record.")],
    files: OptionalTables = None,
    *,
    kind: OptionalKind = None,
    mappings: Mappings = None,
    columns: Columns = None,
    id_columns: IdColumns = None,
    unique: UniqueFiles = None,
    labels: Labels = None,
    model: ModelName = "",
    threshold: Threshold = 0.5,
) -> None:
    """Tell why two records in the hub are, or are not, put together; of files, with the options of `hub dedupe`."""
    session = session_of(context)
    if not files:
        _refuse_options(context)
        with opened(session) as hub:
            found = explain_records(hub, RecordId(left), RecordId(right))
        session.output.show(found, *_parts(found))
        return
    if kind is None:
        raise InputError("--kind is missing.", "Say what the records of the files are about, such as --kind company.")
    decided, known = given_labels(labels), chosen_model(model)
    read = read_records(Asked(files, kind, mappings, columns, id_columns, unique))
    options = Options(threshold, decided, known, explained=False)
    with step_progress(session.output) as step:
        found = explain_pair(read.records, left, right, options, step)
    session.output.show(found, *_parts(found))


def _refuse_options(context: typer.Context) -> None:
    """Check that no option of files was given: the hub's own records are explained as the hub resolved them.

    Raises:
        InputError: one was.
    """
    for parameter in context.command.params:
        source = context.get_parameter_source(parameter.name) if parameter.name else None
        if source and source.name == GIVEN and parameter.param_type_name == "option":
            raise InputError(
                f"{parameter.opts[0]} is an option of files, and no file is given.",
                "Name the files, or leave it out to ask about records in the hub.",
            )


def _parts(found: Explanation) -> list[RenderableType]:
    golden = dict.fromkeys(str(known) for known in (found.golden_l, found.golden_r) if known)
    facts_of_pair = {
        "outcome": f"{found.outcome}: {found.because}",
        **({"golden record" if len(golden) == 1 else "golden records": [*golden]} if golden else {}),
        **({"open question": found.review} if found.review else {}),
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

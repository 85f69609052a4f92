"""Progress bars, on a terminal only: of loads with rows and rows per second, of other work with its steps."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from hub.cli.output import Output
from hub.loading import Report
from hub.model.load import Load
from hub.resolution.linking import Step


@contextmanager
def load_progress(output: Output, title: str) -> Iterator[Report]:
    """Show how far a load is; what is yielded is told about each batch."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]:,} rows, {task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
    )
    hidden = output.as_json or not output.notes.is_terminal
    with Progress(*columns, console=output.notes, transient=True, disable=hidden) as progress:
        task = progress.add_task(title, total=1.0, rows=0, rate=0.0)
        begun = time.monotonic()
        first: list[int] = []

        def report(load: Load, share: float) -> None:
            if not first:
                first.append(load.rows)
                if load.position:
                    output.note(f"{title}: goes on behind row {load.position:,}")
            rate = (load.rows - first[0]) / max(time.monotonic() - begun, 0.001)
            progress.update(task, completed=share, rows=load.rows, rate=rate)

        yield report


@contextmanager
def step_progress(output: Output) -> Iterator[Step]:
    """Show what is being done; what is yielded is told each step and how far it is (0..1)."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    hidden = output.as_json or not output.notes.is_terminal
    with Progress(*columns, console=output.notes, transient=True, disable=hidden) as progress:
        task = progress.add_task("", total=None)

        def report(what: str, share: float) -> None:
            progress.update(task, description=what, completed=share, total=1.0 if share else None)

        yield report

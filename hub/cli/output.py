"""How commands answer: tables for people, JSON for machines. The only module that prints.

The answer goes to standard output and everything said about it (progress, hints, problems) to standard error, so that
an answer can be piped. Cells are never read as markup: what a source says is shown as it is.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic_core import to_json
from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from hub.model.view import Page

T = TypeVar("T")

PIPE_WIDTH = 240
"""Width where no terminal tells its own: a log or a pipe must not cut ids in two."""


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command answers."""

    as_json: bool
    console: Console
    notes: Console

    def show(self, answer: object, *parts: RenderableType) -> None:
        """Print the answer: `answer` as JSON for machines, `parts` for people."""
        if self.as_json:
            print(to_json(answer, indent=2).decode())
            return
        for part in parts:
            self.console.print(part)

    def show_line(self, answer: object, part: RenderableType) -> None:
        """Print one item of a stream: a line of JSON for machines."""
        if self.as_json:
            print(to_json(answer).decode(), flush=True)
        else:
            self.console.print(part)

    def note(self, text: str) -> None:
        """Tell people something about the answer; machines are spared it."""
        if not self.as_json:
            self.notes.print(text, style="dim")

    def remark(self, part: RenderableType) -> None:
        """Show people something about the answer, such as a table; machines are spared it."""
        if not self.as_json:
            self.notes.print(part)

    def show_page(self, page: Page[T], view: Callable[[Iterable[T]], RenderableType]) -> None:
        """Print a page, and tell people how to get the next one, where there is one."""
        self.show(page, view(page.items))
        if page.next_cursor:
            self.note(f"There is more: --cursor '{page.next_cursor}'")


def make_output(*, as_json: bool) -> Output:
    """Return an output on this process's standard streams."""
    return Output(as_json=as_json, console=_console(stderr=False), notes=_console(stderr=True))


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    return Console(stderr=stderr, width=width, markup=False, emoji=False, highlight=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> RenderableType:
    """Return a table; a line that says so where there are no rows."""
    grid = Table(*columns, title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in grid.columns:
        column.overflow = "fold"
    for row in rows:
        grid.add_row(*(cell(value) for value in row))
    if grid.row_count:
        return grid
    return Text(f"{title}: none" if title else "None.", style="dim")


def facts(values: Mapping[str, object], title: str = "") -> RenderableType:
    """Return names and values, one pair on a line."""
    grid = Table.grid(padding=(0, 2))
    for name, value in values.items():
        grid.add_row(Text(name, style="dim"), cell(value))
    return Group(Text(title, style="bold"), Padding(grid, (0, 0, 0, 2), expand=False)) if title else grid


def cell(value: object) -> RenderableType:
    """Return one value as a table shows it: lists by commas, nothing as nothing, numbers to the right."""
    if value is None:
        return Text("")
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    if isinstance(value, int):
        return Text(f"{value:,}", justify="right")
    if isinstance(value, float):
        return Text(f"{value:.3f}", justify="right")
    if isinstance(value, (tuple, list, set, frozenset)):
        return Text(", ".join(str(item) for item in value))
    return value if isinstance(value, Text) else Text(str(value))


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a tree to draw."""

    label: str
    children: tuple["Branch", ...] = ()


def tree(root: Branch) -> Tree:
    """Return a drawn tree."""
    drawn = Tree(Text(root.label))
    _grow(drawn, root.children, lambda above, branch: above.add(Text(branch.label)))
    return drawn


def _grow(above: Tree, children: Sequence[Branch], add: Callable[[Tree, Branch], Tree]) -> None:
    for child in children:
        _grow(add(above, child), child.children, add)

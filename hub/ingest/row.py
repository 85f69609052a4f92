"""What every reader hands out: rows of text, and how much of the file has been read.

In: what a reader of one format found. Out: `Row` and `Rows`. Knows no format and no mapping.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hub.errors import FileError


@dataclass(frozen=True, slots=True)
class Row:
    """One data row of a file.

    `number` counts data rows from 1, blank ones not counted. `raw` is the row's text, for a rejection; JSON where the
    format has no text of its own. `fault` says why the row cannot be used; `cells` is empty then.
    """

    file: str
    number: int
    cells: dict[str, str]
    raw: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an open file, to be iterated once.

    `columns` is None where the format has no header, as with JSON Lines.
    """

    columns: tuple[str, ...] | None
    rows: Iterator[Row]
    share: Callable[[], float]

    def __iter__(self) -> Iterator[Row]:
        """Return the rows, in the order of the file."""
        return self.rows

    @property
    def share_read(self) -> float:
        """How much of the file has been read, 0..1. Runs ahead of the rows by the size of the reader's buffer."""
        return min(1.0, self.share())


def check_header(file: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the column names, trimmed.

    Raises:
        FileError: there are none, or some are empty or given twice; names them.
    """
    columns = tuple(name.strip() for name in names)
    if not any(columns):
        raise FileError(f"{file} has no header row", "Name the columns in it, or set format.header_row.")
    unnamed = [str(position) for position, name in enumerate(columns, 1) if not name]
    if unnamed:
        raise FileError(f"{file}: no name in the header for column {', '.join(unnamed)}", "Name or remove the column.")
    twice = [name for name, count in Counter(columns).items() if count > 1]
    if twice:
        raise FileError(f"{file}: columns named more than once: {', '.join(twice)}", "Give each column its own name.")
    return columns

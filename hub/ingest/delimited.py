"""Rows of CSV files and their kin, whatever the delimiter.

In: decoded lines. Out: rows; one that is ragged, badly quoted or undecodable is a faulty row, and the file goes on.
Holds one row at a time.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from hub.errors import FileError
from hub.ingest.encoding import UNDECODABLE
from hub.ingest.file_format import FileFormat
from hub.ingest.row import Row, Rows, check_header
from hub.ingest.text_file import TextFile, open_text, shown

DELIMITERS = ",;\t|"


class _Tape:
    """Hands physical lines to the CSV parser, remembers those of the row at hand, and can take lines back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._returned: list[str] = []
        self.row: list[str] = []

    def __iter__(self) -> "_Tape":
        return self

    def __next__(self) -> str:
        line = self._returned.pop() if self._returned else next(self._lines)
        self.row.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        """Let the lines after the row's first be read again, as rows of their own."""
        self._returned.extend(reversed(self.row[1:]))
        del self.row[1:]


@contextmanager
def open_delimited(path: Path, file_format: FileFormat, start_row: int) -> Iterator[Rows]:
    """Open a CSV file behind its first `start_row` data rows.

    Raises:
        FileError: it is empty, or its header is undecodable or has empty or double names.
    """
    with open_text(path, file_format.encoding) as text:
        first_line = _first_line(text, file_format.header_row)
        delimiter = file_format.delimiter or sniff_delimiter(first_line)
        columns = check_header(path.name, _names(text, first_line, delimiter))
        yield Rows(columns, _rows(text, columns, delimiter, start_row), text.share)


def _first_line(text: TextFile, header_row: int) -> str:
    """Read the line the header begins on; blank lines before it do not count."""
    for _ in range(header_row - 1):
        next(text.lines, None)
    return next((line for line in text.lines if line.strip()), "").removeprefix("\ufeff")


def _names(text: TextFile, first_line: str, delimiter: str) -> list[str]:
    """Read the header, which may go on over several lines within quotes."""
    try:
        names = next(csv.reader(chain([first_line], text.lines), delimiter=delimiter, strict=True), [])
    except csv.Error:
        raise FileError(f"{text.name}: a quote in the header is not closed", "Correct the header row.") from None
    if any(UNDECODABLE in name for name in names):
        raise FileError(f"{text.name}: the header is not in {text.encoding}", "Set format.encoding in the mapping.")
    return names


def sniff_delimiter(header: str) -> str:
    """Return the delimiter that occurs most often outside quotes."""
    unquoted = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=unquoted.count)


def _rows(text: TextFile, columns: tuple[str, ...], delimiter: str, start_row: int) -> Iterator[Row]:
    tape = _Tape(text.lines)
    for number, (cells, broken) in enumerate(_parsed(tape, delimiter), 1):
        if number <= start_row:
            continue
        raw = "".join(tape.row)
        fault = broken or _fault(raw, len(cells), len(columns))
        yield Row(text.name, number, {} if fault else dict(zip(columns, cells, strict=True)), shown(raw), fault)


def _parsed(tape: _Tape, delimiter: str) -> Iterator[tuple[list[str], str | None]]:
    """Yield the cells of each row that is not blank, or why there are none; the tape then holds the row's lines."""
    reader = csv.reader(tape, delimiter=delimiter, strict=True)
    while True:
        tape.row.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # An open quote has swallowed good rows: only the line it stands in is at fault.
            tape.give_back_all_but_first()
            yield [], "a quote is not closed or not doubled, or a cell is too long"
        else:
            if cells:
                yield cells, None


def _fault(raw: str, cells: int, columns: int) -> str | None:
    if UNDECODABLE in raw:
        return "some bytes are not in the file's encoding"
    if cells != columns:
        return f"{cells} cells where the header has {columns}"
    return None

"""Reading source files of any known format, row by row and in bounded memory.

In: a path, the format the mapping states, and how many rows to skip. Out: `Rows` of text cells. The ending of the
file name tells the format. A bad row is a row with a `fault`; only a file that cannot be read at all is an error.
Nothing here knows what a column means.
"""

import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import pyarrow as pa
from openpyxl.utils.exceptions import InvalidFileException

from hub.errors import FileError
from hub.ingest.delimited import open_delimited
from hub.ingest.excel import open_excel
from hub.ingest.file_format import FileFormat
from hub.ingest.json_lines import open_json_lines
from hub.ingest.parquet import open_parquet
from hub.ingest.row import Row, Rows

__all__ = ["ENDINGS", "Row", "Rows", "open_rows", "read_rows"]

_DELIMITED = (".csv", ".tsv", ".txt")
_JSON_LINES = (".jsonl", ".ndjson")
_PARQUET = (".parquet",)
_EXCEL = (".xlsx", ".xlsm")
ENDINGS = (*_DELIMITED, *_JSON_LINES, *_PARQUET, *_EXCEL)
"""Endings of the files that can be read; CSV and JSON Lines also with .gz behind."""


@contextmanager
def open_rows(path: Path, file_format: FileFormat | None = None, start_row: int = 0) -> Iterator[Rows]:
    """Open a file; its first row is the one numbered `start_row` + 1.

    Example:
        >>> with open_rows(Path("customers.csv")) as rows:  # doctest: +SKIP
        ...     print(rows.columns, [row.cells for row in rows], rows.share_read)

    Raises:
        FileError: the file is missing, of an unknown format or damaged, or its header is unusable. Damage may also
            come to light while rows are read.
    """
    with ExitStack() as stack:
        with _faults_named(path):
            rows = stack.enter_context(_reader(path, file_format or FileFormat(), start_row))
        yield Rows(rows.columns, _named(path, rows.rows), rows.share)


def read_rows(path: Path, file_format: FileFormat | None = None, start_row: int = 0) -> Iterator[Row]:
    """Yield the rows of a file behind its first `start_row` rows; see `open_rows`."""
    with open_rows(path, file_format, start_row) as rows:
        yield from rows


@contextmanager
def _faults_named(path: Path) -> Iterator[None]:
    """Turn what the libraries raise on missing or damaged files into a FileError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or "it is damaged"
        raise FileError(f"{path.name} cannot be read: {reason}", "Check the file and its permissions.") from None
    except (EOFError, zlib.error, BadZipFile, InvalidFileException, ParseError, pa.ArrowException):
        raise FileError(f"{path.name} is damaged, or not what its ending says", "Export it again.") from None


def _named(path: Path, rows: Iterator[Row]) -> Iterator[Row]:
    with _faults_named(path):
        yield from rows


def _reader(path: Path, file_format: FileFormat, start_row: int) -> AbstractContextManager[Rows]:
    endings = [ending.lower() for ending in path.suffixes]
    is_text = endings[-1:] == [".gz"]
    ending = "".join(endings[-2:-1] if is_text else endings[-1:])
    if ending in _DELIMITED:
        return open_delimited(path, file_format, start_row)
    if ending in _JSON_LINES:
        return open_json_lines(path, file_format, start_row)
    if ending in _PARQUET and not is_text:
        return open_parquet(path, start_row)
    if ending in _EXCEL and not is_text:
        return open_excel(path, file_format, start_row)
    raise FileError(
        f"{path.name}: no known format has this ending",
        f"Known endings: {', '.join(ENDINGS)}; {', '.join((*_DELIMITED, *_JSON_LINES))} also with .gz behind.",
    )

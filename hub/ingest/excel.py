"""Rows of Excel workbooks, read row by row.

In: a path, and the sheet and header row where the mapping states them. Out: rows of text; dates in ISO 8601,
formulas as their last computed value.
"""

import json
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from hub.errors import FileError
from hub.ingest.cells import to_text
from hub.ingest.file_format import FileFormat
from hub.ingest.row import Row, Rows, check_header


@contextmanager
def open_excel(path: Path, file_format: FileFormat, start_row: int) -> Iterator[Rows]:
    """Open one sheet of a workbook, by default the first, behind its first `start_row` data rows.

    Raises:
        FileError: it is no workbook, has no such sheet, or its header has empty or double names.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # styles and extensions that openpyxl leaves out
        try:
            book = load_workbook(path, read_only=True, data_only=True)
        except KeyError:  # a zip file without the parts of a workbook
            raise FileError(f"{path.name} is no valid Excel workbook", "Save it again as .xlsx.") from None
    try:
        yield _open_sheet(path.name, _sheet(path.name, book.worksheets, file_format.sheet), file_format, start_row)
    finally:
        book.close()


def _sheet(file: str, sheets: Sequence[ReadOnlyWorksheet], name: str | None) -> ReadOnlyWorksheet:
    found = next((sheet for sheet in sheets if name is None or sheet.title == name), None)
    if found is None:
        titles = ", ".join(sheet.title for sheet in sheets)
        raise FileError(f"{file} has no sheet {name!r}", f"Set format.sheet to one of: {titles}.")
    return found


def _open_sheet(file: str, sheet: ReadOnlyWorksheet, file_format: FileFormat, start_row: int) -> Rows:
    last_row = sheet.max_row
    sheet.reset_dimensions()  # some programs write wrong ones, which would cut rows off
    values = sheet.iter_rows(min_row=file_format.header_row, values_only=True)
    columns = check_header(file, _texts(next(values, ())))
    progress = [file_format.header_row]
    rows = (row for row in _rows(file, columns, values, progress) if row.number > start_row)
    return Rows(columns, rows, lambda: progress[0] / (last_row or progress[0]))


def _rows(
    file: str, columns: tuple[str, ...], values: Iterator[tuple[object, ...]], progress: list[int]
) -> Iterator[Row]:
    number = 0
    for cells in values:
        progress[0] += 1
        texts = _texts(cells)
        if not texts:
            continue
        number += 1
        yield _row(file, number, columns, texts)


def _row(file: str, number: int, columns: tuple[str, ...], texts: list[str]) -> Row:
    if len(texts) > len(columns):
        fault = f"{len(texts)} cells where the header has {len(columns)}"
        return Row(file, number, {}, json.dumps(texts, ensure_ascii=False), fault)
    texts.extend([""] * (len(columns) - len(texts)))
    cells = dict(zip(columns, texts, strict=True))
    return Row(file, number, cells, json.dumps(cells, ensure_ascii=False))


def _texts(cells: Sequence[object]) -> list[str]:
    """Cells as text, without the empty ones at the end, which a sheet has or has not by chance."""
    texts = [to_text(cell) for cell in cells]
    while texts and not texts[-1].strip():
        texts.pop()
    return texts

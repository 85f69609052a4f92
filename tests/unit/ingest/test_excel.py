"""Excel: the sheet and header row of the mapping, dates in ISO, ragged and blank rows."""

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from hub.errors import FileError
from hub.ingest.file_format import FileFormat
from hub.ingest.readers import open_rows, read_rows


def write(folder: Path, *sheets: tuple[str, Sequence[Sequence[object]]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / "book.xlsx"
    book.save(path)
    return path


def test_typed_cells_become_text(tmp_path: Path) -> None:
    day, moment = dt.datetime.fromisoformat("2024-03-01"), dt.datetime.fromisoformat("2024-03-01T12:30:00")
    rows: list[list[object]] = [
        ["名称", "day", "moment", "n", "x", "ok", "none"],
        ["华为", day, moment, 7.0, 1.5, True, None],
    ]
    (row,) = read_rows(write(tmp_path, ("Sheet", rows)))
    assert list(row.cells.values()) == ["华为", "2024-03-01", "2024-03-01T12:30:00", "7", "1.5", "true", ""]
    assert '"华为"' in row.raw


def test_sheet_and_header_row(tmp_path: Path) -> None:
    path = write(
        tmp_path, ("Cover", [["nothing"]]), ("Customers", [["Report of May"], [], ["id", "name"], ["1", "Acme"]])
    )
    file_format = FileFormat(sheet="Customers", header_row=3)
    assert [row.cells for row in read_rows(path, file_format)] == [{"id": "1", "name": "Acme"}]
    with pytest.raises(FileError, match="no sheet 'customers'") as caught:
        list(read_rows(path, FileFormat(sheet="customers")))
    assert "Cover, Customers" in caught.value.cure


def test_blank_and_ragged_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [["id", "name", None], ["1"], [None, None], ["2", "b", "more"], ["3", "c"]]
    found = list(read_rows(write(tmp_path, ("S", rows))))
    assert [(row.number, row.cells, row.fault) for row in found] == [
        (1, {"id": "1", "name": ""}, None),
        (2, {}, "3 cells where the header has 2"),
        (3, {"id": "3", "name": "c"}, None),
    ]
    assert found[1].raw == '["2", "b", "more"]'


def test_reading_goes_on_behind_a_row(tmp_path: Path) -> None:
    path = write(tmp_path, ("S", [[name] for name in ["id", *map(str, range(1, 11))]]))
    with open_rows(path, start_row=8) as rows:
        assert [(row.number, row.cells["id"]) for row in rows] == [(9, "9"), (10, "10")]
        assert rows.share_read == 1


def test_what_is_no_workbook_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("id,name\n")
    with pytest.raises(FileError, match=r"book\.xlsx"):
        list(read_rows(path))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    with pytest.raises(FileError, match=r"book\.xlsx"):
        list(read_rows(path))


def test_a_sheet_without_rows_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no header"):
        list(read_rows(write(tmp_path, ("S", []))))

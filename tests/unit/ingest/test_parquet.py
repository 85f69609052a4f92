"""Parquet: typed columns become text, nested ones dotted columns, and reading starts at any row."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hub.errors import FileError
from hub.ingest.readers import open_rows, read_rows


def write(folder: Path, table: pa.Table, row_group_size: int = 1_000) -> Path:
    path = folder / "rows.parquet"
    pq.write_table(table, path, row_group_size=row_group_size)
    return path


def test_typed_values_become_text(tmp_path: Path) -> None:
    moment = dt.datetime(2024, 3, 1, 12, 30, tzinfo=dt.UTC)
    row = {
        "名称": "华为技术",
        "number": 12345678901234567,
        "whole": 3.0,
        "price": 9.8,
        "exact": Decimal("1.10"),
        "day": dt.date(2024, 3, 1),
        "moment": moment,
        "flag": False,
        "nothing": None,
        "place": {"city": "深圳", "geo": {"lat": 22.5}},
        "tags": ["a", "b"],
    }
    (found,) = read_rows(write(tmp_path, pa.Table.from_pylist([row])))
    assert found.cells == {
        "名称": "华为技术",
        "number": "12345678901234567",
        "whole": "3",
        "price": "9.8",
        "exact": "1.10",
        "day": "2024-03-01",
        "moment": "2024-03-01T12:30:00+00:00",
        "flag": "false",
        "nothing": "",
        "place.city": "深圳",
        "place.geo.lat": "22.5",
        "tags": '["a", "b"]',
    }
    assert '"名称": "华为技术"' in found.raw


def test_nanoseconds_are_cut(tmp_path: Path) -> None:
    column = pa.array([1_700_000_000_123_456_789, None], pa.timestamp("ns"))
    found = [row.cells["at"] for row in read_rows(write(tmp_path, pa.table({"at": column})))]
    assert found == ["2023-11-14T22:13:20.123456", ""]


@pytest.mark.parametrize("start_row", [0, 1, 999, 1_000, 2_500, 10_000, 12_345, 12_346, 99_999])
def test_reading_goes_on_behind_a_row(tmp_path: Path, start_row: int) -> None:
    total = 12_346
    path = write(tmp_path, pa.table({"id": [str(number) for number in range(1, total + 1)]}))
    with open_rows(path, start_row=start_row) as rows:
        found = [(row.number, row.cells["id"]) for row in rows]
        assert rows.columns == ("id",)
        assert rows.share_read == 1
    assert found == [(number, str(number)) for number in range(start_row + 1, total + 1)]


def test_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, pa.table({"id": ["1"] * 10_000}))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FileError, match=r"rows\.parquet"):
        list(read_rows(path))


def test_two_columns_of_one_name_are_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, pa.Table.from_arrays([pa.array(["1"]), pa.array(["2"])], names=["id", "id"]))
    with pytest.raises(FileError, match="more than once: id"):
        list(read_rows(path))

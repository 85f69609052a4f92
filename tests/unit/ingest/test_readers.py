"""What holds for all formats: endings, missing and damaged files, bounded memory, whose errors are whose."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from hub.errors import FileError
from hub.ingest.readers import ENDINGS, open_rows, read_rows


@pytest.mark.parametrize("name", ["rows.doc", "rows", "rows.gz", "rows.parquet.gz", "rows.xlsx.gz", "rows.csv.zip"])
def test_an_unknown_ending_names_the_known_ones(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("id\n1\n")
    with pytest.raises(FileError, match=name) as caught:
        list(read_rows(tmp_path / name))
    assert all(ending in caught.value.cure for ending in ENDINGS)


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl", "rows.parquet", "rows.xlsx", "rows.csv.gz"])
def test_a_missing_file_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="No such file"):
        list(read_rows(tmp_path / name))


def test_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").mkdir()
    with pytest.raises(FileError, match=r"rows\.csv"):
        list(read_rows(tmp_path / "rows.csv"))


@pytest.mark.parametrize("name", ["rows.csv.gz", "rows.jsonl.gz"])
def test_a_cut_gzip_file_is_an_error(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    packed = gzip.compress(b'{"id": "1"}\n' * 50_000)
    path.write_bytes(packed[:-100])
    with pytest.raises(FileError, match=name):
        list(read_rows(path))
    path.write_bytes(b"no gzip at all")
    with pytest.raises(FileError, match=name):
        list(read_rows(path))


def test_errors_of_the_reader_of_rows_stay_their_own(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("id\n1\n")

    def lose_connection() -> None:
        with open_rows(path) as rows:
            next(iter(rows))
            raise ConnectionError

    with pytest.raises(ConnectionError):
        lose_connection()


def test_a_long_file_needs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    with path.open("w", encoding="gb18030") as file:
        file.write("编号,名称,城市,street,phone\n")
        file.writelines(f"{number},公司{number}有限公司,深圳,Main St {number},{number}\n" for number in range(200_000))
    tracemalloc.start()
    try:
        count = sum(1 for _row in read_rows(path))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 200_000
    assert peak < 4_000_000

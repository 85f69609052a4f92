"""Files as tables: cells as the file has them, and rows that could not be read."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hub.errors import FileError
from hub.ingest.file_format import FileFormat
from hub.ingest.tables import TableFile, as_texts, key_texts, read_table_file


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("text", ["a,b\n1,x\n2,y\n", "\ufeffa,b\n1,x\n2,y\n", "a;b\n1;x\n2;y\n", " a , b \n1,x\n2,y\n"])
def test_plain_and_odd_csv_say_the_same(tmp_path: Path, text: str) -> None:
    file = read_table_file(written(tmp_path / "t.csv", text))
    assert file.table.to_pydict() == {"a": ["1", "2"], "b": ["x", "y"]}
    assert file.faults == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_column_without_a_name_is_called_by_its_place(tmp_path: Path, delimiter: str) -> None:
    """Such as the numbers that data frames write before each row."""
    path = written(tmp_path / "t.txt", ",a,b\n0,1,x\n".replace(",", delimiter))
    assert read_table_file(path).table.to_pydict() == {"column 1": ["0"], "a": ["1"], "b": ["x"]}


def test_delimiters_and_line_ends_may_stand_in_quotes(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", 'a;"b,c,d,e"\n1;"x;y\nz"\n')
    assert read_table_file(path).table.to_pydict() == {"a": ["1"], "b,c,d,e": ["x;y\nz"]}


def test_what_is_stated_of_a_format_holds(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "title\na;b,c\n1;2\n")
    assert read_table_file(path, FileFormat(header_row=2, delimiter=";")).table.to_pydict() == {
        "a": ["1"],
        "b,c": ["2"],
    }


def test_only_some_columns_can_be_read(tmp_path: Path) -> None:
    plain, odd = written(tmp_path / "t.csv", "a,b\n1,x\n"), written(tmp_path / "o.csv", "a;b\n1;x\n")
    pq.write_table(pa.table({"a": ["1"], "b": ["x"]}), tmp_path / "t.parquet")
    for path in (plain, odd, tmp_path / "t.parquet"):
        assert read_table_file(path, only={"b", "c"}).table.to_pydict() == {"b": ["x"]}
        assert read_table_file(path, only={"c"}).table.column_names == []


def test_rows_keep_their_numbers_when_others_cannot_be_read(tmp_path: Path) -> None:
    file = read_table_file(written(tmp_path / "t.csv", "a,b\n1,x\nodd\n3,y\n,z\n"))
    assert file.row_numbers().to_pylist() == ["1", "3", "4"]
    keyed = file.keyed_by("a", "t.csv")
    assert keyed.row_numbers().to_pylist() == ["1", "3"]
    assert [(row.number, row.fault) for row in keyed.faults] == [
        (2, "1 cells where the header has 2"),
        (4, "it has no a"),
    ]
    assert keyed.faults[1].raw == '{"a": "", "b": "z"}'
    assert TableFile(keyed.table).keyed_by("a", "t.csv").faults == ()


def test_structs_lists_and_numbers_become_text() -> None:
    table = pa.table(
        {
            "n": [1.0, None],
            "x": [1.5, 2.0],
            "on": pa.array([0, 90_061], pa.timestamp("s")),
            "flag": [True, None],
            "tags": [["a", "b"], None],
            "raw": [b"\xff", None],
            "place": [{"city": " Ulm "}, {"city": "n/a"}],
        }
    )
    assert as_texts(table).to_pydict() == {
        "n": ["1", None],
        "x": ["1.5", "2"],
        "on": ["1970-01-01", "1970-01-02 01:01:01"],
        "flag": ["true", None],
        "tags": ["a, b", None],
        "raw": ["ff", None],
        "place.city": ["Ulm", None],
    }


def test_keys_stay_as_they_are() -> None:
    assert key_texts(pa.chunked_array([[" Ⅷ", "n/a", "-", " ", None]])).to_pylist() == ["Ⅷ", "n/a", "-", None, None]


def test_what_cannot_be_read_names_the_file(tmp_path: Path) -> None:
    pq.write_table(pa.table([["a"], ["b"]], names=["x", "x"]), tmp_path / "twice.parquet")
    written(tmp_path / "damaged.parquet", "no")
    for name in ("twice.parquet", "damaged.parquet", "gone.csv"):
        with pytest.raises(FileError, match=name):
            read_table_file(tmp_path / name)
    with pytest.raises(FileError, match="header"):
        read_table_file(written(tmp_path / "empty.csv", ""))

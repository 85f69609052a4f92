"""Files are written whole or not at all, and read back as they were written."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.writing import write_batches, write_table

texts = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")), min_size=1)
EXAMPLES = settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


@EXAMPLES
@given(texts)
def test_any_text_is_read_back_from_csv(tmp_path: Path, values: list[str]) -> None:
    write_table(tmp_path / "t.csv", pa.table({"id": values, "b": values}))
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == values


def test_plain_values_are_not_quoted(tmp_path: Path) -> None:
    table = pa.table({"id": ["1", None], "n": [1.5, None], "w": pa.array(["a", "b"]).dictionary_encode()})
    write_table(tmp_path / "t.csv", table)
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == "id,n,w\n1,1.5,a\n,,b\n"


def test_batches_make_up_one_file(tmp_path: Path) -> None:
    table = pa.table({"id": pa.array(["a", "b", "c"]).dictionary_encode()})
    for name in ("t.csv", "t.parquet"):
        write_batches(tmp_path / name, table.schema, table.to_batches(max_chunksize=1))
    assert pq.read_table(tmp_path / "t.parquet")["id"].to_pylist() == ["a", "b", "c"]
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == "id\na\nb\nc\n"


@pytest.mark.parametrize("name", ["t.csv", "t.parquet"])
def test_what_fails_in_the_middle_leaves_the_file_as_it_was(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("before", encoding="utf-8")
    table = pa.table({"id": ["a"]})

    def batches() -> Iterator[pa.RecordBatch]:
        yield from table.to_batches()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_batches(path, table.schema, batches())
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]

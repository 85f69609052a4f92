"""Labels: what people write for yes and no, in any format that the hub reads."""

from pathlib import Path

import pytest

from hub.errors import FileError
from hub.ingest.labels import Label, read_labels


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("1", True),
        ("true", True),
        ("Same", True),
        ("YES", True),
        ("0", False),
        ("False", False),
        ("different", False),
        ("no", False),
    ],
)
def test_yes_and_no_in_many_words(tmp_path: Path, word: str, same: bool) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(f"label;id_r;id_l;note\n{word} ; b; a;x\n", encoding="utf-8")
    assert read_labels(path) == (Label("a", "b", same, "labels.csv, row 1"),)


def test_json_lines_will_do(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"id_l": 1, "id_r": "2", "label": true}\n', encoding="utf-8")
    assert read_labels(path) == (Label("1", "2", True, "labels.jsonl, row 1"),)


def test_what_is_wrong_is_told_with_row_and_field(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("id_l,id_r,label\na,b,1\na,b,maybe\n", encoding="utf-8")
    with pytest.raises(FileError, match=r"labels\.csv, row 2, label") as error:
        read_labels(path)
    assert "same" in error.value.cure
    assert "different" in error.value.cure

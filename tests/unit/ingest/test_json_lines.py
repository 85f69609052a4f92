"""JSON Lines: nested objects become dotted columns, and a bad line is a faulty row."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.ingest.file_format import FileFormat
from hub.ingest.readers import open_rows, read_rows


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "rows.jsonl"
    path.write_bytes(text.encode(encoding))
    return path


def test_nested_values_are_flattened(tmp_path: Path) -> None:
    line = '{"id": 1, "名称": "华为", "at": {"city": "深圳", "tags": ["a", {"b": null}]}, "ok": true, "empty": {}}'
    (row,) = read_rows(write(tmp_path, line))
    assert row.cells == {
        "id": "1",
        "名称": "华为",
        "at.city": "深圳",
        "at.tags.0": "a",
        "at.tags.1.b": "",
        "ok": "true",
    }
    assert row.raw == line


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    (row,) = read_rows(write(tmp_path, '{"price": 1.10, "number": 12345678901234567890123, "tiny": 1e-9}'))
    assert row.cells == {"price": "1.10", "number": "12345678901234567890123", "tiny": "1e-9"}


def test_bad_lines_are_faulty_rows(tmp_path: Path) -> None:
    path = tmp_path / "rows.ndjson"
    path.write_bytes(b'{"id": 1}\n\n{"id": \n[1]\n"text"\n{"id": "\xff"}\n{"id": 2}\n')
    rows = list(read_rows(path))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.fault for row in rows] == [
        None,
        "the line is no valid JSON",
        "the line is no JSON object",
        "the line is no JSON object",
        "some bytes are not in the file's encoding",
        None,
    ]
    assert rows[1].raw == '{"id":'.ljust(7)


def test_half_a_character_is_a_faulty_row_and_a_whole_one_is_not(tmp_path: Path) -> None:
    lines = r"""{"a": "\ud83d"}
{"\udc00": "b"}
{"a": "\ud83d\ude00 \u897f"}"""
    rows = list(read_rows(write(tmp_path, lines)))
    assert [bool(row.fault) for row in rows] == [True, True, False]
    assert rows[2].cells == {"a": "😀 西"}


def test_too_deep_a_line_is_a_faulty_row(tmp_path: Path) -> None:
    (row,) = read_rows(write(tmp_path, '{"a":' * 100_000 + "1" + "}" * 100_000))
    assert row.fault is not None


def test_it_has_no_header_and_starts_anywhere(tmp_path: Path) -> None:
    path = write(tmp_path, "".join(f'{{"id": {number}}}\n' for number in range(1, 6)))
    with open_rows(path, start_row=3) as rows:
        assert rows.columns is None
        assert [(row.number, row.cells["id"]) for row in rows] == [(4, "4"), (5, "5")]
        assert rows.share_read == 1


def test_marks_other_encodings_and_gzip(tmp_path: Path) -> None:
    text = '{"名称": "华为"}\n'
    assert [row.cells for row in read_rows(write(tmp_path, text, "utf-8-sig"))] == [{"名称": "华为"}]
    chinese = FileFormat(encoding="gb18030")
    assert [row.cells for row in read_rows(write(tmp_path, text, "gb18030"), chinese)] == [{"名称": "华为"}]
    packed = tmp_path / "rows.jsonl.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    assert [row.cells for row in read_rows(packed)] == [{"名称": "华为"}]


NAMES = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda name: "." not in name)
FLAT = st.dictionaries(NAMES, st.text(st.characters(codec="utf-8")))


@settings(deadline=None)
@given(objects=st.lists(FLAT, max_size=5), ascii_only=st.booleans())
def test_any_flat_objects_read_back(
    tmp_path_factory: pytest.TempPathFactory, objects: list[dict[str, str]], *, ascii_only: bool
) -> None:
    lines = "".join(json.dumps(value, ensure_ascii=ascii_only) + "\n" for value in objects)
    path = write(tmp_path_factory.mktemp("objects"), lines)
    assert [row.cells for row in read_rows(path)] == objects

"""CSV in every dress: encodings, delimiters, quoted line ends, and rows that are broken."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.errors import FileError
from hub.ingest.file_format import FileFormat
from hub.ingest.readers import Row, open_rows, read_rows

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


def write(folder: Path, text: str, encoding: str = "utf-8", name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def cells(path: Path, file_format: FileFormat | None = None) -> list[dict[str, str]]:
    return [row.cells for row in read_rows(path, file_format)]


def written(table: list[list[str]], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    return text.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", [*ENCODINGS, "utf-16-le", "gbk"])
def test_delimiter_and_encoding_are_found_out(tmp_path: Path, delimiter: str, encoding: str) -> None:
    table = [["编号", "名称", "city"], ["1", "华为技术有限公司", "深圳"], ["2", "北京银行; 分行, 一|二", "Beijing"]]
    path = write(tmp_path, written(table, delimiter), encoding)
    assert cells(path) == [dict(zip(table[0], row, strict=True)) for row in table[1:]]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("big5", "台灣積體電路製造"), ("shift_jis", "トヨタ自動車株式会社"), ("cp1252", "Bäckerei Größe")],
)
def test_other_common_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    assert cells(write(tmp_path, f"id,name\n1,{name}\n", encoding)) == [{"id": "1", "name": name}]


def test_the_mapping_has_the_last_word(tmp_path: Path) -> None:
    path = write(tmp_path, "export of today\n\nid,a;name\n1,x;ü\n", "cp850")
    file_format = FileFormat(encoding="cp850", delimiter=";", header_row=3)
    assert cells(path, file_format) == [{"id,a": "1,x", "name": "ü"}]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@settings(deadline=None, max_examples=150)
@given(
    data=st.data(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(ENCODINGS),
    states_format=st.booleans(),
)
def test_any_table_reads_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, delimiter: str, encoding: str, *, states_format: bool
) -> None:
    width = data.draw(st.integers(1, 4))
    rows = data.draw(st.lists(st.lists(TEXT, min_size=width, max_size=width), max_size=6))
    header = [f"column {position}" for position in range(width)]
    folder = tmp_path_factory.mktemp("table")
    # Without a Chinese or marked line among them, GB18030 cannot be told from other encodings of a byte or two.
    states_format = states_format or encoding == "gb18030"
    path = write(folder, written([header, *rows], delimiter), encoding)
    file_format = FileFormat(encoding=encoding, delimiter=delimiter) if states_format else None
    found = list(read_rows(path, file_format))
    assert [list(row.cells.values()) for row in found] == rows
    assert [row.number for row in found] == list(range(1, len(rows) + 1))


def test_rows_keep_number_and_raw_text(tmp_path: Path) -> None:
    path = write(tmp_path, 'id,note\r\n1,"two\r\nlines"\r\n\r\n2,plain\r\n')
    assert list(read_rows(path)) == [
        Row("rows.csv", 1, {"id": "1", "note": "two\r\nlines"}, '1,"two\r\nlines"'),
        Row("rows.csv", 2, {"id": "2", "note": "plain"}, "2,plain"),
    ]


def test_a_ragged_row_is_faulty_and_the_file_goes_on(tmp_path: Path) -> None:
    rows = list(read_rows(write(tmp_path, "a,b\n1\n2,x,y\n3,z\n")))
    assert [row.fault for row in rows] == ["1 cells where the header has 2", "3 cells where the header has 2", None]
    assert [row.raw for row in rows] == ["1", "2,x,y", "3,z"]
    assert rows[0].cells == {}


def test_an_undecodable_byte_spoils_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes("id,name\n1,华为\n2,".encode() + b"\xff\xfa" + "\n3,中兴\n".encode() * 5)
    rows = list(read_rows(path))
    assert [row.fault is None for row in rows] == [True, False, *[True] * 5]
    assert rows[1].raw == "2,\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"
    rows[1].raw.encode()  # fit to be stored


def test_an_open_quote_spoils_its_line_only(tmp_path: Path) -> None:
    path = write(tmp_path, 'id,name\n1,"open\n2,"good"\n3,b"c\n4,"a"b\n5,fine\n')
    rows = list(read_rows(path))
    assert [(row.number, row.fault is None) for row in rows] == [
        (1, False),
        (2, True),
        (3, True),
        (4, False),
        (5, True),
    ]
    assert rows[0].raw == '1,"open'
    assert [row.cells.get("name") for row in rows] == [None, "good", 'b"c', None, "fine"]


def test_a_quote_open_to_the_end_swallows_nothing(tmp_path: Path) -> None:
    lines = "".join(f"{number},name\n" for number in range(2, 30_000))
    rows = list(read_rows(write(tmp_path, f'id,name\n1,"open\n{lines}')))
    assert len(rows) == 29_999
    assert [row.number for row in rows if row.fault] == [1]


def test_reading_goes_on_behind_a_row(tmp_path: Path) -> None:
    path = write(tmp_path, "id,x\n" + "".join(f'{number},"a\nb"\n\n' for number in range(1, 11)))
    assert [row.number for row in read_rows(path, start_row=7)] == [8, 9, 10]
    assert list(read_rows(path, start_row=7)) == list(read_rows(path))[7:]
    assert list(read_rows(path, start_row=99)) == []


def test_gzip_reads_like_the_plain_file(tmp_path: Path) -> None:
    plain = write(tmp_path, "编号,名称\n1,华为\n" * 1, "gb18030")
    packed = tmp_path / "rows.csv.GZ"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert cells(packed) == cells(plain) == [{"编号": "1", "名称": "华为"}]


def test_the_share_read_grows_to_one(tmp_path: Path) -> None:
    path = write(tmp_path, "id,x\n" + "1,some text that fills the file\n" * 50_000)
    with open_rows(path) as rows:
        shares = [rows.share_read for row in rows if row.number % 10_000 == 0]
        end = rows.share_read
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.5
    assert end == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,name,id\n1,a,2\n", "more than once: id"),
        ("id,,name,\n", "column 2, 4"),
        ("", "no header"),
        ("\n \n", "no header"),
        ('id,"name\n1,a\n', "a quote in the header is not closed"),
    ],
)
def test_an_unusable_header_is_an_error(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(FileError, match=words) as caught:
        list(read_rows(write(tmp_path, text)))
    assert caught.value.cure


def test_a_header_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "编号,名称\n1,a\n", "gb18030")
    with pytest.raises(FileError, match="the header is not in utf-8"):
        list(read_rows(path, FileFormat(encoding="utf-8")))


def test_a_mark_that_the_stated_encoding_keeps_is_no_part_of_a_name(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeffid,name\n1,x\n", "utf-16-le")
    assert cells(path, FileFormat(encoding="utf-16-le")) == cells(path) == [{"id": "1", "name": "x"}]


def test_a_quote_within_a_name_is_a_character(tmp_path: Path) -> None:
    assert cells(write(tmp_path, 'id,5" wide,name\n1,2,3\n')) == [{"id": "1", '5" wide': "2", "name": "3"}]


def test_a_header_over_two_lines(tmp_path: Path) -> None:
    assert cells(write(tmp_path, '"id";"full\nname"\n1;x\n')) == [{"id": "1", "full\nname": "x"}]

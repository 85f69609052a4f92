"""Rows of JSON Lines files: one object in each line, nested ones flattened with dots.

In: decoded lines. Out: rows; a line that is no JSON object is a faulty row. Numbers keep the digits they are
written with. `{"a": {"b": [1, null]}}` becomes the cells `a.b.0` = "1" and `a.b.1` = "".
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.ingest.encoding import UNDECODABLE
from hub.ingest.file_format import FileFormat
from hub.ingest.row import Row, Rows
from hub.ingest.text_file import TextFile, open_text, shown

# Digits as written: 1.10 stays "1.10", and a long customer number loses none.
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


@contextmanager
def open_json_lines(path: Path, file_format: FileFormat, start_row: int) -> Iterator[Rows]:
    """Open a JSON Lines file behind its first `start_row` objects; UTF-8 unless the mapping says otherwise."""
    with open_text(path, file_format.encoding or "utf-8") as text:
        yield Rows(None, _rows(text, start_row), text.share)


def _rows(text: TextFile, start_row: int) -> Iterator[Row]:
    filled = (line for line in text.lines if line.strip())
    for number, line in enumerate(filled, 1):
        if number > start_row:
            yield _row(text.name, number, line)


def _row(file: str, number: int, line: str) -> Row:
    raw = shown(line)
    if UNDECODABLE in line:
        return Row(file, number, {}, raw, "some bytes are not in the file's encoding")
    try:
        value = _DECODER.decode(line.strip())
    except (json.JSONDecodeError, RecursionError):
        return Row(file, number, {}, raw, "the line is no valid JSON")
    if not isinstance(value, dict):
        return Row(file, number, {}, raw, "the line is no JSON object")
    cells: dict[str, str] = {}
    _flatten(value, "", cells)
    if "\\u" in line and not _is_text(cells):
        return Row(file, number, {}, raw, "an escape such as \\ud83d stands for half a character")
    return Row(file, number, cells, raw)


def _is_text(cells: dict[str, str]) -> bool:
    """Tell whether no surrogate stands alone (RFC 8259, 8.2): there is no way to store one."""
    try:
        "".join((*cells, *cells.values())).encode()
    except UnicodeEncodeError:
        return False
    return True


def _flatten(value: object, name: str, cells: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _flatten(inner, f"{name}.{key}" if name else key, cells)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            _flatten(inner, f"{name}.{position}", cells)
    elif isinstance(value, str):
        cells[name] = value
    else:
        cells[name] = "" if value is None else str(value).lower()

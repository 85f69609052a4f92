"""Reading whole files as tables: for matching without a graph, where columns count, not rows.

In: a path. Out: an Arrow table with the cells as the file has them, and the rows that could not be read. Plain CSV and
Parquet are read by Arrow; whatever it finds odd goes through the row readers, which name the rows at fault.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from hub.errors import FileError, InputError
from hub.ingest.cells import to_text
from hub.ingest.delimited import sniff_delimiter
from hub.ingest.file_format import FileFormat
from hub.ingest.readers import open_rows
from hub.ingest.row import Row
from hub.standardise.tables import read_table as read_words

_BLANK = r"^[\s\-‐‑–—_.·?？*/\\#~…]*$"
_DELIMITED = (".csv", ".tsv", ".txt")
_MIDNIGHT = r"[ T]00:00:00([.]0*)?$"


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file read as a table, and the rows that could not be read."""

    table: pa.Table
    faults: tuple[Row, ...] = ()

    def row_numbers(self) -> pa.Array:
        """Return the numbers of the table's rows in the file, from 1, as text."""
        total = self.table.num_rows + len(self.faults)
        numbers = np.setdiff1d(np.arange(1, total + 1), [row.number for row in self.faults], assume_unique=True)
        return pc.cast(pa.array(numbers), pa.string())

    def keyed_by(self, column: str, file: str) -> "TableFile":
        """Return the file, called `file`, with the rows that have no key among those that could not be read."""
        nameless = pc.is_null(key_texts(self.table.column(column)))
        if not pc.any(nameless).as_py():
            return self
        numbers = self.row_numbers().filter(nameless).to_pylist()
        rows = self.table.filter(nameless).to_pylist()
        faults = [
            Row(file, int(number), {}, json.dumps(row, ensure_ascii=False, default=to_text), f"it has no {column}")
            for number, row in zip(numbers, rows, strict=True)
        ]
        return TableFile(self.table.filter(pc.invert(nameless)), (*self.faults, *faults))


def read_table_file(
    path: Path, file_format: FileFormat | None = None, only: Collection[str] | None = None
) -> TableFile:
    """Read a file.

    Args:
        path: where it is.
        file_format: how it is written, where that cannot be found out.
        only: the columns to be read, as far as it has them; all without it.

    Raises:
        FileError: the file is missing, of an unknown format or damaged, or its header is unusable.
    """
    name = path.name.lower()
    stated = file_format is not None and file_format != FileFormat()
    try:
        if name.endswith(".parquet"):
            return TableFile(_read_parquet(path, only))
        if name.endswith(_DELIMITED) and not stated and (delimiter := _plain_delimiter(path)):
            return TableFile(_read_csv(path, delimiter, only))
    except InputError as error:
        raise FileError(f"{path.name}: {error.message}", error.cure) from None
    except (pa.ArrowException, OSError):
        pass  # the row readers say what is wrong, or cope
    return _read_rows(path, file_format, only)


def as_texts(table: pa.Table) -> pa.Table:
    """Return a table with every column as text, null where a cell is blank or a word for nothing.

    Raises:
        InputError: two columns have one name.
    """
    flat = _flat(table)
    return pa.table({name: clean_texts(_text(flat.column(name))) for name in flat.column_names})


def clean_texts(texts: pa.Array) -> pa.Array:
    """Return composed (NFKC), trimmed texts; null for blanks, mere punctuation and words for nothing."""
    texts = pc.utf8_trim_whitespace(pc.utf8_normalize(texts, "NFKC"))
    nothing = pc.or_(
        pc.match_substring_regex(texts, _BLANK),
        pc.is_in(pc.utf8_lower(texts), _null_words()),
    )
    return pc.if_else(nothing, None, texts)


def key_texts(column: pa.ChunkedArray) -> pa.Array:
    """Return keys as text, as they are but for blanks around them; null where there is none."""
    texts = pc.utf8_trim_whitespace(_text(column))
    return pc.if_else(pc.equal(texts, ""), None, texts)


@cache
def _null_words() -> pa.Array:
    return pa.array(sorted(word.lower() for word in read_words("null_words")["null_words"]), pa.string())


def _flat(table: pa.Table) -> pa.Table:
    """Return structs as columns of their own.

    Raises:
        InputError: two columns have one name.
    """
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    twice = [name for name, count in Counter(table.column_names).items() if count > 1]
    if twice:
        raise InputError(f"Columns named more than once: {', '.join(twice)}.", "Give each column its own name.")
    return table


def _text(column: pa.ChunkedArray) -> pa.Array:
    array = column.combine_chunks()
    array = pa.concat_arrays(array.chunks) if isinstance(array, pa.ChunkedArray) else array
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        return _one_by_one(array, lambda items: ", ".join(map(to_text, items)))
    try:
        text = pc.cast(_whole(array), pa.string())
    except pa.ArrowException:
        return _one_by_one(array, to_text)
    return pc.replace_substring_regex(text, _MIDNIGHT, "") if pa.types.is_timestamp(array.type) else text


def _one_by_one(array: pa.Array, spell: Callable[[Any], str]) -> pa.Array:
    return pa.array([None if item is None else spell(item) for item in array.to_pylist()], pa.string())


def _whole(array: pa.Array) -> pa.Array:
    """Return numbers as whole ones, if all of them are: keys and codes become floating where one of them is missing."""
    is_whole = pa.types.is_floating(array.type) and pc.all(pc.equal(pc.floor(array), array)).as_py()
    return pc.cast(array, pa.int64()) if is_whole else array


def _plain_delimiter(path: Path) -> str | None:
    """Return the delimiter of a file that begins like UTF-8; None if it does not, or begins with a blank line."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return None
        text = head[: error.start].decode("utf-8-sig")
    first = text.partition("\n")[0]
    return sniff_delimiter(first) if first.strip() else None


def _read_parquet(path: Path, only: Collection[str] | None) -> pa.Table:
    with pq.ParquetFile(path) as file:
        names = file.schema_arrow.names
        return _flat(file.read(columns=None if only is None else [name for name in names if name in only]))


def _read_csv(path: Path, delimiter: str, only: Collection[str] | None) -> pa.Table:
    options = pcsv.ParseOptions(delimiter=delimiter, newlines_in_values=True)
    written = pcsv.open_csv(path, parse_options=options).schema.names
    names = [name.strip() or f"column {place}" for place, name in enumerate(written, 1)]
    if len(set(names)) < len(names) or len(set(written)) < len(names):
        raise pa.ArrowInvalid("names")
    table = pcsv.read_csv(
        path,
        parse_options=options,
        convert_options=pcsv.ConvertOptions(
            column_types=dict.fromkeys(written, pa.string()),
            include_columns=[old for old, name in zip(written, names, strict=True) if only is None or name in only],
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        ),
    )
    renamed = dict(zip(written, names, strict=True))
    table = table.rename_columns([renamed[name] for name in table.column_names])
    return table.select([name for name in table.column_names if only is None or name in only])


def _read_rows(path: Path, file_format: FileFormat | None, only: Collection[str] | None) -> TableFile:
    with open_rows(path, file_format) as opened:
        rows = list(opened)
        names = opened.columns or tuple(dict.fromkeys(name for row in rows for name in row.cells))
    if not names:
        raise FileError(f"{path.name}: it has no columns", "Give it a header row.")
    wanted = [name for name in names if only is None or name in only]
    faults = tuple(row for row in rows if row.fault)
    return TableFile(_tabulate([row for row in rows if not row.fault], wanted), faults)


def _tabulate(rows: Sequence[Row], names: Sequence[str]) -> pa.Table:
    return pa.table({name: pa.array([row.cells.get(name) for row in rows], pa.string()) for name in names})

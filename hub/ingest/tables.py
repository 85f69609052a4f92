"""Reading whole files as tables of text: for matching without a graph, where columns count, not rows.

In: a path. Out: an Arrow table, every cell text as the file has it, null where it is blank or says "nothing". Plain CSV
and Parquet are read by Arrow; whatever it finds odd goes through the row readers, which name the rows at fault.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from hub.errors import FileError
from hub.ingest.readers import open_rows
from hub.ingest.row import Row
from hub.standardise.tables import read_table as read_words

_BLANK = r"^[\s\-‐‑–—_.·?？*/\\#~…]*$"


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file read as a table, and the rows that could not be read."""

    table: pa.Table
    faults: tuple[Row, ...] = ()


def read_table_file(path: Path) -> TableFile:
    """Read a file.

    Raises:
        FileError: the file is missing, of an unknown format or damaged, or its header is unusable.
    """
    name = path.name.lower()
    try:
        if name.endswith(".parquet"):
            return TableFile(as_texts(pq.read_table(path)))
        if name.endswith(".csv") and _is_plain(path):
            return TableFile(as_texts(_read_csv(path)))
    except pa.ArrowException:
        pass  # the row readers say what is wrong, or cope
    return _read_rows(path)


def as_texts(table: pa.Table) -> pa.Table:
    """Return a table with every column as text, null where a cell is blank or a word for nothing."""
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    columns = {name: clean_texts(_text(table.column(name))) for name in table.column_names}
    return pa.table(columns)


def clean_texts(texts: pa.Array) -> pa.Array:
    """Return composed (NFKC), trimmed texts; null for blanks, mere punctuation and words for nothing."""
    texts = pc.utf8_trim_whitespace(pc.utf8_normalize(texts, "NFKC"))
    nothing = pc.or_(
        pc.match_substring_regex(texts, _BLANK),
        pc.is_in(pc.utf8_lower(texts), _null_words()),
    )
    return pc.if_else(nothing, None, texts)


@cache
def _null_words() -> pa.Array:
    return pa.array(sorted(word.lower() for word in read_words("null_words")["null_words"]), pa.string())


def _text(column: pa.ChunkedArray) -> pa.Array:
    array = column.combine_chunks()
    array = pa.concat_arrays(array.chunks) if isinstance(array, pa.ChunkedArray) else array
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        return pa.array(
            [None if item is None else ", ".join(map(str, item)) for item in array.to_pylist()], pa.string()
        )
    if pa.types.is_floating(array.type):
        whole = pc.all(pc.equal(pc.floor(array), array)).as_py()
        array = pc.cast(array, pa.int64()) if whole else array
    return pc.cast(array, pa.string())


def _is_plain(path: Path) -> bool:
    """Tell whether a file begins like UTF-8 with commas."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return False
        text = head[: error.start].decode("utf-8-sig")
    first = text.partition("\n")[0]
    return bool(first.strip()) and first.count(",") >= max(map(first.count, ";\t|"))


def _read_csv(path: Path) -> pa.Table:
    names = pcsv.open_csv(path, parse_options=pcsv.ParseOptions(newlines_in_values=True)).schema.names
    if len(set(names)) < len(names) or not all(names):
        raise pa.ArrowInvalid("names")
    return pcsv.read_csv(
        path,
        parse_options=pcsv.ParseOptions(newlines_in_values=True),
        convert_options=pcsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, quoted_strings_can_be_null=False
        ),
    )


def _read_rows(path: Path) -> TableFile:
    with open_rows(path) as opened:
        rows = list(opened)
        names = opened.columns or tuple(dict.fromkeys(name for row in rows for name in row.cells))
    if not names:
        raise FileError(f"{path.name}: it has no columns", "Give it a header row.")
    good = [row.cells for row in rows if not row.fault]
    columns = {name: pa.array([cells.get(name) for cells in good], pa.string()) for name in names}
    return TableFile(as_texts(pa.table(columns)), tuple(row for row in rows if row.fault))

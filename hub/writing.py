"""Writing tables to files: all of a file or nothing of it, and never over what was read.

In: record batches and a path. Out: a CSV or Parquet file, as the ending of its name says.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from hub.errors import InputError

CSV, PARQUET = ".csv", ".parquet"
_NEEDS_QUOTES = r'[",\r\n]|^$|^\s|\s$'


def check_outputs(outputs: Iterable[Path], inputs: Iterable[Path], endings: tuple[str, ...] = (CSV, PARQUET)) -> None:
    """Check that outputs can be written and are neither inputs nor each other.

    Raises:
        InputError: an output is an input, is named twice, has no folder, or does not end in one of `endings`.
    """
    taken = {path.resolve() for path in inputs}
    written: set[Path] = set()
    for path in outputs:
        place = path.resolve()
        if place in taken:
            raise InputError(f"{path.name} is an input: it would be overwritten.", "Name another file.")
        if place in written:
            raise InputError(f"{path.name} is to be written twice.", "Name another file.")
        if path.is_dir() or not place.parent.is_dir():
            raise InputError(f"{path} cannot be written: it is a folder, or in none.", "Name a file in a folder.")
        if path.suffix.lower() not in endings:
            raise InputError(f"{path.name}: no format that can be written.", f"End its name in {' or '.join(endings)}.")
        written.add(place)


def write_table(path: Path, table: pa.Table) -> None:
    """Write a table; whoever reads meanwhile sees the file as it was."""
    write_batches(path, table.schema, table.to_batches())


def write_batches(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write batches one after the other, so that no more than one is in memory."""
    with ExitStack() as stack:
        temporary = stack.enter_context(replacing(path))
        write = stack.enter_context(_writer(path, temporary, schema))
        for batch in batches:
            write(batch)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path beside `path` that takes its place at the end, unless something fails."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def _writer(path: Path, temporary: Path, schema: pa.Schema) -> Iterator[Callable[[pa.RecordBatch], None]]:
    if path.suffix.lower() == PARQUET:
        with pq.ParquetWriter(temporary, schema) as parquet:
            yield parquet.write_batch
        return
    with temporary.open("wb") as csv:
        _write_csv(csv, schema.empty_table(), header=True)
        yield lambda batch: _write_csv(csv, pa.Table.from_batches([batch]), header=False)


def _write_csv(file: BinaryIO, table: pa.Table, *, header: bool) -> None:
    """Write rows, in quotes only where some of them need it."""
    texts = [field.name for field in table.schema if pa.types.is_string(field.type)]
    odd = any(pc.any(pc.match_substring_regex(table[name], _NEEDS_QUOTES)).as_py() for name in texts)
    odd = odd or (header and any(re.search(_NEEDS_QUOTES, name) for name in table.column_names))
    quoting = "needed" if odd else "none"
    options = pcsv.WriteOptions(include_header=header, quoting_style=quoting, quoting_header=quoting)
    pcsv.write_csv(
        table.cast(pa.schema([(field.name, _csv_type(field.type)) for field in table.schema])), file, options
    )


def _csv_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind

"""Writing tables to files: all of a file or nothing of it, and never over what was read.

In: record batches and a path. Out: a CSV or Parquet file, as the ending of its name says.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from hub.errors import InputError

CSV, PARQUET = ".csv", ".parquet"


def check_outputs(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Check that outputs can be written and are neither inputs nor each other.

    Raises:
        InputError: an output is an input, is named twice, has no folder, or is of an unknown format.
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
        if path.suffix.lower() not in (CSV, PARQUET):
            raise InputError(f"{path.name}: no format that can be written.", f"End its name in {CSV} or {PARQUET}.")
        written.add(place)


def write_table(path: Path, table: pa.Table) -> None:
    """Write a table; whoever reads meanwhile sees the file as it was."""
    write_batches(path, table.schema, table.to_batches())


def write_batches(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write batches one after the other, so that no more than one is in memory."""
    with ExitStack() as stack:
        temporary = stack.enter_context(_replacing(path))
        write = stack.enter_context(_writer(path, temporary, schema))
        for batch in batches:
            write(batch)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
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
    plain = pa.schema([(field.name, _csv_type(field.type)) for field in schema])
    with pcsv.CSVWriter(temporary, plain, write_options=pcsv.WriteOptions(quoting_style="needed")) as csv:
        yield lambda batch: csv.write_batch(_cast(batch, plain))


def _csv_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _cast(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [column.cast(field.type) for column, field in zip(batch.columns, schema, strict=True)], schema=schema
    )

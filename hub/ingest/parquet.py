"""Rows of Parquet files, read batch by batch.

In: a path. Out: rows of text; nested structs are flattened with dots. Row groups before `start_row` are not read.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from hub.ingest.cells import to_text
from hub.ingest.row import Row, Rows, check_header

_BATCH_ROWS = 4096


@contextmanager
def open_parquet(path: Path, start_row: int) -> Iterator[Rows]:
    """Open a Parquet file behind its first `start_row` rows.

    Raises:
        FileError: it has columns without a name, or two of one name.
        ArrowException: it is no Parquet file, or is damaged.
    """
    with pq.ParquetFile(path) as file:
        columns = check_header(path.name, _flat(file.schema_arrow.empty_table()).column_names)
        progress = _Progress(start_row, file.metadata.num_rows)
        yield Rows(columns, _rows(file, path.name, columns, progress), progress.share)


class _Progress:
    """The number of the row read last, of all."""

    def __init__(self, number: int, total: int) -> None:
        self.number = number
        self.total = total

    def share(self) -> float:
        return self.number / self.total if self.total else 1.0


def _rows(file: pq.ParquetFile, name: str, columns: tuple[str, ...], progress: _Progress) -> Iterator[Row]:
    groups, skip = _groups_from(file.metadata, progress.number)
    for batch in file.iter_batches(_BATCH_ROWS, row_groups=groups):
        table = _flat(pa.Table.from_batches([batch]).slice(skip))
        skip = max(0, skip - batch.num_rows)
        texts = [[to_text(value) for value in column.to_pylist()] for column in table.columns]
        for values in zip(*texts, strict=True):
            progress.number += 1
            cells = dict(zip(columns, values, strict=True))
            yield Row(name, progress.number, cells, json.dumps(cells, ensure_ascii=False))


def _groups_from(metadata: pq.FileMetaData, start_row: int) -> tuple[list[int], int]:
    """Return the row groups that reach beyond `start_row`, and how many rows to skip in them."""
    for group in range(metadata.num_row_groups):
        if start_row < metadata.row_group(group).num_rows:
            return list(range(group, metadata.num_row_groups)), start_row
        start_row -= metadata.row_group(group).num_rows
    return [], 0


def _flat(table: pa.Table) -> pa.Table:
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    return table.cast(pa.schema([_readable(field) for field in table.schema]), safe=False)


def _readable(field: pa.Field) -> pa.Field:
    """Python has no nanoseconds: moments are cut to microseconds."""
    is_moment = pa.types.is_timestamp(field.type)
    return field.with_type(pa.timestamp("us", field.type.tz)) if is_moment else field

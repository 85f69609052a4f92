"""The files of a labelled set: records.parquet (id, source, fields) and truth.parquet (id, cluster)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from benchmarks.generate.texts import Flags, Ints, Texts

BATCH = 50_000
"""Records that are made at a time, which bounds memory."""


@dataclass(frozen=True, slots=True)
class Batch:
    """n records: the number of the entity that each is about, its source, its fields ("" is empty), and its slips."""

    entity: Ints
    source: Texts
    columns: dict[str, Texts]
    marks: dict[str, Flags]


def deal(rng: np.random.Generator, sizes: Ints) -> Iterator[Ints]:
    """Return the entity of each record, in an order that says nothing, in batches; entity k has `sizes[k]` records."""
    entity = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    for start in range(0, len(entity), BATCH):
        yield entity[start : start + BATCH]


class LabelledWriter:
    """Writes a labelled set, batch by batch."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._written = 0
        self._records: parquet.ParquetWriter | None = None
        self._truth: parquet.ParquetWriter | None = None

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files."""
        for writer in (self._records, self._truth):
            if writer:
                writer.close()

    def write(self, batch: Batch) -> None:
        """Write a batch; ids are numbers in the order of writing, and say nothing."""
        count = len(batch.entity)
        ids = pa.array([f"r{self._written + place}" for place in range(count)], pa.string())
        self._written += count
        columns = {name: _column(texts) for name, texts in batch.columns.items()}
        records = pa.table({"id": ids, "source": pa.array(batch.source, pa.string()), **columns})
        truth = pa.table({"id": ids, "cluster": pa.array([f"c{entity}" for entity in batch.entity], pa.string())})
        self._records = self._records or parquet.ParquetWriter(self._folder / "records.parquet", records.schema)
        self._truth = self._truth or parquet.ParquetWriter(self._folder / "truth.parquet", truth.schema)
        self._records.write_table(records)
        self._truth.write_table(truth)


def _column(texts: Texts) -> pa.Array:
    return pa.array([text or None for text in texts], pa.string())

"""Judging clusters against a known truth: reading both from files, and bringing their records together.

In: files of clusters (id, cluster), of true clusters or true pairs (id_l, id_r), and of scored pairs. Out: labels for
`hub.resolution.evaluation`, and a verdict.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hub.errors import FileError
from hub.ingest.labels import SAME
from hub.ingest.tables import key_texts, read_table_file
from hub.resolution.breakdown import SizeAccuracy, SourceAccuracy, by_size, by_source
from hub.resolution.evaluation import (
    ClusterAccuracy,
    ScoredPairs,
    evaluate_clusters,
    label_by_cluster,
    label_by_pairs,
    sort_pairs,
)

Ints = NDArray[np.int64]
NAMES = frozenset({"id", "id_l", "id_r", "cluster", "label", "weight", "probability", "file", "source"})
"""Columns that are read; a file of scored pairs may have many more."""
SOURCE_NAMES = ("file", "source")
"""Columns of a file of clusters that tell where a record comes from."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How good clusters are.

    Attributes:
        records: how many there are, in the clusters or in the truth.
        missing: how many the truth names and the clusters do not; each counts as alone.
        accuracy: by pairs, by records, and by clusters that are right to the last record.
        by_source: the same by pairs, for each source; empty where the clusters tell none.
        by_size: the same by records, for each size of true clusters.
    """

    records: int
    missing: int
    accuracy: ClusterAccuracy
    by_source: tuple[SourceAccuracy, ...]
    by_size: tuple[SizeAccuracy, ...]


def judge_files(clusters: Path, truth: Path) -> Verdict:
    """Judge a file of clusters against a file of true clusters or true pairs.

    Raises:
        FileError: a file cannot be read, or lacks a column or an id.
    """
    table = _read(clusters, "id", "cluster")
    ids: list[str] = _keys(clusters, table, "id").to_pylist()
    strangers = sorted(_ids_of_truth(truth) - set(ids))
    every = [*ids, *strangers]
    predicted = label_by_cluster(every, dict(zip(ids, _keys(clusters, table, "cluster").to_pylist(), strict=True)))
    true = read_truth(truth, every)
    return Verdict(
        records=len(every),
        missing=len(strangers),
        accuracy=evaluate_clusters(predicted, true),
        by_source=_by_source(table, predicted[: len(ids)], true[: len(ids)]),
        by_size=by_size(predicted, true),
    )


def read_ids(records: Path) -> list[str]:
    """Read the ids of a file of records.

    Raises:
        FileError: it cannot be read, has no column `id`, or a row without an id.
    """
    ids: list[str] = _keys(records, _read(records, "id"), "id").to_pylist()
    return ids


def read_truth(path: Path, ids: list[str]) -> Ints:
    """Read a truth, clusters (id, cluster) or pairs (id_l, id_r), as the label of each record.

    Pairs may have a label; those that it calls different are no true pairs.

    Raises:
        FileError: it cannot be read, lacks a column or an id.
    """
    table = _read(path)
    if "id_l" not in table.column_names:
        return read_clusters(path, ids)
    left, right = _true_pairs(path, table)
    return label_by_pairs(ids, zip(left.to_pylist(), right.to_pylist(), strict=True))


def read_clusters(path: Path, ids: list[str]) -> Ints:
    """Read clusters (id, cluster) as the label of each record; records that are not there are alone.

    Raises:
        FileError: it cannot be read, lacks a column or an id.
    """
    table = _read(path, "id", "cluster")
    names, clusters = _keys(path, table, "id"), _keys(path, table, "cluster")
    return label_by_cluster(ids, dict(zip(names.to_pylist(), clusters.to_pylist(), strict=True)))


def read_pairs(path: Path, ids: list[str]) -> ScoredPairs:
    """Read scored pairs (id_l, id_r, and weight or probability), best first.

    Weights are preferred: they tell apart what is too probable for a probability to do so.

    Raises:
        FileError: it cannot be read, lacks a column, or names an id that is none of `ids`.
    """
    table = _read(path, "id_l", "id_r")
    score = next((name for name in ("weight", "probability") if name in table.column_names), None)
    if score is None:
        raise FileError(f"{path.name} has no column 'weight' or 'probability'", "Name the scores so.")
    known = pa.array(ids, pa.string())
    left, right = (_positions(path, _keys(path, table, name), known) for name in ("id_l", "id_r"))
    return sort_pairs(left, right, pc.cast(table[score], pa.float64()).to_numpy())


def _read(path: Path, *needed: str) -> pa.Table:
    table = read_table_file(path, only=NAMES).table
    missing = [name for name in needed if name not in table.column_names]
    if missing:
        raise FileError(f"{path.name} has no column {missing[0]!r}", f"It needs {', '.join(needed)}.")
    return table


def _keys(path: Path, table: pa.Table, name: str) -> pa.Array:
    keys = key_texts(table[name])
    if keys.null_count:
        row = pc.index(pc.is_null(keys), pa.scalar(value=True)).as_py() + 1
        raise FileError(f"{path.name}, row {row}, {name}: it is empty", "Give it a value, or leave the row out.")
    return keys


def _true_pairs(path: Path, table: pa.Table) -> tuple[pa.Array, pa.Array]:
    """Return the ids of true pairs."""
    if "label" in table.column_names:
        said = pc.utf8_lower(key_texts(table["label"]))
        table = table.filter(pc.is_in(said, pa.array(sorted(SAME))))
    if "id_r" not in table.column_names:
        raise FileError(f"{path.name} has no column 'id_r'", "True pairs have the columns id_l and id_r.")
    return _keys(path, table, "id_l"), _keys(path, table, "id_r")


def _ids_of_truth(path: Path) -> set[str]:
    table = _read(path)
    if "id_l" in table.column_names:
        return {key for column in _true_pairs(path, table) for key in column.to_pylist()}
    return set(read_ids(path))


def _by_source(table: pa.Table, predicted: Ints, true: Ints) -> tuple[SourceAccuracy, ...]:
    name = next((name for name in SOURCE_NAMES if name in table.column_names), None)
    if name is None:
        return ()
    encoded = key_texts(table[name]).fill_null("").dictionary_encode()
    return by_source(predicted, true, encoded.indices.to_numpy().astype(np.int64), encoded.dictionary.to_pylist())


def _positions(path: Path, keys: pa.Array, ids: pa.Array) -> Ints:
    found = pc.index_in(keys, value_set=ids)
    if found.null_count:
        raise FileError(f"{path.name}: {found.null_count:,} pairs are of records that are not known", "Use their ids.")
    positions: Ints = found.to_numpy().astype(np.int64)
    return positions

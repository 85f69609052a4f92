"""Judge what a tool has written about a labelled set, every tool by the same measures."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, parquet

from hub.resolution.evaluation import (
    Accuracy,
    BestThreshold,
    ClusterAccuracy,
    Ints,
    ScoredPairs,
    best_for_clusters,
    best_for_pairs,
    close_pairs,
    evaluate_clusters,
    evaluate_pairs,
    label_by_cluster,
    label_by_pairs,
    sort_pairs,
)

NAMES = ("id", "id_l", "id_r", "cluster")
"""Columns that are read as texts; others are not read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How good a tool is on a set.

    `own` judges the clusters that it made, `best` those that its scored pairs connect at the threshold that turns out
    best, `edges` these pairs themselves at the best threshold for them, and `candidates` all pairs that it scored.
    """

    own: ClusterAccuracy
    best: ClusterAccuracy
    best_threshold: float
    edges: BestThreshold
    candidates: Accuracy


def read_ids(records: Path) -> list[str]:
    """Read the ids of a set's records."""
    ids: list[str] = _read(records)["id"].to_pylist()
    return ids


def read_truth(path: Path, ids: list[str]) -> Ints:
    """Read a set's truth, clusters (id, cluster) or pairs (id_l, id_r), as the label of each record."""
    table = _read(path)
    if "id_l" in table.column_names:
        return label_by_pairs(ids, zip(table["id_l"].to_pylist(), table["id_r"].to_pylist(), strict=True))
    return read_clusters(path, ids)


def read_clusters(path: Path, ids: list[str]) -> Ints:
    """Read clusters (id, cluster) as the label of each record; records that are not there are alone."""
    table = _read(path)
    return label_by_cluster(ids, dict(zip(table["id"].to_pylist(), table["cluster"].to_pylist(), strict=True)))


def read_pairs(path: Path, ids: list[str]) -> ScoredPairs:
    """Read scored pairs (id_l, id_r, and weight or probability), best first.

    Weights are preferred: they tell apart what is too probable for a probability to do so.
    """
    table = parquet.read_table(path)
    score = table["weight" if "weight" in table.column_names else "probability"]
    left, right = (_positions(table[name], pa.array(ids)) for name in ("id_l", "id_r"))
    return sort_pairs(left, right, score.to_numpy().astype(np.float64))


def judge(clusters: Ints, pairs: ScoredPairs, truth: Ints) -> Verdict:
    """Judge the clusters and the scored pairs of a tool."""
    best = best_for_clusters(pairs, truth)
    taken = pairs.score >= best.threshold
    return Verdict(
        own=evaluate_clusters(clusters, truth),
        best=evaluate_clusters(close_pairs(len(truth), pairs.left[taken], pairs.right[taken]), truth),
        best_threshold=best.threshold,
        edges=best_for_pairs(pairs, truth),
        candidates=evaluate_pairs(pairs, truth),
    )


def _read(path: Path) -> pa.Table:
    """Read the columns of ids and clusters, as texts."""
    if path.suffix == ".parquet":
        table = parquet.read_table(path, columns=[name for name in parquet.read_schema(path).names if name in NAMES])
    else:
        texts = csv.ConvertOptions(column_types=dict.fromkeys(NAMES, pa.string()))
        table = csv.read_csv(path, parse_options=csv.ParseOptions(newlines_in_values=True), convert_options=texts)
        table = table.select([name for name in table.column_names if name in NAMES])
    return table.cast(pa.schema([(name, pa.string()) for name in table.column_names]))


def _positions(column: pa.ChunkedArray, ids: pa.Array) -> Ints:
    found = pc.index_in(column.cast(pa.string()), value_set=ids)
    if found.null_count:
        raise ValueError(f"{found.null_count} pairs are of records that the set does not have")
    positions: Ints = found.to_numpy().astype(np.int64)
    return positions

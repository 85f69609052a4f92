"""goldenmatch, from standardised columns to clusters; it configures itself.

Runs in an environment of its own, so it must not import the hub.
"""

import goldenmatch
import pyarrow as pa
from pyarrow import csv, parquet

from benchmarks.peers.columns import NO_EVIDENCE
from benchmarks.peers.stages import Stages
from benchmarks.peers.task import Task

ZERO_CONFIG = "goldenmatch_zero"
"""The tool's name for its first choice of matching; without, it is told to use its probabilistic one."""


def deduplicate(table: pa.Table, task: Task, stages: Stages) -> None:
    """Write the clusters and the scored pairs of `table`."""
    evidence = table.drop_columns([name for name in table.column_names if name in NO_EVIDENCE])
    with stages("configure"):
        config = None if task.tool == ZERO_CONFIG else goldenmatch.auto_configure_probabilistic_df(evidence)
    with stages("deduplicate"):
        # Told to go on where it would rather refuse its own configuration.
        result = goldenmatch.dedupe_df(evidence, config=config, confidence_required=False, allow_red_config=True)
    with stages("write"):
        ids = table["id"].combine_chunks()
        csv.write_csv(_clusters(result, ids), task.clusters)
        parquet.write_table(_pairs(result, ids), task.pairs)


def _clusters(result: goldenmatch.DedupeResult, ids: pa.Array) -> pa.Table:
    members = [(row, cluster) for cluster, found in result.clusters.items() for row in found["members"]]
    return pa.table({"id": ids.take([row for row, _ in members]), "cluster": [cluster for _, cluster in members]})


def _pairs(result: goldenmatch.DedupeResult, ids: pa.Array) -> pa.Table:
    """Return the pairs that it joins and those that it would have reviewed."""
    pairs = [*result.scored_pairs, *result.review_pairs]
    return pa.table(
        {
            "id_l": ids.take(pa.array([left for left, _, _ in pairs], type=pa.int64())),
            "id_r": ids.take(pa.array([right for _, right, _ in pairs], type=pa.int64())),
            "probability": pa.array([score for _, _, score in pairs], type=pa.float64()),
        }
    )

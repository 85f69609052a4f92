"""Splink on DuckDB, from standardised columns to clusters.

Runs in an environment of its own, so it must not import the hub.
"""

from contextlib import suppress

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.internals.exceptions import EMTrainingException

from benchmarks.peers.columns import NO_EVIDENCE
from benchmarks.peers.splink_models import Model, model_of
from benchmarks.peers.stages import Stages
from benchmarks.peers.task import Task
from benchmarks.peers.words import add_words

OWN_THRESHOLD = 0.95
"""Probability from which on pairs are joined, as in its examples."""

LEAST_WEIGHT = -10
"""Pairs with less are not written; no sensible threshold is that low."""

SEED = 2


def deduplicate(table: pa.Table, task: Task, stages: Stages) -> None:
    """Write the clusters and the scored pairs of `table`."""
    filled = {name for name in table.column_names if table[name].null_count < len(table)}
    model = model_of(task.set_name, task.kind, filled - NO_EVIDENCE)
    if model.words_of:
        with stages("words"):
            table = add_words(table, model.words_of)
    with stages("train"):
        linker = _linker(table, model)
        _train(linker, model)
    with stages("predict"):
        predicted = linker.inference.predict(threshold_match_weight=LEAST_WEIGHT)
    with stages("cluster"):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predicted, threshold_match_probability=OWN_THRESHOLD
        )
    with stages("write"):
        clusters.as_duckdbpyrelation().select("id, cluster_id AS cluster").write_csv(str(task.clusters))
        predicted.as_duckdbpyrelation().select(
            "id_l, id_r, match_probability AS probability, match_weight AS weight"
        ).write_parquet(str(task.pairs))


def _linker(table: pa.Table, model: Model) -> Linker:
    database = DuckDBAPI(connection=duckdb.connect())
    parts = _by_source(table) if model.linked else [table]
    registered = [database.register(part.select([n for n in part.column_names if n != "source"])) for part in parts]
    settings = SettingsCreator(
        link_type="link_only" if model.linked else "dedupe_only",
        unique_id_column_name="id",
        comparisons=model.comparisons,
        blocking_rules_to_generate_predictions=model.blocking,
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    return Linker(registered, settings)


def _by_source(table: pa.Table) -> list[pa.Table]:
    sources = pc.unique(table["source"]).to_pylist()
    return [table.filter(pc.equal(table["source"], source)) for source in sources]


def _train(linker: Linker, model: Model) -> None:
    training = linker.training
    training.estimate_probability_two_random_records_match(model.certain, recall=model.certain_recall)
    training.estimate_u_using_random_sampling(max_pairs=model.sampled_pairs, seed=SEED)
    for rule in model.training:
        with suppress(EMTrainingException):  # too few pairs to learn from; other rules serve
            training.estimate_parameters_using_expectation_maximisation(rule)

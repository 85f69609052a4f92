"""Matching on Spark, in local mode: for one model the same pairs, weights and clusters as on one machine."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import arcadedb_embedded
import numpy as np
import pyarrow as pa
import pytest

pytest.importorskip("pyspark", reason="Spark is an extra of its own: install hub-mdm[spark]")

from pyspark.sql import DataFrame, SparkSession

from hub import indexing
from hub.errors import InputError
from hub.ingest.tables import as_texts
from hub.resolution.candidate_pairs import MOST_IN_BLOCK, Candidates, find_candidates
from hub.resolution.column_types import ColumnType, TypedTable
from hub.resolution.cut_report import held_sources
from hub.resolution.grouping import Pairs, group_records
from hub.resolution.linking import blocking_keys
from hub.resolution.scoring import Weights
from hub.resolution.trained_model import TrainedModel
from hub.resolution.unique_sources import find_unique_sources
from hub.spark import dedupe, weigh
from tests.unit.resolution.labelled_tables import KINDS, made

TABLES = {**{name: kind for name, kind in KINDS.items() if name in {"companies", "contacts"}}, "crowded": "company"}


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Spark in this process, with the Java of the embedded engine unless another one is named."""
    kept = dict(os.environ)
    os.environ.setdefault("JAVA_HOME", str(Path(arcadedb_embedded.__file__).parent / "jre"))
    # That Java has no module to ask the system who runs it.
    os.environ |= {"SPARK_USER": "tests", "HADOOP_USER_NAME": "tests", "PYSPARK_PYTHON": sys.executable}
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "700")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
    os.environ.clear()
    os.environ.update(kept)


@cache
def table_of(name: str) -> pa.Table:
    return crowded() if name == "crowded" else made(name, 900).sort_by("id")


@cache
def model_of(name: str) -> TrainedModel:
    return indexing.build(table_of(name), kind=TABLES[name]).model


def crowded() -> pa.Table:
    """Return firms of which many share a telephone number, and some of these a town."""
    rows = [
        (
            f"r{number:03}",
            f"Firm {number:03} Ltd",
            f"555 000{number % 3}",
            f"Town {number // 9}" if number % 4 else None,
        )
        for number in range(3 * MOST_IN_BLOCK + 30)
    ]
    return pa.table(dict(zip(("id", "name", "phone", "city"), map(list, zip(*rows, strict=True)), strict=True)))


def on_one_machine(name: str) -> tuple[Candidates, Weights, list[int]]:
    """Find pairs, weights and clusters with a trained model, all in arrays."""
    texts, model = as_texts(table_of(name)), model_of(name)
    table = TypedTable({column: texts.column(column).combine_chunks() for column in model.types}, model.types)
    aspects = model.read(table)
    candidates = find_candidates(blocking_keys(aspects), model.parameters.blocking)
    _, _, weight = model.scorer.score(aspects, aspects, (candidates.left, candidates.right))
    source = table.first(ColumnType.SOURCE)
    codes = None if source is None else source.fill_null("").dictionary_encode().indices.to_numpy().astype(np.int32)
    pairs = Pairs(candidates.left, candidates.right, weight)
    held = held_sources(find_unique_sources(codes, (), pairs, model.parameters.seldom), codes)
    return candidates, weight, group_records(table.size, pairs, 0.0, held).label.tolist()


def frame_of(spark: SparkSession, name: str) -> DataFrame:
    table = table_of(name)
    shuffled = table.take(pa.array(np.random.default_rng(7).permutation(table.num_rows)))
    return spark.createDataFrame(shuffled).repartition(3)


@pytest.mark.parametrize("name", TABLES)
def test_pairs_weights_and_clusters_are_those_of_one_machine(spark: SparkSession, name: str) -> None:
    candidates, weight, label = on_one_machine(name)
    ids = table_of(name)["id"].to_pylist()
    found = dedupe(frame_of(spark, name), model_of(name))
    pairs = found.pairs.toArrow()
    told = dict(
        zip(
            zip(pairs["id_l"].to_pylist(), pairs["id_r"].to_pylist(), strict=True),
            pairs["weight"].to_pylist(),
            strict=True,
        )
    )
    assert len(told) == pairs.num_rows
    ends = zip(candidates.left.tolist(), candidates.right.tolist(), strict=True)
    assert told == {(ids[one], ids[two]): bits for (one, two), bits in zip(ends, weight.tolist(), strict=True)}
    assert found.clusters["id"].to_pylist() == ids
    assert found.clusters["cluster"].to_pylist() == [ids[first] for first in label]
    assert name == "crowded" or len({*label}) < len(ids)


def test_the_number_of_records_moves_the_prior(spark: SparkSession) -> None:
    frame, model = frame_of(spark, "crowded"), model_of("crowded")
    few, many = (weigh(frame, model, size=size).toArrow() for size in (None, 64_000))
    weights = [
        dict(
            zip(
                zip(found["id_l"].to_pylist(), found["id_r"].to_pylist(), strict=True),
                found["weight"].to_pylist(),
                strict=True,
            )
        )
        for found in (few, many)
    ]
    assert weights[0].keys() == weights[1].keys()
    assert weights[0]
    assert all(weights[1][pair] < bits for pair, bits in weights[0].items())


def test_a_column_that_is_missing_is_named(spark: SparkSession) -> None:
    with pytest.raises(InputError, match="There is no column 'city'"):
        weigh(frame_of(spark, "crowded").drop("city"), model_of("crowded"))


def test_ids_have_to_be_there_once(spark: SparkSession) -> None:
    frame = frame_of(spark, "crowded").limit(5)
    with pytest.raises(InputError, match="missing or not unique"):
        dedupe(frame.union(frame), model_of("crowded"))

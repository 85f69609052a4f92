"""Matching on Spark, for what outgrows one machine: the same keys, scorer and clustering, applied to Arrow batches.

Needs the extra `spark`. A model is trained on one machine, from a part of the data or all of it (`hub.indexing.build`,
or the file of a trained model), and frozen. Spark then finds pairs by their keys and weighs them; clusters are formed
on the driver, of ids and weights only. One model gives the same pairs, weights and clusters as on one machine.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyspark.sql import DataFrame
from pyspark.sql import functions as sf

from hub.errors import InputError
from hub.ingest.tables import as_texts, clean_texts
from hub.resolution.batches import keys_of, weigh_pairs
from hub.resolution.candidate_pairs import MOST_IN_BLOCK, MOST_REFINED
from hub.resolution.column_types import ColumnType
from hub.resolution.cut_report import held_sources
from hub.resolution.grouping import Pairs, group_records
from hub.resolution.trained_model import TrainedModel
from hub.resolution.unique_sources import find_unique_sources

Batches = Iterable[pa.RecordBatch]

_KEYS = "id string, rule int, key long, further array<long>"
_WEIGHED = "id_l string, id_r string, weight float"


@dataclass(frozen=True)
class Distributed:
    """What came of it.

    Attributes:
        clusters: a table of id and cluster, in the order of ids; a cluster is called after the first of its ids.
        pairs: every pair that was compared: id_l, id_r, weight in bits; kept by Spark until it is unpersisted.
    """

    clusters: pa.Table
    pairs: DataFrame


def dedupe(
    records: DataFrame, model: TrainedModel, id_column: str = "id", threshold: float = 0.5, size: int | None = None
) -> Distributed:
    """Find out which records speak of the same thing.

    Ids and weights of all pairs have to fit into the driver's memory: 40 bytes or so for each pair.

    Args:
        records: with the columns of the model.
        model: trained.
        id_column: the column of record ids, texts.
        threshold: the least probability of a match, 0..1.
        size: among how many records matches are looked for, where the model was trained on a part of them.

    Raises:
        InputError: a column or an id is missing, or ids are not unique.
    """
    pairs = weigh(records, model, id_column, size).persist()
    ids, sources = _collected(records, model, id_column)
    scored = _scored(pairs, ids)
    findings = find_unique_sources(sources, (), scored, model.parameters.seldom)
    least = float(np.log2(threshold / (1 - threshold)))
    label = group_records(len(ids), scored, least, held_sources(findings, sources)).label
    return Distributed(pa.table({"id": ids, "cluster": ids.take(pa.array(label))}), pairs)


def weigh(records: DataFrame, model: TrainedModel, id_column: str = "id", size: int | None = None) -> DataFrame:
    """Return every pair of records that blocking proposes, with its weight: id_l < id_r, weight in bits.

    Takes what `dedupe` takes.

    Raises:
        InputError: a column is missing.
    """
    known = _known(records, model, id_column)
    sized = replace(model, scorer=replace(model.scorer, records=size)) if size else model
    pairs = block(known.mapInArrow(_key_batches(model), _KEYS))
    right = known.select([sf.col(name).alias(f"{name}_r") for name in known.columns])
    left = known.select([sf.col(name).alias(f"{name}_l") for name in known.columns])
    return pairs.join(right, "id_r").join(left, "id_l").mapInArrow(_weigh_batches(sized), _WEIGHED)


def block(keys: DataFrame) -> DataFrame:
    """Return the pairs of records that share a key, each once: id_l < id_r.

    Blocks of more than `MOST_IN_BLOCK` are narrowed to records that share a further key with few others, as
    `hub.resolution.candidate_pairs` does.

    Args:
        keys: as `hub.resolution.batches.KEYS`.
    """
    own = ["rule", "key"]
    sizes = keys.groupBy(own).count()
    small = keys.join(sizes.where(sf.col("count").between(2, MOST_IN_BLOCK)), own)
    crowd = keys.join(sizes.where(sf.col("count") > MOST_IN_BLOCK), own)
    narrowed = crowd.select("id", *own, sf.posexplode("further").alias("place", "more")).where("more != 0")
    finer = [*own, "place", "more"]
    few = narrowed.groupBy(finer).count().where(sf.col("count").between(2, MOST_REFINED))
    return _within(small, own).union(_within(narrowed.join(few, finer), finer)).distinct()


def _within(members: DataFrame, block_columns: Sequence[str]) -> DataFrame:
    """Return the pairs of records within each block."""
    left = members.select(*block_columns, sf.col("id").alias("id_l"))
    right = members.select(*block_columns, sf.col("id").alias("id_r"))
    return left.join(right, list(block_columns)).where("id_l < id_r").select("id_l", "id_r")


def _scored(pairs: DataFrame, ids: pa.Array) -> Pairs:
    """Return pairs by row, in order: Spark has none, and of equal weights the first counts first in clustering."""
    found = pairs.toArrow()
    left, right = (pc.index_in(found[name].combine_chunks(), ids).to_numpy() for name in ("id_l", "id_r"))
    order = np.lexsort((right, left))
    return Pairs(left[order], right[order], found["weight"].to_numpy()[order])


def _known(records: DataFrame, model: TrainedModel, id_column: str) -> DataFrame:
    """Return the id and the model's columns, called by numbers so that no name is in the way of another."""
    missing = [name for name in (id_column, *model.types) if name not in records.columns]
    if missing:
        raise InputError(f"There is no column {missing[0]!r}.", f"The columns are {', '.join(records.columns)}.")
    columns = [records[f"`{name}`"].alias(f"c{place}") for place, name in enumerate(model.types)]
    return records.select(records[f"`{id_column}`"].cast("string").alias("id"), *columns)


def _collected(records: DataFrame, model: TrainedModel, id_column: str) -> tuple[pa.Array, NDArray[np.int32] | None]:
    """Return all ids in order, and the number of each one's source if a column tells it."""
    source = next((name for name, holds in model.types.items() if holds is ColumnType.SOURCE), None)
    wanted = [records[f"`{id_column}`"].cast("string").alias("id")]
    wanted += [records[f"`{source}`"].cast("string").alias("source")] if source else []
    found = records.select(wanted).toArrow().sort_by("id").combine_chunks()
    ids = pc.cast(found["id"].combine_chunks(), pa.string())
    if ids.null_count or pc.count_distinct(ids).as_py() < len(ids):
        raise InputError(f"Ids in {id_column!r} are missing or not unique.", "Give every record an id of its own.")
    if not source:
        return ids, None
    codes = clean_texts(found["source"].combine_chunks()).fill_null("").dictionary_encode().indices
    return ids, codes.to_numpy().astype(np.int32)


def _key_batches(model: TrainedModel) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    def read(batches: Batches) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield keys_of(model, *_records(model, batch, ""))

    return read


def _weigh_batches(model: TrainedModel) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    def read(batches: Batches) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            left, right = _records(model, batch, "_l"), _records(model, batch, "_r")
            weight = pa.array(weigh_pairs(model, left, right))
            yield pa.RecordBatch.from_arrays([left[0], right[0], weight], ["id_l", "id_r", "weight"])

    return read


def _records(model: TrainedModel, batch: pa.RecordBatch, side: str) -> tuple[pa.Array, dict[str, pa.Array]]:
    """Return ids and texts of the records of a batch, cleaned as files are."""
    texts = as_texts(pa.table({name: batch.column(f"c{place}{side}") for place, name in enumerate(model.types)}))
    columns = {name: texts.column(name).combine_chunks() for name in model.types}
    return pc.cast(batch.column(f"id{side}"), pa.string()), columns

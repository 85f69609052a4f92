"""Matching by batches: what an engine of many machines needs to find and weigh pairs, with a trained model.

In: a trained model and batches of records, or of pairs of records. Out: blocking keys, and weights. Nothing depends on
what is in other batches: the model's statistics are frozen. Pairs and weights are those of one machine; see
`hub.resolution.candidate_pairs` for what becomes of the keys.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hub.resolution.candidate_pairs import refiner_keys, rule_keys
from hub.resolution.column_types import TypedTable
from hub.resolution.features.columns import Rows
from hub.resolution.features.hashing import NOTHING
from hub.resolution.linking import blocking_keys
from hub.resolution.scoring import Weights
from hub.resolution.trained_model import TrainedModel

KEYS = pa.schema([("id", pa.string()), ("rule", pa.int32()), ("key", pa.int64()), ("further", pa.list_(pa.int64()))])
"""A key that a record has: of which rule, and the keys that narrow down large blocks, 0 for none."""

Columns = Mapping[str, pa.Array]


def keys_of(model: TrainedModel, ids: pa.Array, columns: Columns) -> pa.RecordBatch:
    """Return the blocking keys of records; see `KEYS`.

    Args:
        model: trained.
        ids: of the records.
        columns: of the records, texts under the names that the model knows.
    """
    keys = blocking_keys(model.read(TypedTable(columns, model.types)))
    blocking = model.parameters.blocking
    refiners = refiner_keys(keys, blocking)
    rows, rules, hashes = [_no_rows()], [_no_rows()], [np.zeros(0, dtype=np.uint64)]
    for rule, (_, found) in enumerate(rule_keys(keys, blocking)):
        row, slot = np.nonzero(found != NOTHING)
        rows.append(row)
        rules.append(np.full(len(row), rule))
        hashes.append(found[row, slot])
    row = np.concatenate(rows)
    narrow = np.stack(refiners, axis=1) if refiners else np.zeros((len(ids), 0), dtype=np.uint64)
    offsets = np.arange(len(row) + 1, dtype=np.int32) * narrow.shape[1]
    further = pa.ListArray.from_arrays(pa.array(offsets), pa.array(narrow[row].ravel().view(np.int64)))
    rule_numbers, key = np.concatenate(rules).astype(np.int32), np.concatenate(hashes).view(np.int64)
    return pa.RecordBatch.from_arrays([ids.take(pa.array(row)), rule_numbers, key, further], schema=KEYS)


def _no_rows() -> NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)


def weigh_pairs(model: TrainedModel, left: tuple[pa.Array, Columns], right: tuple[pa.Array, Columns]) -> Weights:
    """Return the weight of each pair in bits.

    A record that is in several pairs is parsed once.

    Args:
        model: trained.
        left: ids and columns of the first record of each pair.
        right: ids and columns of the second.
    """
    tables, rows = zip(*(_distinct(model, ids, columns) for ids, columns in (left, right)), strict=True)
    _, _, weight = model.scorer.score(model.read(tables[0]), model.read(tables[1]), rows)
    return weight


def _distinct(model: TrainedModel, ids: pa.Array, columns: Columns) -> tuple[TypedTable, Rows]:
    """Return each record once, and where the record of each pair is."""
    codes = ids.dictionary_encode().indices.to_numpy()
    _, first = np.unique(codes, return_index=True)
    once = {name: columns[name].take(pa.array(first)) for name in model.types}
    return TypedTable(once, model.types), codes.astype(np.int32)

"""Keys and weights of batches are those of the whole table, however it is cut into batches."""

import numpy as np
import pyarrow as pa
import pytest

from hub.resolution.batches import KEYS, keys_of, weigh_pairs
from hub.resolution.candidate_pairs import refiner_keys, rule_keys
from hub.resolution.column_types import TypedTable
from hub.resolution.linking import blocking_keys
from hub.resolution.parameters import shipped_parameters
from hub.resolution.trained_model import TrainedModel
from tests.unit.resolution.labelled_tables import KINDS, prepared


def model_of(name: str) -> TrainedModel:
    ready = prepared(name)
    return TrainedModel(ready.kind, ready.table.types, shipped_parameters(ready.kind), ready.statistics, ready.scorer)


def part_of(table: TypedTable, rows: np.ndarray) -> tuple[pa.Array, dict[str, pa.Array]]:
    ids = pa.array([f"r{row}" for row in rows.tolist()], pa.string())
    return ids, {name: column.take(pa.array(rows)) for name, column in table.columns.items()}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("size", [1, 7, 400])
def test_keys_of_batches_are_those_of_the_table(name: str, size: int) -> None:
    ready, model = prepared(name), model_of(name)
    found = set()
    for start in range(0, 70, size):
        rows = np.arange(start, min(start + size, ready.table.size))
        batch = keys_of(model, *part_of(ready.table, rows))
        assert batch.schema == KEYS
        found |= {
            (row["id"], row["rule"], row["key"], tuple(row["further"]))
            for row in batch.to_pylist()
            if int(row["id"][1:]) < 70
        }
    keys = blocking_keys(ready.aspects)
    refiners = [hashes.view(np.int64) for hashes in refiner_keys(keys, model.parameters.blocking)]
    wanted = {
        (f"r{row}", rule, int(key), tuple(int(refiner[row]) for refiner in refiners))
        for rule, (_, hashes) in enumerate(rule_keys(keys, model.parameters.blocking))
        for row in range(70)
        for key in hashes[row].view(np.int64)
        if key
    }
    assert found == wanted


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("size", [1, 7, 500])
def test_weights_of_batches_are_those_of_the_table(name: str, size: int) -> None:
    ready, model = prepared(name), model_of(name)
    left, right = (rows[:: max(1, len(rows) // 500)][:500] for rows in ready.pairs)
    _, _, wanted = ready.scorer.score(ready.aspects, ready.aspects, (left, right))
    most = min(len(left), 60 * size)
    for start in range(0, most, size):
        part = slice(start, min(start + size, most))
        weight = weigh_pairs(model, part_of(ready.table, left[part]), part_of(ready.table, right[part]))
        assert np.array_equal(weight, wanted[part])


def test_no_records_have_no_keys() -> None:
    ready = prepared("companies")
    assert keys_of(model_of("companies"), *part_of(ready.table, np.zeros(0, dtype=np.int64))).num_rows == 0

"""A trained model in writing: a match model, and beside it what was learnt. Its value frequencies go separate ways.

In and out: plain mappings, as YAML and JSON have them, and a table of frequencies. Reads and writes no file.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Annotated

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pydantic import Field

from hub.errors import InputError
from hub.model.base import Frozen
from hub.resolution.column_types import ColumnType, TypedTable, read_aspects
from hub.resolution.features.columns import Frequencies, Statistics
from hub.resolution.features.hashing import starts_of_runs
from hub.resolution.parameters import Kind, Parameters, parse_as
from hub.resolution.scoring import Scorer, make_scorer
from hub.resolution.trained_model import TrainedModel

TRAINED = "trained"
FREQUENCIES = pa.schema([("name", pa.string()), ("hash", pa.uint64()), ("share", pa.float32())])
_CURE = "Train the model anew."


class Learnt(Frozen):
    """What was learnt.

    Attributes:
        version: of the whole model, for information: it is made anew from what the model says.
        records: how many the model was trained on; the prior weighs matches against so many.
        matches: how many others of the same thing a record has.
        m: of each comparison how often records of one thing reach each level.
        bits: of each comparison what people's answers add to the weight of each level; empty if nobody was asked.
        raised: the bits that all pairs gain with them.
    """

    version: str = ""
    records: Annotated[int, Field(ge=1)]
    matches: Annotated[float, Field(gt=0)]
    m: dict[str, dict[str, Annotated[float, Field(gt=0)]]]
    bits: dict[str, dict[str, float]] = {}
    raised: float = 0.0


class WrittenModel(Parameters):
    """A match model that was trained: of which kind, on which columns, and what was learnt."""

    kind: Kind
    columns: Annotated[dict[str, ColumnType], Field(min_length=1)]
    trained: Learnt


def write_model(model: TrainedModel) -> dict[str, object]:
    """Return a model as plain values, without its frequencies; what says most about it comes first."""
    scorer = model.scorer
    learnt = Learnt(
        version=model.version,
        records=scorer.records,
        matches=scorer.matches,
        m=_named(scorer, scorer.m),
        bits=_named(scorer, scorer.taught) if scorer.taught else {},
        raised=scorer.raised,
    )
    return {
        "name": model.parameters.name,
        "kind": model.kind,
        "columns": {name: holds.value for name, holds in model.types.items()},
        TRAINED: learnt.model_dump(mode="json"),
        **model.parameters.model_dump(mode="json", exclude={"name"}),
    }


def restore_model(content: object, statistics: Statistics, name: str) -> TrainedModel:
    """Return the model that was written down; `name` is the file's, for messages.

    Raises:
        InputError: it is no trained model, or one of a release that compared otherwise.
    """
    written = parse_as(WrittenModel, content, name)
    parameters = Parameters.model_validate(written.model_dump(include=set(Parameters.model_fields)))
    nothing = TypedTable({column: pa.nulls(1, pa.string()) for column in written.columns}, written.columns)
    learnt = written.trained
    untrained = make_scorer(read_aspects(nothing, written.kind), parameters, learnt.records, learnt.matches)
    m = _of_levels(untrained, learnt.m, 1.0, f"{name}: trained.m")
    taught = _of_levels(untrained, learnt.bits, 0.0, f"{name}: trained.bits") if learnt.bits else ()
    scorer = replace(untrained, m=m, taught=taught, raised=learnt.raised)
    return TrainedModel(written.kind, written.columns, parameters, statistics, scorer)


def _named(scorer: Scorer, values: tuple[NDArray[np.float64], ...]) -> dict[str, dict[str, float]]:
    return {
        name: dict(zip(table.names[1:], of_levels[1:].tolist(), strict=True))
        for name, table, of_levels in zip(scorer.names, scorer.tables, values, strict=True)
    }


def _of_levels(
    scorer: Scorer, learnt: Mapping[str, Mapping[str, float]], missing: float, where: str
) -> tuple[NDArray[np.float64], ...]:
    """Return of each comparison the numbers of its levels, `missing` for the first one."""
    _check_same(learnt, scorer.names, f"{where} names other comparisons than its columns lead to")
    found = []
    for name, table in zip(scorer.names, scorer.tables, strict=True):
        _check_same(learnt[name], table.names[1:], f"{where}.{name} has other levels than are compared")
        found.append(np.array([missing, *(learnt[name][level] for level in table.names[1:])]))
    return tuple(found)


def _check_same(known: Collection[str], wanted: Collection[str], fault: str) -> None:
    odd = set(known) ^ set(wanted)
    if odd:
        raise InputError(f"{fault}, see {min(odd)}.", _CURE)


def tabulate_frequencies(statistics: Statistics) -> pa.Table:
    """Return how often values occur as a table of name, hash and share; it holds no value."""
    names = [name for name, found in statistics.items() if len(found.hashes)]
    sizes = [len(statistics[name].hashes) for name in names]
    columns = [
        pa.array(names, pa.string()).take(pa.array(np.repeat(np.arange(len(names)), sizes), pa.int64())),
        pa.array(np.concatenate([np.zeros(0, np.uint64), *(statistics[name].hashes for name in names)])),
        pa.array(np.concatenate([np.zeros(0, np.float32), *(statistics[name].shares for name in names)])),
    ]
    return pa.table(columns, schema=FREQUENCIES)


def read_frequencies(table: pa.Table) -> Statistics:
    """Return how often values occur, given what `tabulate_frequencies` made of it.

    Raises:
        InputError: it is no such table.
    """
    if not table.schema.equals(FREQUENCIES) or any(column.null_count for column in table.columns):
        raise InputError("This is no table of frequencies.", _CURE)
    table = table.sort_by([("name", "ascending"), ("hash", "ascending")])
    names = table.column("name").to_numpy()
    starts = starts_of_runs(names)
    hashes, shares = table.column("hash").to_numpy(), table.column("share").to_numpy()
    ends = np.append(starts[1:], len(names)) if len(names) else starts
    return {
        str(names[start]): Frequencies(hashes[start:end], shares[start:end])
        for start, end in zip(starts, ends, strict=True)
    }

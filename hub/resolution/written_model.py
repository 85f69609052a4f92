"""A trained model in writing: a match model, and beside it what was learnt. Its value frequencies go separate ways.

In and out: plain mappings, as YAML and JSON have them, and a table of frequencies. Reads and writes no file.
"""

from collections.abc import Mapping
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
    """

    version: str = ""
    records: Annotated[int, Field(ge=1)]
    matches: Annotated[float, Field(gt=0)]
    m: dict[str, dict[str, Annotated[float, Field(gt=0)]]]


class WrittenModel(Parameters):
    """A match model that was trained: of which kind, on which columns, and what was learnt."""

    kind: Kind
    columns: Annotated[dict[str, ColumnType], Field(min_length=1)]
    trained: Learnt


def write_model(model: TrainedModel) -> dict[str, object]:
    """Return a model as plain values, without its frequencies; what says most about it comes first."""
    scorer = model.scorer
    learnt = Learnt(version=model.version, records=scorer.records, matches=scorer.matches, m=_named_m(scorer))
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
    scorer = replace(untrained, m=_m_of(untrained, learnt.m, name))
    return TrainedModel(written.kind, written.columns, parameters, statistics, scorer)


def _named_m(scorer: Scorer) -> dict[str, dict[str, float]]:
    return {
        name: dict(zip(table.names[1:], m[1:].tolist(), strict=True))
        for name, table, m in zip(scorer.names, scorer.tables, scorer.m, strict=True)
    }


def _m_of(scorer: Scorer, learnt: Mapping[str, Mapping[str, float]], name: str) -> tuple[NDArray[np.float64], ...]:
    if set(learnt) != set(scorer.names):
        odd = min(set(learnt) ^ set(scorer.names))
        raise InputError(f"{name}: its columns do not lead to the comparisons of trained.m, see {odd}.", _CURE)
    return tuple(_m_of_levels(place, scorer, learnt, name) for place in range(len(scorer.names)))


def _m_of_levels(
    place: int, scorer: Scorer, learnt: Mapping[str, Mapping[str, float]], name: str
) -> NDArray[np.float64]:
    comparison, levels = scorer.names[place], scorer.tables[place].names[1:]
    known = learnt[comparison]
    if set(known) != set(levels):
        odd = min(set(known) ^ set(levels))
        raise InputError(f"{name}: trained.m.{comparison} has other levels than are compared, see {odd}.", _CURE)
    return np.array([1.0, *(known[level] for level in levels)])


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

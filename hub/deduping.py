"""Deduplication without a graph: tables in, clusters out. What `hub dedupe` does, and the same call in Python.

>>> import pyarrow as pa
>>> table = pa.table({"id": ["1", "2"], "name": ["Siemens AG", "SIEMENS Aktiengesellschaft"]})
>>> dedupe(table, kind="company").clusters.to_pylist()
[{'id': '1', 'cluster': '1'}, {'id': '2', 'cluster': '1'}]
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hub.errors import InputError
from hub.ingest.tables import as_texts
from hub.resolution.column_types import ColumnType, TypedTable
from hub.resolution.linking import Linked, Request, Step, link
from hub.resolution.parameters import MODELS
from hub.resolution.propose import Proposal, propose_types
from hub.resolution.unique_sources import SourceFinding

REVIEW = 0.1
"""From this probability on a pair that does not match is worth a person's look."""
SHOWN_IDS = 3

Judged = Mapping[tuple[str, str], bool]


class ArrowStream(Protocol):
    """A table of Arrow, polars, pandas, DuckDB ... (Arrow PyCapsule interface)."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return its batches."""


@dataclass(frozen=True)
class Input:
    """One table to link, with its name; `unique` says that it has no duplicates of its own."""

    table: ArrowStream
    name: str = ""
    unique: bool | None = None


@dataclass(frozen=True)
class Deduped:
    """What came of it: the columns as they were understood, the clusters, and all that led to them.

    Attributes:
        clusters: a table of id and cluster, in the order of the records; with several inputs also the input's name.
        columns: what each column was taken to hold, and why.
        sources: what was found of each source, by name.
        linked: candidates, weights and levels, by row.
    """

    clusters: pa.Table
    columns: tuple[Proposal, ...]
    sources: dict[str, SourceFinding]
    linked: Linked

    @property
    def pairs(self) -> pa.Table:
        """Every pair that was compared: ids, probability, weight, outcome, and the level of each comparison."""
        linked = self.linked
        ids = self.clusters.column("id").combine_chunks()
        left, right = linked.candidates.left, linked.candidates.right
        together = linked.clusters.label[left] == linked.clusters.label[right]
        probability = linked.probability
        outcome = np.where(together, "same", np.where(probability >= REVIEW, "review", "different"))
        columns = {
            "id_l": ids.take(pa.array(left)),
            "id_r": ids.take(pa.array(right)),
            "probability": pa.array(probability.round(6)),
            "weight": pa.array(linked.weight),
            "outcome": pa.array(outcome).dictionary_encode(),
        }
        for place, name in enumerate(linked.scorer.names):
            names = pa.array(linked.scorer.tables[place].names)
            levels = linked.levels[:, place]
            columns[f"level_{name}"] = pa.DictionaryArray.from_arrays(pa.array(levels, mask=levels < 0), names)
        return pa.table(columns)


def dedupe(
    *tables: ArrowStream | Input,
    kind: str = "other",
    id_column: str = "id",
    columns: Mapping[str, str] | None = None,
    threshold: float = 0.5,
    labels: Judged | None = None,
    step: Step | None = None,
) -> Deduped:
    """Find the records that speak of the same thing, within one table or across several.

    Args:
        tables: Arrow, polars or pandas tables, or `Input`.
        kind: "company", "contact", "product" or "other".
        id_column: the column of record ids; rows are numbered from 0 where there is none.
        columns: what columns hold (see `ColumnType`), for those not to be guessed.
        threshold: the least probability of a match, 0..1.
        labels: pairs of ids that a person decided on: same or not. They outrank every score.
        step: is told what is being done and how far it is.

    Raises:
        InputError: the kind or a column is unknown, ids are missing or not unique, or nothing can be compared.
    """
    if kind not in MODELS:
        raise InputError(f"There is no kind {kind!r}.", f"Use one of {', '.join(MODELS)}.")
    if not 0 < threshold < 1:
        raise InputError("The threshold is not between 0 and 1.", "Use a probability such as 0.5.")
    inputs = [table if isinstance(table, Input) else Input(table) for table in tables]
    merged, origin = _merge(inputs)
    ids = _ids(merged, id_column)
    texts = {name: merged.column(name).combine_chunks() for name in merged.column_names if name != id_column}
    proposals = _choose(texts, kind, columns or {})
    typed = TypedTable(texts, {proposal.column: proposal.holds for proposal in proposals})
    sources, names, unique = _sources(typed, inputs, origin)
    judged = _rows_of(labels or {}, ids)
    linked = link(Request(typed, kind, threshold, sources, unique, judged), step=step)
    if not linked.scorer.names:
        raise InputError("No column holds anything that can be compared.", "Name columns with --column NAME=TYPE.")
    clusters = {"id": ids, "cluster": ids.take(pa.array(linked.clusters.label))}
    if len(inputs) > 1:
        clusters["file"] = pa.array([item.name for item in inputs], pa.string()).take(pa.array(origin))
    return Deduped(pa.table(clusters), proposals, dict(zip(names, linked.sources, strict=False)), linked)


def _merge(inputs: Sequence[Input]) -> tuple[pa.Table, np.ndarray[Any, np.dtype[np.int32]]]:
    tables = [as_texts(_as_arrow(item.table)) for item in inputs]
    origin = np.repeat(np.arange(len(tables), dtype=np.int32), [table.num_rows for table in tables])
    return pa.concat_tables(tables, promote_options="default").combine_chunks(), origin


def _as_arrow(table: ArrowStream) -> pa.Table:
    return table if isinstance(table, pa.Table) else pa.table(table)


def _ids(table: pa.Table, id_column: str) -> pa.Array:
    """Return the ids of all records.

    Raises:
        InputError: the column is not there, or ids are missing or not unique.
    """
    if id_column not in table.column_names:
        if id_column == "id":
            return pc.cast(pa.array(np.arange(table.num_rows)), pa.string())
        raise InputError(f"There is no column {id_column!r}.", f"The columns are {', '.join(table.column_names)}.")
    ids = table.column(id_column).combine_chunks()
    if ids.null_count:
        row = pc.index(pc.is_null(ids), pa.scalar(value=True)).as_py() + 1
        raise InputError(f"Row {row} has no {id_column}.", "Give every record an id, or name another column with --id.")
    counts = pc.value_counts(ids)
    twice = counts.filter(pc.greater(counts.field("counts"), 1)).field("values").slice(0, SHOWN_IDS).to_pylist()
    if twice:
        raise InputError(
            f"Ids are not unique: {', '.join(twice)} ...", "Give every record an id of its own, over all files."
        )
    return ids


def _choose(texts: Mapping[str, pa.Array], kind: str, chosen: Mapping[str, str]) -> tuple[Proposal, ...]:
    unknown = [name for name in chosen if name not in texts]
    if unknown:
        raise InputError(f"There is no column {unknown[0]!r}.", f"The columns are {', '.join(texts)}.")
    wrong = [holds for holds in chosen.values() if holds not in set(ColumnType)]
    if wrong:
        raise InputError(f"A column cannot hold {wrong[0]!r}.", f"Use one of {', '.join(ColumnType)}.")
    return tuple(
        Proposal(item.column, ColumnType(chosen[item.column]), "you said so") if item.column in chosen else item
        for item in propose_types(texts, kind)
    )


def _sources(
    table: TypedTable, inputs: Sequence[Input], origin: np.ndarray[Any, np.dtype[np.int32]]
) -> tuple[np.ndarray[Any, np.dtype[np.int32]] | None, list[str], tuple[bool | None, ...]]:
    """Return the source of each record, their names, and what is said of them: files are sources, or a column tells."""
    if len(inputs) > 1:
        return origin, [item.name for item in inputs], tuple(item.unique for item in inputs)
    if inputs[0].unique:
        return origin, [inputs[0].name], (True,)
    column = table.first(ColumnType.SOURCE)
    if column is None:
        return None, [], ()
    encoded = column.fill_null("").dictionary_encode()
    return encoded.indices.to_numpy().astype(np.int32), encoded.dictionary.to_pylist(), ()


def _rows_of(labels: Judged, ids: pa.Array) -> dict[tuple[int, int], bool]:
    """Return judged pairs by row, left < right."""
    if not labels:
        return {}
    row = {key: place for place, key in enumerate(ids.to_pylist())}
    unknown = _unknown(labels, row)
    if unknown:
        raise InputError(f"A label names {unknown!r}, which no record has.", "Use ids of the records.")
    return {(min(row[a], row[b]), max(row[a], row[b])): same for (a, b), same in labels.items() if a != b}


def _unknown(labels: Iterable[tuple[str, str]], known: Mapping[str, int]) -> str | None:
    return next((key for pair in labels for key in pair if key not in known), None)

"""Making one table of records out of several, fit for linking: ids, sources, and what each column holds.

In: tables with whatever columns they have. Out: `Records`. Columns of several tables that hold the same are brought
together, so that `title` of one is compared with `name` of the other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hub.aligning import SAID, align
from hub.errors import InputError
from hub.ingest.tables import as_texts, key_texts
from hub.resolution.column_types import ColumnType, TypedTable
from hub.resolution.parameters import MODELS
from hub.resolution.propose import Proposal, propose_types

ID = "id"
SHOWN_IDS = 3

Texts = dict[str, pa.Array]


class ArrowStream(Protocol):
    """A table of Arrow, polars, pandas, DuckDB ... (Arrow PyCapsule interface)."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return its batches."""


@dataclass(frozen=True)
class Input:
    """One table to link.

    Attributes:
        table: its rows.
        name: what it is called in answers and errors.
        unique: whether it has no duplicates of its own; None for it to be found out.
        known: what is known of its columns; the rest is proposed.
        meaning: of some of its columns the attribute that a mapping gives them; columns of one meaning are compared.
        id_column: the column of its ids, if another one than in other tables.
    """

    table: ArrowStream
    name: str = ""
    unique: bool | None = None
    known: Mapping[str, Proposal] = field(default_factory=dict)
    meaning: Mapping[str, str] = field(default_factory=dict)
    id_column: str | None = None


@dataclass(frozen=True)
class Records:
    """Records fit for linking.

    Attributes:
        table: their columns and what these hold.
        kind: "company", "contact", "product" or "other".
        ids: distinct.
        own_ids: their ids within their table, where these are not distinct; None otherwise.
        origin: of each the number of its table.
        names: of the tables.
        unique: of each table what is said of duplicates of its own.
        columns: what each column was taken to hold, and why.
    """

    table: TypedTable
    kind: str
    ids: pa.Array
    own_ids: pa.Array | None
    origin: NDArray[np.int32]
    names: tuple[str, ...]
    unique: tuple[bool | None, ...]
    columns: tuple[Proposal, ...]

    @property
    def files(self) -> pa.Array:
        """The name of each record's table."""
        return _names_of(self.origin, self.names)

    def find(self, keys: Sequence[str]) -> NDArray[np.int64]:
        """Return the row of each of these ids; -1 where none has it, -2 where several have."""
        wanted = pa.array(keys, pa.string())
        found = _rows(wanted, self.ids)
        if self.own_ids is not None:
            own = _rows(wanted, self.own_ids)
            counts = pc.value_counts(self.own_ids)
            several = counts.filter(pc.greater(counts.field("counts"), 1)).field("values")
            own[pc.is_in(wanted, several).to_numpy(zero_copy_only=False)] = -2
            found = np.where(found < 0, own, found)
        return found


def prepare(
    inputs: Sequence[Input], kind: str, id_column: str = ID, chosen: Mapping[str, str] | None = None
) -> Records:
    """Make one table of all inputs.

    Args:
        inputs: one or more tables.
        kind: "company", "contact", "product" or "other".
        id_column: the column of record ids; rows are numbered from 0 where there is none.
        chosen: what columns hold, for those not to be guessed.

    Raises:
        InputError: the kind or a column is unknown, or ids are missing or not unique.
    """
    _check(inputs, kind)
    inputs = [replace(item, name=item.name or str(number)) for number, item in enumerate(inputs, 1)]
    ids, texts = zip(*(_read(item, item.id_column or id_column) for item in inputs), strict=True)
    sizes = [len(keys) for keys in ids]
    proposals = _propose(texts, sizes, inputs, kind)
    proposals |= _said(chosen or {}, proposals)
    together = align(proposals, texts, [item.meaning for item in inputs])
    merged = _merge(texts, sizes, together)
    own = pa.concat_arrays(ids)
    names = tuple(item.name for item in inputs)
    origin = np.repeat(np.arange(len(inputs), dtype=np.int32), sizes)
    distinct = _distinct(own, origin, names)
    return Records(
        table=TypedTable(merged, {name: proposals[name].holds for name in merged}),
        kind=kind,
        ids=distinct,
        own_ids=None if distinct is own else own,
        origin=origin,
        names=names,
        unique=tuple(item.unique for item in inputs),
        columns=tuple(_explained(proposal, together) for proposal in proposals.values()),
    )


def _check(inputs: Sequence[Input], kind: str) -> None:
    if kind not in MODELS:
        raise InputError(f"There is no kind {kind!r}.", f"Use one of {', '.join(MODELS)}.")
    if not inputs:
        raise InputError("There is nothing to link.", "Name a table.")


def _distinct(ids: pa.Array, origin: NDArray[np.int32], names: Sequence[str]) -> pa.Array:
    """Return ids as they are if they are distinct, else each with the name of its table."""
    if pc.count_distinct(ids).as_py() == len(ids):
        return ids
    return pc.binary_join_element_wise(_names_of(origin, names), ids, ":")


def _read(item: Input, id_column: str) -> tuple[pa.Array, Texts]:
    """Return a table's ids, and its other columns as text."""
    table = item.table if isinstance(item.table, pa.Table) else pa.table(item.table)
    ids, column = _ids(table, item, id_column)
    cleaned = as_texts(table.drop_columns([column]) if column else table)
    return ids, {name: _plain(cleaned.column(name)) for name in cleaned.column_names}


def _names_of(origin: NDArray[np.int32], names: Sequence[str]) -> pa.Array:
    return pa.array(names, pa.string()).take(pa.array(origin))


def _explained(proposal: Proposal, together: Mapping[str, str]) -> Proposal:
    into = together.get(proposal.column)
    return replace(proposal, because=f"{proposal.because}; compared with {into}") if into else proposal


def _plain(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _rows(wanted: pa.Array, ids: pa.Array) -> NDArray[np.int64]:
    found: NDArray[np.int64] = pc.index_in(wanted, ids).fill_null(-1).to_numpy().astype(np.int64)
    return found


def _ids(table: pa.Table, item: Input, id_column: str) -> tuple[pa.Array, str | None]:
    """Return the ids of a table's records, and the column that they are from.

    Raises:
        InputError: the column is not there, or ids are missing or not unique.
    """
    if id_column not in table.column_names:
        if id_column == ID:
            return pc.cast(pa.array(np.arange(table.num_rows)), pa.string()), None
        columns = ", ".join(table.column_names)
        raise InputError(f"{item.name}: there is no column {id_column!r}.", f"The columns are {columns}.")
    ids = key_texts(table.column(id_column))
    if ids.null_count:
        row = pc.index(pc.is_null(ids), pa.scalar(value=True)).as_py() + 1
        cure = "Give every record an id, or name another column with --id."
        raise InputError(f"{item.name}, row {row}: it has no {id_column}.", cure)
    counts = pc.value_counts(ids)
    twice = counts.filter(pc.greater(counts.field("counts"), 1)).field("values")
    if len(twice):
        shown = ", ".join(twice.slice(0, SHOWN_IDS).to_pylist()) + (" ..." if len(twice) > SHOWN_IDS else "")
        raise InputError(
            f"{item.name} has ids that are not unique: {shown}",
            "Give every record an id of its own, or name another column with --id.",
        )
    return ids, id_column


def _propose(texts: Sequence[Texts], sizes: Sequence[int], inputs: Sequence[Input], kind: str) -> dict[str, Proposal]:
    """Propose what each column holds: all tables together where they share it, else within its own."""
    proposals = {item.column: item for item in propose_types(_merge(texts, sizes, {}), kind)}
    everywhere = set(proposals).intersection(*texts)
    if len(everywhere) < len(proposals):
        for columns in reversed(texts):
            own = propose_types(columns, kind)
            proposals |= {item.column: item for item in own if item.column not in everywhere}
    for item in inputs:
        proposals |= {name: known for name, known in item.known.items() if name in proposals}
    return proposals


def _said(chosen: Mapping[str, str], known: Collection[str]) -> dict[str, Proposal]:
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise InputError(f"There is no column {unknown[0]!r}.", f"The columns are {', '.join(known)}.")
    wrong = [holds for holds in chosen.values() if holds not in set(ColumnType)]
    if wrong:
        raise InputError(f"A column cannot hold {wrong[0]!r}.", f"Use one of {', '.join(ColumnType)}.")
    return {name: Proposal(name, ColumnType(holds), SAID) for name, holds in chosen.items()}


def _merge(texts: Sequence[Texts], sizes: Sequence[int], together: Mapping[str, str]) -> Texts:
    """Put tables one below the other; a column that a table lacks is empty there."""
    renamed = [{together.get(name, name): column for name, column in columns.items()} for columns in texts]
    names = dict.fromkeys(name for columns in renamed for name in columns)
    if len(renamed) == 1:
        return renamed[0]
    return {
        name: pa.concat_arrays(
            [
                columns[name] if name in columns else pa.nulls(size, pa.string())
                for columns, size in zip(renamed, sizes, strict=True)
            ]
        )
        for name in names
    }


def sources_of(records: Records) -> tuple[NDArray[np.int32] | None, list[str], tuple[bool | None, ...]]:
    """Return the source of each record, their names, and what is said of them: tables, or what a column tells."""
    if len(records.names) > 1 or records.unique[0]:
        return records.origin, list(records.names), records.unique
    column = records.table.first(ColumnType.SOURCE)
    if column is None:
        return None, [], ()
    encoded = column.fill_null("").dictionary_encode()
    codes: NDArray[Any] = encoded.indices.to_numpy()
    return codes.astype(np.int32), encoded.dictionary.to_pylist(), ()

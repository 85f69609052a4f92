"""Matching one record at a time, without a graph: an index in memory that is trained on a table and answers for it.

>>> import pyarrow as pa
>>> table = pa.table({"id": ["1", "2"], "name": ["Siemens AG", "Bosch GmbH"], "city": ["München", "Stuttgart"]})
>>> index = build(table, kind="company")
>>> [match.id for match in index.match({"name": "SIEMENS Aktiengesellschaft", "city": "Munchen"}, least=0.0001)]
['1']
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from hub.errors import InputError
from hub.ingest.tables import as_texts
from hub.preparing import ID, ArrowStream, Input, prepare
from hub.resolution.column_types import TypedTable
from hub.resolution.match_index import Match, MatchIndex, build_index
from hub.resolution.parameters import Parameters
from hub.resolution.trained_model import TrainedModel

__all__ = ["Index", "Match", "build"]


class Index:
    """Records to match single ones against, by the columns of the table that it was trained on.

    Building one of a million records of ten columns took 38 s and, at its peak, 2.5 GB; an answer takes some 5 ms. It
    is the one that linking the whole table would give. Not to be changed while it is asked.
    """

    def __init__(self, records: MatchIndex, id_column: str) -> None:
        self._records, self._id_column = records, id_column

    @property
    def model(self) -> TrainedModel:
        """What was learnt from the tables."""
        return self._records.model

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._records)

    def add(self, table: ArrowStream) -> None:
        """Add records; one whose id is there already takes the place of that one.

        Raises:
            InputError: the ids are missing.
        """
        added = as_texts(table if isinstance(table, pa.Table) else pa.table(table))
        if self._id_column not in added.column_names or added.column(self._id_column).null_count:
            raise InputError("Not every record has an id.", f"Give each one in the column {self._id_column!r}.")
        types = self._records.model.types
        columns = {
            name: added.column(name).combine_chunks()
            if name in added.column_names
            else pa.nulls(added.num_rows, pa.string())
            for name in types
        }
        self._records.add(TypedTable(columns, types), added.column(self._id_column).to_pylist())

    def remove(self, ids: Sequence[str]) -> None:
        """Remove records.

        Raises:
            InputError: there is no record of this id.
        """
        unknown = next((record_id for record_id in ids if record_id not in self._records), None)
        if unknown is not None:
            raise InputError(f"There is no record {unknown!r}.", "Use ids of records that were added.")
        self._records.remove(ids)

    def match(self, record: Mapping[str, str | None], own_id: str | None = None, least: float = 0.01) -> list[Match]:
        """Return the records like this one, the most probable first.

        Args:
            record: its columns, as in the table.
            own_id: its id, if it is in the index itself: it is no match of its own.
            least: the probability from which on a record is one.

        Raises:
            InputError: a column is unknown.
        """
        unknown = next((name for name in record if name not in self._records.model.types), None)
        if unknown is not None and unknown != self._id_column:
            columns = ", ".join(self._records.model.types)
            raise InputError(f"There is no column {unknown!r}.", f"The columns are {columns}.")
        return self._records.match(record, own_id, least)


def build(
    *tables: ArrowStream | Input,
    kind: str = "other",
    id_column: str = ID,
    columns: Mapping[str, str] | None = None,
    model: Parameters | None = None,
) -> Index:
    """Train a model on tables, without labels, and load them.

    Args:
        tables: Arrow, polars or pandas tables, or `Input`.
        kind: "company", "contact", "product" or "other".
        id_column: the column of record ids; rows are numbered from 0 where there is none.
        columns: what columns hold (see `ColumnType`), for those not to be guessed.
        model: the match model; the shipped one of the kind without it.

    Raises:
        InputError: the kind or a column is unknown, or ids are missing or not unique.
    """
    inputs = [table if isinstance(table, Input) else Input(table) for table in tables]
    records = prepare(inputs, kind, id_column, columns)
    return Index(build_index(records.table, records.ids.to_pylist(), kind, model), id_column)

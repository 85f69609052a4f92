"""From rows to facts: records, interactions and rejections.

In: a mapping and one of its tables, compiled once, and rows. Out: what each row states. Pure: the same row gives the
same facts. Two rows with one key are not this layer's concern.
"""

from dataclasses import dataclass

from hub.errors import ValueProblem
from hub.ingest.cleaning import Faults
from hub.ingest.expression import Cells
from hub.ingest.interaction_shape import InteractionShape
from hub.ingest.mapping_model import Mapping, Table
from hub.ingest.record_shape import RecordShape
from hub.ingest.row import Row
from hub.model.record import Interaction, Rejection, SourceRecord


@dataclass(frozen=True, slots=True)
class Shaped:
    """What one row states, and what of it was refused."""

    records: tuple[SourceRecord, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    rejections: tuple[Rejection, ...] = ()


class Shaper:
    """One table of a mapping, compiled to shape rows fast.

    A value that cannot be standardised does not lose the record: the record is kept without that value, and a
    rejection names the field. A row that is faulty itself, lacks a required column or lacks the key of a record or
    interaction is refused as a whole: one rejection and no facts.
    """

    def __init__(self, mapping: Mapping, table: Table) -> None:
        self._source = mapping.source
        self._required = table.required
        self._recodes = tuple(table.values.items())
        self._records = tuple(
            RecordShape(rule, mapping.source, mapping.defaults, table.columns_of_record(number))
            for number, rule in enumerate(table.records)
        )
        self._interactions = tuple(
            InteractionShape(rule, mapping.source, mapping.defaults) for rule in table.interactions
        )

    def shape(self, row: Row) -> Shaped:
        """Return what a row states."""
        faults: Faults = []
        try:
            cells = self._usable_cells(row)
            records = [shape.shape(cells, row.cells, faults) for shape in self._records]
            interactions = [shape.shape(cells, faults) for shape in self._interactions]
        except ValueProblem as problem:
            return Shaped(rejections=(self._rejection(row, problem),))
        return Shaped(
            tuple(record for record in records if record is not None),
            tuple(interaction for interaction in interactions if interaction is not None),
            self._rejections(row, faults) if faults else (),
        )

    def _usable_cells(self, row: Row) -> Cells:
        if row.fault is not None:
            raise ValueProblem("row", row.fault, "Correct the row in the file.")
        cells = self._recoded(row.cells)
        for column in self._required:
            if not cells.get(column, "").strip():
                raise ValueProblem(column, "the column is required and empty", f"Fill {column}.")
        return cells

    def _recoded(self, cells: Cells) -> Cells:
        changed = {
            column: codes[text] for column, codes in self._recodes if (text := cells.get(column, "").strip()) in codes
        }
        return {**cells, **changed} if changed else cells

    def _rejections(self, row: Row, faults: Faults) -> tuple[Rejection, ...]:
        """One for each field and reason: two records of a row may share a faulty value."""
        distinct = {(problem.field, problem.reason): problem for problem in faults}
        return tuple(self._rejection(row, problem) for problem in distinct.values())

    def _rejection(self, row: Row, problem: ValueProblem) -> Rejection:
        return Rejection(
            source=self._source,
            file=row.file,
            row=row.number,
            field=problem.field,
            reason=problem.reason,
            cure=problem.cure,
            raw=row.raw,
        )

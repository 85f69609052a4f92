"""Records seen with the columns that a trained model knows.

In: records and a model. Out: the same records, their columns as the model was trained on them. Compares nothing.
"""

from dataclasses import replace

import pyarrow as pa

from hub.errors import InputError
from hub.preparing import Records
from hub.resolution.column_types import ColumnType, TypedTable
from hub.resolution.propose import Proposal
from hub.resolution.trained_model import TrainedModel

BECAUSE = "the model says so"
UNKNOWN = "the model does not know it"


def fit_records(records: Records, model: TrainedModel) -> Records:
    """Return the records with the columns of a model: what these hold is its word; those it lacks are ignored.

    A column that the records lack is empty.

    Raises:
        InputError: the model is of another kind, or the records have none of its columns.
    """
    if records.kind != model.kind:
        raise InputError(f"The model is about {model.kind}, not {records.kind}.", "Use another model or another kind.")
    own = records.table.columns
    if not set(own) & set(model.types):
        known = ", ".join(model.types)
        cure = "Name columns as they were called in training, or train a model on these files."
        raise InputError(f"No file has a column that the model knows: {known}.", cure)
    empty = pa.nulls(len(records.ids), pa.string())
    columns = {name: own.get(name, empty) for name in model.types}
    said = tuple(_said(proposal, model) for proposal in records.columns)
    return replace(records, table=TypedTable(columns, model.types), columns=said)


def _said(proposal: Proposal, model: TrainedModel) -> Proposal:
    held = model.types.get(proposal.column)
    if held is None:
        return replace(proposal, holds=ColumnType.IGNORED, because=UNKNOWN)
    return proposal if proposal.holds is held else replace(proposal, holds=held, because=BECAUSE)

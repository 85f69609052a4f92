"""What commands on files without a graph have in common: their options, and the way from files to records."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from hub.cli.output import Output, table
from hub.errors import InputError
from hub.ingest.labels import Label, read_labels
from hub.ingest.mapping import Mapping
from hub.ingest.row import Row
from hub.ingest.sources import find_mapping
from hub.ingest.tables import TableFile, read_table_file
from hub.mapped_columns import MappedColumns, map_columns, mapped_table
from hub.model_columns import fit_records
from hub.model_files import find_model, find_parameters
from hub.preparing import ID, Input, Records, prepare
from hub.resolution.column_types import ColumnType
from hub.resolution.parameters import Parameters
from hub.resolution.trained_model import TrainedModel


class RecordKind(StrEnum):
    """What records are about."""

    COMPANY = "company"
    CONTACT = "contact"
    PRODUCT = "product"
    OTHER = "other"


Tables = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        readable=True,
        help="Files to read: CSV, TSV, JSON Lines, Parquet, Excel.",
    ),
]
About = Annotated[RecordKind, typer.Option("--kind", help="What the records are about.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="NAME=TYPE",
        help=f"What a column holds, instead of what is proposed: {', '.join(ColumnType)}. May be given more than once.",
    ),
]
Mappings = Annotated[
    list[str] | None,
    typer.Option(
        "--mapping",
        metavar="MAPPING",
        help="What columns hold, as a mapping says: a file, or the name of a shipped one. May be given more than once.",
    ),
]
IdColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--id",
        metavar="COLUMN",
        help="The column of record ids, instead of id or the mapping's key; more than once if files differ.",
    ),
]
ModelName = Annotated[
    str,
    typer.Option(
        "--model", help="The match model: a shipped one, or a YAML file, trained or not.", show_default="the kind's"
    ),
]
UniqueFiles = Annotated[
    list[Path] | None,
    typer.Option("--unique", metavar="FILE", help="A file without duplicates of its own. May be given more than once."),
]
Labels = Annotated[
    Path | None,
    typer.Option(
        "--labels",
        exists=True,
        dir_okay=False,
        help="Pairs that a person decided on: id_l, id_r, label (same or different). They outrank scores, and teach.",
    ),
]
Retrain = Annotated[
    bool, typer.Option("--retrain", help="Train anew on these files, although the model is a trained one.")
]
Threshold = Annotated[float, typer.Option("--threshold", metavar="P", help="The least probability of a match.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which files are to be read, and how."""

    files: Sequence[Path]
    kind: RecordKind
    mappings: Sequence[str] | None = None
    columns: Sequence[str] | None = None
    id_columns: Sequence[str] | None = None
    unique: Sequence[Path] | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """Records, the rows that could not be read, and what is to be said about that."""

    records: Records
    faults: tuple[Row, ...]
    notes: tuple[str, ...]


def read_records(asked: Asked) -> Read:
    """Read files as records.

    Raises:
        InputError: a file, an option or a column is wrong.
    """
    chosen = parse_columns(asked.columns or ())
    mappings = [find_mapping(name) for name in asked.mappings or ()]
    unique, id_columns = _unique(asked), asked.id_columns or ()
    inputs: list[Input] = []
    faults: list[Row] = []
    notes: list[str] = []
    for path, name in zip(asked.files, _names(asked.files), strict=True):
        mapping = _mapping_of(mappings, path)
        table = mapped_table(mapping, path) if mapping else None
        file = read_table_file(path, table.format if table else None)
        item = Input(file.table, name, unique=path.resolve() in unique or None)
        if mapping and table:
            mapped = map_columns(table, file.table.column_names, asked.kind.value, mapping.defaults)
            item = _described(item, mapped, notes)
        item, refused = _identified(item, file, id_columns, notes)
        inputs.append(item)
        faults += refused
    _check_ids(id_columns, inputs)
    records = prepare(inputs, asked.kind.value, chosen=chosen)
    if records.own_ids is not None:
        first = records.ids[0].as_py()
        notes.append(f"The files share ids: each is written with its file, such as {first}.")
    return Read(records, tuple(faults), tuple(notes))


def _mapping_of(mappings: Sequence[Mapping], path: Path) -> Mapping | None:
    """Return the first mapping that has a table for a file, else the first one; None without mappings."""
    return next((mapping for mapping in mappings if mapping.table_for(path.name)), next(iter(mappings), None))


def _described(item: Input, mapped: MappedColumns, notes: list[str]) -> Input:
    """Say what a mapping says of a file's columns; note what of it cannot be used."""
    notes += [f"{item.name}: not used of the mapping: {words}." for words in mapped.unused]
    return replace(item, known=mapped.proposals, meaning=mapped.meaning, id_column=mapped.id_column)


def _identified(
    item: Input, file: TableFile, id_columns: Sequence[str], notes: list[str]
) -> tuple[Input, tuple[Row, ...]]:
    """Say in which column a file's ids are, and which rows are refused; number rows where no column is one of ids."""
    columns = file.table.column_names
    found = next((name for name in id_columns if name in columns), item.id_column or _id_column(columns))
    if found:
        file = file.keyed_by(found, item.name)
        return replace(item, table=file.table, id_column=found), file.faults
    notes.append(f"{item.name} has no column {ID!r}: ids are the numbers of its rows.")
    return replace(item, table=file.table.append_column(ID, file.row_numbers()), id_column=ID), file.faults


def _check_ids(id_columns: Sequence[str], inputs: Sequence[Input]) -> None:
    """Check that each column that was named is used: else a slip would have rows numbered, and nobody notice."""
    unused = [name for name in id_columns if name not in {item.id_column for item in inputs}]
    if unused:
        raise InputError(f"--id {unused[0]}: no file has a column {unused[0]!r} of ids.", "Name columns as files do.")


def chosen_model(name: str, *, retrain: bool = False) -> Parameters | TrainedModel | None:
    """Return the model that is asked for by name or path; of a trained one the parameters alone, if it says so."""
    if not name:
        return None
    return find_parameters(name) if retrain else find_model(name)


def with_model(read: Read, model: Parameters | TrainedModel | None) -> Read:
    """Return what was read with the columns that a trained model knows."""
    return replace(read, records=fit_records(read.records, model)) if isinstance(model, TrainedModel) else read


def given_labels(path: Path | None) -> tuple[Label, ...]:
    """Return what a person decided on, if there is a file of it."""
    return read_labels(path) if path else ()


def parse_columns(words: Sequence[str]) -> dict[str, str]:
    """Return what NAME=TYPE words say. A name may hold equals signs, a type never does.

    Raises:
        InputError: a word is not of that form.
    """
    chosen: dict[str, str] = {}
    for word in words:
        name, equals, holds = word.rpartition("=")
        if not equals or not name.strip():
            raise InputError(f"--column {word}: it is not of the form NAME=TYPE.", "Write it like firm=company_name.")
        chosen[name.strip()] = holds.strip().lower()
    return chosen


def show_columns(output: Output, read: Read) -> None:
    """Tell people what each column was taken to hold, and why, and whatever else was noted."""
    rows = [(item.column, item.holds.value, item.because) for item in read.records.columns]
    output.remark(table(("column", "holds", "because"), rows))
    for note in read.notes:
        output.note(note)


def rejected_rows(faults: Sequence[Row]) -> pa.Table:
    """Return the rows that could not be read, as a table."""
    return pa.table(
        {
            "file": pa.array([row.file for row in faults], pa.string()),
            "row": pa.array([row.number for row in faults], pa.int64()),
            "reason": pa.array([row.fault for row in faults], pa.string()),
            "raw": pa.array([row.raw for row in faults], pa.string()),
        }
    )


def _names(files: Sequence[Path]) -> list[str]:
    """Name files as they are called; by their whole path where two are called the same.

    Raises:
        InputError: a file is named twice.
    """
    twice = [path for path, count in Counter(path.resolve() for path in files).items() if count > 1]
    if twice:
        raise InputError(f"{twice[0].name} is named twice.", "Name each file once.")
    called = Counter(path.name for path in files)
    return [path.name if called[path.name] == 1 else str(path) for path in files]


def _unique(asked: Asked) -> set[Path]:
    read = {path.resolve() for path in asked.files}
    unique = {path.resolve() for path in asked.unique or ()}
    if unique - read:
        raise InputError(
            f"--unique {min(unique - read).name}: it is none of the files to read.", "Name one of these files."
        )
    return unique


def _id_column(columns: Sequence[str]) -> str | None:
    """Return the column `id`, or one in capitals; None if there is none, or several."""
    alike = [name for name in columns if name.strip().casefold() == ID]
    return ID if ID in columns else alike[0] if len(alike) == 1 else None

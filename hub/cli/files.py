"""What commands on files without a graph have in common: their options, and the way from files to records."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from hub.cli.output import Output, table
from hub.errors import InputError
from hub.ingest.row import Row
from hub.ingest.tables import read_table_file
from hub.preparing import ID, Input, Records, prepare
from hub.resolution.column_types import ColumnType


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
IdColumn = Annotated[str, typer.Option("--id", metavar="COLUMN", help="The column of record ids.")]
UniqueFiles = Annotated[
    list[Path] | None,
    typer.Option("--unique", metavar="FILE", help="A file without duplicates of its own. May be given more than once."),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which files are to be read, and how."""

    files: Sequence[Path]
    kind: RecordKind
    columns: Sequence[str] = ()
    id_column: str = ID
    unique: Sequence[Path] = ()


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
    chosen = parse_columns(asked.columns)
    names = _names(asked.files)
    unique = _unique(asked)
    inputs: list[Input] = []
    faults: list[Row] = []
    notes: list[str] = []
    for path, name in zip(asked.files, names, strict=True):
        file = read_table_file(path)
        rows = file.table
        id_column = _id_column(asked.id_column, rows.column_names)
        if id_column is None:
            rows, id_column = rows.append_column(ID, file.row_numbers()), ID
            notes.append(f"{name} has no column {ID!r}: ids are the numbers of its rows.")
        inputs.append(Input(rows, name, unique=path.resolve() in unique or None, id_column=id_column))
        faults += file.faults
    records = prepare(inputs, asked.kind.value, chosen=chosen)
    if records.own_ids is not None:
        first = records.ids[0].as_py()
        notes.append(f"The files share ids: each is written with its file, such as {first}.")
    return Read(records, tuple(faults), tuple(notes))


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


def show_columns(output: Output, records: Records) -> None:
    """Tell people what each column was taken to hold, and why."""
    rows = [(item.column, item.holds.value, item.because) for item in records.columns]
    output.remark(table(("column", "holds", "because"), rows))


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
    unique = {path.resolve() for path in asked.unique}
    if unique - read:
        raise InputError(
            f"--unique {min(unique - read).name}: it is none of the files to read.", "Name one of these files."
        )
    return unique


def _id_column(wanted: str, columns: Sequence[str]) -> str | None:
    """Return the column of ids; an `ID` in capitals will do where nobody named one, None if there is none."""
    if wanted in columns or wanted != ID:
        return wanted
    alike = [name for name in columns if name.strip().casefold() == ID]
    return alike[0] if len(alike) == 1 else None

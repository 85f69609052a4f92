"""Reading labels: pairs of records that a person decided on.

In: a file with the columns id_l, id_r and label. Out: `Label`s that know their row. Whether the ids are known is not
its business.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.errors import FileError
from hub.ingest.readers import open_rows
from hub.ingest.row import Row

COLUMNS = ("id_l", "id_r", "label")
SAME = frozenset({"1", "true", "same", "yes"})
DIFFERENT = frozenset({"0", "false", "different", "no"})


@dataclass(frozen=True, slots=True)
class Label:
    """Whether two records are the same, and where that is said: `place` names file and row."""

    id_l: str
    id_r: str
    same: bool
    place: str = ""


def read_labels(path: Path) -> tuple[Label, ...]:
    """Read a file of labels, in any format that the hub reads. A row whose label is empty is a question not answered.

    Raises:
        FileError: the file or one of its rows cannot be read, or a label is unknown; names row and field.
    """
    with open_rows(path) as rows:
        missing = [name for name in COLUMNS if name not in (rows.columns or COLUMNS)]
        if missing:
            cure = f"A file of labels has the columns {', '.join(COLUMNS)}."
            raise FileError(f"{path.name} has no column {missing[0]!r}", cure)
        return tuple(_read(rows))


def _read(rows: Iterable[Row]) -> Iterator[Label]:
    for row in rows:
        place = f"{row.file}, row {row.number}"
        if row.fault:
            raise FileError(f"{place}: {row.fault}", "Correct the row.")
        cells = {name: row.cells.get(name, "").strip() for name in COLUMNS}
        for name in COLUMNS[:2]:
            if not cells[name]:
                raise FileError(f"{place}, {name}: it is empty", "Name a record by its id.")
        word = cells["label"].casefold()
        if not word:
            continue
        if word not in SAME | DIFFERENT:
            raise FileError(
                f"{place}, label: it says neither yes nor no",
                f"Write one of {', '.join(sorted(SAME))}, or one of {', '.join(sorted(DIFFERENT))}.",
            )
        yield Label(cells["id_l"], cells["id_r"], word in SAME, place)

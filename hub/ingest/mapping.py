"""Reading mappings: how a source's columns become attributes, references and interactions.

In: one YAML file for each source. Out: a checked `Mapping`, or a MappingError that names file and line. Reads no rows.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hub.errors import MappingError
from hub.ingest.mapping_faults import meaning_faults, nearest, raise_first, shape_faults
from hub.ingest.mapping_model import Mapping, Table
from hub.ingest.mapping_yaml import Document, parse_yaml

__all__ = ["Mapping", "Table", "check_columns", "mapping_schema", "parse_mapping", "read_mapping"]


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Raises:
        MappingError: it cannot be read (line 0), or is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MappingError(path.name, 0, f"cannot be read: {error.strerror}", "Check the path.") from None
    except UnicodeDecodeError:
        raise MappingError(path.name, 0, "is not in UTF-8", "Save it in UTF-8.") from None
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str) -> Mapping:
    """Return the mapping that `text` states; `name` is what errors call it.

    Raises:
        MappingError: the first thing wrong with it, with its line.
    """
    document = parse_yaml(text, name)
    try:
        mapping = Mapping.model_validate(document.data)
    except ValidationError as error:
        raise_first(document, shape_faults(error))
        raise
    raise_first(document, meaning_faults(mapping))
    for table_name, table in mapping.files.items():
        table.remember_lines(name, _column_lines(document, table_name, table))
    return mapping


def _column_lines(document: Document, table_name: str, table: Table) -> dict[str, int]:
    lines: dict[str, int] = {}
    for path, column in table.columns():
        line = document.line_of(("files", table_name, *(step for step in path if step != "")))
        lines[column] = min(line, lines.get(column, line))
    return lines


def check_columns(table: Table, columns: Sequence[str] | None) -> None:
    """Check that a file has every column its table reads; `columns` is None where a format has no header.

    Raises:
        MappingError: a column is missing; names it and the line that first asks for it.
    """
    if columns is None:
        return
    missing = {column for _path, column in table.columns()} - set(columns)
    if missing:
        column = min(missing, key=lambda name: (table.where(name)[1], name))
        raise MappingError(*table.where(column), f"the file has no column {column!r}", nearest(column, columns))


def mapping_schema() -> dict[str, Any]:
    """Return the JSON Schema of mappings, for editors that complete and check YAML."""
    return Mapping.model_json_schema()

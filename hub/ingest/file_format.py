"""How a file is written, where the mapping says so. Everything left out is found out from the file."""

import codecs
from typing import Annotated

from pydantic import AfterValidator, Field

from hub.model.base import Frozen


def _known_encoding(name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError:
        raise ValueError(f"unknown encoding {name!r}") from None
    return name


class FileFormat(Frozen):
    """Encoding and delimiter of text files, sheet of a workbook, and the row the column names stand in, from 1."""

    encoding: Annotated[str, AfterValidator(_known_encoding)] | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    sheet: str | None = None
    header_row: Annotated[int, Field(ge=1)] = 1

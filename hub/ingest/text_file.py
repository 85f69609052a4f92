"""Opening text files, plain or compressed by gzip, in whatever encoding they are.

In: a path and the encoding the mapping states, if any. Out: decoded physical lines and the share of bytes read.
Knows no columns: what a line means is the caller's business.
"""

import codecs
import gzip
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from hub.ingest.encoding import ERRORS, UNDECODABLE, detect_encoding


@dataclass(frozen=True, slots=True)
class TextFile:
    """An open text file: its lines with their ends, and how much of the bytes on disk were read."""

    name: str
    encoding: str
    lines: Iterator[str]
    share: Callable[[], float]


@contextmanager
def open_text(path: Path, encoding: str | None) -> Iterator[TextFile]:
    """Open `path`, finding out its encoding where `encoding` is None.

    Bytes that are not valid in the encoding come out as `UNDECODABLE`.
    """
    codec = encoding or _detect(path)
    if codecs.lookup(codec).name == "utf-8":
        codec = "utf-8-sig"  # the mark is no part of the first column's name
    with path.open("rb") as disk, _unpacked(path, disk) as plain:
        size = os.fstat(disk.fileno()).st_size
        # No newline translation: quoted cells keep the line ends they have.
        with io.TextIOWrapper(plain, encoding=codec, errors=ERRORS, newline="") as text:
            yield TextFile(path.name, codec, text, lambda: disk.tell() / size if size else 1.0)


def shown(text: str) -> str:
    """Return `text` fit to be stored: without its line end, undecodable bytes as the replacement character."""
    return text.rstrip("\r\n").replace(UNDECODABLE, "\N{REPLACEMENT CHARACTER}")


def _unpacked(path: Path, disk: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", gzip.GzipFile(fileobj=disk)) if path.suffix.lower() == ".gz" else disk


def _detect(path: Path) -> str:
    with path.open("rb") as disk, _unpacked(path, disk) as plain:
        return detect_encoding(plain)

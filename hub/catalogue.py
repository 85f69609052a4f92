"""Which files a mapping takes, in the order to load them, and the demo's sources.

In: a mapping, and paths as a person gives them. Out: paths. Reads no source file.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from hub.assets import demo_dir
from hub.errors import FileError, InputError
from hub.ingest.mapping import Mapping


def demo_sources() -> tuple[tuple[Path, Path], ...]:
    """Return, for each source of the demo, its mapping file and the folder of its files."""
    found = sorted((demo_dir() / "sources").glob("*.yaml"))
    return tuple((path, path.with_suffix("")) for path in found)


def files_to_load(mapping: Mapping, paths: Iterable[Path], *, full: bool = False) -> tuple[Path, ...]:
    """Return the files that `paths` name, in the order of the mapping's tables.

    A folder stands for the files in it that the mapping takes.

    Raises:
        FileError: a path is missing, or a folder holds no file that the mapping takes.
        InputError: a full load would read several files by one table, each of which would retire the others' records.
    """
    files = tuple(dict.fromkeys(file for path in paths for file in _expand(mapping, path)))
    places = [_place(mapping, file) for file in files]
    if full and len(set(places)) < len(places):
        raise InputError(
            "Several files of one table cannot be full loads: each would retire what only the others hold.",
            "Join the files of a table into one, or load without --full.",
        )
    return tuple(file for _place, file in sorted(zip(places, files, strict=True), key=lambda pair: pair[0]))


def _expand(mapping: Mapping, path: Path) -> Sequence[Path]:
    if not path.exists():
        raise FileError(f"{path.name}: there is no such file or folder", "Check the path.")
    if path.is_file():
        return [path]
    files = sorted(file for file in path.iterdir() if file.is_file() and mapping.table_for(file.name))
    if not files:
        patterns = ", ".join(table.pattern for table in mapping.files.values())
        raise FileError(f"{path.name}: no file here is one that {mapping.source} takes", f"It takes: {patterns}.")
    return files


def _place(mapping: Mapping, file: Path) -> int:
    """Where the table that takes the file stands; one that no table takes comes last, to fail when it is loaded."""
    table = mapping.table_for(file.name)
    return list(mapping.files).index(mapping.table_name(table)) if table else len(mapping.files)

"""Finding mappings: those the hub ships, by name, and those of the user, by path.

In: a name or a path. Out: the mapping. Reads no source files.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from hub.errors import MappingError
from hub.ingest.mapping import Mapping, parse_mapping, read_mapping
from hub.ingest.mapping_faults import nearest

_ENDINGS = (".yaml", ".yml")


def packaged_mappings() -> tuple[str, ...]:
    """Return the names of the mappings that the hub ships, sorted."""
    return tuple(sorted(_packaged()))


def find_mapping(name_or_path: str | Path) -> Mapping:
    """Return the shipped mapping of that name, or the one in the file: a path ends in .yaml or .yml.

    Raises:
        MappingError: there is no such mapping, or it is wrong.
    """
    path = Path(name_or_path)
    if path.suffix.lower() in _ENDINGS:
        return read_mapping(path)
    packaged = _packaged()
    found = packaged.get(str(name_or_path))
    if found is None:
        cure = f"{nearest(str(name_or_path), packaged)} Or give the path of a .yaml file."
        raise MappingError(str(name_or_path), 0, "the hub ships no mapping of this name", cure)
    return parse_mapping(found.read_text(encoding="utf-8"), found.name)


def _packaged() -> dict[str, Traversable]:
    folder = files("hub") / "mappings"
    found = folder.iterdir() if folder.is_dir() else ()
    return {Path(item.name).stem: item for item in found if item.name.endswith(_ENDINGS)}

"""Models as three versions of Splink saved them; tests/data/README.md tells how they came about."""

import json
from pathlib import Path

VERSIONS = (3, 4, 5)
FOLDER = Path(__file__).parents[2] / "data"


def file_of(version: int) -> Path:
    """Return the file that this version of Splink saved."""
    return FOLDER / f"splink-{version}.json"


def settings_of(version: int) -> object:
    """Return what the file says."""
    return json.loads(file_of(version).read_text(encoding="utf-8"))

"""Where the files are that ship with the hub but are no Python and lie outside its package: queries, demo sources.

`cypher/` and `demo/` lie beside the package in a checkout; in an installed wheel they lie inside it (pyproject.toml,
force-include). Only this module knows the difference.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def cypher_dir() -> Path:
    """Return the folder of the Cypher queries."""
    return _shipped("cypher")


def demo_dir() -> Path:
    """Return the folder of the demo's sources and mappings."""
    return _shipped("demo")


def _shipped(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name

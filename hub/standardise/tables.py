"""The packaged tables.

In: the name of a table. Out: its content, read once and kept. Knows nothing of what a table means.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it is built in


@cache
def read_table(name: str) -> dict[str, Any]:
    """Return the content of `tables/<name>.yaml`. Callers must not change it."""
    text = files("hub.standardise").joinpath("tables", f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are safe ones
    return content

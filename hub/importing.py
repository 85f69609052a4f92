"""Importing a model that was trained elsewhere. What `hub import-splink` does, and the same call in Python.

In: the JSON that Splink saves. Out: a match model in YAML for `hub dedupe --model`, and what became of each item.
"""

from collections.abc import Mapping
from pathlib import Path

import orjson
import yaml

from hub.errors import FileError
from hub.resolution.parameters import Parameters, shipped_parameters
from hub.resolution.splink_import import Imported, import_splink
from hub.resolution.splink_settings import parse_splink
from hub.writing import replacing

_ABOUT = """\
# A match model made of a model of Splink by `hub import-splink`: use it with `hub dedupe --model`.
# m are those of Splink, split among the hub's levels; u is counted on the data. docs/matching.md explains entries.
"""


def import_splink_file(
    path: Path, kind: str, columns: Mapping[str, str] | None = None, records: int | None = None
) -> Imported:
    """Make a match model out of the settings that Splink saved; see `hub.resolution.splink_import.import_splink`.

    Raises:
        InputError: the file is no model of Splink, or it has none of these columns.
    """
    try:
        content = orjson.loads(path.read_bytes())
    except OSError as error:
        raise FileError(f"{path.name} cannot be read: {error.strerror}", "Check the path.") from None
    except orjson.JSONDecodeError:
        raise FileError(f"{path.name} is no JSON", "Save the model in Splink with save_model_to_json().") from None
    return import_splink(parse_splink(content, path.name), kind, columns, records)


def write_parameters(path: Path, parameters: Parameters) -> None:
    """Write a match model as YAML, without the comparisons that are as all kinds share them."""
    shared = shipped_parameters("other").comparisons
    content = parameters.model_dump(mode="json", exclude_defaults=True)
    content["comparisons"] = {
        name: content["comparisons"][name]
        for name, levels in parameters.comparisons.items()
        if levels != shared.get(name)
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
    with replacing(path) as temporary:
        temporary.write_text(_ABOUT + text, encoding="utf-8")

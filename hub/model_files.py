"""Finding match models: those the hub ships, by name, and those of the user, by path."""

from pathlib import Path

import yaml

from hub.errors import FileError, InputError
from hub.resolution.parameters import MODELS, Parameters, complete_parameters, parse_parameters, shipped_parameters

_ENDINGS = (".yaml", ".yml")


def find_model(name_or_path: str | Path) -> Parameters:
    """Return the shipped model of that name, or the one in the file: a path ends in .yaml or .yml.

    A file may leave out comparisons that all kinds share.

    Raises:
        InputError: there is no such model, or it is wrong; names the entries at fault.
    """
    path = Path(name_or_path)
    if path.suffix.lower() not in _ENDINGS:
        if str(name_or_path) in MODELS:
            return shipped_parameters(str(name_or_path))
        cure = f"Use one of {', '.join(MODELS)}, or the path of a .yaml file."
        raise InputError(f"There is no model {str(name_or_path)!r}.", cure)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileError(f"{path.name} cannot be read: {error.strerror}", "Check the path.") from None
    except (UnicodeDecodeError, yaml.YAMLError):
        raise FileError(f"{path.name} is no YAML in UTF-8", "Check indentation, quotes and encoding.") from None
    return complete_parameters(parse_parameters(content, path.name))

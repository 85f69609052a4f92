"""Finding and keeping match models: those the hub ships, by name, and those of the user, by path.

A trained model is two files: readable YAML, and beside it a Parquet file of how often values occur, as hashes. It can
be one text as well, for where there are no files.
"""

from base64 import b64decode, b64encode
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from hub.errors import FileError, InputError
from hub.resolution.features.columns import Statistics
from hub.resolution.parameters import MODELS, Parameters, complete_parameters, parse_parameters, shipped_parameters
from hub.resolution.trained_model import TrainedModel
from hub.resolution.written_model import TRAINED, read_frequencies, restore_model, tabulate_frequencies, write_model
from hub.writing import replacing

ENDINGS = (".yaml", ".yml")
_FREQUENCIES = "frequencies"
_ABOUT = """\
# A trained match model: `hub dedupe --model` uses it as it is. How often values occur is in the file beside it.
# docs/matching.md says what each entry means.
"""


def find_model(name_or_path: str | Path) -> Parameters | TrainedModel:
    """Return the shipped model of that name, or the one in the file: a path ends in .yaml or .yml.

    A file may leave out comparisons that all kinds share. If it says what was learnt, the model is a trained one.

    Raises:
        InputError: there is no such model, or it is wrong; names the entries at fault.
    """
    path = Path(name_or_path)
    if path.suffix.lower() not in ENDINGS:
        if str(name_or_path) in MODELS:
            return shipped_parameters(str(name_or_path))
        cure = f"Use one of {', '.join(MODELS)}, or the path of a .yaml file."
        raise InputError(f"There is no model {str(name_or_path)!r}.", cure)
    content = _read_yaml(path)
    if isinstance(content, dict) and TRAINED in content:
        return restore_model(content, _read_frequencies(frequencies_path(path)), path.name)
    return complete_parameters(parse_parameters(content, path.name))


def find_parameters(name_or_path: str | Path) -> Parameters:
    """Return the match model of that name or path, without what was learnt; see `find_model`."""
    found = find_model(name_or_path)
    return found.parameters if isinstance(found, TrainedModel) else found


def frequencies_path(path: Path) -> Path:
    """Return where the frequencies of a model are: beside it, and called after it."""
    return path.with_suffix(f".{_FREQUENCIES}.parquet")


def save_model(path: Path, model: TrainedModel) -> None:
    """Write a trained model to `path`, which ends in .yaml or .yml, and its frequencies beside it.

    Raises:
        InputError: the path ends otherwise.
    """
    if path.suffix.lower() not in ENDINGS:
        raise InputError(f"{path.name}: a model is written as YAML.", "End its name in .yaml.")
    with replacing(frequencies_path(path)) as temporary:
        temporary.write_bytes(_pack(model.statistics))
    with replacing(path) as temporary:
        temporary.write_text(_ABOUT + _yaml(write_model(model)), encoding="utf-8")


def load_model(path: Path) -> TrainedModel:
    """Return the trained model in a file.

    Raises:
        InputError: there is none, or it is wrong; names the entries at fault.
    """
    found = find_model(path)
    if isinstance(found, TrainedModel):
        return found
    raise InputError(f"{path.name} is a model that was not trained.", "Train one with `hub train`.")


def model_to_text(model: TrainedModel) -> str:
    """Return a trained model as one text: JSON, its frequencies packed in base64."""
    packed = b64encode(_pack(model.statistics)).decode()
    return orjson.dumps({**write_model(model), _FREQUENCIES: packed}).decode()


def model_from_text(text: str, name: str = "model") -> TrainedModel:
    """Return the trained model that `model_to_text` wrote; `name` is for messages.

    Raises:
        InputError: it is none, or one of a release that compared otherwise.
    """
    try:
        content = orjson.loads(text)
        statistics = _unpack(b64decode(content.pop(_FREQUENCIES), validate=True))
    except (ValueError, AttributeError, KeyError, TypeError):
        raise InputError(f"{name} is no trained model in JSON.", "Train the model anew.") from None
    return restore_model(content, statistics, name)


def _read_yaml(path: Path) -> object:
    try:
        content: object = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileError(f"{path.name} cannot be read: {error.strerror}", "Check the path.") from None
    except (UnicodeDecodeError, yaml.YAMLError):
        raise FileError(f"{path.name} is no YAML in UTF-8", "Check indentation, quotes and encoding.") from None
    return content


def _yaml(content: object) -> str:
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
    return text


def _read_frequencies(path: Path) -> Statistics:
    try:
        return _unpack(path.read_bytes())
    except OSError as error:
        cure = "Keep it beside the model, called after it."
        raise FileError(f"{path.name} cannot be read: {error.strerror}", cure) from None
    except pa.ArrowInvalid:
        raise FileError(f"{path.name} is no Parquet file", "Train the model anew.") from None


def _pack(statistics: Statistics) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(tabulate_frequencies(statistics), sink, compression="zstd", use_dictionary=["name"])
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _unpack(packed: bytes) -> Statistics:
    return read_frequencies(pq.read_table(pa.BufferReader(packed)))

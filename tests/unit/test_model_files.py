"""Trained models are kept in files and in texts, and score as before; what is no model is refused with a cure."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import pytest
import yaml

from hub.errors import FileError, InputError
from hub.indexing import build
from hub.model_files import (
    find_model,
    find_parameters,
    frequencies_path,
    load_model,
    model_from_text,
    model_to_text,
    save_model,
)
from hub.resolution.parameters import MODELS, shipped_parameters
from hub.resolution.trained_model import TrainedModel

COLUMNS: dict[str, list[str | None]] = {
    "firm": ["Siemens AG", "SIEMENS Aktiengesellschaft", "Bosch GmbH", "北京华为技术有限公司", "Alpenglas"] * 3,
    "first": ["Ann", "Anna", "Bob", "明", None] * 3,
    "last": ["Smith", "Smyth", "Jones", "王", "Meier"] * 3,
    "street": ["Hafenweg 7", "Hafenweg 7", "Platz 1", None, "Seestr. 12"] * 3,
    "city": ["München", "Munich", "Stuttgart", "北京", "Köln"] * 3,
    "phone": ["089 6361234", "+49 89 6361234", None, "010-82882468", "0711 4001234"] * 3,
    "email": ["a.smith@firm.example", "a.smith@firm.example", None, "ming@b.example", "m@c.example"] * 3,
    "born": ["1980-01-02", "1980-02-01", "1999-09-09", None, "1970-12-31"] * 3,
    "number": ["DE811569869", "DE811569869", None, "HRB 1234", "7"] * 3,
    "product": ["Bosch GBH 2-28 drill", "GBH 2-28", "Siemens EQ.6 coffee", "Huawei P30 64 GB", "glass"] * 3,
    "price": ["199.00", "189", "899", "449,50", None] * 3,
}
TYPES = {
    "firm": "company_name",
    "first": "given_name",
    "last": "family_name",
    "born": "date",
    "number": "identifier",
    "product": "title",
    "price": "number",
}
Cells = dict[str, str | None]


def trained(kind: str = "company") -> TrainedModel:
    rows = len(COLUMNS["firm"])
    table = pa.table({"id": [str(row) for row in range(rows)], **COLUMNS})
    return build(table, kind=kind, columns=TYPES).model


def scored(model: TrainedModel, one: Cells, two: Cells) -> list[list[object]]:
    """Return levels, weights and the weight of a pair."""
    rows = np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int32)
    return [list(found.ravel()) for found in model.scorer.score(model.read_one(one), model.read_one(two), rows)]


def through_files(model: TrainedModel, folder: Path) -> TrainedModel:
    save_model(folder / "own.yaml", model)
    return load_model(folder / "own.yaml")


def through_text(model: TrainedModel, _folder: Path) -> TrainedModel:
    return model_from_text(model_to_text(model))


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("kept", [through_files, through_text])
def test_a_model_that_was_kept_scores_as_before(
    kept: Callable[[TrainedModel, Path], TrainedModel], kind: str, tmp_path: Path
) -> None:
    model = trained(kind)
    again = kept(model, tmp_path)
    assert again.version == model.version
    assert (again.kind, again.types, again.parameters) == (kind, model.types, model.parameters)
    assert again.scorer.names == model.scorer.names
    records = [{name: column[row] for name, column in COLUMNS.items()} for row in range(5)]
    for one in records:
        for two in records:
            assert scored(model, one, two) == scored(again, one, two)


def taught() -> TrainedModel:
    model = trained()
    bits = tuple(np.array([0.0, *(0.1 * level for level in range(1, len(m)))]) for m in model.scorer.m)
    return replace(model, scorer=replace(model.scorer, taught=bits, raised=0.5))


@pytest.mark.parametrize("kept", [through_files, through_text])
def test_what_labels_taught_is_kept(kept: Callable[[TrainedModel, Path], TrainedModel], tmp_path: Path) -> None:
    model = taught()
    again = kept(model, tmp_path)
    assert again.version == model.version != trained().version
    one, two = ({name: column[row] for name, column in COLUMNS.items()} for row in (0, 1))
    assert scored(model, one, two) == scored(again, one, two) != scored(trained(), one, two)


def test_the_file_reads_like_a_match_model(tmp_path: Path) -> None:
    model = trained()
    save_model(tmp_path / "own.yaml", model)
    content = yaml.safe_load((tmp_path / "own.yaml").read_text(encoding="utf-8"))
    assert content["trained"]["records"] == model.scorer.records
    assert content["trained"]["version"] == model.version
    assert set(content["trained"]["m"]["company_name"]) == set(model.parameters.comparisons["company_name"])
    assert find_parameters(tmp_path / "own.yaml") == shipped_parameters("company")
    assert "Siemens" not in (tmp_path / "own.yaml").read_text(encoding="utf-8")


def test_another_m_is_another_version(tmp_path: Path) -> None:
    model = trained()
    save_model(tmp_path / "own.yaml", model)
    content = yaml.safe_load((tmp_path / "own.yaml").read_text(encoding="utf-8"))
    content["trained"]["m"]["city"]["same"] /= 2
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    again = load_model(tmp_path / "own.yaml")
    assert again.version != model.version
    assert again.scorer.m[again.scorer.names.index("city")][1] == content["trained"]["m"]["city"]["same"]


def test_other_frequencies_are_another_version() -> None:
    model = trained()
    emptied = TrainedModel(model.kind, model.types, model.parameters, {}, model.scorer)
    assert emptied.version != model.version
    assert model_from_text(model_to_text(emptied)).version == emptied.version


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("trained", "m", "city"), {"same": 0.5}, "trained.m.city"),
        (("trained", "m"), {}, "trained.m names other comparisons"),
        (("trained", "records"), 0, "trained.records"),
        (("columns",), {"firm": "colour"}, "columns.firm"),
        (("kind",), "star", "kind"),
        (("comparisons", "city", "same", "m"), 7, "comparisons.city.same.m"),
    ],
)
def test_a_model_that_is_wrong_is_refused(path: tuple[str, ...], value: object, fault: str, tmp_path: Path) -> None:
    save_model(tmp_path / "own.yaml", trained())
    content = yaml.safe_load((tmp_path / "own.yaml").read_text(encoding="utf-8"))
    place = content
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(InputError, match=fault):
        find_model(tmp_path / "own.yaml")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"frequencies": 3}', '{"frequencies": "?"}', '{"frequencies": "YQ=="}']
)
def test_a_text_that_is_no_model_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no trained model"):
        model_from_text(text)


def test_a_text_without_what_was_learnt_is_refused() -> None:
    content = orjson.loads(model_to_text(trained()))
    del content["trained"]
    with pytest.raises(InputError, match="trained"):
        model_from_text(orjson.dumps(content).decode())


def test_frequencies_must_be_beside_the_model(tmp_path: Path) -> None:
    save_model(tmp_path / "own.yaml", trained())
    frequencies_path(tmp_path / "own.yaml").write_bytes(b"PAR1")
    with pytest.raises(FileError, match="no Parquet file"):
        load_model(tmp_path / "own.yaml")
    frequencies_path(tmp_path / "own.yaml").unlink()
    with pytest.raises(FileError, match="cannot be read"):
        load_model(tmp_path / "own.yaml")


def test_a_model_is_written_as_yaml(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="as YAML"):
        save_model(tmp_path / "own.csv", trained())


def test_a_match_model_is_no_trained_model(tmp_path: Path) -> None:
    (tmp_path / "plain.yaml").write_text("name: plain\ncomparisons: {}\n", encoding="utf-8")
    with pytest.raises(InputError, match="not trained"):
        load_model(tmp_path / "plain.yaml")

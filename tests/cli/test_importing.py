"""`hub import-splink`: a model that Splink trained works in `hub dedupe`, no worse than it did there."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from benchmarks.generate.__main__ import SETS
from benchmarks.generate.tables import LabelledWriter
from tests.cli.runner import Cli, embedded_cli
from tests.unit.resolution.splink_files import VERSIONS, file_of

EARNED = 0.814
"""The F1 of Splink's own clusters; see tests/data/README.md."""
COMPARED = ("first_name", "surname", "dob", "birth_place", "postcode_fake", "occupation")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The command line; its engine is never started."""
    return embedded_cli(tmp_path_factory.mktemp("no-hub"))


@pytest.fixture(scope="module")
def persons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records that Splink was trained on, with its columns only, and their truth."""
    folder = tmp_path_factory.mktemp("persons")
    with LabelledWriter(folder) as writer:
        SETS["persons"](1_200, 3, writer)
    table = pq.read_table(folder / "records.parquet").select(["id", *COMPARED])
    pq.write_table(table, folder / "records.parquet")
    return folder


@pytest.mark.parametrize("version", VERSIONS)
def test_the_model_finds_in_the_hub_what_it_found_in_splink(
    hub: Cli, persons: Path, tmp_path: Path, version: int
) -> None:
    model, out = tmp_path / "model.yaml", tmp_path / "clusters.csv"
    answer = hub.json("import-splink", file_of(version), "--kind", "contact", "--out", model, "--records", "1200")
    assert answer["columns"]["surname"] == "family_name"
    assert {item["outcome"] for item in answer["items"]} == {"taken", "approximated", "left out"}
    hub.run("dedupe", persons / "records.parquet", "--kind", "contact", "--model", model, "--out", out)
    assert hub.json("evaluate", out, persons / "truth.parquet")["accuracy"]["pairwise"]["f1"] > EARNED - 0.02


def test_people_are_told_what_became_of_each_item(hub: Cli, tmp_path: Path) -> None:
    told = " ".join(hub.run("import-splink", file_of(5), "--kind", "contact", "--out", tmp_path / "m.yaml").out.split())
    assert "comparison birth_place taken as category" in told
    assert "comparison surname approximated as family_name; thresholds of similarity became the hub's levels" in told
    assert "left out no plain equality of columns; the hub's own rules stay" in told
    assert "probability_two_random_records_match left out" in told


@pytest.mark.parametrize(
    ("text", "message"), [("{", "is no JSON"), ("{}", "is no model of Splink"), ("[]", "is no model of Splink")]
)
def test_what_is_no_model_of_splink_is_refused(hub: Cli, tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "model.json"
    file.write_text(text, encoding="utf-8")
    told = hub.run("import-splink", file, "--kind", "contact", "--out", tmp_path / "m.yaml", status=2)
    assert message in told.err
    assert not (tmp_path / "m.yaml").exists()


def test_a_model_is_written_as_yaml_only(hub: Cli, tmp_path: Path) -> None:
    told = hub.run("import-splink", file_of(5), "--kind", "contact", "--out", tmp_path / "m.csv", status=2)
    assert "End its name in .yaml or .yml." in told.err

"""The documentation is true: commands run, links lead somewhere, examples are valid, generated pages are up to date."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from docs.generate import ADVICE, PAGES, error_classes
from hub.ingest.mapping import parse_mapping
from hub.model.record import InteractionType, Role
from hub.resolution.column_types import ColumnType
from hub.resolution.features.company_names import LEVELS as COMPANY_LEVELS
from hub.resolution.parameters import Group, LevelParameters, parse_parameters
from hub.settings import Settings
from tests.cli.runner import embedded_cli
from tests.docs.pages import DOCS, ROOT, anchors, commands, fences, links, pages
from tests.docs.typist import Typist
from tests.engines import embedded_engine

README = ROOT / "README.md"
MAPPINGS = DOCS / "mappings.md"
DEDUPE = DOCS / "dedupe.md"
DEDUPE_FILES = ("customers.csv", "clusters.csv", "suppliers.csv", "linked.csv", "labels.csv", "truth.csv")
"""What the page shows, in this order: what is read, and what two of its commands write."""
MATCHING = DOCS / "matching.md"
MATCHING_FILES = ("firms.csv", "firm-pairs.csv")
"""What the page shows: what is read, and some columns of what its command writes, in the order of ids."""
PUBLIC_DATA = DOCS / "public-data.md"
README_LINES = 150

NOT_RUN = {
    "make demo": "tests/cli/test_demo.py runs what it runs, hub demo",
    "make test": ".ci/run runs it, and this test is a part of it",
    "make check": ".ci/run runs it",
    "hub serve": "it serves until Ctrl-C; tests/cli/test_serving.py does that",
    "docker compose run --rm -v": "needs a Docker engine; tests/docs/test_compose.py checks the rest",
}
"""Commands shown that this module does not run, by how they begin, and why."""

PAGES_WITH_COMMANDS = [page for page in pages() if commands(page) and page != PUBLIC_DATA]
"""tests/docs/test_public_data.py runs those of docs/public-data.md."""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the first example of docs/mappings.md, and of docs/dedupe.md and docs/matching.md."""
    found = tmp_path_factory.mktemp("own")
    (found / "accounts.csv").write_text(fences(MAPPINGS, "csv")[0], encoding="utf-8")
    (found / "crm.yaml").write_text(fences(MAPPINGS, "yaml")[0], encoding="utf-8")
    for name, text in zip(DEDUPE_FILES, fences(DEDUPE, "csv"), strict=True):
        (found / name).write_text(text, encoding="utf-8")
    (found / MATCHING_FILES[0]).write_text(fences(MATCHING, "csv")[0], encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def typist(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Typist]:
    """Somebody who has run `make demo` and stopped serving."""
    data = tmp_path_factory.mktemp("hub-data")
    with embedded_engine(data):
        reader = Typist(embedded_cli(data), folder)
        reader.cli.run("demo", "--no-serve")
        yield reader


def is_excused(command: str) -> bool:
    return command.startswith(tuple(NOT_RUN))


@pytest.mark.parametrize("page", PAGES_WITH_COMMANDS, ids=named)
def test_every_command_shown_runs(page: Path, typist: Typist) -> None:
    for command in commands(page):
        if not is_excused(command):
            typist.run(command)


def test_only_commands_that_are_shown_are_excused() -> None:
    shown = [command for page in PAGES_WITH_COMMANDS for command in commands(page)]
    assert [start for start in NOT_RUN if not any(command.startswith(start) for command in shown)] == []


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= README_LINES


@pytest.mark.parametrize("page", pages(), ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in links(page):
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), target
        assert not anchor or anchor in anchors(place), target


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


def test_every_setting_is_described_and_listed() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert field.description
        assert f"| `HUB_{name.upper()}` |" in page


def test_every_error_has_a_heading_and_advice() -> None:
    page = (DOCS / "errors.md").read_text(encoding="utf-8").splitlines()
    codes = [kind.code for kind in error_classes()]
    assert len(set(codes)) == len(codes)
    assert set(ADVICE) == set(codes)
    assert [code for code in codes if f"## {code}" not in page] == []


@pytest.mark.parametrize("position", range(len(fences(MAPPINGS, "yaml"))))
def test_every_mapping_shown_is_valid(position: int) -> None:
    mapping = parse_mapping(fences(MAPPINGS, "yaml")[position], "docs/mappings.md")
    assert mapping.files


def test_the_first_example_becomes_what_the_page_says(folder: Path, typist: Typist) -> None:
    answer = typist.cli.json("check-mapping", folder / "crm.yaml", folder / "accounts.csv")
    first, second, _third = answer["records"]
    assert first["fields"]["phone"] == ["+493023125014"]
    assert first["fields"]["industry"] == ["technology"]
    assert [statement["target"]["key"] for statement in second["statements"]] == [first["key"]]


def test_the_example_of_an_error_is_what_the_hub_says(folder: Path, typist: Typist) -> None:
    wrong = folder / "wrong"
    wrong.mkdir()
    text = (folder / "crm.yaml").read_text(encoding="utf-8").replace("name: legal_name", "nmae: legal_name")
    (wrong / "crm.yaml").write_text(text, encoding="utf-8")
    said = typist.cli.run("check-mapping", wrong / "crm.yaml", status=2).err
    shown = next(block for block in fences(MAPPINGS, "text") if block.startswith("hub:"))
    assert [line.strip() for line in said.splitlines()] == [line.strip() for line in shown.splitlines()]


def test_the_page_on_mappings_names_every_role_and_type() -> None:
    text = MAPPINGS.read_text(encoding="utf-8")
    assert [item.value for item in (*Role, *InteractionType) if f"`{item.value}`" not in text] == []


def test_the_page_on_files_shows_what_the_hub_writes(folder: Path, typist: Typist) -> None:
    shown = dict(zip(DEDUPE_FILES, fences(DEDUPE, "csv"), strict=True))
    first, second, *_ = commands(DEDUPE)
    told = typist.run(first).err
    typist.run(second)
    assert (folder / "clusters.csv").read_text(encoding="utf-8") == shown["clusters.csv"]
    assert (folder / "linked.csv").read_text(encoding="utf-8") == shown["linked.csv"]
    assert told.split() == fences(DEDUPE, "text")[0].split()


def test_the_calls_in_python_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    table, record = fences(DEDUPE, "python")
    exec(table, {})  # noqa: S102 - it is what the page shows
    assert "'cluster': '1001'" in capsys.readouterr().out
    exec(record, {})  # noqa: S102 - the same
    assert capsys.readouterr().out == fences(DEDUPE, "text")[1]


def test_the_page_on_files_lists_every_type_in_order() -> None:
    listed = re.findall(r"^\| `([a-z_]+)` \|", DEDUPE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in listed if name in set(ColumnType)] == list(ColumnType)


def test_the_page_on_matching_shows_what_the_hub_finds(folder: Path, typist: Typist) -> None:
    [command] = commands(MATCHING)
    typist.run(command)
    written = csv.DictReader((folder / "firm-pairs.csv").read_text(encoding="utf-8").splitlines())
    found = sorted(written, key=lambda pair: (pair["id_l"], pair["id_r"]))
    shown = [*csv.DictReader(fences(MATCHING, "csv")[1].splitlines())]
    assert len(found) == len(shown)
    for pair, line in zip(found, shown, strict=True):
        for name, value in line.items():
            if name == "probability" or name.startswith("weight"):
                assert float(pair[name] or 0) == pytest.approx(float(value or 0), abs=0.1), name
            else:
                assert pair[name] == value, name


def test_the_match_model_shown_is_valid_and_each_entry_is_explained() -> None:
    text = MATCHING.read_text(encoding="utf-8")
    [shown] = fences(MATCHING, "yaml")
    parse_parameters(yaml.safe_load(shown), "docs/matching.md")
    assert [name for name in LevelParameters.model_fields if f"| `{name}` |" not in text] == []
    assert [name for name in Group.model_fields if f"`{name}`" not in text and name != "comparisons"] == []
    assert [level for level in COMPANY_LEVELS[2:-1] if f"`{level}`" not in text] == []


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

"""Which files a mapping takes, and in which order."""

from pathlib import Path

import pytest

from hub.catalogue import demo_sources, files_to_load
from hub.errors import FileError, InputError
from hub.ingest.mapping import Mapping, parse_mapping, read_mapping

MAPPING = """\
source: shop
files:
  people: {pattern: "people*.csv", records: [{kind: contact, key: id}]}
  firms: {pattern: "firms*.csv", records: [{kind: company, key: id}]}
"""


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    return parse_mapping(MAPPING, "shop.yaml")


def test_a_folder_stands_for_the_files_it_takes_in_the_order_of_its_tables(mapping: Mapping, tmp_path: Path) -> None:
    for name in ("firms.csv", "notes.txt", "people-2.csv", "people-1.csv"):
        (tmp_path / name).touch()
    found = [path.name for path in files_to_load(mapping, [tmp_path])]
    assert found == ["people-1.csv", "people-2.csv", "firms.csv"]


def test_a_file_named_twice_is_loaded_once(mapping: Mapping, tmp_path: Path) -> None:
    (tmp_path / "firms.csv").touch()
    assert files_to_load(mapping, [tmp_path / "firms.csv", tmp_path]) == (tmp_path / "firms.csv",)


def test_a_file_that_no_table_takes_comes_last(mapping: Mapping, tmp_path: Path) -> None:
    files = [tmp_path / "other.csv", tmp_path / "firms.csv"]
    for file in files:
        file.touch()
    assert files_to_load(mapping, files) == (files[1], files[0])


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_path_that_leads_to_nothing_is_refused(mapping: Mapping, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileError, match=name):
        files_to_load(mapping, [tmp_path / name])


def test_full_loads_of_two_files_of_one_table_are_refused(mapping: Mapping, tmp_path: Path) -> None:
    for name in ("people-1.csv", "people-2.csv", "firms.csv"):
        (tmp_path / name).touch()
    with pytest.raises(InputError, match="retire"):
        files_to_load(mapping, [tmp_path], full=True)
    assert len(files_to_load(mapping, [tmp_path / "people-1.csv", tmp_path / "firms.csv"], full=True)) == 2


def test_each_demo_source_has_files_for_all_its_tables() -> None:
    assert len(demo_sources()) >= 4
    for path, folder in demo_sources():
        mapping = read_mapping(path)
        taken = {mapping.table_for(file.name) is not None for file in files_to_load(mapping, [folder])}
        assert len(files_to_load(mapping, [folder])) >= len(mapping.files)
        assert taken == {True}

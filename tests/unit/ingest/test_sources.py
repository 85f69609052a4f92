"""Finding mappings by name and by path; every shipped one is right."""

from pathlib import Path

import pytest

from hub.errors import MappingError
from hub.ingest.sources import find_mapping, packaged_mappings


@pytest.mark.parametrize("name", ["crm_sales_opportunities", "northwind", "support_tickets"])
def test_the_shipped_mappings_are_right(name: str) -> None:
    assert name in packaged_mappings()
    assert find_mapping(name).files


def test_a_path_is_read_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text("source: mine\nfiles: {all: {pattern: '*', records: [{kind: contact, key: id}]}}\n")
    assert find_mapping(path).source == "mine"
    assert find_mapping(str(path)).source == "mine"
    with pytest.raises(MappingError, match="cannot be read"):
        find_mapping(tmp_path / "other.yaml")


def test_an_unknown_name_lists_the_nearest() -> None:
    with pytest.raises(MappingError, match="ships no mapping") as caught:
        find_mapping("northwnd")
    assert "northwind" in caught.value.cure

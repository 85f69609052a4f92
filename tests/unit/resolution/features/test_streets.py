"""Street addresses: number before or after, kinds of street, and scripts."""

import pyarrow as pa
import pytest

from hub.resolution.features.streets import full_streets, parse_streets
from tests.unit.resolution.features.pairs import bits, level, shared_keys


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Hafenweg 7", "HAFENWEG  7", "same"),
        ("7 Castle Road", "7 Castle Rd.", "same"),
        ("Bahnhofstraße 3", "Bahnhofstr. 3", "same"),
        ("10 Fifth Avenue", "10 5th Ave", "same"),
        ("人民路12号", "人民路 12 号", "same"),
        ("Robert-Bosch-Platz 1", "Robert Bosch Pl 1", "same"),
        ("Castle Road 7", "7 Castle Road", "same_street_and_number"),
        ("世纪大道100号", "100 Shiji Avenue", "same_street_and_number"),
        ("12 Main Street, Suite 4", "Main St 12", "same_street_and_number"),
        ("大阪市北区梅田5-16-20", "大阪市北区梅田5ー16ー20", "same"),
        ("北区梅田5丁目16番20号", "北区梅田5-16-20", "same"),
        ("中关村大街27号楼3单元", "中关村大街27号3", "same"),
        ("Hafenweg 7", "Hafenweg 7-9", "same_street_and_number"),
        ("Hafenweg 7", "Hafnweg 7", "slip"),
        ("北区梅田8-13-11", "北区梅田2-15-13", "same_street"),
        ("Hafenweg 7", "Hafenweg 9", "same_street"),
        ("海尔路1号", "海尔路2号", "same_street"),
        ("Alte Hafenstraße 7", "Neue Hafenstraße 7", "shared_words"),
        ("Hafenweg 7", "Marktplatz 7", "same_number"),
        ("Hafenweg 7", "Marktplatz 4", "different"),
        ("海尔路1号", "人民路2号", "different"),
        (None, "Hafenweg 7", "missing"),
        ("?", "-", "missing"),
    ],
)
def test_streets(one: str | None, two: str, expected: str) -> None:
    assert level(parse_streets, one, two) == expected


def test_an_address_says_more_than_a_street() -> None:
    assert bits(parse_streets, "Hafenweg 7", "Hafenweg 7") == 17
    assert bits(parse_streets, "Hafenweg 7", "Hafenweg 9") == 9


def test_keys_of_streets() -> None:
    assert shared_keys(parse_streets, "7 Castle Road", "7 Castle Rd") == {"street", "street.name"}
    assert shared_keys(parse_streets, "Hafenweg 7", "Hafenweg 9") == {"street.name"}
    assert shared_keys(parse_streets, "世纪大道100号", "100 Shiji Avenue") == {"street.name"}
    assert shared_keys(parse_streets, "Hafenweg 7", "Marktplatz 7") == set()


def test_house_numbers_of_a_column_of_their_own_are_added() -> None:
    streets = pa.array(["Hafenweg", "Castle Road", None])
    assert full_streets(None, streets) is streets
    assert full_streets(pa.array(["7", None, "3"]), streets).to_pylist() == ["7 Hafenweg", "Castle Road", None]

"""Model codes: found in any text, told from measures, compared without what country or colour puts behind."""

import pytest

from hub.resolution.features.codes import is_code, parse_codes
from tests.unit.resolution.features.pairs import level, shared_keys


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("kdl40v2500", True),
        ("t8005us", True),
        ("9783161", True),
        ("500gb", False),
        ("40in", False),
        ("2nd", False),
        ("1080p", False),
        ("2026", False),  # a year or a size
        ("bravia", False),
        ("a1", False),
    ],
)
def test_codes_are_told_from_measures(word: str, expected: bool) -> None:
    assert is_code(word) is expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Sony KDL-40V2500 Bravia", "Bravia TV KDL40V2500", "same"),
        ("海尔 BCD-500W 冰箱", "Haier BCD500W", "same"),
        ("Moto T8005US", "T8005", "stem"),
        ("Moto T8005US", "T8006US", "differ"),
        ("Moto phone", "T8005", "missing"),
        ("500 GB disk", "500 GB disk", "missing"),
        (None, "T8005", "missing"),
    ],
)
def test_codes_of_two_texts(one: str | None, two: str, expected: str) -> None:
    assert level(parse_codes, one, two) == expected


def test_codes_are_keys() -> None:
    assert shared_keys(parse_codes, "Sony KDL-40V2500", "KDL40V2500 TV") == {"codes", "codes.stem"}
    assert shared_keys(parse_codes, "T8005US", "T8005") == {"codes.stem"}
    assert shared_keys(parse_codes, "Sony TV", "Sony TV") == set()

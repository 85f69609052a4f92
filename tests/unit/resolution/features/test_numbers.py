"""Numbers: prices by their ratio, years by their difference, in the spellings of several countries."""

import pytest

from hub.resolution.features.columns import Column
from hub.resolution.features.numbers import Numbers, parse_numbers
from tests.unit.resolution.features.pairs import level, shared_keys


def prices(values: Column) -> Numbers:
    return parse_numbers(values, "price")


def years(values: Column) -> Numbers:
    return parse_numbers(values, "year", is_year=True)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("12.00", "12", "same"),
        ("$1,299.00", "1299", "same"),
        ("1.299,00 €", "1299", "same"),
        ("1.299.000,5", "1,299,000.50", "same"),
        ("12,5", "12.5", "same"),
        ("¥100", "100元", "same"),
        ("100", "102", "close"),
        ("100", "112", "near"),
        ("100", "150", "far"),
        ("100", "300", "different"),
        ("3:39", "219", "same"),
        ("00:03:39", "3m 39sec", "same"),
        ("3.65", "219", "close"),  # minutes
        ("219000", "219", "close"),  # milliseconds
        ("5:11", "5:12", "close"),
        ("0", "0", "missing"),  # not told
        ("n/a", "5", "missing"),
        (None, "5", "missing"),
    ],
)
def test_prices(one: str | None, two: str, expected: str) -> None:
    assert level(prices, one, two) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("1990", "1990.0", "same"),
        ("1990-05-01", "1990", "same"),
        ("1990", "1991", "close"),
        ("1990", "1992", "near"),
        ("1990", "1995", "far"),
        ("1990", "2000", "different"),
        ("90", "1990", "close"),
        ("'90", "1992", "near"),
        ("90", "90", "same"),
        ("199", "1990", "missing"),
    ],
)
def test_years(one: str, two: str, expected: str) -> None:
    assert level(years, one, two) == expected


def test_equal_numbers_share_a_key() -> None:
    assert shared_keys(prices, "$1,299.00", "1299") == {"price"}
    assert shared_keys(prices, "0", "0") == set()

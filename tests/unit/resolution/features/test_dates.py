"""Dates: the ways in which they are written, and mistaken."""

import pytest

from hub.resolution.features.dates import parse_dates
from tests.unit.resolution.features.pairs import bits, column, level, shared_keys


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("1980-02-03", "03.02.1980", "same"),
        ("1980年2月3日", "1980-02-03", "same"),
        ("19800203", "1980/02/03", "same"),
        ("1980-02-03", "1980-03-02", "swapped"),
        ("1980-02-03", "1980-02-04", "one_slip"),
        ("1980-02-03", "1981-02-03", "one_slip"),
        ("1980-12-03", "1980-10-23", "one_slip"),  # neighbouring digits swapped
        ("1980-02-03", "1980-02-27", "two_parts"),
        ("1980-02-03", "1957-02-03", "two_parts"),
        ("1980", "1980-02-03", "same_year"),
        ("1980-02", "1980-02-03", "same_year"),
        ("1980-02-03", "1982-07-29", "near"),
        ("1980-02-03", "1990-07-29", "different"),
        ("unknown", "1980-02-03", "missing"),
        (None, "1980-02-03", "missing"),
    ],
)
def test_dates(one: str | None, two: str, expected: str) -> None:
    assert level(parse_dates, one, two) == expected


def test_a_whole_date_says_more_than_its_year() -> None:
    assert bits(parse_dates, "1980-02-03", "1980-02-03") == 14
    assert bits(parse_dates, "1980", "1980-02-03") == 7


def test_the_first_of_january_of_many_systems_says_little() -> None:
    learnt = parse_dates(column(*["1900-01-01"] * 500, *[f"19{n}-0{n % 9 + 1}-11" for n in range(50, 90)])).learn()
    assert bits(parse_dates, "1900-01-01", "1900-01-01", learnt) < 1.2
    assert bits(parse_dates, "1961-04-05", "1961-04-05", learnt) == 14


def test_dates_with_one_part_wrong_share_a_key() -> None:
    whole = {"birth_date", "birth_date.year", "birth_date.year_month", "birth_date.month_day"}
    assert shared_keys(parse_dates, "1980-02-03", "03.02.1980") == whole
    assert shared_keys(parse_dates, "1980-02-03", "1980-02-27") == {"birth_date.year", "birth_date.year_month"}
    assert shared_keys(parse_dates, "1980-02-03", "1957-02-03") == {"birth_date.month_day"}
    assert shared_keys(parse_dates, "1980", "1980-02-03") == {"birth_date.year"}
    assert shared_keys(parse_dates, "x", "x") == set()

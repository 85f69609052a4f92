"""Short values: telephone numbers, identifiers, postal codes, places and categories."""

from functools import partial

import pytest

from hub.resolution.features.columns import Column, learn_frequencies
from hub.resolution.features.hashing import hash_words
from hub.resolution.features.values import (
    CATEGORY,
    CITY,
    COUNTRY,
    Likeness,
    Values,
    parse_identifiers,
    parse_named,
    parse_phones,
    parse_postal_codes,
)
from tests.unit.resolution.features.pairs import bits, column, level, shared_keys


def named(likeness: Likeness) -> partial[Values]:
    return partial(parse_named, name="place", likeness=likeness)


def identifiers(values: Column) -> Values:
    return parse_identifiers(values, "tax_id")


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("+49 40 23125014", "040/23125014", "same"),
        ("(0532) 8893-9999", "+86 532 8893 9999", "same"),
        ("13812345678", "+86 138 1234 5678", "same"),
        ("040 23125014 ext. 12", "040 23125014", "same"),
        ("010-82882468转123", "010-82882468", "same"),
        ("040 23125014", "040 23125015", "slip"),
        ("040 23125014", "040 23152014", "slip"),  # two digits swapped
        ("040 23125014", "089 636000", "different"),
        ("12345", "12345", "missing"),  # too short to be one
        ("on request", "040 23125014", "missing"),
        ("999-999-9999", "9999999999", "missing"),  # to fill a form
        ("000 000000", "0123456789", "missing"),
        ("(123) 456-7890", "1234567890", "missing"),
        ("123 456 7891", "1234567891", "same"),
        (None, "040 23125014", "missing"),
    ],
)
def test_telephone_numbers(one: str | None, two: str, expected: str) -> None:
    assert level(parse_phones, one, two) == expected


def test_a_telephone_number_that_several_people_use_is_a_sign_of_a_place() -> None:
    one = "040 23125014"
    phones = parse_phones(column(one, one))
    shared = learn_frequencies(phones.key, phones.column.counts, 2, 0, 30)
    assert level(lambda values: parse_phones(values).weigh({"phone.shared": shared}), one, one) == "shared"
    other = learn_frequencies(hash_words(["another"]), phones.column.counts, 2, 0, 30)
    assert level(lambda values: parse_phones(values).weigh({"phone.shared": other}), one, one) == "same"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("DE 123456789", "123456789", "same"),
        ("CHE-123.456.789", "che123456789", "same"),
        ("91370200264574251E", "9137-0200-2645-7425-1E", "same"),
        ("978-3-16-148410-0", "9783161484100", "same"),
        ("DE123456789", "DE123456780", "slip"),
        ("91370200264574251E", "91370200246574251E", "slip"),
        ("DE123456789", "AT U87654321", "different"),
        ("12", "12", "missing"),
        (None, "12345", "missing"),
    ],
)
def test_identifiers(one: str | None, two: str, expected: str) -> None:
    assert level(identifiers, one, two) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("SW1A 1AA", "sw1a1aa", "same"),
        ("20457", "20459", "part"),
        ("266000", "266100", "part"),
        ("20457", "30457", "slip"),
        ("20457", "90210", "different"),
        ("", "20457", "missing"),
    ],
)
def test_postal_codes(one: str, two: str, expected: str) -> None:
    assert level(parse_postal_codes, one, two) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("München", "Munich", "same"),
        ("慕尼黑", "MÜNCHEN", "same"),
        ("青岛市", "Qingdao", "same"),
        ("上海市浦东新区", "Shanghai", "part"),
        ("江苏省苏州市", "苏州", "part"),
        ("臺北", "台北", "same"),
        ("北京", "Peking", "same"),
        ("Köln", "Koeln", "same"),
        ("Łódź", "Lodz", "same"),
        ("Москва", "Moskva", "same"),
        ("Frankfurt am Main", "Frankfurt", "part"),
        ("New York", "New York City", "part"),
        ("Stuttgart", "Stutgart", "slip"),
        ("Los Verde", "Los los Montes", "different"),  # a word counts once
        ("Hamburg", "Berlin", "different"),
        ("青岛", "青州", "different"),
        (None, "Berlin", "missing"),
        ("市", "?", "missing"),
    ],
)
def test_towns(one: str | None, two: str, expected: str) -> None:
    assert level(named(CITY), one, two) == expected


@pytest.mark.parametrize(
    ("likeness", "one", "two", "expected"),
    [
        (CATEGORY, "Software", "software", "same"),
        (CATEGORY, "Home Appliances", "appliances", "part"),
        (CATEGORY, "Electronics", "Elektronics", "slip"),
        (CATEGORY, "English", "Eng.", "part"),
        (CATEGORY, "English", "E", "different"),
        (CATEGORY, "电子", "服装", "different"),
        (COUNTRY, "DE", "de", "same"),
        (COUNTRY, "DE", "DK", "different"),
        (COUNTRY, "Germany", "Germani", "different"),  # countries have no slips: they are written by code first
    ],
)
def test_categories_and_countries(likeness: Likeness, one: str, two: str, expected: str) -> None:
    assert level(named(likeness), one, two) == expected


def test_records_with_one_value_share_its_keys() -> None:
    assert shared_keys(parse_phones, "+49 40 23125014", "040/23125014") == {"phone"}
    assert shared_keys(parse_postal_codes, "20457", "20459") == {"postal_code.head"}
    assert shared_keys(named(CITY), "慕尼黑", "Munich") == {"place"}
    assert shared_keys(identifiers, "12", "12") == set()
    assert shared_keys(parse_phones, None, None) == set()


def test_a_value_that_many_have_is_less_surprising() -> None:
    towns = parse_named(column(*["Berlin"] * 900, *["Ulm"] * 2, *map(str, range(100, 198))), "place", CITY)
    learnt = towns.learn()
    common, rare = bits(named(CITY), "Berlin", "Berlin", learnt), bits(named(CITY), "Ulm", "Ulm", learnt)
    assert common == pytest.approx(0.15, abs=0.05)  # 0.9 of all
    assert rare == pytest.approx(9, abs=0.2)  # 2 of 1,000
    assert bits(named(CITY), "Bonn", "Bonn", learnt) == 10  # never seen: the rarest that a town can be

"""The packaged tables hold together."""

from collections import Counter
from importlib import import_module

from hub.standardise.codes import country_codes, read_country, read_currency, read_language
from hub.standardise.tables import read_table
from hub.standardise.text import is_han


def test_every_country_is_found_by_each_of_its_names() -> None:
    wrong = [
        name for code, names in read_table("countries").items() for name in (code, *names) if read_country(name) != code
    ]
    assert wrong == []
    assert len(country_codes()) == 249


def test_every_currency_and_language_is_found_by_each_of_its_names() -> None:
    currencies = read_table("currencies")["codes"]
    assert [s for code, signs in currencies.items() for s in (code, *signs) if read_currency(s) != code] == []
    languages = read_table("languages")
    assert [s for code, names in languages.items() for s in (code, *names) if read_language(s) != code] == []


def test_every_checked_scheme_has_its_module() -> None:
    assert all(
        callable(import_module(f"stdnum.{module}").validate) for module in read_table("identifiers")["modules"].values()
    )


def test_no_spelling_means_two_things() -> None:
    for name in ("terms", "brands"):
        spellings = Counter(spelling for spellings in read_table(name).values() for spelling in spellings)
        assert [spelling for spelling, times in spellings.items() if times > 1] == []


def test_there_are_enough_chinese_words() -> None:
    terms = [spelling for spellings in read_table("terms").values() for spelling in spellings if is_han(spelling)]
    assert len(terms) > 200
    assert len(read_table("people")["surnames"].split()) > 200

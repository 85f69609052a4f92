"""Measures, colours and editions in one spelling, and which of them contradict each other."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.resolution.features.measures import dimension, is_measure, join_measures, spell_variant


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 inch tv", "40inch tv"),
        ("40-inch tv", "40inch tv"),
        ('40" tv', "40in  tv"),
        ("40'' tv", "40in  tv"),
        ("4.5 cu. ft. fridge", "4p5cuft. fridge"),
        ("21 cubic feet", "21cubicfeet"),
        ("1,299 pages", "1299pages"),
        ("500 gb and 4 gb", "500gb and 4gb"),
        ("5 a day", "5 a day"),  # an article, hardly ever amperes
        ("the in crowd", "the in crowd"),
    ],
)
def test_numbers_and_units_become_one_word(text: str, expected: str) -> None:
    assert join_measures(pa.array([text])).to_pylist() == [expected]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("40inches", "40in"),
        ("40zoll", "40in"),
        ("20p0megapixels", "20mp"),
        ("4p50cuft", "4p5cuft"),
        ("v9p0", "9"),
        ("v9005", "v9005"),  # a model
        ("grey", "gray"),
        ("schwarz", "black"),
        ("professional", "pro"),
        ("kdl40v2500", "kdl40v2500"),
        ("bravia", "bravia"),
    ],
)
def test_measures_have_one_spelling(word: str, expected: str) -> None:
    assert spell_variant(word) == expected


@given(st.from_regex(r"[a-z]{0,3}[0-9]{0,4}(p[0-9]{1,2})?[a-z]{0,8}", fullmatch=True))
def test_what_is_spelt_stays(word: str) -> None:
    assert spell_variant(spell_variant(word)) == spell_variant(word)


def test_measures_are_no_codes() -> None:
    assert all(map(is_measure, ["2007", "500gb", "250sheet", "2nd", "802p11n"]))
    assert not any(map(is_measure, ["kdl40v2500", "7062nx", "bravia"]))


def test_words_of_one_dimension_measure_the_same() -> None:
    assert dimension("40in") == dimension("46in") != dimension("40gb")
    assert dimension("black") == dimension("white") != ""
    assert dimension("2007") == dimension("9") == dimension("4p5")
    assert dimension("ps2") == dimension("ps3")
    assert dimension("2nd") == dimension("3rd") != dimension("3")
    assert dimension("bravia") == ""

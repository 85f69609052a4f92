"""Expressions: columns, templates, literals and alternatives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hub.ingest.expression import Expression

CELLS = {"city": " Berlin ", "street": "Main St", "no": "", "a b": "x%sy"}


def first(*texts: str) -> str:
    return Expression(texts).first()(CELLS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("city", "Berlin"),
        ("a b", "x%sy"),
        ("missing", ""),
        ("=United States", "United States"),
        ("={city}", "{city}"),
        ("{street} {no}", "Main St"),
        ("{no} {street}  in {city}", "Main St in Berlin"),
        ("100% {a b}", "100% x%sy"),
        ("No. {no}", ""),
    ],
)
def test_one_text(text: str, expected: str) -> None:
    assert first(text) == expected


def test_the_first_that_is_not_empty_counts() -> None:
    assert first("no", "missing", "city", "street") == "Berlin"
    assert first("no", "=none") == "none"
    assert first("no", "missing") == ""


def test_half_a_key_is_no_key() -> None:
    assert Expression(("{street}-{no}",)).first()(CELLS) == "Main St-"
    assert Expression(("{street}-{no}",)).key()(CELLS) == ""
    assert Expression(("{street}-{no}", "{street}-{city}")).key()(CELLS) == "Main St-Berlin"


def test_columns_and_alternatives() -> None:
    expression = Expression.model_validate(["city", "{street} {no}", "=x"])
    assert expression.columns == ("city", "street", "no")
    assert [getter(CELLS) for getter in expression.each()] == ["Berlin", "Main St", "x"]
    assert Expression.model_validate("city") == Expression(("city",))


@pytest.mark.parametrize("value", ["{city", "city}", "{}", "{{city}}", "{a{b}}", "", "  ", [], [""], 5, {"city": ""}])
def test_what_is_no_expression(value: object) -> None:
    with pytest.raises(ValidationError):
        Expression.model_validate(value)


@given(st.dictionaries(st.text("abc%{}", min_size=1, max_size=3), st.text()), st.text("abc% "))
def test_templates_put_cells_in_as_they_are(cells: dict[str, str], between: str) -> None:
    names = [name for name in cells if not set("{}") & set(name)]
    expected = between.join(cells[name].strip() for name in names)
    template = between.join("{" + name + "}" for name in names)
    if names and any(cells[name].strip() for name in names):
        assert Expression((template,)).first()(cells) == " ".join(expected.split())

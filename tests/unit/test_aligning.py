"""Which columns of several tables are one: only where there is no doubt."""

import pytest

from hub.aligning import BY_COLUMN, SAID, align
from hub.resolution.column_types import ColumnType
from hub.resolution.propose import Proposal

T = ColumnType
Table = dict[str, tuple[ColumnType, str]]


def aligned(*tables: Table, meanings: list[dict[str, str]] | None = None) -> dict[str, str]:
    proposals = {name: Proposal(name, holds, why) for table in tables for name, (holds, why) in table.items()}
    return align(proposals, tables, meanings or [{} for _ in tables])


BY_NAME, BY_LOOK = "its name", "what stands in it"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"title": (T.TITLE, BY_NAME)}, {"name": (T.TITLE, BY_LOOK)}, {"name": "title"}),
        ({"price": (T.NUMBER, BY_NAME)}, {"preis": (T.NUMBER, BY_NAME)}, {"preis": "price"}),
        ({"price": (T.NUMBER, BY_NAME)}, {"weight": (T.NUMBER, BY_LOOK)}, {}),
        ({"gtin": (T.IDENTIFIER, BY_NAME)}, {"mpn": (T.IDENTIFIER, BY_NAME)}, {}),
        ({"gtin": (T.IDENTIFIER, SAID)}, {"code": (T.IDENTIFIER, SAID)}, {"code": "gtin"}),
        ({"brand": (T.CATEGORY, BY_NAME)}, {"colour": (T.CATEGORY, BY_NAME)}, {}),
        ({"firm": (T.COMPANY_NAME, BY_NAME)}, {"company": (T.COMPANY_NAME, BY_NAME)}, {}),
        ({"a": (T.TITLE, BY_NAME), "b": (T.TITLE, BY_NAME)}, {"c": (T.TITLE, BY_NAME)}, {}),
        ({"a": (T.TITLE, BY_NAME)}, {"a": (T.TITLE, BY_NAME)}, {}),
        ({"a": (T.TITLE, BY_NAME)}, {"b": (T.YEAR, BY_NAME)}, {}),
    ],
)
def test_columns_alone_of_their_type_are_one_where_that_is_clear(
    one: Table, two: Table, expected: dict[str, str]
) -> None:
    assert aligned(one, two) == expected


def test_columns_that_feed_one_attribute_are_one_in_their_order() -> None:
    one: Table = {"vat": (T.IDENTIFIER, "m"), "mail": (T.EMAIL, "m"), "a": (T.TITLE, "m"), "b": (T.TITLE, "m")}
    two: Table = {"tax": (T.IDENTIFIER, "m"), "post": (T.EMAIL, "m"), "c": (T.TITLE, "m"), "d": (T.TITLE, "m")}
    meanings = [
        {"vat": "identifier.vat", "mail": "email", "a": "name", "b": "name"},
        {"tax": "identifier.vat", "post": "email", "c": "name", "d": "name"},
    ]
    assert aligned(one, two, meanings=meanings) == {"tax": "vat", "c": "a", "d": "b"}


def test_two_columns_of_one_table_never_become_one() -> None:
    one: Table = {"a": (T.TITLE, "m")}
    two: Table = {"b": (T.TITLE, "m"), "a": (T.TITLE, "m")}
    assert aligned(one, two, meanings=[{"a": "name"}, {"b": "name"}]) == {}


def test_three_tables_follow_the_first() -> None:
    tables: list[Table] = [{name: (T.TITLE, BY_NAME)} for name in ("title", "name", "titel")]
    assert aligned(*tables) == {"name": "title", "titel": "title"}


def test_only_types_compared_column_by_column_are_looked_at() -> None:
    for holds in set(ColumnType) - BY_COLUMN:
        assert aligned({"a": (holds, SAID)}, {"b": (holds, SAID)}) == {}

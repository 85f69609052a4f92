"""Records as tables: every attribute that is evidence has its column, further values further columns."""

import numpy as np
import pytest

from hub.model.attributes import ATTRIBUTES
from hub.model.ids import Kind
from hub.model.record import Fields
from hub.resolution.column_types import read_aspects
from hub.resolution.record_table import EVIDENCE, FOUND, tabulate


def compare(kind: Kind, left: Fields, right: Fields) -> dict[str, str]:
    """The levels that two records reach, by comparison; what is missing is left out."""
    aspects = read_aspects(tabulate(kind, [left, right]), kind.value)
    reached = {}
    for aspect in aspects.values():
        levels, _bits = aspect.feature.compare(aspect.feature, np.array([0]), np.array([1]))
        for place, (name, names) in enumerate(aspect.feature.levels.items()):
            reached[name] = names[levels[0, place]]
    return {name: level for name, level in reached.items() if level != "missing"}


@pytest.mark.parametrize("kind", list(Kind))
def test_evidence_names_attributes_of_the_kind(kind: Kind) -> None:
    assert set(EVIDENCE[kind]) <= set(ATTRIBUTES[kind])


@pytest.mark.parametrize("kind", list(Kind))
def test_records_without_any_value_have_every_column_and_nothing_to_compare(kind: Kind) -> None:
    table = tabulate(kind, [{}, {}])
    assert set(table.columns) == {*EVIDENCE[kind], *FOUND.get(kind, {})}
    assert table.size == 2
    assert compare(kind, {}, {}) == {}


def test_further_values_are_compared_with_each_other() -> None:
    left: Fields = {"name": ("Haier",), "phone": ("+49 89 1111111", "+49 89 2222222")}
    right: Fields = {"name": ("青岛海尔",), "alias": ("Haier",), "phone": ("+49 89 3333333", "089 2222222")}
    assert compare(Kind.COMPANY, left, right) == {"company_name": "informal", "phone": "same"}


def test_the_number_of_further_columns_changes_no_answer() -> None:
    left: Fields = {"name": ("Ann Smith",), "email": ("ann@a.example",)}
    right: Fields = {"name": ("Smith, Ann",), "alias": ("Ann Miller",), "email": ("ann@a.example", "a@b.example")}
    many: Fields = {"name": ("X Y",), "email": tuple(f"{number}@c.example" for number in range(7))}
    table = tabulate(Kind.CONTACT, [left, right, many])
    aspects = read_aspects(table, "contact")
    alone = read_aspects(tabulate(Kind.CONTACT, [left, right]), "contact")
    for name, aspect in alone.items():
        one = aspect.feature.compare(aspect.feature, np.array([0]), np.array([1]))
        other = aspects[name].feature.compare(aspects[name].feature, np.array([0]), np.array([1]))
        assert [array.tolist() for array in one] == [array.tolist() for array in other]


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("vat:DE129273398", "vat:DE 129 273 398", "same"),
        ("lei:529900T8BM49AURSDO55", "lei:529900T8BM49AURSDO56", "slip"),
        ("lei:529900T8BM49AURSDO55", "lei:254900OPPU84GM83MG36", "different"),
        ("vat:DE129273398", "vat:ATU12345678", None),  # one firm has a number in each country
        ("vat:DE129273398", "lei:529900T8BM49AURSDO55", None),
        ("tax:4711234567", "registration:4711234567", "same"),
    ],
)
def test_register_numbers_speak_about_each_other_within_a_scheme(left: str, right: str, level: str | None) -> None:
    found = compare(Kind.COMPANY, {"identifier": (left,)}, {"identifier": (right,)})
    assert found.get("identifier") == level
    assert compare(Kind.COMPANY, {"identifier": (right,)}, {"identifier": (left,)}) == found


def test_one_of_several_numbers_is_enough() -> None:
    left: Fields = {"identifier": ("vat:DE129273398", "lei:529900T8BM49AURSDO55")}
    right: Fields = {"identifier": ("duns:123456789", "lei:529900T8BM49AURSDO55")}
    assert compare(Kind.COMPANY, left, right) == {"identifier": "same"}

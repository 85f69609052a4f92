"""Values that people of different names have: a switchboard, an office mailbox, a family's telephone."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.resolution.column_types import ColumnType, TypedTable, read_aspects
from hub.resolution.features.hashing import hash_words
from hub.resolution.shared_values import ONE_PERSON, find_shared_values, used_by_several

EXAMPLES = settings(max_examples=80, deadline=None, derandomize=True)
people = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))


def shared(rows: list[tuple[str | None, str | None, str | None]]) -> list[bool]:
    """Whether each record's telephone number is one that several people use."""
    given_names, families, phones = (pa.array(column, pa.string()) for column in zip(*rows, strict=True))
    types = {"g": ColumnType.GIVEN_NAME, "f": ColumnType.FAMILY_NAME, "p": ColumnType.PHONE}
    aspects = read_aspects(TypedTable({"g": given_names, "f": families, "p": phones}, types), "contact")
    found = find_shared_values(aspects)["phone.shared"]
    known: list[bool] = found.know(aspects["phone"].feature.keys()["phone"][:, 0]).tolist()
    return known


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Ann", "Smith"), ("Bob", "Miller")], True),
        ([("Ann", "Smith"), ("Bob", "Miller"), ("Eve", "Jones")], True),
        ([("Ann", "Smith"), ("Ann", "Smith")], False),
        ([("Ann", "Smith"), ("A.", "Smith")], False),  # the family name is one
        ([("Ann", "Smith"), ("Smith", "Ann")], False),
        ([("Ann", "Smith"), ("Ann", "Jones")], False),  # married, perhaps
        ([("Ann", "Smith"), ("Ann", "Smith"), ("Bob", "Miller")], False),  # two of three: one person's, and a mistake
        ([("小明", "王"), ("Xiaoming", "Wang")], False),
        ([("小明", "王"), ("建国", "李")], True),
        ([("Ann", "Smith"), (None, None)], False),  # nobody else is named
        ([("Ann", "Smith")], False),
    ],
)
def test_a_number_is_shared_if_no_name_goes_with_most_of_its_records(
    rows: list[tuple[str | None, str | None]], expected: bool
) -> None:
    phones = [(*row, "040 23125014") for row in rows]
    assert shared([*phones, ("Zoe", "Fox", "089 636000"), ("Max", "Orr", None)]) == [expected] * len(rows) + [
        False,
        False,
    ]


def test_companies_share_nothing() -> None:
    table = TypedTable({"p": pa.array(["040 23125014"] * 2)}, {"p": ColumnType.PHONE})
    assert find_shared_values(read_aspects(table, "company")) == {}


@EXAMPLES
@given(st.lists(people, min_size=1, max_size=12))
def test_values_are_shared_as_defined(records: list[tuple[int, int, int, int]]) -> None:
    def hashes(places: tuple[int, int], sign: str) -> np.ndarray:
        rows = [[f"{sign}{row[place]}" if row[place] else "" for place in places] for row in records]
        return np.stack([hash_words([row[slot] for row in rows]) for slot in (0, 1)], axis=1)

    wanted = set()
    for value in (1, 2, 3):
        having = [(row, row[:2].count(value)) for row in records if any(row[2:])]
        uses = sum(count for _, count in having)
        names = {name for row in records for name in row[2:]} - {0}
        together = [sum(count * row[2:].count(name) for row, count in having) for name in names]
        if uses > 1 and max(together, default=0) < ONE_PERSON * uses:
            wanted.add(int(hash_words([f"v{value}"])[0]))
    assert {*used_by_several(hashes((0, 1), "v"), hashes((2, 3), "n")).tolist()} == wanted

"""The call in Python: any table of Arrow, whatever is done to rows and columns, and what a person said."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.deduping import Deduped, Input, dedupe
from hub.errors import InputError
from hub.model_files import find_parameters

NAMES = ("Siemens AG", "SIEMENS Aktiengesellschaft", "Simens", "Bosch GmbH", "Robert Bosch", "海尔智家", "Haier", None)
CITIES = ("München", "Munich", "Stuttgart", "青岛", None)
PHONES = ("+49 89 636 00", "08963600", "0711 4000", None)
EXAMPLES = settings(max_examples=60, deadline=None, derandomize=True)

Row = tuple[str | None, str | None, str | None]
rows = st.lists(st.tuples(*map(st.sampled_from, (NAMES, CITIES, PHONES))), min_size=2, max_size=14)
Groups = set[frozenset[str]]


@dataclass(frozen=True)
class Foreign:
    """A table of another library, which only has the stream of the Arrow PyCapsule interface."""

    table: pa.Table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


def table_of(records: Sequence[Row], names: Sequence[str] = ("name", "city", "phone")) -> pa.Table:
    columns = dict(zip(("name", "city", "phone"), zip(*records, strict=True), strict=True))
    ids = {"id": [f"r{number}" for number in range(len(records))]}
    return pa.table(ids | {name: pa.array(columns[name], pa.string()) for name in names})


def groups_in(found: Deduped) -> Groups:
    members: dict[str, set[str]] = defaultdict(set)
    for row in found.clusters.to_pylist():
        members[row["cluster"]].add(row["id"])
    return {frozenset(ids) for ids in members.values()}


def linked(table: pa.Table, labels: dict[tuple[str, str], bool] | None = None) -> Groups:
    """Link companies by these columns, each taken for what it is: a sample may be too odd to be guessed at."""
    types = {"name": "company_name", "city": "city", "phone": "phone"}
    return groups_in(dedupe(table, kind="company", columns=types, labels=labels))


def has_something(records: Sequence[Row]) -> bool:
    return any(any(record) for record in records)


@EXAMPLES
@given(rows.filter(has_something), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_names_of_clusters_only(records: list[Row], chance: np.random.Generator) -> None:
    order = list(range(len(records)))
    chance.shuffle(order)
    table = table_of(records)
    assert linked(table.take(order)) == linked(table)


@EXAMPLES
@given(rows.filter(has_something), st.permutations(["name", "city", "phone"]))
def test_the_order_of_columns_changes_nothing(records: list[Row], names: list[str]) -> None:
    assert linked(table_of(records, names)) == linked(table_of(records))


@EXAMPLES
@given(rows.filter(has_something), st.integers(1, 4))
def test_records_without_anything_in_them_stay_alone(records: list[Row], empty: int) -> None:
    found = linked(table_of([*records, *[(None, None, None)] * empty]))
    assert {frozenset({f"r{len(records) + number}"}) for number in range(empty)} <= found


@EXAMPLES
@given(rows.filter(has_something), st.data())
def test_what_a_person_said_outranks_every_score(records: list[Row], data: st.DataObject) -> None:
    table = table_of(records)
    one, two = data.draw(st.lists(st.sampled_from(table["id"].to_pylist()), min_size=2, max_size=2, unique=True))
    same = data.draw(st.booleans())
    found = linked(table, {(one, two): same})
    assert any({one, two} <= group for group in found) is same


def test_a_table_that_only_streams_is_as_good() -> None:
    table = table_of([("Siemens AG", None, None), ("SIEMENS", None, None), ("Bosch", None, None)])
    odd = table.cast(
        pa.schema([("id", pa.large_string()), *((name, pa.string_view()) for name in ("name", "city", "phone"))])
    )
    assert groups_in(dedupe(Foreign(odd), kind="company")) == {frozenset({"r0", "r1"}), frozenset({"r2"})}


def test_columns_of_any_type_are_read_as_text() -> None:
    names = pa.array(["Siemens AG", "SIEMENS", "Bosch"]).dictionary_encode()
    table = pa.table(
        {
            "id": pa.array([1.0, 2.0, 3.0]),
            "name": names,
            "raw": pa.array([b"\xff", b"a", None]),
            "founded": pa.array([0, 86_400, None], pa.timestamp("s")),
            "tags": pa.array([["a", "b"], [], None]),
            "place": pa.array([{"city": "Ulm"}, {"city": "Ulm"}, None]),
        }
    )
    found = dedupe(table, kind="company")
    assert found.clusters["id"].to_pylist() == ["1", "2", "3"]
    assert {item.column for item in found.columns} == {"name", "raw", "founded", "tags", "place.city"}


def test_rows_of_several_tables_are_numbered_in_each() -> None:
    one, two = pa.table({"name": ["Siemens AG", "Bosch"]}), pa.table({"firm": ["SIEMENS"]})
    assert dedupe(one, two, kind="company").clusters.to_pylist() == [
        {"id": "1:0", "cluster": "1:0", "file": "1", "file_id": "0"},
        {"id": "1:1", "cluster": "1:1", "file": "1", "file_id": "1"},
        {"id": "2:0", "cluster": "1:0", "file": "2", "file_id": "0"},
    ]


def test_a_source_column_tells_where_records_come_from() -> None:
    table = pa.table({"name": ["Siemens AG", "SIEMENS"], "source": ["crm", "erp"]})
    found = dedupe(table, kind="company")
    assert list(found.sources) == ["crm", "erp"]
    assert found.summary.together == 2


def test_a_label_outranks_that_a_source_seems_to_have_no_duplicates() -> None:
    words = ("Nordwind", "Alpenglas", "Meridian", "Kessler", "Haier", "Bosch", "Siemens", "Volta", "Arkus", "Delphin")
    names = [f"{word} {what}" for word in words for what in ("Pumpen", "Optik", "Chemie")]
    one = Input(pa.table({"id": [f"a{n}" for n in range(30)], "name": names}), "a")
    two = Input(pa.table({"id": [f"b{n}" for n in range(30)], "name": [f"{name} GmbH" for name in names]}), "b")
    assert dedupe(one, two, kind="company").summary.unique_sources == ("a", "b")
    found = dedupe(one, two, kind="company", labels={("a0", "a29"): True})
    assert any({"a0", "a29"} <= group for group in groups_in(found))
    assert found.summary.unique_sources == ("a", "b"), "one label may be a mistake"
    several = {("a0", "a29"): True, ("a3", "a27"): True, ("a6", "a26"): True}
    assert dedupe(one, two, kind="company", labels=several).summary.unique_sources == ("b",)
    mistaken = several | {("a1", f"a{other}"): False for other in range(2, 30)}
    assert dedupe(one, two, kind="company", labels=mistaken).summary.unique_sources == ("a", "b")
    with pytest.raises(InputError, match="duplicate within a"):
        dedupe(replace(one, unique=True), two, kind="company", labels={("a0", "a29"): True})


def test_pairs_come_in_batches_that_make_up_the_table() -> None:
    found = dedupe(table_of([("Siemens AG", "Ulm", None)] * 5), kind="company")
    batches = list(found.pair_batches(size=3))
    assert [len(batch) for batch in batches] == [3, 3, 3, 1]
    assert pa.Table.from_batches(batches).equals(found.pairs)
    assert found.summary.pairs == 10


def test_without_pairs_there_is_an_empty_table_of_them() -> None:
    found = dedupe(table_of([("Siemens AG", None, None)]), kind="company")
    assert found.pairs.num_rows == 0
    assert found.pairs.schema == found.pair_schema


def test_a_model_can_be_given() -> None:
    table = table_of([("Siemens AG", None, None), ("SIEMENS", None, None)])
    strict = find_parameters("company").model_copy(
        update={"blocking": find_parameters("company").blocking.model_copy(update={"rules": ()})}
    )
    assert len(groups_in(dedupe(table, kind="company", model=strict))) == 2


@pytest.mark.parametrize(
    ("table", "options", "told"),
    [
        ({"name": ["a"]}, {"kind": "firm"}, "no kind 'firm'"),
        ({"name": ["a"]}, {"id_column": "key"}, "no column 'key'"),
        ({"id": ["1", None], "name": ["a", "b"]}, {}, "row 2: it has no id"),
        ({"id": ["1", "1"], "name": ["a", "b"]}, {}, "not unique: 1"),
        ({"name": ["a"]}, {"threshold": 0}, "between 0 and 1"),
        ({"name": ["a"]}, {"labels": {("0", "7"): True}}, "id_r: no record has the id '7'"),
        ({"name": ["a"]}, {"columns": {"nme": "city"}}, "no column 'nme'"),
        ({"name": ["a"]}, {"columns": {"name": "town"}}, "cannot hold 'town'"),
        ({"name": [None]}, {}, "No column holds anything"),
    ],
)
def test_what_is_wrong_is_told(table: dict[str, list[str | None]], options: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told) as error:
        dedupe(pa.table(table), **options)  # type: ignore[arg-type]
    assert error.value.cure


def test_nothing_and_a_name_given_twice_are_errors() -> None:
    with pytest.raises(InputError, match="nothing to link"):
        dedupe(kind="company")
    twice = pa.table([["a"], ["b"]], names=["name", "name"])
    with pytest.raises(InputError, match="more than once: name"):
        dedupe(Input(twice), kind="company")


@pytest.mark.parametrize("kind", ["product", "other"])
def test_things_of_any_kind_may_have_a_column_of_companies(kind: str) -> None:
    table = pa.table({"title": ["Zenith garden chair", "Zenith Garden Chair"], "company": ["Bosch GmbH", "Bosch"]})
    assert dedupe(table, kind=kind).summary.together == 2

"""Columns become features; a record read alone is compared as if it had been read with all the others."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.resolution.column_types import ColumnType, TypedTable, read_aspects
from hub.resolution.parameters import shipped_parameters
from hub.resolution.scoring import make_scorer
from hub.resolution.trained_model import learn_statistics, weigh_aspects
from tests.unit.resolution.labelled_tables import KINDS, prepared

EXAMPLES = settings(max_examples=25, deadline=None, derandomize=True)
ALONE = 40  # records of each set that are read alone

CELLS = [
    *("Siemens AG", "SIEMENS Aktiengesellschaft", "海尔智家股份有限公司", "Haier", "Ann Smith", "Smith, Ann", "王小明", "R."),
    *("Hafenweg 7", "世纪大道100号", "München", "慕尼黑", "20457", "DE", "Germany", "+49 40 23125014", "040/23125014 ext 3"),
    *("ann.lee@acme.example", "info@acme.example", "www.acme.example", "1980-02-03", "03.02.1980", "1.299,00", "1980"),
    *("Sony KDL-40V2500 500 GB", "12345678", "DE123456789", "?", "", "  ", "ﬁ①Ⅷ", "🙂", "İstanbul", "a\u0301b"),
]  # fmt: skip
cells = st.none() | st.sampled_from(CELLS) | st.text(max_size=8)
tables = st.lists(st.tuples(*[cells] * 3), min_size=2, max_size=5)
kinds = st.sampled_from(["company", "contact", "product", "other"])
EVIDENCE = [holds for holds in ColumnType if holds not in {ColumnType.SOURCE, ColumnType.IGNORED}]


def table_of(rows: Sequence[tuple[str | None, ...]], types: list[ColumnType]) -> TypedTable:
    columns = {f"c{place}": pa.array(values, pa.string()) for place, values in enumerate(zip(*rows, strict=True))}
    return TypedTable(columns, dict(zip(columns, types, strict=True)))


def check_rows_alone(table: TypedTable, kind: str, left: np.ndarray, right: np.ndarray) -> None:
    """Compare left[i], read alone, with right[i] of the whole table, and the other way round."""
    whole = read_aspects(table, kind)
    statistics = learn_statistics(whole)
    whole = weigh_aspects(whole, statistics)
    scorer = make_scorer(whole, shipped_parameters(kind), table.size)
    wanted_levels, wanted = scorer.compare(whole, whole, (left, right))
    keys = {name: aspect.feature.keys() for name, aspect in whole.items()}
    for row in np.unique(left).tolist():
        one = {name: column.slice(row, 1) for name, column in table.columns.items()}
        alone = weigh_aspects(read_aspects(TypedTable(one, table.types), kind), statistics)
        mine = left == row
        others = right[mine]
        levels, surprise = scorer.compare(alone, whole, (np.zeros_like(others), others))
        assert levels.tolist() == wanted_levels[mine].tolist()
        assert np.allclose(surprise, wanted[mine], atol=1e-4)
        levels, surprise = scorer.compare(whole, alone, (others, np.zeros_like(others)))
        assert levels.tolist() == wanted_levels[mine].tolist()
        assert np.allclose(surprise, wanted[mine], atol=1e-4)
        for name, aspect in alone.items():
            for key, hashes in aspect.feature.keys().items():
                assert hashes[0].tolist() == keys[name][key][row].tolist(), key


@pytest.mark.parametrize("name", KINDS)
def test_a_record_read_alone_compares_as_in_the_whole_table(name: str) -> None:
    ready = prepared(name)
    left, right = ready.pairs
    chosen = np.isin(left, np.unique(left)[:: max(1, len(np.unique(left)) // ALONE)])
    check_rows_alone(ready.table, ready.kind, left[chosen], right[chosen])


@EXAMPLES
@given(tables, st.lists(st.sampled_from(EVIDENCE), min_size=3, max_size=3), kinds)
def test_any_text_in_any_column_compares_alone_as_in_a_table(
    rows: list[tuple[str | None, ...]], types: list[ColumnType], kind: str
) -> None:
    table = table_of(rows, types)
    one, two = np.meshgrid(np.arange(len(rows), dtype=np.int32), np.arange(len(rows), dtype=np.int32))
    check_rows_alone(table, kind, one.ravel(), two.ravel())


@pytest.mark.parametrize("name", KINDS)
def test_comparing_is_symmetric(name: str) -> None:
    ready = prepared(name)
    left, right = ready.pairs
    levels, surprise = ready.scorer.compare(ready.aspects, ready.aspects, (left, right))
    back, surprise_back = ready.scorer.compare(ready.aspects, ready.aspects, (right, left))
    assert np.array_equal(levels, back)
    assert np.allclose(surprise, surprise_back, atol=1e-4)


def test_columns_of_one_type_are_slots_of_one_feature_or_features_of_their_own() -> None:
    types = [ColumnType.PHONE, ColumnType.PHONE, ColumnType.IDENTIFIER, ColumnType.IDENTIFIER, ColumnType.DATE]
    aspects = read_aspects(table_of([("040 23125014", "089 636000", "A-1234", "B-5678", "1980")] * 2, types), "company")
    assert {*aspects} == {"phone", "c2", "c3", "c4"}
    assert aspects["phone"].feature.keys()["phone"].shape == (2, 2)
    assert aspects["c2"].parameters == {"c2": "identifier"}
    assert aspects["c4"].parameters == {"c4": "date"}


def test_a_number_in_one_slot_meets_the_same_in_another() -> None:
    rows = [("040 23125014", None), ("089 636000", "040/23125014")]
    aspects = read_aspects(table_of(rows, [ColumnType.PHONE, ColumnType.PHONE]), "company")
    one, two = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    phone = aspects["phone"].feature
    assert phone.levels["phone"][phone.compare(phone, one, two)[0][0, 0]] == "same"


@pytest.mark.parametrize(("kind", "expected"), [("contact", {"person_name"}), ("company", set()), ("other", set())])
def test_names_of_people_count_where_records_are_of_people(kind: str, expected: set[str]) -> None:
    types = [ColumnType.GIVEN_NAME, ColumnType.FAMILY_NAME]
    assert {*read_aspects(table_of([("Ann", "Smith")], types), kind)} == expected


def test_a_web_site_meets_the_host_of_an_address() -> None:
    rows = [("www.acme.example", None), (None, "ann@acme.example")]
    aspects = read_aspects(table_of(rows, [ColumnType.DOMAIN, ColumnType.EMAIL]), "company")
    one, two = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    domain = aspects["domain"].feature
    assert domain.levels["domain"][domain.compare(domain, one, two)[0][0, 0]] == "same"


def test_countries_are_known_by_name_and_code() -> None:
    rows = [("Germany",), ("DE",), ("德国",), ("France",)]
    country = read_aspects(table_of(rows, [ColumnType.COUNTRY]), "company")["country"].feature
    keys = country.keys()["country"][:, 0].tolist()
    assert keys[0] == keys[1] == keys[2] != keys[3]


def test_the_number_of_an_account_is_an_employer_where_somebody_says_so() -> None:
    columns = {"name": pa.array(["Wei Li", "李伟", "Wei Li"]), "account": pa.array(["A-1", "A 1", "B2"])}
    table = TypedTable(columns, {"name": ColumnType.PERSON_NAME, "account": ColumnType.EMPLOYER})
    aspects = read_aspects(table, "contact")
    scorer = make_scorer(aspects, shipped_parameters("contact"), 10_000)
    levels, weights, total = scorer.score(aspects, aspects, (np.array([0, 0], np.int32), np.array([1, 2], np.int32)))
    place = scorer.names.index("account")
    assert [scorer.tables[place].names[level] for level in levels[:, place]] == ["same", "different"]
    assert total[0] > total[1]
    assert scorer.prior + weights[0, place] > -5.0 >= total[0] - weights[0, :2].sum() - 1e-3, "a place is bounded"

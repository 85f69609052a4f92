"""Proposals: what a column holds, by its name in many languages, and else by what stands in it."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.resolution.column_names import spell_name
from hub.resolution.column_types import ColumnType
from hub.resolution.propose import propose_types

WORDS = (
    "north",
    "wind",
    "alpine",
    "glass",
    "meridian",
    "optics",
    "castle",
    "harbour",
    "delta",
    "volta",
    "arkus",
    "lumen",
)


def proposed(kind: str, **columns: list[str | None]) -> dict[str, str]:
    """What each column is taken to hold."""
    arrays = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    return {proposal.column: proposal.holds.value for proposal in propose_types(arrays, kind)}


def alone(kind: str, name: str, values: list[str | None]) -> str:
    """What a column is taken to hold beside a column that names things."""
    naming = {"company": "company_name", "contact": "person_name", "product": "title", "other": "title"}[kind]
    arrays = {naming.replace("_", " "): ["x", "y"] * len(values), name: values * 2}
    columns = {key: pa.array(column, pa.string()) for key, column in arrays.items()}
    return {proposal.column: proposal.holds.value for proposal in propose_types(columns, kind)}[name]


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("Postleitzahl", ["20457", "89073"], "postal_code"),
        ("billing_city", ["Ulm", "Berlin"], "city"),
        ("customerPhone", ["040 23125014", "n/a"], "phone"),
        ("Straße", ["Hafenweg 7", "Marktplatz 4"], "street"),
        ("e-mail", ["ann@acme.example", "bob@acme.example"], "email"),
        ("邮编", ["266000", "100000"], "postal_code"),
        ("城市", ["青岛", "北京"], "city"),
        ("电话", ["0532-88939999", "010-82882468"], "phone"),
        ("geburtsdatum", ["03.02.1980", "1980-02-03"], "date"),
        ("pays", ["France", "Allemagne"], "country"),
        ("website", ["acme.example", "www.haier.example"], "domain"),
        ("Tel.", ["040 23125014", "n/a"], "phone"),
        ("tel_no", ["040 23125014", "n/a"], "phone"),
        ("Téléphone", ["01 23 45 67 89"], "phone"),
        ("C.P.", ["28001", "08001"], "postal_code"),
        ("CUST_EMAIL_ADDR", ["ann@acme.example"], "email"),
        ("Dirección", ["Calle Mayor 3", "Gran Vía 12"], "street"),
        ("Straße / Nr.", ["Hafenweg 7", "Marktplatz 4"], "street"),
        ("Ville 2", ["Paris", "Lyon"], "city"),
        ("ИНН", ["7700000001", "7700000002"], "identifier"),
        ("USt-IdNr.", ["DE123456789"], "identifier"),
        ("注册地址", ["青岛市海尔路1号", "北京市"], "street"),
        ("住所", ["東京都千代田区丸の内", "大阪市"], "street"),
        ("우편번호", ["06236", "04524"], "postal_code"),
    ],
)
def test_names_of_columns_in_many_languages(name: str, values: list[str | None], expected: str) -> None:
    assert alone("company", name, values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["ann@acme.example", "bob@acme.example", None], "email"),
        (["https://acme.example/de", "www.haier.example"], "domain"),
        (["1980-02-03", "1975-11-30"], "date"),
        (["1980", "1975", "2001"], "year"),
        (["+49 40 23125014", "(089) 636 000"], "phone"),
        (["12 Castle Road", "7 Main St"], "street"),
        (["12 Castle Road", "Hafen 7", "7 Main St", "Am Wall 3"], "street"),
        (["人民路12号", "世纪大道100号"], "street"),
        (["$12.50", "9.99"], "number"),
        (["89073", "20457", "89073", "01067"], "postal_code"),
        (["SW1A 1AA", "ST7 9YH"], "postal_code"),
        (["SW1A 1AA", "20457", "266000", "1010"], "postal_code"),  # of several countries
        (["1250", "17", "48000", "3"], "number"),
        (["Hamburg", "Ulm", "Berlin", "Paris", "Stade"], "city"),
        (["Germany", "FR", "中国", "Italia"], "country"),
        (["12-Mar-12", "3 Mai 1999", "Jan 3, 2001"], "date"),
        (["one red wooden garden chair", "a blue one with a very long name"], "phrase"),
        (["red", "blue", "red"], "category"),
        ([None, None], "ignored"),
    ],
)
def test_a_column_whose_name_says_nothing_is_judged_by_what_stands_in_it(
    values: list[str | None], expected: str
) -> None:
    assert alone("company", "column 7", values) == expected


def test_columns_of_people_without_names_are_found() -> None:
    people: tuple[list[str | None], list[str | None]] = (
        ["Mary", "John", "Lucy", "Peter", "Anna", "Paul"],
        ["Wexler", "Otter", "Brandvik", "Nkemba", "Falk", "Osei"],
    )
    found = proposed(
        "contact", col1=[*people[0]], col2=[*people[1]], col3=["Ulm", "Paris", "Berlin", "Rome", "Ulm", "Ulm"]
    )
    assert found == {"col1": "given_name", "col2": "family_name", "col3": "city"}
    states = proposed("contact", col1=[*people[1]] * 40, col2=["Mary", "John", "Peter"] * 80)
    assert states["col2"] == "category"  # three values of 240 name nobody
    whole: list[str | None] = [f"{first} {family}" for first, family in zip(*people, strict=True)]
    assert proposed("contact", col1=whole)["col1"] == "person_name"


def test_what_looks_like_a_name_beside_one_is_another_ones() -> None:
    firms: list[str | None] = ["Nordwind GmbH", "Delta Ltd", "Zenith Inc", "Hanse AG"]
    assert proposed("company", account=firms, subsidiary_of=firms) == {
        "account": "company_name",
        "subsidiary_of": "category",
    }
    assert proposed("company", col1=firms, col2=["Ulm"] * 4)["col1"] == "company_name"
    people: list[str | None] = ["Mary Wexler", "John Otter", "Lucy Falk", "Peter Osei"]
    assert proposed("contact", surname=["Falk", "Otter", "Osei", "Lee"], boss=people)["boss"] == "category"


def test_the_second_part_of_a_name_is_no_name_of_its_own() -> None:
    columns: dict[str, list[str | None]] = {
        "Firmenname 1": ["Nordwind Pumpen"],
        "Firmenname 2": ["Vertrieb"],
        "phone 2": ["040 123456"],
    }
    found = proposed("company", **columns)
    assert found == {"Firmenname 1": "company_name", "Firmenname 2": "ignored", "phone 2": "phone"}


def test_what_numbers_the_rows_is_left_out() -> None:
    assert proposed("product", c1=["3", "1", "2", "4"], c2=["31", "8", "200", "4"]) == {"c1": "ignored", "c2": "number"}


def test_a_long_description_is_no_title() -> None:
    long: list[str | None] = [f"{' '.join(WORDS)} {word} {' '.join(WORDS)}" for word in WORDS]
    short: list[str | None] = [f"zenith {word} chair" for word in WORDS]
    assert proposed("product", col1=short, col2=long) == {"col1": "title", "col2": "phrase"}


@given(st.text(max_size=12))
def test_the_spelling_of_a_name_stays(name: str) -> None:
    assert spell_name(spell_name(name)) == spell_name(name)


def test_a_name_that_lies_is_not_believed() -> None:
    assert alone("company", "email", ["yes", "no", "yes"]) == "category"
    assert alone("contact", "birthday", ["Monday", "Tuesday"]) == "category"


@pytest.mark.parametrize("name", ["id", "customer_id", "row key", "ref", "uuid"])
def test_keys_are_left_out(name: str) -> None:
    assert alone("company", name, ["x1", "x2", "x3"]) == "ignored"


def test_numbers_that_are_there_once_each_are_keys() -> None:
    values: list[str | None] = [f"K{number}" for number in range(100, 200)]
    found = proposed("company", firm=[f"{word} x" for word in WORDS], internal=values[: len(WORDS)])
    assert found == {"firm": "company_name", "internal": "ignored"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("company", "company_name"), ("contact", "person_name"), ("product", "title"), ("other", "title")],
)
def test_the_column_that_tells_things_apart_names_them(kind: str, expected: str) -> None:
    texts: list[str | None] = [f"{one} {two} {one}" for one, two in zip(WORDS, reversed(WORDS), strict=True)]
    found = proposed(kind, what=texts, colour=["red"] * len(texts))
    assert found["what"] == expected


def test_where_a_column_names_things_no_other_one_is_made_to() -> None:
    texts: list[str | None] = [f"{one} {two} garden" for one, two in zip(WORDS, reversed(WORDS), strict=True)]
    assert proposed("company", firma=texts, remark=texts)["remark"] == "phrase"


def test_a_proposal_says_why() -> None:
    columns = {"city": pa.array(["Ulm"]), "x": pa.array(["ann@acme.example"]), "nothing": pa.array([None], pa.string())}
    because = {proposal.column: proposal.because for proposal in propose_types(columns, "company")}
    assert because["city"] == "its name"
    assert because["nothing"] == "it is empty"
    assert all(because.values())


@pytest.mark.parametrize("kind", ["company", "contact", "product", "other"])
def test_a_table_without_rows_or_columns_has_nothing_to_propose(kind: str) -> None:
    assert propose_types({}, kind) == ()
    [proposal] = propose_types({"name": pa.array([], pa.string())}, kind)
    assert proposal.holds is ColumnType.IGNORED

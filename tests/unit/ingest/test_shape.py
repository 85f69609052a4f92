"""Shaping: what a row states, what of it is refused, and that the rest of it is kept."""

from textwrap import dedent, indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.ingest.mapping import parse_mapping
from hub.ingest.readers import Row
from hub.ingest.shape import Shaped, Shaper
from hub.model.ids import Kind
from hub.model.record import Interaction, InteractionType, Line, RecordRef, Rejection, Role, SourceRecord, Statement

COMPANY = """\
    required: [id]
    values:
      id: {none: ""}
      country: {Deutschland: Germany, unknown: ""}
    records:
      - kind: company
        key: id
        as_of: changed
        attributes:
          phone: phone
          email: [email1, email2]
          name: [name, other_name]
          identifier: {lei: lei, tax: tax}
          country: country
          industry: "=Software"
        statements:
          - {role: OWNED_BY, key: parent, source: erp, properties: {share: share, from: since, note: note}}
      - kind: contact
        key: "{id}-{person}"
        when: person
        attributes: {name: person}
        statements: [{role: WORKS_AT, key: id}]
"""
ORDER = """\
    interactions:
      - type: Order
        key: id
        at: [shipped, ordered]
        subject: "{item} for {who}"
        amount: total
        details: {agent: agent, nothing: nothing}
        parties: [{kind: company, key: who}, {kind: contact, key: buyer, source: crm}, {kind: company, key: who}]
        lines:
          - {key: item, product: {key: item, source: erp}, quantity: "=2", unit_price: price}
          - {key: item2, product: {key: item2}}
"""


def shaper(table: str, head: str = "") -> Shaper:
    text = f"source: shop\n{head}files:\n  t:\n    pattern: '*'\n{indent(dedent(table), '    ')}"
    mapping = parse_mapping(text, "shop.yaml")
    return Shaper(mapping, mapping.files["t"])


def row(**cells: str) -> Row:
    return Row("rows.csv", 7, cells, "the raw row")


def shape_company(**cells: str) -> Shaped:
    return shaper(COMPANY, "defaults: {country: US, currency: USD}\n").shape(row(**cells))


def test_a_row_becomes_records() -> None:
    cells = {
        "id": " 1 ",
        "name": "Acme Corporation",
        "changed": "2024-03-01",
        "email1": "Info@Acme.com",
        "email2": "sales@acme.com",
        "parent": "P1",
        "share": "51",
        "since": "2020",
        "note": "",
        "person": "Ann Lee",
    }
    shaped = shape_company(**cells)
    company, contact = shaped.records
    own = {name: value for name, value in cells.items() if name != "person"}
    assert (company.source, company.kind, company.key, company.raw) == ("shop", Kind.COMPANY, "1", own)
    assert contact.raw.keys() <= {"id", "person", "email1", "email2"}
    assert company.as_of == "2024-03-01"
    assert company.fields["email"] == ("info@acme.com", "sales@acme.com")
    assert company.fields["industry"] == ("Software",)
    assert company.fields.keys() == {"name", "email", "industry"}
    target = RecordRef(source="erp", kind=Kind.COMPANY, key="P1")
    properties = {"share": "51", "from": "2020"}
    assert company.statements == (Statement(role=Role.OWNED_BY, target=target, properties=properties),)
    assert (contact.kind, contact.key) == (Kind.CONTACT, "1-Ann Lee")
    assert contact.statements[0].target == RecordRef(source="shop", kind=Kind.COMPANY, key="1")
    assert shaped.rejections == ()


def test_shaped_records_are_valid_and_serialise() -> None:
    for record in shape_company(id="1", name="华为技术有限公司", parent="P", person="李雷", country="China").records:
        assert SourceRecord.model_validate(record.model_dump()) == record
        assert record.content_hash


def test_a_value_at_fault_does_not_lose_the_record() -> None:
    shaped = shape_company(id="1", name="Acme", email1="not an address", email2="info@acme.com", changed="someday")
    (record,) = shaped.records
    assert record.fields["email"] == ("info@acme.com",)
    assert record.as_of is None
    assert [(item.field, item.row, item.file, item.raw) for item in shaped.rejections] == [
        ("email", 7, "rows.csv", "the raw row"),
        ("as_of", 7, "rows.csv", "the raw row"),
    ]
    assert all(item.reason and item.cure and "not an address" not in item.reason for item in shaped.rejections)


def test_one_fault_is_told_once() -> None:
    shaped = shape_company(id="1", email1="not an address", email2="no address either")
    assert [item.field for item in shaped.rejections] == ["email"]


def test_a_single_value_is_the_first_there_is() -> None:
    (record,) = shape_company(id="1", name="N/A", other_name="Acme").records
    assert record.fields["name"] == ("Acme",)
    (record,) = shape_company(id="1", name="One", other_name="Two").records
    assert record.fields["name"] == ("One",)


def test_identifiers_carry_their_scheme() -> None:
    (record,) = shape_company(id="1", lei="529900T8BM49AURSDO55").records
    assert record.fields["identifier"] == ("lei:529900T8BM49AURSDO55",)


def test_the_rows_own_country_outranks_the_default() -> None:
    (german,) = shape_company(id="1", phone="030 901820", country="Deutschland").records
    assert german.fields["country"] == ("DE",)
    assert german.fields["phone"] == ("+4930901820",)
    (american,) = shape_company(id="1", phone="(212) 555-0123", country="unknown").records
    assert "country" not in american.fields
    assert american.fields["phone"] == ("+12125550123",)


@pytest.mark.parametrize(
    ("cells", "field"),
    [({"id": ""}, "id"), ({"name": "x"}, "id"), ({"id": " \t"}, "id"), ({"id": "none"}, "id")],
)
def test_a_required_column_refuses_the_row(cells: dict[str, str], field: str) -> None:
    shaped = shape_company(**cells)
    assert (shaped.records, shaped.interactions) == ((), ())
    assert [item.field for item in shaped.rejections] == [field]


def test_a_faulty_row_is_refused_with_its_reason() -> None:
    faulty = Row("rows.csv", 9, {}, "1;2;3", "3 cells where the header has 2")
    assert shaper(COMPANY).shape(faulty) == Shaped(
        rejections=(
            Rejection(
                source="shop",
                file="rows.csv",
                row=9,
                field="row",
                reason="3 cells where the header has 2",
                cure="Correct the row in the file.",
                raw="1;2;3",
            ),
        )
    )


def test_a_missing_key_refuses_the_row() -> None:
    table = "records: [{kind: company, key: id}, {kind: contact, key: '{id}-{no}'}]\n"
    shaped = shaper(table).shape(row(id="1", no=""))
    assert shaped.records == ()
    assert [(item.field, item.reason) for item in shaped.rejections] == [("key", "the contact has no key")]
    assert "id, no" in shaped.rejections[0].cure


def test_a_row_becomes_an_interaction() -> None:
    cells = {"id": "9", "shipped": "", "ordered": "2024-03-01", "item": "GTX 1", "who": "Acme", "total": "1,200.75"}
    more = {"buyer": "", "price": "600.25", "item2": "", "agent": "Bob"}
    shaped = shaper(ORDER, "defaults: {currency: EUR}\n").shape(row(**cells, **more))
    product = RecordRef(source="erp", kind=Kind.PRODUCT, key="GTX 1")
    assert shaped.interactions == (
        Interaction(
            source="shop",
            type=InteractionType.ORDER,
            key="9",
            at="2024-03-01",
            subject="GTX 1 for Acme",
            amount="1200.75",
            currency="EUR",
            details={"agent": "Bob"},
            parties=(RecordRef(source="shop", kind=Kind.COMPANY, key="Acme"),),
            lines=(Line(key="GTX 1", product=product, quantity="2", unit_price="600.25", currency="EUR"),),
        ),
    )
    assert shaped.rejections == ()
    assert shaped.interactions[0].content_hash


def test_an_interaction_is_kept_without_its_faulty_values() -> None:
    shaped = shaper(ORDER).shape(row(id="9", ordered="someday", total="much"))
    (interaction,) = shaped.interactions
    assert (interaction.at, interaction.amount, interaction.currency) == (None, None, None)
    assert sorted(item.field for item in shaped.rejections) == ["amount", "at"]


def test_an_interaction_needs_a_key_unless_there_is_none() -> None:
    assert [item.field for item in shaper(ORDER).shape(row(id="")).rejections] == ["key"]
    assert shaper(ORDER.replace("key: id\n", "key: id\n        when: id\n")).shape(row(id="")) == Shaped()


def test_a_partial_row_must_add_a_line() -> None:
    partial = shaper(ORDER + "        partial: true\n")
    assert [len(item.lines) for item in partial.shape(row(id="9", item="A", item2="B")).interactions] == [2]
    assert [item.field for item in partial.shape(row(id="9", item="")).rejections] == ["lines"]


@given(st.dictionaries(st.sampled_from(["id", "name", "email1", "phone", "country", "person", "changed"]), st.text()))
def test_any_row_is_kept_or_refused(cells: dict[str, str]) -> None:
    shaped = SHAPER.shape(row(**cells))
    assert shaped.records or shaped.rejections
    assert shaped == SHAPER.shape(row(**cells))
    assert all(values and all(values) for record in shaped.records for values in record.fields.values())


SHAPER = shaper(COMPANY)

"""Mappings: what a right one says, and for each wrong one the line, the reason and a cure."""

from pathlib import Path

import pytest
from jsonschema_rs import validator_for

from hub.errors import MappingError
from hub.ingest.mapping import check_columns, mapping_schema, parse_mapping, read_mapping
from hub.ingest.mapping_yaml import parse_yaml
from hub.model.ids import Kind
from hub.model.record import InteractionType, Role

RIGHT = """\
source: crm
title: Sales CRM
trust: 0.7
attribute_trust: {email: 0.9}
half_life_days: 365
defaults: {country: NO, currency: EUR, language: de}
files:
  accounts:
    pattern: "accounts*.csv"
    format: {encoding: gb18030, delimiter: ";", sheet: Customers, header_row: 2}
    required: [account]
    values:
      sector: {technolgy: technology}
    records:
      - kind: company
        key: account
        when: account
        as_of: modified
        attributes:
          name: account
          industry: sector
          identifier: {vat: vat_no, lei: lei}
          email:
            - email1
            - "{user}@{host}"
          country: "=United States"
        statements:
          - role: OWNED_BY
            key: subsidiary_of
            source: erp
            properties: {share: share_pct}
    interactions:
      - type: Opportunity
        key: opportunity_id
        at: [close_date, engage_date]
        subject: "{product} for {account}"
        amount: close_value
        details: {agent: sales_agent}
        parties: [{kind: company, key: account, source: crm}]
        lines: [{key: product, product: {key: product, source: erp}, quantity: "=1"}]
        partial: yes
  contacts:
    pattern: "contacts*"
    records: [{kind: contact, key: id}]
"""
COLUMNS = ["account", "modified", "sector", "vat_no", "lei", "email1", "user", "host", "subsidiary_of", "share_pct"]
COLUMNS += ["opportunity_id", "close_date", "engage_date", "product", "close_value", "sales_agent"]


def line_with(text: str) -> int:
    """The line of RIGHT that holds `text`, counted from 1."""
    return next(number for number, line in enumerate(RIGHT.splitlines(), 1) if text in line)


def test_a_right_mapping_is_read() -> None:
    mapping = parse_mapping(RIGHT, "crm.yaml")
    table = mapping.files["accounts"]
    record, interaction = table.records[0], table.interactions[0]
    assert (mapping.source, mapping.trust, mapping.half_life_days) == ("crm", 0.7, 365)
    assert mapping.defaults.country == "NO"  # Norway, not false
    assert (table.format.delimiter, table.format.header_row) == (";", 2)
    assert record.kind is Kind.COMPANY
    assert record.statements[0].role is Role.OWNED_BY
    assert record.attributes["email"][""].root == ("email1", "{user}@{host}")
    assert record.attributes["identifier"].keys() == {"vat", "lei"}
    assert interaction.type is InteractionType.OPPORTUNITY
    assert interaction.partial


def test_the_table_is_found_by_file_name() -> None:
    mapping = parse_mapping(RIGHT, "crm.yaml")
    table = mapping.table_for("Accounts_2024.CSV")
    assert table is mapping.files["accounts"]
    assert mapping.table_name(mapping.files["contacts"]) == "contacts"
    assert mapping.table_for("orders.csv") is None


def test_equal_texts_give_equal_mappings() -> None:
    commented = "# a comment\n" + RIGHT
    one, two = parse_mapping(RIGHT, "crm.yaml"), parse_mapping(commented, "crm.yaml")
    assert one.model_dump(mode="json") == two.model_dump(mode="json")
    assert one == parse_mapping(RIGHT, "crm.yaml")


def test_aliases_are_allowed() -> None:
    text = RIGHT.replace("[{kind: contact, key: id}]", "[&one {kind: contact, key: id}, *one]")
    assert len(parse_mapping(text, "crm.yaml").files["contacts"].records) == 2


WRONG = [
    # in RIGHT, this is replaced by that; the fault stands so many lines below; words of the message; of the cure
    ("kind: company\n", "kind: compny\n", 0, "unknown kind 'compny'", "company"),
    ("type: Opportunity", "type: opportunities", 0, "unknown type", "Did you mean Opportunity?"),
    ("role: OWNED_BY", "role: OWNS_BY", 0, "unknown role", "Did you mean OWNED_BY"),
    ("role: OWNED_BY", "role: WORKS_AT", 0, "WORKS_AT is said by a contact", "OWNED_BY, SUCCEEDED_BY"),
    ("industry: sector", "industri: sector", 0, "a company has no attribute 'industri'", "Did you mean industry?"),
    ("industry: sector", "job_title: sector", 0, "a company has no attribute 'job_title'", "Known: "),
    ("half_life_days: 365", "half_life: 365", 0, "unknown entry 'half_life'", "Did you mean half_life_days?"),
    ("half_life_days: 365", "half_life_days: 0", 0, "half_life_days: Input should be greater than 0", ""),
    ("half_life_days: 365", "half_life_days:", 0, "half_life_days", ""),
    ("trust: 0.7", "trust: high", 0, "trust: Input should be a valid number", ""),
    ("trust: 0.7", "trust: 1.1", 0, "less than or equal to 1", ""),
    ("{email: 0.9}", "{e_mail: 0.9}", 0, "no kind has an attribute 'e_mail'", "email"),
    ("country: NO,", "country: Norway,", 0, "the default country is no code", "two capitals"),
    ("currency: EUR", "currency: euro", 0, "the default currency is no code", "three capitals"),
    ("defaults: {country", "defaults: {land", 0, "unknown entry 'land'", "Known: country"),
    ("encoding: gb18030", "encoding: gb99", 0, "unknown encoding 'gb99'", ""),
    ('delimiter: ";"', 'delimiter: ";;"', 0, "at most 1 character", ""),
    ("header_row: 2", "header_row: 0", 0, "header_row", ""),
    ("source: crm\n", "source: My CRM\n", 0, "source", ""),
    ("source: erp\n", "source: ERP 1\n", 0, "source", ""),
    ("source: crm\n", "\n", 1, "'source' is missing", "Add source."),
    ("key: opportunity_id\n", "\n", -1, "'key' is missing", "Add key."),
    (
        "{kind: company, key: account, source",
        "{kind: company, keyy: account, source",
        0,
        "unknown entry 'keyy'",
        "key?",
    ),
    ('"{product} for', '"{product for', 0, "subject: unbalanced brace", ""),
    ('"{user}@{host}"', '"{user}@host}"', 0, "email: unbalanced brace", ""),
    ('"{user}@{host}"', '""', 0, "email: the expression is empty", ""),
    ("industry: sector", "industry: {sector}", 0, "needs quotes", ""),
    ("key: subsidiary_of", "key: {subsidiary_of}", 0, "needs quotes", ""),
    ("key: subsidiary_of", "key:", 0, "the expression is empty", ""),
    ("{vat: vat_no, lei: lei}", "vat_no", 0, "identifier needs a scheme", "such as vat"),
    ("{vat: vat_no, lei: lei}", "{VAT No: vat_no}", 0, "identifier needs a scheme", "small letters"),
    ("industry: sector", "industry: {nace: sector}", 0, "industry has no schemes", ""),
    (
        "records: [{kind: contact, key: id}]",
        "required: [id]",
        -2,
        "'contacts' makes nothing of its rows",
        "Add records",
    ),
    ("industry: sector", "name: sector", 0, "'name' is given twice, first on line", "Keep one."),
    ("title: Sales CRM", "source: x", 0, "'source' is given twice, first on line 1", "Keep one."),
    ("title: Sales CRM", "title: 'Sales", 0, "no valid YAML", ""),
    ("title: Sales CRM", "title: a: b", 0, "no valid YAML", ""),
    ("title: Sales CRM", "title: a\x07", 0, "a character that YAML does not allow", ""),
    ("title: Sales CRM", "? [a, b]\n: x", 0, "a key must be", ""),
    ("[{kind: contact, key: id}]", "&loop [*loop]", 0, "an alias refers to itself", ""),
    ("title: Sales CRM", "title: [a]", 0, "title: Input should be a valid string", ""),
    ("partial: yes", "partial: perhaps", 0, "partial: Input should be a valid boolean", ""),
]


@pytest.mark.parametrize(("old", "new", "below", "words", "cure"), WRONG, ids=[f"{new!r}" for _, new, *_ in WRONG])
def test_a_wrong_mapping_names_the_line(old: str, new: str, below: int, words: str, cure: str) -> None:
    assert RIGHT.count(old) == 1
    with pytest.raises(MappingError) as caught:
        parse_mapping(RIGHT.replace(old, new), "crm.yaml")
    error = caught.value
    expected = RIGHT[: RIGHT.index(old)].count("\n") + 1 + below
    assert (error.file, error.line) == ("crm.yaml", expected)
    assert str(error).startswith(f"crm.yaml:{error.line}: ")
    assert words in error.message
    assert cure in error.cure
    assert error.cure


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "just text", "source: crm\nfiles: {}\n"])
def test_no_mapping_at_all(text: str) -> None:
    with pytest.raises(MappingError) as caught:
        parse_mapping(text, "crm.yaml")
    assert caught.value.line >= 1


def test_the_first_fault_of_several_is_told() -> None:
    wrong = RIGHT.replace("trust: 0.7", "trust: 7").replace("kind: contact", "kind: contct")
    with pytest.raises(MappingError) as caught:
        parse_mapping(wrong, "crm.yaml")
    assert caught.value.line == line_with("trust: 0.7")


def test_a_file_with_all_columns_passes() -> None:
    table = parse_mapping(RIGHT, "crm.yaml").files["accounts"]
    check_columns(table, [*COLUMNS, "more"])
    check_columns(table, None)


@pytest.mark.parametrize(
    ("column", "first_named"),
    [
        ("account", "required: [account]"),
        ("sector", "sector: {technolgy"),
        ("lei", "lei: lei"),
        ("host", "{user}@{host}"),
        ("share_pct", "share_pct"),
        ("engage_date", "engage_date"),
        ("sales_agent", "sales_agent"),
        ("product", "{product} for"),
    ],
)
def test_a_missing_column_names_the_line(column: str, first_named: str) -> None:
    table = parse_mapping(RIGHT, "crm.yaml").files["accounts"]
    columns = [name if name != column else f"{name}s" for name in COLUMNS]
    with pytest.raises(MappingError, match=f"the file has no column '{column}'") as caught:
        check_columns(table, columns)
    assert caught.value.line == line_with(first_named)
    assert f"{column}s" in caught.value.cure


def test_reading_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "crm.yaml"
    path.write_text(RIGHT, encoding="utf-8-sig")
    assert read_mapping(path) == parse_mapping(RIGHT, "crm.yaml")
    path.write_bytes("source: 客户".encode("gb18030"))
    with pytest.raises(MappingError, match="not in UTF-8"):
        read_mapping(path)
    with pytest.raises(MappingError, match=r"missing\.yaml: cannot be read") as caught:
        read_mapping(tmp_path / "missing.yaml")
    assert caught.value.line == 0


def test_the_json_schema_says_the_same() -> None:
    validator = validator_for(mapping_schema())
    typed = {"source": "crm", "files": {"t": {"pattern": "*", "records": [{"kind": "company", "key": ["a", "b"]}]}}}
    assert validator.is_valid(typed)
    assert not validator.is_valid({**typed, "trust": 2})
    assert not validator.is_valid(
        {**typed, "files": {"t": {"pattern": "*", "records": [{"kind": "firm", "key": "a"}]}}}
    )
    assert not validator.is_valid({**typed, "unknown": "x"})


def test_lines_of_a_document() -> None:
    document = parse_yaml("a:\n  - b: 1\n    c: 2\n  - d\n", "x.yaml")
    assert document.data == {"a": [{"b": "1", "c": "2"}, "d"]}
    assert document.line_of(("a", 0, "c")) == 3
    assert document.line_of(("a", 1)) == 4
    assert document.line_of(("a", 0, "unknown", "deeper")) == 2
    assert document.line_of(("nowhere",)) == 1

"""What a mapping says of columns, and what of it cannot be used."""

import pytest

from hub.errors import InputError, MappingError
from hub.ingest.mapping import Table, parse_mapping
from hub.mapped_columns import HOLDS, map_columns
from hub.model.attributes import ATTRIBUTES
from hub.model.ids import Kind
from hub.resolution.column_types import ColumnType
from hub.standardise.values import Defaults

COLUMNS = ("key", "firm", "other", "street", "no", "vat", "note", "colour")


def table_of(records: str, extra: str = "") -> Table:
    text = f"source: crm\nfiles:\n  t:\n    pattern: '*.csv'\n{extra}    records:\n{records}"
    return parse_mapping(text, "crm.yaml").files["t"]


COMPANY = """\
      - kind: company
        key: key
        attributes:
          name: "{firm}"
          alias: [other, firm]
          street: "{street} {no}"
          country: "=DE"
          identifier: {vat: vat}
"""


def test_every_attribute_has_a_type() -> None:
    assert {kind: set(HOLDS[kind]) for kind in Kind} == {kind: set(ATTRIBUTES[kind]) for kind in Kind}


def test_columns_hold_what_their_attribute_does() -> None:
    mapped = map_columns(table_of(COMPANY), COLUMNS, "company")
    assert mapped.id_column == "key"
    assert mapped.meaning == {"firm": "name", "other": "alias", "vat": "identifier.vat"}
    holds = {name: item.holds for name, item in mapped.proposals.items()}
    assert holds["firm"] is ColumnType.COMPANY_NAME
    assert holds["vat"] is ColumnType.IDENTIFIER
    assert holds["note"] is ColumnType.IGNORED
    assert "street" not in holds
    assert "no" not in holds
    assert mapped.proposals["vat"].because == "the mapping: identifier.vat"


def test_what_cannot_be_used_is_told() -> None:
    second = "      - {kind: company, key: '{key}-{no}', when: note, attributes: {name: firm}}\n"
    unused = map_columns(table_of(COMPANY + second), COLUMNS, "company").unused
    assert unused == (
        "street: '{street} {no}' is no single column",
        "country: '=DE' is no single column",
        "1 further records that a row makes",
    )
    assumed = Defaults(country="DE", language="de")
    assert map_columns(table_of(COMPANY), COLUMNS, "company", assumed).unused[-1] == (
        "defaults: country DE, language de is not assumed where a row does not say"
    )
    table = table_of(second, "    values: {colour: {rde: red}}\n")
    mapped = map_columns(table, COLUMNS, "company")
    assert mapped.id_column is None
    assert mapped.unused == (
        "when: every row is a record",
        "values: those of colour stay as they are",
        "key: it is no single column",
    )


def test_a_kind_that_it_does_not_make_and_a_column_that_is_not_there_are_errors() -> None:
    with pytest.raises(InputError, match="no records of kind contact") as error:
        map_columns(table_of(COMPANY), COLUMNS, "contact")
    assert "company" in error.value.cure
    with pytest.raises(MappingError, match="no column 'vat'"):
        map_columns(table_of(COMPANY), COLUMNS[:5], "company")

"""What columns of a table hold, as far as matching cares, and the features that are read from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from hub.resolution.features.codes import parse_codes
from hub.resolution.features.columns import Column, Feature, read_column
from hub.resolution.features.company_names import parse_company_names
from hub.resolution.features.contact_points import parse_domains, parse_emails
from hub.resolution.features.dates import parse_dates
from hub.resolution.features.numbers import parse_numbers
from hub.resolution.features.patterns import joined, where_not
from hub.resolution.features.person_names import parse_person_names
from hub.resolution.features.person_words import complete_by_mailbox, person_parts
from hub.resolution.features.streets import full_streets, parse_streets
from hub.resolution.features.texts import parse_texts
from hub.resolution.features.values import (
    CATEGORY,
    CITY,
    COUNTRY,
    parse_identifiers,
    parse_named,
    parse_phones,
    parse_postal_codes,
)
from hub.standardise.tables import read_table


class ColumnType(StrEnum):
    """What a column holds."""

    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    PERSON_NAME = "person_name"  # full names
    COMPANY_NAME = "company_name"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    CITY = "city"
    REGION = "region"
    POSTAL_CODE = "postal_code"
    COUNTRY = "country"
    PHONE = "phone"
    EMAIL = "email"
    DOMAIN = "domain"
    DATE = "date"
    YEAR = "year"
    IDENTIFIER = "identifier"
    CATEGORY = "category"  # one of few values, or a short name
    NUMBER = "number"
    TITLE = "title"  # a text that tells things apart
    PHRASE = "phrase"  # some words, such as a list of authors
    SOURCE = "source"  # which system the record comes from: no evidence
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class TypedTable:
    """Records as columns of text, null where empty, and what each column holds."""

    columns: Mapping[str, pa.Array]
    types: Mapping[str, ColumnType]

    @property
    def size(self) -> int:
        """The number of records."""
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def of_type(self, wanted: ColumnType) -> dict[str, pa.Array]:
        """Return the columns that hold this."""
        return {name: self.columns[name] for name, held in self.types.items() if held is wanted}

    def first(self, wanted: ColumnType) -> pa.Array | None:
        """Return the first column that holds this; None without one."""
        return next(iter(self.of_type(wanted).values()), None)

    def joined(self, wanted: ColumnType) -> pa.Array | None:
        """Return the columns that hold this as one, their values joined by spaces; None without any."""
        columns = list(self.of_type(wanted).values())
        if len(columns) < 2:  # noqa: PLR2004 - one needs no joining
            return columns[0] if columns else None
        filled = [column.fill_null("") for column in columns]
        text = pc.utf8_trim_whitespace(joined(*filled, separator=" "))
        return where_not(text, "")

    def slots(self, wanted: ColumnType) -> Column | None:
        """Return the columns that hold this as slots of one; None without any."""
        columns = list(self.of_type(wanted).values())
        return read_column(columns) if columns else None


@dataclass(frozen=True, slots=True)
class Aspect:
    """A feature and, for each of its comparisons, the name of the levels' parameters in the match model."""

    feature: Feature
    parameters: dict[str, str]


def read_aspects(table: TypedTable, kind: str) -> dict[str, Aspect]:
    """Return the features of the records of a table, each under its name.

    Args:
        table: the records.
        kind: "company", "contact", "product" or "other"; says what a name in the table names.
    """
    aspects: dict[str, Aspect] = {}
    if kind == "contact":
        aspects |= _names_of_people(table)
    for build in (_shared_aspects, _addresses, _codes):
        aspects |= build(table)
    for wanted, (parse, parameters) in _BY_COLUMN.items():
        for name, column in table.of_type(wanted).items():
            aspects[name] = Aspect(parse(read_column([column]), name), _parameters(parameters, name, wanted))
    return aspects


def _parameters(parameters: str, name: str, wanted: ColumnType) -> dict[str, str]:
    named = {name: parameters}
    if wanted is ColumnType.TITLE:
        named |= {f"{name}_{part}": f"{parameters}_{part}" for part in ("head", "numbers")}
    return named


def _names_of_people(table: TypedTable) -> dict[str, Aspect]:
    given, middle = table.first(ColumnType.GIVEN_NAME), table.first(ColumnType.MIDDLE_NAME)
    family, full = table.joined(ColumnType.FAMILY_NAME), table.first(ColumnType.PERSON_NAME)
    if given is None and family is None and full is None:
        return {}
    parts = person_parts(given, middle, family, full, table.size)
    email = table.first(ColumnType.EMAIL)
    names = parse_person_names([parts if email is None else complete_by_mailbox(parts, email)])
    return {"person_name": Aspect(names, {"given_name": "given_name", "family_name": "family_name"})}


def _shared_aspects(table: TypedTable) -> dict[str, Aspect]:
    """What a table has once, in one or more slots."""
    builders: dict[ColumnType, Callable[[Column, str], Feature]] = {
        ColumnType.COMPANY_NAME: parse_company_names,
        ColumnType.PHONE: parse_phones,
        ColumnType.EMAIL: parse_emails,
        ColumnType.POSTAL_CODE: parse_postal_codes,
        ColumnType.CITY: lambda column, name: parse_named(column, name, CITY),
        ColumnType.REGION: lambda column, name: parse_named(column, name, CITY),
        ColumnType.COUNTRY: lambda column, name: parse_named(_in_one_spelling(column), name, COUNTRY),
    }
    aspects = {}
    for wanted, build in builders.items():
        column = table.slots(wanted)
        if column is not None:
            aspects[wanted.value] = Aspect(build(column, wanted.value), {wanted.value: wanted.value})
    domains = table.slots(ColumnType.DOMAIN) or table.slots(ColumnType.EMAIL)
    if domains is not None:
        aspects["domain"] = Aspect(parse_domains(domains), {"domain": "domain"})
    return aspects


def _codes(table: TypedTable) -> dict[str, Aspect]:
    """Model codes in titles and, where there are titles, in other texts."""
    texts = [*table.of_type(ColumnType.TITLE).values(), *table.of_type(ColumnType.PHRASE).values()]
    if not table.of_type(ColumnType.TITLE):
        return {}
    together = pc.utf8_trim_whitespace(joined(*(text.fill_null("") for text in texts), separator=" "))
    return {"codes": Aspect(parse_codes(read_column([where_not(together, "")])), {"codes": "codes"})}


def _addresses(table: TypedTable) -> dict[str, Aspect]:
    street = table.joined(ColumnType.STREET)
    if street is None:
        return {}
    address = full_streets(table.first(ColumnType.HOUSE_NUMBER), street)
    return {"street": Aspect(parse_streets(read_column([address])), {"street": "street"})}


def _in_one_spelling(column: Column) -> Column:
    """Write countries by their code, as far as they are known."""
    codes = _country_codes()
    return column.recode(pa.array([codes.get(text.casefold(), text) for text in column.texts.to_pylist()], pa.string()))


@cache
def _country_codes() -> dict[str, str]:
    return {
        spelling.casefold(): code
        for code, spellings in read_table("countries").items()
        for spelling in (code, *spellings)
    }


_BY_COLUMN: dict[ColumnType, tuple[Callable[[Column, str], Feature], str]] = {
    ColumnType.IDENTIFIER: (parse_identifiers, "identifier"),
    ColumnType.CATEGORY: (lambda column, name: parse_named(column, name, CATEGORY), "category"),
    ColumnType.DATE: (parse_dates, "date"),
    ColumnType.YEAR: (lambda column, name: parse_numbers(column, name, is_year=True), "year"),
    ColumnType.NUMBER: (parse_numbers, "number"),
    ColumnType.PHRASE: (parse_texts, "phrase"),
    ColumnType.TITLE: (lambda column, name: parse_texts(column, name, is_title=True), "title"),
}

"""What columns of a table hold, as far as matching cares, and the features that are read from them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from hub.resolution.features.codes import have_codes, parse_codes
from hub.resolution.features.columns import Column, Feature, read_column
from hub.resolution.features.company_names import parse_company_names
from hub.resolution.features.contact_points import parse_domains, parse_emails
from hub.resolution.features.dates import parse_dates
from hub.resolution.features.employers import parse_employers
from hub.resolution.features.numbers import parse_numbers
from hub.resolution.features.patterns import joined, where_not
from hub.resolution.features.person_names import parse_person_names
from hub.resolution.features.person_words import complete_by_mailbox, person_parts
from hub.resolution.features.register_numbers import parse_register_numbers
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

Parse = Callable[[Column, str], Feature]


class ColumnType(StrEnum):
    """What a column holds."""

    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    PERSON_NAME = "person_name"  # full names
    COMPANY_NAME = "company_name"
    EMPLOYER = "employer"  # the number of the firm that somebody works at
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
    REGISTER_NUMBER = "register_number"  # "scheme:number", of any scheme
    CATEGORY = "category"  # one of few values, or a short name
    NUMBER = "number"
    TITLE = "title"  # a text that tells things apart
    PHRASE = "phrase"  # some words, such as a list of authors
    SOURCE = "source"  # which system the record comes from: no evidence
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class TypedTable:
    """Records as columns of text, null where empty, and what each column holds.

    Attributes:
        columns: by name, equally long.
        types: what each holds.
        further: columns that hold further values of another one, and that one's name.
    """

    columns: Mapping[str, pa.Array]
    types: Mapping[str, ColumnType]
    further: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """The number of records."""
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def of_type(self, wanted: ColumnType) -> dict[str, pa.Array]:
        """Return the columns that hold this."""
        return {name: self.columns[name] for name, held in self.types.items() if held is wanted}

    def values_of(self, wanted: ColumnType) -> dict[str, list[pa.Array]]:
        """Return the columns that hold this, each together with those that hold further values of it."""
        values: dict[str, list[pa.Array]] = {}
        for name, column in self.of_type(wanted).items():
            values.setdefault(self.further.get(name, name), []).append(column)
        return values

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
        for name, columns in table.values_of(wanted).items():
            aspects[name] = Aspect(_parse(parse, columns, name), _parameters(parameters, name, wanted))
    return aspects


def _parameters(parameters: str, name: str, wanted: ColumnType) -> dict[str, str]:
    named = {name: parameters}
    if wanted is ColumnType.TITLE:
        named |= {f"{name}_{part}": f"{parameters}_{part}" for part in ("head", "variant")}
    return named


def _names_of_people(table: TypedTable) -> dict[str, Aspect]:
    given, middle = table.first(ColumnType.GIVEN_NAME), table.first(ColumnType.MIDDLE_NAME)
    family, full = table.joined(ColumnType.FAMILY_NAME), list(table.of_type(ColumnType.PERSON_NAME).items())
    if given is None and family is None and not full:
        return {}
    whole = [column for name, column in full if name not in table.further]
    parts = person_parts(given, middle, family, pc.coalesce(*whole) if whole else None, table.size)
    email = table.first(ColumnType.EMAIL)
    others = [person_parts(None, None, None, column, table.size) for name, column in full if name in table.further]
    names = parse_person_names([parts if email is None else complete_by_mailbox(parts, email), *others])
    return {"person_name": Aspect(names, {"given_name": "given_name", "family_name": "family_name"})}


def _shared_aspects(table: TypedTable) -> dict[str, Aspect]:
    """What a table has once, in one or more slots."""
    aspects = {}
    for wanted, parse in _SHARED.items():
        columns = list(table.of_type(wanted).values())
        if columns:
            aspects[wanted.value] = Aspect(_parse(parse, columns, wanted.value), {wanted.value: wanted.value})
    hosts = [*table.of_type(ColumnType.DOMAIN).values(), *table.of_type(ColumnType.EMAIL).values()]
    if hosts:
        aspects["domain"] = Aspect(_parse(parse_domains, hosts, "domain"), {"domain": "domain"})
    return aspects


def _parse(parse: Parse, slots: Sequence[pa.Array], name: str) -> Feature:
    """Parse a column; a record that stands alone is not parsed twice."""
    if len(slots[0]) == 1:
        return _parse_alone(parse, tuple(slot[0].as_py() for slot in slots), name)
    return parse(read_column(slots), name)


@lru_cache(maxsize=10_000)
def _parse_alone(parse: Parse, values: tuple[str | None, ...], name: str) -> Feature:
    return parse(read_column([pa.array([value], pa.string()) for value in values]), name)


def _codes(table: TypedTable) -> dict[str, Aspect]:
    """Model codes in titles; where a title has none, in other texts, which may also name what a thing goes with."""
    titles, phrases = (list(table.of_type(wanted).values()) for wanted in (ColumnType.TITLE, ColumnType.PHRASE))
    if not titles:
        return {}
    text = _in_one(titles)
    if phrases:
        text = pc.if_else(pa.array(have_codes(text)), text, _in_one([text, *phrases]))
    return {"codes": Aspect(_parse(parse_codes, [where_not(text, "")], "codes"), {"codes": "codes"})}


def _in_one(texts: Sequence[pa.Array]) -> pa.Array:
    return pc.utf8_trim_whitespace(joined(*(text.fill_null("") for text in texts), separator=" "))


def _addresses(table: TypedTable) -> dict[str, Aspect]:
    street = table.joined(ColumnType.STREET)
    if street is None:
        return {}
    address = full_streets(table.first(ColumnType.HOUSE_NUMBER), street)
    return {"street": Aspect(_parse(parse_streets, [address], "street"), {"street": "street"})}


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


def _parse_town(column: Column, name: str) -> Feature:
    return parse_named(column, name, CITY)


def _parse_country(column: Column, name: str) -> Feature:
    return parse_named(_in_one_spelling(column), name, COUNTRY)


def _parse_category(column: Column, name: str) -> Feature:
    return parse_named(column, name, CATEGORY)


def _parse_year(column: Column, name: str) -> Feature:
    return parse_numbers(column, name, is_year=True)


def _parse_title(column: Column, name: str) -> Feature:
    return parse_texts(column, name, is_title=True)


_SHARED: dict[ColumnType, Parse] = {
    ColumnType.COMPANY_NAME: parse_company_names,
    ColumnType.PHONE: parse_phones,
    ColumnType.EMAIL: parse_emails,
    ColumnType.POSTAL_CODE: parse_postal_codes,
    ColumnType.CITY: _parse_town,
    ColumnType.REGION: _parse_town,
    ColumnType.COUNTRY: _parse_country,
}
_BY_COLUMN: dict[ColumnType, tuple[Parse, str]] = {
    ColumnType.IDENTIFIER: (parse_identifiers, "identifier"),
    ColumnType.REGISTER_NUMBER: (parse_register_numbers, "identifier"),
    ColumnType.EMPLOYER: (parse_employers, "employer"),
    ColumnType.CATEGORY: (_parse_category, "category"),
    ColumnType.DATE: (parse_dates, "date"),
    ColumnType.YEAR: (_parse_year, "year"),
    ColumnType.NUMBER: (parse_numbers, "number"),
    ColumnType.PHRASE: (parse_texts, "phrase"),
    ColumnType.TITLE: (_parse_title, "title"),
}

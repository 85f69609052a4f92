"""Columns as the peers want them: they leave it to their users to standardise, and their guides say how.

Runs in the peers' own environments, so it must not import the hub.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

Cleaner = Callable[[str], str | None]

PHONE_DIGITS = 8
MIN_PHONE_DIGITS = 6
SIZE = re.compile(r"_\d+[km]$")
WORD = re.compile(r"\w+")
LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o"})

NO_EVIDENCE = frozenset({"id", "source"})
"""Columns that say where a record comes from, not what it is about."""

ALIASES = {
    "postal_code": "postcode",
    "website": "domain",
    "vat": "tax_id",
    "identifier": "tax_id",
    "given_name": "first_name",
    "surname": "last_name",
    "family_name": "last_name",
    "company_name": "company",
    "date_of_birth": "birth_date",
    "dob": "birth_date",
}
"""Other names for columns that the models of a kind know."""

FREE_MAIL = re.compile(r"(gmail|outlook|hotmail|yahoo|gmx|web|orange|mail|163|qq)\.(com|de|fr|ru)")
ROLES = frozenset(["info", "sales", "office", "contact", "kontakt", "support", "accounting", "hello"])

LEGAL_FORMS = re.compile(
    r"""有限责任公司|股份有限公司|有限公司|股份公司
    |\b(?:
        gesellschaft\ mit\ beschr(?:ä|ae|a)nkter\ haftung | ges\.?m\.?b\.?h\.?
        | g\.?m\.?b\.?h\.?(?:\ ?(?:&|u\.|und)\ ?co\.?\ ?(?:kg|kommanditgesellschaft))?
        | aktiengesellschaft | a\.?g\.? | e\.\ ?k\.? | eingetragener\ kaufmann | ohg | offene\ handelsgesellschaft
        | inc\.? | incorporated | l\.?l\.?c\.? | limited\ liability\ (?:company|partnership) | l\.?l\.?p\.?
        | corp\.? | corporation | company | co\.?,?\ ?ltd\.? | co\.? | limited | ltd\.? | public\ limited\ company | plc
        | s\.?a\.?r\.?l\.? | soci[ée]t[ée]\ (?:[àa]\ responsabilit[ée]\ limit[ée]e|par\ actions\ simplifi[ée]e|anonyme)
        | s\.?a\.?s\.? | s\.?l\.?u?\.? | sociedad\ (?:limitada(?:\ unipersonal)?|an[óo]nima) | sociedade\ an[ôo]nima
        | s\.?r\.?l\.? | s\.?p\.?a\.? | s\.?n\.?c\.?
        | societ[àa]\ (?:a\ responsabilit[àa]\ limitata|per\ azioni|in\ nome\ collettivo)
        | b\.?v\.? | n\.?v\.? | besloten\ vennootschap | naamloze\ vennootschap
        | sp\.\ ?z\ ?o\.?o\.? | sp[óo][łl]ka\ (?:z\ o\.?o\.?|z\ ograniczon[ąa]\ odpowiedzialno[śs]ci[ąa]|akcyjna)
        | ltda\.? | limitada | s/a | s\.?a\.?
        | ооо | ао | ooo | ao | общество\ с\ ограниченной\ ответственностью | акционерное\ общество
    )(?=\W|$)""",
    re.VERBOSE,
)


def lower(text: str) -> str:
    """Put a text in lower case.

    >>> lower(" Ann ")
    'ann'
    """
    return text.strip().lower()


def plain(text: str) -> str:
    """Keep letters without accents, and digits.

    >>> plain("Café de l'Être, Łódź")
    'cafe de l etre lodz'
    """
    letters = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    return " ".join(WORD.findall("".join(letter for letter in letters if unicodedata.category(letter) != "Mn")))


def without_legal_form(text: str) -> str:
    """Keep a company's name without its legal form, unless that is all there is.

    >>> without_legal_form("Müller & Söhne GmbH"), without_legal_form("SA")
    ('muller sohne', 'sa')
    """
    return plain(LEGAL_FORMS.sub(" ", text.lower())) or plain(text)


def digits(text: str) -> str:
    """Keep digits.

    >>> digits("DE 123/456")
    '123456'
    """
    return "".join(letter for letter in text if letter.isdecimal())


def phone(text: str) -> str | None:
    """Keep the last digits of a telephone number, which stand whether or not it is written with its country.

    >>> phone("+49 30 1234-5678"), phone("1234")
    ('12345678', None)
    """
    number = digits(text)
    return number[-PHONE_DIGITS:] if len(number) >= MIN_PHONE_DIGITS else None


def domain(text: str) -> str | None:
    """Keep a company's own domain: those of free mail tie strangers together.

    >>> domain("www.Acme.example"), domain("gmail.com")
    ('acme.example', None)
    """
    host = lower(text).removeprefix("www.")
    return None if FREE_MAIL.fullmatch(host) else host


def personal_email(text: str) -> str | None:
    """Keep an address unless it is that of a role, which says nothing about a person.

    >>> personal_email("Ann@acme.example"), personal_email("info@acme.example")
    ('ann@acme.example', None)
    """
    address = lower(text)
    return None if address.partition("@")[0] in ROLES else address


OF_KIND: Mapping[str, Mapping[str, Cleaner]] = {
    "company": {
        "name": without_legal_form,
        "street": plain,
        "city": plain,
        "postcode": plain,
        "phone": phone,
        "domain": domain,
        "tax_id": digits,
    },
    "contact": {
        "name": plain,
        "first_name": plain,
        "last_name": plain,
        "city": plain,
        "title": plain,
        "company": without_legal_form,
        "email": personal_email,
        "phone": phone,
    },
    "product": {"name": plain, "title": plain, "brand": plain, "manufacturer": plain},
    "other": {"name": plain, "title": plain},
}

OF_SET: Mapping[str, Mapping[str, Cleaner]] = {
    "febrl3": {},
    "splink_fake1000": {},
    "fodors_zagat": {"name": plain, "addr": plain, "phone": digits},
    "dblp_acm": {"title": plain, "authors": plain, "venue": plain},
    "secondstring_business": {"name": plain},
    "persons": {},
    "products": {"name": plain, "manufacturer": plain},
    "publications": {"title": plain, "authors": plain, "venue": plain},
}
"""Cleaners of known sets; those of generated ones by their name without their size."""


def read_columns(path: Path) -> pa.Table:
    """Read records as texts; what is empty is null."""
    if path.suffix == ".parquet":
        table = parquet.read_table(path)
        return table.cast(pa.schema([(name, pa.string()) for name in table.column_names]))
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [{name: value or None for name, value in row.items()} for row in reader]
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in reader.fieldnames or ()]))


def standardise(table: pa.Table, set_name: str, kind: str) -> pa.Table:
    """Standardise a set's columns as its own table of cleaners says, or that of its kind.

    Columns without a cleaner are put in lower case; `id` and `source` stay as they are.
    """
    cleaners = OF_SET.get(without_size(set_name))
    if cleaners is None:
        cleaners = OF_KIND[kind]
        table = table.rename_columns([ALIASES.get(name, name) for name in table.column_names])
    cleaned = {
        name: column if name in NO_EVIDENCE else _clean(column, cleaners.get(name, lower))
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    return pa.table(_join_names(_split_names(cleaned)))


def without_size(set_name: str) -> str:
    """Return the name of a generated set without how many records it has.

    >>> without_size("persons_10k"), without_size("dblp_acm")
    ('persons', 'dblp_acm')
    """
    return SIZE.sub("", set_name)


def _clean(column: pa.ChunkedArray, cleaner: Cleaner) -> pa.Array:
    """Clean each distinct value once."""
    encoded = column.combine_chunks().dictionary_encode()
    values = [cleaner(value) or None for value in encoded.dictionary.to_pylist()]
    return pa.array(values, type=pa.string()).take(encoded.indices)


def _join_names(columns: dict[str, pa.Array]) -> dict[str, pa.Array]:
    """Put whole names where a source has them only in part, as Splink's example does."""
    if not {"first_name", "surname", "first_and_surname"} <= columns.keys():
        return columns
    both = pc.binary_join_element_wise(columns["first_name"], columns["surname"], " ")
    return columns | {"first_and_surname": pc.coalesce(both, columns["first_and_surname"])}


def _split_names(columns: dict[str, pa.Array]) -> dict[str, pa.Array]:
    """Part a whole name that a source keeps in its column for last names."""
    if not {"first_name", "last_name"} <= columns.keys():
        return columns
    whole = pc.and_(pc.is_null(columns["first_name"]), pc.match_substring(columns["last_name"], " "))
    parts = pc.split_pattern(columns["last_name"], " ", max_splits=1)
    longer = pc.if_else(whole, parts, None)
    return columns | {
        "first_name": pc.if_else(whole, pc.list_element(longer, 0), columns["first_name"]),
        "last_name": pc.if_else(whole, pc.list_element(longer, 1), columns["last_name"]),
    }

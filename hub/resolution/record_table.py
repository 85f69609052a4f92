"""Source records as a table that can be matched: a column for each attribute that is evidence, whatever has values."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from hub.model.ids import Kind
from hub.model.record import Fields
from hub.resolution.column_types import ColumnType, TypedTable

_SHARED = {
    "email": ColumnType.EMAIL,
    "phone": ColumnType.PHONE,
    "street": ColumnType.STREET,
    "city": ColumnType.CITY,
    "region": ColumnType.REGION,
    "postal_code": ColumnType.POSTAL_CODE,
    "country": ColumnType.COUNTRY,
}
EVIDENCE: Mapping[Kind, Mapping[str, ColumnType]] = {
    Kind.COMPANY: {
        "name": ColumnType.COMPANY_NAME,
        "alias": ColumnType.COMPANY_NAME,
        "identifier": ColumnType.REGISTER_NUMBER,
        "domain": ColumnType.DOMAIN,
        **_SHARED,
        "industry": ColumnType.CATEGORY,
        "founded": ColumnType.DATE,
    },
    Kind.CONTACT: {
        "name": ColumnType.PERSON_NAME,
        "alias": ColumnType.PERSON_NAME,
        "company_name": ColumnType.COMPANY_NAME,
        **_SHARED,
        "birth_date": ColumnType.DATE,
        "gender": ColumnType.CATEGORY,
    },
    Kind.PRODUCT: {
        "name": ColumnType.TITLE,
        "alias": ColumnType.TITLE,
        "gtin": ColumnType.IDENTIFIER,
        "sku": ColumnType.IDENTIFIER,
        "brand": ColumnType.CATEGORY,
        "category": ColumnType.CATEGORY,
        "price": ColumnType.NUMBER,
        "pack": ColumnType.CATEGORY,
        "description": ColumnType.PHRASE,
    },
}
"""What the attributes hold that tell records apart. What changes with time or one system alone says is no evidence."""

EMPLOYER = "employer"
FOUND: Mapping[Kind, Mapping[str, ColumnType]] = {Kind.CONTACT: {EMPLOYER: ColumnType.EMPLOYER}}
"""What no record says, but the hub found out of what it says; see `hub.resolution.employers`."""

_FURTHER = {"alias": "name"}
"""Attributes whose values are further values of another one."""


def tabulate(kind: Kind, fields: Sequence[Fields]) -> TypedTable:
    """Return records of a kind as columns: one for each attribute, further ones for further values."""
    columns: dict[str, pa.Array] = {}
    types: dict[str, ColumnType] = {}
    further: dict[str, str] = {}
    for attribute, held in {**EVIDENCE[kind], **FOUND.get(kind, {})}.items():
        values = [record.get(attribute, ()) for record in fields]
        for place in range(max(1, max(map(len, values), default=1))):
            name = attribute if place == 0 else f"{attribute} {place + 1}"
            columns[name] = pa.array([said[place] if place < len(said) else None for said in values], pa.string())
            types[name] = held
            if name != attribute or attribute in _FURTHER:
                further[name] = _FURTHER.get(attribute, attribute)
    return TypedTable(columns, types, further)

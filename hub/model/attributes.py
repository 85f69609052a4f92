"""The attributes of each kind: what a mapping may fill, what matching compares and what golden records hold.

One table, read by mappings (which columns may go where), standardisation (which cleaner), survivorship (one value
or many) and the API's documentation.
"""

from enum import StrEnum

from hub.model.base import Frozen
from hub.model.ids import Kind


class ValueType(StrEnum):
    """How a value is cleaned and compared."""

    TEXT = "text"
    COMPANY_NAME = "company_name"
    PERSON_NAME = "person_name"
    PRODUCT_NAME = "product_name"
    EMAIL = "email"
    PHONE = "phone"
    IDENTIFIER = "identifier"  # "scheme:value", for example "lei:529900T8BM49AURSDO55"
    DOMAIN = "domain"
    COUNTRY = "country"  # ISO 3166-1 alpha-2
    DATE = "date"  # ISO 8601, year or year-month where no more is known
    NUMBER = "number"  # decimal text with a point
    GTIN = "gtin"
    CODE = "code"  # upper-cased, without spaces
    CURRENCY = "currency"  # ISO 4217
    LANGUAGE = "language"  # ISO 639-1


class Attribute(Frozen):
    """One attribute of a kind. `many` says that golden records keep every distinct value, not one winner."""

    name: str
    type: ValueType
    description: str
    many: bool = False


_PLACE = (
    Attribute(name="street", type=ValueType.TEXT, description="Street, house number and unit, as written."),
    Attribute(name="city", type=ValueType.TEXT, description="Town or city."),
    Attribute(name="region", type=ValueType.TEXT, description="State, province or county."),
    Attribute(name="postal_code", type=ValueType.CODE, description="Postal code."),
    Attribute(name="country", type=ValueType.COUNTRY, description="Country, ISO 3166-1 alpha-2."),
)
_REACH = (
    Attribute(name="email", type=ValueType.EMAIL, many=True, description="E-mail addresses."),
    Attribute(name="phone", type=ValueType.PHONE, many=True, description="Telephone numbers, E.164."),
)
_CUSTOMER = (
    Attribute(
        name="customer_number", type=ValueType.CODE, many=True, description="Number under which a source sells to it."
    ),
    Attribute(name="customer_since", type=ValueType.DATE, description="Day of the first business."),
    Attribute(name="lifecycle_stage", type=ValueType.TEXT, description="Lead, prospect, customer, lapsed ..."),
    Attribute(name="segment", type=ValueType.TEXT, description="Segment the business puts it in."),
    Attribute(name="owner", type=ValueType.TEXT, description="Colleague who is responsible."),
    Attribute(name="credit_limit", type=ValueType.NUMBER, description="Credit limit."),
)
_ALIAS = Attribute(name="alias", type=ValueType.TEXT, many=True, description="Other names: trading, former, foreign.")

COMPANY_ATTRIBUTES = (
    Attribute(name="name", type=ValueType.COMPANY_NAME, description="Legal or usual name."),
    _ALIAS.model_copy(update={"type": ValueType.COMPANY_NAME}),
    Attribute(name="identifier", type=ValueType.IDENTIFIER, many=True, description="Register and tax identifiers."),
    Attribute(name="domain", type=ValueType.DOMAIN, many=True, description="Web domains it owns."),
    *_REACH,
    *_PLACE,
    Attribute(name="industry", type=ValueType.TEXT, description="Line of business."),
    Attribute(name="employees", type=ValueType.NUMBER, description="Head count."),
    Attribute(name="revenue", type=ValueType.NUMBER, description="Yearly revenue."),
    Attribute(name="currency", type=ValueType.CURRENCY, description="Currency of its figures, ISO 4217."),
    Attribute(name="founded", type=ValueType.DATE, description="Date or year of foundation."),
    *_CUSTOMER,
)
CONTACT_ATTRIBUTES = (
    Attribute(name="name", type=ValueType.PERSON_NAME, description="Full name."),
    _ALIAS.model_copy(update={"type": ValueType.PERSON_NAME}),
    *_REACH,
    Attribute(name="company_name", type=ValueType.COMPANY_NAME, description="Employer, as written."),
    Attribute(name="job_title", type=ValueType.TEXT, description="Position."),
    Attribute(name="department", type=ValueType.TEXT, description="Department."),
    Attribute(name="birth_date", type=ValueType.DATE, description="Date of birth."),
    Attribute(name="gender", type=ValueType.TEXT, description="Gender, as the source says it."),
    Attribute(name="language", type=ValueType.LANGUAGE, description="Preferred language, ISO 639-1."),
    *_PLACE,
    *_CUSTOMER,
)
PRODUCT_ATTRIBUTES = (
    Attribute(name="name", type=ValueType.PRODUCT_NAME, description="Name."),
    _ALIAS.model_copy(update={"type": ValueType.PRODUCT_NAME}),
    Attribute(name="gtin", type=ValueType.GTIN, many=True, description="Global trade item numbers, 14 digits."),
    Attribute(name="sku", type=ValueType.CODE, many=True, description="Article numbers shared between sources."),
    Attribute(name="brand", type=ValueType.TEXT, description="Brand or maker."),
    Attribute(name="category", type=ValueType.TEXT, description="Category or series."),
    Attribute(name="price", type=ValueType.NUMBER, description="List price."),
    Attribute(name="currency", type=ValueType.CURRENCY, description="Currency of the price, ISO 4217."),
    Attribute(name="pack", type=ValueType.TEXT, description="Quantity or pack size."),
    Attribute(name="description", type=ValueType.TEXT, description="Description."),
)

ATTRIBUTES: dict[Kind, dict[str, Attribute]] = {
    kind: {attribute.name: attribute for attribute in attributes}
    for kind, attributes in (
        (Kind.COMPANY, COMPANY_ATTRIBUTES),
        (Kind.CONTACT, CONTACT_ATTRIBUTES),
        (Kind.PRODUCT, PRODUCT_ATTRIBUTES),
    )
}

CUSTOMER_ATTRIBUTES = frozenset(attribute.name for attribute in _CUSTOMER)

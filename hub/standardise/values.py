"""Standardised values of attributes.

In: an attribute, the raw text of a cell and what its source lets us assume. Out: the standardised value, or None
where there is no value. Never guesses: what cannot be read for sure is a ValueProblem.
"""

from collections.abc import Callable

from hub.errors import ValueProblem
from hub.model.attributes import Attribute, ValueType
from hub.model.base import Frozen
from hub.standardise.amounts import read_number
from hub.standardise.cleaning import UnreadableError, clean, is_null
from hub.standardise.codes import read_code, read_country, read_currency, read_gtin, read_language
from hub.standardise.dates import read_date
from hub.standardise.identifiers import read_identifier
from hub.standardise.reach import read_domain, read_email, read_phone
from hub.standardise.text import fold


class Defaults(Frozen):
    """What a source lets us assume where a value does not say: country alpha-2, currency, language."""

    country: str | None = None
    currency: str | None = None
    language: str | None = None


Reader = Callable[[str, Defaults, str | None], str]
"""Reads clean text with a source's defaults and, for identifiers, the scheme."""

_READERS: dict[ValueType, Reader] = {
    ValueType.TEXT: lambda text, _defaults, _scheme: text,
    ValueType.COMPANY_NAME: lambda text, _defaults, _scheme: text if fold(text) else "",
    ValueType.PERSON_NAME: lambda text, _defaults, _scheme: text if fold(text) else "",
    ValueType.PRODUCT_NAME: lambda text, _defaults, _scheme: text if fold(text) else "",
    ValueType.EMAIL: lambda text, _defaults, _scheme: read_email(text),
    ValueType.PHONE: lambda text, defaults, _scheme: read_phone(text, defaults.country),
    ValueType.IDENTIFIER: lambda text, defaults, scheme: read_identifier(text, scheme, defaults.country),
    ValueType.DOMAIN: lambda text, _defaults, _scheme: read_domain(text),
    ValueType.COUNTRY: lambda text, _defaults, _scheme: read_country(text),
    ValueType.DATE: lambda text, _defaults, _scheme: read_date(text),
    ValueType.NUMBER: lambda text, defaults, _scheme: read_number(text, defaults.country),
    ValueType.GTIN: lambda text, _defaults, _scheme: read_gtin(text),
    ValueType.CODE: lambda text, _defaults, _scheme: read_code(text),
    ValueType.CURRENCY: lambda text, defaults, _scheme: read_currency(text, defaults.currency),
    ValueType.LANGUAGE: lambda text, _defaults, _scheme: read_language(text),
}

_NAMIBIA = "NA"


def standardise_value(attribute: Attribute, raw: str, defaults: Defaults, scheme: str | None = None) -> str | None:
    """Return the standardised value of `raw`; None where it is blank or a null word such as "N/A".

    `scheme` names the register of an identifier, such as "vat"; the value is then "scheme:NUMBER".

    Raises:
        ValueProblem: the value cannot be read as what the attribute holds; names the attribute, never the value.
    """
    text = clean(raw)
    if is_null(text) and not (attribute.type is ValueType.COUNTRY and text == _NAMIBIA):
        return None
    try:
        return _READERS[attribute.type](text, defaults, scheme) or None
    except UnreadableError as error:
        raise ValueProblem(attribute.name, error.reason, error.cure) from None

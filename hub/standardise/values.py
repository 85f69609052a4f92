"""Standardised values of attributes.

In: an attribute, the raw text of a cell and what its source lets us assume. Out: the standardised value, or None
where there is no value. Never guesses: what cannot be read for sure is a ValueProblem.
"""

from hub.model.attributes import Attribute
from hub.model.base import Frozen


class Defaults(Frozen):
    """What a source lets us assume where a value does not say: country alpha-2, currency, language."""

    country: str | None = None
    currency: str | None = None
    language: str | None = None


def standardise_value(attribute: Attribute, raw: str, defaults: Defaults, scheme: str | None = None) -> str | None:
    """Return the standardised value of `raw`; None where it is blank or a null word such as "N/A".

    `scheme` names the register of an identifier, such as "vat"; the value is then "scheme:NUMBER".

    Raises:
        ValueProblem: the value cannot be read as what the attribute holds; names the attribute, never the value.
    """
    raise NotImplementedError

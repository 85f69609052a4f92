"""Candidates: what somebody types or sends about a company, person or product, made comparable to what sources say.

In: raw values by attribute. Out: standardised fields. Reads and writes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from hub.errors import InputError, ValueProblem
from hub.model.attributes import ATTRIBUTES, Attribute, ValueType
from hub.model.ids import Kind
from hub.model.record import Fields
from hub.standardise.values import Defaults, standardise_value

_COUNTRY = ATTRIBUTES[Kind.COMPANY]["country"]


def standardise_candidate(kind: Kind, raw: Mapping[str, Sequence[str]], defaults: Defaults | None = None) -> Fields:
    """Return the fields that `raw` (attribute -> values as written) stands for; blank values are left out.

    Identifiers are written with their scheme in front: "vat:DE129273398". Without `defaults`, the country that is said
    tells how telephone numbers and identifiers are read.

    Raises:
        ValueProblem: the kind has no such attribute, or a value cannot be read; names the attribute, not the value.
        InputError: no value is left.
    """
    assumed = defaults or Defaults(country=_country(raw))
    fields: Fields = {}
    for name, values in raw.items():
        attribute = ATTRIBUTES[kind].get(name)
        if attribute is None:
            known = ", ".join(sorted(ATTRIBUTES[kind]))
            raise ValueProblem(name, f"a {kind.value} has no such attribute", f"Choose one of: {known}.")
        kept = standardise_values(attribute, values, assumed)
        if kept:
            fields[name] = kept if attribute.many else kept[:1]
    if not fields:
        raise InputError("Nothing is said of the candidate.", "Give at least a name, an e-mail or an identifier.")
    return fields


def standardise_values(attribute: Attribute, values: Sequence[str], defaults: Defaults) -> tuple[str, ...]:
    """Return the distinct values of one attribute, in order; blank ones are left out.

    Raises:
        ValueProblem: a value cannot be read; names the attribute, not the value.
    """
    return tuple(dict.fromkeys(_standardised(attribute, values, defaults)))


def _country(raw: Mapping[str, Sequence[str]]) -> str | None:
    said = next(iter(raw.get(_COUNTRY.name, ())), None)
    return None if said is None else standardise_value(_COUNTRY, said, Defaults())


def _standardised(attribute: Attribute, values: Sequence[str], defaults: Defaults) -> Iterator[str]:
    for value in values:
        scheme, text = _split_scheme(attribute, value)
        standardised = standardise_value(attribute, text, defaults, scheme)
        if standardised:
            yield standardised


def _split_scheme(attribute: Attribute, value: str) -> tuple[str | None, str]:
    if attribute.type is not ValueType.IDENTIFIER:
        return None, value
    scheme, colon, text = value.partition(":")
    if not colon or not scheme.strip():
        raise ValueProblem(
            attribute.name, "the scheme is missing", "Write it in front, such as vat:NUMBER or lei:NUMBER."
        )
    return scheme.strip().lower(), text

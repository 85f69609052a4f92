"""Standardising texts of a table, each distinct one once.

In: an attribute and the texts of a column. Out: standardised values; those that cannot be used are noted as faults.
Columns repeat themselves, so results are kept, in bounded number.
"""

from functools import cache, lru_cache

from hub.errors import ValueProblem
from hub.model.attributes import Attribute, ValueType
from hub.standardise.values import Defaults, standardise_value

_KEPT_RESULTS = 8_192
_LONGEST_KEPT = 200  # characters; longer texts hardly repeat and would fill the memory
_ASK_COUNTRY = frozenset({ValueType.PHONE, ValueType.IDENTIFIER})

Faults = list[ValueProblem]
"""What went wrong with the values of one row."""


class Cleaner:
    """Standardises the values of one attribute, for identifiers of one scheme."""

    def __init__(self, attribute: Attribute, defaults: Defaults, scheme: str | None = None) -> None:
        @cache
        def assumed(country: str | None) -> Defaults:
            return defaults.model_copy(update={"country": country}) if country else defaults

        def standardise(raw: str, country: str | None) -> str | ValueProblem | None:
            try:
                return standardise_value(attribute, raw, assumed(country), scheme)
            except ValueProblem as problem:
                return problem.with_traceback(None)  # kept in the cache, where it would hold its frames alive

        self._standardise = standardise
        self._kept = lru_cache(_KEPT_RESULTS)(standardise)
        self._asks_country = attribute.type in _ASK_COUNTRY

    def clean(self, raw: str, faults: Faults, country: str | None = None) -> str | None:
        """Return the standardised value; None where there is none, or where it is at fault.

        `country` is the row's own, where it has one; it outranks the source's default.
        """
        if not raw:
            return None
        standardise = self._kept if len(raw) <= _LONGEST_KEPT else self._standardise
        result = standardise(raw, country if self._asks_country else None)
        if isinstance(result, ValueProblem):
            faults.append(result)
            return None
        return result


def plain_cleaner(name: str, value_type: ValueType, defaults: Defaults) -> Cleaner:
    """Return a cleaner for a value that is no attribute of a kind, such as the time of an interaction."""
    return Cleaner(Attribute(name=name, type=value_type, description=""), defaults)

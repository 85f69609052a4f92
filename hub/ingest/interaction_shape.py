"""From a row's cells to an interaction: an order, a ticket, a call.

In: a rule of the mapping, compiled once, and the cells of a row. Out: the interaction the rule makes of them, if any.
"""

from collections.abc import Callable

from hub.errors import ValueProblem
from hub.ingest.cleaning import Faults, plain_cleaner
from hub.ingest.expression import Cells, Expression
from hub.ingest.mapping_model import InteractionRule, LineRule
from hub.ingest.record_shape import always, required_key
from hub.model.attributes import ValueType
from hub.model.ids import Kind
from hub.model.record import Interaction, Line, RecordRef
from hub.standardise.values import Defaults

_Value = Callable[[Cells, Faults], str | None]

_HEAD_TYPES = {
    "at": ValueType.DATE,
    "subject": ValueType.TEXT,
    "status": ValueType.TEXT,
    "channel": ValueType.TEXT,
    "amount": ValueType.NUMBER,
    "currency": ValueType.CURRENCY,
}
_LINE_TYPES = {
    "quantity": ValueType.NUMBER,
    "unit_price": ValueType.NUMBER,
    "discount": ValueType.NUMBER,
    "currency": ValueType.CURRENCY,
}


class InteractionShape:
    """One interaction rule of a table, compiled."""

    def __init__(self, rule: InteractionRule, source: str, defaults: Defaults) -> None:
        self._rule = rule
        self._source = source
        self._currency = defaults.currency
        self._when = rule.when.first() if rule.when else always
        self._key = rule.key.key()
        self._head = {name: _value(name, kind, getattr(rule, name), defaults) for name, kind in _HEAD_TYPES.items()}
        self._details = {
            name: _value(name, ValueType.TEXT, expression, defaults) for name, expression in rule.details.items()
        }
        self._parties = tuple(_reference(party.key, party.kind, party.source or source) for party in rule.parties)
        self._lines = tuple(_LineShape(line, source, defaults) for line in rule.lines)

    def shape(self, cells: Cells, faults: Faults) -> Interaction | None:
        """Return the interaction of a row; None where the rule's `when` is empty. Values at fault are left out.

        An amount without a currency is in the source's default currency.

        Raises:
            ValueProblem: the interaction has no key, or is partial and adds no line.
        """
        if not self._when(cells):
            return None
        key = required_key(self._key, cells, self._rule.key, self._rule.type.value)
        lines = tuple(line for shape in self._lines if (line := shape.shape(cells, faults)))
        if self._rule.partial and not lines:
            raise ValueProblem("lines", "the row adds no line", "Fill the keys of the line and of its product.")
        head = {name: value(cells, faults) for name, value in self._head.items()}
        if head["amount"] and not head["currency"]:
            head["currency"] = self._currency
        details = {name: text for name, value in self._details.items() if (text := value(cells, faults))}
        parties = dict.fromkeys(party for reference in self._parties if (party := reference(cells)))
        return Interaction.model_construct(
            source=self._source,
            type=self._rule.type,
            key=key,
            at=head["at"],
            subject=head["subject"],
            status=head["status"],
            channel=head["channel"],
            amount=head["amount"],
            currency=head["currency"],
            details=details,
            parties=tuple(parties),
            lines=lines,
            partial=self._rule.partial,
        )


class _LineShape:
    def __init__(self, rule: LineRule, source: str, defaults: Defaults) -> None:
        self._key = rule.key.key()
        self._product = _reference(rule.product.key, Kind.PRODUCT, rule.product.source or source)
        self._currency = defaults.currency
        self._values = {name: _value(name, kind, getattr(rule, name), defaults) for name, kind in _LINE_TYPES.items()}

    def shape(self, cells: Cells, faults: Faults) -> Line | None:
        key, product = self._key(cells), self._product(cells)
        if not key or product is None:
            return None
        values = {name: value(cells, faults) for name, value in self._values.items()}
        if values["unit_price"] and not values["currency"]:
            values["currency"] = self._currency
        return Line(key=key, product=product, **values)


def _value(name: str, value_type: ValueType, expression: Expression | None, defaults: Defaults) -> _Value:
    """Return a function that takes a standardised value from a row."""
    if expression is None:
        return lambda _cells, _faults: None
    getter = expression.first()
    cleaner = plain_cleaner(name, value_type, defaults)
    return lambda cells, faults: cleaner.clean(getter(cells), faults)


def _reference(expression: Expression, kind: Kind, source: str) -> Callable[[Cells], RecordRef | None]:
    """Return a function that names a record of a row; None where its key is empty."""
    getter = expression.key()
    return lambda cells: RecordRef(source=source, kind=kind, key=key) if (key := getter(cells)) else None

"""From a row's cells to a source record.

In: a rule of the mapping, compiled once, and the cells of a row. Out: the record the rule makes of them, if any.
"""

from dataclasses import dataclass

from hub.errors import ValueProblem
from hub.ingest.cleaning import Cleaner, Faults, plain_cleaner
from hub.ingest.expression import Cells, Expression, Getter
from hub.ingest.mapping_model import RecordRule, StatementRule
from hub.model.attributes import ATTRIBUTES, ValueType
from hub.model.record import ROLE_KINDS, Fields, RecordRef, SourceRecord, Statement
from hub.standardise.values import Defaults

_PROPERTY_TYPES = {"from": ValueType.DATE, "to": ValueType.DATE, "share": ValueType.NUMBER}


def always(_cells: Cells) -> str:
    """Stand in for a `when` that the rule does not have."""
    return "always"


def required_key(getter: Getter, cells: Cells, expression: Expression, what: str) -> str:
    """Return the key a rule takes from a row.

    Raises:
        ValueProblem: it is empty.
    """
    key = getter(cells)
    if not key:
        columns = ", ".join(expression.columns)
        raise ValueProblem("key", f"the {what} has no key", f"Fill {columns}, or give the rule a `when`.")
    return key


@dataclass(frozen=True, slots=True)
class _AttributeShape:
    name: str
    many: bool
    parts: tuple[tuple[Getter, Cleaner], ...]

    def values(self, cells: Cells, faults: Faults, country: str | None) -> tuple[str, ...]:
        """All distinct values, or the first where the attribute has but one."""
        found: list[str] = []
        for getter, cleaner in self.parts:
            value = cleaner.clean(getter(cells), faults, country)
            if value is not None and value not in found:
                found.append(value)
                if not self.many:
                    break
        return tuple(found)


class _StatementShape:
    def __init__(self, rule: StatementRule, source: str, defaults: Defaults) -> None:
        self._role = rule.role
        self._key = rule.key.key()
        self._source = rule.source or source
        self._target_kind = ROLE_KINDS[rule.role][1]
        self._properties = tuple(
            (name, expression.first(), plain_cleaner(name, _PROPERTY_TYPES.get(name, ValueType.TEXT), defaults))
            for name, expression in rule.properties.items()
        )

    def shape(self, cells: Cells, faults: Faults) -> Statement | None:
        key = self._key(cells)
        if not key:
            return None
        cleaned = ((name, cleaner.clean(getter(cells), faults)) for name, getter, cleaner in self._properties)
        properties = {name: value for name, value in cleaned if value is not None}
        target = RecordRef(source=self._source, kind=self._target_kind, key=key)
        return Statement(role=self._role, target=target, properties=properties)


class RecordShape:
    """One record rule of a table, compiled.

    Of a row that speaks of several things, a record keeps as raw only the `columns` that speak of it: else a person who
    wrote ten tickets would be another version of themselves with each.
    """

    def __init__(
        self, rule: RecordRule, source: str, defaults: Defaults, columns: frozenset[str] | None = None
    ) -> None:
        self._rule = rule
        self._columns = columns
        self._source = source
        self._when = rule.when.first() if rule.when else always
        self._key = rule.key.key()
        self._as_of = rule.as_of.first() if rule.as_of else None
        self._as_of_cleaner = plain_cleaner("as_of", ValueType.DATE, defaults)
        # The row's own country says how its telephone numbers and identifiers are read, so it comes first.
        names = sorted(rule.attributes, key=lambda name: name != "country")
        self._attributes = tuple(_attribute_shape(rule, name, defaults) for name in names)
        self._statements = tuple(_StatementShape(statement, source, defaults) for statement in rule.statements)

    def shape(self, cells: Cells, raw: Cells, faults: Faults) -> SourceRecord | None:
        """Return the record of a row; None where the rule's `when` is empty. Values at fault are left out and noted.

        `cells` are recoded, `raw` as read.

        Raises:
            ValueProblem: the record has no key.
        """
        if not self._when(cells):
            return None
        key = required_key(self._key, cells, self._rule.key, self._rule.kind.value)
        fields = self._fields(cells, faults)
        statements = (statement.shape(cells, faults) for statement in self._statements)
        # All values were checked when the table was compiled or just cleaned; validating them again costs a third more.
        return SourceRecord.model_construct(
            source=self._source,
            kind=self._rule.kind,
            key=key,
            raw=raw if self._columns is None else {name: raw[name] for name in raw if name in self._columns},
            fields=fields,
            statements=tuple(statement for statement in statements if statement is not None),
            as_of=self._as_of_cleaner.clean(self._as_of(cells), faults) if self._as_of else None,
        )

    def _fields(self, cells: Cells, faults: Faults) -> Fields:
        fields: Fields = {}
        country = None
        for attribute in self._attributes:
            values = attribute.values(cells, faults, country)
            if values:
                fields[attribute.name] = values
                if attribute.name == "country":
                    country = values[0]
        return fields


def _attribute_shape(rule: RecordRule, name: str, defaults: Defaults) -> _AttributeShape:
    attribute = ATTRIBUTES[rule.kind][name]
    parts: list[tuple[Getter, Cleaner]] = []
    for scheme, expression in rule.attributes[name].items():
        cleaner = Cleaner(attribute, defaults, scheme or None)
        parts.extend((getter, cleaner) for getter in expression.each())
    return _AttributeShape(name, attribute.many, tuple(parts))

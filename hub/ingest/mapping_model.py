"""What a mapping holds: the frozen models of its YAML.

In: plain data. Out: `Mapping` and its parts. Types and bounds are checked here, meaning in `mapping_faults`.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, PrivateAttr, WithJsonSchema

from hub.ingest.expression import EXPRESSION_SCHEMA, Expression, columns_of
from hub.ingest.file_format import FileFormat
from hub.ingest.mapping_yaml import Path
from hub.model.base import Frozen
from hub.model.ids import Kind
from hub.model.record import InteractionType, Role
from hub.standardise.values import Defaults

SourceName = Annotated[str, Field(pattern=r"^[a-z0-9_-]+$", description="Id of a source.")]
Share = Annotated[float, Field(ge=0, le=1)]


def _by_scheme(value: object) -> object:
    """Only identifiers have schemes; any other attribute is filled under the scheme ""."""
    return value if isinstance(value, dict) else {"": value}


AttributeRule = Annotated[
    dict[str, Expression],
    BeforeValidator(_by_scheme),
    WithJsonSchema({"anyOf": [EXPRESSION_SCHEMA, {"type": "object", "additionalProperties": EXPRESSION_SCHEMA}]}),
]


class StatementRule(Frozen):
    """What a record says of another one. No statement where `key` comes out empty."""

    role: Role
    key: Expression
    source: SourceName | None = None
    properties: dict[str, Expression] = Field(default_factory=dict)


class RecordRule(Frozen):
    """A record that a row makes. None where `when` comes out empty."""

    kind: Kind
    key: Expression
    when: Expression | None = None
    as_of: Expression | None = None
    attributes: dict[str, AttributeRule] = Field(default_factory=dict)
    statements: tuple[StatementRule, ...] = ()


class PartyRule(Frozen):
    """A record that takes part in an interaction. Nobody where `key` comes out empty."""

    kind: Kind
    key: Expression
    source: SourceName | None = None


class ProductRule(Frozen):
    """The product of a line."""

    key: Expression
    source: SourceName | None = None


class LineRule(Frozen):
    """A product line of an order or opportunity. None where its key or its product's key comes out empty."""

    key: Expression
    product: ProductRule
    quantity: Expression | None = None
    unit_price: Expression | None = None
    discount: Expression | None = None
    currency: Expression | None = None


class InteractionRule(Frozen):
    """Something that happened, as a row tells it. `partial` rows only add lines to what another file tells."""

    type: InteractionType
    key: Expression
    when: Expression | None = None
    at: Expression | None = None
    subject: Expression | None = None
    status: Expression | None = None
    channel: Expression | None = None
    amount: Expression | None = None
    currency: Expression | None = None
    details: dict[str, Expression] = Field(default_factory=dict)
    parties: tuple[PartyRule, ...] = ()
    lines: tuple[LineRule, ...] = ()
    partial: bool = False


class Table(Frozen):
    """How the rows of the files that match `pattern` are read.

    `required` columns must not be empty in a row; `values` recodes the cells of a column before anything else.
    """

    pattern: str
    format: FileFormat = FileFormat()
    required: tuple[str, ...] = ()
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    records: tuple[RecordRule, ...] = ()
    interactions: tuple[InteractionRule, ...] = ()

    _file: str = PrivateAttr("mapping")
    _column_lines: dict[str, int] = PrivateAttr(default_factory=dict)

    def remember_lines(self, file: str, column_lines: dict[str, int]) -> None:
        """Keep the mapping file's name and the line that first names each column, for errors found later."""
        self._file = file
        self._column_lines = column_lines

    def where(self, column: str) -> tuple[str, int]:
        """Return the mapping file and the line that first names `column`."""
        return self._file, self._column_lines.get(column, 0)

    def columns_of_record(self, number: int) -> frozenset[str] | None:
        """Return the columns that speak of the record of a rule; None for all, where the row is about nothing else."""
        if len(self.records) + len(self.interactions) == 1:
            return None
        rule = self.records[number : number + 1]
        texts = (text for _path, expression in _expressions(rule, ()) for text in expression.root)
        return frozenset(column for text in texts for column in columns_of(text))

    def columns(self) -> Iterator[tuple[Path, str]]:
        """Yield every column the table reads, with its place within the table."""
        for position, column in enumerate(self.required):
            yield ("required", position), column
        for column in self.values:
            yield ("values", column), column
        for name, rules in (("records", self.records), ("interactions", self.interactions)):
            for path, expression in _expressions(rules, (name,)):
                for position, text in enumerate(expression.root):
                    yield from (((*path, position), column) for column in columns_of(text))


class Mapping(Frozen):
    """One source: how far it is believed, what may be assumed of its values, and how its files are read."""

    source: SourceName
    title: str | None = None
    trust: Share = 0.5
    attribute_trust: dict[str, Share] = Field(default_factory=dict)
    half_life_days: Annotated[float, Field(gt=0)] | None = None
    defaults: Defaults = Defaults()
    files: Annotated[dict[str, Table], Field(min_length=1)]

    def table_for(self, file_name: str) -> Table | None:
        """Return the first table whose pattern fits the file's name, in whatever case."""
        name = file_name.lower()
        return next((table for table in self.files.values() if fnmatchcase(name, table.pattern.lower())), None)

    def table_name(self, table: Table) -> str:
        """Return the name under which the mapping lists `table`."""
        return next(name for name, known in self.files.items() if known == table)


def _expressions(value: object, path: Path) -> Iterator[tuple[Path, Expression]]:
    """Find every expression within a rule, wherever it stands."""
    match value:
        case Expression():
            yield path, value
        case BaseModel():
            for name in type(value).model_fields:
                yield from _expressions(getattr(value, name), (*path, name))
        case dict():
            for key, inner in value.items():
                yield from _expressions(inner, (*path, key))
        case tuple():
            for position, inner in enumerate(value):
                yield from _expressions(inner, (*path, position))

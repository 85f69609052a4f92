"""What a mapping says of the columns of a file, for matching without a graph.

In: a mapping and the name of a file. Out: which column feeds which attribute, and so what it holds; and what of the
mapping cannot be used here, where rows are compared as they stand.
"""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.errors import InputError
from hub.ingest.expression import columns_of
from hub.ingest.mapping import Mapping, Table, check_columns
from hub.ingest.mapping_model import RecordRule
from hub.loading import LoadRequest, table_for
from hub.model.attributes import ATTRIBUTES
from hub.model.ids import Kind
from hub.resolution.column_types import ColumnType
from hub.resolution.propose import Proposal
from hub.resolution.record_table import EVIDENCE
from hub.standardise.values import Defaults

NO_DEFAULTS = Defaults()
HOLDS: Map[Kind, Map[str, ColumnType]] = {
    kind: {
        name: ColumnType.IDENTIFIER if name == "identifier" else EVIDENCE[kind].get(name, ColumnType.IGNORED)
        for name in attributes
    }
    for kind, attributes in ATTRIBUTES.items()
}
"""What a column holds that feeds an attribute; in files, a number's scheme is not written in front of it."""


@dataclass(frozen=True, slots=True)
class MappedColumns:
    """What a mapping says of a file.

    Attributes:
        id_column: the column that is the key of a record; None where the key is made of several.
        proposals: what columns hold; those of templates are left to be proposed from what stands in them.
        meaning: of some columns the attribute that they feed.
        unused: what of the mapping could not be used, in words.
    """

    id_column: str | None
    proposals: dict[str, Proposal]
    meaning: dict[str, str]
    unused: tuple[str, ...]


def mapped_table(mapping: Mapping, path: Path) -> Table:
    """Return the table of a mapping that takes a file.

    Raises:
        MappingError: none does.
    """
    return table_for(LoadRequest(path=path, mapping=mapping))


def map_columns(table: Table, columns: Sequence[str], kind: str, defaults: Defaults = NO_DEFAULTS) -> MappedColumns:
    """Return what a table of a mapping says of these columns.

    Args:
        table: of the mapping.
        columns: of the file.
        kind: "company", "contact" or "product".
        defaults: what the mapping assumes where a row does not say.

    Raises:
        MappingError: a column that the table reads is not there.
        InputError: the table makes no records of this kind.
    """
    check_columns(table, columns)
    rules = [rule for rule in table.records if rule.kind.value == kind]
    if not rules:
        made = ", ".join(sorted({rule.kind.value for rule in table.records})) or "none"
        raise InputError(f"The mapping makes no records of kind {kind} of this file.", f"Kinds it makes: {made}.")
    rule = rules[0]
    meaning = _meaning(rule)
    left = _in_templates(rule) - meaning.keys()
    proposals = {
        name: Proposal(name, ColumnType.IGNORED, "the mapping makes no attribute of it")
        for name in columns
        if name not in left
    }
    for name, attribute in meaning.items():
        holds = HOLDS[rule.kind][attribute.partition(".")[0]]
        proposals[name] = Proposal(name, holds, f"the mapping: {attribute}")
    simple = rule.key.root[0] if len(rule.key.root) == 1 and columns_of(rule.key.root[0]) == rule.key.root else None
    return MappedColumns(simple, proposals, meaning, (*_unused(table, rules), *_unused_defaults(defaults)))


def _meaning(rule: RecordRule) -> dict[str, str]:
    """Return the attribute that each column feeds by itself; the first one where it feeds several."""
    meaning: dict[str, str] = {}
    for attribute, schemes in rule.attributes.items():
        for scheme, expression in schemes.items():
            for text in expression.root:
                if columns_of(text) == (text.strip("{}"),):
                    meaning.setdefault(text.strip("{}"), f"{attribute}.{scheme}" if scheme else attribute)
    return meaning


def _in_templates(rule: RecordRule) -> set[str]:
    return {
        column
        for schemes in rule.attributes.values()
        for expression in schemes.values()
        for column in expression.columns
    }


def _unused_defaults(defaults: Defaults) -> list[str]:
    assumed = [f"{name} {value}" for name, value in defaults if value]
    return [f"defaults: {', '.join(assumed)} is not assumed where a row does not say"] if assumed else []


def _unused(table: Table, rules: list[RecordRule]) -> list[str]:
    rule = rules[0]
    unused = [
        f"{attribute}: {text!r} is no single column"
        for attribute, schemes in rule.attributes.items()
        for expression in schemes.values()
        for text in expression.root
        if columns_of(text) != (text.strip("{}"),)
    ]
    if rule.when is not None:
        unused.append("when: every row is a record")
    if len(rules) > 1:
        unused.append(f"{len(rules) - 1} further records that a row makes")
    unused += [f"values: those of {column} stay as they are" for column in table.values]
    if len(rule.key.root) > 1 or columns_of(rule.key.root[0]) != rule.key.root:
        unused.append("key: it is no single column")
    return unused

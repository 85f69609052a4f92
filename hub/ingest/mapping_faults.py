"""What can be wrong with a mapping, in words, with the line and a cure.

In: a YAML document and what pydantic or the meaning of its entries says against it. Out: the first fault as a
MappingError. Builds no mapping.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hub.errors import MappingError
from hub.ingest.mapping_model import Mapping, RecordRule, Table
from hub.ingest.mapping_yaml import Document, Path
from hub.model.attributes import ATTRIBUTES, ValueType
from hub.model.record import ROLE_KINDS

_DEFAULT_FORMS = {
    "country": (r"[A-Z]{2}", "two capitals, ISO 3166-1, such as DE"),
    "currency": (r"[A-Z]{3}", "three capitals, ISO 4217, such as EUR"),
    "language": (r"[a-z]{2}", "two small letters, ISO 639-1, such as de"),
}
_SCHEME = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a place of the mapping."""

    path: Path
    message: str
    cure: str


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a cure that names the known names nearest to `name`, or all where none is near."""
    names = {each.casefold(): each for each in sorted(known)}
    close = [names[match] for match in get_close_matches(name.casefold(), names, n=3, cutoff=0.6)]
    return f"Did you mean {' or '.join(close)}?" if close else f"Known: {', '.join(names.values())}."


def raise_first(document: Document, faults: Iterable[Fault]) -> None:
    """Raise the fault that stands first in the file, if there is any.

    Raises:
        MappingError: there is a fault.
    """
    first = min(faults, key=lambda fault: document.line_of(fault.path), default=None)
    if first is not None:
        raise MappingError(document.name, document.line_of(first.path), first.message, first.cure)


def shape_faults(error: ValidationError) -> Iterator[Fault]:
    """Yield what pydantic found: unknown and missing entries, wrong types, values out of range."""
    schema = Mapping.model_json_schema()
    # Unknown entries first: where one is misspelt, the right one is missing for that reason only.
    for detail in sorted(error.errors(include_url=False), key=lambda detail: detail["type"] == "missing"):
        # The scheme "" is put in for attributes without one; the file does not have it.
        path = tuple(step for step in detail["loc"] if step != "")
        yield _shape_fault(path, detail, schema)


def _shape_fault(path: Path, detail: ErrorDetails, schema: dict[str, Any]) -> Fault:
    name = next((step for step in reversed(path) if isinstance(step, str)), "mapping")
    context = detail.get("ctx", {})
    if detail["type"] == "extra_forbidden":
        return Fault(path, f"unknown entry {name!r}", nearest(name, _entries_at(schema, path[:-1])))
    if detail["type"] == "missing":
        return Fault(path, f"{name!r} is missing", f"Add {name}.")
    if detail["type"] == "enum":
        known = re.findall(r"'([^']+)'", context["expected"])
        return Fault(path, f"unknown {name} {detail['input']!r}", nearest(str(detail["input"]), known))
    return Fault(path, f"{name}: {detail['msg'].removeprefix('Value error, ')}", "See docs/mappings.md.")


def _entries_at(schema: dict[str, Any], path: Path) -> Iterable[str]:
    """Names of the entries that may stand at `path`, by the JSON Schema of mappings."""
    node = _resolved(schema, schema)
    for step in path:
        inner = node.get("properties", {}).get(step) or node.get("additionalProperties") or node.get("items", {})
        node = _resolved(inner, schema)
    names: Iterable[str] = node.get("properties", {})
    return names


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node or "anyOf" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node["anyOf"][0]
    return node


def meaning_faults(mapping: Mapping) -> Iterator[Fault]:
    """Yield what is wrong with a mapping of the right shape: unknown attributes, schemes, roles that do not fit."""
    known = {name for attributes in ATTRIBUTES.values() for name in attributes}
    for name in mapping.attribute_trust.keys() - known:
        yield Fault(("attribute_trust", name), f"no kind has an attribute {name!r}", nearest(name, known))
    for name, (form, words) in _DEFAULT_FORMS.items():
        value = getattr(mapping.defaults, name)
        if value is not None and not re.fullmatch(form, value):
            yield Fault(("defaults", name), f"the default {name} is no code", f"Write {words}.")
    for name, table in mapping.files.items():
        yield from _table_faults(table, ("files", name))


def _table_faults(table: Table, path: Path) -> Iterator[Fault]:
    if not table.records and not table.interactions:
        yield Fault(path, f"{path[-1]!r} makes nothing of its rows", "Add records or interactions.")
    for position, rule in enumerate(table.records):
        yield from _record_faults(rule, (*path, "records", position))


def _record_faults(rule: RecordRule, path: Path) -> Iterator[Fault]:
    for name, schemes in rule.attributes.items():
        yield from _attribute_faults(rule, name, schemes, (*path, "attributes", name))
    for position, statement in enumerate(rule.statements):
        speaker, _target = ROLE_KINDS[statement.role]
        if speaker is not rule.kind:
            fitting = [role.value for role, (kind, _) in ROLE_KINDS.items() if kind is rule.kind]
            message = f"{statement.role.value} is said by a {speaker.value}, not by a {rule.kind.value}"
            yield Fault((*path, "statements", position, "role"), message, f"Roles that fit: {', '.join(fitting)}.")


def _attribute_faults(rule: RecordRule, name: str, schemes: Iterable[str], path: Path) -> Iterator[Fault]:
    attribute = ATTRIBUTES[rule.kind].get(name)
    if attribute is None:
        cure = nearest(name, ATTRIBUTES[rule.kind])
        yield Fault(path, f"a {rule.kind.value} has no attribute {name!r}", cure)
        return
    for scheme in schemes:
        if attribute.type is not ValueType.IDENTIFIER and scheme:
            yield Fault((*path, scheme), f"{name} has no schemes", "Write a column, a template or a list of them.")
        elif attribute.type is ValueType.IDENTIFIER and not _SCHEME.fullmatch(scheme):
            cure = "Write {scheme: column} with a scheme such as vat, lei or tax, in small letters."
            yield Fault((*path, scheme) if scheme else path, f"{name} needs a scheme", cure)

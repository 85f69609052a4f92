"""Writes the pages that say what the code says: `python -m docs.generate`, or `make docs`.

In: the settings, the errors, the commands. Out: docs/settings.md, docs/errors.md and docs/cli.md, the same each time.
Tests hold the pages to it. It must not read the environment: defaults are what the code states.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import annotated_types
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from hub.api.problems import STATUSES
from hub.cli.problems import exit_code
from hub.cli.reference import reference
from hub.errors import HubError, MappingError, ValueProblem
from hub.settings import Settings

DOCS = Path(__file__).parent

SETTINGS_HEAD = """\
# Settings

<!-- Written by `make docs` from hub/settings.py; change that file, not this page. -->

All settings are environment variables. They are read once, when a process starts; nothing else is read from the
environment. A value out of range ends the process with the setting's name (exit code 2), never with its value.
The options `--data-dir` of `hub` and the arguments of a command win over the environment.

| variable | default | values | what it is |
|---|---|---|---|
"""

SETTINGS_TAIL = """
## Which engine

`HUB_GRAPH_URI` decides: set, the hub works on that Neo4j; unset, on the embedded engine in `HUB_DATA_DIR`.
[operations.md](operations.md) tells how to run either.

## Settings of the tests

| variable | what it is |
|---|---|
| `HUB_TEST_GRAPH_URI`, `HUB_TEST_GRAPH_USER`, `HUB_TEST_GRAPH_PASSWORD` | a Neo4j for the tests, **emptied by them** |
| `HUB_TEST_NEO4J_VERSION` | version of the Neo4j that is fetched where none is given |
| `HUB_TEST_REQUIRE_NEO4J` | `1`: without a Neo4j the tests fail instead of being skipped |
"""

ERRORS_HEAD = """\
# Errors

<!-- Written by `make docs` from hub/errors.py; change that file, not this page. -->

An error has a stable code, a message and, where there is one, a cure. The command line ends with an exit code and
prints message and cure to standard error; with `--json` it is an object with `code`, `message`, `cure` and `exit_code`.
The API answers with a problem document (RFC 9457, `application/problem+json`) whose `code` it is; `errors` points at
what is wrong in what was sent, and `instance` names the request in the hub's log. Messages name files, rows, fields
and ids, never the values in them.

Codes are nested: who does not know `stale` may treat it as the `conflict` it belongs to.
"""

ERRORS_TAIL = """
## Other codes

| code | where | what it is |
|---|---|---|
| `request` | API, 422 | The request does not have the shape that the route takes; `errors` names the places. |
| `http` | API, its status | HTTP's own: no such method, no JSON. An unknown address is `not_found`. |
| `usage` | command line, 2 | The words of the command are wrong; see its `--help`. |
| `system` | command line, 1 | The operating system refused: permissions, disk space. |
| `fault` | command line, 1 | A fault in the hub. In the API it is `error`, and the log has it by the request's id. |
| `interrupted` | command line, 130 | Ctrl-C. |
"""

ADVICE = {
    "error": "The root of all others; nothing raises it as it is.",
    "input": "Read the message: it names the argument, file or field. Nothing was changed.",
    "settings": "[settings.md](settings.md) lists all settings with their ranges.",
    "mapping": "The message begins with file and line. `hub check-mapping` checks a mapping without loading anything; "
    "[mappings.md](mappings.md) explains the format.",
    "file": "Check that the file is what its ending says; encoding, delimiter, sheet and header row can be stated "
    "under `format` in the mapping. [mappings.md](mappings.md#format) lists what is read.",
    "value": "In a load it is no error: the row, or the value alone, becomes a rejection and the load goes on. "
    "`hub rejections` lists them with their cures.",
    "not_found": "Ids and keys are case-sensitive. `hub find` searches; a cursor is good for its own list only.",
    "gone": "All its records were retired by their sources. `hub history ID` tells when; its former ids stay known.",
    "conflict": "Read what is there, decide, and send it again.",
    "stale": "Somebody changed it since you read it: read it again, and send its new ETag.",
    "engine": "The graph engine refused or failed. `hub doctor` tells what is wrong.",
    "engine_unavailable": "Is the Neo4j of `HUB_GRAPH_URI` up, and are user and password right? What was acknowledged "
    "is kept; run the command again.",
    "engine_start": "The message ends with the last lines of the engine's log. Free memory, or lower "
    "`HUB_ENGINE_HEAP_MB`; `hub doctor` looks at folder and disk.",
    "schema": "Use the version of the hub that wrote this graph, or a newer one; "
    "[operations.md](operations.md#upgrades) tells how to upgrade.",
}
"""What to do about each error, by code. A test asks for every code."""


def settings_page() -> str:
    """Return docs/settings.md."""
    rows = (_setting_row(name, field) for name, field in Settings.model_fields.items())
    return SETTINGS_HEAD + "".join(rows) + SETTINGS_TAIL


def _setting_row(name: str, field: FieldInfo) -> str:
    default = "" if field.default is None else f"`{field.default}`"
    return f"| `HUB_{name.upper()}` | {default} | {_range(field)} | {field.description} |\n"


def _range(field: FieldInfo) -> str:
    """Return the type of a setting in words, with its bounds."""
    pattern = next((str(item.pattern) for item in field.metadata if getattr(item, "pattern", None)), None)
    if pattern:
        return ", ".join(f"`{word}`" for word in pattern.strip("^$()").split("|"))
    bounds = [bound for item in field.metadata if (bound := _bound(item))]
    return ", ".join([_type_words(field), *bounds])


def _type_words(field: FieldInfo) -> str:
    types = [kind for kind in get_args(field.annotation) or (field.annotation,) if kind is not type(None)]
    words = {Path: "path", str: "text", int: "whole number", float: "number", SecretStr: "text, secret"}
    return words[types[0]]


def _bound(item: object) -> str:
    match item:
        case annotated_types.Ge(ge=bound):
            return f"at least {bound}"
        case annotated_types.Gt(gt=bound):
            return f"more than {bound}"
        case annotated_types.Le(le=bound):
            return f"at most {bound}"
    return ""


def error_classes() -> tuple[type[HubError], ...]:
    """Return every class of error, parents before their children."""
    return tuple(_family(HubError))


def _family(parent: type[HubError]) -> Iterator[type[HubError]]:
    yield parent
    for child in parent.__subclasses__():
        if child.__module__ != parent.__module__:
            continue
        yield from _family(child)


def errors_page() -> str:
    """Return docs/errors.md."""
    classes = error_classes()
    table = "\n| code | is a | exit code | HTTP status |\n|---|---|---|---|\n" + "".join(map(_error_row, classes))
    return ERRORS_HEAD + table + "".join(map(_error_section, classes)) + ERRORS_TAIL


def _error_row(kind: type[HubError]) -> str:
    return f"| [`{kind.code}`](#{kind.code}) | {_parent(kind)} | {exit_code(_example(kind))} | {STATUSES[kind]} |\n"


def _parent(kind: type[HubError]) -> str:
    return "" if kind is HubError else f"`{kind.__mro__[1].code}`"  # type: ignore[attr-defined]


def _error_section(kind: type[HubError]) -> str:
    said = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
    said = said.replace("; `code` is stable and documented in docs/errors.md", "")
    return f"\n## {kind.code}\n\n{said}\n\n{ADVICE[kind.code]}\n"


def _example(kind: type[HubError]) -> HubError:
    if issubclass(kind, MappingError):
        return kind("", 0, "")
    if issubclass(kind, ValueProblem):
        return kind("", "", "")
    return kind("")


PAGES: dict[str, Callable[[], str]] = {"settings.md": settings_page, "errors.md": errors_page, "cli.md": reference}
"""Each generated page, and what it has to say."""


def main() -> None:
    """Write all generated pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

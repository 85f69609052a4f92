"""The reference of all commands, from the commands themselves: docs/cli.md. `python -m hub.cli.reference` prints it.

In: the app. Out: Markdown, the same each time. A test holds the page to it.
"""

from collections.abc import Iterator
from typing import Any

import typer

from hub.cli.app import app
from hub.cli.commands import load_root
from hub.cli.problems import EXIT_CODES

INTRODUCTION = """\
# The command line

<!-- Written by `make docs` from hub/cli; change the commands, not this page. -->

`hub` works on the same graph as the API, without it or while `hub serve` runs. Answers go to standard output,
everything said about them to standard error. `python -m hub.cli` is the same command.
"""

PROBLEMS = """\
Problems are told without tracebacks, as a message and its cure, and never quote personal data. With `--json` a problem
is one JSON object on standard error: `code`, `message`, `cure`, `exit_code`. The codes are those of docs/errors.md;
besides, `usage` (wrong words), `system` (the operating system refused), `fault` (a fault in the hub) and `interrupted`.
"""
EVERYWHERE = {"help", "install_completion", "show_completion"}


def reference() -> str:
    """Return the page."""
    root = load_root(app)
    context = typer.Context(root, info_name="hub")
    parts = [INTRODUCTION, "## Options of every command\n", "They may stand anywhere on the line.\n"]
    parts += [_table(_parameters(root, context), "option")]
    parts += [
        "## Exit codes\n",
        _table([(str(code), meaning) for code, meaning in EXIT_CODES.items()], "code"),
        PROBLEMS,
    ]
    for panel, commands in _by_panel(root).items():
        parts.append(f"## {panel}\n")
        parts += [text for name, command in commands for text in _command(name, command, context)]
    return "\n".join(parts).rstrip() + "\n"


def _by_panel(root: Any) -> dict[str, list[tuple[str, Any]]]:  # noqa: ANN401 - typer's commands carry no public type
    panels: dict[str, list[tuple[str, Any]]] = {}
    for name, command in root.commands.items():
        panels.setdefault(str(command.rich_help_panel or "Other"), []).append((name, command))
    return panels


def _command(name: str, command: Any, above: typer.Context) -> Iterator[str]:  # noqa: ANN401
    context = typer.Context(command, info_name=name, parent=above)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"### {context.command_path}\n"
    yield f"    {usage}\n"
    yield f"{' '.join(str(command.help or '').split())}\n"
    if entries := _parameters(command, context):
        yield _table(entries, "")
    for inner_name, inner in getattr(command, "commands", {}).items():
        yield from _command(inner_name, inner, context)


def _parameters(command: Any, context: typer.Context) -> list[tuple[str, str]]:  # noqa: ANN401
    entries = []
    for param in command.params:
        record = param.get_help_record(context)
        if record and param.name not in EVERYWHERE:
            entries.append((f"`{record[0]}`", record[1]))
    return entries


def _table(rows: list[tuple[str, str]], first: str) -> str:
    lines = [f"| {first} | |", "|---|---|", *(f"| {name} | {_cell(meaning)} |" for name, meaning in rows)]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    print(reference(), end="")

"""What every command starts from: settings, an output, and who is asking. Options that all commands share."""

import getpass
from collections.abc import Sequence
from dataclasses import dataclass

import typer

from hub.cli.output import Output
from hub.settings import Settings

SHARED_FLAGS = ("--json",)
SHARED_OPTIONS = ("--data-dir", "--by")


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a command."""

    settings: Settings
    output: Output
    by: str


def session_of(context: typer.Context) -> Session:
    """Return the session that the shared options made."""
    session = context.obj
    if not isinstance(session, Session):
        raise TypeError("the app's callback has not run")
    return session


def user_name() -> str:
    """Return the name of the user at the terminal, for the audit trail; "cli" where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "cli"


def shared_first(words: Sequence[str]) -> list[str]:
    """Move shared options to the front, where the app takes them: they may stand anywhere on the line.

    Example:
        >>> shared_first(["status", "--json", "--data-dir", "x"])
        ['--json', '--data-dir', 'x', 'status']
    """
    front, rest = [], []
    remaining = iter(words)
    for word in remaining:
        if word == "--":
            rest += [word, *remaining]
        elif word in SHARED_FLAGS or word.startswith(tuple(f"{name}=" for name in SHARED_OPTIONS)):
            front.append(word)
        elif word in SHARED_OPTIONS:
            front += [word, *(value for value in [next(remaining, None)] if value is not None)]
        else:
            rest.append(word)
    return [*front, *rest]

"""Commands on the installation: version, and erasing everything."""

import platform
from typing import Annotated

import typer

from hub import __version__
from hub.cli.opening import opened
from hub.cli.session import session_of
from hub.erasing import erase_everything
from hub.errors import InputError

PANEL = "System"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (reset, version):
        app.command(rich_help_panel=PANEL)(command)


def reset(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Yes, erase all of it.")] = False,
) -> None:
    """Erase everything the hub holds, decisions included. Only the schema stays."""
    session = session_of(context)
    if not yes:
        raise InputError("This would erase everything the hub holds.", "Add --yes if that is what you want.")
    with opened(session) as hub:
        erased = erase_everything(hub)
    session.output.show({"erased": erased}, f"{erased:,} nodes erased.")


def version(context: typer.Context) -> None:
    """Print the version."""
    answer = {"hub": __version__, "python": platform.python_version()}
    session_of(context).output.show(answer, f"hub {__version__} on Python {platform.python_version()}")

"""The app: shared options, the commands of all modules, and the way from an error to an exit code."""

import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from hub.cli.commands import Commands
from hub.cli.output import Output, make_output
from hub.cli.problems import (
    INTERRUPTED,
    OK,
    install_fault_hook,
    tell,
    tell_error,
    tell_system_error,
    tell_usage,
    was_interrupted,
)
from hub.cli.session import Session, shared_first, user_name
from hub.errors import HubError
from hub.log import configure_logging
from hub.settings import Settings, read_settings

app = typer.Typer(
    name="hub",
    cls=Commands,
    help="The hub: messy source files in, explained golden records out.",
    epilog="--json, --data-dir and --by may stand anywhere on the line. Exit codes: docs/cli.md.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def begin(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, for machines.")] = False,
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", help="Folder of the embedded engine, instead of HUB_DATA_DIR.")
    ] = None,
    by: Annotated[
        str, typer.Option("--by", help="Who is asking, for the audit trail.", show_default="your user name")
    ] = "",
) -> None:
    """Messy source files in, explained golden records out."""
    settings = read_settings() if data_dir is None else read_settings(data_dir=data_dir)
    output = make_output(as_json=as_json)
    set_up_logging(output, settings)
    context.obj = Session(settings=settings, output=output, by=by or user_name())


def set_up_logging(output: Output, settings: Settings) -> None:
    """Log to standard error at the level of HUB_LOG_LEVEL; the driver's own log comes with DEBUG only."""
    debug = settings.log_level == "DEBUG"
    configure_logging(settings.log_level)
    logging.getLogger("neo4j").setLevel(logging.WARNING if debug else logging.CRITICAL)
    install_fault_hook(output, debug=debug)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    words = shared_first(sys.argv[1:] if arguments is None else arguments)
    output = make_output(as_json="--json" in words)
    install_fault_hook(output, debug=False)
    spare_the_collector()
    sys.exit(run(words, output))


def spare_the_collector() -> None:
    """Let Python's garbage collector run seldom, for the whole process.

    A batch holds some hundred thousand small objects, none of them in a cycle; walking them again and again took a
    third of the CPU time of resolving.
    """
    gc.set_threshold(200_000)


def run(words: Sequence[str], output: Output) -> int:
    """Run one command; return its exit code."""
    try:
        status = typer.main.get_command(app).main(list(words), prog_name="hub", standalone_mode=False)
    except HubError as error:
        logging.getLogger(__name__).debug("The error came from here", exc_info=error)
        if not was_interrupted(error):
            return tell_error(output, error)
        status = INTERRUPTED
    except TyperException as error:
        return tell_usage(output, error.format_message(), _command_of(error))
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except OSError as error:
        return tell_system_error(output, error)
    if status == INTERRUPTED:
        return tell(output, "interrupted", "Interrupted.", "", INTERRUPTED)
    return status if isinstance(status, int) else OK


def _command_of(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    return str(getattr(context, "command_path", "hub"))

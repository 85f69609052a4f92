"""What a command says when it cannot do as asked: message and cure, never a traceback, never personal data.

In: an error. Out: an exit code, and lines on standard error (one JSON object with --json). The table of exit codes is
part of docs/cli.md.
"""

import sys
import traceback
from pathlib import Path
from types import TracebackType

import typer
from pydantic_core import to_json

from hub.cli.output import Output
from hub.errors import ConflictError, EngineError, GoneError, HubError, InputError, NotFoundError

OK = 0
FAULT = 1
BAD_INPUT = 2
NOT_FOUND = 3
CONFLICT = 4
FINDINGS = 5
INTERRUPTED = 130

EXIT_CODES = {
    OK: "Done.",
    FAULT: "The hub or its graph engine is at fault: not reachable, no disk space, a fault in the program.",
    BAD_INPUT: "The command, a setting, a mapping, a file or a value is wrong; nothing was changed by it.",
    NOT_FOUND: "Nothing has that id, key or name, or it has been retired.",
    CONFLICT: "It contradicts what is there already.",
    FINDINGS: "Done, and there is something to look at: rows rejected (`load`, `rejections retry`, `check-mapping`, "
    "`dedupe`), differences found (`rebuild --check`), a failure found (`doctor`).",
    INTERRUPTED: "Interrupted by Ctrl-C. Whatever was acknowledged is kept; a load goes on where it was cut off.",
}

_CODES: tuple[tuple[type[HubError], int], ...] = (
    (InputError, BAD_INPUT),
    (NotFoundError, NOT_FOUND),
    (GoneError, NOT_FOUND),
    (ConflictError, CONFLICT),
    (EngineError, FAULT),
)


def exit_code(error: HubError) -> int:
    """Return the exit code that stands for an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAULT)


def was_interrupted(error: BaseException) -> bool:
    """Tell whether an error came of a Ctrl-C: the driver, stopped in the middle of an answer, fails in its own way."""
    behind = error.__cause__ or error.__context__
    return isinstance(error, KeyboardInterrupt) or (behind is not None and was_interrupted(behind))


def tell(output: Output, code: str, message: str, cure: str, status: int) -> int:
    """Write a problem to standard error and return `status`."""
    if output.as_json:
        problem = {"code": code, "message": message, "cure": cure, "exit_code": status}
        print(to_json(problem).decode(), file=sys.stderr)
    else:
        output.notes.print(f"hub: {message}", style="red", soft_wrap=True)
        if cure:
            output.notes.print(f"  {cure}", soft_wrap=True)
    return status


def tell_error(output: Output, error: HubError) -> int:
    """Write an error that was raised on purpose; return its exit code."""
    return tell(output, error.code, error.message, error.cure, exit_code(error))


def tell_usage(output: Output, message: str, command: str) -> int:
    """Write what is wrong with the words of a command; nothing where help has been printed in its place."""
    if not message:
        return BAD_INPUT
    return tell(output, "usage", message, f"See {command} --help.", BAD_INPUT)


def tell_system_error(output: Output, error: OSError) -> int:
    """Write what the operating system refused: a folder that cannot be written, a full disk."""
    where = Path(error.filename).name if isinstance(error.filename, str) else "the system"
    reason = error.strerror or type(error).__name__
    return tell(output, "system", f"{where}: {reason}", "Check permissions and disk space; hub doctor helps.", FAULT)


def install_fault_hook(output: Output, *, debug: bool) -> None:
    """Let a fault in the program be told in one line; its message is left out, as it may quote personal data."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if debug:
            traceback.print_exception(kind, error, trace)
        last = traceback.extract_tb(trace)[-1:] or traceback.StackSummary()
        place = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in last)
        message = f"A fault in the hub itself: {kind.__name__} at {place or 'an unknown place'}."
        tell(output, "fault", message, "Run it again with HUB_LOG_LEVEL=DEBUG and report what it prints.", FAULT)

    sys.excepthook = hook


def end_with(status: int) -> None:
    """End the command with an exit code, unless all is well."""
    if status != OK:
        raise typer.Exit(status)

"""Opening the hub for a command. Apart from the session, because commands on files need no graph and no driver."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from hub.cli.output import Output
from hub.cli.session import Session
from hub.opening import Hub, open_hub


@contextmanager
def opened(session: Session) -> Iterator[Hub]:
    """Open the hub; says that the engine is starting where a person waits for it."""
    with ExitStack() as stack:
        with _waiting(session.output):
            hub = stack.enter_context(open_hub(session.settings))
        yield hub


@contextmanager
def _waiting(output: Output) -> Iterator[None]:
    if output.as_json or not output.notes.is_terminal:
        yield
        return
    with output.notes.status("Opening the hub"):
        yield

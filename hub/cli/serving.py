"""`hub serve`: the API on this hub, until Ctrl-C."""

import socket

import typer
import uvicorn

from hub.api.app import create_app
from hub.cli.opening import opened
from hub.cli.session import Session, session_of
from hub.errors import SettingsError
from hub.opening import Hub
from hub.settings import Settings
from hub.stewardship import ending_expired

PANEL = "Begin"
BACKLOG = 2048


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel=PANEL)(serve)


def serve(context: typer.Context) -> None:
    """Serve the API and its documentation, until Ctrl-C."""
    session = session_of(context)
    listener = listen(session.settings)
    with opened(session) as hub:
        serve_until_stopped(session, hub, listener)


def listen(settings: Settings) -> socket.socket:
    """Return a socket that listens where the settings say.

    Raises:
        SettingsError: the port is taken, or the address is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise SettingsError(
            f"Nothing can listen on {settings.host}, port {settings.port}: {error.strerror}.",
            "Stop what listens there, or set HUB_PORT (0 picks a free one) or HUB_HOST.",
        ) from None
    # Connections inherit it. Without it each answer waits 40 ms for an acknowledgement: asyncio sets it only on sockets
    # that were made with an explicit protocol.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def serve_until_stopped(session: Session, hub: Hub, listener: socket.socket) -> None:
    """Serve on a socket that listens; a Ctrl-C lets requests end first."""
    host, port = listener.getsockname()[:2]
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    session.output.show_line({"url": url, "docs": f"{url}/docs"}, f"Serving on {url}, documentation on {url}/docs")
    session.output.note("End with Ctrl-C.")
    config = uvicorn.Config(create_app(hub), log_level=session.settings.log_level.lower(), access_log=False)
    with ending_expired(hub):
        uvicorn.Server(config).run(sockets=[listener])

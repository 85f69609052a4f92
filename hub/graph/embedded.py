"""Joins the embedded engine of a data folder, starting it where none runs.

In: a data folder. Out: an Engine, whose address the official driver can use. The first user starts the engine, the
others join it, and it ends by itself when the last one has left or died (hub.graph.keeper). What the files in the
folder mean is told in hub.graph.engine_folder. This module must not know what the graph holds.
"""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import httpx

import hub
from hub.errors import EngineError, EngineStartError, EngineUnavailableError
from hub.graph.engine_folder import (
    DATABASE,
    USER,
    Address,
    address_file,
    log_file,
    read_address,
    try_lock,
    users_file,
    write_address,
)

POLL_SECONDS = 0.05
LOG_LINES_SHOWN = 12
BOLT_HELLO = bytes.fromhex("6060b017 00000405 00000404 00000104 00000003")
"""Bolt's magic number and four versions to choose from; the server answers with one of them, in four bytes."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A running embedded engine, for as long as it is not left."""

    bolt_uri: str
    http_url: str
    user: str
    password: str = field(repr=False)
    database: str
    pid: int
    _seat: FileIO = field(repr=False, compare=False)

    def leave(self) -> None:
        """Stop using the engine; it ends by itself when nobody is left. Leaving twice does nothing."""
        self._seat.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()


class HttpAddress(Protocol):
    """Where the engine's own HTTP API listens, and as whom to come; an Engine is one."""

    @property
    def http_url(self) -> str | None:
        """Address without a path."""

    @property
    def user(self) -> str:
        """User on the engine."""

    @property
    def password(self) -> str | None:
        """Password of that user."""

    @property
    def database(self) -> str | None:
        """Database on the engine."""


def join_engine(data_dir: Path, heap_mb: int, start_seconds: float) -> Engine:
    """Return the engine of `data_dir`, started with a heap of `heap_mb` MiB where none runs.

    The caller is a user of it until `leave`, or until its process dies.

    Raises:
        EngineStartError: no engine answers within `start_seconds`, or it ended while starting.
    """
    folder = data_dir.absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    deadline = time.monotonic() + start_seconds
    seat = FileIO(_take_seat(folder, deadline), "r")
    try:
        address = _find_or_start(folder, heap_mb, deadline)
    except BaseException:
        seat.close()
        raise
    return Engine(
        bolt_uri=f"bolt://127.0.0.1:{address.bolt_port}",
        http_url=f"http://127.0.0.1:{address.http_port}",
        user=USER,
        password=address.password,
        database=DATABASE,
        pid=address.pid,
        _seat=seat,
    )


def sql(engine: HttpAddress, command: str) -> list[dict[str, Any]]:
    """Run one command in the engine's own SQL and return its rows; for what its Cypher cannot say.

    Raises:
        EngineUnavailableError: the engine does not answer.
        EngineError: it refused the command.
    """
    url = f"{engine.http_url}/api/v1/command/{engine.database}"
    try:
        # A proxy of the environment must not stand between us and 127.0.0.1.
        with httpx.Client(trust_env=False, auth=(engine.user, engine.password or ""), timeout=60) as client:
            answer = client.post(url, json={"language": "sql", "command": command})
    except httpx.TransportError as error:
        raise EngineUnavailableError(
            f"The embedded engine does not answer ({type(error).__name__}).", "Try again."
        ) from error
    if answer.is_error:
        raise EngineError(f"The embedded engine refused a command with status {answer.status_code}.")
    rows: list[dict[str, Any]] = answer.json()["result"]
    return rows


def _take_seat(folder: Path, deadline: float) -> int:
    """Take the shared lock of a user; an engine that is just ending holds it up for a moment."""
    while time.monotonic() < deadline:
        if (seat := try_lock(users_file(folder), exclusive=False)) is not None:
            return seat
        time.sleep(POLL_SECONDS)
    raise _start_error(folder, "An earlier embedded engine is still ending.")


def _find_or_start(folder: Path, heap_mb: int, deadline: float) -> Address:
    """Return the address of the live engine. Whoever gets the lock of the address file starts one, and only one can."""
    started = False
    while time.monotonic() < deadline:
        lock = try_lock(address_file(folder), exclusive=True)
        if lock is None:
            if (address := read_address(folder)) and _answers(address.bolt_port):
                return address
        elif started:
            os.close(lock)
            raise _start_error(folder, "The embedded engine ended while it was starting.")
        else:
            _start(folder, heap_mb, lock)
            started = True
        time.sleep(POLL_SECONDS)
    raise _start_error(folder, "The embedded engine does not answer.")


def _start(folder: Path, heap_mb: int, lock: int) -> None:
    """Start the engine's process and hand the lock over to it."""
    write_address(lock, None)
    keeper = [sys.executable, "-m", "hub.graph.keeper", str(folder), str(heap_mb), str(lock)]
    with log_file(folder).open("ab") as log:
        # The shell ends at once and leaves the engine to the system: in a session of its own, no Ctrl-C reaches it,
        # and no user stays behind as the parent that would have to wait for it.
        subprocess.run(
            ["/bin/sh", "-c", '"$@" &', "sh", *keeper],
            check=True,
            cwd=Path(hub.__file__).parents[1],  # where `-m` finds hub, installed or not
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(lock,),
            start_new_session=True,
        )
    os.close(lock)


def _answers(bolt_port: int) -> bool:
    """Tell whether a Bolt server shakes hands on `bolt_port`."""
    try:
        with socket.create_connection(("127.0.0.1", bolt_port), timeout=5) as connection:
            connection.sendall(BOLT_HELLO)
            return len(connection.recv(4)) > 0
    except OSError:
        return False


def _start_error(folder: Path, message: str) -> EngineStartError:
    """Return the error with the last lines of the engine's log and a cure."""
    log = log_file(folder)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    said = "\n".join(f"  {line}" for line in lines[-LOG_LINES_SHOWN:] if line.strip())
    return EngineStartError(
        f"{message} Its log, {log}, ends with:\n{said or '  (nothing)'}",
        "Free memory or lower HUB_ENGINE_HEAP_MB; on a slow machine raise HUB_ENGINE_START_SECONDS; "
        "check that the disk of HUB_DATA_DIR has space and can be written.",
    )

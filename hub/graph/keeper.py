"""The process that is the embedded engine: `python -m hub.graph.keeper FOLDER HEAP_MB DESCRIPTOR`.

In: the data folder, the Java heap in MiB, and an inherited descriptor that holds the lock on the address file.
Out: an ArcadeDB server on two free ports of 127.0.0.1, its address in that file, and the end of both once no user is
left. Java runs inside this process, so neither can outlive the other, and two engines can never open one folder.

Started by hub.graph.embedded only. It must not import the rest of the hub: the faster it starts, the better.
"""

import os
import secrets
import shutil
import signal
import socket
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Protocol

import arcadedb_embedded

from hub.graph.engine_folder import DATABASE, USER, Address, log_file, try_lock, users_file, write_address

POLL_SECONDS = 0.1
MAX_LOG_BYTES = 4 * 1024 * 1024

LOGGING = """\
handlers=java.util.logging.ConsoleHandler
java.util.logging.ConsoleHandler.level=WARNING
java.util.logging.ConsoleHandler.formatter=com.arcadedb.log.LogFormatter
.level=WARNING
com.arcadedb.query.polyglot.GraalPolyglotEngine.level=SEVERE
# Failed queries go back to whoever sent them. Here they would leave values of customers in a log.
com.arcadedb.bolt.level=OFF
com.arcadedb.server.http.level=OFF
"""


class Server(Protocol):
    """What this module needs of arcadedb_embedded, which carries no type hints."""

    def start(self) -> None:
        """Start, and return once databases can be used."""

    def stop(self) -> None:
        """Write everything to disk and stop."""


def main() -> None:
    """Run the engine until its last user has left."""
    folder, heap_mb, lock = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    sys.excepthook = _exit_at_once
    os.umask(0o077)
    os.chdir(folder)
    os.truncate(log_file(folder), 0)
    address = Address(*_free_ports(), pid=os.getpid(), password=secrets.token_urlsafe(24))
    server = _make_server(folder / "engine", heap_mb, address)
    server.start()
    # Java's own handler would pull the databases away from under this process.
    told_to_stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told_to_stop.set())
    write_address(lock, address)
    _wait_for_last_user(folder, told_to_stop)
    server.stop()
    write_address(lock, None)
    # Java's threads would hold up a usual exit, and both locks have to be free as soon as the databases are closed.
    os._exit(0)


def _make_server(root: Path, heap_mb: int, address: Address) -> Server:
    """Prepare the server; its users and settings are made anew at each start, only the databases stay."""
    for leftover in ("config", "log"):
        shutil.rmtree(root / leftover, ignore_errors=True)
    root.mkdir(exist_ok=True)
    logging = root / "logging.properties"
    logging.write_text(LOGGING, encoding="utf-8")
    os.environ["ARCADEDB_JVM_ERROR_FILE"] = str(root / "crash.log")
    jvm_args = [
        f"-Djava.util.logging.config.file={logging}",
        "--sun-misc-unsafe-memory-access=allow",
        # A Java without memory limps on and loses answers; a dead one is recovered by the next start.
        "-XX:+ExitOnOutOfMemoryError",
        # Each commit is on the disk (fsync) before it is acknowledged: docs/operations.md tells what that costs.
        "-Darcadedb.txWalFlush=2",
        "-Darcadedb.serverMetrics=false",
        "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
    ]
    server: Server = arcadedb_embedded.ArcadeDBServer(
        str(root),
        root_password=address.password,
        config={
            "host": "127.0.0.1",
            "http_port": address.http_port,
            "bolt_port": address.bolt_port,
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "server_databaseDirectory": str(root / "databases"),
            "server_defaultDatabases": f"{DATABASE}[{USER}]",
        },
        jvm_kwargs={"heap_size": f"{heap_mb}m", "jvm_args": jvm_args},
    )
    return server


def _wait_for_last_user(folder: Path, told_to_stop: threading.Event) -> None:
    """Return when no user is left; the lock it takes then is kept, so that newcomers wait for the end."""
    while try_lock(users_file(folder), exclusive=True) is None:
        if told_to_stop.wait(POLL_SECONDS):
            return
        if log_file(folder).stat().st_size > MAX_LOG_BYTES:
            os.truncate(log_file(folder), 0)


def _free_ports() -> tuple[int, int]:
    """Return two ports of 127.0.0.1 that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as bolt, socket.create_server(("127.0.0.1", 0)) as http:
        return bolt.getsockname()[1], http.getsockname()[1]


def _exit_at_once(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End the process on any error: Java's threads would keep it, and with it the folder's lock, for ever."""
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    os._exit(1)


if __name__ == "__main__":
    main()

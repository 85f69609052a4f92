"""How the processes that share an embedded engine find each other: three files in the data folder.

- `engine.json`: the engine's address (0600). The engine's process holds an exclusive flock on it for as long as it
  lives, so its content counts only while the lock is held: nothing to clean up after a kill, no process id to trust.
- `users.lock`: every user holds a shared flock. The engine ends once it gets the exclusive one.
- `engine.log`: what the engine says.

The kernel drops a flock when the last process that holds it dies, however it dies. This module must neither start nor
stop anything.
"""

import fcntl
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

USER = "root"
DATABASE = "hub"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running engine listens on 127.0.0.1, and the password it was started with."""

    bolt_port: int
    http_port: int
    pid: int
    password: str = field(repr=False)


def address_file(folder: Path) -> Path:
    """Return the file that holds the address and, by its lock, tells whether the engine lives."""
    return folder / "engine.json"


def users_file(folder: Path) -> Path:
    """Return the file on which every user holds a shared lock."""
    return folder / "users.lock"


def log_file(folder: Path) -> Path:
    """Return the file the engine writes its warnings to."""
    return folder / "engine.log"


def try_lock(path: Path, *, exclusive: bool) -> int | None:
    """Lock `path`, made where missing, without waiting.

    Returns:
        The descriptor that holds the lock until it is closed, or None where another holds a lock against it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def write_address(descriptor: int, address: Address | None) -> None:
    """Replace the content of the locked address file; None empties it, so that no password stays behind."""
    os.ftruncate(descriptor, 0)
    if address is not None:
        os.pwrite(descriptor, json.dumps(asdict(address)).encode(), 0)


def read_address(folder: Path) -> Address | None:
    """Return the address in the address file, or None where there is none yet or it is half written."""
    try:
        return Address(**json.loads(address_file(folder).read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None

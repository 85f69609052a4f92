"""Runs the command line as a user does: a process of its own, on the engine that a test names."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hub.cli import main
from hub.cli.commands import COMMANDS
from hub.graph.engine_folder import address_file, try_lock
from hub.opening import Hub, open_hub
from hub.settings import read_settings
from tests.engines import GraphAddress

COMMAND = (sys.executable, "-m", "hub.cli")
ROOT = Path(__file__).parents[2]
SECONDS = 120


PROCESSES = multiprocessing.get_context("forkserver")
"""Each command is a process of its own, forked from one that has imported the hub: that saves seconds each time."""

PROCESSES.set_forkserver_preload(["hub.cli", *sorted({f"hub.cli.{command.module}" for command in COMMANDS.values()})])


def _command(words: Sequence[str | Path], environment: Mapping[str, str], out: Path, err: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for descriptor, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), descriptor)
    main([str(word) for word in words])


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended and what it said."""

    status: int | None
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command answers
        """The answer of a command with --json."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Cli:
    """The command line with the environment of one hub."""

    environment: Mapping[str, str]

    def run(self, *words: str | Path, status: int = 0) -> Result:
        """Run a command in a process of its own, hold it to its exit code, and to telling no traceback."""
        with TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            process = PROCESSES.Process(target=_command, args=(words, dict(self.environment), out, err))
            process.start()
            process.join(SECONDS)
            process.kill()
            process.join()
            result = Result(process.exitcode, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))
        assert "Traceback" not in result.err, result.err
        assert result.status == status, f"{words}: {result}"
        return result

    def json(self, *words: str | Path, status: int = 0) -> Any:  # noqa: ANN401
        """Run a command with --json and return its answer."""
        return self.run(*words, "--json", status=status).json

    def with_settings(self, **settings: str) -> "Cli":
        """Return the same with other settings, by their names in lower case without HUB_."""
        changed = {f"HUB_{name.upper()}": value for name, value in settings.items()}
        return replace(self, environment={**self.environment, **changed})

    @contextmanager
    def hub(self) -> Iterator[Hub]:
        """Open the same hub in this process, to look at it or to damage it."""
        names = {name: value for name, value in self.environment.items() if name.startswith("HUB_")}
        with open_hub(
            read_settings(**{name.removeprefix("HUB_").lower(): value for name, value in names.items()})
        ) as hub:
            yield hub

    @contextmanager
    def start(self, *words: str | Path) -> Iterator[subprocess.Popen[str]]:
        """Start a command that goes on by itself; it is killed at the end if it still runs."""
        process = subprocess.Popen(
            [*COMMAND, *map(str, words)],
            env=dict(self.environment),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def interrupt(process: subprocess.Popen[str]) -> Result:
    """Press Ctrl-C."""
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    return Result(process.returncode, out, err)


def embedded_cli(folder: Path) -> Cli:
    """The command line on the embedded engine with its data in `folder`."""
    return Cli({**_bare_environment(), "HUB_DATA_DIR": str(folder), "HUB_ENGINE_HEAP_MB": "512"})


def server_cli(address: GraphAddress) -> Cli:
    """The command line on a Neo4j."""
    environment = {**_bare_environment(), "HUB_GRAPH_URI": address.uri, "HUB_GRAPH_USER": address.user}
    return Cli(environment if address.password is None else {**environment, "HUB_GRAPH_PASSWORD": address.password})


def engine_runs(folder: Path) -> bool:
    """Tell whether an embedded engine holds a data folder."""
    if not address_file(folder).exists():
        return False
    lock = try_lock(address_file(folder), exclusive=True)
    if lock is not None:
        os.close(lock)
    return lock is None


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, or fail."""
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


def _bare_environment() -> dict[str, str]:
    """This process's environment without settings of the hub; a port of its own for whatever serves."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HUB_")} | {"HUB_PORT": "0"}

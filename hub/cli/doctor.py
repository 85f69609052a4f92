"""`hub doctor`: what is wrong with an installation, and what cures it. Changes nothing but missing schema."""

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import typer
from rich.text import Text

from hub.cli.opening import opened
from hub.cli.output import table
from hub.cli.problems import FINDINGS, OK, end_with
from hub.cli.session import Session, session_of
from hub.errors import EngineError
from hub.graph.migrate import known_migrations
from hub.listing import list_loads, list_match_models, list_oversized
from hub.model.load import LoadState
from hub.opening import Hub
from hub.reading import count_all
from hub.settings import Settings

PANEL = "System"
OLDEST_PYTHON = (3, 11)
LEAST_FREE_GB = 1.0
LOADS_LOOKED_AT = 1_000


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, what was found, and what cures it."""

    what: str
    state: State
    found: str
    cure: str = ""


_STYLES = {State.OK: "green", State.WARNING: "yellow", State.FAILURE: "red"}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel=PANEL)(doctor)


def doctor(context: typer.Context) -> None:
    """Look for what is wrong with this installation, and say what cures it."""
    session = session_of(context)
    checks = [*check_machine(session.settings), *check_graph(session)]
    rows = [
        (Text(check.state.value, style=_STYLES[check.state]), check.what, check.found, check.cure) for check in checks
    ]
    session.output.show(checks, table(("", "what", "found", "cure"), rows))
    end_with(FINDINGS if any(check.state is State.FAILURE for check in checks) else OK)


def check_machine(settings: Settings) -> Iterator[Check]:
    """Check what can be checked without a graph."""
    version = ".".join(map(str, sys.version_info[:3]))
    recent = sys.version_info[:2] >= OLDEST_PYTHON
    yield Check(
        "Python", State.OK if recent else State.FAILURE, version, "" if recent else "Install Python 3.11 or later."
    )
    if settings.graph_uri is None:
        yield from check_folder(settings.data_dir)
    yield check_port(settings)


def check_folder(folder: Path) -> Iterator[Check]:
    """Check that the data folder, or the one it will be made in, can be written, is private and has space."""
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not place.is_dir() or not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        cure = "Give its user the right to write, or set HUB_DATA_DIR to another folder."
        yield Check("data folder", State.FAILURE, f"{place} is not a folder that can be written", cure)
    elif place == folder.absolute() and place.stat().st_mode & 0o077:
        yield Check("data folder", State.WARNING, f"others may look into {place}", f"chmod 700 {place}")
    else:
        yield Check("data folder", State.OK, str(folder.absolute()))
    free = shutil.disk_usage(place).free / 1e9
    enough = free >= LEAST_FREE_GB
    yield Check(
        "disk space", State.OK if enough else State.FAILURE, f"{free:.1f} GB free", "" if enough else "Free some space."
    )


def check_port(settings: Settings) -> Check:
    """Check that the API could listen; a hub that serves already is no fault."""
    where = f"{settings.host}, port {settings.port}"
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        cure = "Fine if hub serve runs; else stop what listens there, or set HUB_PORT."
        return Check("port of the API", State.WARNING, f"{where}: {error.strerror}", cure)
    return Check("port of the API", State.OK, f"{where} is free")


def check_graph(session: Session) -> Iterator[Check]:
    """Check the graph engine and what it holds; ends at the first failure to reach it."""
    try:
        with opened(session) as hub:
            yield Check("graph engine", State.OK, hub.database.check())
            yield Check("schema", State.OK, f"{len(known_migrations())} migrations applied")
            yield check_models(hub)
            yield from check_waiting(hub)
    except EngineError as error:
        yield Check("graph engine", State.FAILURE, error.message, error.cure)
    except OSError as error:
        yield Check("graph engine", State.FAILURE, f"not started: {error.strerror}", "See the data folder above.")


def check_models(hub: Hub) -> Check:
    """Check that the stored matches were made by the match models in force."""
    policy = hub.database.read(hub.resolver.policy_in)
    in_force = {model.version for model in policy.models.values()}
    stored = list_match_models(hub)
    stale = {name: count for name, count in stored.items() if name not in in_force}
    if stale:
        found = ", ".join(f"{count:,} matches by {name}" for name, count in stale.items())
        return Check(
            "match models", State.WARNING, found, "hub rebuild --check shows what differs; hub rebuild renews it."
        )
    return Check("match models", State.OK, ", ".join(sorted(in_force)))


def check_waiting(hub: Hub) -> Iterator[Check]:
    """Check for work that was begun and not ended."""
    counts = count_all(hub)
    cut_off = [load for load in list_loads(hub, LOADS_LOOKED_AT) if load.state is LoadState.RUNNING]
    files = ", ".join(sorted({f"{load.source} {load.file}" for load in cut_off}))
    expected = sum(count for what, count in counts.items() if what.startswith("record ") and what.endswith(" expected"))
    yield _waits(
        "loads", len(cut_off), f"running or cut off: {files}", "Load the same file again: it goes on where it was."
    )
    yield _waits("resolution", counts.get("pending", 0), "records wait", "Run hub resolve.")
    yield _waits("references", expected, "records are referred to that have not come", "hub expected lists them.")
    yield _oversized(hub)
    yield _waits("rejections", counts.get("rejection", 0), "rows were refused", "hub rejections lists them.")


def _oversized(hub: Hub) -> Check:
    """Tell of blocks that finer keys stand for; names the rule they come from, never the value in the key."""
    blocks = list_oversized(hub)
    if not blocks:
        return Check("blocks", State.OK, "none too large")
    rules = ", ".join(sorted({block.key.partition(":")[0] for block in blocks}))
    found = f"{len(blocks)} keys are shared by more than {hub.settings.max_block_size} records: {rules}"
    return Check("blocks", State.OK, f"{found}; finer keys stand for them")


def _waits(what: str, count: int, found: str, cure: str) -> Check:
    if count:
        return Check(what, State.WARNING, f"{count:,} {found}", cure)
    return Check(what, State.OK, "none open")

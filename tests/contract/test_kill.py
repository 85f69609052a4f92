"""Kills: of the hub in the middle of a load, and of the embedded engine. Nothing acknowledged is lost, nothing is half done."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hub.graph.engine_folder import read_address
from hub.graph.neighbourhood import fetch_pending
from hub.listing import list_loads
from hub.matching import write_records
from hub.model.ids import Kind, record_id
from hub.model.load import LoadState
from hub.model.record import SourceRecord
from hub.opening import Hub
from hub.reading import get_golden_of_record, get_records, list_changes
from tests.cli.runner import ROOT, Cli, embedded_cli, server_cli
from tests.engines import embedded_engine
from tests.hubs import erase
from tests.worlds import Snapshot, snapshot

SOURCE = "killed"
ROWS = 800
SMALL_BATCHES = {"batch_rows": "40", "resolve_records": "30"}
KILLS = 4
MAPPING = f"""\
source: {SOURCE}
files:
  companies:
    pattern: "companies*.csv"
    records:
      - kind: company
        key: key
        attributes: {{name: name, email: email}}
        statements:
          - {{role: OWNED_BY, key: owner}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of an embedded engine of our own, which we may kill."""
    folder = tmp_path_factory.mktemp("killed")
    with embedded_engine(folder):
        yield folder


@pytest.fixture(scope="module")
def embedded(folder: Path) -> Cli:
    """Settings of hubs on that engine."""
    return embedded_cli(folder).with_settings(**SMALL_BATCHES)


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def hubs(request: pytest.FixtureRequest) -> Cli:
    """Settings of hubs on either engine."""
    if request.param == "embedded":
        own: Cli = request.getfixturevalue("embedded")
        return own
    return server_cli(request.getfixturevalue("neo4j_address")).with_settings(**SMALL_BATCHES)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A mapping, and a file in which every third row is another name of a company that came long before."""
    folder = tmp_path_factory.mktemp("files")
    mapping, file = folder / "killed.yaml", folder / "companies.csv"
    mapping.write_text(MAPPING, encoding="utf-8")
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(ROWS)]
    lines = ["key,name,email,owner\n"]
    for row in range(1, ROWS + 1):
        word = words[row // 2] if row % 3 == 0 else words[row - 1]
        lines.append(
            f"{row},{word.title()} Ltd,info@{word}.example,{chance.randint(1, ROWS) if row % 5 == 0 else ''}\n"
        )
    file.write_text("".join(lines), encoding="utf-8")
    return mapping, file


@contextmanager
def loading(hubs: Cli, files: tuple[Path, Path], *, paced: bool = False) -> Iterator[subprocess.Popen[str]]:
    """A process that loads the file; it is killed at the end if it still runs.

    A paced one waits after each batch until `acknowledged` has taken note, so that it never runs far ahead of a kill.
    """
    command = [sys.executable, "-m", "tests.contract.loader", *map(str, files)]
    with subprocess.Popen(
        command,
        env=dict(hubs.environment),
        cwd=ROOT,
        stdin=subprocess.PIPE if paced else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def acknowledged(process: subprocess.Popen[str], count: int) -> int:
    """Wait for `count` more acknowledgements, let a paced process begin the next batch, and return the last position."""
    assert process.stdout is not None
    position = 0
    for _ in range(count):
        line = process.stdout.readline()
        assert line, f"the load ended by itself: {process.communicate()[1]}"
        position = int(line)
        if process.stdin is not None:
            print(file=process.stdin, flush=True)
    return position


def load_to_the_end(hubs: Cli, files: tuple[Path, Path]) -> None:
    with loading(hubs, files) as process:
        _out, err = process.communicate()
        assert process.returncode == 0, err


@contextmanager
def emptied(hubs: Cli) -> Iterator[Hub]:
    with hubs.hub() as hub:
        erase(hub.database, "erase/everything")
        yield hub


def assert_holds(hub: Hub, position: int) -> None:
    """All rows up to `position` are there, and no plan is half applied."""
    rows = [record_id(SOURCE, Kind.COMPANY, str(row)) for row in range(1, position + 1)]
    assert len(get_records(hub, rows)) == position
    numbers = [event.number for event in list_changes(hub, limit=100_000)]
    assert numbers == list(range(1, len(numbers) + 1))
    found: dict[str, Any] = snapshot(hub)
    said = {(member, golden["id"]) for golden in found["golden"] for member in members_of(golden)}
    assert {(member, golden) for member, golden in found["members"]} == said


def members_of(golden: dict[str, str]) -> list[str]:
    """The members that a golden record says it has, whoever else it names."""
    members: list[str] = json.loads(golden["body"])["members"]
    return members


def assert_complete(hub: Hub, expected: Snapshot) -> None:
    """The file is loaded as if nothing had happened."""
    [load] = list_loads(hub)
    assert (load.state, load.position, load.rows, load.created) == (LoadState.DONE, ROWS, ROWS, ROWS)
    assert hub.database.read(lambda t: fetch_pending(t, 10)) == {}
    assert_holds(hub, ROWS)
    assert snapshot(hub, ids=False) == expected


@pytest.fixture(scope="module")
def undisturbed(embedded: Cli, files: tuple[Path, Path]) -> Snapshot:
    """What the file becomes when nothing is killed; the same on both engines."""
    with emptied(embedded) as hub:
        load_to_the_end(embedded, files)
        return snapshot(hub, ids=False)


def test_a_hub_killed_again_and_again_ends_where_one_does_that_never_was(
    hubs: Cli, files: tuple[Path, Path], undisturbed: Snapshot
) -> None:
    chance = random.Random(11)
    with emptied(hubs) as hub:
        for _ in range(KILLS):
            with loading(hubs, files, paced=True) as process:
                position = acknowledged(process, chance.randint(2, 3))
                time.sleep(chance.uniform(0, 0.15))  # so that the kill falls anywhere in a batch
                process.kill()
            assert_holds(hub, position)
            assert list_loads(hub)[0].position >= position
        assert 0 < list_loads(hub)[0].position < ROWS
        load_to_the_end(hubs, files)
        assert_complete(hub, undisturbed)


def test_an_engine_killed_in_a_load_loses_nothing(
    embedded: Cli, folder: Path, files: tuple[Path, Path], undisturbed: Snapshot
) -> None:
    with emptied(embedded):
        pass
    for seed in range(2):
        with loading(embedded, files, paced=True) as process:
            position = acknowledged(process, 3 + seed)
            address = read_address(folder)
            assert address is not None
            os.kill(address.pid, signal.SIGKILL)
            _out, err = process.communicate()
        assert process.returncode == 1
        assert "EngineUnavailableError: The graph engine does not answer." in err
        with embedded.hub() as hub:
            assert_holds(hub, position)
    load_to_the_end(embedded, files)
    with embedded.hub() as hub:
        assert_complete(hub, undisturbed)


def test_a_second_hub_joins_the_engine_and_writes_while_the_first_loads(
    embedded: Cli, folder: Path, files: tuple[Path, Path]
) -> None:
    with emptied(embedded):
        engine = read_address(folder)
    with embedded.hub() as hub, loading(embedded, files) as process:
        assert read_address(folder) == engine
        acknowledged(process, 2)
        written: list[str] = []
        while process.poll() is None:
            written.append(write_one(hub, str(len(written))))
        assert written
        _out, err = process.communicate()
        assert process.returncode == 0, err
        assert all(get_golden_of_record(hub, "other", Kind.COMPANY, key) for key in written)
        assert_holds(hub, ROWS)


def write_one(hub: Hub, key: str) -> str:
    """Write a company of a source of its own; returns its key."""
    record = SourceRecord(source="other", kind=Kind.COMPANY, key=key, fields={"name": (f"Second Hub {key} Ltd",)})
    write_records(hub, [record], "second")
    return key

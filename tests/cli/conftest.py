"""Hubs for tests of the command line. The engine stays up for a module, so that its commands need not start one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.runner import Cli, embedded_cli, server_cli
from tests.cli.sources import write_sources
from tests.engines import embedded_engine


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """The command line on the embedded engine, with nothing in it."""
    folder = tmp_path_factory.mktemp("hub-data")
    with embedded_engine(folder):
        yield embedded_cli(folder)


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def cli(request: pytest.FixtureRequest) -> Iterator[Cli]:
    """The command line on either engine, with nothing in it."""
    if request.param == "embedded":
        yield request.getfixturevalue("embedded")
        return
    server = server_cli(request.getfixturevalue("neo4j_address"))
    server.run("reset", "--yes")
    yield server
    server.run("reset", "--yes")  # others share it, and query plans depend on what is in it


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with two small sources, as tests.cli.sources describes them."""
    return write_sources(tmp_path)

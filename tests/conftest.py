"""Fixtures of all tests: a test that asks for `graph_address` runs on both engines.

Each engine is started when the first test asks for it, at most once, and stopped when the session ends. Tests share
the engines: whoever needs an empty graph empties it.
"""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.engines import GraphAddress, NoNeo4jError, embedded_engine, neo4j_server

NO_NEO4J = pytest.StashKey[str]()

settings.register_profile("hub", deadline=None)  # a shared machine is no stopwatch
settings.load_profile("hub")
signal.signal(
    signal.SIGINT, signal.default_int_handler
)  # a background job inherits that Ctrl-C is ignored, and passes it on


@pytest.fixture(scope="session")
def embedded_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphAddress]:
    """The embedded engine."""
    with embedded_engine(tmp_path_factory.mktemp("embedded")) as address:
        yield address


@pytest.fixture(scope="session")
def neo4j_address(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphAddress]:
    """A real Neo4j. Without one, tests are skipped loudly, or fail where HUB_TEST_REQUIRE_NEO4J=1."""
    try:
        with neo4j_server(tmp_path_factory.mktemp("neo4j")) as address:
            yield address
    except NoNeo4jError as error:
        if os.environ.get("HUB_TEST_REQUIRE_NEO4J") == "1":
            pytest.fail(f"HUB_TEST_REQUIRE_NEO4J=1, but: {error}", pytrace=False)
        pytestconfig.stash[NO_NEO4J] = str(error)
        pytest.skip(str(error))


@pytest.fixture(scope="session", params=["embedded", "neo4j"])
def graph_address(request: pytest.FixtureRequest) -> GraphAddress:
    """Either engine, one after the other."""
    address: GraphAddress = request.getfixturevalue(f"{request.param}_address")
    return address


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the end, where nobody can miss it, that Neo4j was not tested."""
    reason = config.stash.get(NO_NEO4J, None)
    if reason is not None:
        terminalreporter.section("NEO4J WAS NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(reason, red=True)

"""The two engines that tests run on: where they come from, and what is said where one is missing.

Nothing here knows pytest; tests/conftest.py turns it into fixtures.
"""

import gc
import os
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import docker
from docker.errors import DockerException
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import LogMessageWaitStrategy

from hub.graph.embedded import join_engine
from tests.neo4j_maven import NoMavenNeo4jError, maven_neo4j

DEFAULT_NEO4J_VERSION = "5.26.30"
HEAP_MB = 512
START_SECONDS = 120.0
BOLT_PORT = 7687


@dataclass(frozen=True, slots=True)
class GraphAddress:
    """Where a test finds a graph engine. `http_url` is the embedded engine's own API; Neo4j has none here."""

    uri: str
    user: str
    password: str | None
    database: str | None
    http_url: str | None = None


class NoNeo4jError(Exception):
    """No real Neo4j can be had on this machine; says why."""


@contextmanager
def embedded_engine(folder: Path) -> Iterator[GraphAddress]:
    """Run the embedded engine on `folder`."""
    with join_engine(folder, heap_mb=HEAP_MB, start_seconds=START_SECONDS) as engine:
        yield GraphAddress(engine.bolt_uri, engine.user, engine.password, engine.database, engine.http_url)


@contextmanager
def neo4j_server(folder: Path) -> Iterator[GraphAddress]:
    """Find or run a real Neo4j: HUB_TEST_GRAPH_URI, else Docker, else Maven and Java.

    Raises:
        NoNeo4jError: none of them can be had.
    """
    uri = os.environ.get("HUB_TEST_GRAPH_URI")
    version = os.environ.get("HUB_TEST_NEO4J_VERSION", DEFAULT_NEO4J_VERSION)
    if uri:
        user = os.environ.get("HUB_TEST_GRAPH_USER", "neo4j")
        yield GraphAddress(uri, user, os.environ.get("HUB_TEST_GRAPH_PASSWORD"), None)
    elif docker_answers():
        with docker_neo4j(version) as uri:
            yield GraphAddress(uri, "neo4j", None, None)
    else:
        try:
            with maven_neo4j(version, folder) as uri:
                yield GraphAddress(uri, "neo4j", None, None)
        except NoMavenNeo4jError as error:
            raise NoNeo4jError(
                f"No Neo4j {version}: HUB_TEST_GRAPH_URI is not set, no Docker engine answers, and {error}."
            ) from error


def docker_answers() -> bool:
    """Tell whether a Docker engine runs here."""
    with warnings.catch_warnings():
        # Where no engine listens, the client forgets to close its socket.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            with closing(docker.from_env(timeout=5)) as client:
                return bool(client.ping())
        except DockerException:
            return False
        finally:
            gc.collect()


@contextmanager
def docker_neo4j(version: str) -> Iterator[str]:
    """Run Neo4j `version` in a container; yield its Bolt address, which asks for no password."""
    container = DockerContainer(f"neo4j:{version}").with_exposed_ports(BOLT_PORT)
    container.with_env("NEO4J_AUTH", "none").with_env("NEO4J_server_memory_heap_max__size", "1g")
    container.waiting_for(LogMessageWaitStrategy("Started.").with_startup_timeout(int(START_SECONDS)))
    with container:
        yield f"bolt://{container.get_container_host_ip()}:{container.get_exposed_port(BOLT_PORT)}"

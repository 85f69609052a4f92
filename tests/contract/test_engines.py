"""The engines the tests run on are there, and are the ones that were asked for."""

import os

import neo4j
import pytest

from tests.engines import DEFAULT_NEO4J_VERSION, GraphAddress
from tests.neo4j_maven import NoMavenNeo4jError, find_java, least_java


def ask(address: GraphAddress, query: str) -> neo4j.Record:
    auth = (address.user, address.password) if address.password else None
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver:
        return driver.execute_query(query, database_=address.database).records[0]


def test_either_engine_answers_cypher(graph_address: GraphAddress) -> None:
    assert ask(graph_address, "UNWIND [1, 2, 3] AS n RETURN sum(n) AS sum")["sum"] == 6


def test_neo4j_has_the_version_asked_for(neo4j_address: GraphAddress) -> None:
    if "HUB_TEST_GRAPH_URI" in os.environ:
        pytest.skip("a server that was given has whatever version it has")
    version = ask(neo4j_address, "CALL dbms.components() YIELD versions RETURN versions[0] AS version")["version"]
    assert version == os.environ.get("HUB_TEST_NEO4J_VERSION", DEFAULT_NEO4J_VERSION)


def test_only_the_embedded_engine_has_an_api_of_its_own(
    embedded_address: GraphAddress, neo4j_address: GraphAddress
) -> None:
    assert embedded_address.http_url is not None
    assert neo4j_address.http_url is None


@pytest.mark.parametrize(("version", "java"), [("5.26.30", 17), ("2025.01.0", 21), ("2026.09.0", 21)])
def test_each_neo4j_has_its_least_java(version: str, java: int) -> None:
    assert least_java(version) == java


def test_a_missing_java_is_told_with_those_that_are_there() -> None:
    with pytest.raises(NoMavenNeo4jError, match="JDK of release 999 or later; found: "):
        find_java(999)

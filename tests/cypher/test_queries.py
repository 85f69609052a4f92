"""What every file in cypher/ keeps to: its header, the glossary, both engines, and plans that do not read the graph."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import neo4j
import pytest

from hub.assets import cypher_dir
from hub.graph.queries import query, statements
from hub.opening import open_graph
from hub.settings import Settings
from tests.engines import GraphAddress
from tests.hubs import to_address

ROOT = Path(__file__).parents[2]
FILES = {path.relative_to(cypher_dir()).with_suffix("").as_posix(): path for path in cypher_dir().rglob("*.cypher")}
NAMES = sorted(FILES)
MIGRATIONS = {name for name in NAMES if re.match(r"schema/\d", name)}
NEO4J_ONLY = {"schema/neo4j_full_text", "schema/neo4j_indexes_building"}
WITHOUT_PLAN = MIGRATIONS | NEO4J_ONLY

READS_ALL_NODES = {"erase/everything": "it deletes all nodes"}
READS_A_LABEL = {
    "decide/expired_overrides": "overrides are made by hand, so they are few",
    "erase/matches": "it empties the graph",
    "erase/projections": "it empties the graph",
    "read/counts": "it counts all nodes of each label",
    "read/everything_derived": "it reads everything, for tests",
    "read/expected": "a report on all records, run by hand",
    "read/judgements": "judgements are made by hand, so they are few",
    "read/loads": "one node for each file loaded",
    "read/match_models": "a report on all matches, run by hand",
    "read/overrides": "overrides are made by hand, so they are few",
    "read/oversized_keys": "a report on all keys, run by hand",
    "read/reviews": "the order is by how uncertain each is, so all must be seen",
    "resolve/active_records": "it counts records, when a quarter more have come",
    "resolve/all_records": "a rebuild reads all records",
    "resolve/match_models": "one node for each kind",
    "resolve/sources": "sources are few",
    "schema/migrations": "migrations are few",
    "stage/gone_records": "a full load looks for what it did not see among all records",
}
MULTIPLIES = {"read/everything_derived": "each of its subqueries gives exactly one row"}
ONE_ROW_LEAVES = {"Argument", "NodeUniqueIndexSeek", "NodeUniqueIndexSeek(Locking)", "MultiNodeIndexSeek"}


def header(name: str) -> tuple[str, str, str]:
    """The three parts of a query's header: purpose, arguments, what it returns."""
    lines = []
    for line in FILES[name].read_text(encoding="utf-8").splitlines():
        if not line.startswith("//"):
            break
        lines.append(line.removeprefix("//").rstrip())
    found = re.fullmatch(r"(.+?)\n Args:(.*?)\n Returns:(.+)", "\n".join(lines), re.DOTALL)
    assert found, f"{name}: the header is not: purpose, Args, Returns"
    return found.group(1), found.group(2), found.group(3)


def documented_arguments(name: str) -> set[str]:
    """The names before the colons of the header's Args."""
    _purpose, said, _returns = header(name)
    if said.strip() == "none":
        return set()
    return {argument.strip() for line in said.splitlines() if line for argument in line.partition(":")[0].split(",")}


@pytest.mark.parametrize("name", NAMES)
def test_the_header_says_purpose_arguments_and_result(name: str) -> None:
    assert all(part.strip() for part in header(name))
    assert documented_arguments(name) == query(name).parameters


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_static(name: str) -> None:
    code = query(name).text
    assert not re.search(r"\{\{|%s|\$\{|\$\(", code), "a template has no place in a query"
    assert len(statements(name)) == 1 or name in MIGRATIONS


def test_every_query_is_used() -> None:
    own = Path(__file__)
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for top in ("hub", "tests")
        for path in (ROOT / top).rglob("*.py")
        if path != own
    )
    assert [name for name in NAMES if f'"{name}"' not in code and name not in MIGRATIONS] == []


def names_in(pattern: str) -> set[str]:
    """All labels or types that `pattern` finds in the code of the queries, alternatives taken apart."""
    found = re.findall(pattern, "\n".join(query(name).text for name in NAMES))
    return {name for chain in found for name in re.findall(r"\w+", chain)}


def names_in_glossary(heading: str) -> set[str]:
    """The first column of the table below a heading of the glossary."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def test_labels_are_those_of_the_glossary() -> None:
    used = names_in(r"\(\w*((?::[A-Z]\w*)+)[ ){]") | names_in(r"\b\w+((?::[A-Z]\w*)+)(?= OR|\n| AND)")
    interactions = set(re.findall(r"CREATE \(:Interaction:(\w+) ", query("stage/create_interactions").text))
    assert used - interactions == names_in_glossary("Nodes")


def test_relationship_types_are_those_of_the_glossary() -> None:
    assert names_in(r"\[\w*:([A-Z_|]+)[\]\s{*]") == names_in_glossary("Relationships")


@contextmanager
def session_on(address: GraphAddress) -> Iterator[neo4j.Session]:
    """A session of the bare driver on an engine with the hub's schema, without which no plan can use an index."""
    auth = (address.user, address.password) if address.password else None
    with (
        open_graph(Settings(), to_address(address)),
        neo4j.GraphDatabase.driver(address.uri, auth=auth, notifications_min_severity="OFF") as driver,
        driver.session(database=address.database) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def session(graph_address: GraphAddress) -> Iterator[neo4j.Session]:
    """A session on either engine."""
    with session_on(graph_address) as opened:
        yield opened


Plan = Mapping[str, Any]


def explain(session: neo4j.Session, name: str) -> Plan:
    """Compile a query as it stands, with null for every parameter, and run nothing."""
    wanted = query(name)
    result = session.run(f"EXPLAIN {wanted.text}", dict.fromkeys(wanted.parameters))
    return cast("Plan", result.consume().plan or {})


def operators(plan: Plan) -> Iterator[tuple[str, Plan]]:
    """Every operator of a plan with the part of the plan below it."""
    yield plan["operatorType"].partition("@")[0], plan
    for child in plan.get("children") or ():
        yield from operators(child)


def multiplies(plan: Plan) -> bool:
    """Whether some Cartesian product has a side that may have more than one row."""
    products = [part for operator, part in operators(plan) if operator == "CartesianProduct"]
    leaves = {operator for product in products for operator, part in operators(product) if not part.get("children")}
    return bool(leaves - ONE_ROW_LEAVES)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_PLAN])
def test_the_query_compiles(session: neo4j.Session, name: str) -> None:
    assert explain(session, name) is not None


def test_plans_read_no_more_than_they_must(neo4j_address: GraphAddress) -> None:
    with session_on(neo4j_address) as session:
        found = {name: explain(session, name) for name in NAMES if name not in WITHOUT_PLAN}
    used = {name: {operator for operator, _part in operators(plan)} for name, plan in found.items()}
    assert {name for name, own in used.items() if "AllNodesScan" in own} == set(READS_ALL_NODES)
    assert {name for name, own in used.items() if "NodeByLabelScan" in own} <= set(READS_A_LABEL)
    assert {name for name, plan in found.items() if multiplies(plan)} == set(MULTIPLIES)

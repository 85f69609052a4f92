"""The house rules that a machine can hold: who may import whom, no cycles, no Cypher outside cypher/."""

import ast
import re
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "hub"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

MAY_IMPORT = {
    "hub.model": {"hub.model"},
    "hub.standardise": {"hub.model", "hub.errors", "hub.standardise"},
    "hub.resolution": {"hub.model", "hub.errors", "hub.standardise", "hub.resolution"},
    "hub.ingest": {"hub.model", "hub.errors", "hub.standardise", "hub.ingest", "hub.assets"},
    "hub.graph": {"hub.model", "hub.errors", "hub.graph", "hub.assets"},
}
"""What each package may import of the hub. Flows, API and CLI come on top and may import all of these."""

PURE = ("hub.model", "hub.standardise", "hub.resolution")
IMPURE_MODULES = {"neo4j", "httpx", "socket", "subprocess", "os", "time", "random", "sqlite3", "requests"}
CYPHER = re.compile(r"\b(MATCH|MERGE|UNWIND|CREATE)\s*[({$]|\bDETACH DELETE\b|\bCALL\s+db\.")


def imports_of(path: Path) -> set[str]:
    """Modules that a file imports, by full name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def package_of(module: str) -> str:
    """The package of a module: hub.graph for hub.graph.database, the module itself at the top level."""
    return ".".join(module.split(".")[:2])


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_only_what_its_package_may(module: str) -> None:
    allowed = MAY_IMPORT.get(package_of(module))
    if allowed is None:
        return
    wrong = {
        name
        for name in imports_of(MODULES[module])
        if name.startswith("hub.") and name in MODULES and package_of(name) not in allowed
    }
    assert not wrong, f"{module} must not import {sorted(wrong)}"


@pytest.mark.parametrize("module", sorted(name for name in MODULES if package_of(name) in PURE))
def test_the_core_is_pure(module: str) -> None:
    assert not {name.split(".")[0] for name in imports_of(MODULES[module])} & IMPURE_MODULES


@pytest.mark.parametrize("module", sorted(MODULES))
def test_only_the_graph_package_knows_the_driver(module: str) -> None:
    if package_of(module) != "hub.graph":
        assert "neo4j" not in {name.split(".")[0] for name in imports_of(MODULES[module])}


def test_no_module_is_in_an_import_cycle() -> None:
    graph = nx.DiGraph(
        (module, name) for module, path in MODULES.items() for name in imports_of(path) if name in MODULES
    )
    assert [cycle for cycle in nx.strongly_connected_components(graph) if len(cycle) > 1] == []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_cypher_outside_its_folder(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert not [text for text in texts if CYPHER.search(text)]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_imports_hide_in_functions(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    assert not [n.lineno for f in functions for n in ast.walk(f) if isinstance(n, (ast.Import, ast.ImportFrom))]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_room_is_named_after_nothing(module: str) -> None:
    assert not {"util", "utils", "helper", "helpers", "common", "misc"} & set(module.split("."))

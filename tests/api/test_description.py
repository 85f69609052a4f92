"""The OpenAPI description: complete, true to the code, and the one that is committed."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from hub.api.app import MODULES
from hub.api.description import read_examples
from tests.api.description import COMMITTED, describe
from tests.api.sending import get

DESCRIPTION = describe()
ROUTES = {
    route.operation_id: route for module in MODULES for route in module.router.routes if isinstance(route, APIRoute)
}
JSON = "application/json"
PROBLEM = "application/problem+json"
WITH_BODY = {"post", "put"}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation."""
    for path, methods in DESCRIPTION["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


OPERATIONS = {operation["operationId"]: (method, operation) for method, _path, operation in operations()}


def test_the_committed_description_is_the_one_that_is_served(api: httpx.Client) -> None:
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert get(api, "/openapi.json") == committed, "a wanted change? Then: python -m tests.api.description"


def test_every_operation_has_an_id_of_its_own() -> None:
    assert len(OPERATIONS) == len(list(operations()))
    assert set(OPERATIONS) == set(ROUTES)
    known = {tag["name"] for tag in DESCRIPTION["tags"]}
    assert all(set(operation["tags"]) <= known for _method, operation in OPERATIONS.values())
    assert all(tag["description"] for tag in DESCRIPTION["tags"])


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_says_what_it_does(name: str) -> None:
    _method, operation = OPERATIONS[name]
    assert operation["summary"]
    assert operation["description"].rstrip().endswith(".")
    assert operation["tags"]
    assert all(parameter["schema"] for parameter in operation.get("parameters", []))


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_names_the_problems_it_may_answer_with(name: str) -> None:
    method, operation = OPERATIONS[name]
    needed = {"422", "500", "503"} | ({"400", "413"} if method in WITH_BODY else set())
    assert needed <= set(operation["responses"])
    for status, answer in operation["responses"].items():
        if int(status) >= httpx.codes.BAD_REQUEST:
            assert answer["description"]
            assert answer["content"] == {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_has_examples_that_are_what_it_takes_and_gives(name: str) -> None:
    _method, operation = OPERATIONS[name]
    route = ROUTES[name]
    if "requestBody" in operation:
        taken: Any = route.body_field.field_info.annotation if route.body_field else None
        example = operation["requestBody"]["content"][JSON]["example"]
        TypeAdapter(taken).validate_json(json.dumps(example))
    for status in {"200", "201"} & set(operation["responses"]):
        example = operation["responses"][status]["content"][JSON]["example"]
        shown = TypeAdapter(route.response_model).validate_json(json.dumps(example))
        assert TypeAdapter(route.response_model).dump_python(shown, mode="json") == example


def test_every_example_is_shown() -> None:
    assert set(read_examples()) <= set(OPERATIONS)


def test_every_reference_leads_somewhere() -> None:
    def references(part: object) -> Iterator[str]:
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                yield part["$ref"]
            for inner in part.values():
                yield from references(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from references(inner)

    known = {f"#/components/schemas/{name}" for name in DESCRIPTION["components"]["schemas"]}
    assert set(references(DESCRIPTION)) == known


def test_it_is_openapi_3_1() -> None:
    assert DESCRIPTION["openapi"].startswith("3.1")
    assert DESCRIPTION["info"]["title"] == "hub"
    for method, path, operation in operations():
        named = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
        assert named == {part.strip("{}") for part in path.split("/") if part.startswith("{")}, (method, path)
        assert ("requestBody" in operation) == (method in WITH_BODY)
        assert all(status.isdigit() for status in operation["responses"])


def test_the_documentation_needs_no_other_server(api: httpx.Client) -> None:
    for path in ("/docs", "/redoc"):
        page = api.get(path)
        assert page.status_code == 200
        assert "cdn." not in page.text

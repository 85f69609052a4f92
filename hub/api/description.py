"""The OpenAPI description: what FastAPI derives from the routes, with an example for each body sent and answered."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from fastapi import FastAPI

JSON = "application/json"
Examples = dict[str, dict[str, Any]]


@cache
def read_examples() -> Examples:
    """Return operation id -> {request, response}, as far as an operation has them."""
    text = files("hub.api").joinpath("examples.yaml").read_text(encoding="utf-8")
    examples: Examples = yaml.safe_load(text)
    return examples


def describe(app: FastAPI) -> None:
    """Let the app's description carry the examples, and summaries in words."""
    derive = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            _complete(derive())
        return derive()

    app.openapi = openapi  # type: ignore[method-assign]


def _complete(description: dict[str, Any]) -> None:
    for methods in description["paths"].values():
        for operation in methods.values():
            # FastAPI makes summaries of function names; the first clause of what the function says is one to read.
            operation["summary"] = re.split("[.:;]", operation["description"], maxsplit=1)[0]
            examples = read_examples().get(operation["operationId"], {})
            if "requestBody" in operation and "request" in examples:
                operation["requestBody"]["content"][JSON]["example"] = examples["request"]
            for status in ("200", "201"):
                content = operation["responses"].get(status, {}).get("content", {})
                if JSON in content and "response" in examples:
                    content[JSON]["example"] = examples["response"]

"""The examples in the docstrings hold."""

import doctest
import importlib
import importlib.util
import pkgutil
from pathlib import Path

import pytest

import hub


def with_examples() -> list[str]:
    """The modules of the hub that have examples."""
    found = pkgutil.walk_packages(hub.__path__, "hub.")
    places = {module.name: importlib.util.find_spec(module.name) for module in found}
    return [
        name
        for name, spec in places.items()
        if spec and spec.origin and ">>> " in Path(spec.origin).read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("module", with_examples())
def test_examples(module: str) -> None:
    assert not doctest.testmod(importlib.import_module(module)).failed


def test_modules_with_examples_are_found() -> None:
    assert {"hub.deduping", "hub.indexing", "hub.standardise.text"} <= {*with_examples()}

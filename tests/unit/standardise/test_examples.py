"""The examples in the docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import hub.standardise


@pytest.mark.parametrize("module", [found.name for found in pkgutil.iter_modules(hub.standardise.__path__)])
def test_examples(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"hub.standardise.{module}")).failed == 0

"""What contract tests are given: a hub on either engine, emptied for each test."""

from collections.abc import Iterator

import pytest

from hub.opening import Hub
from tests.engines import GraphAddress
from tests.hubs import empty_hub, erase


@pytest.fixture(scope="module")
def opened(graph_address: GraphAddress) -> Iterator[Hub]:
    """A hub on either engine."""
    with empty_hub(graph_address) as hub:
        yield hub


@pytest.fixture
def hub(opened: Hub) -> Hub:
    """The hub with nothing in it."""
    erase(opened.database, "erase/everything")
    return opened

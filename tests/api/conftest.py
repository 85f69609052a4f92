"""What API tests are given: an empty hub on either engine, served over HTTP, and a client of it."""

from collections.abc import Iterator

import httpx
import pytest

from hub.api.app import create_app
from hub.opening import Hub
from tests.api.serving import client_of, served
from tests.engines import GraphAddress
from tests.hubs import empty_hub


@pytest.fixture(scope="module")
def hub(graph_address: GraphAddress) -> Iterator[Hub]:
    """A hub that is empty when a module begins; its tests use sources and names of their own."""
    with empty_hub(graph_address) as opened:
        yield opened


@pytest.fixture(scope="module")
def api(hub: Hub) -> Iterator[httpx.Client]:
    """A client of the API on that hub."""
    with served(create_app(hub)) as url, client_of(url) as client:
        yield client

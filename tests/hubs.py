"""Hubs for tests: opened on a running engine and emptied first."""

from collections.abc import Iterator
from contextlib import contextmanager

from hub.graph.database import Address, Database
from hub.opening import Hub, open_graph
from hub.settings import Settings
from tests.engines import GraphAddress


def to_address(address: GraphAddress) -> Address:
    """Return the address as the hub takes it."""
    return Address(
        uri=address.uri,
        user=address.user,
        password=address.password,
        database=address.database,
        http_url=address.http_url,
    )


@contextmanager
def empty_hub(address: GraphAddress, **settings: object) -> Iterator[Hub]:
    """Open a hub on an engine that runs, with nothing in it."""
    with open_graph(Settings(**settings), to_address(address)) as hub:  # type: ignore[arg-type]
        erase(hub.database, "erase/everything")
        yield hub


def erase(database: Database, name: str) -> None:
    """Run an erasing query until nothing is left for it."""
    while database.write(lambda transaction: transaction.run(name, limit=5_000))[0]["n"]:
        pass

"""Opening a hub: from settings to a migrated graph, ready to read and write. CLI, API and tests all begin here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from hub.graph.database import Address, Database
from hub.graph.embedded import join_engine
from hub.graph.migrate import migrate
from hub.resolving import Resolver, read_policy, utc_now
from hub.settings import Settings


@dataclass(frozen=True)
class Hub:
    """An open hub: what every flow is given."""

    settings: Settings
    database: Database

    @cached_property
    def resolver(self) -> Resolver:
        """What resolves records; made at its first use, for reading needs no match models."""
        policy = read_policy(self.settings.max_block_size)
        return Resolver(self.database, policy, self.settings.resolve_records, self.settings.learn_records, utc_now)

    def now(self) -> str:
        """The time, ISO 8601 in UTC."""
        return utc_now()


@contextmanager
def open_hub(settings: Settings) -> Iterator[Hub]:
    """Reach the graph that `settings` name, starting or joining the embedded engine if they name none.

    Raises:
        EngineStartError: the embedded engine did not start.
        EngineUnavailableError: the Neo4j named does not answer.
        SchemaError: the graph was written by another version of the hub.
    """
    if settings.graph_uri:
        with open_graph(settings, _server_address(settings)) as hub:
            yield hub
        return
    with join_engine(settings.data_dir, settings.engine_heap_mb, settings.engine_start_seconds) as engine:
        address = Address(
            uri=engine.bolt_uri,
            user=engine.user,
            password=engine.password,
            database=engine.database,
            http_url=engine.http_url,
        )
        with open_graph(settings, address) as hub:
            yield hub


@contextmanager
def open_graph(settings: Settings, address: Address) -> Iterator[Hub]:
    """Open a hub on an engine that runs already."""
    database = Database(address)
    try:
        database.check()
        migrate(database)
        yield Hub(settings, database)
    finally:
        database.close()


def _server_address(settings: Settings) -> Address:
    password = settings.graph_password.get_secret_value() if settings.graph_password else None
    return Address(
        uri=settings.graph_uri or "",
        user=settings.graph_user,
        password=password,
        database=settings.graph_database,
    )

"""The database: the one place where the driver lives. Units of work go in; their results come out, committed or not.

Writers pass one at a time: a unit of work takes a lock of this process, then the writer sequence of the graph, so that
what it reads cannot change before it commits. Neo4j makes other processes wait there; the embedded engine lets the
loser fail at commit, or before, on what it saw half written, and the unit of work runs again.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions

from hub.errors import EngineError, EngineUnavailableError, HubError
from hub.graph.queries import Query, query, statements

T = TypeVar("T")
Row = dict[str, Any]

ATTEMPTS = 30
READ_ATTEMPTS = 3
READ_PAUSE_SECONDS = 0.01
ROWS_PER_QUERY = 2_000


@dataclass(frozen=True, slots=True)
class Address:
    """Where a graph engine listens, and as whom to come. `http_url` is known for the embedded engine only."""

    uri: str
    user: str
    password: str | None
    database: str | None
    http_url: str | None = None

    @property
    def is_embedded(self) -> bool:
        """Whether this is the engine that the hub brings along."""
        return self.http_url is not None


class Transaction:
    """One transaction, to run queries in."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def run(self, name: str, /, **parameters: object) -> list[Row]:
        """Run the query `name` of `cypher/` and return its rows."""
        return self._run(query(name), parameters)

    def run_rows(self, name: str, rows: Sequence[object], parameter: str = "rows", /, **others: object) -> list[Row]:
        """Run the query for `rows`, a slice at a time; nothing runs where there are none."""
        found: list[Row] = []
        for start in range(0, len(rows), ROWS_PER_QUERY):
            found += self._run(query(name), {parameter: rows[start : start + ROWS_PER_QUERY], **others})
        return found

    def _run(self, wanted: Query, parameters: dict[str, Any]) -> list[Row]:
        result = self._transaction.run(wanted.text, parameters)
        names = result.keys()
        return [dict(zip(names, record.values(), strict=True)) for record in result]


class Database:
    """A graph engine, reached through the official driver."""

    def __init__(self, address: Address) -> None:
        self.address = address
        auth = (address.user, address.password) if address.password is not None else None
        self._driver = neo4j.GraphDatabase.driver(
            address.uri,
            auth=auth,
            connection_timeout=10,
            notifications_min_severity="OFF",
            warn_notification_severity="OFF",
        )
        self._writing = threading.RLock()

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def check(self) -> str:
        """Return the engine's name and version.

        Raises:
            EngineUnavailableError: it does not answer.
        """
        with _translated():
            return str(self._driver.get_server_info().agent)

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a read transaction; where it fails it runs again, for it may have seen half of a commit."""
        with _translated():
            for _ in range(READ_ATTEMPTS - 1):
                with suppress(*_MAY_COME_OF_A_RACE):
                    return self._read_once(work)
                time.sleep(READ_PAUSE_SECONDS)
            return self._read_once(work)

    def _read_once(self, work: Callable[[Transaction], T]) -> T:
        with self._session(neo4j.READ_ACCESS) as session, session.begin_transaction() as transaction:
            return work(Transaction(transaction))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` alone among writers and commit; it runs again if it lost against another process."""
        return self._attempt(work, commit=True)

    def preview(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` as `write` does, return what it returns, and leave the graph as it was."""
        return self._attempt(work, commit=False)

    def run_schema(self, name: str) -> None:
        """Run a schema file, each statement in a transaction of its own, as both engines want it."""
        with _translated(), self._session(neo4j.WRITE_ACCESS) as session:
            for statement in statements(name):
                session.run(statement).consume()

    def _session(self, mode: str) -> neo4j.Session:
        return self._driver.session(database=self.address.database, default_access_mode=mode)

    def _attempt(self, work: Callable[[Transaction], T], *, commit: bool) -> T:
        with self._writing, _translated():
            for attempt in range(ATTEMPTS):
                try:
                    return self._once(work, commit=commit)
                except (exceptions.TransientError, exceptions.ConstraintError, _OvertakenError) as error:
                    # The embedded engine reports a lost race as a constraint violation, too.
                    if attempt == ATTEMPTS - 1:
                        raise (error.__cause__ or error) from None
                    time.sleep(random.uniform(0, 0.02 * (attempt + 1)))  # noqa: S311 - spreads retries, no secret
        raise AssertionError("unreachable")

    def _once(self, work: Callable[[Transaction], T], *, commit: bool) -> T:
        with self._session(neo4j.WRITE_ACCESS) as session, session.begin_transaction() as transaction:
            wrapped = Transaction(transaction)
            turn = wrapped.run("stage/take_numbers", name="writer", count=1)[0]["last"]
            try:
                result = work(wrapped)
                if commit:
                    transaction.commit()
                else:
                    transaction.rollback()
            except _MAY_COME_OF_A_RACE as error:
                transaction.close()
                if self.address.is_embedded and self._was_overtaken(turn, error):
                    raise _OvertakenError from error
                raise
            return result

    def _was_overtaken(self, turn: int, error: Exception) -> bool:
        """Tell whether `error` may come of another writer, who committed or added a type since `turn` was taken."""
        if isinstance(error, exceptions.Neo4jError):
            # A type that is just being added is seen at once, and leaves no trace in the sequence.
            return True
        with self._session(neo4j.WRITE_ACCESS) as session, session.begin_transaction() as transaction:
            last = Transaction(transaction).run("stage/take_numbers", name="writer", count=0)[0]["last"]
            transaction.rollback()
            return bool(last >= turn)


class _OvertakenError(Exception):
    """Another writer committed in the middle of a unit of work, which failed; its cause may be gone the next time."""


_MAY_COME_OF_A_RACE = (exceptions.Neo4jError, HubError, LookupError, ValueError, AssertionError)
"""How a unit of work may fail that reads what another has half written: neither engine shows a commit all at once."""


@contextmanager
def _translated() -> Iterator[None]:
    """Let no error of the driver out of this package."""
    try:
        yield
    except (exceptions.ServiceUnavailable, exceptions.SessionExpired, OSError) as error:
        raise EngineUnavailableError(
            "The graph engine does not answer.", "Check that it runs and that HUB_GRAPH_URI names it; then try again."
        ) from error
    except exceptions.AuthError as error:
        raise EngineUnavailableError(
            "The graph engine refuses the user or password.", "Check HUB_GRAPH_USER and HUB_GRAPH_PASSWORD."
        ) from error
    except exceptions.Neo4jError as error:
        raise EngineError(f"The graph engine refused a query ({error.code}).", "Run hub doctor.") from error

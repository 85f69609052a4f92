"""What the users of one embedded engine can rely on, with real processes, real signals and the real engine."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import neo4j
import pytest

from hub.errors import EngineError, EngineStartError
from hub.graph.embedded import Engine, join_engine, sql
from hub.graph.engine_folder import address_file, log_file, try_lock

ROOT = Path(__file__).parents[2]
DEADLINE_SECONDS = 60
StartUser = Callable[[], "User"]


class User:
    """Another process that uses the engine of a folder."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.contract.engine_user", str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            process_group=0,
        )

    def address(self) -> dict[str, Any]:
        """Wait until it has joined; return the address it joined."""
        assert self.process.stdout is not None
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        return told

    def leave(self) -> None:
        """Let it leave as it should."""
        self.process.communicate()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder that does not exist yet; its engine has ended when the test has."""
    folder = tmp_path / "data"
    yield folder
    await_end(folder)


@pytest.fixture
def start_user(folder: Path) -> Iterator[StartUser]:
    """Starts users of the folder's engine; those that are left at the end of the test are killed."""
    with ExitStack() as users:

        def start() -> User:
            user = User(folder)
            users.enter_context(user.process)
            users.callback(user.process.kill)
            return user

        yield start


def join(folder: Path) -> Engine:
    return join_engine(folder, heap_mb=512, start_seconds=120)


def run(engine: Engine, query: str) -> list[Any]:
    with neo4j.GraphDatabase.driver(engine.bolt_uri, auth=(engine.user, engine.password)) as driver:
        return [record[0] for record in driver.execute_query(query, database_=engine.database).records]


def has_ended(folder: Path) -> bool:
    """The lock of the address file is free exactly when no engine lives."""
    if not folder.exists():
        return True
    if (lock := try_lock(address_file(folder), exclusive=True)) is None:
        return False
    os.close(lock)
    return True


def await_end(folder: Path) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not has_ended(folder):
        assert time.monotonic() < deadline, "the engine is still running"
        time.sleep(0.05)


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_second_process_joins_the_engine_that_is_up(folder: Path, start_user: StartUser) -> None:
    with join(folder) as engine:
        assert start_user().address() == {"uri": engine.bolt_uri, "password": engine.password, "pid": engine.pid}


def test_the_password_is_for_the_owner_only(folder: Path) -> None:
    with join(folder) as engine:
        assert permissions(folder) == 0o700
        assert permissions(address_file(folder)) == 0o600
        assert engine.password in address_file(folder).read_text()
        assert engine.password not in repr(engine)
        with (
            neo4j.GraphDatabase.driver(engine.bolt_uri, auth=(engine.user, "guessed-wrong")) as driver,
            pytest.raises(neo4j.exceptions.AuthError),
        ):
            driver.verify_connectivity()
    await_end(folder)
    assert address_file(folder).read_text() == ""


def test_the_engine_outlives_its_starter_and_ends_with_the_last_user(folder: Path, start_user: StartUser) -> None:
    starter = start_user()
    pid = starter.address()["pid"]
    with join(folder) as engine:
        starter.leave()
        assert run(engine, "CREATE (n:Note {text: 'kept'}) RETURN n.text") == ["kept"]
        assert engine.pid == pid
        assert not has_ended(folder)
    await_end(folder)
    with join(folder) as engine:
        assert engine.pid != pid
        assert run(engine, "MATCH (n:Note) RETURN n.text") == ["kept"]


def test_leaving_twice_takes_no_other_users_seat(folder: Path, start_user: StartUser) -> None:
    engine = join(folder)
    engine.leave()
    other = start_user()
    other.address()
    engine.leave()
    assert other.process.poll() is None
    other.leave()
    assert other.process.returncode == 0


def test_the_engine_ends_when_its_last_user_is_killed(folder: Path, start_user: StartUser) -> None:
    user = start_user()
    user.address()
    user.process.kill()
    await_end(folder)


def test_ctrl_c_in_the_starters_terminal_leaves_other_users_alone(folder: Path, start_user: StartUser) -> None:
    starter = start_user()
    starter.address()
    with join(folder) as engine:
        os.killpg(starter.process.pid, signal.SIGINT)
        starter.process.wait(DEADLINE_SECONDS)
        assert run(engine, "RETURN 1") == [1]


def test_a_killed_engine_is_replaced_and_has_all_that_was_acknowledged(folder: Path) -> None:
    with join(folder) as killed:
        for number in range(50):
            run(killed, f"CREATE (n:Note {{number: {number}}}) RETURN 1")
        os.kill(killed.pid, signal.SIGKILL)
        await_end(folder)
        assert killed.password in address_file(folder).read_text(), "the stale address should still be there"
        with join(folder) as engine:
            assert engine.pid != killed.pid
            assert sorted(run(engine, "MATCH (n:Note) RETURN n.number")) == list(range(50))


def test_a_terminated_engine_closes_its_databases(folder: Path) -> None:
    with join(folder) as engine:
        run(engine, "CREATE (n:Note) RETURN 1")
        os.kill(engine.pid, signal.SIGTERM)
        await_end(folder)
    with join(folder) as engine:
        assert run(engine, "MATCH (n:Note) RETURN count(n)") == [1]
        assert "not closed properly" not in log_file(folder).read_text()


@pytest.mark.usefixtures("folder")
def test_users_that_come_at_once_share_one_engine(start_user: StartUser) -> None:
    users = [start_user() for _ in range(4)]
    assert len({user.address()["pid"] for user in users}) == 1


def test_an_engine_that_cannot_start_says_why_and_what_helps(folder: Path) -> None:
    (folder / "engine").mkdir(parents=True)
    (folder / "engine" / "databases").write_text("a file where a folder should be")
    with pytest.raises(EngineStartError, match="ended while it was starting") as caught:
        join(folder)
    assert "databases" in caught.value.message
    assert "HUB_ENGINE_HEAP_MB" in caught.value.cure


def test_an_engine_that_takes_too_long_is_given_up_and_ends(folder: Path) -> None:
    with pytest.raises(EngineStartError, match="does not answer"):
        join_engine(folder, heap_mb=512, start_seconds=0.2)


def test_sql_returns_rows_and_says_when_it_is_refused(folder: Path) -> None:
    with join(folder) as engine:
        assert sql(engine, "SELECT 1 AS one")[0]["one"] == 1
        with pytest.raises(EngineError, match="refused"):
            sql(engine, "CREATE INDEX")


def test_failed_queries_leave_no_values_in_the_log(folder: Path) -> None:
    with join(folder) as engine:
        run(engine, "CREATE CONSTRAINT note_text IF NOT EXISTS FOR (n:Note) REQUIRE n.text IS UNIQUE")
        run(engine, "CREATE (n:Note {text: 'Erika Mustermann'}) RETURN 1")
        with pytest.raises(neo4j.exceptions.ConstraintError):
            run(engine, "CREATE (n:Note {text: 'Erika Mustermann'}) RETURN 1")
        assert "Mustermann" not in log_file(folder).read_text()

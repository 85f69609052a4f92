"""Clients that write at once, as threads and as processes, each with a connection of its own, on both engines."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from threading import Barrier, Event
from typing import TypeVar

import pytest

from hub.graph.neighbourhood import fetch_pending
from hub.listing import list_judgements
from hub.matching import Written, write_records
from hub.model.ids import GoldenId, Kind
from hub.model.judgement import Judgement, Verdict
from hub.model.record import Fields, SourceRecord
from hub.opening import Hub, open_graph
from hub.reading import get_golden_of_record, get_unified_view, list_changes
from hub.searching import search
from hub.settings import Settings
from hub.standardise.text import simplify
from hub.stewardship import Opinion, judge, undo_judgement
from tests.contract.writing import COMPANIES, ROUNDS, SHARED, batches, company, write_overlapping
from tests.engines import GraphAddress
from tests.hubs import empty_hub, to_address
from tests.worlds import snapshot

ROOT = Path(__file__).parents[2]
THREADS = 8
PROCESSES = 4
REPEATS = 20
TURNS = 6
SECONDS = 120
T = TypeVar("T")


@pytest.fixture
def hub(graph_address: GraphAddress) -> Iterator[Hub]:
    """A hub with nothing in it."""
    with empty_hub(graph_address) as opened:
        yield opened


@pytest.fixture
def clients(graph_address: GraphAddress, hub: Hub) -> Iterator[list[Hub]]:
    """Hubs on the same engine, each with a driver of its own, so that none waits for another before the engine."""
    assert hub
    simplify("漢")  # zhconv's dictionary loads at its first use, with a warning that only one thread can catch
    with ExitStack() as stack:
        yield [stack.enter_context(open_graph(Settings(), to_address(graph_address))) for _ in range(THREADS)]


def at_once(clients: Sequence[Hub], work: Callable[[Hub, int], T]) -> list[T]:
    """Let all clients do something at the same moment; return what they got."""
    barrier = Barrier(len(clients))

    def start(client: Hub, number: int) -> T:
        barrier.wait(SECONDS)
        return work(client, number)

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(start, clients, range(len(clients))))


def assert_sound(hub: Hub) -> None:
    """Events are gapless, nothing waits, and what is stored is what facts and decisions imply."""
    numbers = [event.number for event in list_changes(hub, limit=100_000)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert hub.database.read(lambda t: fetch_pending(t, 10)) == {}
    before = snapshot(hub)
    hub.resolver.rebuild("test")
    assert snapshot(hub) == before
    assert len(list_changes(hub, limit=100_000)) == len(numbers)


def assert_every_write_is_kept(hub: Hub, workers: int) -> None:
    """All versions of the shared records are there, each once, and each company is one golden record."""
    for name in COMPANIES:
        golden = get_golden_of_record(hub, SHARED, Kind.COMPANY, name)
        record = company(SHARED, name, {})
        own = {batch[-1].id for worker in range(workers) for batch in batches(worker) if batch[-1].key == name}
        assert set(golden.members) == {record.id, *own}
        assert versions_of(hub, record) == sorted(
            (str(worker), str(turn)) for worker in range(workers) for turn in range(ROUNDS)
        )
    assert len(golden_ids(hub)) == len(COMPANIES)


def versions_of(hub: Hub, record: SourceRecord) -> list[tuple[str, str]]:
    """Who wrote each version of a record, in which turn; the version numbers have no gap."""
    now = hub.database.read(lambda t: t.run("read/records", ids=[record.id]))[0]["record"]
    earlier = [row["version"] for row in hub.database.read(lambda t: t.run("read/versions", id=record.id))]
    assert sorted(version["version"] for version in [now, *earlier]) == list(range(1, len(earlier) + 2))
    written = [json.loads(version["raw"]) for version in [now, *earlier]]
    return sorted((raw["by"], raw["turn"]) for raw in written)


def golden_ids(hub: Hub) -> set[GoldenId]:
    return {golden["id"] for golden in snapshot(hub)["golden"]}  # type: ignore[attr-defined]


def test_threads_that_write_the_same_records_lose_nothing(hub: Hub, clients: list[Hub]) -> None:
    at_once(clients, write_overlapping)
    assert_every_write_is_kept(hub, THREADS)
    assert_sound(hub)


def test_processes_that_write_the_same_records_lose_nothing(hub: Hub, graph_address: GraphAddress) -> None:
    with ExitStack() as stack:
        workers = [stack.enter_context(start_worker()) for _ in range(PROCESSES)]
        for number, worker in enumerate(workers):
            tell(worker, json.dumps({"address": asdict(graph_address), "worker": number}))
        for worker in workers:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
        for worker in workers:
            tell(worker, "go")
        assert [worker.wait(SECONDS) for worker in workers] == [0] * PROCESSES
    assert_every_write_is_kept(hub, PROCESSES)
    assert_sound(hub)


def start_worker() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.contract.writing"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def tell(worker: subprocess.Popen[str], line: str) -> None:
    assert worker.stdin is not None
    worker.stdin.write(f"{line}\n")
    worker.stdin.flush()


@pytest.mark.parametrize("sources", [("web", "web"), ("web", "crm")], ids=["one record", "two records"])
def test_two_that_create_one_company_at_once_get_one(hub: Hub, clients: list[Hub], sources: tuple[str, str]) -> None:
    for name in invented_names():

        def create(client: Hub, number: int, name: str = name) -> Written:
            fields: Fields = {"name": (name,), "email": (f"info@{name.partition(' ')[0].lower()}.example",)}
            record = SourceRecord(source=sources[number], kind=Kind.COMPANY, key=name, fields=fields)
            return write_records(client, [record], f"client {number}")

        first, second = at_once(clients[:2], create)
        assert first.created + second.created == len(set(sources))
        assert {golden.id for golden in (*first.golden, *second.golden) if golden} <= golden_ids(hub)
        assert first.golden[0]
        assert second.golden[0]
        assert first.golden[0].id == second.golden[0].id
    assert len(golden_ids(hub)) == REPEATS
    assert_sound(hub)


def invented_names() -> list[str]:
    """Names with nothing in common."""
    chance = random.Random(3)
    return [f"{''.join(chance.choices('abcdefghijklmnopqrstuvwxyz', k=9)).title()} GmbH" for _ in range(REPEATS)]


def test_stewards_who_judge_one_pair_at_once_are_heard_in_turn(hub: Hub, clients: list[Hub]) -> None:
    left, right = (company(source, name, {}) for source, name in (("crm", COMPANIES[0]), ("erp", COMPANIES[1])))
    write_records(hub, [left, right], "test")

    def decide(client: Hub, number: int) -> Judgement:
        verdict = Verdict.SAME if number % 2 else Verdict.DIFFERENT
        return judge(client, Opinion(left.id, right.id, verdict, f"steward {number}"))[0]

    made = at_once(clients, decide)
    assert sorted(judgement.number for judgement in made) == list(range(1, THREADS + 1))
    assert {judgement.by for judgement in list_judgements(hub)} == {f"steward {number}" for number in range(THREADS)}
    last = max(made, key=lambda judgement: judgement.number)
    assert len(golden_ids(hub)) == (1 if last.verdict is Verdict.SAME else 2)
    assert_sound(hub)


def test_readers_are_not_refused_while_others_write(hub: Hub, clients: list[Hub]) -> None:
    write_records(hub, [company(source, name, {}) for source in ("crm", "erp") for name in COMPANIES], "test")
    known = sorted(golden_ids(hub))
    done = Event()

    def write(client: Hub) -> None:
        for turn in range(TURNS):
            judgement, _plans = judge(client, Opinion(known[turn % 4], known[(turn + 1) % 4], Verdict.SAME, "ann"))
            write_records(client, [company("crm", COMPANIES[turn % 4], {"turn": str(turn)})], "test")
            undo_judgement(client, judgement.id, "ann")

    def read(client: Hub) -> int:
        seen = 0
        while not done.is_set():
            views = [get_unified_view(client, golden_id) for golden_id in known]
            assert all(view.records for view in views)
            assert search(client, COMPANIES[0])
            numbers = [event.number for event in list_changes(client, limit=100_000)]
            assert numbers == list(range(1, len(numbers) + 1))
            assert len(numbers) >= seen
            seen = len(numbers)
        return seen

    def take_part(client: Hub, number: int) -> int:
        if number:
            return read(client)
        try:
            write(client)
        finally:
            done.set()
        return 0

    assert all(at_once(clients[:4], take_part)[1:])
    assert_sound(hub)

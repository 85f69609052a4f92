"""How long reads take at a given size, p50 and p99 in milliseconds, beside a bare read by id in the same run."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.sources import MAPPING, write_customers
from hub.hierarchy import get_hierarchy
from hub.ingest.mapping import parse_mapping
from hub.ingest.readers import read_rows
from hub.ingest.shape import Shaper
from hub.loading import LoadRequest, load_file
from hub.matching import match_candidate
from hub.model.ids import Kind
from hub.model.record import SourceRecord
from hub.opening import Hub
from hub.reading import get_golden, get_golden_of_record, get_unified_view
from hub.searching import search

CALLS = 300
FIRST = 30
"""So many calls come before those that are timed: a process that has just begun is slow."""


def measure_latency(hub: Hub, rows: int) -> dict[str, object]:
    """Load and resolve `rows` rows, then time reads of records picked by chance.

    Returns:
        For each read "p50 / p99" in milliseconds, of the flows that the API calls and, for matching, over HTTP; and how
        long loading and resolving took, in seconds.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "customers.csv"
        write_customers(path, rows)
        mapping = parse_mapping(MAPPING, "bench.yaml")
        begun = time.perf_counter()
        load_file(hub, LoadRequest(path=path, mapping=mapping))
        seconds = time.perf_counter() - begun
        records = _sample(path)
    ids = [get_golden_of_record(hub, "erp", Kind.COMPANY, record.key).id for record in records]
    picked = list(zip(records, ids, strict=True))
    with _served(hub) as client:
        over_http = _time(picked, lambda record, _golden: _ask(client, record))
    return {
        "rows": rows,
        "load_and_resolve_seconds": round(seconds, 1),
        "bare_read": _time(picked, lambda _r, golden: hub.database.read(lambda t: t.run("read/golden", id=golden))),
        "golden": _time(picked, lambda _record, golden: get_golden(hub, golden)),
        "look_up": _time(picked, lambda record, _golden: get_golden_of_record(hub, "erp", Kind.COMPANY, record.key)),
        "unified_view": _time(picked, lambda _record, golden: get_unified_view(hub, golden)),
        "match": _time(picked, lambda record, _golden: match_candidate(hub, Kind.COMPANY, record.fields)),
        "match_over_http": over_http,
        "hierarchy": _time(picked, lambda _record, golden: get_hierarchy(hub, golden)),
        "search": _time(picked, lambda record, _golden: search(hub, record.fields["name"][0])),
    }


def _sample(path: Path) -> list[SourceRecord]:
    mapping = parse_mapping(MAPPING, "bench.yaml")
    shaper = Shaper(mapping, mapping.files["customers"])
    rows = list(read_rows(path))
    return [shaper.shape(row).records[0] for row in random.Random(7).sample(rows, CALLS)]


@contextmanager
def _served(hub: Hub) -> Iterator[httpx.Client]:
    """Serve the same graph from a process of its own, as `hub serve` does; yields a client that stays connected."""
    environment = os.environ | {"HUB_DATA_DIR": str(hub.settings.data_dir), "HUB_PORT": "0"}
    serve = [sys.executable, "-m", "hub.cli", "serve", "--json"]
    with subprocess.Popen(serve, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            url = json.loads(server.stdout.readline())["url"]
            with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
                yield client
        finally:
            server.terminate()


def _ask(client: httpx.Client, record: SourceRecord) -> None:
    sent = {"kind": "company", "attributes": {name: list(values) for name, values in record.fields.items()}}
    client.post("/v1/match", json=sent).raise_for_status()


def _time(picked: list[tuple[SourceRecord, str]], call: Callable[[SourceRecord, str], object]) -> str:
    taken = []
    for record, golden in picked[:FIRST]:
        call(record, golden)
    for record, golden in picked:
        begun = time.perf_counter()
        call(record, golden)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return f"{taken[len(taken) // 2]:.2f} / {taken[int(len(taken) * 0.99)]:.2f}"

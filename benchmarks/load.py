"""How fast source records are loaded, as a share of the raw driver's rate, and how much memory that takes."""

import json
import resource
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import LiteralString, cast

from neo4j import GraphDatabase, ManagedTransaction

from benchmarks.sources import MAPPING, write_customers
from hub.graph.staging import Origin, record_properties
from hub.ingest.mapping import parse_mapping
from hub.ingest.readers import read_rows
from hub.ingest.shape import Shaper
from hub.loading import LoadRequest, load_file
from hub.opening import Hub

RAW_ROWS = 50_000
BATCH = 2_000


def measure_load(hub: Hub, rows: int) -> dict[str, object]:
    """Load `rows` rows without resolving them, and write the same properties with the bare driver.

    Returns:
        Rates in records a second, the share of the raw rate, and peak memory of this process in MiB.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "customers.csv"
        write_customers(path, rows)
        mapping = parse_mapping(MAPPING, "bench.yaml")
        begun = time.perf_counter()
        load, _tally = load_file(hub, LoadRequest(path=path, mapping=mapping, resolve=False))
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        raw_rate = _raw_rate(hub, path)
    rate = load.records / seconds
    return {
        "rows": rows,
        "records_per_second": round(rate),
        "raw_merge_per_second": round(raw_rate),
        "share_of_raw": round(rate / raw_rate, 2),
        "peak_mib": peak,
    }


def _raw_rate(hub: Hub, path: Path) -> float:
    """Rows a second of UNWIND ... MERGE ... SET with the very properties that a load writes."""
    mapping = parse_mapping(MAPPING, "bench.yaml")
    shaper = Shaper(mapping, mapping.files["customers"])
    rows: list[dict[str, object]] = []
    for number, row in enumerate(read_rows(path)):
        if number == RAW_ROWS:
            break
        record = shaper.shape(row).records[0]
        rows.append({**record_properties(record, Origin(), number), "id": record.id})
    address = hub.database.address
    auth = (address.user, address.password) if address.password else None
    with GraphDatabase.driver(address.uri, auth=auth) as driver, driver.session(database=address.database) as session:
        session.run(_cypher("raw_schema")).consume()
        begun = time.perf_counter()
        for start in range(0, len(rows), BATCH):
            session.execute_write(_merge, rows[start : start + BATCH])
        seconds = time.perf_counter() - begun
        while session.run(_cypher("raw_drop"), limit=5_000).single(strict=True)["n"]:
            pass
    return len(rows) / seconds


def _merge(transaction: ManagedTransaction, rows: list[dict[str, object]]) -> None:
    transaction.run(_cypher("raw_merge"), rows=rows).consume()


@cache
def _cypher(name: str) -> LiteralString:
    lines = (Path(__file__).parent / "cypher" / f"{name}.cypher").read_text(encoding="utf-8").splitlines()
    return cast("LiteralString", " ".join(line for line in lines if not line.startswith("//")).rstrip("; "))


def show(result: dict[str, object]) -> None:
    """Print a result as one line of JSON."""
    print(json.dumps(result))

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
from hub.graph.record_batch import Origin, prepare_records, record_properties
from hub.graph.staging import stage_records
from hub.ingest.mapping import parse_mapping
from hub.ingest.readers import read_rows
from hub.ingest.shape import Shaper
from hub.loading import LoadRequest, load_file
from hub.model.record import SourceRecord
from hub.opening import Hub

RAW_ROWS = 40_000
ROUNDS = 4
BATCH = 2_000


def measure_load(hub: Hub, rows: int) -> dict[str, object]:
    """Load `rows` rows without resolving them; then, the engine being warm, write records and bare nodes by turns.

    Returns:
        Rates in records a second: of the whole load, from file to graph; of staging records that are read and shaped;
        and of the bare driver with the same properties and references. Shares of that rate, and peak memory of this
        process in MiB.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "customers.csv"
        write_customers(path, rows)
        mapping = parse_mapping(MAPPING, "bench.yaml")
        begun = time.perf_counter()
        load, _tally = load_file(hub, LoadRequest(path=path, mapping=mapping, resolve=False))
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        write_customers(path, RAW_ROWS, seed=2)
        staging_rate, raw_rate = _rates(hub, path)
    rate = load.records / seconds
    return {
        "rows": rows,
        "load_per_second": round(rate),
        "staging_per_second": round(staging_rate),
        "raw_merge_per_second": round(raw_rate),
        "load_share_of_raw": round(rate / raw_rate, 2),
        "staging_share_of_raw": round(staging_rate / raw_rate, 2),
        "peak_mib": peak,
    }


def _rates(hub: Hub, path: Path) -> tuple[float, float]:
    """Rows a second of staging, and of UNWIND ... MERGE with the very properties and references that staging writes."""
    mapping = parse_mapping(MAPPING.replace("source: erp", "source: warm"), "bench.yaml")
    shaper = Shaper(mapping, mapping.files["customers"])
    records = [shaper.shape(row).records[0] for row in read_rows(path)]
    nodes: list[dict[str, object]] = [
        {**record_properties(record, Origin(), number), "arrival": number, "pending": number}
        for number, record in enumerate(records)
    ]
    references = [[{"id": record.id, "target": said.target.id} for said in record.statements] for record in records]
    address = hub.database.address
    auth = (address.user, address.password) if address.password else None
    staging_seconds = raw_seconds = 0.0
    size = RAW_ROWS // ROUNDS
    with GraphDatabase.driver(address.uri, auth=auth) as driver, driver.session(database=address.database) as session:
        session.run(_cypher("raw_schema")).consume()
        for turn in range(0, RAW_ROWS, size):
            begun = time.perf_counter()
            for start in range(turn, turn + size, BATCH):
                stated = [row for rows in references[start : start + BATCH] for row in rows]
                session.execute_write(_merge, nodes[start : start + BATCH], stated)
            raw_seconds += time.perf_counter() - begun
            begun = time.perf_counter()
            for start in range(turn, turn + size, BATCH):
                _stage(hub, records[start : start + BATCH])
            staging_seconds += time.perf_counter() - begun
        while session.run(_cypher("raw_drop"), limit=5_000).single(strict=True)["n"]:
            pass
    return RAW_ROWS / staging_seconds, RAW_ROWS / raw_seconds


def _stage(hub: Hub, records: list[SourceRecord]) -> None:
    batch = prepare_records(records)
    hub.database.write(lambda transaction: stage_records(transaction, batch))


def _merge(transaction: ManagedTransaction, rows: list[dict[str, object]], stated: list[dict[str, str]]) -> None:
    transaction.run(_cypher("raw_merge"), rows=rows).consume()
    transaction.run(_cypher("raw_states"), rows=stated).consume()


@cache
def _cypher(name: str) -> LiteralString:
    lines = (Path(__file__).parent / "cypher" / f"{name}.cypher").read_text(encoding="utf-8").splitlines()
    return cast("LiteralString", " ".join(line for line in lines if not line.startswith("//")).rstrip("; "))


def show(result: dict[str, object]) -> None:
    """Print a result as one line of JSON."""
    print(json.dumps(result))

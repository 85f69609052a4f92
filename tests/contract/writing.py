"""A client that writes records which other clients write at the same time: `python -m tests.contract.writing`.

In: one line of JSON on standard input, {"address": {...}, "worker": number}; it says "ready" and begins when a second
line comes. The tests also call its functions from threads.
"""

import json
import random
import sys
from collections.abc import Iterator

from hub.matching import write_records
from hub.model.ids import Kind
from hub.model.record import Fields, SourceRecord
from hub.opening import Hub, open_graph
from hub.settings import Settings
from tests.engines import GraphAddress
from tests.hubs import to_address

ROUNDS = 5
COMPANIES = ("Abacus", "Borealis", "Cascade", "Dynamo")
SHARED = "crm"


def company(source: str, name: str, raw: dict[str, str]) -> SourceRecord:
    """A record of one of the companies; records of different sources are the same company by name and number."""
    number = f"vat:DE{COMPANIES.index(name) + 100_000_000}"
    fields: Fields = {"name": (f"{name} GmbH",), "identifier": (number,)}
    return SourceRecord(source=source, kind=Kind.COMPANY, key=name, raw=raw, fields=fields)


def batches(worker: int) -> Iterator[list[SourceRecord]]:
    """What a worker writes: ever new versions of records that all workers share, and records of its own."""
    chance = random.Random(worker)
    for turn in range(ROUNDS):
        names = chance.sample(COMPANIES, len(COMPANIES))
        raw = {"by": str(worker), "turn": str(turn)}
        yield [company(SHARED, name, raw) for name in names] + [company(f"s{worker}", names[0], raw)]


def write_overlapping(hub: Hub, worker: int) -> None:
    """Write all batches of a worker."""
    for batch in batches(worker):
        written = write_records(hub, batch, f"worker {worker}")
        assert all(written.golden), "whoever sends a record gets its golden record"


def main() -> None:
    """Be one worker."""
    order = json.loads(sys.stdin.readline())
    with open_graph(Settings(), to_address(GraphAddress(**order["address"]))) as hub:
        print("ready", flush=True)
        sys.stdin.readline()
        write_overlapping(hub, order["worker"])


if __name__ == "__main__":
    main()

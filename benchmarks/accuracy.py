"""How well the hub on the graph finds duplicates of generated sets while they are loaded, and what it asks people."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyarrow import parquet

from benchmarks.generate.companies import write_companies
from benchmarks.generate.contacts import write_contacts
from benchmarks.generate.tables import LabelledWriter
from hub.graph import neighbourhood
from hub.graph.database import Transaction
from hub.ingest.mapping import parse_mapping
from hub.loading import LoadRequest, load_file
from hub.model.ids import GoldenId, Kind
from hub.model.plan import Member
from hub.opening import Hub
from hub.reading import count_all
from hub.resolution.evaluation import evaluate_clusters

SEED = 1
SETS = {Kind.COMPANY: write_companies, Kind.CONTACT: write_contacts}
MAPPING = """
source: generated
files:
  companies:
    pattern: "company.parquet"
    records:
      - kind: company
        key: id
        attributes:
          name: name
          street: street
          postal_code: postal_code
          city: city
          country: country
          phone: phone
          domain: website
          email: email
          identifier: {vat: vat}
          industry: industry
  contacts:
    pattern: "contact.parquet"
    records:
      - kind: contact
        key: id
        attributes:
          name: "{first_name} {last_name}"
          company_name: company
          job_title: job_title
          email: email
          phone: [phone, mobile]
          street: street
          postal_code: postal_code
          city: city
          country: country
"""


def measure_accuracy(hub: Hub, rows: int) -> dict[str, object]:
    """Load and resolve a generated set of each kind, of `rows` records, and compare golden records with the truth.

    Returns:
        For each kind pairwise precision, recall and F1 of its golden records, how many questions are open, and how many
        records a second were loaded and resolved.
    """
    with tempfile.TemporaryDirectory() as folder:
        return {"rows": rows} | {kind.value: _measure(hub, kind, rows, Path(folder) / kind.value) for kind in SETS}


def _measure(hub: Hub, kind: Kind, rows: int, folder: Path) -> dict[str, object]:
    with LabelledWriter(folder) as writer:
        SETS[kind](rows, SEED, writer)
    path = (folder / "records.parquet").rename(folder / f"{kind.value}.parquet")
    asked, begun = _questions(hub), time.perf_counter()
    load, _tally = load_file(hub, LoadRequest(path=path, mapping=parse_mapping(MAPPING, "bench.yaml")))
    seconds = time.perf_counter() - begun
    truth = parquet.read_table(folder / "truth.parquet")
    golden = _golden_of_keys(hub, kind)
    predicted = [golden.get(key, key) for key in truth["id"].to_pylist()]
    accuracy = evaluate_clusters(_labels(predicted), _labels(truth["cluster"].to_pylist())).pairwise
    return {
        "precision": round(accuracy.precision, 3),
        "recall": round(accuracy.recall, 3),
        "f1": round(accuracy.f1, 3),
        "questions": _questions(hub) - asked,
        "records_per_second": round(load.records / seconds),
    }


def _questions(hub: Hub) -> int:
    return count_all(hub).get("review", 0)


def _golden_of_keys(hub: Hub, kind: Kind) -> dict[str, GoldenId | None]:
    def read(transaction: Transaction) -> list[Member]:
        return neighbourhood.fetch_members(transaction, neighbourhood.fetch_ids(transaction, kind))

    return {member.key: member.golden for member in hub.database.read(read)}


def _labels(clusters: Sequence[str | None]) -> NDArray[np.int64]:
    _names, labels = np.unique(np.array(clusters, dtype=np.str_), return_inverse=True)
    return labels.astype(np.int64)

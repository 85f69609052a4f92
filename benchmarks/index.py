"""How long one record takes against an index in memory, beside what reading it alone takes: python -m benchmarks index.

Needs no engine. The bound is the time in which the record is read into its features, without looking anything up.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from benchmarks.load import show
from benchmarks.peers.sets import GENERATED
from hub.deduping import dedupe
from hub.indexing import build

Result = TypeVar("Result")

CALLS = 2_000
WARM_UP = 50


def measure_index(arguments: Sequence[str]) -> None:
    """Generate a set, build an index of it, and match some of its records; print what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks index", description=__doc__)
    parser.add_argument("--set", choices=GENERATED, default="companies")
    parser.add_argument("--records", type=int, default=100_000)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        options = ["--records", str(asked.records), "--out", folder]
        subprocess.run([sys.executable, "-m", "benchmarks.generate", asked.set, *options], check=True)
        table = parquet.read_table(Path(folder) / "records.parquet")
    kind = GENERATED[asked.set]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    build_seconds, index = _timed(lambda: build(table, kind=kind))
    built = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = np.random.default_rng(1).choice(asked.records, min(CALLS, asked.records), replace=False)
    records = table.take(pa.array(rows)).to_pylist()
    model = index.model
    matched = [_timed(lambda record=record: index.match(record, record["id"]))[0] for record in records]
    read = [_timed(lambda record=record: model.read_one(record))[0] for record in records]
    whole_seconds, _ = _timed(lambda: dedupe(table, kind=kind))
    show(
        {
            "benchmark": "index",
            "set": asked.set,
            "records": asked.records,
            "build_s": round(build_seconds, 1),
            "peak_mib_before_and_built": f"{before >> 10} / {built >> 10}",
            "match_ms_p50_p99": _percentiles(matched),
            "read_ms_p50_p99": _percentiles(read),
            "match_over_read": round(float(np.median(matched) / np.median(read)), 2),
            "whole_run_s": round(whole_seconds, 1),
        }
    )


def _timed(call: Callable[[], Result]) -> tuple[float, Result]:
    begun = time.perf_counter()
    result = call()
    return time.perf_counter() - begun, result


def _percentiles(seconds: list[float]) -> str:
    middle, late = np.percentile(np.array(seconds[WARM_UP:]) * 1e3, [50, 99])
    return f"{middle:.1f} / {late:.1f}"

"""Measure: python -m benchmarks [NAME ...] [--rows N], on HUB_GRAPH_URI or on an embedded engine of its own.

And python -m benchmarks peers and python -m benchmarks index, which need no engine.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.accuracy import measure_accuracy
from benchmarks.index import measure_index
from benchmarks.latency import measure_latency
from benchmarks.load import measure_load, show
from benchmarks.peers.contest import compare_peers
from hub.cli.app import spare_the_collector
from hub.opening import Hub, open_hub
from hub.settings import read_settings

WITHOUT_ENGINE = {"peers": compare_peers, "index": measure_index}
BENCHMARKS = {"load": measure_load, "latency": measure_latency, "accuracy": measure_accuracy}


def main() -> None:
    """Run the benchmarks asked for, each on an empty hub; or, by its own options, one that needs none."""
    if sys.argv[1:2] and sys.argv[1] in WITHOUT_ENGINE:
        WITHOUT_ENGINE[sys.argv[1]](sys.argv[2:])
        return
    parser = argparse.ArgumentParser(
        prog="benchmarks",
        epilog="Without an engine: benchmarks peers -h, benchmarks index -h",
    )
    parser.add_argument("names", nargs="*", help="default: all")
    parser.add_argument("--rows", type=int, default=100_000)
    asked = parser.parse_args()
    spare_the_collector()
    for name in asked.names or BENCHMARKS:
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            open_hub(read_settings(data_dir=Path(folder))) as hub,
        ):
            erase(hub)
            show({"benchmark": name, "engine": hub.database.check(), **BENCHMARKS[name](hub, asked.rows)})
            erase(hub)


def erase(hub: Hub) -> None:
    """Empty the hub."""
    while hub.database.write(lambda transaction: transaction.run("erase/everything", limit=5_000))[0]["n"]:
        pass


if __name__ == "__main__":
    main()

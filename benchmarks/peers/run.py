"""Run a peer in its own environment: python -m benchmarks.peers.run TOOL SET KIND RECORDS OUT.

Must not import the hub.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.peers.columns import read_columns, standardise
from benchmarks.peers.stages import Stages
from benchmarks.peers.task import Task

MODULES = {
    "splink": "benchmarks.peers.splink_tool",
    "goldenmatch": "benchmarks.peers.goldenmatch_tool",
    "goldenmatch_zero": "benchmarks.peers.goldenmatch_tool",
}


def main() -> None:
    """Read, standardise, deduplicate, and write what each stage cost."""
    tool, set_name, kind, records, out = sys.argv[1:]
    task = Task(tool=tool, set_name=set_name, kind=kind, records=Path(records), out=Path(out))
    stages = Stages()
    with stages("import"):
        peer = import_module(MODULES[tool])
    with stages("read"):
        table = read_columns(task.records)
    with stages("standardise"):
        table = standardise(table, set_name, kind)
    peer.deduplicate(table, task, stages)
    task.stages.write_text(json.dumps(stages.costs, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Run a command and write what it cost: python -m benchmarks.peers.measured COSTS COMMAND...

A process between the benchmark and what it measures, for a child starts with its parent's peak memory to its name, and
this one is small.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.peers.stages import cpu_seconds, peak_mib


def main() -> int:
    """Run the command and pass on how it ended."""
    costs, *command = sys.argv[1:]
    begun = time.perf_counter()
    ended = subprocess.run(command, check=False)
    spent = {
        "wall_s": round(time.perf_counter() - begun, 3),
        "cpu_s": round(cpu_seconds(resource.RUSAGE_CHILDREN), 3),
        "peak_mib": peak_mib(resource.RUSAGE_CHILDREN),
    }
    Path(costs).write_text(json.dumps(spent, indent=1), encoding="utf-8")
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())

"""What the stages of a run cost: seconds by the clock, CPU seconds and peak memory, of the process and its children.

Runs in the peers' own environments, so it must not import the hub.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

UNITS_A_MIB = 2**20 if sys.platform == "darwin" else 2**10
"""Peak memory is counted in bytes on a Mac, else in KiB."""


@dataclass(frozen=True, slots=True)
class Stages:
    """Costs of stages by name; a stage's `peak_mib` is the peak up to its end."""

    costs: dict[str, dict[str, float]] = field(default_factory=dict)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Count what is done inside as the stage of that name."""
        begun, spent = time.perf_counter(), cpu_seconds()
        yield
        self.costs[name] = {
            "wall_s": round(time.perf_counter() - begun, 3),
            "cpu_s": round(cpu_seconds() - spent, 3),
            "peak_mib": peak_mib(),
        }


def cpu_seconds(*whose: int) -> float:
    """Return what this process and its ended children have spent, or only those asked for."""
    usages = map(getrusage, whose or (RUSAGE_SELF, RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_mib(*whose: int) -> int:
    """Return the most memory that this process or one of its ended children has held, or only those asked for."""
    return max(getrusage(who).ru_maxrss for who in whose or (RUSAGE_SELF, RUSAGE_CHILDREN)) // UNITS_A_MIB

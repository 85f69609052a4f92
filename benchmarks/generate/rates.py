"""How hard a set is: the files of rates, read and checked."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from benchmarks.generate.chance import weighted
from benchmarks.generate.texts import Floats, Ints

FOLDER = Path(__file__).parent / "rates"


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of a set, all from 0 to 1; those in `filled` and `slips` are arrays with one rate for each source."""

    records: list[float]
    world: dict[str, float]
    sources: tuple[str, ...]
    share: list[float]
    filled: dict[str, Floats]
    slips: dict[str, Floats]
    phone_ways: list[list[float]]


def read_rates(name: str) -> Rates:
    """Read the rates of a set."""
    data = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    sources = tuple(data["sources"])
    return Rates(
        records=data["records"],
        world=data["world"],
        sources=sources,
        share=data["share"],
        filled={field: np.array(rates) for field, rates in data["filled"].items()},
        slips={slip: np.array(rates) for slip, rates in data["slips"].items()},
        phone_ways=[data["phone_ways"][source] for source in sources] if "phone_ways" in data else [],
    )


def draw_sizes(rng: np.random.Generator, rates: Rates, records: int) -> Ints:
    """Draw how many records each entity has until there are `records`; the last one may be cut short."""
    sizes = weighted(rng, rates.records, records) + 1
    ends = np.cumsum(sizes)
    count = int(np.searchsorted(ends, records)) + 1
    sizes = sizes[:count]
    sizes[-1] -= int(ends[count - 1]) - records
    return sizes

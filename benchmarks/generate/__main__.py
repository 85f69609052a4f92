"""Make a labelled set: python -m benchmarks.generate SET --records N --seed S --out FOLDER."""

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks.generate.companies import write_companies
from benchmarks.generate.contacts import write_contacts
from benchmarks.generate.persons import write_persons
from benchmarks.generate.products import write_products
from benchmarks.generate.publications import write_publications
from benchmarks.generate.tables import LabelledWriter

SETS: dict[str, Callable[[int, int, LabelledWriter], None]] = {
    "companies": write_companies,
    "contacts": write_contacts,
    "persons": write_persons,
    "products": write_products,
    "publications": write_publications,
}


def main() -> None:
    """Make the set asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks.generate", description=__doc__)
    parser.add_argument("set", choices=sorted(SETS))
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    with LabelledWriter(asked.out) as writer:
        SETS[asked.set](asked.records, asked.seed, writer)


if __name__ == "__main__":
    main()

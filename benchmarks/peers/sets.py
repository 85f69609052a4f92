"""Labelled sets: those of other people in the folder that HUB_SAMPLE_DATA names, and generated ones of any size."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.contestants import ROOT

PUBLIC = {
    "febrl3": "contact",
    "splink_fake1000": "contact",
    "secondstring_people": "contact",
    "secondstring_business": "company",
    "zh_company_pairs_half": "company",
    "fodors_zagat": "company",
    "dblp_acm": "other",
}
"""Sets of other people, and of what kind their records are."""

GENERATED = {
    "companies": "company",
    "contacts": "contact",
    "persons": "contact",
    "products": "product",
    "publications": "other",
}
"""Sets that are made by benchmarks.generate."""

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
SEED = 1


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A folder of records (id, source, fields) and truth (id, cluster or id_l, id_r), each as Parquet or CSV."""

    name: str
    kind: str
    folder: Path

    @property
    def records(self) -> Path:
        """The file of records."""
        return self._file("records")

    @property
    def truth(self) -> Path:
        """The file of true clusters or pairs."""
        return self._file("truth")

    def _file(self, stem: str) -> Path:
        parquet = self.folder / f"{stem}.parquet"
        return parquet if parquet.exists() else self.folder / f"{stem}.csv"


def default_sets(public: Path | None) -> list[str]:
    """Return the names of public sets that are there, and of those that can be generated."""
    there = [name for name in PUBLIC if public and (public / name).is_dir()]
    return [*there, *GENERATED]


def open_set(name: str, size: str, public: Path | None, generated: Path) -> LabelledSet:
    """Return a set by its name; one that is generated is made unless it was before."""
    if name not in GENERATED:
        if not public or not (public / name).is_dir():
            raise SystemExit(f"There is no set {name}: HUB_SAMPLE_DATA must name the folder that it is in.")
        return LabelledSet(name=name, kind=PUBLIC.get(name, "other"), folder=public / name)
    folder = generated / f"{name}_{size}"
    if not folder.is_dir():
        options = ["--records", str(SIZES[size]), "--seed", str(SEED), "--out", str(folder)]
        subprocess.run([sys.executable, "-m", "benchmarks.generate", name, *options], check=True, cwd=ROOT)
    return LabelledSet(name=folder.name, kind=GENERATED[name], folder=folder)

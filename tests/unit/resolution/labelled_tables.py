"""Small tables of made-up records of every kind, and what matching reads out of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from benchmarks.generate.__main__ import SETS
from benchmarks.generate.tables import LabelledWriter
from hub.preparing import Input, prepare
from hub.resolution.candidate_pairs import find_candidates
from hub.resolution.column_types import Aspect, TypedTable, read_aspects
from hub.resolution.features.columns import Rows, Statistics
from hub.resolution.linking import blocking_keys, sample_pairs
from hub.resolution.parameters import shipped_parameters
from hub.resolution.scoring import Scorer, make_scorer
from hub.resolution.trained_model import learn_statistics, weigh_aspects
from hub.resolution.training import train

KINDS = {
    "companies": "company",
    "contacts": "contact",
    "persons": "contact",
    "products": "product",
    "publications": "other",
}
"""The sets that can be made, and of what kind their records are."""


@cache
def made(name: str, records: int = 400) -> pa.Table:
    """Return the records of a set."""
    with TemporaryDirectory() as folder:
        with LabelledWriter(Path(folder)) as writer:
            SETS[name](records, 3, writer)
        return parquet.read_table(Path(folder) / "records.parquet")


@dataclass(frozen=True)
class Prepared:
    """A table with all that scoring its pairs takes, and candidate pairs together with as many chosen by chance."""

    kind: str
    table: TypedTable
    aspects: Mapping[str, Aspect]
    statistics: Statistics
    scorer: Scorer
    pairs: tuple[Rows, Rows]


@cache
def prepared(name: str, records: int = 400) -> Prepared:
    """Return a set as linking sees it, with a trained scorer."""
    kind = KINDS[name]
    table = prepare([Input(made(name, records))], kind).table
    read = read_aspects(table, kind)
    statistics = learn_statistics(read)
    aspects = weigh_aspects(read, statistics)
    parameters = shipped_parameters(kind)
    candidates = find_candidates(blocking_keys(aspects), parameters.blocking)
    scorer = make_scorer(aspects, parameters, table.size)
    scorer = train(scorer, sample_pairs(scorer, aspects, candidates))
    chance = np.random.default_rng(1).integers(0, table.size, (2, len(candidates.left))).astype(np.int32)
    left, right = np.append(candidates.left, chance[0]), np.append(candidates.right, chance[1])
    return Prepared(kind, table, aspects, statistics, scorer, (left, right))

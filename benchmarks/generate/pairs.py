"""Records of two sources of which neither has anything twice."""

from collections.abc import Iterator

import numpy as np

from benchmarks.generate.tables import BATCH
from benchmarks.generate.texts import Ints


def deal_pairs(rng: np.random.Generator, sizes: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Return the entity and the source of each record, in batches; an entity with 2 records is in both sources."""
    entity = np.repeat(np.arange(len(sizes)), sizes)
    first = np.concatenate([[True], entity[1:] != entity[:-1]])
    side = rng.integers(0, 2, len(sizes))[entity]
    source = np.where(first, side, 1 - side)
    order = rng.permutation(len(entity))
    for start in range(0, len(entity), BATCH):
        batch = order[start : start + BATCH]
        yield entity[batch], source[batch]

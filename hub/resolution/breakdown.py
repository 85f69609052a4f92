"""Where clusters are right and where they are wrong: the measures of `evaluation` by source and by size of cluster.

In: labels of n records, as in `evaluation`. Out: counts, precision and recall.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.resolution.evaluation import Accuracy

Ints = NDArray[np.int64]

SIZES = ((1, 1), (2, 2), (3, 3), (4, 5), (6, 10), (11, None))
"""Sizes of true clusters that are judged together: from, to."""


@dataclass(frozen=True, slots=True)
class SourceAccuracy:
    """How good clusters are on the records of one source: pairs within it, and pairs with records of others."""

    source: str
    records: int
    within: Accuracy
    with_others: Accuracy


@dataclass(frozen=True, slots=True)
class SizeAccuracy:
    """How good clusters are on true clusters of `least` to `most` records; no limit where `most` is None.

    `exact` of these clusters were found to the last record; `b_cubed` is the mean of their records.
    """

    least: int
    most: int | None
    clusters: int
    records: int
    exact: int
    b_cubed: Accuracy


def by_source(predicted: Ints, truth: Ints, sources: Ints, names: Sequence[str]) -> tuple[SourceAccuracy, ...]:
    """Judge a clustering source by source, in O(n log n).

    Args:
        predicted: n labels.
        truth: n labels of the same records.
        sources: of each record the position of its source in `names`.
        names: of the sources.
    """
    _, both = np.unique(np.stack([predicted, truth]), axis=1, return_inverse=True)
    found, true, shared = (_pairs_of_sources(labels, sources, len(names)) for labels in (predicted, truth, both))
    records = np.bincount(sources, minlength=len(names))
    return tuple(
        SourceAccuracy(
            source=name,
            records=int(records[place]),
            within=_accuracy(shared[0][place], found[0][place], true[0][place]),
            with_others=_accuracy(shared[1][place], found[1][place], true[1][place]),
        )
        for place, name in enumerate(names)
    )


def by_size(predicted: Ints, truth: Ints) -> tuple[SizeAccuracy, ...]:
    """Judge a clustering by the size of true clusters, in O(n log n); sizes that do not occur are left out."""
    _, predicted_of, predicted_size = np.unique(predicted, return_inverse=True, return_counts=True)
    _, true_of, true_size = np.unique(truth, return_inverse=True, return_counts=True)
    _, both_of, both_size = np.unique(
        np.stack([predicted_of, true_of]), axis=1, return_inverse=True, return_counts=True
    )
    overlap, own, found = both_size[both_of], true_size[true_of], predicted_size[predicted_of]
    judged = []
    for least, most in SIZES:
        chosen = (own >= least) & (own <= (most or len(truth)))
        if not chosen.any():
            continue
        exact = chosen & (overlap == own) & (overlap == found)
        judged.append(
            SizeAccuracy(
                least=least,
                most=most,
                clusters=round(float((1 / own[chosen]).sum())),
                records=int(chosen.sum()),
                exact=round(float((1 / own[exact]).sum())),
                b_cubed=Accuracy(
                    precision=float((overlap / found)[chosen].mean()), recall=float((overlap / own)[chosen].mean())
                ),
            )
        )
    return tuple(judged)


def _pairs_of_sources(labels: Ints, sources: Ints, count: int) -> tuple[Ints, Ints]:
    """Return for each source the pairs within clusters: of two of its records, and of one with another source's."""
    _, cluster, size = np.unique(labels, return_inverse=True, return_counts=True)
    parts, of_part = np.unique(cluster * np.int64(count) + sources, return_counts=True)
    clusters, source = np.divmod(parts, count)
    within, others = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    np.add.at(within, source, of_part * (of_part - 1) // 2)
    np.add.at(others, source, of_part * (size[clusters] - of_part))
    return within, others


def _accuracy(shared: int, found: int, true: int) -> Accuracy:
    """Return precision and recall, each 1 where there is nothing to be right or wrong about."""
    return Accuracy(precision=float(shared / found) if found else 1.0, recall=float(shared / true) if true else 1.0)

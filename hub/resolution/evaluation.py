"""How good clusters and scored pairs are against a known truth: arrays go in, precision and recall come out.

Records are positions 0..n-1. A clustering is an array of n labels, and records with the same label are one cluster;
a label means nothing beyond that. Every record counts: one that the truth does not name is a cluster of its own, and
whoever joins it to another is wrong.

Clusters are judged in three ways, for none tells all. Pairwise counts the pairs of records within clusters, so that one
large cluster outweighs many small ones. B-cubed (Bagga and Baldwin 1998, "Algorithms for Scoring Coreference Chains")
gives each record the same weight. Exact counts the clusters that are right to the last record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How much of what was found is right, and how much of what is right was found; both 0..1.

    Precision is 1 where nothing was found, recall is 1 where there was nothing to find.
    """

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both, 0..1."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class ClusterAccuracy:
    """How good a clustering is, by pairs of records, by records, and by clusters that are right to the last record."""

    pairwise: Accuracy
    b_cubed: Accuracy
    exact: Accuracy


@dataclass(frozen=True, slots=True)
class BestThreshold:
    """The threshold with the highest pairwise F1, and what it gives; a pair that scores as much as that is taken.

    It is infinite where it is best to take no pair at all.
    """

    threshold: float
    accuracy: Accuracy


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """m distinct pairs of records, best first: their positions, `left` below `right`, and their scores, each (m).

    A higher score is a better one; the scale does not matter.
    """

    left: Ints
    right: Ints
    score: Floats


def sort_pairs(left: Ints, right: Ints, score: Floats) -> ScoredPairs:
    """Bring pairs into order, in O(m log m).

    Args:
        left: m positions.
        right: m positions. Which of two records is left does not matter. Of a pair that comes twice the best score
            counts, a record paired with itself does not.
        score: m numbers.
    """
    low, high = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((high, low, -score))
    order = order[low[order] < high[order]]
    _, first = np.unique(low[order] * (high.max(initial=0) + 1) + high[order], return_index=True)
    order = order[np.sort(first)]
    return ScoredPairs(left=low[order], right=high[order], score=score[order])


def label_by_cluster(ids: Sequence[str], clusters: Mapping[str, str]) -> Ints:
    """Label records by the clusters they are said to be in; the rest are clusters of their own.

    Args:
        ids: the distinct ids of n records.
        clusters: id -> cluster; ids of other records are ignored.

    Returns:
        n labels: the first position in the record's cluster.
    """
    first: dict[str, int] = {}
    labels = [
        first.setdefault(clusters[record], position) if record in clusters else position
        for position, record in enumerate(ids)
    ]
    return np.array(labels, dtype=np.int64)


def label_by_pairs(ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Ints:
    """Label records by the pairs that are said to be one; what pairs connect is one cluster.

    Args:
        ids: the distinct ids of n records.
        pairs: two ids each; pairs with the id of another record are ignored.

    Returns:
        n labels: the first position in the record's cluster.
    """
    place = {record: position for position, record in enumerate(ids)}
    known = [(place[left], place[right]) for left, right in pairs if left in place and right in place]
    ends = np.array(known, dtype=np.int64).reshape(-1, 2)
    return close_pairs(len(ids), ends[:, 0], ends[:, 1])


def close_pairs(records: int, left: Ints, right: Ints) -> Ints:
    """Label records by the connected components that pairs make of them.

    In each round a component takes the smallest label among its neighbours and its own. A handful of rounds does, each
    in O(records + pairs).

    Args:
        records: how many there are.
        left: m positions, 0..records-1.
        right: m positions, 0..records-1.

    Returns:
        A label for each record: the first position in its component.
    """
    label = np.arange(records, dtype=np.int64)
    while True:
        low, high = np.minimum(label[left], label[right]), np.maximum(label[left], label[right])
        apart = low < high
        if not apart.any():
            return label
        left, right = left[apart], right[apart]
        np.minimum.at(label, high[apart], low[apart])
        while (label[label] != label).any():
            label = label[label]


def evaluate_clusters(predicted: Ints, truth: Ints) -> ClusterAccuracy:
    """Judge a clustering, in O(n log n).

    Args:
        predicted: n labels.
        truth: n labels of the same records.
    """
    _, predicted_of, predicted_size = np.unique(predicted, return_inverse=True, return_counts=True)
    _, true_of, true_size = np.unique(truth, return_inverse=True, return_counts=True)
    columns = max(1, len(predicted_size))
    overlaps, overlap = np.unique(true_of * columns + predicted_of, return_counts=True)
    of_true, of_predicted = true_size[overlaps // columns], predicted_size[overlaps % columns]
    exact = int(((overlap == of_true) & (overlap == of_predicted)).sum())
    return ClusterAccuracy(
        pairwise=_accuracy(_pairs_within(overlap), _pairs_within(predicted_size), _pairs_within(true_size)),
        b_cubed=Accuracy(
            precision=_share(float((overlap * overlap / of_predicted).sum()), len(truth)),
            recall=_share(float((overlap * overlap / of_true).sum()), len(truth)),
        ),
        exact=_accuracy(exact, len(predicted_size), len(true_size)),
    )


def evaluate_pairs(pairs: ScoredPairs, truth: Ints) -> Accuracy:
    """Judge the pairs alone, whatever their scores; recall is the share of true pairs that are among them.

    Args:
        pairs: m pairs of positions, 0..n-1.
        truth: n labels.
    """
    return _accuracy(int(_are_true(pairs, truth).sum()), len(pairs.score), _true_pairs(truth))


def best_for_pairs(pairs: ScoredPairs, truth: Ints) -> BestThreshold:
    """Find the threshold from which on the pairs themselves, not what they connect, have the highest F1.

    Args:
        pairs: m pairs of positions, 0..n-1.
        truth: n labels.
    """
    expected = _true_pairs(truth)
    last = np.flatnonzero(_last_of_score(pairs))
    found = np.append(0, last + 1)
    shared = np.append(0, np.cumsum(_are_true(pairs, truth))[last])
    total = found + expected
    best = int(np.argmax(np.divide(2 * shared, total, out=np.ones(len(total)), where=total > 0)))
    return BestThreshold(
        threshold=float(pairs.score[last[best - 1]]) if best else float("inf"),
        accuracy=_accuracy(int(shared[best]), int(found[best]), expected),
    )


def best_for_clusters(pairs: ScoredPairs, truth: Ints) -> BestThreshold:
    """Find the threshold from which on the clusters that pairs connect have the highest pairwise F1.

    Every score is tried: pairs join clusters one by one, the best first, in O(m + n log n).

    Args:
        pairs: m pairs of positions, 0..n-1.
        truth: n labels.
    """
    expected = _true_pairs(truth)
    growing = _GrowingClusters(truth)
    best = BestThreshold(threshold=float("inf"), accuracy=_accuracy(0, 0, expected))
    tried = 0
    steps = zip(pairs.left.data, pairs.right.data, pairs.score.data, _last_of_score(pairs).data, strict=True)
    for left, right, score, last in steps:
        growing.join(left, right)
        if last and growing.found > tried:
            tried = growing.found
            here = BestThreshold(threshold=score, accuracy=_accuracy(growing.shared, growing.found, expected))
            best = max(best, here, key=lambda found: found.accuracy.f1)
    return best


class _GrowingClusters:
    """Clusters that are joined pair by pair.

    `found` pairs of records are within them; `shared` of these are within true clusters, too.
    """

    def __init__(self, truth: Ints) -> None:
        self.found = self.shared = 0
        self._truth = truth
        self._parent = list(range(len(truth)))
        self._size = [1] * len(truth)
        self._labels: dict[int, dict[int, int]] = {}

    def join(self, left: int, right: int) -> None:
        """Join the clusters that two records are in, the smaller one into the larger one."""
        large, small = self._root(left), self._root(right)
        if large == small:
            return
        if self._size[large] < self._size[small]:
            large, small = small, large
        labels = self._labels_in(large)
        for label, records in self._labels_in(small).items():
            present = labels.get(label, 0)
            self.shared += present * records
            labels[label] = present + records
        self.found += self._size[large] * self._size[small]
        self._size[large] += self._size[small]
        self._parent[small] = large
        self._labels[large] = labels

    def _root(self, record: int) -> int:
        parent = self._parent
        while parent[record] != record:
            parent[record] = record = parent[parent[record]]
        return record

    def _labels_in(self, root: int) -> dict[int, int]:
        """Take out how many records of each true cluster are in the cluster of `root`."""
        return self._labels.pop(root, None) or {int(self._truth[root]): 1}


def _are_true(pairs: ScoredPairs, truth: Ints) -> Flags:
    true: Flags = truth[pairs.left] == truth[pairs.right]
    return true


def _last_of_score(pairs: ScoredPairs) -> Flags:
    """Mark the last pair of each score: a threshold takes all pairs of a score or none."""
    last = np.ones(len(pairs.score), dtype=np.bool_)
    last[:-1] = pairs.score[1:] != pairs.score[:-1]
    return last


def _true_pairs(truth: Ints) -> int:
    return _pairs_within(np.unique(truth, return_counts=True)[1])


def _pairs_within(sizes: Ints) -> int:
    """Count the pairs of records within clusters of these sizes."""
    return int((sizes * (sizes - 1) // 2).sum())


def _accuracy(shared: int, found: int, expected: int) -> Accuracy:
    return Accuracy(precision=_share(shared, found), recall=_share(shared, expected))


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 1.0

"""Judge what a tool has written about a labelled set, every tool by the same measures."""

from dataclasses import dataclass

from hub.resolution.evaluation import (
    Accuracy,
    BestThreshold,
    ClusterAccuracy,
    Ints,
    ScoredPairs,
    best_for_clusters,
    best_for_pairs,
    close_pairs,
    evaluate_clusters,
    evaluate_pairs,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How good a tool is on a set.

    `own` judges the clusters that it made, `best` those that its scored pairs connect at the threshold that turns out
    best, `edges` these pairs themselves at the best threshold for them, and `candidates` all pairs that it scored.
    """

    own: ClusterAccuracy
    best: ClusterAccuracy
    best_threshold: float
    edges: BestThreshold
    candidates: Accuracy


def judge(clusters: Ints, pairs: ScoredPairs, truth: Ints) -> Verdict:
    """Judge the clusters and the scored pairs of a tool."""
    best = best_for_clusters(pairs, truth)
    taken = pairs.score >= best.threshold
    return Verdict(
        own=evaluate_clusters(clusters, truth),
        best=evaluate_clusters(close_pairs(len(truth), pairs.left[taken], pairs.right[taken]), truth),
        best_threshold=best.threshold,
        edges=best_for_pairs(pairs, truth),
        candidates=evaluate_pairs(pairs, truth),
    )

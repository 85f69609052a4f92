"""Evaluation: every measure against one that looks at all pairs and all records, one by one."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.resolution.evaluation import (
    Accuracy,
    Ints,
    ScoredPairs,
    best_for_clusters,
    best_for_pairs,
    close_pairs,
    evaluate_clusters,
    evaluate_pairs,
    label_by_cluster,
    label_by_pairs,
    sort_pairs,
)

RECORDS = 9
Labels = list[int]
Edges = list[tuple[int, int, int]]

labellings = st.lists(st.integers(-2, 4), min_size=RECORDS, max_size=RECORDS)
positions = st.integers(0, RECORDS - 1)
scored = st.lists(st.tuples(positions, positions, st.integers(0, 5)), max_size=25)


def array(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def pairs_of(edges: Edges) -> ScoredPairs:
    columns = np.array(edges, dtype=np.int64).reshape(-1, 3)
    return sort_pairs(columns[:, 0], columns[:, 1], columns[:, 2].astype(np.float64))


def together(labels: Labels) -> set[tuple[int, int]]:
    return {(a, b) for a, b in combinations(range(len(labels)), 2) if labels[a] == labels[b]}


def groups(labels: Labels) -> set[frozenset[int]]:
    return {frozenset(p for p, other in enumerate(labels) if other == label) for label in labels}


def accuracy_of(found: set[object], right: set[object]) -> Accuracy:
    shared = len(found & right)
    return Accuracy(shared / len(found) if found else 1.0, shared / len(right) if right else 1.0)


def same(one: Accuracy, other: Accuracy) -> bool:
    return (one.precision, one.recall) == pytest.approx((other.precision, other.recall))


def components(edges: list[tuple[int, int]]) -> Labels:
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(RECORDS))
    return [min(nx.node_connected_component(graph, record)) for record in range(RECORDS)]


@given(labellings, labellings)
def test_pairwise_counts_every_pair(predicted: Labels, truth: Labels) -> None:
    found = evaluate_clusters(array(predicted), array(truth)).pairwise
    assert same(found, accuracy_of({*together(predicted)}, {*together(truth)}))


@given(labellings, labellings)
def test_b_cubed_is_the_mean_over_records(predicted: Labels, truth: Labels) -> None:
    precision, recall = [], []
    for record in range(RECORDS):
        ours = {p for p in range(RECORDS) if predicted[p] == predicted[record]}
        theirs = {p for p in range(RECORDS) if truth[p] == truth[record]}
        precision.append(len(ours & theirs) / len(ours))
        recall.append(len(ours & theirs) / len(theirs))
    expected = Accuracy(float(np.mean(precision)), float(np.mean(recall)))
    assert same(evaluate_clusters(array(predicted), array(truth)).b_cubed, expected)


@given(labellings, labellings)
def test_exact_counts_clusters_right_to_the_last_record(predicted: Labels, truth: Labels) -> None:
    found = evaluate_clusters(array(predicted), array(truth)).exact
    assert same(found, accuracy_of({*groups(predicted)}, {*groups(truth)}))


@given(labellings, labellings, st.permutations(range(RECORDS)))
def test_neither_names_of_labels_nor_order_of_records_matter(
    predicted: Labels, truth: Labels, order: list[int]
) -> None:
    renamed = [predicted[position] * 7 - 3 for position in order]
    moved = [truth[position] for position in order]
    one, other = evaluate_clusters(array(predicted), array(truth)), evaluate_clusters(array(renamed), array(moved))
    assert same(one.pairwise, other.pairwise)
    assert same(one.b_cubed, other.b_cubed)
    assert same(one.exact, other.exact)


@given(labellings, labellings)
def test_prediction_and_truth_swapped_swap_precision_and_recall(predicted: Labels, truth: Labels) -> None:
    one, other = evaluate_clusters(array(predicted), array(truth)), evaluate_clusters(array(truth), array(predicted))
    for mine, theirs in ((one.pairwise, other.pairwise), (one.b_cubed, other.b_cubed), (one.exact, other.exact)):
        assert same(mine, Accuracy(theirs.recall, theirs.precision))


@given(labellings)
def test_the_truth_itself_is_perfect(truth: Labels) -> None:
    found = evaluate_clusters(array(truth), array(truth))
    assert found.pairwise.f1 == found.exact.f1 == 1
    assert found.b_cubed.f1 == pytest.approx(1)


def test_no_records_are_no_mistakes() -> None:
    found = evaluate_clusters(array([]), array([]))
    assert found.pairwise.f1 == found.b_cubed.f1 == found.exact.f1 == 1


def test_an_example_by_hand() -> None:
    found = evaluate_clusters(array([0, 0, 0, 1, 2]), array([0, 0, 1, 1, 2]))
    assert same(found.pairwise, Accuracy(1 / 3, 1 / 2))
    assert same(found.b_cubed, Accuracy((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5, (1 + 1 + 1 / 2 + 1 / 2 + 1) / 5))
    assert same(found.exact, Accuracy(1 / 3, 1 / 3))
    assert found.pairwise.f1 == pytest.approx(0.4)


def test_counts_of_large_clusters_do_not_overflow() -> None:
    size = 200_000  # 2e10 pairs
    found = evaluate_clusters(np.zeros(size, dtype=np.int64), np.arange(size, dtype=np.int64) // 2)
    assert same(found.pairwise, Accuracy(1 / (size - 1), 1.0))


def test_nothing_right_is_an_f1_of_zero() -> None:
    assert Accuracy(0.0, 0.0).f1 == 0


@given(scored)
def test_closing_gives_connected_components(edges: Edges) -> None:
    ends = [(left, right) for left, right, _score in edges]
    found = close_pairs(RECORDS, array([left for left, _ in ends]), array([right for _, right in ends]))
    assert found.tolist() == components(ends)


def test_closing_a_long_chain_in_any_order() -> None:
    order = np.random.default_rng(1).permutation(100_000).astype(np.int64)
    assert not close_pairs(len(order), order[1:], order[:-1]).any()


@given(st.lists(st.tuples(positions, positions), max_size=20))
def test_pairs_label_what_they_connect(ends: list[tuple[int, int]]) -> None:
    ids = [f"r{position}" for position in range(RECORDS)]
    named = [(f"r{left}", f"r{right}") for left, right in ends]
    assert label_by_pairs(ids, [*named, ("r0", "unheard of"), ("unheard of", "r8")]).tolist() == components(ends)


def test_records_that_no_cluster_names_are_alone() -> None:
    clusters = {"b": "x", "d": "x", "c": "y", "unheard of": "x"}
    assert label_by_cluster(["a", "b", "c", "d"], clusters).tolist() == [0, 1, 2, 1]


@given(scored)
def test_sorted_pairs_are_distinct_and_best_first(edges: Edges) -> None:
    best: dict[tuple[int, int], int] = {}
    for left, right, score in edges:
        if left != right:
            pair = (min(left, right), max(left, right))
            best[pair] = max(score, best.get(pair, score))
    pairs = pairs_of(edges)
    found = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    assert dict(zip(found, pairs.score.tolist(), strict=True)) == best
    assert len(found) == len(best)
    assert pairs.score.tolist() == sorted(best.values(), reverse=True)


@given(scored, labellings)
def test_pairs_are_judged_bare(edges: Edges, truth: Labels) -> None:
    pairs = pairs_of(edges)
    given_pairs = {*zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)}
    assert same(evaluate_pairs(pairs, array(truth)), accuracy_of({*given_pairs}, {*together(truth)}))


@given(scored, labellings)
def test_no_threshold_is_better_for_pairs(edges: Edges, truth: Labels) -> None:
    best = best_for_pairs(pairs_of(edges), array(truth))
    right = {*together(truth)}

    def at(threshold: float) -> Accuracy:
        taken = {(min(a, b), max(a, b)) for a, b, score in edges if a != b and score >= threshold}
        return accuracy_of({*taken}, {*right})

    assert same(at(best.threshold), best.accuracy)
    assert best.accuracy.f1 == pytest.approx(max(at(threshold).f1 for threshold in (*range(6), float("inf"))))


@given(scored, labellings)
def test_no_threshold_is_better_for_clusters(edges: Edges, truth: Labels) -> None:
    best = best_for_clusters(pairs_of(edges), array(truth))

    def at(threshold: float) -> Accuracy:
        labels = components([(left, right) for left, right, score in edges if score >= threshold])
        return accuracy_of({*together(labels)}, {*together(truth)})

    assert same(at(best.threshold), best.accuracy)
    assert best.accuracy.f1 == pytest.approx(max(at(threshold).f1 for threshold in (*range(6), float("inf"))))


def test_where_no_pair_is_right_none_is_best_taken() -> None:
    pairs = pairs_of([(0, 1, 3), (1, 2, 2)])
    truth = array([0, 1, 2])
    assert best_for_pairs(pairs, truth).threshold == best_for_clusters(pairs, truth).threshold == float("inf")
    assert best_for_clusters(pairs, truth).accuracy.f1 == 1

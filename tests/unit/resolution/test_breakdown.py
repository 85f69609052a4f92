"""Breakdowns: every number against one that looks at all pairs and all records, one by one."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.resolution.breakdown import by_size, by_source
from hub.resolution.evaluation import Accuracy, Ints, evaluate_clusters

RECORDS = 9
labellings = st.lists(st.integers(-2, 4), min_size=RECORDS, max_size=RECORDS)
origins = st.lists(st.integers(0, 2), min_size=RECORDS, max_size=RECORDS)
Pairs = set[tuple[int, int]]


def array(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def together(labels: list[int]) -> Pairs:
    return {(a, b) for a, b in combinations(range(len(labels)), 2) if labels[a] == labels[b]}


def accuracy_of(found: Pairs, right: Pairs) -> Accuracy:
    shared = len(found & right)
    return Accuracy(shared / len(found) if found else 1.0, shared / len(right) if right else 1.0)


@given(labellings, labellings, origins)
def test_each_source_is_judged_by_the_pairs_it_has_a_part_in(
    predicted: list[int], truth: list[int], sources: list[int]
) -> None:
    judged = by_source(array(predicted), array(truth), array(sources), ("a", "b", "c"))
    found, right = together(predicted), together(truth)
    for place, item in enumerate(judged):
        own = {record for record, source in enumerate(sources) if source == place}
        assert item.records == len(own)
        for accuracy, wanted in ((item.within, 2), (item.with_others, 1)):
            chosen = {pair for pair in combinations(range(RECORDS), 2) if len(own & set(pair)) == wanted}
            assert accuracy == accuracy_of(found & chosen, right & chosen)


@given(labellings, labellings)
def test_sizes_add_up_to_the_whole(predicted: list[int], truth: list[int]) -> None:
    judged = by_size(array(predicted), array(truth))
    whole = evaluate_clusters(array(predicted), array(truth))
    assert sum(item.records for item in judged) == RECORDS
    assert sum(item.clusters for item in judged) == len(set(truth))
    assert sum(item.exact for item in judged) == round(whole.exact.recall * len(set(truth)))
    for name in ("precision", "recall"):
        mean = sum(getattr(item.b_cubed, name) * item.records for item in judged) / RECORDS
        assert mean == pytest.approx(getattr(whole.b_cubed, name))


def test_sizes_that_do_not_occur_are_left_out() -> None:
    judged = by_size(array([0, 0, 1, 2]), array([0, 0, 1, 1]))
    assert [(item.least, item.most, item.clusters, item.exact) for item in judged] == [(2, 2, 2, 1)]

"""Linking: the same clusters whatever the order of records and columns, on tables of every kind."""

from collections import defaultdict

import numpy as np
import pyarrow as pa
import pytest

from hub.deduping import Deduped, dedupe
from hub.resolution.grouping import DECIDED
from hub.resolution.linking import Request, link
from tests.unit.resolution.labelled_tables import KINDS, made, prepared


def groups_in(found: Deduped) -> set[frozenset[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for row in found.clusters.to_pylist():
        members[row["cluster"]].add(row["id"])
    return {frozenset(ids) for ids in members.values()}


@pytest.mark.parametrize("name", KINDS)
def test_the_order_of_rows_and_columns_does_not_matter(name: str) -> None:
    table = made(name)
    wanted = groups_in(dedupe(table, kind=KINDS[name]))
    assert 1 < len(wanted) < table.num_rows
    shuffled = table.take(pa.array(np.random.default_rng(5).permutation(table.num_rows)))
    assert groups_in(dedupe(shuffled, kind=KINDS[name])) == wanted
    turned = table.select(table.column_names[::-1])
    assert groups_in(dedupe(turned, kind=KINDS[name])) == wanted


@pytest.mark.parametrize("name", KINDS)
def test_linking_twice_gives_the_same_to_the_last_bit(name: str) -> None:
    ready = prepared(name)
    one, two = (link(Request(ready.table, ready.kind, explained=True)) for _ in range(2))
    assert np.array_equal(one.clusters.label, two.clusters.label)
    assert np.array_equal(one.weight, two.weight)
    assert np.array_equal(one.levels, two.levels)
    assert np.array_equal(one.weights, two.weights)


def test_pairs_come_in_the_order_of_records_and_clusters_are_named_by_their_first() -> None:
    ready = prepared("companies")
    linked = link(Request(ready.table, ready.kind))
    assert (linked.candidates.left < linked.candidates.right).all()
    first: dict[int, int] = {}
    for record, label in enumerate(linked.clusters.label.tolist()):
        assert first.setdefault(label, record) == label


def test_decisions_are_added_to_the_pairs_and_outrank_every_weight() -> None:
    ready = prepared("companies")
    plain = link(Request(ready.table, ready.kind))
    together = np.flatnonzero(
        plain.clusters.label[plain.candidates.left] == plain.clusters.label[plain.candidates.right]
    )
    apart = int(plain.candidates.left[together[0]]), int(plain.candidates.right[together[0]])
    known = {*zip(plain.candidates.left.tolist(), plain.candidates.right.tolist(), strict=True)}
    joined = next((0, other) for other in range(1, ready.table.size) if (0, other) not in known)
    linked = link(Request(ready.table, ready.kind, judged={apart: False, joined: True}))
    label = linked.clusters.label
    assert label[apart[0]] != label[apart[1]]
    assert label[joined[0]] == label[joined[1]]
    weights = dict(
        zip(
            zip(linked.candidates.left.tolist(), linked.candidates.right.tolist(), strict=True),
            linked.weight,
            strict=True,
        )
    )
    assert (weights[apart], weights[joined]) == (-DECIDED, DECIDED)


def test_records_of_a_source_said_to_be_without_duplicates_are_not_even_compared() -> None:
    ready = prepared("companies")
    sources = np.zeros(ready.table.size, dtype=np.int32)
    linked = link(Request(ready.table, ready.kind, sources=sources, unique=(True,)))
    assert not len(linked.candidates.left)
    assert linked.clusters.label.tolist() == [*range(ready.table.size)]


def test_progress_is_told() -> None:
    ready = prepared("companies")
    told: list[tuple[str, float]] = []
    link(Request(ready.table, ready.kind), step=lambda what, share: told.append((what, share)))
    assert [what for what, _ in told] == [
        "reading columns", "finding candidate pairs", "comparing pairs", "clustering",
    ]  # fmt: skip
    assert all(0 <= share <= 1 for _, share in told)

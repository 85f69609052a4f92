"""Explanations add up to what linking says, on tables of every kind; rules and ways are those that linking went."""

from collections.abc import Callable
from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.deduping import dedupe
from hub.model.ids import Kind, RecordId
from hub.model.plan import Member
from hub.model.record import Fields
from hub.preparing import Input, prepare
from hub.resolution.candidate_pairs import Candidates, find_candidates
from hub.resolution.candidates import hold_keys, size_blocks
from hub.resolution.column_types import read_aspects
from hub.resolution.explanation import (
    FOUND,
    KEYS_DIFFER,
    NO_COLUMN,
    NO_KEY,
    columns_behind,
    explain_keys,
    explain_rules,
    explain_steps,
    find_way,
    strongest_way,
)
from hub.resolution.grouping import Clusters, Pairs
from hub.resolution.linking import Linked, blocking_keys
from hub.resolution.match_model import read_records, record_keys, tabulate_known, untrained_model
from hub.resolution.parameters import shipped_parameters
from hub.resolution.scoring import make_scorer
from tests.unit.resolution.labelled_tables import KINDS, made, prepared

RECORDS = 8
possible = [*combinations(range(RECORDS), 2)]
weights = st.integers(1, 1_500).map(lambda number: number / 100)
links = st.dictionaries(st.sampled_from(possible), weights, max_size=16)


@pytest.mark.parametrize("name", KINDS)
def test_every_comparison_shows_the_columns_that_it_reads(name: str) -> None:
    ready = prepared(name)
    for comparison, parameters in zip(ready.scorer.names, ready.scorer.parameters_of, strict=True):
        columns = columns_behind(ready.table, comparison, parameters)
        assert columns, comparison
        assert {*columns} <= ready.table.columns.keys(), comparison


@pytest.mark.parametrize("name", KINDS)
def test_steps_add_up_to_the_weight_of_the_pair(name: str) -> None:
    ready = prepared(name)
    parameters = shipped_parameters(ready.kind)
    levels, surprise = ready.scorer.compare(ready.aspects, ready.aspects, ready.pairs)
    weights_of = ready.scorer.weigh(levels, surprise)
    totals = ready.scorer.total(weights_of)
    for place in range(0, len(totals), max(1, len(totals) // 60)):
        pair = int(ready.pairs[0][place]), int(ready.pairs[1][place])
        steps = explain_steps(ready.aspects, ready.scorer, parameters, ready.table, pair)
        assert sorted(step.comparison for step in steps) == sorted(ready.scorer.names)
        assert steps[-1].total == pytest.approx(float(totals[place]), abs=1e-3)
        assert steps[-1].total == pytest.approx(ready.scorer.prior + sum(step.counts for step in steps), abs=1e-3)
        told = {step.comparison: step.weight for step in steps}
        assert told == dict(zip(ready.scorer.names, weights_of[place].tolist(), strict=True))


@pytest.mark.parametrize("name", KINDS)
def test_values_are_shown_where_something_is_compared(name: str) -> None:
    ready = prepared(name)
    pair = int(ready.pairs[0][0]), int(ready.pairs[1][0])
    for step in explain_steps(ready.aspects, ready.scorer, shipped_parameters(ready.kind), ready.table, pair):
        if step.level != "missing":
            assert step.left, step.comparison
            assert step.right, step.comparison
        assert step.words


def crowded() -> pa.Table:
    """Return firms of which many share a telephone number, and some of these a town."""
    rows = [
        (f"r{number}", f"Firm {number:03} Ltd", f"555 000{number % 3}", f"Town {number // 9}" if number % 4 else None)
        for number in range(150)
    ]
    return pa.table(dict(zip(("id", "name", "phone", "city"), map(list, zip(*rows, strict=True)), strict=True)))


@pytest.mark.parametrize("name", ["crowded", "companies", "products"])
def test_a_rule_finds_a_pair_exactly_where_blocking_proposes_it(name: str) -> None:
    table = prepare([Input(crowded())], "company").table if name == "crowded" else prepared(name).table
    kind = KINDS.get(name, "company")
    blocking = shipped_parameters(kind).blocking
    aspects = read_aspects(table, kind)
    candidates = find_candidates(blocking_keys(aspects), blocking)
    known = {*zip(candidates.left.tolist(), candidates.right.tolist(), strict=True)}
    some = [*known][:: max(1, len(known) // 40)]
    others = [pair for pair in combinations(range(table.size), 2) if pair not in known]
    for pair in [*some, *others[:: max(1, len(others) // 40)]]:
        findings = {rule.finding for rule in explain_rules(aspects, blocking, pair)}
        assert (FOUND in findings) is (pair in known), pair
    assert name != "crowded" or any("records do" in rule.finding for rule in explain_rules(aspects, blocking, (0, 3)))


def test_rules_that_need_other_columns_are_named() -> None:
    aspects = read_aspects(prepare([Input(crowded())], "company").table, "company")
    found = {rule.rule: rule.finding for rule in explain_rules(aspects, shipped_parameters("company").blocking, (0, 1))}
    assert found["email"] == NO_COLUMN
    assert found["phone"] != NO_COLUMN


TOWNS = ("Leeds", "Leeds", "York", "Hull", "Bath")


def crowded_keys(limit: int) -> Callable[[int, int], dict[str, str]]:
    """Explain the keys of firms of one name in some towns, the last of which has a telephone, in the graph."""
    model = untrained_model(Kind.COMPANY)
    fields: list[Fields] = [{"name": ("Acme Ltd",), "city": (town,)} for town in TOWNS]
    fields[-1] = {**fields[-1], "phone": ("+441132223344",)}
    members = [
        Member(id=RecordId(f"r{n}"), kind=Kind.COMPANY, source="s", key=str(n), arrival=n, fields=said)
        for n, said in enumerate(fields)
    ]
    own = dict(zip((member.id for member in members), record_keys(model, fields), strict=True))
    keys = hold_keys([], members, own, limit)
    blocks = size_blocks([], members, keys, limit)

    def explain(left: int, right: int) -> dict[str, str]:
        aspects = read_records(model, [fields[left], fields[right]])
        held = keys[members[left].id], keys[members[right].id]
        return {
            rule.rule: rule.finding
            for rule in explain_keys("company", aspects, model.parameters.blocking, held, blocks)
        }

    return explain


def test_keys_in_the_graph_find_a_pair_by_a_small_block_or_by_a_finer_key() -> None:
    assert crowded_keys(limit=5)(0, 2)["company_name"] == FOUND
    assert crowded_keys(limit=4)(0, 1)["company_name"] == FOUND


def test_keys_in_the_graph_say_why_they_do_not_find_a_pair() -> None:
    told = crowded_keys(limit=4)(1, 2)
    assert told["company_name"] == "they share a key, but 5 records do, and no further key narrows these down"
    assert told["phone"] == NO_KEY
    assert "company_name.brand + city" not in told, "finer keys stand for it"
    model = untrained_model(Kind.COMPANY)
    fields: list[Fields] = [{"name": ("Acme Ltd",)}, {"name": ("Zeta AG",)}]
    held = tuple(keys.keys for keys in record_keys(model, fields))
    nothing = size_blocks([], [], {}, 4)
    aspects = read_records(model, fields)
    found = explain_keys("company", aspects, model.parameters.blocking, (held[0], held[1]), nothing)
    assert {rule.rule: rule.finding for rule in found}["company_name"] == KEYS_DIFFER


def test_further_values_are_shown_beside_the_first() -> None:
    model = untrained_model(Kind.COMPANY)
    fields: list[Fields] = [{"name": ("Acme",), "identifier": ("vat:DE129273398", "duns:150483782")}, {"name": ("B",)}]
    table = tabulate_known(model, fields)
    assert columns_behind(table, "identifier", "identifier") == ["identifier", "identifier 2"]


def test_nodes_that_nothing_joins_have_no_way() -> None:
    links = [("a", "b", 3.0), ("c", "d", 5.0)]
    assert strongest_way(links, ("a", "d")) == ()
    assert strongest_way([*links, ("b", "c", 1.0)], ("a", "d")) == (("a", "b", 3.0), ("b", "c", 1.0), ("c", "d", 5.0))


def one_cluster(given_links: dict[tuple[int, int], float]) -> Linked:
    ends = np.array([*given_links], dtype=np.int32).reshape(-1, 2)
    weight = np.array([*given_links.values()], dtype=np.float32)
    left, right = ends[:, 0].copy(), ends[:, 1].copy()
    nothing = np.zeros((len(weight), 0))
    return Linked(
        clusters=Clusters(np.zeros(RECORDS, dtype=np.int64), Pairs(left[:0], right[:0], weight[:0])),
        candidates=Candidates(left, right, ()),
        weight=weight,
        levels=nothing.astype(np.int8),
        scorer=make_scorer({}, shipped_parameters("other"), RECORDS),
        sources=(),
        weights=nothing[:0].astype(np.float16),
    )


@settings(max_examples=200, deadline=None, derandomize=True)
@given(links, st.sampled_from(possible))
def test_no_way_has_a_stronger_weakest_link(given_links: dict[tuple[int, int], float], pair: tuple[int, int]) -> None:
    graph: nx.Graph[int] = nx.Graph([*given_links])
    graph.add_nodes_from(range(RECORDS))
    if not nx.has_path(graph, *pair):
        return
    way = find_way(one_cluster(given_links), 0.0, pair)
    assert [way[0].left, *(link.right for link in way)] == [pair[0], *(two.left for two in way[1:]), pair[1]]
    strength = {frozenset(edge): weight for edge, weight in given_links.items()}
    best = max(
        min(strength[frozenset(edge)] for edge in pairwise(nodes)) for nodes in nx.all_simple_paths(graph, *pair)
    )
    assert min(link.weight for link in way) == pytest.approx(best, abs=1e-4)


def test_a_way_leads_from_record_to_record_of_a_real_cluster() -> None:
    found = dedupe(made("companies", 3_000), kind="company")
    linked, label = found.linked, found.linked.clusters.label
    within = label[linked.candidates.left] == label[linked.candidates.right]
    places = np.flatnonzero(within & (linked.weight < 0))
    assert len(places)
    for place in places.tolist():
        pair = int(linked.candidates.left[place]), int(linked.candidates.right[place])
        way = find_way(linked, 0.0, pair)
        assert len(way) > 1
        assert all(link.weight >= 0 and label[link.left] == label[pair[0]] for link in way)

"""Candidate pairs: against a definition that looks at all pairs, one by one."""

from collections import Counter, defaultdict
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.resolution.candidate_pairs import (
    MOST_IN_BLOCK,
    MOST_REFINED,
    Candidates,
    find_candidates,
    rule_keys,
    rule_keys_of_one,
    rule_places,
)
from hub.resolution.features.hashing import Hashes
from hub.resolution.parameters import Blocking

Row = tuple[int, ...]
Keys = dict[str, list[list[Row]]]
Pair = tuple[int, int]

EXAMPLES = settings(max_examples=60, deadline=None, derandomize=True)
RECORDS = 9


def hashed(keys: Keys) -> dict[str, list[Hashes]]:
    """The keys as arrays; small numbers are as good as hashes."""
    return {name: [np.array(rows, dtype=np.uint64) for rows in group] for name, group in keys.items()}


def pairs_of(found: Candidates) -> list[Pair]:
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


def shares(rows: list[Row], one: int, two: int) -> bool:
    return bool({*rows[one]} & {*rows[two]} - {0})


def by_definition(keys: Keys, blocking: Blocking, sources: list[int] | None) -> list[Pair]:
    """Every pair that shares all keys of a rule; blocks here are too small to be refined."""
    size = max(len(rows) for group in keys.values() for rows in group)
    found = set()
    for rule in blocking.rules:
        parts = [blocking.context if name == "context" else (name,) for name in rule]
        for names in product(*parts):
            if len({*names}) < len(names):
                continue
            for columns in product(*(keys.get(name, []) for name in names)):
                found |= {
                    (one, two)
                    for one, two in combinations(range(size), 2)
                    if all(shares(rows, one, two) for rows in columns)
                }
    return sorted(
        (one, two) for one, two in found if sources is None or sources[one] < 0 or sources[one] != sources[two]
    )


rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=RECORDS, max_size=RECORDS)
keys_of_records = st.fixed_dictionaries(
    {
        "name": st.lists(rows, min_size=1, max_size=2),
        "city": st.lists(rows, max_size=2),
        "phone": st.lists(rows, max_size=1),
    }
)
rules = st.lists(
    st.lists(st.sampled_from(["name", "city", "phone", "context", "unheard of"]), min_size=1, max_size=3).map(tuple),
    max_size=4,
)
numbered = st.none() | st.lists(st.integers(-1, 2), min_size=RECORDS, max_size=RECORDS)


@EXAMPLES
@given(keys_of_records, rules, numbered)
def test_pairs_are_those_that_share_all_keys_of_a_rule(
    keys: Keys, chosen: list[tuple[str, ...]], sources: list[int] | None
) -> None:
    blocking = Blocking(rules=tuple(chosen), context=("city", "phone"))
    numbers = None if sources is None else np.array(sources, dtype=np.int32)
    assert pairs_of(find_candidates(hashed(keys), blocking, numbers)) == by_definition(keys, blocking, sources)


@EXAMPLES
@given(
    st.lists(st.tuples(st.integers(1, 2), st.integers(0, 9), st.integers(0, 40)), min_size=1, max_size=200),
)
def test_large_blocks_are_split_by_further_keys(records: list[tuple[int, int, int]]) -> None:
    keys: Keys = {name: [[(row[place],) for row in records]] for place, name in enumerate(("name", "city", "phone"))}
    blocking = Blocking(rules=(("name",),), refine_by=("city", "phone"))
    wanted: set[Pair] = set()
    met: set[int] = set()
    blocks: dict[int, list[int]] = defaultdict(list)
    for record, row in enumerate(records):
        blocks[row[0]].append(record)
    large = [block for block in blocks.values() if len(block) > MOST_IN_BLOCK]
    for block in blocks.values():
        if block not in large:
            wanted |= {*combinations(block, 2)}
            continue
        for place in (1, 2):
            sizes = Counter(records[record][place] for record in block)
            for pair in combinations(block, 2):
                one, two = (records[record][place] for record in pair)
                if one == two != 0 and sizes[one] <= MOST_REFINED:
                    wanted.add(pair)
                    met |= {*pair}
    found = find_candidates(hashed(keys), blocking)
    assert pairs_of(found) == sorted(wanted)
    [report] = found.report
    assert report.large_blocks == len(large)
    assert report.left_out == sum(map(len, large)) - len(met)


def test_the_number_of_pairs_grows_with_records_not_their_square() -> None:
    """All records share one key, as with a default value; every eighth other one a telephone number."""
    size = 4_000
    keys = {
        "name": [np.ones((size, 1), dtype=np.uint64)],
        "phone": [np.arange(size, dtype=np.uint64)[:, None] // 8 + 1],
    }
    found = find_candidates(keys, Blocking(rules=(("name",),), refine_by=("phone",)))
    assert len(found.left) == size // 8 * 28
    assert found.report[0].pairs == 0
    assert found.report[0].refined_pairs == len(found.left)


def test_a_rule_written_twice_or_in_another_order_is_one() -> None:
    pool = {"name": [np.ones((2, 1), dtype=np.uint64)], "city": [np.ones((2, 1), dtype=np.uint64)]}
    rules = (("name", "city"), ("city", "name"), ("name", "context"), ("name", "name"), ("name",))
    blocking = Blocking(rules=rules, context=("city", "name"))
    assert [label for label, _ in rule_keys(pool, blocking)] == ["name + city", "name"]


@EXAMPLES
@given(keys=keys_of_records, row=st.integers(0, RECORDS - 1))
def test_a_record_alone_has_the_keys_that_it_has_among_others(keys: Keys, row: int) -> None:
    pool = hashed(keys)
    blocking = Blocking(
        rules=(("name",), ("name", "context"), ("context", "context")), context=("city", "phone", "name")
    )
    alone = {name: [hashes[row : row + 1] for hashes in group] for name, group in pool.items()}
    places = rule_places({name: len(group) for name, group in pool.items()}, blocking)
    found = list(rule_keys_of_one(alone, places))
    assert found == [{*hashes[row].tolist()} - {0} for _, hashes in rule_keys(pool, blocking)]


def test_keys_of_one_rule_are_not_those_of_another() -> None:
    """Record 0 has the city that record 1 has as its name."""
    pool = {"name": [np.array([[5], [7]], dtype=np.uint64)], "city": [np.array([[7], [6]], dtype=np.uint64)]}
    assert not len(find_candidates(pool, Blocking(rules=(("name",), ("city",)))).left)


@pytest.mark.parametrize("keys", [{}, {"name": []}, {"name": [np.zeros((3, 1), dtype=np.uint64)]}])
def test_without_keys_there_are_no_pairs(keys: dict[str, list[Hashes]]) -> None:
    found = find_candidates(keys, Blocking(rules=(("name",), ("phone", "context")), context=("city",)))
    assert pairs_of(found) == []

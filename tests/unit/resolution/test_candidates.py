"""Candidate pairs: what shares a usable key, and only that."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hub.model.ids import Kind, RecordId
from hub.model.plan import Block, Member
from hub.resolution.candidates import candidate_pairs, size_blocks


def member(name: str, keys: frozenset[str] = frozenset(), *, active: bool = True) -> Member:
    return Member(
        id=RecordId(name), kind=Kind.COMPANY, source="s", key=name, arrival=0, fields={}, active=active, keys=keys
    )


held = st.lists(st.frozensets(st.sampled_from("abcd"), max_size=3), max_size=8)


@given(held, st.lists(st.booleans(), min_size=8, max_size=8), st.frozensets(st.sampled_from("abcd")))
def test_pairs_are_those_a_plain_loop_finds(
    keys: list[frozenset[str]], changed: list[bool], usable: frozenset[str]
) -> None:
    wanted = [
        (one, other)
        for one, other in combinations(range(len(keys)), 2)
        if keys[one] & keys[other] & usable and (changed[one] or changed[other])
    ]
    left, right = candidate_pairs(keys, np.array(changed[: len(keys)], dtype=np.bool_), usable)
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == wanted


def test_a_block_that_grows_past_the_limit_is_set_aside_and_its_holders_are_resolved_again() -> None:
    blocks = size_blocks([Block(key="k", size=2)], [member("new")], {RecordId("new"): frozenset("k")}, 2)
    assert blocks.usable == frozenset()
    assert blocks.oversized == (Block(key="k", size=3),)
    assert blocks.crossed == ("k",)


def test_a_block_that_shrinks_to_the_limit_is_used_again() -> None:
    gone = member("gone", frozenset("k"), active=False)
    blocks = size_blocks([Block(key="k", size=3)], [gone], {gone.id: frozenset()}, 2)
    assert blocks.usable == frozenset("k")
    assert blocks.crossed == ("k",)


def test_a_small_block_is_just_used() -> None:
    blocks = size_blocks([], [member("new")], {RecordId("new"): frozenset("k")}, 2)
    assert (blocks.usable, blocks.oversized, blocks.crossed) == (frozenset("k"), (), ())

"""Weak links: what hangs together by a chain falls apart where its records, taken together, speak against it."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.model.ids import RecordId
from hub.resolution import weak_links
from hub.resolution.cluster import JUDGED_CAPACITY, Component, Pair
from hub.resolution.scoring import Weights
from hub.resolution.weak_links import Ints, cut_weak_links

AGAINST = -9.0


def pairs(text: Mapping[str, float]) -> dict[Pair, float]:
    return {(RecordId(pair[0]), RecordId(pair[1])): bits for pair, bits in text.items()}


def whole(ids: str) -> Component:
    return Component(label=RecordId(ids[0]), parts=(tuple(map(RecordId, ids)),))


def cut(ids: str, edges: Mapping[str, float], others: Mapping[str, float]) -> Component:
    """Cut one component; what is in neither `edges` nor `others` speaks against."""
    known = pairs({**edges, **others})

    def weigh(among: Sequence[RecordId], left: Ints, right: Ints) -> Weights:
        found = [known.get((among[one], among[two]), AGAINST) for one, two in zip(left, right, strict=True)]
        return np.array(found, dtype=np.float32)

    [component] = cut_weak_links([whole(ids)], pairs(edges), weigh)
    return component


def parts(component: Component) -> list[str]:
    return ["".join(part) for part in component.parts]


def test_two_groups_that_one_wrong_pair_joins_come_apart() -> None:
    found = cut("abcdef", {"ab": 9, "bc": 9, "ac": 9, "cd": 4, "de": 9, "ef": 9, "df": 9}, {})
    assert parts(found) == ["abc", "def"]
    assert found.weak == (("c", "d"),)


def test_a_chain_whose_ends_hardly_differ_stays_whole() -> None:
    found = cut("abc", {"ab": 9, "bc": 9}, {"ac": -3})
    assert parts(found) == ["abc"]
    assert found.weak == ()


def test_a_mailbox_of_all_who_work_there_joins_nobody() -> None:
    """Each matches the record that has only the mailbox; two of them are two people."""
    found = cut("abcdef", {f"a{other}": 5.0 for other in "bcdef"}, {})
    assert parts(found) == ["ab", "c", "d", "e", "f"]
    assert found.weak == (("a", "c"), ("a", "d"), ("a", "e"), ("a", "f"))


def test_of_many_pairs_between_two_groups_the_strongest_is_asked() -> None:
    found = cut("abcd", {"ab": 9, "cd": 9, "ac": 2, "bd": 3}, {})
    assert (parts(found), found.weak) == (["ab", "cd"], (("b", "d"),))


def test_what_a_person_put_together_stays_together() -> None:
    assert parts(cut("abcd", {"ab": 9, "cd": 9, "bc": 1}, {})) == ["ab", "cd"]
    assert parts(cut("abcd", {"ab": 9, "cd": 9, "bc": JUDGED_CAPACITY + 1}, {})) == ["abc", "d"]


def test_where_all_match_nothing_is_weighed() -> None:
    def weigh(_among: Sequence[RecordId], _left: Ints, _right: Ints) -> Weights:
        raise AssertionError

    component = whole("abc")
    assert cut_weak_links([component], pairs({"ab": 1, "ac": 1, "bc": 1}), weigh) == (component,)


def test_of_a_huge_part_only_pairs_that_match_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weak_links, "MOST_WEIGHED", 2)
    found = cut("abc", {"ab": 9, "bc": 9}, {})
    assert parts(found) == ["abc"]


@given(st.dictionaries(st.sampled_from(["".join(pair) for pair in combinations("abcdef", 2)]), st.integers(1, 9)))
def test_parts_are_the_records_and_the_order_is_irrelevant(edges: dict[str, int]) -> None:
    found = cut("abcdef", {pair: float(bits) for pair, bits in edges.items()}, {})
    assert sorted("".join(parts(found))) == list("abcdef")
    again = cut("abcdef", {pair: float(edges[pair]) for pair in reversed(edges)}, {})
    assert again == found
    inside = {record: part for part in found.parts for record in part}
    assert all(inside[left] != inside[right] for left, right in found.weak)

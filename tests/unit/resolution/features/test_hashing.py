"""Hashes: the same for a text alone and among many, for any Unicode, in every process and version."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.resolution.features.hashing import (
    FEW,
    NOTHING,
    Hashes,
    combine,
    combine_two,
    hash_numbers,
    hash_text,
    hash_texts,
    hash_words,
    mix,
    salted,
    salted_one,
    starts_of_runs,
)

texts = st.lists(st.none() | st.text(max_size=12), max_size=3 * FEW)
hashes = st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=8).map(lambda each: np.array(each, dtype=np.uint64))


def one_by_one(values: list[str | None]) -> list[int]:
    return [int(hash_texts(pa.array([value], pa.string()))[0]) for value in values]


@given(texts)
def test_a_text_hashes_alike_alone_and_among_many(values: list[str | None]) -> None:
    many = values + ["x"] * (FEW + 1)
    assert hash_texts(pa.array(many, pa.string()))[: len(values)].tolist() == one_by_one(values)


@given(texts, st.integers(0, 5))
def test_a_part_of_an_array_hashes_like_the_whole(values: list[str | None], start: int) -> None:
    whole = pa.array(values + ["海尔", None, ""] * FEW, pa.string())
    assert hash_texts(whole.slice(start)).tolist() == hash_texts(whole)[start:].tolist()


@given(hashes, hashes, st.text(max_size=5))
def test_hashes_taken_one_by_one_are_those_of_arrays(one: Hashes, two: Hashes, name: str) -> None:
    size = min(len(one), len(two))
    pairs = zip(one[:size].tolist(), two[:size].tolist(), strict=True)
    assert [combine_two(*pair) for pair in pairs] == combine(one[:size], two[:size]).tolist()
    assert [salted_one(name, hashed) for hashed in one.tolist()] == salted(name, one).tolist()


def test_texts_of_more_than_a_chunk_hash_like_each_alone() -> None:
    long = [f"{number}é海" * 50_000 for number in range(FEW + 4)]
    found = hash_texts(pa.array(long)).tolist()
    assert [found[0], found[-1]] == one_by_one([long[0], long[-1]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", 0x0EF7FEA26C00459E),
        ("Siemens AG", 0x32478CCFC2C276E3),
        ("海尔", 0x9F98F5EC36362EA3),
        ("é", 0x263381BEE4AC5BB1),
    ],
)
def test_hashes_are_the_same_in_every_version(text: str, expected: int) -> None:
    """Indexes and distributed runs keep them."""
    assert hash_text(text) == expected


@pytest.mark.parametrize("size", [1, FEW + 1])
def test_missing_and_empty_hash_to_nothing(size: int) -> None:
    assert not hash_texts(pa.array([None] * size, pa.string())).any()
    assert not hash_texts(pa.array([""] * size, pa.string())).any()
    assert not hash_words([""] * size).any()


def test_no_two_of_a_million_texts_collide() -> None:
    numbers = pa.array(np.arange(1_000_000)).cast(pa.string())
    assert len(np.unique(hash_texts(numbers))) == 1_000_000


def test_all_bits_of_short_texts_are_used() -> None:
    found = hash_words([chr(ord("a") + number % 26) + str(number) for number in range(4_000)])
    shares = [np.mean(found >> np.uint64(bit) & np.uint64(1)) for bit in range(64)]
    assert min(shares) > 0.45
    assert max(shares) < 0.55


@given(hashes)
def test_mixing_keeps_nothing_and_loses_nothing(values: Hashes) -> None:
    assert mix(np.zeros(1, dtype=np.uint64))[0] == NOTHING
    assert len(np.unique(mix(values.copy()))) == len(np.unique(values))


def test_a_tuple_depends_on_the_order_and_is_missing_with_any_of_its_parts() -> None:
    one, two, three = hash_words(["a", "b", ""])[:, None]
    assert combine(one, two) != combine(two, one)
    assert combine(one, two) == combine(one.copy(), two.copy())
    assert combine(one, three) == combine(three, one) == NOTHING


@given(st.lists(st.integers(-3, 10**9), max_size=9))
def test_numbers_hash_to_nothing_unless_positive(values: list[int]) -> None:
    found = hash_numbers(np.array(values, dtype=np.int64))
    assert [int(each) > 0 for each in found] == [value > 0 for value in values]
    assert len({*found.tolist()} - {0}) == len({value for value in values if value > 0})


@given(hashes)
def test_the_same_value_under_two_names_is_two_keys(values: Hashes) -> None:
    present = values[values != NOTHING]
    assert not np.intersect1d(salted("city", present), salted("street", present)).size
    assert salted("city", values).tolist() == salted("city", values.copy()).tolist()
    assert (salted("city", values) == NOTHING).tolist() == (values == NOTHING).tolist()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3))))
def test_a_run_starts_wherever_something_changes(pairs: list[tuple[int, int]]) -> None:
    ordered = sorted(pairs)
    one, two = np.array(ordered, dtype=np.int64).reshape(-1, 2).T
    wanted = [place for place, pair in enumerate(ordered) if place == 0 or pair != ordered[place - 1]]
    assert starts_of_runs(one, two).tolist() == wanted

"""Employers by number: the same or not, and how much that says."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from hub.resolution.features.columns import read_column
from hub.resolution.features.employers import LARGE, LEVELS, RAREST, RAREST_LARGE, Employers, parse_employers

numbers = st.none() | st.sampled_from(["co_a", "co_b", "co_c+", "4711", "--", ""])


def parse(*values: str | None) -> Employers:
    return parse_employers(read_column([pa.array(values, pa.string())]), "employer")


def level(employers: Employers, left: int, right: int) -> tuple[str, float]:
    levels, bits = employers.compare(employers, np.array([left], np.int32), np.array([right], np.int32))
    return LEVELS[levels[0, 0]], float(bits[0, 0])


def test_an_employer_is_the_same_or_another_and_a_large_one_says_less() -> None:
    found = parse("co_a", "co_a", "co_b", "co_c+", "co_c+", None)
    assert level(found, 0, 1) == ("same", RAREST)
    assert level(found, 3, 4) == ("same", RAREST_LARGE)
    assert level(found, 0, 2)[0] == "different"
    assert level(found, 0, 5)[0] == "missing"


def test_that_it_is_large_changes_no_key() -> None:
    small, large = parse("co_a").keys()["employer"], parse(f"co_a{LARGE}").keys()["employer"]
    assert small.tolist() == large.tolist() != [[0]]


def test_in_a_table_an_employer_of_many_says_less() -> None:
    found = parse(*["co_a"] * 400, *["co_b"] * 3, *map(str, range(597)))
    weighed = found.weigh(found.learn())
    common, rare = level(weighed, 0, 1)[1], level(weighed, 400, 401)[1]
    assert common < 2 < rare
    assert level(found, 0, 1)[1] == RAREST


@given(st.lists(numbers, min_size=2, max_size=6))
def test_comparing_is_symmetric_and_reaches_same_only_by_equal_keys(values: list[str | None]) -> None:
    found = parse(*values)
    keys = found.keys()["employer"][:, 0].tolist()
    for one in range(len(values)):
        for other in range(len(values)):
            reached, bits = level(found, one, other)
            assert (reached, bits) == level(found, other, one)
            assert (reached == "same") == (keys[one] == keys[other] != 0)
            assert (reached == "missing") == (0 in (keys[one], keys[other]))

"""Shared options may stand anywhere on the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.cli.session import shared_first

WORDS = st.lists(st.sampled_from(("load", "crm", "--full", "a.csv", "--limit", "3")), max_size=6)


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        (["status", "--json"], ["--json", "status"]),
        (["status", "--data-dir", "x", "--json"], ["--data-dir", "x", "--json", "status"]),
        (["status", "--data-dir=x"], ["--data-dir=x", "status"]),
        (["pin", "co_1", "name", "--", "--json"], ["pin", "co_1", "name", "--", "--json"]),
        (["status", "--by"], ["--by", "status"]),
    ],
)
def test_shared_options_come_first(words: list[str], moved: list[str]) -> None:
    assert shared_first(words) == moved


@given(WORDS, WORDS)
def test_all_other_words_keep_their_order(before: list[str], after: list[str]) -> None:
    assert shared_first([*before, "--json", *after]) == ["--json", *before, *after]

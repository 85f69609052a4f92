"""Regular expressions: few texts, taken one by one, give what Arrow gives for many."""

import ast
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.resolution.features import patterns
from hub.resolution.features.patterns import FEW, joined, literal, matches, replace_all, where, where_not

FEATURES = Path(patterns.__file__).parent
EXAMPLES = settings(max_examples=12, deadline=None, derandomize=True)
CALLS = {"replace_all", "matches", "flag_texts", "where_matches", "_where"}

PIECES = [
    *"aAzZ09 .,-/#&+_@()[]\"'“”!?",
    *"éßøžİ号路街市区第一二分公司海尔青島한トヨЯж①Ⅷ🙂\n\t\u3000\u00a0\u0301，·！",
    "co.", "http://", "www.", "ext 12", "GmbH", "1,000", "500 GB", "<b>", "&amp;", "转", "a.b-c@d.org", "(Jr)", "Apt 4", "12号",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), max_size=14).map("".join)


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [found for item in value for found in _strings(item)] if isinstance(value, tuple | list) else []


def patterns_used() -> list[str]:
    """Every pattern that a feature hands to the functions here: written in the call, or a constant of its module."""
    found = set()
    for path in sorted(FEATURES.glob("*.py")):
        module = import_module(f"hub.resolution.features.{path.stem}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                found |= {arg.value for arg in node.args[1:2] if isinstance(arg, ast.Constant)}
        constants = [value for name, value in vars(module).items() if name.startswith("_") and name.isupper()]
        found |= {text for value in constants for text in _strings(value)}
    return sorted(text for text in found if isinstance(text, str) and set(text) & set("[(\\^$"))


USED = [pattern for pattern in patterns_used() if not pattern.startswith(r"\1")]


def large(values: list[str | None]) -> pa.Array:
    """The values, and so many more that Arrow takes them."""
    return pa.array([*values, *["x"] * (FEW + 1)], pa.string())


def test_the_patterns_of_the_features_are_found() -> None:
    assert len(USED) > 30
    assert r"[^\p{L}\p{N}]" in USED
    assert r"(\p{Han})\s+(\p{Han})" in USED


@pytest.mark.parametrize("pattern", USED)
@EXAMPLES
@given(values=st.lists(st.none() | texts, min_size=1, max_size=20))
def test_few_texts_give_what_many_give(pattern: str, values: list[str | None]) -> None:
    few, many = pa.array(values, pa.string()), large(values)
    replacement = r"<\1>" if "(" in pattern.replace("(?", "").replace("\\(", "") else " "
    assert replace_all(few, pattern, "").to_pylist() == replace_all(many, pattern, "").to_pylist()[: len(values)]
    assert matches(few, pattern).to_pylist() == matches(many, pattern).to_pylist()[: len(values)]
    if "(?:" not in pattern:
        short, long = replace_all(few, pattern, replacement), replace_all(many, pattern, replacement)
        assert short.to_pylist() == long.to_pylist()[: len(values)]


def test_null_stays_null() -> None:
    for values in (pa.array(["a1", None]), large(["a1", None])):
        assert replace_all(values, "[0-9]", "").to_pylist()[:2] == ["a", None]
        assert matches(values, "[0-9]").to_pylist()[:2] == [True, None]


def test_what_is_not_kept_is_null() -> None:
    values = pa.array(["a", "", None])
    assert where(values, pa.array([False, True, True])).to_pylist() == [None, "", None]
    assert where_not(values, "").to_pylist() == ["a", None, None]


def test_texts_are_joined_one_by_one_and_null_with_any_part() -> None:
    one, two = pa.array(["a", "海", None]), pa.array(["b", "尔", "c"])
    assert joined(one, two, separator=" ").to_pylist() == ["a b", "海 尔", None]
    assert joined(literal("#"), two, separator="").to_pylist() == ["#b", "#尔", "#c"]

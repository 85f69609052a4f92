"""Folding and transcribing text of any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.standardise.text import fold, is_han, to_latin

FOLDED = [
    ("  ACME   Corp. ", "acme corp"),
    ("Ｍüller ＆ Söhne", "müller and söhne"),
    ("O'Neil’s", "oneils"),
    ("x_y-z/w", "x y z w"),
    ("騰訊（中國）", "腾讯 中国"),
    ("हिन्दी", "हिन्दी"),
    ("МОСКВА", "москва"),
    ("...", ""),
]
LATIN = [
    ("华为", "huawei"),
    ("华为 Technologies", "huawei technologies"),
    ("重庆银行", "chongqingyinhang"),
    ("吕布", "lubu"),
    ("Łódź Straße", "lodz strasse"),
    ("Газпром", "gazprom"),
    ("トヨタ", "toyota"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("text", "latin"), LATIN)
def test_to_latin(text: str, latin: str) -> None:
    assert to_latin(text) == latin


@pytest.mark.parametrize(("text", "expected"), [("华为", True), ("abc 为", True), ("abc", False), ("トヨタ", False)])
def test_is_han(text: str, expected: bool) -> None:
    assert is_han(text) is expected


@given(st.text())
def test_folding_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_latin_is_ascii_words(text: str) -> None:
    latin = to_latin(text)
    assert all(word.isalnum() and word.isascii() for word in latin.split())
    assert to_latin(latin) == latin

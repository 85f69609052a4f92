"""Product names: tokens and model codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.standardise.product import parse_product_name

SAME_TOKENS = [
    ("GTXPro", "GTX Pro"),
    ("GTX-1080", "gtx1080"),
    ("WH-1000XM4", "WH 1000XM4"),
    ("Cola 500ml", "COLA 500 ML"),
    ("Cola 1,50 l", "Cola 1.5L"),
    ("华为P40手机", "Huawei P40 Phone"),
    ("ＧＴＸ　Ｐｒｏ", "gtx pro"),
]
DIFFERENT_TOKENS = [("GTX Pro", "GTX Plus Pro"), ("Galaxy S21", "Galaxy S21+"), ("Cola 500ml", "Cola 1l")]
CODES = [
    ("GTX 1080", {"1080"}),
    ("Galaxy S21+", {"s21"}),
    ("iPhone 12 Pro 128GB", {"12"}),
    ("Cola 500 ml", set()),
    ("Uncle Bob's Organic Dried Pears", set()),
]


@pytest.mark.parametrize(("left", "right"), SAME_TOKENS)
def test_one_product_has_the_same_tokens(left: str, right: str) -> None:
    assert parse_product_name(left).tokens == parse_product_name(right).tokens


@pytest.mark.parametrize(("left", "right"), DIFFERENT_TOKENS)
def test_two_products_stay_two(left: str, right: str) -> None:
    assert parse_product_name(left).tokens != parse_product_name(right).tokens


@pytest.mark.parametrize(("text", "codes"), CODES)
def test_codes(text: str, codes: set[str]) -> None:
    assert parse_product_name(text).codes == codes


@given(st.one_of(st.text(), st.text("abGTX 019.,-+mlkg华", max_size=12)))
def test_any_text_can_be_read(text: str) -> None:
    name = parse_product_name(text)
    assert name.codes <= set(name.tokens)
    assert all(token.isascii() for token in name.tokens)

"""Blocking keys: few, bounded, of one record alone, and shared by records worth comparing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.model.ids import Kind
from hub.model.record import Fields
from hub.resolution.blocking import MAX_KEY_LENGTH, blocking_keys, exact_key


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        (Kind.COMPANY, {"name": ("华为技术有限公司",)}, {"name": ("Huawei Technologies Co., Ltd.",)}),
        (Kind.COMPANY, {"name": ("Haier",)}, {"name": ("Haier Group Corporation",)}),
        (Kind.COMPANY, {"name": ("CRYSTALORD LTD",)}, {"name": ("Cristalord Limited",)}),
        (Kind.COMPANY, {"name": ("IBM",)}, {"name": ("International Business Machines Corp.",)}),
        (Kind.COMPANY, {"name": ("A",), "domain": ("a.example",)}, {"name": ("B",), "email": ("info@a.example",)}),
        (Kind.COMPANY, {"identifier": ("lei:1",), "name": ("A",)}, {"identifier": ("lei:1", "vat:2"), "name": ("B",)}),
        (Kind.CONTACT, {"name": ("王小明",)}, {"name": ("Wang Xiaoming",)}),
        (Kind.CONTACT, {"name": ("J. Smith",), "city": ("Köln",)}, {"name": ("John Smith",), "city": ("KÖLN",)}),
        (
            Kind.CONTACT,
            {"name": ("J. Smith",), "company_name": ("Acme Ltd",)},
            {"name": ("John Smith",), "company_name": ("ACME Limited",)},
        ),
        (Kind.CONTACT, {"birth_date": ("1971-06-24",)}, {"birth_date": ("1971-06-24",), "name": ("Ann Lee",)}),
        (Kind.CONTACT, {"name": ("Jürgen Müller",)}, {"name": ("Juergen Mueller",)}),
        (Kind.PRODUCT, {"name": ("GTXPro",)}, {"name": ("GTX Pro",)}),
        (Kind.PRODUCT, {"name": ("Helios AX200 Switch",)}, {"name": ("Switch AX200 by Helios",)}),
        (Kind.PRODUCT, {"gtin": ("09521234004271",)}, {"gtin": ("09521234004271",), "name": ("X",)}),
    ],
)  # fmt: skip
def test_records_worth_comparing_share_a_key(kind: Kind, left: Fields, right: Fields) -> None:
    assert blocking_keys(kind, left) & blocking_keys(kind, right)


def test_a_public_mail_host_is_no_key() -> None:
    left: Fields = {"email": ("ann@gmail.com",)}
    right: Fields = {"email": ("bob@gmail.com",)}
    assert not blocking_keys(Kind.COMPANY, left) & blocking_keys(Kind.COMPANY, right)


def test_exact_keys_hold_the_value_as_standardised() -> None:
    keys = blocking_keys(Kind.COMPANY, {"identifier": ("lei:529900T8BM49AURSDO55",)})
    assert keys == {exact_key(Kind.COMPANY, "identifier", "lei:529900T8BM49AURSDO55")}
    assert keys == {"company|identifier:lei:529900T8BM49AURSDO55"}


def test_a_record_that_says_nothing_has_no_keys() -> None:
    assert [blocking_keys(kind, {}) for kind in Kind] == [frozenset()] * len(Kind)


texts = st.text(min_size=1, max_size=150)
anything = st.dictionaries(
    st.sampled_from(("name", "alias", "city", "postal_code", "company_name", "birth_date", "email", "phone")),
    texts.map(lambda text: (text,)),
)


@given(st.sampled_from(Kind), anything)
def test_keys_are_few_and_short(kind: Kind, fields: Fields) -> None:
    keys = blocking_keys(kind, fields)
    assert len(keys) <= 24
    assert all(key.startswith(f"{kind.value}|") and len(key) <= MAX_KEY_LENGTH for key in keys)

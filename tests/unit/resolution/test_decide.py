"""Decisions: typical pairs of companies, people and products, and what the machine makes of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.model.evidence import Match, Outcome
from hub.model.ids import Kind, RecordId
from hub.model.record import Fields
from hub.resolution.decide import Records, decide_pairs
from hub.resolution.match_model import read_match_models
from hub.resolution.words import distinctive
from hub.standardise.words import canonical_tokens

MODELS = read_match_models()
SAME, REVIEW, DISTINCT = Outcome.SAME, Outcome.REVIEW, Outcome.DISTINCT


def decide(kind: Kind, left: Fields, right: Fields) -> list[Match]:
    records = Records([RecordId("r_b"), RecordId("r_a")], [left, right])
    return decide_pairs(MODELS[kind], records, np.array([0]), np.array([1]))


def outcome(kind: Kind, left: Fields, right: Fields) -> Outcome:
    matches = decide(kind, left, right)
    return matches[0].outcome if matches else DISTINCT


def company(name: str, **fields: str) -> Fields:
    return {"name": (name,), **{key: tuple(value.split(" | ")) for key, value in fields.items()}}


AT_KUKA = {"domain": "kuka.example", "street": "Zugspitzstr. 140", "postal_code": "86165", "city": "Augsburg"}
GROUP_PHONE = {"phone": "+498217970", **AT_KUKA}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # one company, written otherwise
        (company("Siemens AG"), company("SIEMENS AKTIENGESELLSCHAFT"), SAME),
        (company("華為技術有限公司"), company("华为技术有限公司"), SAME),
        (company("德邦证券有限公司"), company("德邦证券股份有限公司"), REVIEW),
        (company("华为技术有限公司", city="深圳"), company("Huawei Technologies Co., Ltd.", city="Shenzhen"), SAME),
        (company("GE Appliances", identifier="vat:1"), company("Haier Solutions, Inc.", identifier="vat:1"), REVIEW),
        (company("Acme Ltd", city="Leeds"), company("Acme Ltd", city="York", identifier="lei:1"), REVIEW),
        (company("Acme Ltd", domain="a.example", city="Leeds"), company("ACME", domain="a.example", city="York"), SAME),
        # names that say too little
        (company("northstar freight"), company("Northstar Freight"), REVIEW),
        (company("Management Company"), company("Management Company"), REVIEW),
        (company("恒锐达"), company("苏州恒锐达精密机械有限公司"), DISTINCT),
        (company("Kestrel"), company("Kestrel Analytics Ltd."), DISTINCT),
        # a subsidiary is no duplicate
        (company("Siemens AG"), company("Siemens Healthineers AG"), DISTINCT),
        (company("Siemens AG"), company("西门子（中国）有限公司"), DISTINCT),
        (company("KUKA AG", **AT_KUKA), company("KUKA Deutschland GmbH", **AT_KUKA), REVIEW),
        (company("KUKA AG", **GROUP_PHONE), company("KUKA Deutschland GmbH", **GROUP_PHONE), REVIEW),
        (company("Siemens Energy AG"), company("Siemens Mobility GmbH"), DISTINCT),
        (company("Fa Wu Ltd", **AT_KUKA), company("Fa Wu Holding Ltd", **AT_KUKA), REVIEW),
        # nor a branch
        (company("杭州蓝屿软件有限公司"), company("杭州蓝屿软件有限公司北京分公司"), DISTINCT),
        (company("中国银行北京分行"), company("中国银行上海分行"), DISTINCT),
        # one character, one name in two places, two forms
        (company("上海双利电子有限公司"), company("上海双柳电子有限公司"), DISTINCT),
        (company("Apex Logistics Ltd", country="GB"), company("Apex Logistics Ltd", country="NZ"), REVIEW),
        (company("Riverton LLC", city="Austin"), company("Riverton LLC", city="Provo"), REVIEW),
        (company("Deutsche Bank AG"), company("Deutsche Bank GmbH"), REVIEW),
    ],
)  # fmt: skip
def test_companies(left: Fields, right: Fields, expected: Outcome) -> None:
    assert outcome(Kind.COMPANY, left, right) is expected
    assert outcome(Kind.COMPANY, right, left) is expected


HOME = {"street": "7 Mill Road", "postal_code": "M20 3BG", "city": "Manchester"}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (company("Dan Hargreaves", phone="+442079460106"), company("Daniel Hargreaves", phone="+442079460106"), SAME),
        (company("王小明", email="wxm@a.example"), company("Wang Xiaoming", email="wxm@a.example"), SAME),
        (company("J. Smith", email="j.smith@a.example"), company("John Smith", email="j.smith@a.example"), SAME),
        (company("Ann Lee", birth_date="1971-06-24"), company("Ann Lee", birth_date="1971-06-24"), SAME),
        (company("Ann Lee", company_name="Acme Ltd"), company("Ann Lee", company_name="Acme"), SAME),
        (company("John Smith"), company("John Smith"), DISTINCT),
        (company("J. Smith", company_name="Acme Ltd"), company("John Smith", company_name="Acme Ltd"), SAME),
        (company("王伟", company_name="西门子"), company("Wang Wei", company_name="恒锐达"), DISTINCT),
        # colleagues: the hub found their companies to be one, with few records of people, or with many ("+")
        (company("Jianguo Zhang", employer="co_a"), company("张建国", employer="co_a"), SAME),
        (company("Jianguo Zhang", employer="co_a+"), company("张建国", employer="co_a+"), REVIEW),
        (company("Wei Li", employer="co_a"), company("李伟", employer="co_a"), REVIEW),
        (company("Wei Li", employer="co_a", country="CN"), company("李伟", employer="co_a", country="CN"), SAME),
        (company("J. Smith", employer="co_a", country="GB"), company("John Smith", employer="co_a", country="GB"), REVIEW),
        (company("王伟", employer="co_a+"), company("王伟", employer="co_a+"), DISTINCT),
        (company("Grace Hopper", employer="co_a+"), company("Grace Hopper", employer="co_a+"), SAME),
        (company("John Smith", employer="co_a"), company("Jane Smith", employer="co_a"), DISTINCT),
        (company("John Smith", employer="co_a"), company("John Smith", employer="co_b"), DISTINCT),
        (company("John Smith", employer="co_a"), company("John Smith", employer="co_b | co_a"), SAME),
        (company("Ann Lee", employer="co_a", email="ann@gmail.com"), company("Ann Lee", employer="co_b", email="ann@gmail.com"), SAME),
        (company("Ann Lee", employer="co_a", phone="+4915112345678"), company("Ann Lee", employer="co_b", phone="+4915112345678"), SAME),
        # households and offices
        (company("Jörg Wagner", email="wagner@web.de"), company("Susanne Wagner", email="wagner@web.de"), REVIEW),
        (
            company("Peter Collins", birth_date="1996-02-17", phone="+442079460116", **HOME),
            company("Paul Collins", birth_date="1996-02-17", phone="+442079460116", **HOME),
            REVIEW,
        ),
        (
            company("Thomas Becker", birth_date="1954-03-08", **HOME),
            company("Thomas Becker", birth_date="1986-11-21", **HOME),
            REVIEW,
        ),
        (company("Ute Zimmer", email="einkauf@a.example"), company("Max Seidel", email="einkauf@a.example"), DISTINCT),
    ],
)  # fmt: skip
def test_contacts(left: Fields, right: Fields, expected: Outcome) -> None:
    assert outcome(Kind.CONTACT, left, right) is expected
    assert outcome(Kind.CONTACT, right, left) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (company("GTX Pro"), company("Pro GTX"), SAME),
        (company("GTX Pro"), company("GTX Plus Pro"), REVIEW),
        (company("MG Special"), company("MG Advanced"), DISTINCT),
        (company("Lumen View 24", brand="Lumen"), company("Lumen View 27", brand="Lumen"), REVIEW),
        (company("Helios Switch", gtin="09521234004271"), company("Helios Managed Switch", gtin="09521234004271"), SAME),
        (company("Helios Switch", gtin="09521234004271"), company("Kolibri Cam", gtin="09521234004271"), REVIEW),
        (company("Helios Switch", sku="H1"), company("Helios Managed Switch", sku="H1"), REVIEW),
        (company("GTX Pro", gtin="09521234004271 | 09521234001119"), company("GTX Pro", gtin="09521234008903"), REVIEW),
    ],
)  # fmt: skip
def test_products(left: Fields, right: Fields, expected: Outcome) -> None:
    assert outcome(Kind.PRODUCT, left, right) is expected
    assert outcome(Kind.PRODUCT, right, left) is expected


def test_a_conflict_of_numbers_is_never_merged_by_the_machine() -> None:
    left = company("Acme Ltd", identifier="lei:1 | vat:GB1", domain="acme.example", **HOME)
    right = company("Acme Ltd", identifier="lei:2 | vat:GB1", domain="acme.example", **HOME)
    (match,) = decide(Kind.COMPANY, left, right)
    assert (match.outcome, match.conflict) == (REVIEW, "lei")


def test_a_match_names_its_pair_in_order_and_its_model() -> None:
    (match,) = decide(Kind.COMPANY, company("Siemens AG"), company("Siemens AG"))
    assert match.pair == ("r_a", "r_b")
    assert match.model == MODELS[Kind.COMPANY].version
    assert match.levels == ("prior", "same")


brands = st.text("bcdfgklmnprstvz", min_size=4, max_size=10).filter(lambda text: distinctive(canonical_tokens([text])))


@given(brands, st.sampled_from(("{} GmbH", "{} Ltd", "{} Technologies Inc.", "上海{}有限公司")))
def test_a_company_with_a_name_of_its_own_matches_itself(brand: str, form: str) -> None:
    fields = company(form.format(brand.title()))
    assert outcome(Kind.COMPANY, fields, fields) is SAME

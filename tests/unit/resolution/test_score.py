"""Pairs as people see them, and what the shipped models make of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.errors import InputError
from hub.model.evidence import Match, Outcome
from hub.model.ids import Kind, RecordId
from hub.model.record import Fields
from hub.resolution.decide import decide_pairs
from hub.resolution.match_model import parse_match_model, read_match_models
from hub.resolution.score import explain, score_pairs

MODELS = read_match_models()
IDS = [RecordId("r_a"), RecordId("r_b")]


def fields(**values: str | tuple[str, ...]) -> Fields:
    return {name: value if isinstance(value, tuple) else (value,) for name, value in values.items()}


def match(kind: Kind, left: Fields, right: Fields) -> Match | None:
    pair = np.array([0]), np.array([1])
    found = decide_pairs(MODELS[kind], IDS, score_pairs(MODELS[kind], [left, right], *pair), *pair)
    return found[0] if found else None


def outcome(kind: Kind, left: Fields, right: Fields) -> Outcome:
    found = match(kind, left, right)
    return found.outcome if found else Outcome.DISTINCT


COMPANIES = [
    # the same
    ("Siemens AG", "SIEMENS AG", {}, {}, Outcome.SAME),
    ("华为技术有限公司", "華為技術有限公司", {}, {}, Outcome.SAME),
    ("华为技术有限公司", "Huawei Technologies Co., Ltd.", {"city": "深圳"}, {"city": "Shenzhen"}, Outcome.SAME),
    ("Müller & Söhne GmbH", "MUELLER & SOEHNE GMBH", {"city": "Bremen"}, {"city": "Bremen"}, Outcome.SAME),
    ("Chimie Fine Lyonnaise", "Lyonnaise de Chimie Fine SAS", {"domain": "lcf.example"}, {"domain": "lcf.example"}, Outcome.SAME),
    ("Fuda Timber", "Fuzhou Fuda Timber Co., Ltd.", {"city": "Fuzhou", "phone": "+86591"}, {"phone": "+86591", "city": "福州"}, Outcome.SAME),
    ("Acme Ltd", "Acme Widgets Ltd", {"identifier": "lei:A"}, {"identifier": "lei:A"}, Outcome.SAME),
    # for a person to decide
    ("Northstar Freight", "Northstar Freight", {}, {}, Outcome.REVIEW),
    ("Siemens AG", "Siemens AG", {"identifier": "lei:A"}, {"identifier": "lei:B"}, Outcome.DISTINCT),
    ("Siemens AG", "Siemens AG", {"identifier": "lei:A", "email": "x@s.example", "phone": "+49"}, {"identifier": "lei:B", "email": "x@s.example", "phone": "+49"}, Outcome.REVIEW),
    # a subsidiary is not a duplicate
    ("Siemens AG", "Siemens Healthineers AG", {"domain": "siemens.example"}, {"domain": "siemens.example"}, Outcome.DISTINCT),
    ("西门子（中国）有限公司", "西门子有限公司", {"city": "北京"}, {"city": "北京"}, Outcome.DISTINCT),
    ("海尔集团公司", "海尔智家股份有限公司", {"city": "青岛"}, {"city": "青岛"}, Outcome.DISTINCT),
    ("中国工商银行股份有限公司", "中国工商银行股份有限公司北京分行", {}, {}, Outcome.DISTINCT),
    ("比亚迪股份有限公司", "比亚迪汽车工业有限公司", {"domain": "byd.example"}, {"domain": "byd.example"}, Outcome.DISTINCT),
    # others
    ("双利商贸有限公司", "双柳商贸有限公司", {"city": "武汉"}, {"city": "武汉"}, Outcome.DISTINCT),
    ("Phoenix Trading Ltd", "Phoenix Trading Ltd", {"country": "GB"}, {"country": "IE"}, Outcome.DISTINCT),
    ("Adler Logistik GmbH", "Adler Logistik AG", {"city": "Kiel"}, {"city": "Kiel"}, Outcome.REVIEW),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "more_left", "more_right", "expected"), COMPANIES)
def test_companies(
    left: str, right: str, more_left: dict[str, str], more_right: dict[str, str], expected: Outcome
) -> None:
    assert outcome(Kind.COMPANY, fields(name=left, **more_left), fields(name=right, **more_right)) is expected


@pytest.mark.parametrize(
    "shared",
    [
        {"email": "info@s.example", "phone": "+4989", "domain": "s.example", "street": "Weg 1", "city": "Köln", "country": "DE"},
        {"phone": "+4989", "street": "Weg 1", "postal_code": "50667", "city": "Köln"},
    ],
)  # fmt: skip
def test_a_subsidiary_that_shares_everything_but_its_number_is_never_merged_by_the_machine(
    shared: dict[str, str],
) -> None:
    parent, child = fields(name="Müller KG", **shared), fields(name="Müller Verwaltungs GmbH", **shared)
    assert outcome(Kind.COMPANY, parent, child) is not Outcome.SAME


CONTACTS = [
    (fields(name="Ann Lee", email="ann@a.example"), fields(name="Lee, Ann", email="ann@a.example"), Outcome.SAME),
    (fields(name="王小明", phone="+8613"), fields(name="Wang Xiaoming", phone="+8613"), Outcome.SAME),
    (fields(name="Bob Ray", email="bob@a.example"), fields(name="Robert Ray", email="bob@a.example"), Outcome.SAME),
    (fields(email="ann@a.example"), fields(name="Ann Lee", email="ann@a.example"), Outcome.SAME),
    (fields(name="J. Smith", phone="+44"), fields(name="John Smith", phone="+44"), Outcome.REVIEW),
    (fields(name="王伟", company_name="甲公司"), fields(name="王伟", company_name="乙公司"), Outcome.DISTINCT),
    (fields(name="王伟", phone="+861"), fields(name="汪伟", phone="+861"), Outcome.DISTINCT),
    (fields(name="Ann Collins", phone="+1", birth_date="2000-01-01"), fields(name="Amy Collins", phone="+1", birth_date="2000-01-01"), Outcome.REVIEW),
    (fields(name="Tom Becker", street="Weg 1", city="Kiel", birth_date="1950-01-01"), fields(name="Tom Becker", street="Weg 1", city="Kiel", birth_date="1980-02-03"), Outcome.DISTINCT),
    (fields(name="Ann Lee", email="info@a.example"), fields(name="Bo Ek", email="info@a.example"), Outcome.DISTINCT),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "expected"), CONTACTS)
def test_contacts(left: Fields, right: Fields, expected: Outcome) -> None:
    assert outcome(Kind.CONTACT, left, right) is expected


PRODUCTS = [
    (fields(name="GTXPro"), fields(name="GTX Pro"), Outcome.SAME),
    (fields(name="Volta UPS 1500", gtin="1"), fields(name="UPS Volta", gtin="1"), Outcome.REVIEW),
    (fields(name="GTX Pro", brand="x"), fields(name="GTX Plus Pro", brand="x"), Outcome.DISTINCT),
    (fields(name="Volta 1500"), fields(name="Volta 3000"), Outcome.DISTINCT),
    (fields(name="MG Special"), fields(name="MG Advanced"), Outcome.DISTINCT),
    (fields(name="Chai", gtin="1"), fields(name="Chai", gtin="2"), Outcome.DISTINCT),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "expected"), PRODUCTS)
def test_products(left: Fields, right: Fields, expected: Outcome) -> None:
    assert outcome(Kind.PRODUCT, left, right) is expected


def test_a_score_explains_itself_as_a_sum() -> None:
    left, right = fields(name="Siemens AG", city="München"), fields(name="Siemens AG", city="München")
    found = match(Kind.COMPANY, left, right)
    assert found is not None
    evidence = explain(MODELS[Kind.COMPANY], found.levels)
    assert sum(item.weight for item in evidence) == pytest.approx(found.weight, abs=0.01)
    assert all(item.words for item in evidence)


values = st.sampled_from(["Siemens AG", "Siemens", "海尔智家股份有限公司", "Haier", "Haier Smart Home", ""])
companies = st.builds(
    lambda name, city, vat: {k: (v,) for k, v in (("name", name), ("city", city), ("identifier", vat)) if v},
    values,
    st.sampled_from(["", "Kiel", "青岛"]),
    st.sampled_from(["", "vat:1", "vat:2"]),
)


@given(st.lists(companies, min_size=2, max_size=6))
def test_scores_are_symmetric_and_a_batch_is_its_pairs(records: list[Fields]) -> None:
    model = MODELS[Kind.COMPANY]
    left, right = (np.array(side) for side in np.triu_indices(len(records), 1))
    batch = score_pairs(model, records, left, right)
    swapped = score_pairs(model, records, right, left)
    assert batch.weight.tolist() == swapped.weight.tolist()
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        alone = score_pairs(model, [records[one], records[other]], np.array([0]), np.array([1]))
        assert alone.weight[0] == batch.weight[number]
        assert alone.levels[0].tolist() == batch.levels[number].tolist()


def test_no_pairs_are_no_scores() -> None:
    nothing = np.array([], dtype=np.int64)
    assert len(score_pairs(MODELS[Kind.COMPANY], [], nothing, nothing).weight) == 0


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("kind: company", "Field required"),
        ("{", "expected"),
        ("{name: x, kind: company, prior: 2, merge_probability: .9, review_probability: .5, comparisons: {}}", "prior"),
        ("{name: x, kind: company, prior: .1, merge_probability: .5, review_probability: .9, comparisons: {}}", "above"),
        ("{name: x, kind: company, prior: .1, merge_probability: .9, review_probability: .5, comparisons: {hat: {}}}", "hat"),
    ],
)  # fmt: skip
def test_a_wrong_model_is_refused_with_its_fault(text: str, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        parse_match_model(text, "mine.yaml")

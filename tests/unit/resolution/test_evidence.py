"""Scores of records: symmetric, the same alone and in a batch, and explained to the last bit."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.model.evidence import Match
from hub.model.ids import Kind, RecordId
from hub.model.record import Fields
from hub.resolution.decide import Records, decide_pairs
from hub.resolution.evidence import OVERLAP, PRIOR, explain
from hub.resolution.match_model import read_match_models

MODELS = read_match_models()
VALUES = {
    Kind.COMPANY: {
        "name": ("Siemens AG", "Siemens Healthineers AG", "Siemens", "海尔智家股份有限公司", "海尔智家", "Haier", "Seimens AG"),
        "alias": ("Haier Smart Home Co., Ltd.", "Siemens"),
        "identifier": ("vat:DE1234567", "vat:DE1234568", "lei:123456789"),
        "email": ("info@a.example", "b@gmail.com"),
        "domain": ("a.example", "b.example"),
        "phone": ("+4915112345678", "+498912345678"),
        "city": ("Munich", "München", "青岛"),
        "country": ("DE", "CN"),
    },
    Kind.CONTACT: {
        "name": ("Ann Lee", "A. Lee", "Anne Lee", "王伟", "Wang Wei", "Lee"),
        "email": ("ann.lee@a.example", "info@a.example"),
        "birth_date": ("1971-06-24", "1971-06-25", "1980"),
        "company_name": ("Siemens AG", "Siemens"),
    },
    Kind.PRODUCT: {
        "name": ("GTX Pro", "GTXPro", "GTX Plus Pro", "MG 500"),
        "gtin": ("09521234004271", "09521234001119"),
        "price": ("10", "11"),
    },
}  # fmt: skip
SEVERAL = ("alias", "identifier", "email", "phone", "domain", "gtin")


def records(kind: Kind) -> st.SearchStrategy[Fields]:
    def values(name: str) -> st.SearchStrategy[tuple[str, ...]]:
        most = 2 if name in SEVERAL else 1
        return st.lists(st.sampled_from(VALUES[kind][name]), min_size=1, max_size=most, unique=True).map(tuple)

    return st.fixed_dictionaries({}, optional={name: values(name) for name in VALUES[kind]})


worlds = st.sampled_from(Kind).flatmap(
    lambda kind: st.tuples(st.just(kind), st.lists(records(kind), min_size=2, max_size=6))
)


def match_all(kind: Kind, fields: Sequence[Fields], pairs: Sequence[tuple[int, int]]) -> list[Match]:
    """The matches among these pairs, however improbable."""
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    ids = [RecordId(f"r{number}") for number in range(len(fields))]
    return decide_pairs(MODELS[kind], Records(ids, fields), left, right, least=0.02)


@given(worlds)
@settings(max_examples=100)
def test_a_batch_scores_as_single_pairs_do_in_either_order(world: tuple[Kind, list[Fields]]) -> None:
    kind, fields = world
    pairs = list(combinations(range(len(fields)), 2))
    together = {match.pair: match for match in match_all(kind, fields, pairs)}
    for one, other in pairs:
        alone = match_all(kind, [fields[one], fields[other]], [(0, 1)])
        turned = match_all(kind, [fields[other], fields[one]], [(0, 1)])
        assert turned == alone
        known = together.get((RecordId(f"r{one}"), RecordId(f"r{other}")))
        assert [match.model_copy(update={"left": "", "right": ""}) for match in alone] == (
            [known.model_copy(update={"left": "", "right": ""})] if known else []
        )


@given(worlds)
def test_the_explanation_adds_up_to_the_weight(world: tuple[Kind, list[Fields]]) -> None:
    kind, fields = world
    for match in match_all(kind, fields, list(combinations(range(len(fields)), 2))):
        evidence = explain(MODELS[kind], match)
        assert evidence[0].comparison == PRIOR
        assert sum(item.weight for item in evidence) == pytest.approx(match.weight, abs=1e-6)
        assert match.probability == pytest.approx(1 / (1 + 2**-match.weight), abs=1e-6)
        assert all(item.words for item in evidence)


def test_what_one_side_does_not_tell_is_no_evidence() -> None:
    [match] = match_all(
        Kind.COMPANY, [{"name": ("Acme Ltd",)}, {"name": ("ACME LIMITED",), "city": ("Munich",)}], [(0, 1)]
    )
    assert match.comparisons == (PRIOR, "company_name")


def test_comparisons_that_depend_on_each_other_say_less_together() -> None:
    here = {"street": ("Mill Road 7",), "city": ("Leeds",), "postal_code": ("LS1 1AA",), "phone": ("+441132223344",)}
    [match] = match_all(Kind.COMPANY, [{"name": ("Acme Ltd",), **here}, {"name": ("Acme Ltd",), **here}], [(0, 1)])
    told = {item.comparison: item for item in explain(MODELS[Kind.COMPANY], match)}
    assert told[OVERLAP].weight < 0
    assert set(told[OVERLAP].level.split(", ")) == {"phone", "postal_code", "city", "street"}


def test_no_pairs_give_no_matches() -> None:
    assert match_all(Kind.PRODUCT, [], []) == []


def test_a_match_by_another_model_is_still_explained() -> None:
    [match] = match_all(Kind.COMPANY, [{"name": ("Acme Ltd",)}, {"name": ("Acme Ltd",)}], [(0, 1)])
    older = match.model_copy(update={"comparisons": ("prior", "hat_size"), "levels": ("prior", "quite_big")})
    assert explain(MODELS[Kind.COMPANY], older)[1].words == "quite big"

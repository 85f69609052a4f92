"""Scores: symmetric, the same alone and in a batch, and explained to the last bit."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.model.ids import Kind
from hub.model.record import Fields
from hub.resolution.match_model import read_match_models
from hub.resolution.score import Scores, explain, level_names, score_pairs

MODELS = read_match_models()

VALUES = {
    Kind.COMPANY: {
        "name": (
            "Siemens AG",
            "Siemens Healthineers AG",
            "Siemens",
            "海尔智家股份有限公司",
            "海尔智家",
            "Haier",
            "Seimens AG",
        ),
        "alias": ("Haier Smart Home Co., Ltd.", "Siemens"),
        "identifier": ("vat:DE1", "vat:DE2", "lei:1"),
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
        "currency": ("EUR", "USD"),
    },
}


def records(kind: Kind) -> st.SearchStrategy[Fields]:
    several = ("alias", "identifier", "email", "phone", "domain", "gtin")
    return st.fixed_dictionaries(
        {},
        optional={
            name: st.lists(st.sampled_from(values), min_size=1, max_size=2 if name in several else 1, unique=True).map(
                tuple
            )
            for name, values in VALUES[kind].items()
        },
    )


worlds = st.sampled_from(Kind).flatmap(
    lambda kind: st.tuples(st.just(kind), st.lists(records(kind), min_size=2, max_size=6))
)


def score_all(kind: Kind, fields: Sequence[Fields], pairs: Sequence[tuple[int, int]]) -> Scores:
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return score_pairs(MODELS[kind], fields, left, right)


def rows(scores: Scores) -> list[tuple[float, float, list[int], str | None]]:
    return list(
        zip(scores.weight.tolist(), scores.probability.tolist(), scores.levels.tolist(), scores.conflict, strict=True)
    )


@given(worlds)
@settings(max_examples=150)
def test_a_batch_scores_as_single_pairs_do_in_either_order(world: tuple[Kind, list[Fields]]) -> None:
    kind, fields = world
    pairs = [(a, b) for a in range(len(fields)) for b in range(len(fields))]
    batch = rows(score_all(kind, fields, pairs))
    for (a, b), scored in zip(pairs, batch, strict=True):
        assert rows(score_all(kind, [fields[b], fields[a]], [(0, 1)])) == [scored]


@given(worlds, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(world: tuple[Kind, list[Fields]], chance: "np.random.Generator") -> None:
    kind, fields = world
    order = list(range(len(fields)))
    chance.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    pairs = [(a, b) for a in range(len(fields)) for b in range(a)]
    moved = [(place[a], place[b]) for a, b in pairs]
    assert rows(score_all(kind, fields, pairs)) == rows(score_all(kind, [fields[old] for old in order], moved))


@given(worlds)
def test_the_explanation_adds_up_to_the_weight(world: tuple[Kind, list[Fields]]) -> None:
    kind, fields = world
    scores = score_all(kind, fields, [(0, 1)])
    evidence = explain(MODELS[kind], level_names(MODELS[kind], scores.levels[0]))
    assert evidence[0].comparison == "prior"
    assert sum(item.weight for item in evidence) == pytest.approx(scores.weight[0], abs=0.01)
    assert all(item.words for item in evidence)


def test_what_one_side_does_not_tell_weighs_nothing() -> None:
    scores = score_all(Kind.COMPANY, [{"name": ("Acme Ltd",)}, {"city": ("Munich",)}], [(0, 1)])
    assert scores.levels.tolist() == [[0] * len(MODELS[Kind.COMPANY].comparisons)]
    assert scores.probability[0] == pytest.approx(MODELS[Kind.COMPANY].prior)


def test_no_pairs_give_no_scores() -> None:
    assert rows(score_all(Kind.PRODUCT, [], [])) == []


def test_a_conflict_names_its_scheme() -> None:
    left: Fields = {"name": ("Acme Ltd",), "identifier": ("vat:DE1", "lei:1")}
    right: Fields = {"name": ("Acme Ltd",), "identifier": ("vat:DE2", "lei:1")}
    assert score_all(Kind.COMPANY, [left, right], [(0, 1)]).conflict == ("vat",)

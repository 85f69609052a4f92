"""Scoring: weights add up as they should, and what is not compared could not have mattered."""

from dataclasses import replace
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.resolution.features.columns import SMALLEST
from hub.resolution.parameters import AGAINST, FURTHER_SIGN, SECOND_SIGN, shipped_parameters
from hub.resolution.scoring import RULED_OUT, PlacedGroup, Scorer, group_weight, make_scorer
from tests.unit.resolution.labelled_tables import KINDS, Prepared, prepared

bits = st.floats(-30, 30, width=32)


def scored(ready: Prepared, scorer: Scorer) -> tuple[np.ndarray, ...]:
    """Levels, weights and totals as scored, and as compared, weighed and added up."""
    levels, weights, total = scorer.score(ready.aspects, ready.aspects, ready.pairs)
    whole_levels, surprise = scorer.compare(ready.aspects, ready.aspects, ready.pairs)
    whole = scorer.weigh(whole_levels, surprise)
    return levels, weights, total, whole_levels, whole, scorer.total(whole)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("records", [10, 400, 5_000_000])
def test_a_score_is_the_sum_of_its_parts_or_rules_a_pair_out(name: str, records: int) -> None:
    ready = prepared(name)
    levels, weights, total, whole_levels, whole, wanted = scored(ready, replace(ready.scorer, records=records))
    compared = (levels >= 0).all(axis=1)
    assert np.array_equal(levels[compared], whole_levels[compared])
    assert np.allclose(weights[compared], whole[compared], atol=1e-3)
    assert np.allclose(total[compared], wanted[compared], atol=1e-3)
    assert (total[~compared] < RULED_OUT).all()
    assert (total[~compared] >= wanted[~compared] - 1e-3).all()
    known = levels >= 0
    assert np.array_equal(levels[known], whole_levels[known])


def test_some_pairs_are_ruled_out_early_and_some_are_not() -> None:
    ready = prepared("contacts")
    levels, *_ = scored(ready, ready.scorer)
    compared = (levels >= 0).all(axis=1)
    assert compared.any()
    assert not compared.all()


@pytest.mark.parametrize("name", KINDS)
def test_the_order_of_the_two_records_does_not_matter(name: str) -> None:
    ready = prepared(name)
    _, _, total = ready.scorer.score(ready.aspects, ready.aspects, ready.pairs)
    _, _, back = ready.scorer.score(ready.aspects, ready.aspects, (ready.pairs[1], ready.pairs[0]))
    assert np.allclose(total, back, atol=1e-3)


def test_the_prior_falls_as_records_grow_and_matches_do_not() -> None:
    scorer = prepared("companies").scorer
    for records in (SMALLEST, 1_000_000):
        assert replace(scorer, records=records, matches=2.0).prior == log2(2 / records)
    for records in (0, 1, SMALLEST - 1):  # an excerpt of that many
        assert replace(scorer, records=records, matches=2.0).prior == log2(2 / SMALLEST)


@given(st.lists(bits, min_size=1, max_size=6))
def test_signs_of_a_group_count_less_the_more_there_are(weights: list[float]) -> None:
    signs = sorted((weight for weight in weights if weight > 0), reverse=True)
    against = sum(weight for weight in weights if weight < 0)
    shares = [1.0, SECOND_SIGN, *[FURTHER_SIGN] * len(weights)]
    wanted = sum(sign * share for sign, share in zip(signs, shares, strict=False)) + AGAINST * against
    if len(weights) == 1:
        wanted = weights[0]
    found = group_weight(np.array([weights], dtype=np.float32))
    assert found[0] == pytest.approx(wanted, abs=1e-3)


@given(st.lists(bits, min_size=2, max_size=6), st.floats(0, 20, width=32))
def test_a_stronger_sign_never_makes_a_group_weaker(weights: list[float], more: float) -> None:
    stronger = [weights[0] + more, *weights[1:]]
    one, two = group_weight(np.array([weights, stronger], dtype=np.float32))
    assert two >= one - 1e-3


@pytest.mark.parametrize(
    ("weight", "prior", "expected"),
    [
        (5.0, -10.0, 5.0),  # under the bound of 1 - (-10) = 11 bits
        (11.0, -10.0, 11.0),
        (21.0, -10.0, 14.0),  # 11 and 0.3 of the 10 beyond
        (21.0, -20.0, 21.0),  # of more records the bound is further up: the sum with the prior is what is bounded
        (-3.0, -10.0, -3.0),
    ],
)
def test_a_group_is_bounded_together_with_the_prior(weight: float, prior: float, expected: float) -> None:
    group = PlacedGroup((0, 1), at_most=1.0, beyond=0.3)
    assert group.bound(np.array([weight], dtype=np.float32), prior)[0] == pytest.approx(expected)
    assert PlacedGroup((0, 1), None, 0.0).bound(np.array([weight], dtype=np.float32), prior)[0] == weight


def test_what_firms_of_one_place_share_never_makes_them_one_however_many_records_there_are() -> None:
    """Where nothing is bounded, twenty signs of eight bits outweigh any prior."""
    scorer = prepared("companies").scorer
    weights = np.zeros((1, len(scorer.names)), dtype=np.float32)
    for place in (scorer.names.index(name) for name in ("street", "city", "postal_code", "domain")):
        weights[0, place] = 8
    totals = [scorer.total(weights)[0] for scorer in (replace(scorer, records=10**power) for power in range(3, 10))]
    assert totals == sorted(totals, reverse=True)
    assert totals[0] < 3


def test_a_comparison_belongs_to_the_first_group_that_names_it() -> None:
    ready = prepared("contacts")
    scorer = make_scorer(ready.aspects, shipped_parameters("contact"), 10)
    taken = [place for group in scorer.groups for place in group.places]
    assert len(taken) == len({*taken})
    assert {*taken} | {*scorer.loner} == {*range(len(scorer.names))}
    employer = scorer.names.index("company_name")
    assert employer in scorer.groups[0].places


def test_a_group_without_what_it_needs_is_none() -> None:
    people = {name: aspect for name, aspect in prepared("contacts").aspects.items() if name != "company_name"}
    scorer = make_scorer(people, shipped_parameters("contact"), 10)
    assert [group.at_most for group in scorer.groups] == [2.0]


def test_no_pairs_have_no_scores() -> None:
    ready = prepared("companies")
    none = np.zeros(0, dtype=np.int32)
    levels, weights, total = ready.scorer.score(ready.aspects, ready.aspects, (none, none))
    assert levels.shape == weights.shape == (0, len(ready.scorer.names))
    assert not len(total)

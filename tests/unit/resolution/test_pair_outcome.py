"""What becomes of two records, in words: out of a neighbourhood alone, without a graph."""

from collections.abc import Sequence

import pytest

from hub.model.explanation import PairOutcome
from hub.model.ids import Kind, RecordId
from hub.model.judgement import Judgement, Verdict
from hub.model.plan import Member, Neighbourhood
from hub.model.record import Fields
from hub.resolution.cluster import JUDGED_CAPACITY
from hub.resolution.match_model import read_match_models
from hub.resolution.pair_outcome import Found, Told, in_bits, tell_outcome
from hub.resolution.pipeline import Policy, compare_and_cluster

NORDWIND: Fields = {"name": ("Nordwind Pumpen GmbH",), "city": ("Kiel",)}
MERIDIAN: Fields = {"name": ("Meridian Optics OHG",)}
POLICY = Policy(read_match_models())


def judged(left: str, right: str, verdict: Verdict, number: int = 1) -> Judgement:
    ends = {"left": RecordId(left), "right": RecordId(right)}
    return Judgement(id=f"jd_{number}", number=number, **ends, verdict=verdict, by="ann", at="2026-03-01T09:30:00.000Z")


def tell(records: dict[str, Fields], pair: str, judgements: Sequence[Judgement] = (), *, proposed: bool = True) -> Told:
    """The outcome of a pair of records, each named by a letter."""
    members = tuple(
        Member(id=RecordId(letter), kind=Kind.COMPANY, source="s", key=letter, arrival=number, fields=said)
        for number, (letter, said) in enumerate(records.items())
    )
    changed = frozenset(member.id for member in members)
    around = Neighbourhood(kind=Kind.COMPANY, changed=changed, members=members, judgements=tuple(judgements))
    found = Found(around, compare_and_cluster(around, POLICY), POLICY.models[Kind.COMPANY])
    return tell_outcome(found, (RecordId(pair[0]), RecordId(pair[1])), proposed=proposed)


def test_two_that_match_are_one() -> None:
    told = tell({"a": NORDWIND, "b": NORDWIND}, "ab")
    assert told == Told(PairOutcome.SAME, "they match, and their cluster holds together", None)


@pytest.mark.parametrize(
    ("verdict", "outcome", "words"),
    [
        (Verdict.SAME, PairOutcome.SAME, "a and b are the same"),
        (Verdict.DIFFERENT, PairOutcome.DIFFERENT, "a and b are different"),
        (Verdict.SUBSIDIARY, PairOutcome.DIFFERENT, "a is a subsidiary of b"),
        (Verdict.SIBLING, PairOutcome.DIFFERENT, "a and b are branches or sisters"),
        (Verdict.SUCCESSOR, PairOutcome.DIFFERENT, "a was succeeded by b"),
    ],
)
def test_what_a_person_said_comes_first(verdict: Verdict, outcome: PairOutcome, words: str) -> None:
    told = tell({"a": NORDWIND, "b": NORDWIND}, "ab", [judged("a", "b", verdict)])
    assert (told.outcome, told.because) == (outcome, f"ann said on 2026-03-01 that {words}")


def test_of_two_judgements_the_newest_counts() -> None:
    said = [judged("a", "b", Verdict.SAME, 1), judged("b", "a", Verdict.DIFFERENT, 2)]
    assert tell({"a": NORDWIND, "b": NORDWIND}, "ab", said).because.endswith("that b and a are different")


def test_a_cut_names_the_pair_that_may_not_be_together() -> None:
    records = dict.fromkeys("abc", NORDWIND)
    told = [tell(records, pair, [judged("a", "c", Verdict.DIFFERENT)]) for pair in ("ab", "bc")]
    [cut] = [each for each in told if each.outcome is PairOutcome.REVIEW]
    assert cut.because == "they match, but were cut: ann said on 2026-03-01 that a and c are different"
    assert cut.review


def test_a_way_over_a_judgement_weighs_what_a_judgement_does() -> None:
    told = tell({"a": NORDWIND, "b": NORDWIND, "c": MERIDIAN}, "ac", [judged("b", "c", Verdict.SAME)], proposed=False)
    assert told.because == "no blocking rule proposes them; yet both belong to one cluster by way of others"
    assert [(link.id_l, link.id_r) for link in told.way] == [("a", "b"), ("b", "c")]
    assert told.way[1].weight == JUDGED_CAPACITY


@pytest.mark.parametrize(
    ("proposed", "words"),
    [
        (True, "they do not match: a person is asked from -1.2 bits on"),
        (False, "no blocking rule proposes them, and no other record connects them"),
    ],
)
def test_two_that_nothing_joins_are_different(proposed: bool, words: str) -> None:
    told = tell({"a": NORDWIND, "b": MERIDIAN}, "ab", proposed=proposed)
    assert told == Told(PairOutcome.DIFFERENT, words, None)


def test_even_odds_are_no_bits() -> None:
    assert in_bits(0.5) == 0
    assert in_bits(0.95) == pytest.approx(4.248, abs=1e-3)

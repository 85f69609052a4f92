"""What becomes of two records of the graph, and what that hangs on, in words.

In: a neighbourhood, what clustering found in it, and a pair of its records. Out: the outcome. Nothing is decided here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log2

from hub.model.evidence import Match, Outcome
from hub.model.explanation import Link, PairOutcome
from hub.model.ids import RecordId
from hub.model.judgement import Judgement, Verdict
from hub.model.plan import Neighbourhood, Review, ReviewReason
from hub.model.record import Fields
from hub.resolution.cluster import JUDGED_CAPACITY, Component, Pair, same_edges, standing_judgements
from hub.resolution.conflict import find_conflict
from hub.resolution.evidence import explain
from hub.resolution.explanation import strongest_way
from hub.resolution.pipeline import Clustered
from hub.resolution.review import find_reviews
from hub.resolution.trained_model import TrainedModel

SAID = {
    Verdict.SAME: "{left} and {right} are the same",
    Verdict.DIFFERENT: "{left} and {right} are different",
    Verdict.SUBSIDIARY: "{left} is a subsidiary of {right}",
    Verdict.SIBLING: "{left} and {right} are branches or sisters",
    Verdict.SUCCESSOR: "{left} was succeeded by {right}",
    Verdict.UNSURE: "nobody can tell now whether {left} and {right} are the same",
}


@dataclass(frozen=True)
class Found:
    """What was found about the records of a neighbourhood."""

    neighbourhood: Neighbourhood
    clustered: Clustered
    model: TrainedModel

    @cached_property
    def match_of(self) -> Mapping[Pair, Match]:
        """The matches."""
        return {match.pair: match for match in self.clustered.matches}

    @cached_property
    def standing(self) -> Mapping[Pair, Judgement]:
        """The judgement that counts for each pair."""
        return standing_judgements(self.neighbourhood.judgements)

    @cached_property
    def fields(self) -> Mapping[RecordId, Fields]:
        """What each record says."""
        return {member.id: member.fields for member in self.neighbourhood.members}

    @cached_property
    def component_of(self) -> Mapping[RecordId, Component]:
        """The component of each record."""
        components = self.clustered.components
        return {record: component for component in components for part in component.parts for record in part}

    @cached_property
    def part_of(self) -> Mapping[RecordId, tuple[RecordId, ...]]:
        """The cluster of each record."""
        return {record: part for component in self.clustered.components for part in component.parts for record in part}

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """The open questions."""
        return tuple(find_reviews(self.neighbourhood, self.clustered.matches, self.clustered.components).values())


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome of a pair, what it hangs on, the open question about it, and the way between if others join them."""

    outcome: PairOutcome
    because: str
    review: str | None
    way: tuple[Link, ...] = ()


def tell_outcome(found: Found, pair: Pair, *, proposed: bool) -> Told:
    """Tell what becomes of two records.

    Args:
        found: what was found about the records around them.
        pair: their ids, in order.
        proposed: whether a blocking key brings the two together.
    """
    review = _review_of(found, pair)
    asked = review.id if review else None
    if found.part_of[pair[0]] == found.part_of[pair[1]]:
        return Told(PairOutcome.SAME, _together(found, pair, proposed=proposed), asked, _way(found, pair))
    outcome = PairOutcome.REVIEW if review else PairOutcome.DIFFERENT
    return Told(outcome, _apart(found, pair, review, proposed=proposed), asked)


def _review_of(found: Found, pair: Pair) -> Review | None:
    """Return the open question about a pair; of a match that is cut as a weak link, the one about the two clusters."""
    own = next((review for review in found.reviews if (review.left, review.right) == pair), None)
    if own or not _is_weak(found, pair):
        return own
    parts = {found.part_of[record] for record in pair}
    weak = (review for review in found.reviews if review.reason is ReviewReason.WEAK_LINK)
    return next((r for r in weak if {found.part_of[r.left], found.part_of[r.right]} == parts), None)


def _is_weak(found: Found, pair: Pair) -> bool:
    """Tell whether two records that match are apart though no contradiction cut them."""
    match, judgement = found.match_of.get(pair), found.standing.get(pair)
    separated = judgement is not None and judgement.verdict.separates
    is_match = match is not None and match.outcome is Outcome.SAME and not separated
    is_apart = found.part_of[pair[0]] != found.part_of[pair[1]]
    return is_match and is_apart and pair not in found.component_of[pair[0]].cuts


def _together(found: Found, pair: Pair, *, proposed: bool) -> str:
    match, judgement = found.match_of.get(pair), found.standing.get(pair)
    if judgement and judgement.verdict is Verdict.SAME:
        words = _said(judgement)
    elif match and match.outcome is Outcome.SAME:
        words = "they match, and their cluster holds together"
    else:
        compared = _unmatched(found, pair) if proposed else "no blocking rule proposes them"
        words = f"{compared}; yet both belong to one cluster by way of others"
    if pair in found.component_of[pair[0]].contradictions:
        return f"{words}; people's decisions outweigh that {_contradiction(found, pair)}"
    return words


def _apart(found: Found, pair: Pair, review: Review | None, *, proposed: bool) -> str:
    match, judgement = found.match_of.get(pair), found.standing.get(pair)
    if judgement and judgement.verdict.separates:
        return _said(judgement)
    if match and match.outcome is Outcome.SAME:
        words = f"they match, but were cut: {_cut(found, pair, review)}"
    elif proposed:
        words = _unmatched(found, pair)
    else:
        words = "no blocking rule proposes them, and no other record connects them"
    return f"{words}; {_said(judgement)}" if judgement else words


def _unmatched(found: Found, pair: Pair) -> str:
    """Say why two records that were compared do not match by themselves."""
    match = found.match_of.get(pair)
    if match and match.held:
        return f"only a person may merge them ({_held(found.model, match)})"
    if scheme := find_conflict(found.neighbourhood.kind, *(found.fields[record] for record in pair)):
        return f"their numbers of one register differ ({scheme})"
    if match:
        return "they may be the same, not surely enough to merge them without a person"
    return f"they do not match: a person is asked from {in_bits(found.model.parameters.review_probability):.1f} bits on"


def _cut(found: Found, pair: Pair, review: Review | None) -> str:
    component = found.component_of[pair[0]]
    if pair in component.cuts:
        return _contradiction(found, component.causes[component.cuts.index(pair)])
    left, right = (len(found.part_of[record]) for record in pair)
    words = f"the records of both sides ({left} and {right}), taken together, speak against it"
    if review and (review.left, review.right) != pair:
        return f"{words}; a person is asked about {review.left} and {review.right}, the strongest match between them"
    return words


def _contradiction(found: Found, pair: Pair) -> str:
    """Say why two records may not be in one cluster."""
    match, judgement = found.match_of.get(pair), found.standing.get(pair)
    left, right = pair
    if judgement and judgement.verdict.separates:
        return _said(judgement)
    if scheme := find_conflict(found.neighbourhood.kind, found.fields[left], found.fields[right]):
        return f"{left} and {right} have different numbers of one register ({scheme})"
    held = f" ({_held(found.model, match)})" if match else ""
    return f"only a person may merge {left} and {right}{held}"


def _said(judgement: Judgement) -> str:
    words = SAID[judgement.verdict].format(left=judgement.left, right=judgement.right)
    return f"{judgement.by} said on {judgement.at[:10]} that {words}"


def _held(model: TrainedModel, match: Match) -> str:
    """Say what it is for which only a person may merge two records."""
    parameters = dict(zip(model.scorer.names, model.scorer.parameters_of, strict=True))
    words = [item.words for item in explain(model, match) if parameters.get(item.comparison) == match.held]
    return ", ".join(words) or str(match.held).replace("_", " ")


def _way(found: Found, pair: Pair) -> tuple[Link, ...]:
    """Return how the two hang together through other records; nothing where they match or a person said so."""
    edges = same_edges(found.clustered.matches, found.standing)
    if pair in edges:
        return ()
    inside = set(found.part_of[pair[0]])
    links = [(*edge, min(weight, JUDGED_CAPACITY)) for edge, weight in sorted(edges.items()) if inside >= set(edge)]
    return tuple(Link(id_l=one, id_r=two, weight=weight) for one, two, weight in strongest_way(links, pair))


def in_bits(probability: float) -> float:
    """Return the weight of a pair that is the same as probably as that."""
    return log2(probability / (1 - probability))

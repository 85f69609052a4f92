"""Questions for stewards: pairs that the machine cannot settle, each asked once."""

from collections.abc import Iterator, Sequence

from hub.model.evidence import Match, Outcome
from hub.model.ids import RecordId, digest
from hub.model.plan import Neighbourhood, Review, ReviewReason
from hub.resolution.cluster import Component, Pair, standing_judgements


def find_reviews(
    neighbourhood: Neighbourhood, matches: Sequence[Match], components: Sequence[Component]
) -> dict[str, Review]:
    """Return the open questions among the neighbourhood's records, by id.

    A pair that a person has judged is never asked again; one that ended up in one cluster by other ways needs no
    answer.
    """
    part_of = {record: part for component in components for part in component.parts for record in part}
    probability = {match.pair: match.probability for match in matches}
    judged = standing_judgements(neighbourhood.judgements).keys()
    reviews = {}
    for reason, pair in _questions(matches, components):
        together = part_of.get(pair[0]) == part_of.get(pair[1])
        if pair in judged and reason is not ReviewReason.CONTRADICTION:
            continue
        if together and reason is not ReviewReason.CONTRADICTION:
            continue
        review = Review(
            id=_review_id(reason, pair),
            kind=neighbourhood.kind,
            reason=reason,
            left=pair[0],
            right=pair[1],
            probability=probability.get(pair, 0.0),
        )
        reviews[review.id] = review
    return reviews


def diff_reviews(neighbourhood: Neighbourhood, wanted: dict[str, Review]) -> tuple[tuple[Review, ...], tuple[str, ...]]:
    """Return the reviews to open (or renew) and the ids of those to close."""
    inside = {member.id for member in neighbourhood.members}
    stored = {
        review.id: review
        for review in neighbourhood.reviews
        if {review.left, review.right} <= inside or {review.left, review.right} & neighbourhood.changed
    }
    opened = tuple(review for key, review in sorted(wanted.items()) if stored.get(key) != review)
    return opened, tuple(sorted(stored.keys() - wanted.keys()))


def _questions(matches: Sequence[Match], components: Sequence[Component]) -> Iterator[tuple[ReviewReason, Pair]]:
    for match in matches:
        if match.outcome is Outcome.REVIEW:
            yield (ReviewReason.IDENTIFIER_CONFLICT if match.conflict else ReviewReason.UNCERTAIN), match.pair
    for component in components:
        yield from ((ReviewReason.CUT, pair) for pair in component.cuts)
        yield from ((ReviewReason.WEAK_LINK, pair) for pair in component.weak)
        yield from ((ReviewReason.CONTRADICTION, pair) for pair in component.contradictions)


def _review_id(reason: ReviewReason, pair: tuple[RecordId, RecordId]) -> str:
    return f"rv_{digest(reason.value, *pair)}"

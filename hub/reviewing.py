"""Reviews in full: both records side by side, and the evidence. Nothing here writes."""

from hub.errors import NotFoundError
from hub.graph.database import Transaction
from hub.graph.neighbourhood import fetch_matches
from hub.graph.rows import review_from
from hub.model.evidence import Evidence
from hub.model.plan import Review
from hub.model.view import RecordView
from hub.opening import Hub
from hub.reading import fetch_records
from hub.resolution.evidence import explain


def get_review(hub: Hub, review_id: str) -> tuple[Review, RecordView, RecordView, tuple[Evidence, ...]]:
    """Return an open question, its two records and the evidence; none where a person alone connects them.

    Raises:
        NotFoundError: there is no such question, or it has been answered.
    """

    def work(transaction: Transaction) -> tuple[Review, RecordView, RecordView, tuple[Evidence, ...]]:
        rows = transaction.run("read/review", id=review_id)
        if not rows:
            raise NotFoundError(f"There is no open review {review_id}.", "List them; it may have been answered.")
        review = review_from(rows[0]["review"])
        matches = [m for m in fetch_matches(transaction, [review.left]) if m.pair == (review.left, review.right)]
        model = hub.resolver.policy_in(transaction).models[review.kind]
        left, right = fetch_records(transaction, [review.left, review.right])
        return review, left, right, explain(model, matches[0]) if matches else ()

    return hub.database.read(work)

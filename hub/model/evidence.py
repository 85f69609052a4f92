"""What comparing two records found: evidence for each comparison, and the match it adds up to."""

from enum import StrEnum

from hub.model.base import Frozen
from hub.model.ids import RecordId


class Outcome(StrEnum):
    """What the machine makes of a pair."""

    SAME = "same"
    REVIEW = "review"
    DISTINCT = "distinct"


class Grade(StrEnum):
    """How sure a match is, in the words of the match API."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Evidence(Frozen):
    """One comparison's share in a match: `weight` is log2 of the Bayes factor, positive speaks for a match."""

    comparison: str
    level: str
    weight: float
    words: str


class Match(Frozen):
    """A scored pair of records, `left` < `right`.

    `weight` is the sum of the comparisons' weights and the prior, in bits; `probability` the same as 0..1;
    `levels` names the level that each comparison of `model` reached, in the model's order. `conflict` names the
    identifier scheme in which the two contradict each other, if any.
    """

    left: RecordId
    right: RecordId
    weight: float
    probability: float
    levels: tuple[str, ...]
    outcome: Outcome
    model: str
    conflict: str | None = None

    @property
    def pair(self) -> tuple[RecordId, RecordId]:
        """The two records, in order."""
        return (self.left, self.right)

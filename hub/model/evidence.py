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

    `weight` is the sum of `weights`, in bits; `probability` the same as 0..1. Part i of it is what the comparison
    `comparisons[i]` says at the level `levels[i]`; the first part is the prior, and those named "overlap" are what is
    taken off where comparisons depend on each other. `conflict` names the identifier scheme in which the two contradict
    each other, `held` the comparison for which only a person may merge them, if any; with `apart` not through a third
    record either.
    """

    left: RecordId
    right: RecordId
    weight: float
    probability: float
    comparisons: tuple[str, ...]
    levels: tuple[str, ...]
    weights: tuple[float, ...]
    outcome: Outcome
    model: str
    conflict: str | None = None
    held: str | None = None
    apart: bool = False

    @property
    def pair(self) -> tuple[RecordId, RecordId]:
        """The two records, in order."""
        return (self.left, self.right)

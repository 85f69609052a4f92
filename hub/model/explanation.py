"""Why two records are, or are not, put together: the same answer for records of files and for those in the hub."""

from enum import StrEnum

from hub.model.base import Frozen
from hub.model.ids import GoldenId
from hub.model.judgement import Judgement

Values = tuple[str, ...]


class PairOutcome(StrEnum):
    """What becomes of two records."""

    SAME = "same"  # they are in one cluster
    REVIEW = "review"  # they are not, but worth a person's look
    DIFFERENT = "different"


class Step(Frozen):
    """One comparison of two records.

    `left` and `right` are what the two have, nothing where one has none; `level` is how well they agree, `words` the
    same in words. `weight` is what that says in bits, `counts` how much of it counts beside comparisons that it depends
    on, and `total` the sum so far.
    """

    comparison: str
    left: Values
    right: Values
    level: str
    words: str
    weight: float
    counts: float
    total: float


class RuleFinding(Frozen):
    """Of a blocking rule what became of two records: "found" if it proposes them, or why it does not."""

    rule: str
    finding: str


class Link(Frozen):
    """A match on the way from one record to another, by ids, with its weight in bits."""

    id_l: str
    id_r: str
    weight: float


class Explanation(Frozen):
    """Why two records are, or are not, put together.

    `because` says what the outcome hangs on. `weight` is that of the pair in bits by its comparisons alone, and
    `probability` the same as 0..1; `threshold` is the least weight of a match, `prior` the weight before anything is
    compared. `decided` is what a person said of the two: whether they are the same; None where nobody said. `proposed`
    says whether blocking found the pair; if not, it was compared because of a label, or for this answer only. `way` has
    the matches that lead from one to the other where the two hang together through others only.

    Of records in the hub `golden_l` and `golden_r` are the golden records that they belong to, `judgement` is what a
    person decided on the two, and `review` the open question that is asked about them.
    """

    id_l: str
    id_r: str
    outcome: PairOutcome
    because: str
    probability: float
    weight: float
    threshold: float
    prior: float
    steps: tuple[Step, ...]
    decided: bool | None
    proposed: bool
    rules: tuple[RuleFinding, ...] = ()
    way: tuple[Link, ...] = ()
    golden_l: GoldenId | None = None
    golden_r: GoldenId | None = None
    judgement: Judgement | None = None
    review: str | None = None

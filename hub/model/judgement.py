"""People's decisions: judgements on pairs of records, and overrides of golden values. Facts, like source records."""

from enum import StrEnum

from hub.model.base import Frozen
from hub.model.ids import RecordId


class Verdict(StrEnum):
    """What a steward says of two records. All but SAME and UNSURE forbid merging them."""

    SAME = "same"
    DIFFERENT = "different"
    SUBSIDIARY = "subsidiary"  # left is a subsidiary of right
    SIBLING = "sibling"  # branches or sister companies of one group
    SUCCESSOR = "successor"  # left was succeeded by right
    UNSURE = "unsure"  # asked and not decidable now; the machine's outcome stands, the question is closed

    @property
    def separates(self) -> bool:
        """Whether the two records may not share a golden record."""
        return self not in (Verdict.SAME, Verdict.UNSURE)


class Judgement(Frozen):
    """A verdict on two records, by whom, when and why. `number` orders judgements; undone ones stay on file."""

    id: str
    number: int
    left: RecordId
    right: RecordId
    verdict: Verdict
    by: str
    at: str
    why: str = ""
    undone_at: str | None = None
    undone_by: str | None = None

    @property
    def pair(self) -> tuple[RecordId, RecordId]:
        """The two records, in the order of their ids."""
        return (min(self.left, self.right), max(self.left, self.right))


class Override(Frozen):
    """A pinned golden value. It is tied to a record and so follows it through merges and splits."""

    id: str
    number: int
    record: RecordId
    attribute: str
    values: tuple[str, ...]
    by: str
    at: str
    why: str = ""
    expires_at: str | None = None
    ended_at: str | None = None

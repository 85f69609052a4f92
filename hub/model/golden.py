"""Golden records: one trusted view for each cluster, in which every value can name its claims."""

from hub.model.base import Frozen
from hub.model.ids import GoldenId, Kind, RecordId, content_hash, customer_id


class Claim(Frozen):
    """What one record says an attribute is. `score` in 0..1 is the claim's own weight before others agree."""

    values: tuple[str, ...]
    record: RecordId
    source: str
    as_of: str | None
    score: float


class GoldenValue(Frozen):
    """The surviving values of an attribute, the rule that chose them, and all claims, strongest first."""

    values: tuple[str, ...]
    rule: str
    claims: tuple[Claim, ...]


class Customer(Frozen):
    """The buying role of a golden company or contact."""

    id: str
    values: dict[str, tuple[str, ...]]


class GoldenRecord(Frozen):
    """The trusted view of one company, contact or product: a projection of its member records, never edited.

    `members` are sorted; `former_ids` are other ids that once stood for it and redirect to it for ever;
    `search_text` is what a full-text search finds it by.
    """

    id: GoldenId
    kind: Kind
    name: str
    values: dict[str, GoldenValue]
    members: tuple[RecordId, ...]
    former_ids: tuple[GoldenId, ...] = ()
    customer_values: dict[str, tuple[str, ...]] = {}
    search_text: str = ""

    @property
    def etag(self) -> str:
        """Stands for the whole content: equal records have equal tags."""
        return content_hash(self.model_dump(mode="json"))

    @property
    def customer(self) -> Customer | None:
        """The buying role, where any member is somebody's customer."""
        if not self.customer_values:
            return None
        return Customer(id=customer_id(self.id), values=self.customer_values)


class Identity(Frozen):
    """The hub's promise of one golden id: who founded it, when it was issued, and the record that holds it now.

    `anchors` is its history, newest last: (record, judgement that moved it there or None). An anchor whose judgement
    is undone no longer counts. `issued` is the number of the event that announced the id; None until applied.
    """

    id: GoldenId
    kind: Kind
    founder: RecordId
    issued: int | None
    anchors: tuple[tuple[RecordId, str | None], ...]

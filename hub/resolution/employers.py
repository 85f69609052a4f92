"""Graph evidence: contacts that work at one golden company, as one more value that they are compared by.

It goes from companies to contacts only, so that what companies become never depends on what contacts became.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from hub.model.ids import GoldenId, RecordId
from hub.model.plan import Block, Member
from hub.model.record import Fields
from hub.resolution.features.employers import LARGE
from hub.resolution.match_model import record_keys
from hub.resolution.record_table import EMPLOYER
from hub.resolution.trained_model import TrainedModel


def with_employers(fields: Fields, employers: Sequence[GoldenId], large: AbstractSet[GoldenId] = frozenset()) -> Fields:
    """Return what a record says, and the golden companies that it states as employers; `large` ones say less."""
    return {**fields, EMPLOYER: tuple(f"{key}{LARGE}" if key in large else key for key in employers)}


def evidence_of(member: Member, large: AbstractSet[GoldenId] = frozenset()) -> Fields:
    """Return what a member is compared by; see `with_employers`."""
    return with_employers(member.fields, member.employers, large) if member.employers else member.fields


def large_employers(model: TrainedModel, members: Iterable[Member], oversized: Iterable[Block]) -> frozenset[GoldenId]:
    """Return the employers that more records name than a block may have, given all blocks that are too large.

    Their keys go past that limit one by one as well, so when an employer becomes large, or no longer is, all who state
    it are resolved again, and no score depends on the order in which records came.
    """
    known = sorted({key for member in members for key in member.employers})
    too_large = {block.key for block in oversized}
    if not known or not too_large:
        return frozenset()
    keys = record_keys(model, [{EMPLOYER: (key,)} for key in known])
    return frozenset(key for key, own in zip(known, keys, strict=True) if own.keys & too_large)


def all_evidence(
    fields: Mapping[RecordId, Fields], employers: Mapping[RecordId, Sequence[GoldenId]], max_block_size: int
) -> list[Fields]:
    """Return the evidence on all active records of a kind, for a model to learn from.

    Args:
        fields: of each record.
        employers: that records state, of those that state any.
        max_block_size: an employer that more records name is a large one.
    """
    named = Counter(key for record in fields for key in employers.get(record, ()))
    large = {key for key, records in named.items() if records > max_block_size}
    return [
        with_employers(said, employers[record], large) if employers.get(record) else said
        for record, said in fields.items()
    ]

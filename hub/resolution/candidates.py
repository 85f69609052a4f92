"""Candidate pairs: which records are worth comparing, from their blocking keys, by arrays alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.model.ids import RecordId
from hub.model.plan import Block, Member
from hub.resolution.record_keys import RecordKeys, limit_of

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Blocks:
    """What becomes of the blocks that changed records enter or leave.

    `usable` keys make pairs; `oversized` are set aside and reported; `crossed` went past the limit, one way or the
    other, so that all their holders must be resolved again.
    """

    usable: frozenset[str]
    oversized: tuple[Block, ...]
    crossed: tuple[str, ...]


def size_blocks(
    stored: Sequence[Block],
    changed: Sequence[Member],
    keys: Mapping[RecordId, frozenset[str]],
    max_block_size: int,
) -> Blocks:
    """Find the size that each touched block will have, from its stored size and what the changed records do to it."""
    before = {block.key: block.size for block in stored}
    sizes = dict(before)
    for member in changed:
        for key in member.keys:
            sizes[key] = sizes.get(key, 0) - 1
        for key in keys[member.id]:
            sizes[key] = sizes.get(key, 0) + 1
    oversized = {key for key, size in sizes.items() if size > limit_of(key, max_block_size)}
    was_oversized = {key for key, size in before.items() if size > limit_of(key, max_block_size)}
    return Blocks(
        usable=frozenset(sizes.keys() - oversized),
        oversized=tuple(Block(key=key, size=sizes[key]) for key in sorted(oversized)),
        crossed=tuple(sorted((oversized ^ was_oversized) & (before.keys() | oversized))),
    )


def usable_keys(blocks: Sequence[Block], max_block_size: int) -> list[str]:
    """Return the keys whose blocks, as they are stored, are not too large to be followed."""
    return [block.key for block in blocks if block.size <= limit_of(block.key, max_block_size)]


def hold_keys(
    stored: Sequence[Block], changed: Sequence[Member], own: Mapping[RecordId, RecordKeys], max_block_size: int
) -> dict[RecordId, frozenset[str]]:
    """Return the keys that each changed record will hold: its own, and finer ones where the block of one is too large.

    Args:
        stored: the blocks of the keys that the records hold or have of their own, with their sizes.
        changed: the records, with the keys that they hold.
        own: of each record the keys that it has of its own.
        max_block_size: how many records a block may have.
    """
    blocks = size_blocks(stored, changed, {record: keys.keys for record, keys in own.items()}, max_block_size)
    large = {block.key for block in blocks.oversized}
    return {record: keys.held(large) for record, keys in own.items()}


def candidate_pairs(
    members: Sequence[Member], keys: Sequence[frozenset[str]], changed: NDArray[np.bool_], usable: frozenset[str]
) -> tuple[Ints, Ints]:
    """Return the pairs (positions in `members`, left < right) that share a usable key and hold a changed record.

    Costs O(k log k) for k = record-key pairs, plus the pairs found; each pair comes once, in ascending order.
    """
    holder, code = _dictionary_encode(members, keys, usable)
    left, right = _pairs_within(holder, code)
    wanted = changed[left] | changed[right]
    low, high = np.minimum(left, right)[wanted], np.maximum(left, right)[wanted]
    packed = np.sort(low * len(members) + high)
    packed = packed[np.diff(packed, prepend=-1) != 0]
    return packed // max(1, len(members)), packed % max(1, len(members))


def _dictionary_encode(
    members: Sequence[Member], keys: Sequence[frozenset[str]], usable: frozenset[str]
) -> tuple[Ints, Ints]:
    codes: dict[str, int] = {}
    held = [
        (position, codes.setdefault(key, len(codes)))
        for position, member in enumerate(members)
        if member.active
        for key in keys[position] & usable
    ]
    table = np.array(held, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _pairs_within(holder: Ints, code: Ints) -> tuple[Ints, Ints]:
    """All pairs of holders with equal code: each row of a sorted block is paired with the rows behind it."""
    order = np.argsort(code, kind="stable")
    holder, code = holder[order], code[order]
    rows = np.arange(len(code))
    block_end = np.searchsorted(code, code, side="right")
    behind = block_end - rows - 1
    first = np.repeat(rows, behind)
    step = np.arange(len(first)) - np.repeat(np.cumsum(behind) - behind, behind)
    return holder[first], holder[first + 1 + step]

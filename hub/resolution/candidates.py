"""Candidate pairs: which records are worth comparing, from their blocking keys, by arrays alone."""

from collections.abc import Iterable, Mapping, Sequence
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


def sharing_records(blocks: Iterable[Block], max_block_size: int) -> dict[RecordId, list[Block]]:
    """Return the records in some blocks, and which of these each is in; blocks too large to be followed have none."""
    sharing: dict[RecordId, list[Block]] = {}
    for block in blocks:
        if block.size <= limit_of(block.key, max_block_size):
            for record in block.holders:
                sharing.setdefault(record, []).append(block)
    return sharing


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
    keys: Sequence[frozenset[str]], changed: NDArray[np.bool_], usable: frozenset[str]
) -> tuple[Ints, Ints]:
    """Return the pairs of records (left < right) that share a usable key and hold a changed one.

    Costs O(k log k) for k = record-key pairs, plus the pairs found; each pair comes once, in ascending order.

    Args:
        keys: of each record; none of one that is retired.
        changed: which records are.
        usable: the keys that make pairs.
    """
    holder, code = _dictionary_encode(keys, usable)
    left, right = _pairs_within(holder, code)
    wanted = changed[left] | changed[right]
    low, high = np.minimum(left, right)[wanted], np.maximum(left, right)[wanted]
    packed = np.sort(low * len(keys) + high)
    packed = packed[np.diff(packed, prepend=-1) != 0]
    return packed // max(1, len(keys)), packed % max(1, len(keys))


def _dictionary_encode(keys: Sequence[frozenset[str]], usable: frozenset[str]) -> tuple[Ints, Ints]:
    codes: dict[str, int] = {}
    held = [(position, codes.setdefault(key, len(codes))) for position, own in enumerate(keys) for key in own & usable]
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

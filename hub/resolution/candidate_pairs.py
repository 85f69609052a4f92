"""Candidate pairs: records that share a blocking key, found by sorting.

A block of more than `MOST_IN_BLOCK` records is refined: only those of its records are paired that share a further key
with no more than `MOST_REFINED` of them. What is still too large after that is left out and counted in the report. So
the number of pairs grows with the number of records, not its square, whatever keys the data repeat.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

import numpy as np
from numpy.typing import NDArray

from hub.resolution.features.columns import Rows
from hub.resolution.features.hashing import (
    NOTHING,
    Hashes,
    combine,
    combine_two,
    mix,
    salted,
    salted_one,
    starts_of_runs,
)
from hub.resolution.parameters import Blocking

MOST_IN_BLOCK = 40
MOST_REFINED = 10
CONTEXT = "context"
_BITS_OF_ROW = 32

Ints = NDArray[np.int64]
KeyPlaces = tuple[tuple[str, int], ...]
"""Keys that a rule puts together: each by its name and the number of its column."""


@dataclass(frozen=True, slots=True)
class RuleReport:
    """What a rule did: pairs from its blocks, blocks too large, pairs from their refinement, records left out of it."""

    rule: str
    pairs: int
    large_blocks: int
    refined_pairs: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of rows, left < right, in order, each once; and what each rule did."""

    left: Rows
    right: Rows
    report: tuple[RuleReport, ...]


def find_candidates(
    keys: Mapping[str, Sequence[Hashes]], blocking: Blocking, sources: NDArray[np.int32] | None = None
) -> Candidates:
    """Return the pairs of records that share the keys of a rule.

    Args:
        keys: blocking keys by name; each a hash for each record, in one or more slots (n x slots), 0 for none.
        blocking: the rules.
        sources: for each record the number of a source that has no duplicates of its own, -1 for others; records of one
            such source are not paired.
    """
    pairs: list[Ints] = [np.zeros(0, dtype=np.int64)]
    reports = []
    for report, found in find_by_rule(keys, blocking, sources):
        pairs.append(found)
        reports.append(report)
    together = np.concatenate(pairs)
    pairs.clear()
    together.sort()
    return Candidates(*_sides(together[starts_of_runs(together)]), tuple(reports))


def find_by_rule(
    keys: Mapping[str, Sequence[Hashes]], blocking: Blocking, sources: NDArray[np.int32] | None = None
) -> Iterator[tuple[RuleReport, Ints]]:
    """Yield what each rule did, and its pairs as left * 2^32 + right: not in order, some more than once.

    Takes what `find_candidates` takes.
    """
    size = _size(keys)
    refiners = refiner_keys(keys, blocking)
    for rule, hashes in rule_keys(keys, blocking):
        found, report = _pairs_of_rule(rule, hashes, refiners, size)
        yield report, _possible(found, sources)


def refiner_keys(keys: Mapping[str, Sequence[Hashes]], blocking: Blocking) -> list[Hashes]:
    """Return the keys that large blocks are split by; of several slots the first."""
    return [hashes[:, 0] for name in blocking.refine_by or blocking.context for hashes in keys.get(name, ())]


def _size(keys: Mapping[str, Sequence[Hashes]]) -> int:
    return max((len(hashes) for group in keys.values() for hashes in group), default=0)


def rule_keys(pool: Mapping[str, Sequence[Hashes]], blocking: Blocking) -> Iterable[tuple[str, Hashes]]:
    """Yield each rule that the keys at hand allow, with the hashes of its keys together (n x slots)."""
    for places in rule_places({name: len(group) for name, group in pool.items()}, blocking):
        first, *others = (salted(name, pool[name][number]) for name, number in places)
        yield " + ".join(name for name, _ in places), reduce(_cross, others, first)


def rule_keys_of_one(pool: Mapping[str, Sequence[Hashes]], rules: Iterable[KeyPlaces]) -> Iterator[set[int]]:
    """Yield, for each rule, the keys of a single record: those that `rule_keys` has for it, without 0.

    Numbers of Python take a tenth of the time that arrays of one take.
    """
    hashes = {
        (name, number): [salted_one(name, hashed) for hashed in found[0].tolist()]
        for name, group in pool.items()
        for number, found in enumerate(group)
    }
    for first, *others in rules:
        keys = hashes[first]
        for place in others:
            keys = [combine_two(one, two) for one in keys for two in hashes[place]]
        yield set(keys) - {0}


def rule_places(columns: Mapping[str, int], blocking: Blocking) -> list[KeyPlaces]:
    """Return which keys each rule puts together: those of each choice of columns.

    Args:
        columns: of how many columns there are keys of each name.
        blocking: the rules.
    """
    seen = set()
    found: list[KeyPlaces] = []
    for rule in blocking.rules:
        for names in _expand(rule, blocking.context):
            if frozenset(names) in seen or len(set(names)) < len(names):
                continue
            seen.add(frozenset(names))
            found += product(*([(name, number) for number in range(columns.get(name, 0))] for name in names))
    return found


def _expand(rule: tuple[str, ...], context: tuple[str, ...]) -> list[tuple[str, ...]]:
    expanded: list[tuple[str, ...]] = [()]
    for name in rule:
        expanded = [(*names, choice) for names in expanded for choice in (context if name == CONTEXT else (name,))]
    return expanded


def _cross(known: Hashes, further: Hashes) -> Hashes:
    """Combine each slot with each slot."""
    slots = [
        combine(known[:, one], further[:, two]) for one in range(known.shape[1]) for two in range(further.shape[1])
    ]
    return np.stack(slots, axis=1)


def _pairs_of_rule(rule: str, hashes: Hashes, refiners: Sequence[Hashes], size: int) -> tuple[Ints, RuleReport]:
    slots = hashes.shape[1]
    rows = np.repeat(np.arange(size, dtype=np.int64), slots)
    members, starts, sizes = _blocks(hashes.ravel(), rows)
    large = sizes > MOST_IN_BLOCK
    pairs = _pairs_in_blocks(members, starts[~large], sizes[~large])
    refined: list[Ints] = [np.zeros(0, dtype=np.int64)]
    inside = _ragged(starts[large], sizes[large])
    block = mix(np.repeat(np.arange(1, int(large.sum()) + 1, dtype=np.uint64), sizes[large]))
    crowd = members[inside]
    met = np.zeros(len(crowd), dtype=np.bool_)
    for refiner in refiners if len(crowd) else ():
        order, begins, counts = _blocks(combine(block, refiner[crowd]), np.arange(len(crowd)))
        small = counts <= MOST_REFINED
        met[order[_ragged(begins[small], counts[small])]] = True
        refined.append(_pairs_in_blocks(crowd[order], begins[small], counts[small]))
    more = np.concatenate(refined)
    report = RuleReport(rule, len(pairs), int(large.sum()), len(more), int((~met).sum()))
    return np.concatenate([pairs, more]), report


def _blocks(hashes: Hashes, rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Return rows in the order of their hashes, and start and size of each run of two or more that are equal."""
    present = _repeated(hashes)
    order = present[np.argsort(hashes[present], kind="stable")]
    starts = starts_of_runs(hashes[order])
    sizes = np.diff(np.append(starts, len(order)))
    several = sizes > 1
    return rows[order], starts[several], sizes[several]


def _repeated(hashes: Hashes) -> Ints:
    """Return where the hashes are that are there more than once, and few others: these need not be sorted."""
    present = np.flatnonzero(hashes != NOTHING)
    bits = len(present).bit_length() + 1  # several times as many starts as hashes: few share one by chance
    start = (hashes[present] >> np.uint64(64 - bits)).astype(np.int64)
    return present[np.bincount(start, minlength=1)[start] > 1]


def _ragged(starts: Ints, sizes: Ints) -> Ints:
    """Return start, start + 1 ... of each run, one after the other."""
    offsets = np.cumsum(sizes) - sizes
    return np.repeat(starts - offsets, sizes) + np.arange(int(sizes.sum()), dtype=np.int64)


def _pairs_in_blocks(members: Ints, starts: Ints, sizes: Ints) -> Ints:
    """Return all pairs within each block as left * 2^32 + right; the members of a block ascend."""
    found = [np.zeros(0, dtype=np.int64)]
    for size in np.unique(sizes).tolist():
        block = members[starts[sizes == size][:, None] + np.arange(size)]
        one, two = np.triu_indices(size, 1)
        found.append((block[:, one] << _BITS_OF_ROW | block[:, two]).ravel())
    return np.concatenate(found)


def _sides(pairs: Ints) -> tuple[Rows, Rows]:
    return (pairs >> _BITS_OF_ROW).astype(np.int32), pairs.astype(np.int32)


def _possible(pairs: Ints, sources: NDArray[np.int32] | None) -> Ints:
    """Drop pairs of a record with itself and of one source without duplicates."""
    left, right = _sides(pairs)
    kept = left != right
    if sources is not None:
        kept &= (sources[left] != sources[right]) | (sources[left] < 0)
    possible: Ints = pairs[kept]
    return possible

"""What was cut, and why: matches between records that clustering kept in different clusters.

In: what linking found. Out: for each match that was cut the one reason for it, and what is against the two clusters.
Nothing is decided here. Evidence is added up on arrays; only the clusters that cut matches connect become a graph.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from hub.resolution.grouping import DECIDED, UNSEEN, Ints, Pairs, bounded
from hub.resolution.linking import Linked
from hub.resolution.unique_sources import SourceFinding

NONE = -1
"""Stands for no record, no pair and no comparison."""

Bools = NDArray[np.bool_]
Numbers = NDArray[np.float64]


class Reason(StrEnum):
    """Why a match was cut; of several the first counts."""

    DECISION = "decision"
    UNIQUE_SOURCE = "unique_source"
    BRIDGE = "bridge"
    ONE_RECORD = "one_record"
    OUTVOTED = "outvoted"

    @property
    def words(self) -> str:
        """What a steward reads."""
        return _WORDS[self]


_REASONS = tuple(Reason)
_WORDS = {
    Reason.DECISION: "a person said that records of the two clusters are different",
    Reason.UNIQUE_SOURCE: "both clusters have a record of a source without duplicates of its own",
    Reason.BRIDGE: "it is the only match between the two clusters",
    Reason.ONE_RECORD: "all matches between the two clusters are with one record of several",
    Reason.OUTVOTED: "the mean of all evidence between the two clusters is against it",
}


@dataclass(frozen=True)
class Cuts:
    """Of n matches that were cut, the reason, and the evidence between the two clusters that they would have joined.

    Attributes:
        pairs: the matches, by row.
        reasons: of each why it was cut.
        matches: how many matches there are between the two clusters.
        against: how many pairs of theirs were compared and do not match.
        unseen: how many pairs of theirs were not compared.
        mean: of all the evidence between them, in bits above the threshold.
        because: two rows that decide (n x 2): those a person parted, those of one source, or of the pair with the
            strongest sign against; `NONE` where there are none.
        hinge: the row of the one record that all of several matches between the two clusters are with, if it is not
            alone in its cluster; else `NONE`.
        comparison: of the strongest sign against, the place; `NONE` where no comparison is against.
        level: the level it reaches.
        weight: its weight in bits.
    """

    pairs: Pairs
    reasons: tuple[Reason, ...]
    matches: Ints
    against: Ints
    unseen: Ints
    mean: Numbers
    because: Ints
    hinge: Ints
    comparison: Ints
    level: Ints
    weight: Numbers

    def __len__(self) -> int:
        """How many matches were cut."""
        return len(self.reasons)


def held_sources(findings: Sequence[SourceFinding], sources: NDArray[np.int32] | None) -> NDArray[np.int32] | None:
    """Return for each record the number of its source if that has no duplicates of its own, else -1.

    Args:
        findings: of each source whether it has none.
        sources: for each record the number of its source; None where the table tells none.
    """
    if sources is None:
        return None
    unique = np.array([finding.unique for finding in findings], dtype=np.bool_)
    return np.where(unique[sources], sources, NONE).astype(np.int32) if unique.any() else None


def explain_cuts(linked: Linked, threshold: float, sources: NDArray[np.int32] | None = None) -> Cuts:
    """Tell why matches were cut.

    Args:
        linked: what linking found; which comparison is the strongest against is only known if weights were kept.
        threshold: in bits, the least weight of a match.
        sources: for each record the number of a source without duplicates of its own, -1 for others.
    """
    gaps = _find_gaps(linked, threshold)
    decided, parted = _decisions(linked, gaps)
    signs = _strongest_signs(linked, gaps)
    clashes = _clashes(gaps, linked.clusters.label, sources)
    bridges = _bridges(gaps)
    held = (clashes[:, 0] != NONE) & (gaps.mean >= 0)
    true_of = {
        Reason.DECISION: decided,
        Reason.UNIQUE_SOURCE: held,
        Reason.BRIDGE: bridges & (gaps.matches == 1),
        Reason.ONE_RECORD: bridges & (gaps.hinge != NONE),
        Reason.OUTVOTED: np.ones(len(gaps.one), dtype=np.bool_),
    }
    reasons = np.argmax([true_of[reason] for reason in Reason], axis=0)
    because = np.where(held[:, None], clashes, signs.rows)
    because[decided] = parted[decided]
    of = gaps.of_cut
    return Cuts(
        pairs=linked.clusters.cut,
        reasons=tuple(_REASONS[code] for code in reasons[of].tolist()),
        matches=gaps.matches[of],
        against=gaps.against[of],
        unseen=gaps.unseen[of],
        mean=gaps.mean[of],
        because=because[of],
        hinge=gaps.hinge[of],
        comparison=signs.comparison[of],
        level=signs.level[of],
        weight=signs.weight[of],
    )


@dataclass(frozen=True)
class _Gaps:
    """Pairs of clusters one < two with cut matches between them, and the evidence on that.

    Of each: the number of matches, of pairs against, of pairs not compared, the mean, the row of all its matches.
    `of_cut` is the place among these of each cut match; `seen` are the candidate pairs between two such clusters, and
    `of_seen` the place of each.
    """

    one: Ints
    two: Ints
    matches: Ints
    against: Ints
    unseen: Ints
    mean: Numbers
    hinge: Ints
    of_cut: Ints
    seen: Ints
    of_seen: Ints


def _find_gaps(linked: Linked, threshold: float) -> _Gaps:
    label, cut, candidates = linked.clusters.label, linked.clusters.cut, linked.candidates
    size = max(len(label), 1)
    keys, of_cut = np.unique(_between(label[cut.left], label[cut.right], size), return_inverse=True)
    one, two = np.divmod(keys, size)
    touched = np.zeros(len(label), dtype=np.bool_)
    touched[one] = touched[two] = True
    left, right = label[candidates.left], label[candidates.right]
    seen = np.flatnonzero((left != right) & touched[left] & touched[right])
    wanted = _between(left[seen], right[seen], size)
    of_seen = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    known = keys[of_seen] == wanted if len(keys) else np.zeros(len(seen), dtype=np.bool_)
    seen, of_seen = seen[known], of_seen[known]
    weight = linked.weight[seen]
    matching = weight >= threshold
    members = np.bincount(label, minlength=len(label))
    possible = members[one] * members[two]
    compared, matches = (np.bincount(places, minlength=len(keys)) for places in (of_seen, of_seen[matching]))
    evidence = bounded(weight) - threshold
    total = np.bincount(of_seen, weights=evidence, minlength=len(keys))
    unseen = possible - compared
    mean = (total + UNSEEN * unseen) / np.maximum(possible, 1)
    hinge = _hinges(cut, label, one, of_cut)
    hinge = np.where(members[label[hinge]] > 1, hinge, NONE)
    return _Gaps(one, two, matches, compared - matches, unseen, mean, hinge, of_cut, seen, of_seen)


def _between(one: Ints, two: Ints, size: int) -> Ints:
    """Return a number for each pair of clusters, whichever comes first."""
    key: Ints = np.minimum(one, two) * size + np.maximum(one, two)
    return key


def _hinges(cut: Pairs, label: Ints, one: Ints, of_cut: Ints) -> Ints:
    """Return for each pair of clusters one < two the row that all of several matches are with, else `NONE`."""
    turned = label[cut.left] != one[of_cut]
    hinge = np.full(len(one), NONE, dtype=np.int64)
    for ends in (np.where(turned, cut.left, cut.right), np.where(turned, cut.right, cut.left)):
        first = np.full(len(one), len(label), dtype=np.int64)
        last = np.full(len(one), NONE, dtype=np.int64)
        np.minimum.at(first, of_cut, ends)
        np.maximum.at(last, of_cut, ends)
        hinge = np.where(first == last, first, hinge)
    return np.where(np.bincount(of_cut, minlength=len(one)) > 1, hinge, NONE)


def _bridges(gaps: _Gaps) -> Bools:
    """Tell which pairs of clusters are connected by no other way.

    A cluster hangs together by itself, so the bridges among clusters are those among records.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edges_from(zip(gaps.one.tolist(), gaps.two.tolist(), strict=True))
    bridges: Iterable[Any] = nx.bridges(graph)  # its stub says that it yields nodes
    found = {(min(edge), max(edge)) for edge in bridges}
    return np.array([edge in found for edge in zip(gaps.one.tolist(), gaps.two.tolist(), strict=True)], dtype=np.bool_)


def _decisions(linked: Linked, gaps: _Gaps) -> tuple[Bools, Ints]:
    """Tell which pairs of clusters a person parted, and between which rows."""
    parted = np.full((len(gaps.one), 2), NONE, dtype=np.int64)
    said = linked.weight[gaps.seen] <= -DECIDED
    parted[gaps.of_seen[said]] = _rows(linked, gaps.seen[said])
    return parted[:, 0] != NONE, parted


def _rows(linked: Linked, pairs: Ints) -> Ints:
    """Return the rows of candidate pairs (n x 2)."""
    return np.stack([linked.candidates.left[pairs], linked.candidates.right[pairs]], axis=1).astype(np.int64)


@dataclass(frozen=True)
class _Signs:
    """Of each pair of clusters the strongest single sign against: rows (n x 2), comparison, level, weight in bits."""

    rows: Ints
    comparison: Ints
    level: Ints
    weight: Numbers


def _strongest_signs(linked: Linked, gaps: _Gaps) -> _Signs:
    size = len(gaps.one)
    rows = np.full((size, 2), NONE, dtype=np.int64)
    signs = _Signs(rows, np.full(size, NONE), np.full(size, NONE), np.full(size, np.nan))
    if not len(linked.weights) or not len(gaps.seen):
        return signs
    made = linked.levels[gaps.seen] > 0
    weights = np.where(made, linked.weights[gaps.seen].astype(np.float64), 0.0)
    lowest = weights.min(axis=1)
    order = np.lexsort((lowest, gaps.of_seen))
    first = order[np.concatenate(([True], np.diff(gaps.of_seen[order]) > 0))]
    first = first[lowest[first] < 0]
    places, pairs = gaps.of_seen[first], gaps.seen[first]
    comparison = weights[first].argmin(axis=1)
    signs.rows[places] = _rows(linked, pairs)
    signs.comparison[places] = comparison
    signs.level[places] = linked.levels[pairs, comparison]
    signs.weight[places] = lowest[first]
    return signs


def _clashes(gaps: _Gaps, label: Ints, sources: NDArray[np.int32] | None) -> Ints:
    """Return for each pair of clusters two rows of one source without duplicates, one in each; `NONE` without any."""
    found = np.full((len(gaps.one), 2), NONE, dtype=np.int64)
    if sources is None or not len(gaps.one):
        return found
    held = _records_by_source(np.concatenate([gaps.one, gaps.two]), label, sources)
    for place, (one, two) in enumerate(zip(gaps.one.tolist(), gaps.two.tolist(), strict=True)):
        shared = held.get(one, {}).keys() & held.get(two, {}).keys()
        if shared:
            source = min(shared)
            found[place] = held[one][source], held[two][source]
    return found


def _records_by_source(clusters: Ints, label: Ints, sources: NDArray[np.int32]) -> dict[int, dict[int, int]]:
    """Return of these clusters the row that each holds of each source without duplicates."""
    wanted = np.zeros(len(label), dtype=np.bool_)
    wanted[clusters] = True
    rows = np.flatnonzero((sources >= 0) & wanted[label])
    held: dict[int, dict[int, int]] = {}
    for cluster, source, row in zip(label[rows].tolist(), sources[rows].tolist(), rows.tolist(), strict=True):
        held.setdefault(cluster, {})[source] = row
    return held

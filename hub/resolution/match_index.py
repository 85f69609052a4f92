"""An index in memory: which of its records speak of the same thing as a given one, in milliseconds.

Finds the same pairs and gives them the same weights as linking the whole table at once: same keys, same rules for large
blocks, same scorer, statistics frozen. Records that are added form a new segment; segments are put together as they
grow, so that there are never many. One record at a time may be matched while nothing is added; callers see to that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hub.resolution.candidate_pairs import (
    MOST_IN_BLOCK,
    MOST_REFINED,
    find_candidates,
    refiner_keys,
    rule_keys,
    rule_keys_of_one,
    rule_places,
)
from hub.resolution.column_types import Aspect, TypedTable, read_aspects
from hub.resolution.features.columns import Levels, Rows
from hub.resolution.features.hashing import NOTHING, Hashes
from hub.resolution.linking import blocking_keys, sample_pairs
from hub.resolution.parameters import Parameters, shipped_parameters
from hub.resolution.scoring import Weights, make_scorer
from hub.resolution.trained_model import TrainedModel, learn_statistics, weigh_aspects
from hub.resolution.training import probabilities, train

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Keys = Mapping[str, Sequence[Hashes]]
_NO_ROWS = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one comparison says: its level in words, and its weight in bits."""

    comparison: str
    level: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """A record like the one asked about: its id, the weight of the pair in bits, its probability, and the evidence."""

    id: str
    weight: float
    probability: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class _Table:
    """Keys in order, and the rows that have them."""

    hashes: Hashes
    rows: Rows

    def find(self, key: np.uint64) -> Rows:
        return self.rows[self.hashes.searchsorted(key) : self.hashes.searchsorted(key, side="right")]


class _Segment:
    """Records that were added together, parsed, with their keys in order."""

    def __init__(
        self, table: TypedTable, ids: Sequence[str], aspects: Mapping[str, Aspect], model: TrainedModel
    ) -> None:
        self.table, self.ids, self.aspects = table, list(ids), aspects
        self.alive = np.ones(len(self.ids), dtype=np.bool_)
        self.is_whole = True
        keys, blocking = blocking_keys(aspects), model.parameters.blocking
        self.places = rule_places({name: len(group) for name, group in keys.items()}, blocking)
        self.rules = [_sorted(hashes) for _, hashes in rule_keys(keys, blocking)]
        self.refiners = _side_by_side(refiner_keys(keys, blocking), len(self.ids))

    def members(self, rule: int, key: np.uint64) -> Rows:
        """Return the rows that have this key of a rule."""
        rows = self.rules[rule].find(key)
        return rows if self.is_whole else rows[self.alive[rows]]

    def remove(self, row: int) -> None:
        """Leave a row out from now on."""
        self.alive[row] = self.is_whole = False


class MatchIndex:
    """Records to match single ones against."""

    def __init__(self, model: TrainedModel) -> None:
        self.model = model
        self._segments: list[_Segment] = []
        self._place: dict[str, tuple[_Segment, int]] = {}

    def __len__(self) -> int:
        return len(self._place)

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._place

    def add(self, table: TypedTable, ids: Sequence[str], aspects: Mapping[str, Aspect] | None = None) -> None:
        """Add records; one whose id is there already takes the place of that one.

        Args:
            table: the records, with the columns of the model.
            ids: of the records.
            aspects: their features, where they are known.
        """
        self.remove([record_id for record_id in ids if record_id in self._place])
        segment = _Segment(table, ids, aspects or self.model.read(table), self.model)
        while self._segments and len(self._segments[-1].ids) <= 2 * len(segment.ids):
            segment = self._together(self._segments.pop(), segment)
        self._segments.append(segment)
        self._place |= {record_id: (segment, row) for row, record_id in enumerate(segment.ids)}

    def remove(self, ids: Sequence[str]) -> None:
        """Remove records.

        Raises:
            KeyError: the index has no record of this id.
        """
        for record_id in ids:
            segment, row = self._place.pop(record_id)
            segment.remove(row)

    def match(self, record: Mapping[str, str | None], own_id: str | None = None, least: float = 0.01) -> list[Match]:
        """Return the records like this one, the most probable first.

        Args:
            record: its columns.
            own_id: its id, if it is in the index itself: it is no match of its own.
            least: the probability from which on a record is one.
        """
        aspects = self.model.read_one(record)
        found = []
        for segment, rows in self._candidates(blocking_keys(aspects), own_id):
            levels, weights, total = self.model.scorer.score(aspects, segment.aspects, (np.zeros_like(rows), rows))
            probable = probabilities(total)
            found += [
                Match(
                    segment.ids[rows[place]],
                    float(total[place]),
                    float(probable[place]),
                    self._explain(levels[place], weights[place]),
                )
                for place in np.flatnonzero(probable >= least)
            ]
        return sorted(found, key=lambda match: (-match.weight, match.id))

    def _candidates(self, keys: Keys, own_id: str | None) -> Iterator[tuple[_Segment, Rows]]:
        """Yield, of each segment, the rows that share the keys of a rule."""
        own, own_row = self._place.get(own_id or "", (None, -1))
        blocks = list(self._blocks(keys, itself=0 if own else 1))
        for number, segment in enumerate(self._segments):
            rows = np.unique(np.concatenate([_NO_ROWS, *(block[number] for block in blocks)]))
            yield segment, rows[rows != own_row] if segment is own else rows

    def _blocks(self, keys: Keys, itself: int) -> Iterator[list[Rows]]:
        """Yield the rows of each block, by segment. `itself` is 1 if the record would be one more in each."""
        refiners = _side_by_side(refiner_keys(keys, self.model.parameters.blocking), 1)[0]
        places = self._segments[0].places if self._segments else ()
        for rule, wanted in enumerate(rule_keys_of_one(keys, places)):
            for key in map(np.uint64, wanted):
                members = [segment.members(rule, key) for segment in self._segments]
                yield self._narrow(members, refiners, itself)

    def _narrow(self, members: list[Rows], refiners: Hashes, itself: int) -> list[Rows]:
        """Return a block's rows by segment; of a large one those that share a further key with few others."""
        if sum(map(len, members)) + itself <= MOST_IN_BLOCK:
            return members
        sharing = [
            (segment.refiners[rows] == refiners) & (refiners != NOTHING)
            for segment, rows in zip(self._segments, members, strict=True)
        ]
        few = sum(shared.sum(axis=0) for shared in sharing) + itself <= MOST_REFINED
        return [rows[shared[:, few].any(axis=1)] for rows, shared in zip(members, sharing, strict=True)]

    def _explain(self, levels: Levels, weights: Weights) -> tuple[Evidence, ...]:
        scorer, comparisons = self.model.scorer, self.model.parameters.comparisons
        evidence = []
        for place in np.flatnonzero(levels > 0).tolist():
            level = scorer.tables[place].names[levels[place]]
            words = comparisons[scorer.parameters_of[place]][level].words
            evidence.append(Evidence(scorer.names[place], level, words, round(float(weights[place]), 2)))
        return tuple(evidence)

    def _together(self, one: _Segment, two: _Segment) -> _Segment:
        """Put two segments together, without what was removed."""
        keeps = [np.flatnonzero(segment.alive) for segment in (one, two)]
        columns = {
            name: pa.concat_arrays(
                [
                    segment.table.columns[name].take(pa.array(kept))
                    for segment, kept in zip((one, two), keeps, strict=True)
                ]
            )
            for name in one.table.columns
        }
        ids = [segment.ids[row] for segment, kept in zip((one, two), keeps, strict=True) for row in kept.tolist()]
        table = replace(one.table, columns=columns)
        return _Segment(table, ids, self.model.read(table), self.model)


def build_index(table: TypedTable, ids: Sequence[str], kind: str, parameters: Parameters | None = None) -> MatchIndex:
    """Train a model on a table, without labels, and load the table.

    Args:
        table: the records.
        ids: of the records, distinct.
        kind: "company", "contact", "product" or "other".
        parameters: of the match model; the shipped ones of the kind without them.
    """
    parameters = parameters or shipped_parameters(kind)
    aspects = read_aspects(table, kind)
    statistics = learn_statistics(aspects)
    aspects = weigh_aspects(aspects, statistics)
    candidates = find_candidates(blocking_keys(aspects), parameters.blocking)
    scorer = make_scorer(aspects, parameters, table.size)
    scorer = train(scorer, sample_pairs(scorer, aspects, candidates))
    index = MatchIndex(TrainedModel(kind, table.types, parameters, statistics, scorer))
    index.add(table, ids, aspects)
    return index


def _side_by_side(keys: Sequence[Hashes], size: int) -> Hashes:
    """Return the keys of each record in one row (size x keys), so that they are close in memory."""
    return np.stack(keys, axis=1) if keys else np.zeros((size, 0), dtype=np.uint64)


def _sorted(hashes: Hashes) -> _Table:
    flat = hashes.ravel()
    present = np.flatnonzero(flat != NOTHING)
    order = present[np.argsort(flat[present], kind="stable")]
    return _Table(flat[order], (order // hashes.shape[1]).astype(np.int32))

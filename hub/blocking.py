"""What blocking does to records: which pairs each rule finds, and which no other rule does.

In: records. Out: a report. Compares nothing: it is what to look at before a long run, or where duplicates are missed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.preparing import Records, sources_of
from hub.resolution.candidate_pairs import RuleReport, find_by_rule
from hub.resolution.column_types import read_aspects
from hub.resolution.linking import blocking_keys
from hub.resolution.parameters import Parameters, shipped_parameters
from hub.resolution.trained_model import learn_statistics, weigh_aspects

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RuleShare:
    """What a rule contributes.

    Attributes:
        rule: the keys that two records must share.
        pairs: how many pairs it finds.
        alone: how many of these no other rule finds.
        refined_blocks: how many blocks were too large and split by a further key.
        left_out: how many records of these have no further key to be split by.
    """

    rule: str
    pairs: int
    alone: int
    refined_blocks: int
    left_out: int


@dataclass(frozen=True, slots=True)
class BlockingReport:
    """What blocking does: how many of all possible pairs are left, and what each rule contributes."""

    records: int
    possible_pairs: int
    pairs: int
    rules: tuple[RuleShare, ...]


def report_blocking(records: Records, model: Parameters | None = None) -> BlockingReport:
    """Tell what each blocking rule does; the shipped model of the kind says which there are, unless one is given."""
    parameters = model or shipped_parameters(records.kind)
    aspects = read_aspects(records.table, records.kind)
    aspects = weigh_aspects(aspects, learn_statistics(aspects))
    sources, _names, said = sources_of(records)
    if sources is not None:
        unique = np.array([bool(word) for word in said], dtype=np.bool_)
        sources = np.where(unique[sources], sources, -1).astype(np.int32) if unique.any() else None
    found = [
        (report, np.unique(pairs))
        for report, pairs in find_by_rule(blocking_keys(aspects), parameters.blocking, sources)
    ]
    every, times = np.unique(
        np.concatenate([np.zeros(0, dtype=np.int64), *(pairs for _, pairs in found)]), return_counts=True
    )
    alone = every[times == 1]
    size = len(records.ids)
    rules = tuple(_share(report, pairs, alone) for report, pairs in found)
    return BlockingReport(size, size * (size - 1) // 2, len(every), rules)


def _share(report: RuleReport, pairs: Ints, alone: Ints) -> RuleShare:
    own = int(np.isin(pairs, alone, assume_unique=True).sum())
    return RuleShare(report.rule, len(pairs), own, report.large_blocks, report.left_out)

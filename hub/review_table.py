"""What is worth a person's look, as a table: matches that were cut, and why, and pairs just short of a match."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hub.resolution.cut_report import NONE, Cuts
from hub.resolution.grouping import Ints
from hub.resolution.linking import Linked
from hub.resolution.scoring import Scorer
from hub.resolution.training import probabilities

BELOW_THRESHOLD = "below_threshold"
BELOW_WORDS = "it is just short of a match"

REVIEW_SCHEMA = pa.schema(
    {
        "id_l": pa.string(),
        "id_r": pa.string(),
        "probability": pa.float64(),
        "weight": pa.float32(),
        "reason": pa.string(),
        "why": pa.string(),
        "cluster_l": pa.string(),
        "cluster_r": pa.string(),
        "matches": pa.int64(),
        "against": pa.int64(),
        "not_compared": pa.int64(),
        "mean_weight": pa.float64(),
        "one_record": pa.string(),
        "because_l": pa.string(),
        "because_r": pa.string(),
        "comparison": pa.string(),
        "level": pa.string(),
        "words": pa.string(),
        "comparison_weight": pa.float64(),
    }
)
"""Two records, the reason, their clusters; then the evidence between the two clusters: how many pairs match, are
against, were not compared, the mean in bits, the one record that all matches are with; and what is strongest against:
two records, the comparison, the level in one word and in words, its weight in bits."""

Words = Mapping[str, Mapping[str, str]]
"""What the levels of comparisons mean, by the names of their parameters."""


def review_table(linked: Linked, ids: pa.Array, cuts: Cuts, near: Ints, words: Words) -> pa.Table:
    """Return what is worth a person's look, the most probable first.

    Args:
        linked: what linking found.
        ids: of the records.
        cuts: matches that were cut.
        near: candidate pairs that are just short of a match.
        words: what levels mean.
    """
    table = pa.concat_tables([_cut_rows(linked, ids, cuts, words), _near_rows(linked, ids, near, words)])
    return table.sort_by([("weight", "descending"), ("id_l", "ascending"), ("id_r", "ascending")])


def _cut_rows(linked: Linked, ids: pa.Array, cuts: Cuts, words: Words) -> pa.Table:
    decided = np.abs(cuts.mean) >= _BEYOND_EVIDENCE
    columns = {
        "reason": pa.array([reason.value for reason in cuts.reasons], pa.string()),
        "why": pa.array([reason.words for reason in cuts.reasons], pa.string()),
        "matches": pa.array(cuts.matches),
        "against": pa.array(cuts.against),
        "not_compared": pa.array(cuts.unseen),
        "mean_weight": pa.array(cuts.mean.round(2), mask=decided),
        "one_record": _taken(ids, cuts.hinge),
        "because_l": _taken(ids, cuts.because[:, 0]),
        "because_r": _taken(ids, cuts.because[:, 1]),
    }
    columns |= _sign(linked.scorer, cuts.comparison, cuts.level, cuts.weight, words)
    return _table(columns | _pair(linked, ids, cuts.pairs.left, cuts.pairs.right, cuts.pairs.weight), len(cuts))


_BEYOND_EVIDENCE = 1_000.0
"""A mean of more bits is that of a person's decision: no number that says anything."""


def _near_rows(linked: Linked, ids: pa.Array, near: Ints, words: Words) -> pa.Table:
    columns = {"reason": pa.repeat(BELOW_THRESHOLD, len(near)), "why": pa.repeat(BELOW_WORDS, len(near))}
    if len(linked.weights):
        weights = np.where(linked.levels[near] > 0, linked.weights[near].astype(np.float64), 0.0)
        lowest = weights.min(axis=1, initial=0.0)
        comparison = np.where(lowest < 0, weights.argmin(axis=1), NONE)
        level = np.where(comparison != NONE, linked.levels[near, comparison], NONE)
        columns |= _sign(linked.scorer, comparison, level, lowest, words)
    left, right = linked.candidates.left[near], linked.candidates.right[near]
    return _table(columns | _pair(linked, ids, left, right, linked.weight[near]), len(near))


def _pair(
    linked: Linked, ids: pa.Array, left: NDArray[np.int32], right: NDArray[np.int32], weight: NDArray[np.float32]
) -> dict[str, pa.Array]:
    label = linked.clusters.label
    return {
        "id_l": ids.take(pa.array(left)),
        "id_r": ids.take(pa.array(right)),
        "probability": pa.array(probabilities(weight).round(6)),
        "weight": pa.array(weight),
        "cluster_l": ids.take(pa.array(label[left])),
        "cluster_r": ids.take(pa.array(label[right])),
    }


def _sign(
    scorer: Scorer, comparison: Ints, level: Ints, weight: NDArray[np.float64], words: Words
) -> dict[str, pa.Array]:
    """Return a comparison of each pair by name, with its level and what that means; null where there is none."""
    named = [
        [(name, level_name, words[kind].get(level_name, "")) for level_name in table.names]
        for name, kind, table in zip(scorer.names, scorer.parameters_of, scorer.tables, strict=True)
    ]
    starts = np.cumsum([0, *map(len, named)])[:-1]
    place = np.where(comparison != NONE, starts[comparison] + level if len(starts) else NONE, NONE)
    every = [signs for levels in named for signs in levels]
    chosen = (_taken(pa.array([sign[part] for sign in every], pa.string()), place) for part in range(3))
    weights = pa.array(weight.round(2), mask=comparison == NONE)
    return dict(zip(("comparison", "level", "words", "comparison_weight"), (*chosen, weights), strict=True))


def _taken(values: pa.Array, rows: Ints) -> pa.Array:
    return values.take(pa.array(rows, mask=rows == NONE))


def _table(columns: Mapping[str, pa.Array], size: int) -> pa.Table:
    """Return the columns in their order; those that are not known are empty."""
    return pa.table(
        [columns[field.name] if field.name in columns else pa.nulls(size, field.type) for field in REVIEW_SCHEMA],
        schema=REVIEW_SCHEMA,
    )

"""The match model of a kind as the hub uses it: trained once, then frozen, so that a pair's score never drifts."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from hub.model.ids import Kind
from hub.model.record import Fields
from hub.resolution.candidate_pairs import find_candidates
from hub.resolution.column_types import Aspect, TypedTable, read_aspects
from hub.resolution.linking import blocking_keys, sample_pairs
from hub.resolution.parameters import Parameters, shipped_parameters
from hub.resolution.record_keys import RecordKeys, find_keys
from hub.resolution.record_table import EMPLOYER, tabulate
from hub.resolution.scoring import Scorer, make_scorer
from hub.resolution.supervised import Lesson, teach
from hub.resolution.trained_model import TrainedModel, learn_statistics, weigh_aspects
from hub.resolution.training import train

LEAST_SHARE = 0.1
"""Of a category that no data have been seen of, such as an industry or a gender, so many have the same at least."""

ROOM = 4
"""A model that learnt from records serves until there are so many times as many."""
FEW = 1_000
"""Fewer records may be a beginning: how many there will be is not known of them."""


@cache
def untrained_model(kind: Kind) -> TrainedModel:
    """Return the shipped model of a kind, which has seen no data yet."""
    table = tabulate(kind, [{}])
    parameters = _cautious(shipped_parameters(kind.value))
    scorer = make_scorer(read_aspects(table, kind.value), parameters, parameters.expected_records)
    return TrainedModel(kind.value, table.types, parameters, {}, scorer)


def _cautious(parameters: Parameters) -> Parameters:
    """Return parameters by which a category says little: how common its values are is not known."""
    levels = {
        name: level.model_copy(update={"at_least": max(level.at_least, LEAST_SHARE)})
        for name, level in parameters.comparisons["category"].items()
    }
    return parameters.model_copy(update={"comparisons": parameters.comparisons | {"category": levels}})


def train_model(kind: Kind, fields: Sequence[Fields], judged: Mapping[tuple[int, int], bool]) -> TrainedModel:
    """Train the shipped model of a kind on records, and by what people said of pairs of them.

    Matches are taken to be as seldom as among `ROOM` times as many records, because a hub grows, and among few records
    as among the kind's `expected_records`: a few may not say enough to merge by themselves.

    Args:
        kind: of the records.
        fields: of each record.
        judged: pairs of places in `fields` that a person decided on: whether they are the same.
    """
    parameters = shipped_parameters(kind.value)
    table = tabulate(kind, fields)
    aspects = read_aspects(table, kind.value)
    statistics = learn_statistics(aspects)
    statistics.pop(EMPLOYER, None)  # golden ids may move; how many records name one is said with it
    aspects = weigh_aspects(aspects, statistics)
    candidates = find_candidates(blocking_keys(aspects), parameters.blocking)
    expected = ROOM * len(fields)
    if len(fields) < FEW:
        expected = max(expected, parameters.expected_records)
    scorer = make_scorer(aspects, parameters, expected)
    sample = sample_pairs(scorer, aspects, candidates)
    scorer = train(scorer, sample)
    if judged:
        scorer = teach(scorer, _lesson(scorer, aspects, judged), sample)
    return TrainedModel(kind.value, table.types, parameters, statistics, scorer)


def _lesson(scorer: Scorer, aspects: Mapping[str, Aspect], judged: Mapping[tuple[int, int], bool]) -> Lesson:
    left, right = np.array(list(judged), dtype=np.int32).T
    levels, surprise = scorer.compare(aspects, aspects, (left, right))
    same = np.array(list(judged.values()), dtype=np.bool_)
    return Lesson(levels, surprise, same, rivalled=np.zeros_like(same))


def read_records(model: TrainedModel, fields: Sequence[Fields]) -> dict[str, Aspect]:
    """Return the features of records."""
    return model.read(tabulate_known(model, fields))


def tabulate_known(model: TrainedModel, fields: Sequence[Fields]) -> TypedTable:
    """Return records as those columns that the model knows, which may be of an earlier release."""
    table = tabulate(Kind(model.kind), fields)
    known = {name: held for name, held in table.types.items() if table.further.get(name, name) in model.types}
    return TypedTable({name: table.columns[name] for name in known}, known, table.further)


def record_keys(model: TrainedModel, fields: Sequence[Fields]) -> list[RecordKeys]:
    """Return the blocking keys of records."""
    return find_keys(model.kind, read_records(model, fields), model.parameters.blocking, len(fields))


def read_match_models() -> Mapping[Kind, TrainedModel]:
    """Return the shipped models."""
    return {kind: untrained_model(kind) for kind in Kind}

"""Linking: a table of records goes in, clusters come out, with all that led to them.

    features -> candidate pairs -> train -> score -> cluster

Pure and deterministic: the same table always gives the same clusters, whatever the order of its columns.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hub.resolution.candidate_pairs import Candidates, find_candidates
from hub.resolution.column_types import Aspect, ColumnType, TypedTable, read_aspects
from hub.resolution.features.columns import Levels, Rows, Statistics
from hub.resolution.features.hashing import Hashes, mix
from hub.resolution.grouping import DECIDED, Clusters, Ints, Pairs, group_records
from hub.resolution.parameters import Parameters, shipped_parameters
from hub.resolution.scoring import Scorer, Weights, make_scorer
from hub.resolution.supervised import Lesson, teach
from hub.resolution.trained_model import TrainedModel, learn_statistics, weigh_aspects
from hub.resolution.training import Sample, degenerate, probabilities, train
from hub.resolution.unique_sources import SourceFinding, find_rivalled, find_unique_sources

Step = Callable[[str, float], None]
"""Told what is being done, and how far it is (0..1)."""

SCORED_AT_ONCE = 200_000
TRAINED_ON = 300_000


@dataclass(frozen=True, slots=True)
class Request:
    """What to link.

    Attributes:
        table: the records.
        kind: "company", "contact", "product" or "other".
        threshold: the least probability of a match.
        sources: for each record the number of its source; None where the table tells none.
        unique: for each source whether it has no duplicates of its own; None for it to be found out.
        judged: pairs of rows that a person decided on, left < right: whether they are the same. They are settled by
            that, and teach the scorer what to make of others, unless it comes with a trained model.
        explained: whether to keep what each comparison weighs.
    """

    table: TypedTable
    kind: str
    threshold: float = 0.5
    sources: NDArray[np.int32] | None = None
    unique: tuple[bool | None, ...] = ()
    judged: Mapping[tuple[int, int], bool] = field(default_factory=dict)
    explained: bool = False


@dataclass(frozen=True)
class Linked:
    """What came of it.

    Attributes:
        clusters: of the records.
        candidates: the pairs compared, and what each blocking rule did.
        weight: of each candidate pair, in bits.
        levels: of each candidate pair and comparison.
        scorer: the trained scorer.
        sources: what was found of each source.
        weights: of each candidate pair and comparison, in bits; none unless they were asked for. Where the level is -1
            nothing was compared.
        statistics: how often values occur.
        doubts: what was learnt that can hardly be.
    """

    clusters: Clusters
    candidates: Candidates
    weight: Weights
    levels: Levels
    scorer: Scorer
    sources: tuple[SourceFinding, ...]
    weights: NDArray[np.float16]
    statistics: Statistics = field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    @property
    def probability(self) -> NDArray[np.float64]:
        """The probability of each candidate pair."""
        return probabilities(self.weight)


def link(request: Request, model: Parameters | TrainedModel | None = None, step: Step | None = None) -> Linked:
    """Find out which records of a table speak of the same thing.

    Args:
        request: what to link.
        model: the parameters of a match model, to be trained on the table; or a trained model of the table's columns,
            to be used as it is. The shipped one of the kind without it.
        step: is told how far it is.
    """
    order = _by_name(request.table)
    linked = _link(_in_order(request, order), model or shipped_parameters(request.kind), step or _say_nothing)
    return _in_order_again(linked, order)


def _link(request: Request, model: Parameters | TrainedModel, tell: Step) -> Linked:
    known = _use(request, model, tell) if isinstance(model, TrainedModel) else _learn(request, model, tell)
    scorer, candidates = known.model.scorer, known.candidates
    kept = len(candidates.left) if request.explained else 0
    weights = np.zeros((kept, len(scorer.names)), dtype=np.float16, order="F")
    levels, weight = _score(scorer, known.aspects, candidates, weights, tell)
    tell("clustering", 0.0)
    scored = Pairs(candidates.left, candidates.right, weight)
    findings = find_unique_sources(request.sources, request.unique, scored, known.model.parameters.seldom)
    weight = _decided(candidates, weight, request.judged, request.table.size)
    pairs = Pairs(candidates.left, candidates.right, weight)
    least = float(np.log2(request.threshold / (1 - request.threshold)))
    clusters = group_records(request.table.size, pairs, least, _constraint(request, findings))
    statistics = known.model.statistics
    return Linked(clusters, candidates, weight, levels, scorer, findings, weights, statistics, known.doubts)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is to be scored, with what, and what of that can hardly be."""

    model: TrainedModel
    aspects: dict[str, Aspect]
    candidates: Candidates
    doubts: tuple[str, ...] = ()


def train_model(
    request: Request, parameters: Parameters, step: Step | None = None
) -> tuple[TrainedModel, tuple[str, ...]]:
    """Train a model on a table, and by what people decided on; return with it what of it can hardly be."""
    known = _learn(_in_order(request, _by_name(request.table)), parameters, step or _say_nothing)
    return known.model, known.doubts


def _use(request: Request, model: TrainedModel, tell: Step) -> _Known:
    tell("reading columns", 0.0)
    aspects = model.read(request.table)
    return _Known(model, aspects, _candidates(request, aspects, model.parameters, tell))


def _learn(request: Request, parameters: Parameters, tell: Step) -> _Known:
    tell("reading columns", 0.0)
    aspects = read_aspects(request.table, request.kind)
    statistics = learn_statistics(aspects)
    aspects = weigh_aspects(aspects, statistics)
    candidates = _candidates(request, aspects, parameters, tell)
    untrained = make_scorer(aspects, parameters, request.table.size)
    sample = sample_pairs(untrained, aspects, candidates)
    model = TrainedModel(request.kind, request.table.types, parameters, statistics, train(untrained, sample))
    known = _Known(model, aspects, candidates, tuple(degenerate(untrained, model.scorer)))
    if not request.judged:
        return known
    taught = teach(model.scorer, _lesson(request, known, tell), sample)
    return replace(known, model=replace(model, scorer=taught))


def _candidates(request: Request, aspects: Mapping[str, Aspect], parameters: Parameters, tell: Step) -> Candidates:
    tell("finding candidate pairs", 0.0)
    found = find_candidates(blocking_keys(aspects), parameters.blocking, _declared(request))
    return _with_judged(found, request.judged, request.table.size)


def _lesson(request: Request, known: _Known, tell: Step) -> Lesson:
    """Compare the pairs that people decided on, and find out which have better rivals."""
    places = _places(known.candidates, request.judged, request.table.size)
    rows = known.candidates.left[places], known.candidates.right[places]
    levels, surprise = known.model.scorer.compare(known.aspects, known.aspects, rows)
    same = np.array(list(request.judged.values()), dtype=np.bool_)
    if request.sources is None:
        return Lesson(levels, surprise, same, np.zeros(len(places), dtype=np.bool_))
    nothing = np.zeros((0, 0), dtype=np.float16)
    _, weight = _score(known.model.scorer, known.aspects, known.candidates, nothing, tell)
    pairs = Pairs(known.candidates.left, known.candidates.right, weight)
    findings = find_unique_sources(request.sources, request.unique, pairs, known.model.parameters.seldom)
    return Lesson(levels, surprise, same, find_rivalled(_constraint(request, findings), pairs)[places])


def _say_nothing(_what: str, _share: float) -> None:
    """Nobody wants to know."""


_NAMING = (ColumnType.COMPANY_NAME, ColumnType.FAMILY_NAME, ColumnType.PERSON_NAME, ColumnType.TITLE, ColumnType.PHRASE)


def _by_name(table: TypedTable) -> Ints:
    """Order records by name: what is alike stands together, so that memory is read in order."""
    column = next((found for found in map(table.first, _NAMING) if found is not None), None)
    return np.arange(table.size) if column is None else pc.sort_indices(column).to_numpy().astype(np.int64)


def _in_order(request: Request, order: Ints) -> Request:
    """Return the request with its records in this order."""
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    columns = {name: column.take(pa.array(order)) for name, column in request.table.columns.items()}
    return replace(
        request,
        table=replace(request.table, columns=columns),
        sources=None if request.sources is None else request.sources[order],
        judged={_ascending(int(place[one]), int(place[two])): same for (one, two), same in request.judged.items()},
    )


def _in_order_again(linked: Linked, order: Ints) -> Linked:
    """Return what came of records in this order for the records as they were."""
    first = np.full(len(order), len(order), dtype=np.int64)
    np.minimum.at(first, linked.clusters.label, order)
    label = np.empty(len(order), dtype=np.int64)
    label[order] = first[linked.clusters.label]
    cut, candidates = linked.clusters.cut, linked.candidates
    clusters = Clusters(label, Pairs(*_original(cut.left, cut.right, order), cut.weight))
    left, right = _original(candidates.left, candidates.right, order)
    return replace(linked, clusters=clusters, candidates=Candidates(left, right, candidates.report))


def _original(left: Rows, right: Rows, order: Ints) -> tuple[Rows, Rows]:
    one, two = order[left].astype(np.int32), order[right].astype(np.int32)
    return np.minimum(one, two), np.maximum(one, two)


def _ascending(one: int, two: int) -> tuple[int, int]:
    return min(one, two), max(one, two)


def blocking_keys(aspects: Mapping[str, Aspect]) -> dict[str, list[Hashes]]:
    """Return the blocking keys by the names that blocking rules know them by, the columns of one type together."""
    pool: dict[str, list[Hashes]] = defaultdict(list)
    for aspect in aspects.values():
        for name, hashes in aspect.feature.keys().items():
            base, dot, rest = name.partition(".")
            pool[aspect.parameters.get(base, base) + dot + rest].append(hashes if hashes.ndim > 1 else hashes[:, None])
    return pool


def _declared(request: Request) -> NDArray[np.int32] | None:
    """Return the sources that are said to have no duplicates, before any pair is looked at."""
    if request.sources is None or not any(request.unique):
        return None
    unique = np.array([bool(said) for said in request.unique])
    return np.where(unique[request.sources], request.sources, -1).astype(np.int32)


def _constraint(request: Request, findings: tuple[SourceFinding, ...]) -> NDArray[np.int32] | None:
    """Return of each record its source, if that has no duplicates, else -1; so for what a person found to be double."""
    unique = np.array([finding.unique for finding in findings], dtype=np.bool_)
    if request.sources is None or not unique.any():
        return None
    bound = np.where(unique[request.sources], request.sources, -1).astype(np.int32)
    pairs = [pair for pair, same in request.judged.items() if same]
    one, two = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    double = request.sources[one] == request.sources[two]
    bound[one[double]] = bound[two[double]] = -1
    return bound


def sample_pairs(scorer: Scorer, aspects: Mapping[str, Aspect], candidates: Candidates) -> Sample:
    """Compare some of the candidate pairs, chosen by hash, so that the choice depends on nothing else."""
    size = len(candidates.left)
    chosen = np.arange(size)
    if size > TRAINED_ON:
        share = TRAINED_ON / size
        chosen = np.flatnonzero(mix(np.arange(1, size + 1, dtype=np.uint64)) < np.uint64(share * 2**64))
    rows = candidates.left[chosen], candidates.right[chosen]
    levels, surprise = scorer.compare(aspects, aspects, rows)
    return Sample(levels, surprise, len(chosen) / size if size else 1.0)


def _score(
    scorer: Scorer, aspects: Mapping[str, Aspect], candidates: Candidates, weights: NDArray[np.float16], tell: Step
) -> tuple[Levels, Weights]:
    """Return levels and weight of each pair; what each comparison weighs goes to `weights`, if there is room."""
    size = len(candidates.left)
    levels = np.zeros((size, len(scorer.names)), dtype=np.int8, order="F")
    weight = np.zeros(size, dtype=np.float32)
    for start in range(0, size, SCORED_AT_ONCE):
        tell("comparing pairs", start / size)
        part = slice(start, start + SCORED_AT_ONCE)
        rows = candidates.left[part], candidates.right[part]
        levels[part], weighed, weight[part] = scorer.score(aspects, aspects, rows)
        if len(weights):
            weights[part] = weighed
    return levels, weight


def _with_judged(candidates: Candidates, judged: Mapping[tuple[int, int], bool], size: int) -> Candidates:
    """Add the pairs that people decided on."""
    if not judged:
        return candidates
    known = candidates.left.astype(np.int64) * size + candidates.right
    said = np.array([left * size + right for left, right in judged], dtype=np.int64)
    together = np.union1d(known, said)
    return Candidates((together // size).astype(np.int32), (together % size).astype(np.int32), candidates.report)


def _decided(candidates: Candidates, weight: Weights, judged: Mapping[tuple[int, int], bool], size: int) -> Weights:
    """Let people's decisions outrank every score."""
    if not judged:
        return weight
    weight = weight.copy()
    weight[_places(candidates, judged, size)] = np.where(list(judged.values()), DECIDED, -DECIDED)
    return weight


def _places(candidates: Candidates, judged: Mapping[tuple[int, int], bool], size: int) -> Ints:
    """Return where among the candidates the pairs are that people decided on."""
    one, two = np.array(list(judged), dtype=np.int64).T
    places: Ints = np.searchsorted(candidates.left.astype(np.int64) * size + candidates.right, one * size + two)
    return places

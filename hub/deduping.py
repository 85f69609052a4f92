"""Deduplication without a graph: tables in, clusters out. What `hub dedupe` does, and the same call in Python.

>>> import pyarrow as pa
>>> table = pa.table({"id": ["1", "2"], "name": ["Siemens AG", "SIEMENS Aktiengesellschaft"]})
>>> dedupe(table, kind="company").clusters.to_pylist()
[{'id': '1', 'cluster': '1'}, {'id': '2', 'cluster': '1'}]
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hub.errors import InputError
from hub.ingest.labels import Label
from hub.model_columns import fit_records
from hub.preparing import ArrowStream, Input, Records, prepare, sources_of
from hub.resolution.cut_report import Cuts, Reason, explain_cuts, held_sources
from hub.resolution.linking import Linked, Request, Step, link
from hub.resolution.parameters import Parameters, shipped_parameters
from hub.resolution.propose import Proposal
from hub.resolution.trained_model import TrainedModel
from hub.resolution.training import probabilities
from hub.resolution.unique_sources import SourceFinding
from hub.review_table import review_table

__all__ = ["ArrowStream", "Deduped", "Input", "Options", "Summary", "dedupe", "dedupe_records"]

REVIEW = 0.1
"""From this probability on a pair that does not match is worth a person's look."""
PAIRS_AT_ONCE = 200_000
SEVERAL, MISTAKEN = 3, 0.1
"""From so many labels on, and so large a share of those within a source, duplicates that people find there are no
mistakes."""

Judged = Mapping[tuple[str, str], bool]


@dataclass(frozen=True, slots=True)
class Options:
    """How to link.

    Attributes:
        threshold: the least probability of a match, 0..1.
        labels: pairs that a person decided on. They outrank every score, and teach what to make of others.
        model: the match model, to be trained on the records, or a trained one, to be used as it is; the shipped one of
            the kind without it.
        explained: whether to keep what each comparison weighs.
    """

    threshold: float = 0.5
    labels: Sequence[Label] = ()
    model: Parameters | TrainedModel | None = None
    explained: bool = True


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of it in numbers.

    Attributes:
        records: how many there are.
        pairs: how many pairs were compared.
        clusters: how many there are, those of one record counted.
        together: how many records are in clusters of two or more.
        cut: how many pairs would match but are in different clusters.
        cut_by: how many of these for each reason that there is.
        review: how many pairs in different clusters are worth a person's look.
        unique_sources: the sources that were found, or said, to have no duplicates of their own.
        doubts: what training learnt that can hardly be.
    """

    records: int
    pairs: int
    clusters: int
    together: int
    cut: int
    cut_by: Mapping[Reason, int]
    review: int
    unique_sources: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Deduped:
    """What came of it: the columns as they were understood, the clusters, and all that led to them.

    Attributes:
        clusters: a table of id and cluster, in the order of the records; with several inputs also the input's name as
            `file`, and `file_id`, the id there, where ids had to be made distinct.
        columns: what each column was taken to hold, and why.
        sources: what was found of each source, by name.
        linked: candidates, weights and levels, by row.
        threshold: the least probability of a match.
        parameters: of the match model.
        origin: of each record the number of its source; None where the table tells none.
    """

    clusters: pa.Table
    columns: tuple[Proposal, ...]
    sources: dict[str, SourceFinding]
    linked: Linked
    threshold: float
    parameters: Parameters
    origin: NDArray[np.int32] | None = None

    @property
    def pairs(self) -> pa.Table:
        """Every pair that was compared; see `pair_batches`."""
        return pa.Table.from_batches(self.pair_batches(), self.pair_schema)

    @property
    def pair_schema(self) -> pa.Schema:
        """What `pair_batches` yields."""
        words = pa.dictionary(pa.int8(), pa.string())
        names = self.linked.scorer.names
        weighed = names if len(self.linked.weights) or not len(self.linked.weight) else ()
        return pa.schema(
            [
                ("id_l", pa.string()),
                ("id_r", pa.string()),
                ("probability", pa.float64()),
                ("weight", pa.float32()),
                ("outcome", words),
                *((f"level_{name}", words) for name in names),
                *((f"weight_{name}", pa.float32()) for name in weighed),
            ]
        )

    def pair_batches(self, size: int = PAIRS_AT_ONCE) -> Iterator[pa.RecordBatch]:
        """Yield every pair that was compared, some at a time.

        Of each: ids, probability, weight in bits, and the outcome: "same" if the two are in one cluster, "review" if
        they are not and are worth a look, else "different". Then the level of each comparison and its weight in bits;
        both are null where the comparison could not change anything and was not made.
        """
        for start in range(0, len(self.linked.weight), size):
            yield self._batch(slice(start, start + size))

    def _batch(self, part: slice) -> pa.RecordBatch:
        linked, ids = self.linked, self.clusters.column("id").combine_chunks()
        left, right, weight = linked.candidates.left[part], linked.candidates.right[part], linked.weight[part]
        levels, weights = linked.levels[part], linked.weights[part].astype(np.float32)
        unseen = levels < 0
        outcome = np.where(self._together(part), 0, np.where(self._open(part), 1, 2)).astype(np.int8)
        columns: list[pa.Array] = [
            ids.take(pa.array(left)),
            ids.take(pa.array(right)),
            pa.array(probabilities(weight).round(6)),
            pa.array(weight),
            pa.DictionaryArray.from_arrays(pa.array(outcome), pa.array(["same", "review", "different"])),
        ]
        for place, table in enumerate(linked.scorer.tables):
            codes = pa.array(levels[:, place], mask=unseen[:, place])
            columns.append(pa.DictionaryArray.from_arrays(codes, pa.array(table.names, pa.string())))
        columns += [
            pa.array(weights[:, place], mask=unseen[:, place]) for place in range(weights.shape[1]) if len(weights)
        ]
        return pa.RecordBatch.from_arrays(columns, schema=self.pair_schema)

    def _together(self, part: slice) -> NDArray[np.bool_]:
        label, candidates = self.linked.clusters.label, self.linked.candidates
        together: NDArray[np.bool_] = label[candidates.left[part]] == label[candidates.right[part]]
        return together

    def _open(self, part: slice) -> NDArray[np.bool_]:
        """Tell which pairs are worth a look, unless they are together."""
        worth: NDArray[np.bool_] = self.linked.weight[part] >= self.least_review
        return worth

    @property
    def least_weight(self) -> float:
        """The threshold in bits."""
        return _bits(self.threshold)

    @property
    def least_review(self) -> float:
        """In bits the least weight of a pair that is worth a person's look."""
        return _bits(min(REVIEW, self.threshold))

    @cached_property
    def cuts(self) -> Cuts:
        """Why pairs that match are in different clusters, by row."""
        return explain_cuts(self.linked, self.least_weight, held_sources(self.linked.sources, self.origin))

    @property
    def review(self) -> pa.Table:
        """The pairs with the outcome "review": why a match was cut, or that it is just short of one.

        See `hub.review_table.REVIEW_SCHEMA`. What is strongest against is only known if weights were kept.
        """
        every = slice(None)
        short = self.linked.weight < self.least_weight
        near = np.flatnonzero(self._open(every) & ~self._together(every) & short)
        words = {
            name: {level: entry.words for level, entry in levels.items()}
            for name, levels in self.parameters.comparisons.items()
        }
        return review_table(self.linked, self.clusters.column("id").combine_chunks(), self.cuts, near, words)

    @property
    def summary(self) -> Summary:
        """What came of it in numbers."""
        _, sizes = np.unique(self.linked.clusters.label, return_counts=True)
        every = slice(None)
        counts = Counter(self.cuts.reasons)
        return Summary(
            records=self.clusters.num_rows,
            pairs=len(self.linked.weight),
            clusters=len(sizes),
            together=int(sizes[sizes > 1].sum()),
            cut=len(self.cuts),
            cut_by={reason: counts[reason] for reason in Reason if counts[reason]},
            review=int((self._open(every) & ~self._together(every)).sum()),
            unique_sources=tuple(name for name, found in self.sources.items() if found.unique),
            doubts=self.linked.doubts,
        )


def _bits(probability: float) -> float:
    return float(np.log2(probability / (1 - probability)))


def dedupe(  # noqa: PLR0913 - all but the tables have names and defaults
    *tables: ArrowStream | Input,
    kind: str = "other",
    id_column: str = "id",
    columns: Mapping[str, str] | None = None,
    threshold: float = 0.5,
    labels: Judged | None = None,
    model: Parameters | TrainedModel | None = None,
    step: Step | None = None,
) -> Deduped:
    """Find the records that speak of the same thing, within one table or across several.

    Args:
        tables: Arrow, polars or pandas tables, or `Input`.
        kind: "company", "contact", "product" or "other".
        id_column: the column of record ids; rows are numbered from 0 where there is none.
        columns: what columns hold (see `ColumnType`), for those not to be guessed.
        threshold: the least probability of a match, 0..1.
        labels: pairs of ids that a person decided on: same or not. They outrank every score, and teach what to make of
            others.
        model: the match model, to be trained on the tables, or a trained one, to be used as it is; the shipped one of
            the kind without it.
        step: is told what is being done and how far it is.

    Raises:
        InputError: the kind or a column is unknown, ids are missing or not unique, or nothing can be compared.
    """
    inputs = [table if isinstance(table, Input) else Input(table) for table in tables]
    records = prepare(inputs, kind, id_column, columns)
    decided = [Label(left, right, same) for (left, right), same in (labels or {}).items()]
    return dedupe_records(records, Options(threshold, decided, model), step)


def dedupe_records(records: Records, options: Options, step: Step | None = None) -> Deduped:
    """Find out which records speak of the same thing.

    With a trained model, the records are seen with its columns.

    Raises:
        InputError: the threshold or a label is wrong, or nothing can be compared.
    """
    if isinstance(options.model, TrainedModel):
        records = fit_records(records, options.model)
    request = request_of(records, options)
    known = options.model or shipped_parameters(records.kind)
    linked = link(request, known, step)
    if not linked.scorer.names:
        raise InputError("No column holds anything that can be compared.", "Name columns with --column NAME=TYPE.")
    clusters = {"id": records.ids, "cluster": records.ids.take(pa.array(linked.clusters.label))}
    if len(records.names) > 1:
        clusters["file"] = records.files
    if records.own_ids is not None:
        clusters["file_id"] = records.own_ids
    found = dict(zip(sources_of(records)[1], linked.sources, strict=False))
    parameters = known.parameters if isinstance(known, TrainedModel) else known
    return Deduped(pa.table(clusters), records.columns, found, linked, options.threshold, parameters, request.sources)


def request_of(records: Records, options: Options) -> Request:
    """Return what is to be linked, and how.

    Raises:
        InputError: the threshold or a label is wrong.
    """
    if not 0 < options.threshold < 1:
        raise InputError("The threshold is not between 0 and 1.", "Use a probability such as 0.5.")
    sources, names, unique = sources_of(records)
    judged = find_judged(options.labels, records)
    unique = _not_unique(unique, sources, judged, names)
    return Request(records.table, records.kind, options.threshold, sources, unique, judged, options.explained)


def find_judged(labels: Sequence[Label], records: Records) -> dict[tuple[int, int], bool]:
    """Return labelled pairs by row, left < right.

    Raises:
        InputError: a label names an id that no record has, or several have, or contradicts another one.
    """
    left = records.find([label.id_l for label in labels])
    right = records.find([label.id_r for label in labels])
    judged: dict[tuple[int, int], bool] = {}
    for label, one, two in zip(labels, left.tolist(), right.tolist(), strict=True):
        _check_found(label, one, two, records)
        pair = min(one, two), max(one, two)
        if one != two and judged.setdefault(pair, label.same) is not label.same:
            raise InputError(f"{_place(label)}label: another one says the contrary of this pair.", "Keep one of them.")
    return judged


def _not_unique(
    said: tuple[bool | None, ...],
    sources: NDArray[np.int32] | None,
    judged: Mapping[tuple[int, int], bool],
    names: Sequence[str],
) -> tuple[bool | None, ...]:
    """Return what is said of sources, those in which a person found duplicates, more than by mistake, among it.

    Raises:
        InputError: such a source was said to have none.
    """
    if sources is None:
        return said
    within = [(int(sources[one]), same) for (one, two), same in judged.items() if sources[one] == sources[two]]
    asked, doubled = Counter(source for source, _ in within), Counter(source for source, same in within if same)
    known = [*said, *([None] * (len(names) - len(said)))]
    wrong = [names[source] for source in sorted(doubled) if known[source]]
    if wrong:
        raise InputError(f"A label finds a duplicate within {wrong[0]}.", "Do not say that it has none of its own.")
    several = {source for source, count in doubled.items() if count >= max(SEVERAL, MISTAKEN * asked[source])}
    return tuple(False if source in several else word for source, word in enumerate(known))


def _check_found(label: Label, one: int, two: int, records: Records) -> None:
    for name, key, row in (("id_l", label.id_l, one), ("id_r", label.id_r, two)):
        if row == -1:
            raise InputError(f"{_place(label)}{name}: no record has the id {key!r}.", "Use ids of the records.")
        if row < 0:
            cure = f"Name the file as well, such as {records.names[0]}:{key}."
            raise InputError(f"{_place(label)}{name}: several files have the id {key!r}.", cure)


def _place(label: Label) -> str:
    return f"{label.place}, " if label.place else "labels, "

"""Why two records of files are, or are not, put together. What `hub explain` does, and the same call in Python.

In: records and the ids of two. Out: an `Explanation`. It runs what `hub dedupe` runs, with the same options.
"""

import numpy as np

from hub.deduping import Deduped, Options, dedupe_records
from hub.errors import InputError
from hub.model.explanation import Explanation, Link, PairOutcome
from hub.model_columns import fit_records
from hub.preparing import Records
from hub.resolution.column_types import read_aspects
from hub.resolution.cut_report import NONE, Reason, held_sources
from hub.resolution.explanation import FOUND, explain_rules, explain_steps, find_way
from hub.resolution.grouping import DECIDED
from hub.resolution.linking import Linked
from hub.resolution.linking import Step as Progress
from hub.resolution.trained_model import TrainedModel, weigh_aspects
from hub.resolution.training import probabilities


def explain_pair(
    records: Records, left: str, right: str, options: Options, step: Progress | None = None
) -> Explanation:
    """Tell why two records are, or are not, put together.

    Args:
        records: all that are to be linked.
        left: the id of one record.
        right: the id of another.
        options: how to link.
        step: is told how far it is.

    Raises:
        InputError: there is no such record, several have the id, or the two are one; or linking is not possible.
    """
    if isinstance(options.model, TrainedModel):
        records = fit_records(records, options.model)
    pair = _find(records, left, right)
    found = dedupe_records(records, options, step)
    aspects = read_aspects(records.table, records.kind)
    aspects = weigh_aspects(aspects, found.linked.statistics)
    steps = explain_steps(aspects, found.linked.scorer, found.parameters, records.table, pair)
    known = _weight_of(found.linked, pair)
    decided = known > 0 if known is not None and abs(known) >= DECIDED else None
    rules = explain_rules(aspects, found.parameters.blocking, pair)
    together = found.linked.clusters.label[pair[0]] == found.linked.clusters.label[pair[1]]
    is_match = known is not None and known >= found.least_weight
    is_near = known is not None and known >= found.least_review
    return Explanation(
        id_l=left,
        id_r=right,
        outcome=PairOutcome.SAME if together else PairOutcome.REVIEW if is_near else PairOutcome.DIFFERENT,
        because=_together(known, decided, is_match=is_match) if together else _apart(found, pair, decided, known),
        probability=float(probabilities(np.array([steps[-1].total], dtype=np.float32))[0]),
        weight=steps[-1].total,
        threshold=found.least_weight,
        prior=found.linked.scorer.prior + found.linked.scorer.raised,
        steps=steps,
        decided=decided,
        proposed=known is not None and (decided is None or any(rule.finding == FOUND for rule in rules)),
        rules=rules,
        way=_way(found, records, pair) if together and not is_match else (),
    )


def _find(records: Records, left: str, right: str) -> tuple[int, int]:
    """Return the rows of two ids.

    Raises:
        InputError: there is no such record, several have the id, or the two are one.
    """
    one, two = records.find([left, right]).tolist()
    for key, row in ((left, one), (right, two)):
        if row == -1:
            raise InputError(f"No record has the id {key!r}.", "Use ids of the records.")
        if row < 0:
            cure = f"Name the file as well, such as {records.names[0]}:{key}."
            raise InputError(f"Several files have the id {key!r}.", cure)
    if one == two:
        raise InputError(f"{left!r} and {right!r} are one record.", "Name two.")
    return one, two


def _weight_of(linked: Linked, pair: tuple[int, int]) -> float | None:
    """Return the weight that linking gave a pair; None if it did not compare the two."""
    same = (linked.candidates.left == min(pair)) & (linked.candidates.right == max(pair))
    found = linked.weight[same].tolist()
    return found[0] if found else None


def _together(known: float | None, decided: bool | None, *, is_match: bool) -> str:  # noqa: FBT001 - three answers
    if decided:
        return "a person said that they are the same"
    if is_match:
        return "they match, and their cluster holds together"
    compared = "they do not match by themselves" if known is not None else "they were not compared"
    return f"{compared}, but both belong to one cluster by way of others"


def _apart(found: Deduped, pair: tuple[int, int], decided: bool | None, known: float | None) -> str:  # noqa: FBT001
    if decided is False:
        return "a person said that they are different"
    cuts = found.cuts
    place = np.flatnonzero((cuts.pairs.left == min(pair)) & (cuts.pairs.right == max(pair)))
    if len(place):
        return f"they match, but were cut: {_cut(found, int(place[0]))}"
    if known is not None:
        return "they do not match"
    held = held_sources(found.linked.sources, found.origin)
    if held is not None and held[pair[0]] == held[pair[1]] != NONE:
        return "both are of one source without duplicates of its own"
    return "no blocking rule proposes them, and no other record connects them"


def _cut(found: Deduped, place: int) -> str:
    """Say why a match was cut, with the records and numbers that it hangs on."""
    cuts, ids = found.cuts, found.clusters.column("id")
    counts = f"{cuts.matches[place]:,} matches, {cuts.against[place]:,} against, {cuts.unseen[place]:,} not compared"
    reason = cuts.reasons[place]
    if reason in (Reason.DECISION, Reason.UNIQUE_SOURCE):
        one, two = (ids[row].as_py() for row in cuts.because[place].tolist())
        return f"{reason.words} ({one}, {two})"
    return f"{reason.words} ({counts}; {cuts.mean[place]:.1f} bits on average)"


def _way(found: Deduped, records: Records, pair: tuple[int, int]) -> tuple[Link, ...]:
    return tuple(
        Link(id_l=records.ids[way.left].as_py(), id_r=records.ids[way.right].as_py(), weight=way.weight)
        for way in find_way(found.linked, found.least_weight, pair)
    )

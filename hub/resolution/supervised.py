"""Learning from people: what labelled pairs teach a trained scorer, as bits for each level of each comparison.

The result is a sum of weights as before, so that explanations stay. The bits are a penalised logistic regression (MAP)
of the answers, with the weight that the scorer gives without labels as its offset: few labels move little. Three things
keep labels from doing harm.

- How far labels may move a level, and how many of them are wrong, is not set but averaged over, by how well each
  assumption explains the answers (marginal likelihood by Laplace's approximation; MacKay 1992). Wrong answers are part
  of the model (Copas 1988), so that one answer against all evidence counts for little.
- The number of matches is not learnt from the share of answers, since nobody asks about pairs at random: there is no
  intercept, and matches do not become fewer than training found, as far as raising all pairs by `MOST_RAISED` helps.
- Among sources without duplicates the better of two candidates wins. That a pair has a better rival is accounted for
  while learning, and forgotten afterwards: grouping sees to it.

In: a scorer and labelled pairs as levels. Out: the scorer with what was learnt. Knows no file and no record.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hub.resolution.features.columns import Floats, Levels
from hub.resolution.features.words import Bools
from hub.resolution.scoring import Scorer
from hub.resolution.training import Sample, probabilities, speaks_for

Numbers = NDArray[np.float64]

LEAST_OF_EACH = 3
"""As many pairs must be the same, and as many different: who writes down duplicates alone tells nothing of the rest."""
WIDTHS = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0)
"""How far labels may move a level, as a standard deviation in bits."""
LESS_LIKELY = 0.5
"""By so much, in natural logarithms, each of these is less likely beforehand than the narrower one before it."""
TOGETHER = 4.0
"""Times as much variance have the bits that all levels of a comparison share, those for a match and those against."""
WRONG = (0.01, 0.05)
"""Shares of answers that may be wrong."""
RIVAL_WIDTH = 10.0
"""How far a better rival may move a pair, as a standard deviation in bits."""
MOST_RAISED = 4.0
ROUNDS = 60
LONGEST_STEP = 4.0
NEAR_ENOUGH = 1e-3
HALVINGS = 20
LN2 = float(np.log(2.0))


@dataclass(frozen=True, slots=True)
class Lesson:
    """Labelled pairs: levels and -log2 u (n x comparisons), the answer, and whether one has a better rival (n)."""

    levels: Levels
    surprise: Floats
    same: Bools
    rivalled: Bools


@dataclass(frozen=True, slots=True)
class _Question:
    """A regression: design (n x parameters), offset in bits and answer (n), width of each parameter beforehand."""

    design: Numbers
    offset: Numbers
    same: Bools
    variance: Numbers


@dataclass(frozen=True, slots=True)
class _Fit:
    """Parameters in bits, and the logarithm of how well the assumption explains the answers."""

    bits: Numbers
    evidence: float


def teach(scorer: Scorer, lesson: Lesson, sample: Sample) -> Scorer:
    """Return the scorer with what labels teach.

    Args:
        scorer: trained without labels.
        lesson: the labelled pairs.
        sample: candidate pairs as they come, by which the number of matches is kept.
    """
    if min(lesson.same.sum(), (~lesson.same).sum()) < LEAST_OF_EACH:
        return scorer
    columns = list(_columns(scorer))
    question = _ask(scorer, lesson, columns)
    bits = _averaged(question)
    taught = [np.zeros(len(m)) for m in scorer.m]
    for (place, levels), learnt in zip(columns, bits, strict=False):
        taught[place][list(levels)] += learnt
    counts = [np.bincount(lesson.levels[:, place], minlength=len(m)) for place, m in enumerate(scorer.m)]
    ordered = tuple(_in_order(scorer, place, taught[place], counts[place]) for place in range(len(taught)))
    return _with_as_many_matches(replace(scorer, taught=ordered), scorer, sample)


def _columns(scorer: Scorer) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield what is learnt: bits of one level of a comparison, and bits that several levels of one share."""
    for place, (table, m) in enumerate(zip(scorer.tables, scorer.m, strict=True)):
        yield from ((place, (level,)) for level in range(1, len(m)))
        speaking = speaks_for(table, m)
        for wanted in (True, False):
            together = tuple(level for level in range(1, len(m)) if speaking[level] == wanted)
            if len(together) > 1:
                yield place, together


def _ask(scorer: Scorer, lesson: Lesson, columns: list[tuple[int, tuple[int, ...]]]) -> _Question:
    reached = [np.isin(lesson.levels[:, place], levels) for place, levels in columns]
    variance = [TOGETHER if len(levels) > 1 else 1.0 for _, levels in columns]
    return _Question(
        design=np.stack([*reached, lesson.rivalled], axis=1).astype(np.float64),
        offset=scorer.total(scorer.weigh(lesson.levels, lesson.surprise)).astype(np.float64),
        same=lesson.same,
        variance=np.array(variance),
    )


def _averaged(question: _Question) -> Numbers:
    """Return the bits, averaged over the assumptions by how well each explains the answers."""
    fits = [
        replace(fit, evidence=fit.evidence - LESS_LIKELY * number)
        for number, width in enumerate(WIDTHS)
        for fit in (_fit(question, width, wrong) for wrong in WRONG)
    ]
    evidence = np.array([fit.evidence for fit in fits])
    likely = np.exp(evidence - evidence.max())
    averaged: Numbers = likely @ np.stack([fit.bits for fit in fits]) / likely.sum()
    return averaged


def _fit(question: _Question, width: float, wrong: float) -> _Fit:
    """Fit by expectation maximisation: how probably each answer is right, then one Newton step of the regression."""
    precision = np.append(1 / (question.variance * width**2), RIVAL_WIDTH**-2)
    slope = question.design * LN2
    bits = np.zeros(len(precision))
    for _ in range(ROUNDS):
        weight = question.offset + question.design @ bits
        probability = probabilities(weight)
        gradient = slope.T @ (probability - _believed(weight, question.same, wrong)) + precision * bits
        curvature = (slope.T * np.maximum(probability * (1 - probability), NEAR_ENOUGH)) @ slope + np.diag(precision)
        step = np.linalg.solve(curvature, gradient)
        length = float(np.abs(step).max())
        bits -= step * min(1.0, LONGEST_STEP / max(length, NEAR_ENOUGH))
        if length < NEAR_ENOUGH:
            break
    right = _right(question.offset + question.design @ bits, question.same)
    explained = np.log((1 - wrong) * right + wrong * (1 - right)).sum()
    _, volume = np.linalg.slogdet(curvature)
    evidence = explained + 0.5 * (np.log(precision).sum() - (precision * bits**2).sum() - volume)
    return _Fit(bits, float(evidence))


def _right(weight: Numbers, same: Bools) -> Numbers:
    """Return the probability of the answers, were none of them wrong."""
    return probabilities(np.where(same, weight, -weight))


def _believed(weight: Numbers, same: Bools, wrong: float) -> Numbers:
    """Return how probably the pairs are the same, given their answers, of which a share is wrong."""
    right = (1 - wrong) * _right(weight, same)
    trusted = right / (right + wrong * _right(weight, ~same))
    believed: Numbers = np.where(same, trusted, 1 - trusted)
    return believed


def _in_order(scorer: Scorer, place: int, taught: Numbers, counts: NDArray[np.int64]) -> Numbers:
    """Return the bits such that of levels that agree on a value, a weaker one does not outweigh a stronger one.

    Levels that did so before stay as they are. Of two that would, both get their mean, by how many labels they have
    (isotonic regression by pooling adjacent violators; Ayer et al. 1955).
    """
    table = scorer.tables[place]
    levels = np.flatnonzero(table.of_value)
    before = np.log2(scorer.m[place][levels]) - table.shift[levels]
    if (np.diff(before) > 0).any():
        return taught
    pooled: list[tuple[float, float, int]] = []
    for bits, weight in zip(before + taught[levels], counts[levels] + 1.0, strict=True):
        pooled.append((float(bits), float(weight), 1))
        while len(pooled) > 1 and pooled[-1][0] > pooled[-2][0]:
            (one, first, size), (two, second, more) = pooled[-2:]
            pooled[-2:] = [((one * first + two * second) / (first + second), first + second, size + more)]
    ordered = taught.copy()
    ordered[levels] = np.repeat([bits for bits, _, _ in pooled], [size for _, _, size in pooled]) - before
    return ordered


def _with_as_many_matches(taught: Scorer, before: Scorer, sample: Sample) -> Scorer:
    """Raise all pairs until as many match as before, by `MOST_RAISED` bits at the most."""
    weights = before.weigh(sample.levels, sample.surprise)
    total = before.total(weights)
    learnt = total + taught.lesson_of(sample.levels)
    wanted = probabilities(total).sum()
    least, most = 0.0, MOST_RAISED
    for _ in range(HALVINGS):
        middle = (least + most) / 2
        if probabilities(learnt + np.float32(middle)).sum() < wanted:
            least = middle
        else:
            most = middle
    return replace(taught, raised=least)

"""Why two records are, or are not, put together: every comparison and what it adds, the rules, the way between.

In: what linking found, and two rows. Out: values that say it in words and bits. Nothing is decided here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from hub.resolution.candidate_pairs import CONTEXT, MOST_IN_BLOCK, MOST_REFINED, refiner_keys, rule_keys
from hub.resolution.column_types import Aspect, ColumnType, TypedTable
from hub.resolution.features.hashing import NOTHING, Hashes
from hub.resolution.linking import Linked, blocking_keys
from hub.resolution.parameters import Blocking, Parameters
from hub.resolution.scoring import Scorer, Weights, group_weight

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One comparison of two records.

    Attributes:
        comparison: its name.
        left: what the first record has; nothing where it has none.
        right: what the second record has.
        level: how well they agree.
        words: the same in words.
        weight: what it says, in bits.
        counts: how much of that counts, beside comparisons that it depends on.
        total: the sum so far, in bits.
    """

    comparison: str
    left: Values
    right: Values
    level: str
    words: str
    weight: float
    counts: float
    total: float


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """Of a blocking rule what became of two records: "found" if it proposes them, or why it does not."""

    rule: str
    finding: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link between two rows, and its weight in bits."""

    left: int
    right: int
    weight: float


FOUND = "found"
NO_COLUMN = "no column has such a key"
NO_KEY = "a record has no such key"
KEYS_DIFFER = "their keys differ"
TOO_LARGE = "they share a key, but {} records do, and no further key narrows these down"


def explain_steps(
    aspects: Mapping[str, Aspect], scorer: Scorer, parameters: Parameters, table: TypedTable, pair: tuple[int, int]
) -> tuple[Step, ...]:
    """Compare two records and tell what each comparison adds, those of one group together, the strongest first.

    The last total is the weight of the pair. Where linking leaves comparisons out because nothing hangs on them, they
    are made here.

    Args:
        aspects: features of the records.
        scorer: the trained scorer.
        parameters: of the match model.
        table: the records.
        pair: two rows.
    """
    rows = np.array([pair[0]], dtype=np.int32), np.array([pair[1]], dtype=np.int32)
    levels, surprise = scorer.compare(aspects, aspects, rows)
    weights = scorer.weigh(levels, surprise)
    total = scorer.prior + scorer.raised
    steps = []
    for place, evidence in _contributions(scorer, weights):
        taught = float(scorer.taught[place][levels[0, place]]) if scorer.taught else 0.0
        counts = evidence + taught
        total += counts
        level = scorer.tables[place].names[levels[0, place]]
        kind = scorer.parameters_of[place]
        columns = columns_behind(table, scorer.names[place], kind)
        left, right = (_values(table, columns, row) for row in pair)
        words = parameters.comparisons[kind][level].words if level != "missing" else _missing(left, right)
        weight = float(weights[0, place]) + taught
        steps.append(Step(scorer.names[place], left, right, level, words, weight, counts, total))
    return tuple(steps)


def _contributions(scorer: Scorer, weights: Weights) -> list[tuple[int, float]]:
    """Return the place of each comparison and how many bits it adds to those before it."""
    found = [(place, float(weights[0, place])) for place in scorer.loner]
    for group in scorer.groups:
        own = weights[:, list(group.places)]
        taken = np.zeros_like(own)
        before = 0.0
        for column in np.argsort(-own[0], kind="stable").tolist():
            taken[0, column] = own[0, column]
            after = float(group.bound(group_weight(taken), scorer.prior)[0])
            found.append((group.places[column], after - before))
            before = after
    return found


_BEHIND: dict[str, tuple[ColumnType, ...]] = {
    "given_name": (ColumnType.GIVEN_NAME, ColumnType.MIDDLE_NAME, ColumnType.PERSON_NAME),
    "family_name": (ColumnType.FAMILY_NAME, ColumnType.PERSON_NAME),
    "street": (ColumnType.STREET, ColumnType.HOUSE_NUMBER),
    "domain": (ColumnType.DOMAIN, ColumnType.EMAIL),
    "codes": (ColumnType.TITLE, ColumnType.PHRASE),
    "company_name": (ColumnType.COMPANY_NAME,),
    "phone": (ColumnType.PHONE,),
    "email": (ColumnType.EMAIL,),
    "postal_code": (ColumnType.POSTAL_CODE,),
    "city": (ColumnType.CITY,),
    "region": (ColumnType.REGION,),
    "country": (ColumnType.COUNTRY,),
}


def columns_behind(table: TypedTable, comparison: str, parameters: str) -> list[str]:
    """Return the columns that a comparison reads, given its name and that of its parameters."""
    types = _BEHIND.get(parameters)
    if types:
        return [name for held in types for name in table.of_type(held)]
    return [comparison if comparison in table.columns else comparison.rpartition("_")[0]]


def _values(table: TypedTable, columns: Sequence[str], row: int) -> Values:
    values = [table.columns[name][row].as_py() for name in columns]
    return tuple(value for value in values if value)


def _missing(left: Values, right: Values) -> str:
    return "nothing that can be compared" if left and right else "not in both records"


def explain_rules(aspects: Mapping[str, Aspect], blocking: Blocking, pair: tuple[int, int]) -> tuple[RuleFinding, ...]:
    """Tell of each blocking rule whether it proposes two records, or why it does not."""
    keys = blocking_keys(aspects)
    refiners = refiner_keys(keys, blocking)
    found = [RuleFinding(rule, _finding(hashes, refiners, pair)) for rule, hashes in rule_keys(keys, blocking)]
    lacking = [
        RuleFinding(" ".join(rule), NO_COLUMN)
        for rule in blocking.rules
        if any(name not in keys for name in rule if name != CONTEXT)
    ]
    return (*found, *lacking)


def _finding(hashes: Hashes, refiners: Sequence[Hashes], pair: tuple[int, int]) -> str:
    left, right = (hashes[row][hashes[row] != NOTHING] for row in pair)
    if not len(left) or not len(right):
        return NO_KEY
    blocks = [np.nonzero(hashes == key)[0] for key in np.intersect1d(left, right)]
    if not blocks:
        return KEYS_DIFFER
    if any(len(block) <= MOST_IN_BLOCK or _is_narrowed(block, refiners, pair) for block in blocks):
        return FOUND
    return TOO_LARGE.format(f"{min(map(len, blocks)):,}")


def _is_narrowed(block: NDArray[np.int64], refiners: Sequence[Hashes], pair: tuple[int, int]) -> bool:
    """Tell whether two records of a large block share a further key with few others of it."""
    shared = [
        refiner[block] == refiner[pair[0]] for refiner in refiners if refiner[pair[0]] == refiner[pair[1]] != NOTHING
    ]
    return any(same.sum() <= MOST_REFINED for same in shared)


def find_way(linked: Linked, threshold: float, pair: tuple[int, int]) -> tuple[Way, ...]:
    """Return the matches by which two records of one cluster hang together: the way whose weakest link is strongest.

    Args:
        linked: what linking found.
        threshold: in bits, the least weight of a match.
        pair: two rows of one cluster.
    """
    label, candidates = linked.clusters.label, linked.candidates
    own = label == label[pair[0]]
    places = np.flatnonzero(own[candidates.left] & own[candidates.right] & (linked.weight >= threshold))
    graph: nx.Graph[int] = nx.Graph()
    for left, right, weight in zip(
        candidates.left[places].tolist(), candidates.right[places].tolist(), linked.weight[places].tolist(), strict=True
    ):
        graph.add_edge(left, right, weight=weight)
    tree = nx.maximum_spanning_tree(graph)
    nodes = nx.shortest_path(tree, *pair)
    return tuple(Way(one, two, tree.edges[one, two]["weight"]) for one, two in pairwise(nodes))

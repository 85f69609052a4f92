"""Why two records are, or are not, put together: every comparison and what it adds, the rules, the way between.

In: what linking found, and two rows. Out: values that say it in words and bits. Nothing is decided here.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from hub.model.explanation import RuleFinding, Step, Values
from hub.resolution.candidate_pairs import CONTEXT, MOST_IN_BLOCK, MOST_REFINED, refiner_keys, rule_keys
from hub.resolution.candidates import Blocks
from hub.resolution.column_types import Aspect, ColumnType, TypedTable
from hub.resolution.features.hashing import NOTHING, Hashes
from hub.resolution.linking import Linked, blocking_keys
from hub.resolution.parameters import Blocking, Parameters
from hub.resolution.record_keys import FINER, labelled_rules, own_rules
from hub.resolution.scoring import Scorer, Weights, group_weight

Node = TypeVar("Node", bound=Hashable)


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
        steps.append(
            Step(
                comparison=scorer.names[place],
                left=left,
                right=right,
                level=level,
                words=words,
                weight=weight,
                counts=counts,
                total=total,
            )
        )
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
    column = comparison if comparison in table.columns else comparison.rpartition("_")[0]
    return [name for name in table.columns if column in (name, table.further.get(name))]


def _values(table: TypedTable, columns: Sequence[str], row: int) -> Values:
    values = [table.columns[name][row].as_py() for name in columns]
    return tuple(value for value in values if value)


def _missing(left: Values, right: Values) -> str:
    return "nothing that can be compared" if left and right else "not in both records"


def explain_rules(aspects: Mapping[str, Aspect], blocking: Blocking, pair: tuple[int, int]) -> tuple[RuleFinding, ...]:
    """Tell of each blocking rule whether it proposes two records, or why it does not."""
    keys = blocking_keys(aspects)
    refiners = refiner_keys(keys, blocking)
    found = [
        RuleFinding(rule=rule, finding=_finding(hashes, refiners, pair)) for rule, hashes in rule_keys(keys, blocking)
    ]
    return (*found, *_lacking(keys, blocking))


def explain_keys(
    kind: str,
    aspects: Mapping[str, Aspect],
    blocking: Blocking,
    held: tuple[frozenset[str], frozenset[str]],
    blocks: Blocks,
) -> tuple[RuleFinding, ...]:
    """Tell of each blocking rule whether its keys in the graph bring two records together, or why they do not.

    Args:
        kind: of the two records.
        aspects: features of the two.
        blocking: the rules.
        held: the keys of each of the two.
        blocks: what is known of the blocks of these keys.
    """
    pool = blocking_keys(aspects)
    labels: dict[str, tuple[str, ...]] = {}
    for rule, label, _hashes in labelled_rules(kind, pool, blocking):
        labels[rule] = (*labels.get(rule, ()), label)
    found = []
    for rule, own in labels.items():
        left, right = ({key for key in keys if key.startswith(own)} for keys in held)
        found.append(RuleFinding(rule=rule, finding=_finding_of_keys(left, right, blocks)))
    return (*found, *_lacking(pool, own_rules(blocking)))


def _finding_of_keys(left: set[str], right: set[str], blocks: Blocks) -> str:
    shared = left & right
    if not left or not right:
        return NO_KEY
    if not shared:
        return KEYS_DIFFER
    if shared & blocks.usable:
        return FOUND
    sizes = [block.size for block in blocks.oversized if block.key in shared and FINER not in block.key]
    return TOO_LARGE.format(f"{min(sizes):,}")


def _lacking(keys: Mapping[str, Sequence[Hashes]], blocking: Blocking) -> list[RuleFinding]:
    return [
        RuleFinding(rule=" ".join(rule), finding=NO_COLUMN)
        for rule in blocking.rules
        if any(name not in keys for name in rule if name != CONTEXT)
    ]


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
    ends = candidates.left[places].tolist(), candidates.right[places].tolist()
    return tuple(Way(*link) for link in strongest_way(zip(*ends, linked.weight[places].tolist(), strict=True), pair))


def strongest_way(
    links: Iterable[tuple[Node, Node, float]], pair: tuple[Node, Node]
) -> tuple[tuple[Node, Node, float], ...]:
    """Return the links that lead from one node to another, the way whose weakest one is strongest; none without a way.

    Args:
        links: two nodes and a weight each.
        pair: where the way begins and ends.
    """
    graph: nx.Graph[Node] = nx.Graph()
    graph.add_nodes_from(pair)
    graph.add_weighted_edges_from(links)
    tree = nx.maximum_spanning_tree(graph)
    if not nx.has_path(tree, *pair):
        return ()
    return tuple((one, two, tree.edges[one, two]["weight"]) for one, two in pairwise(nx.shortest_path(tree, *pair)))

"""Clusters: connected components of `same` edges, cut where they hold a contradiction.

Matches and judgements go in; parts that may each become one golden record come out. Everything is ordered by record
id, never by arrival, so that the same records give the same clusters in whatever order they came.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from hub.model.evidence import Match, Outcome
from hub.model.ids import RecordId
from hub.model.judgement import Judgement, Verdict

Pair = tuple[RecordId, RecordId]

JUDGED_CAPACITY = 1e6
"""What cutting a steward's `same` costs: more than any sum of match weights, so the machine's edges go first."""


@dataclass(frozen=True, slots=True)
class Component:
    """Records connected by `same` edges, and the parts they fall into once contradictions and weak links are cut.

    `causes` names for each of `cuts` the pair that may not be together.
    """

    label: RecordId
    parts: tuple[tuple[RecordId, ...], ...]
    cuts: tuple[Pair, ...] = ()
    causes: tuple[Pair, ...] = ()
    contradictions: tuple[Pair, ...] = ()
    weak: tuple[Pair, ...] = ()


def standing_judgements(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """Return the judgement that counts for each pair: the newest one not undone."""
    standing: dict[Pair, Judgement] = {}
    for judgement in sorted(judgements, key=lambda judgement: judgement.number):
        if judgement.undone_at is None:
            standing[judgement.pair] = judgement
    return standing


def cluster_records(
    ids: Iterable[RecordId],
    edges: Mapping[Pair, float],
    standing: Mapping[Pair, Judgement],
    conflicts: Callable[[Sequence[RecordId]], Iterable[Pair]],
) -> tuple[Component, ...]:
    """Return the components over `same` edges, each cut until no part holds a contradiction.

    A pair that a person separated is always parted. A pair that only an identifier separates is parted unless
    people's own `same` judgements hold it together: their word stands, and the pair is named a contradiction.

    Args:
        ids: the records to cluster; edges and judgements about others are ignored.
        edges: what the machine and people hold to be the same; see `same_edges`.
        standing: the judgement that counts for each pair.
        conflicts: returns the pairs, of the records given, whose identifiers say they are two.
    """
    graph = _same_graph(ids, edges)
    separated = [pair for pair, judgement in sorted(standing.items()) if judgement.verdict.separates]
    components = []
    for nodes in nx.connected_components(graph):
        members = sorted(nodes)
        judged = [pair for pair in separated if pair[0] in nodes and pair[1] in nodes]
        components.append(_cut_component(graph, members, judged, sorted(set(conflicts(members)))))
    return tuple(sorted(components, key=lambda component: component.label))


def same_edges(matches: Iterable[Match], standing: Mapping[Pair, Judgement]) -> dict[Pair, float]:
    """Return the pairs held to be the same, each with its weight in bits: what cutting it costs.

    Args:
        matches: scored pairs; those with outcome `same` are edges unless a judgement speaks on the pair.
        standing: the judgement that counts for each pair; a `same` weighs `JUDGED_CAPACITY`, the newest ones most.
    """
    edges = {match.pair: match.weight for match in matches if match.outcome is Outcome.SAME}
    for pair, judgement in standing.items():
        if judgement.verdict is Verdict.SAME:
            edges[pair] = JUDGED_CAPACITY + judgement.number
        elif judgement.verdict.separates:
            edges.pop(pair, None)
    return edges


def _same_graph(ids: Iterable[RecordId], edges: Mapping[Pair, float]) -> "nx.Graph[RecordId]":
    graph: nx.Graph[RecordId] = nx.Graph()
    graph.add_nodes_from(sorted(ids))
    known = graph.nodes
    graph.add_edges_from(
        (left, right, {"capacity": capacity})
        for (left, right), capacity in sorted(edges.items())
        if left in known and right in known
    )
    return graph


def _cut_component(
    graph: "nx.Graph[RecordId]", members: list[RecordId], judged: list[Pair], conflicting: list[Pair]
) -> Component:
    label = members[0]
    if not judged and not conflicting:
        return Component(label=label, parts=(tuple(members),))
    work: nx.Graph[RecordId] = nx.Graph()
    work.add_nodes_from(members)
    work.add_edges_from((left, right, graph.edges[left, right]) for left, right in _sorted_edges(graph, members))
    cause_of: dict[Pair, Pair] = {}
    contradictions = []
    for pair in judged:
        cause_of |= dict.fromkeys(_part(work, pair, limit=float("inf")), pair)
    for pair in conflicting:
        cause_of |= dict.fromkeys(_part(work, pair, limit=JUDGED_CAPACITY), pair)
        if nx.has_path(work, *pair):
            contradictions.append(pair)
    parts = sorted(tuple(sorted(part)) for part in nx.connected_components(work))
    cuts = tuple(sorted(cause_of))
    causes = tuple(cause_of[cut] for cut in cuts)
    return Component(label, tuple(parts), cuts, causes, tuple(contradictions))


def _sorted_edges(graph: "nx.Graph[RecordId]", members: list[RecordId]) -> list[Pair]:
    return sorted((min(edge), max(edge)) for edge in graph.subgraph(members).edges)


def _part(work: "nx.Graph[RecordId]", pair: Pair, limit: float) -> list[Pair]:
    """Remove the cheapest edges that part `pair`, unless they cost `limit` or more; return the edges removed."""
    if not nx.has_path(work, *pair):
        return []
    scope: nx.Graph[RecordId] = nx.Graph()
    inside = sorted(nx.node_connected_component(work, pair[0]))
    scope.add_nodes_from(inside)
    scope.add_edges_from((left, right, work.edges[left, right]) for left, right in _sorted_edges(work, inside))
    cost, (near, _far) = nx.minimum_cut(scope, *pair)
    if cost >= limit:
        return []
    removed = [edge for edge in _sorted_edges(scope, inside) if (edge[0] in near) != (edge[1] in near)]
    work.remove_edges_from(removed)
    return removed

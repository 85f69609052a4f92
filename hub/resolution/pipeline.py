"""The pipeline: a neighbourhood and a policy go in, a plan comes out.

    compare -> decide -> cluster -> assign ids -> survive -> plan

The only importer of the stages. Pure: the same neighbourhood always gives the same plan.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hub.model.evidence import Match
from hub.model.ids import Kind, RecordId
from hub.model.plan import Block, GoldenChange, Member, Move, Neighbourhood, Plan
from hub.model.record import Fields
from hub.resolution.candidate_pairs import MOST_IN_BLOCK
from hub.resolution.candidates import Blocks, candidate_pairs, hold_keys, size_blocks
from hub.resolution.cluster import Component, Pair, cluster_records, same_edges, standing_judgements
from hub.resolution.conflict import find_conflicts
from hub.resolution.decide import Records, decide_pairs, weigh_pairs
from hub.resolution.diff import golden_events
from hub.resolution.employers import evidence_of, large_employers
from hub.resolution.golden import make_golden
from hub.resolution.identity import Assignment, Before, Part, assign_ids
from hub.resolution.match_model import record_keys
from hub.resolution.record_keys import RecordKeys
from hub.resolution.review import diff_reviews, find_reviews
from hub.resolution.scoring import Weights
from hub.resolution.trained_model import TrainedModel
from hub.resolution.weak_links import Ints, cut_weak_links


@dataclass(frozen=True, slots=True)
class Policy:
    """How this hub decides: a match model for each kind, and the size above which a block is refined."""

    models: Mapping[Kind, TrainedModel]
    max_block_size: int = MOST_IN_BLOCK


@dataclass(frozen=True, slots=True)
class Clustered:
    """What comparing and clustering the changed records of a neighbourhood found.

    Attributes:
        keys: those that each changed record will hold.
        blocks: what becomes of the blocks of these keys.
        evidence: what each record was compared by.
        fresh: the matches of changed records.
        matches: these and all others that stand, in the order of their pairs.
        components: the clusters that come of them.
    """

    keys: Mapping[RecordId, frozenset[str]]
    blocks: Blocks
    evidence: Mapping[RecordId, Fields]
    fresh: Sequence[Match]
    matches: Sequence[Match]
    components: tuple[Component, ...]


def resolve(neighbourhood: Neighbourhood, policy: Policy) -> Plan:
    """Resolve the changed records of a neighbourhood.

    Returns:
        The plan that turns what is stored into what the facts and decisions now imply.
    """
    changed = [member for member in neighbourhood.members if member.id in neighbourhood.changed]
    found = compare_and_cluster(neighbourhood, policy)
    keys, blocks, fresh, components = found.keys, found.blocks, found.fresh, found.components
    parts = [part for component in components for part in component.parts]
    assignment = assign_ids(parts, _before(neighbourhood, components))
    golden = _golden_changes(neighbourhood, assignment)
    moves = _moves(neighbourhood, assignment)
    reviews = find_reviews(neighbourhood, found.matches, components)
    opened, closed = diff_reviews(neighbourhood, reviews)
    stored = {match.pair: match for match in neighbourhood.matches if neighbourhood.changed & set(match.pair)}
    return Plan(
        kind=neighbourhood.kind,
        resolved=tuple(sorted(neighbourhood.changed)),
        keys_added={member.id: added for member in changed if (added := keys[member.id] - member.keys)},
        keys_removed={member.id: gone for member in changed if (gone := member.keys - keys[member.id])},
        matches=tuple(match for match in fresh if stored.get(match.pair) != match),
        matches_removed=tuple(sorted(stored.keys() - {match.pair for match in fresh})),
        components=_relabelled(neighbourhood, components),
        moves=moves,
        golden=golden,
        identities=assignment.changed,
        reviews_opened=opened,
        reviews_closed=closed,
        requeued=blocks.crossed,
        oversized=blocks.oversized,
        events=golden_events(neighbourhood.kind, golden, moves, {m.id: m.arrival for m in neighbourhood.members}),
    )


def compare_and_cluster(neighbourhood: Neighbourhood, policy: Policy) -> Clustered:
    """Compare the changed records of a neighbourhood with those around them, and cluster all."""
    model = policy.models[neighbourhood.kind]
    changed = [member for member in neighbourhood.members if member.id in neighbourhood.changed]
    keys = hold_keys(neighbourhood.blocks, changed, own_keys(model, changed), policy.max_block_size)
    blocks = size_blocks(neighbourhood.blocks, changed, keys, policy.max_block_size)
    members = sorted(neighbourhood.members, key=lambda member: member.id)
    large = large_employers(model, members, blocks.oversized)
    evidence = {member.id: evidence_of(member, large) for member in members}
    fresh = _compare(neighbourhood, keys, blocks.usable, evidence, model)
    kept = [match for match in neighbourhood.matches if not neighbourhood.changed & set(match.pair)]
    matches = sorted([*kept, *fresh], key=lambda match: match.pair)
    return Clustered(keys, blocks, evidence, fresh, matches, _cluster(neighbourhood, matches, model))


def own_keys(model: TrainedModel, members: Sequence[Member]) -> dict[RecordId, RecordKeys]:
    """Return the keys that records have of their own; none for a retired one."""
    active = [member for member in members if member.active]
    found = record_keys(model, [evidence_of(member) for member in active])
    return {member.id: RecordKeys() for member in members} | {
        member.id: keys for member, keys in zip(active, found, strict=True)
    }


def find_alike(
    model: TrainedModel,
    changed: Sequence[Member],
    keys: Mapping[RecordId, frozenset[str]],
    around: Mapping[RecordId, Fields],
    sharing: Mapping[RecordId, Iterable[Block]],
) -> set[RecordId]:
    """Return the records, changed or not, of all matches between a changed record and one around it.

    Args:
        model: of the kind.
        changed: the changed records.
        keys: those that each of them will hold.
        around: the evidence on active records that share keys with them; no employer is taken for large, so that
            none is missed whose employer these change.
        sharing: the blocks that each of these is in.
    """
    active = [member for member in changed if member.active]
    records = Records([*(m.id for m in active), *around], [*map(evidence_of, active), *around.values()])
    held = [
        *(keys[member.id] for member in active),
        *(frozenset(block.key for block in sharing[record]) for record in around),
    ]
    is_changed = np.arange(len(held)) < len(active)
    left, right = candidate_pairs(held, is_changed, frozenset().union(*held))
    across = ~is_changed[right]
    return {record for match in decide_pairs(model, records, left[across], right[across]) for record in match.pair}


def _compare(
    neighbourhood: Neighbourhood,
    keys: Mapping[RecordId, frozenset[str]],
    usable: frozenset[str],
    evidence: Mapping[RecordId, Fields],
    model: TrainedModel,
) -> list[Match]:
    members = sorted(neighbourhood.members, key=lambda member: member.id)
    changed = np.array([member.id in neighbourhood.changed for member in members], dtype=np.bool_)
    held = [keys.get(m.id, m.keys) if m.active else frozenset() for m in members]
    left, right = candidate_pairs(held, changed, usable)
    return decide_pairs(model, Records([*evidence], [*evidence.values()]), left, right)


def _cluster(neighbourhood: Neighbourhood, matches: Sequence[Match], model: TrainedModel) -> tuple[Component, ...]:
    active = {member.id: member for member in neighbourhood.members if member.active}
    fields = {record: member.fields for record, member in active.items()}
    apart: dict[RecordId, list[Pair]] = {}
    for match in matches:
        if match.apart:
            apart.setdefault(match.left, []).append(match.pair)

    def contradictions(ids: Sequence[RecordId]) -> Iterator[Pair]:
        """What a register says are two, and what the machine alone may not merge: not through a third record either."""
        inside = set(ids)
        yield from find_conflicts(neighbourhood.kind, ids, fields)
        yield from (pair for record in ids for pair in apart.get(record, ()) if pair[1] in inside)

    def weigh(ids: Sequence[RecordId], left: Ints, right: Ints) -> Weights:
        """All employers count as large ones: which are is known of those alone that changed records name."""
        evidence = [evidence_of(active[record], frozenset(active[record].employers)) for record in ids]
        return weigh_pairs(model, evidence, left, right)

    standing = standing_judgements(neighbourhood.judgements)
    edges = same_edges(matches, standing)
    return cut_weak_links(cluster_records(fields, edges, standing, contradictions), edges, weigh)


def _before(neighbourhood: Neighbourhood, components: Sequence[Component]) -> Before:
    component_of = {record: component for component in components for part in component.parts for record in part}
    standing = standing_judgements(neighbourhood.judgements)

    def divider(home: Part, target: Part) -> str | None:
        """The newest judgement between two parts that would be one without it."""
        if component_of[home[0]] is not component_of[target[0]]:
            return None
        both = set(home) | set(target)
        between = [
            judgement
            for pair, judgement in standing.items()
            if judgement.verdict.separates and both >= set(pair) and len(set(home) & set(pair)) == 1
        ]
        return max(between, key=lambda judgement: judgement.number).id if between else None

    return Before(
        kind=neighbourhood.kind,
        golden={member.id: member.golden for member in neighbourhood.members if member.golden},
        arrival={member.id: member.arrival for member in neighbourhood.members},
        identities=neighbourhood.identities,
        undone=frozenset(judgement.id for judgement in neighbourhood.judgements if judgement.undone_at),
        divider=divider,
    )


def _golden_changes(neighbourhood: Neighbourhood, assignment: Assignment) -> tuple[GoldenChange, ...]:
    """Derive the golden record of every part that may have changed, and keep those that did."""
    members = {member.id: member for member in neighbourhood.members}
    stored = {golden.id: golden for golden in neighbourhood.golden}
    changes = []
    for part, golden_id in assignment.ids.items():
        before = stored.get(golden_id)
        former_ids = assignment.former_ids[part]
        settled = before is not None and before.members == part and before.former_ids == former_ids
        if settled and not neighbourhood.changed & set(part):
            continue
        after = make_golden(golden_id, [members[record] for record in part], former_ids, neighbourhood)
        if after != before:
            changes.append(GoldenChange(before=before, after=after))
    current = set(assignment.ids.values())
    changes += [GoldenChange(before=golden, after=None) for key, golden in stored.items() if key not in current]
    return tuple(sorted(changes, key=lambda change: change.id))


def _moves(neighbourhood: Neighbourhood, assignment: Assignment) -> tuple[Move, ...]:
    after = {record: golden for part, golden in assignment.ids.items() for record in part}
    ordered: list[Member] = sorted(neighbourhood.members, key=lambda member: member.id)
    return tuple(
        Move(record=member.id, before=member.golden, after=after.get(member.id))
        for member in ordered
        if member.golden != after.get(member.id)
    )


def _relabelled(neighbourhood: Neighbourhood, components: Sequence[Component]) -> dict[RecordId, RecordId | None]:
    labels = {record: component.label for component in components for part in component.parts for record in part}
    return {
        member.id: labels.get(member.id)
        for member in neighbourhood.members
        if member.component != labels.get(member.id)
    }

"""Resolving: from records that wait, through the pure pipeline, to an applied plan. The one write path.

Each step is one transaction: read the neighbourhood, resolve it, write the plan, append its events. A kill between
steps leaves records waiting, never a plan half applied.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from hub.graph import applying, neighbourhood
from hub.graph.database import Database, Transaction
from hub.learning import keep, known_of, learn, learn_where_due
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.plan import Neighbourhood, Plan
from hub.model_files import model_from_text
from hub.resolution.candidates import hold_keys, sharing_records
from hub.resolution.employers import with_employers
from hub.resolution.match_model import read_match_models
from hub.resolution.pipeline import Policy, find_alike, own_keys, resolve
from hub.resolution.relate import diff_relations, project, relation_events
from hub.resolution.trained_model import TrainedModel

Clock = Callable[[], str]


def utc_now() -> str:
    """Return the time, ISO 8601 in UTC to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves waiting records of one graph under one policy."""

    database: Database
    policy: Policy
    batch_records: int = 2_000
    learn_records: int = 1_000
    now: Clock = utc_now
    _trained: dict[str, TrainedModel] = field(default_factory=dict)

    def policy_in(self, transaction: Transaction) -> Policy:
        """Return the policy in force in this transaction: with the match models that were trained on the graph."""
        models = dict(self.policy.models)
        for row in transaction.run("resolve/match_models"):
            if row["version"] not in self._trained:
                body = transaction.run("resolve/match_model", kind=row["kind"])[0]["body"]
                self._trained[row["version"]] = model_from_text(body, f"the match model of {row['kind']} records")
            models[Kind(row["kind"])] = self._trained[row["version"]]
        return replace(self.policy, models=models)

    def resolve_pending(self, by: str) -> Iterator[Plan]:
        """Resolve waiting records until none is left; yields each plan once it is committed.

        Match models learn on the way, each time that the hub holds so many more records that it is worth it.
        """
        while plans := self.database.write(lambda transaction: self._learn_and_resolve(transaction, by)):
            yield from plans

    def resolve_all(self, transaction: Transaction, by: str) -> list[Plan]:
        """Resolve waiting records until none is left, all inside `transaction`: for previews."""
        done: list[Plan] = []
        while plans := self._learn_and_resolve(transaction, by):
            done += plans
        return done

    def _learn_and_resolve(self, transaction: Transaction, by: str) -> list[Plan]:
        learnt = learn_where_due(transaction, self.policy_in(transaction), self.learn_records)
        said = applying.append_events(transaction, learnt, self.now(), by)
        plans = self.resolve_batch(transaction, by)
        return [plans[0].model_copy(update={"events": (*said, *plans[0].events)}), *plans[1:]] if said else plans

    def preview_pending(self, by: str) -> list[Plan]:
        """Return the plans that `resolve_pending` would apply, and leave the graph as it was."""
        return self.database.preview(lambda transaction: self.resolve_all(transaction, by))

    def resolve_batch(self, transaction: Transaction, by: str) -> list[Plan]:
        """Resolve one batch of waiting records inside `transaction`; returns a plan for each kind among them."""
        pending = neighbourhood.fetch_pending(transaction, self.batch_records)
        return [self.resolve_records(transaction, kind, ids, by) for kind, ids in sorted(pending.items())]

    def resolve_now(self, transaction: Transaction, ids: Sequence[RecordId], by: str) -> list[Plan]:
        """Resolve `ids` inside `transaction`, however many records wait before them, then one batch of those."""
        kinds: dict[Kind, list[RecordId]] = {}
        for member in neighbourhood.fetch_members(transaction, ids):
            kinds.setdefault(member.kind, []).append(member.id)
        plans = [self.resolve_records(transaction, kind, found, by) for kind, found in sorted(kinds.items())]
        return plans + self.resolve_batch(transaction, by)

    def resolve_records(self, transaction: Transaction, kind: Kind, ids: Sequence[RecordId], by: str) -> Plan:
        """Resolve the given records of one kind inside `transaction`, and write the plan."""
        policy = self.policy_in(transaction)
        around = fetch_around(transaction, kind, ids, policy)
        return self._apply(transaction, around, resolve(around, policy), by)

    def rebuild(self, by: str, *, commit: bool = True, anew: bool = False) -> list[Plan]:
        """Derive everything afresh from facts and decisions, and write what differs from what is stored.

        Companies come first, for contacts are compared by whom they work for. Holds all records of one kind in memory
        at a time. With `anew`, match models are trained on the records first.
        """
        if not commit:  # in one transaction: what companies would become is evidence on contacts
            return self.database.preview(lambda transaction: [self._rebuild(transaction, k, by, anew) for k in Kind])
        return [self.database.write(partial(self._rebuild, kind=kind, by=by, anew=anew)) for kind in Kind]

    def _rebuild(self, transaction: Transaction, kind: Kind, by: str, anew: bool) -> Plan:  # noqa: FBT001 - as above
        around = neighbourhood.fetch_everything(transaction, kind)
        policy = self.policy_in(transaction)
        known = known_of(around)
        learnt = learn(kind, known, policy) if anew else None
        if learnt is None:
            return self._apply(transaction, around, resolve(around, policy), by)
        said = keep(transaction, kind, learnt, len(known.fields))
        plan = resolve(around, replace(policy, models={**policy.models, kind: learnt}))
        return self._apply(transaction, around, plan.model_copy(update={"events": (*plan.events, said)}), by)

    def _apply(self, transaction: Transaction, around: Neighbourhood, plan: Plan, by: str) -> Plan:
        touched = _touched(plan, around)
        ended = [change.id for change in plan.golden if change.after is None]
        before = applying.fetch_relations(transaction, touched)
        applying.write_plan(transaction, plan)
        statements = applying.fetch_statements(transaction, [golden for golden in touched if golden not in set(ended)])
        relations = diff_relations(before, project(statements))
        applying.write_relations(transaction, relations, ended)
        drafts = [*plan.events, *relation_events(relations)]
        events = applying.append_events(transaction, drafts, self.now(), by)
        applying.write_identities(transaction, plan.identities, events)
        return plan.model_copy(update={"relations": relations, "events": events})


def fetch_around(transaction: Transaction, kind: Kind, ids: Sequence[RecordId], policy: Policy) -> Neighbourhood:
    """Read the neighbourhood of changed records of one kind: of all that share a key with one, only those like it."""
    fresh = neighbourhood.add_employers(transaction, kind, neighbourhood.fetch_members(transaction, ids))
    own = own_keys(policy.models[kind], fresh)
    held = {key for member in fresh for key in member.keys}
    most = policy.max_block_size
    blocks = neighbourhood.fetch_blocks(transaction, held.union(*(keys.keys for keys in own.values())), most)
    keys = hold_keys(blocks, fresh, own, most)
    finer = set().union(*keys.values()) - {block.key for block in blocks}
    blocks += neighbourhood.fetch_blocks(transaction, finer, most)
    sharing = sharing_records(blocks, most)
    around = neighbourhood.fetch_fields(transaction, sharing.keys() - set(ids))
    employers = neighbourhood.fetch_employers(transaction, kind, around)
    around |= {record: with_employers(around[record], known) for record, known in employers.items()}
    alike = find_alike(policy.models[kind], fresh, keys, around, sharing)
    return neighbourhood.fetch_neighbourhood(transaction, kind, fresh, blocks, alike)


def _touched(plan: Plan, around: Neighbourhood) -> list[GoldenId]:
    """Golden records whose relations may change: those that records left or joined, and those of changed records."""
    touched = {golden for move in plan.moves for golden in (move.before, move.after)}
    touched |= {member.golden for member in around.members if member.id in around.changed}
    return sorted(golden for golden in touched if golden)


def read_policy(max_block_size: int) -> Policy:
    """Return the shipped policy."""
    return Policy(models=read_match_models(), max_block_size=max_block_size)

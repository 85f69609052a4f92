"""Resolving: from records that wait, through the pure pipeline, to an applied plan. The one write path.

Each step is one transaction: read the neighbourhood, resolve it, write the plan, append its events. A kill between
steps leaves records waiting, never a plan half applied.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from hub.graph import applying, neighbourhood
from hub.graph.database import Database, Transaction
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.plan import Event, EventType, Neighbourhood, Plan
from hub.model_files import model_from_text, model_to_text
from hub.resolution.candidates import hold_keys, usable_keys
from hub.resolution.match_model import read_match_models, train_model
from hub.resolution.pipeline import Policy, own_keys, resolve
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
        """Resolve waiting records until none is left; yields each plan once it is committed."""
        while True:
            plans = self.database.write(lambda transaction: self.resolve_batch(transaction, by))
            yield from plans
            if not plans:
                return

    def resolve_all(self, transaction: Transaction, by: str) -> list[Plan]:
        """Resolve waiting records until none is left, all inside `transaction`: for previews."""
        done: list[Plan] = []
        while plans := self.resolve_batch(transaction, by):
            done += plans
        return done

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

        Holds all records of one kind in memory at a time. With `anew`, match models are trained on the records first.
        """
        return [self._rebuild(kind, by, commit=commit, anew=anew) for kind in Kind]

    def _rebuild(self, kind: Kind, by: str, *, commit: bool, anew: bool) -> Plan:
        def work(transaction: Transaction) -> Plan:
            around = neighbourhood.fetch_everything(transaction, kind)
            policy = self.policy_in(transaction)
            learnt = train_anew(around, policy) if anew else None
            if learnt is None:
                return self._apply(transaction, around, resolve(around, policy), by)
            applying.write_match_model(transaction, kind, learnt.version, learnt.scorer.records, model_to_text(learnt))
            trained = replace(policy, models={**policy.models, kind: learnt})
            plan = resolve(around, trained)
            said = Event(
                type=EventType.TRAINED, subject=learnt.version, kind=kind, data={"records": len(around.members)}
            )
            return self._apply(transaction, around, plan.model_copy(update={"events": (*plan.events, said)}), by)

        return self.database.write(work) if commit else self.database.preview(work)

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
    """Read the neighbourhood of changed records of one kind: all that their keys, now and before, lead to."""
    fresh = neighbourhood.fetch_members(transaction, ids)
    own = own_keys(policy.models[kind], fresh)
    held = {key for member in fresh for key in member.keys}
    blocks = neighbourhood.fetch_blocks(transaction, held.union(*(keys.keys for keys in own.values())))
    finer = set().union(*hold_keys(blocks, fresh, own, policy.max_block_size).values())
    blocks += neighbourhood.fetch_blocks(transaction, finer - {block.key for block in blocks})
    return neighbourhood.fetch_neighbourhood(
        transaction, kind, fresh, blocks, usable_keys(blocks, policy.max_block_size)
    )


def train_anew(around: Neighbourhood, policy: Policy) -> TrainedModel | None:
    """Return the match model that all records of a kind teach; None if it is the one in force, or there are none."""
    fields = [member.fields for member in around.members if member.active]
    if not fields:
        return None
    learnt = train_model(around.kind, fields)
    return None if learnt.version == policy.models[around.kind].version else learnt


def _touched(plan: Plan, around: Neighbourhood) -> list[GoldenId]:
    """Golden records whose relations may change: those that records left or joined, and those of changed records."""
    touched = {golden for move in plan.moves for golden in (move.before, move.after)}
    touched |= {member.golden for member in around.members if member.id in around.changed}
    return sorted(golden for golden in touched if golden)


def read_policy(max_block_size: int) -> Policy:
    """Return the shipped policy."""
    return Policy(models=read_match_models(), max_block_size=max_block_size)

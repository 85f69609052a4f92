"""Why two records in the hub are, or are not, put together: what resolving them finds, told in words. Writes nothing.

In: the ids of two source records. Out: an `Explanation`. It reads and resolves what a change of the two would, with the
match model in force, judgements and employers, so what it tells is what the graph holds. Of a record that waits it
tells what becomes of it.
"""

import numpy as np

from hub.errors import GoneError, InputError, NotFoundError
from hub.graph.database import Transaction
from hub.graph.neighbourhood import fetch_members
from hub.model.explanation import Explanation
from hub.model.ids import Kind, RecordId
from hub.model.judgement import Verdict
from hub.model.plan import Member, Neighbourhood
from hub.opening import Hub
from hub.resolution.employers import evidence_of
from hub.resolution.explanation import FOUND, explain_keys, explain_steps
from hub.resolution.match_model import read_records, tabulate_known
from hub.resolution.pair_outcome import Found, in_bits, tell_outcome
from hub.resolution.pipeline import Policy, compare_and_cluster
from hub.resolution.training import probabilities
from hub.resolving import fetch_around


def explain_records(hub: Hub, left: RecordId, right: RecordId) -> Explanation:
    """Tell why two records in the hub are, or are not, put together.

    Raises:
        NotFoundError: there is no such record.
        GoneError: one was retired.
        InputError: they are of two kinds, or one record.
    """

    def work(transaction: Transaction) -> Explanation:
        kind = _kind_of(transaction, left, right)
        policy = hub.resolver.policy_in(transaction)
        return explain_members(fetch_around(transaction, kind, [left, right], policy), policy, left, right)

    return hub.database.read(work)


def _kind_of(transaction: Transaction, left: RecordId, right: RecordId) -> Kind:
    """Return the kind of two records.

    Raises:
        NotFoundError: there is no such record.
        GoneError: one was retired.
        InputError: they are of two kinds, or one record.
    """
    one, two = (_require_active(transaction, record) for record in (left, right))
    if one.id == two.id:
        raise InputError("Both are the same record.", "Name two.")
    if one.kind is not two.kind:
        raise InputError(f"One is a {one.kind.value}, the other a {two.kind.value}.", "Name two records of one kind.")
    return one.kind


def _require_active(transaction: Transaction, record: RecordId) -> Member:
    found = fetch_members(transaction, [record])
    if not found:
        raise NotFoundError(
            f"There is no record {record}.", "Name source records; hub records lists those of a golden record."
        )
    if not found[0].active:
        raise GoneError(f"Record {record} has been retired.", "")
    return found[0]


def explain_members(around: Neighbourhood, policy: Policy, left: RecordId, right: RecordId) -> Explanation:
    """Tell why two records are, or are not, put together, given their neighbourhood. Pure.

    Args:
        around: the neighbourhood of the two, as if both had changed.
        policy: that is in force.
        left: one record.
        right: another one of the same kind.
    """
    model = policy.models[around.kind]
    found = Found(around, compare_and_cluster(around, policy), model)
    members = {member.id: member for member in around.members}
    evidence = [found.clustered.evidence[record] for record in (left, right)]
    shown = [evidence_of(members[record]) for record in (left, right)]
    aspects = read_records(model, evidence)
    steps = explain_steps(aspects, model.scorer, model.parameters, tabulate_known(model, shown), (0, 1))
    keys = found.clustered.keys[left], found.clustered.keys[right]
    rules = explain_keys(model.kind, aspects, model.parameters.blocking, keys, found.clustered.blocks)
    proposed = any(rule.finding == FOUND for rule in rules)
    pair = (min(left, right), max(left, right))
    told = tell_outcome(found, pair, proposed=proposed)
    match, judgement = found.match_of.get(pair), found.standing.get(pair)
    weight = match.weight if match else steps[-1].total
    return Explanation(
        id_l=left,
        id_r=right,
        outcome=told.outcome,
        because=told.because,
        probability=match.probability if match else float(probabilities(np.array([weight], dtype=np.float32))[0]),
        weight=weight,
        threshold=in_bits(model.parameters.merge_probability),
        prior=model.scorer.prior + model.scorer.raised,
        steps=steps,
        decided=None if judgement is None or judgement.verdict is Verdict.UNSURE else judgement.verdict is Verdict.SAME,
        proposed=proposed,
        rules=rules,
        way=told.way,
        golden_l=members[left].golden,
        golden_r=members[right].golden,
        judgement=judgement,
        review=told.review,
    )

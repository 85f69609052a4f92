"""Match models that learn from the records of a hub: in force for everybody, explained, and the same each time."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from hub.matching import match_candidate
from hub.model.ids import Kind
from hub.model.judgement import Verdict
from hub.model.plan import EventType
from hub.model.record import Fields, SourceRecord
from hub.opening import Hub
from hub.reading import get_unified_view, list_changes
from hub.resolution.match_model import untrained_model
from hub.resolving import Resolver
from hub.stewardship import Opinion, judge
from tests.engines import GraphAddress
from tests.hubs import empty_hub
from tests.worlds import feed, snapshot

TOWNS = ("Leeds", "York", "Hull", "Bath")


def company(number: int) -> SourceRecord:
    fields: Fields = {"name": (f"Firm {number // 2} Ltd",), "city": (TOWNS[number % 8 // 2],)}
    return SourceRecord(source="crm", kind=Kind.COMPANY, key=str(number), fields=fields)


@pytest.fixture(scope="module")
def hub(graph_address: GraphAddress) -> Iterator[Hub]:
    """A hub with forty companies, two records each, after training."""
    with empty_hub(graph_address) as opened:
        feed(opened, [[company(number) for number in range(80)]])
        opened.resolver.rebuild("ann", anew=True)
        yield opened


def versions(hub: Hub) -> dict[Kind, str]:
    policy = hub.database.read(hub.resolver.policy_in)
    return {kind: model.version for kind, model in policy.models.items()}


def test_a_model_that_learnt_is_in_force_and_others_stay_as_shipped(hub: Hub) -> None:
    assert versions(hub)[Kind.COMPANY] != untrained_model(Kind.COMPANY).version
    assert versions(hub)[Kind.CONTACT] == untrained_model(Kind.CONTACT).version
    [event] = [event for event in list_changes(hub, limit=1_000) if event.type is EventType.TRAINED]
    assert (event.subject, event.by, event.data) == (versions(hub)[Kind.COMPANY], "ann", {"records": 80})


def test_every_match_was_made_by_it_and_is_explained(hub: Hub) -> None:
    rows = hub.database.read(lambda t: t.run("read/match_models"))
    assert [row["model"] for row in rows] == [versions(hub)[Kind.COMPANY]]
    [found, *_rest] = match_candidate(hub, Kind.COMPANY, company(0).fields)
    assert {"prior", "company_name", "city"} <= {item.comparison for item in found.evidence}
    view = get_unified_view(hub, found.golden.id)
    assert all(tie.evidence for tie in view.ties)


def test_another_process_sees_it(hub: Hub) -> None:
    other = Resolver(database=hub.database, policy=replace(hub.resolver.policy), now=hub.resolver.now)
    policy = hub.database.read(other.policy_in)
    assert policy.models[Kind.COMPANY].version == versions(hub)[Kind.COMPANY]


def test_learning_again_from_the_same_records_changes_nothing(hub: Hub) -> None:
    before, events = snapshot(hub), list_changes(hub, limit=1_000)
    hub.resolver.rebuild("ann", anew=True)
    hub.resolver.rebuild("ann")
    assert snapshot(hub) == before
    assert list_changes(hub, limit=1_000) == events


def test_what_people_said_teaches(hub: Hub) -> None:
    before = versions(hub)
    for number in range(0, 12, 2):
        judge(hub, Opinion(company(number).id, company(number + 1).id, Verdict.SAME, "ann"))
        judge(hub, Opinion(company(number).id, company(number + 3).id, Verdict.DIFFERENT, "ann"))
    judge(hub, Opinion(company(20).id, company(23).id, Verdict.UNSURE, "ann"))
    hub.resolver.rebuild("ann", anew=True)
    model = hub.database.read(hub.resolver.policy_in).models[Kind.COMPANY]
    assert model.scorer.taught
    assert model.version != before[Kind.COMPANY]
    assert hub.database.read(lambda t: t.run("read/match_models"))[0]["model"] == model.version
    hub.resolver.rebuild("ann", anew=True)
    assert versions(hub)[Kind.COMPANY] == model.version


def test_a_look_at_what_learning_would_change_changes_nothing(hub: Hub) -> None:
    feed(hub, [[company(number) for number in range(80, 120)]])
    before, known = snapshot(hub), versions(hub)
    plans = hub.resolver.rebuild("ann", anew=True, commit=False)
    assert any(event.type is EventType.TRAINED for plan in plans for event in plan.events)
    assert (snapshot(hub), versions(hub)) == (before, known)

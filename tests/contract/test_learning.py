"""Match models that learn by themselves once a hub holds enough: in time, seldom, and for all records alike."""

from collections.abc import Iterator

import pytest

from hub.graph import staging
from hub.graph.record_batch import prepare_records
from hub.model.ids import Kind
from hub.model.plan import Event, EventType, Plan
from hub.model.record import Fields, SourceRecord
from hub.opening import Hub
from hub.reading import list_changes
from hub.resolution.match_model import untrained_model
from tests.engines import GraphAddress
from tests.hubs import empty_hub
from tests.worlds import snapshot

ENOUGH = 40
TOWNS = ("Leeds", "York", "Hull", "Bath")


@pytest.fixture
def hub(graph_address: GraphAddress) -> Iterator[Hub]:
    with empty_hub(graph_address, learn_records=ENOUGH) as opened:
        yield opened


def companies(start: int, stop: int) -> list[SourceRecord]:
    """Two records of each company."""
    return [company(number) for number in range(start, stop)]


def company(number: int) -> SourceRecord:
    fields: Fields = {"name": (f"Firm {number // 2} Ltd",), "city": (TOWNS[number % 8 // 2],)}
    return SourceRecord(source="crm", kind=Kind.COMPANY, key=str(number), fields=fields)


def stage(hub: Hub, records: list[SourceRecord]) -> None:
    batch = prepare_records(records)
    hub.database.write(lambda transaction: staging.stage_records(transaction, batch))


def load(hub: Hub, records: list[SourceRecord]) -> list[Plan]:
    stage(hub, records)
    return list(hub.resolver.resolve_pending("ann"))


def trained(hub: Hub) -> list[Event]:
    return [event for event in list_changes(hub, limit=1_000) if event.type is EventType.TRAINED]


def version(hub: Hub) -> str:
    return hub.database.read(hub.resolver.policy_in).models[Kind.COMPANY].version


def test_a_model_learns_once_there_are_enough_records(hub: Hub) -> None:
    load(hub, companies(0, ENOUGH - 2))
    assert (trained(hub), version(hub)) == ([], untrained_model(Kind.COMPANY).version)
    first, *_rest = load(hub, companies(ENOUGH - 2, ENOUGH + 20))
    [event] = trained(hub)
    assert (event.subject, event.by, event.data) == (version(hub), "ann", {"records": ENOUGH + 20})
    assert event in first.events


def test_what_was_resolved_before_is_resolved_again(hub: Hub) -> None:
    load(hub, companies(0, ENOUGH - 2))
    plans = load(hub, companies(ENOUGH - 2, ENOUGH + 20))
    assert {record.id for record in companies(0, ENOUGH)} <= {record for plan in plans for record in plan.resolved}
    assert [row["model"] for row in hub.database.read(lambda t: t.run("read/match_models"))] == [version(hub)]
    before = snapshot(hub)
    hub.resolver.rebuild("ann")
    assert snapshot(hub) == before


def test_a_model_learns_again_when_there_are_four_times_as_many(hub: Hub) -> None:
    load(hub, companies(0, ENOUGH))
    load(hub, companies(ENOUGH, 3 * ENOUGH))
    assert len(trained(hub)) == 1
    load(hub, companies(3 * ENOUGH, 4 * ENOUGH))
    _first, newest = trained(hub)
    assert newest.data == {"records": 4 * ENOUGH}


def test_records_that_come_again_teach_nothing_new(hub: Hub) -> None:
    load(hub, companies(0, ENOUGH))
    for _ in range(5):
        hub.database.write(lambda t: staging.queue_records(t, [record.id for record in companies(0, ENOUGH)]))
        assert list(hub.resolver.resolve_pending("ann"))
    assert len(trained(hub)) == 1


def test_a_look_ahead_shows_what_would_be_learnt(hub: Hub) -> None:
    stage(hub, companies(0, ENOUGH))
    before = snapshot(hub)
    plans = hub.resolver.preview_pending("ann")
    assert [event.type for event in plans[0].events].count(EventType.TRAINED) == 1
    assert (trained(hub), snapshot(hub)) == ([], before)


def test_a_hub_can_be_told_not_to_learn(graph_address: GraphAddress) -> None:
    with empty_hub(graph_address, learn_records=0) as hub:
        load(hub, companies(0, ENOUGH))
        assert trained(hub) == []
        hub.resolver.rebuild("ann", anew=True)
        assert len(trained(hub)) == 1

"""What the store makes of plans, the same on both engines: blocks, relations, customers, ids, reviews, events."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from hub.graph import staging
from hub.graph.neighbourhood import fetch_matches, fetch_members, fetch_pending
from hub.graph.record_batch import prepare_records
from hub.listing import list_reviews
from hub.matching import write_records
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.judgement import Verdict
from hub.model.plan import EventType, Neighbourhood, Plan
from hub.model.record import Fields, RecordRef, Role, SourceRecord, Statement
from hub.opening import Hub
from hub.reading import get_golden, get_golden_of_record, get_history, list_changes
from hub.resolution.match_model import record_keys, untrained_model
from hub.resolving import fetch_around
from hub.stewardship import Opinion, Pin, judge, pin_value, undo_judgement
from tests.engines import GraphAddress
from tests.hubs import empty_hub, erase
from tests.worlds import retire, snapshot, worlds

LIMIT = 3


@pytest.fixture(scope="module")
def opened(graph_address: GraphAddress) -> Iterator[Hub]:
    """A hub on either engine that follows no block of more than LIMIT records."""
    with empty_hub(graph_address, max_block_size=LIMIT) as hub:
        yield hub


def company(key: str, name: str, **fields: str) -> SourceRecord:
    values: Fields = {"name": (name,), **{attribute: (value,) for attribute, value in fields.items()}}
    return SourceRecord(source="crm", kind=Kind.COMPANY, key=key, fields=values)


def ref(key: str, kind: Kind = Kind.COMPANY) -> RecordRef:
    return RecordRef(source="crm", kind=kind, key=key)


def contact(key: str, name: str, employer: str, title: str) -> SourceRecord:
    statement = Statement(role=Role.WORKS_AT, target=ref(employer), properties={"title": title})
    return SourceRecord(source="crm", kind=Kind.CONTACT, key=key, fields={"name": (name,)}, statements=(statement,))


def golden(hub: Hub, key: str, kind: Kind = Kind.COMPANY) -> GoldenId:
    return get_golden_of_record(hub, "crm", kind, key).id


def resolve(hub: Hub) -> list[Plan]:
    """Resolve until nothing waits."""
    return list(hub.resolver.resolve_pending("test"))


def write(hub: Hub, *records: SourceRecord) -> list[Plan]:
    """Write records and resolve until nothing waits."""
    return [*write_records(hub, records, "test").plans, *resolve(hub)]


def derived(hub: Hub, what: str) -> list[Any]:
    """One part of all that the hub derives."""
    found = snapshot(hub)[what]
    assert isinstance(found, list)
    return found


def relations(hub: Hub) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Role, both ends and the stating records of every relation."""
    return {(role, start, end, tuple(stated)) for role, start, end, _properties, stated in derived(hub, "relations")}


def acmes(count: int) -> list[SourceRecord]:
    return [company(str(number), "Acme Ltd") for number in range(count)]


def test_a_block_over_the_limit_is_set_aside_and_reported(hub: Hub) -> None:
    assert not any(plan.oversized for plan in write(hub, *acmes(LIMIT)))
    assert len(derived(hub, "golden")) == 1
    plans = write(hub, *acmes(LIMIT + 1)[LIMIT:])
    assert {(block.key, block.size) for block in plans[0].oversized} == {
        (key, LIMIT + 1) for key in record_keys(untrained_model(Kind.COMPANY), [acmes(1)[0].fields])[0].keys
    }
    assert set(plans[0].requeued) == {block.key for block in plans[0].oversized}
    assert len(derived(hub, "golden")) == LIMIT + 1
    assert derived(hub, "matches") == []


def test_a_block_that_shrinks_to_the_limit_is_followed_again(hub: Hub) -> None:
    write(hub, *acmes(LIMIT + 1))
    retire(hub, [ref("0").id])
    assert hub.database.read(lambda t: fetch_pending(t, 10)) == {}
    kept = [record for record in acmes(LIMIT + 1) if record.key != "0"]
    assert [golden["body"].count("r_") > 0 for golden in derived(hub, "golden")] == [True]
    assert {member for member, _golden in derived(hub, "members")} == {record.id for record in kept}


def test_growing_past_the_limit_one_by_one_is_arriving_at_once(hub: Hub) -> None:
    write(hub, *acmes(LIMIT + 2))
    expected = snapshot(hub, ids=False)
    erase(hub.database, "erase/everything")
    for record in acmes(LIMIT + 2):
        write(hub, record)
    assert snapshot(hub, ids=False) == expected


def test_members_and_their_golden_record_are_one_neighbourhood(hub: Hub) -> None:
    write(hub, company("1", "Acme Ltd", email="a@a.example"), company("2", "Acme Ltd"), company("3", "Bosch GmbH"))
    around = neighbourhood_of(hub, company("2", "Acme Ltd"))
    assert {member.key for member in around.members} == {"1", "2"}
    assert [found.id for found in around.golden] == [golden(hub, "1")]


def matched_with(hub: Hub, record: RecordId) -> set[RecordId]:
    return {one for match in hub.database.read(lambda t: fetch_matches(t, [record])) for one in match.pair}


def neighbourhood_of(hub: Hub, record: SourceRecord) -> Neighbourhood:
    return hub.database.read(lambda t: fetch_around(t, record.kind, [record.id], hub.resolver.policy))


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds.filter(lambda world: len(world) > 1))
def test_nothing_outside_a_neighbourhood_can_be_affected(hub: Hub, world: list[SourceRecord]) -> None:
    erase(hub.database, "erase/everything")
    write(hub, *world)
    judge(hub, Opinion(world[0].id, world[-1].id, Verdict.SAME, "ann"))
    everyone = hub.database.read(lambda t: fetch_members(t, [record.id for record in world]))
    judged = {world[0].id, world[-1].id}
    for record in world:
        near = {record.id, *(judged if record.id in judged else ()), *matched_with(hub, record.id)}
        components = {member.component for member in everyone if member.id in near}
        around = neighbourhood_of(hub, record)
        inside = {member.id for member in around.members}
        assert inside == {member.id for member in everyone if member.component in components}
        assert all(set(found.members) <= inside for found in around.golden)
        assert {found.id for found in around.golden} == {member.golden for member in around.members}
        assert {found.id for found in around.golden} <= {found.id for found in around.identities}


@pytest.fixture
def staffed(hub: Hub) -> Hub:
    """A hub with two companies and somebody who works at the first."""
    write(hub, company("a", "Acme Ltd"), company("b", "Bosch GmbH"), contact("p", "Grace Hopper", "a", "CEO"))
    return hub


def works_at(hub: Hub, employer: str) -> tuple[str, str, str, tuple[str, ...]]:
    person = ref("p", Kind.CONTACT)
    return ("WORKS_AT", golden(hub, "p", Kind.CONTACT), golden(hub, employer), (person.id,))


def test_relations_are_stated_of_records_and_hold_between_golden_records(staffed: Hub) -> None:
    assert relations(staffed) == {works_at(staffed, "a")}
    assert derived(staffed, "relations")[0][3] == '{"title":"CEO"}'


def test_relations_follow_records_that_move_and_come_back(staffed: Hub) -> None:
    before = snapshot(staffed)
    judgement, _plans = judge(staffed, Opinion(ref("a").id, ref("b").id, Verdict.SAME, "ann"))
    assert relations(staffed) == {works_at(staffed, "b")}
    assert golden(staffed, "a") == golden(staffed, "b")
    undo_judgement(staffed, judgement.id, "ann")
    assert snapshot(staffed) == before


def test_relations_end_with_the_record_that_states_them_or_is_meant(staffed: Hub) -> None:
    retire(staffed, [ref("a").id])
    assert relations(staffed) == set()
    write(staffed, company("a", "Acme Ltd"))
    assert relations(staffed) == {works_at(staffed, "a")}
    retire(staffed, [ref("p", Kind.CONTACT).id])
    assert relations(staffed) == set()


def test_a_relation_goes_on_while_somebody_states_it(staffed: Hub) -> None:
    first = ref("p", Kind.CONTACT).id
    other = contact("q", "Rear Admiral Hopper", "a", "CEO")
    write(staffed, other)
    judge(staffed, Opinion(first, other.id, Verdict.SAME, "ann"))
    assert [stated for *_rest, stated in relations(staffed)] == [tuple(sorted([first, other.id]))]
    retire(staffed, [first])
    assert [stated for *_rest, stated in relations(staffed)] == [(other.id,)]


def test_a_subsidiary_judged_is_owned_until_the_judgement_is_undone(staffed: Hub) -> None:
    judgement, _plans = judge(staffed, Opinion(ref("a").id, ref("b").id, Verdict.SUBSIDIARY, "ann"))
    owns = ("OWNS", golden(staffed, "b"), golden(staffed, "a"), (ref("a").id,))
    assert relations(staffed) == {works_at(staffed, "a"), owns}
    write(staffed, company("a", "Acme Ltd", city="Kiel"))
    assert owns in relations(staffed), "a new version of the record takes back only what the record said"
    undo_judgement(staffed, judgement.id, "ann")
    assert relations(staffed) == {works_at(staffed, "a")}


def test_whoever_buys_is_a_customer_for_as_long(hub: Hub) -> None:
    write(hub, company("1", "Acme Ltd", customer_number="K1", segment="gold"), company("2", "Acme Ltd"))
    write(hub, company("3", "Acme Ltd", customer_number="K3"))
    [customer] = derived(hub, "customers")
    assert (customer["golden"], sorted(customer["customer_number"])) == (golden(hub, "1"), ["K1", "K3"])
    assert customer["segment"] == "gold"
    retire(hub, [ref("1").id])
    [customer] = derived(hub, "customers")
    assert (customer["customer_number"], customer.get("segment")) == (["K3"], None)
    retire(hub, [ref("3").id])
    assert derived(hub, "customers") == []


def test_ids_merged_and_retired_lead_on_for_ever(staffed: Hub) -> None:
    a, b = golden(staffed, "a"), golden(staffed, "b")
    judge(staffed, Opinion(a, b, Verdict.SAME, "ann"))
    assert get_golden(staffed, a) == get_golden(staffed, b)
    assert set(get_golden(staffed, a).former_ids) | {get_golden(staffed, a).id} == {a, b}
    assert get_golden(staffed, a).id == min(a, b, key=lambda found: issued(staffed, found))


def issued(hub: Hub, golden_id: GoldenId) -> int:
    """Number of the event that announced an id."""
    return next(event.number for event in get_history(hub, golden_id) if event.type is EventType.CREATED)


def test_a_doubt_is_a_review_until_somebody_decides(hub: Hub) -> None:
    write(hub, company("1", "Northstar Freight"), company("2", "Northstar Freight"))
    [review] = list_reviews(hub)
    assert {review.left, review.right} == {ref("1").id, ref("2").id}
    assert hub.database.read(lambda t: t.run("read/review", id=review.id))[0]["review"]["id"] == review.id
    judgement, _plans = judge(hub, Opinion(review.left, review.right, Verdict.DIFFERENT, "ann"))
    assert list_reviews(hub) == ()
    undo_judgement(hub, judgement.id, "ann")
    assert list_reviews(hub) == (review,)
    write(hub, company("2", "Bosch GmbH"))
    assert list_reviews(hub) == ()


def test_events_are_gapless_and_in_order_whatever_happens(staffed: Hub) -> None:
    judgement, _plans = judge(staffed, Opinion(ref("a").id, ref("b").id, Verdict.SAME, "ann"))
    judge(staffed, Opinion(ref("a").id, ref("b").id, Verdict.DIFFERENT, "ann"), commit=False)
    pin_value(staffed, Pin(ref("a").id, "city", ("Kiel",), "bob"))
    undo_judgement(staffed, judgement.id, "ann")
    retire(staffed, [ref("b").id])
    events = list_changes(staffed, limit=1_000)
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    assert all(earlier.at <= later.at for earlier, later in pairwise(events))
    happened = [event.type for event in events]
    assert happened[:3] == [EventType.CREATED] * 3
    assert is_within(
        [EventType.JUDGED, EventType.MERGED, EventType.PINNED, EventType.UNJUDGED, EventType.SPLIT], happened
    )
    assert happened[-1] is EventType.RETIRED
    assert list_changes(staffed, after=3, limit=2) == events[3:5]


def is_within(wanted: Sequence[EventType], found: Sequence[EventType]) -> bool:
    """Whether `wanted` come in this order among `found`."""
    rest = iter(found)
    return all(event in rest for event in wanted)


def test_whoever_writes_or_decides_need_not_wait_for_a_long_queue(graph_address: GraphAddress) -> None:
    with empty_hub(graph_address, resolve_records=2) as busy:
        write(busy, company("a", "Acme Ltd"), company("b", "Bosch GmbH"))
        waiting = [
            company(str(number), f"{name} Ltd") for number, name in enumerate(["Initech", "Globex", "Umbrella"] * 2)
        ]
        busy.database.write(lambda t: staging.stage_records(t, prepare_records(waiting)))
        assert write_records(busy, [company("new", "Hooli Inc")], "test").golden[0]
        judge(busy, Opinion(ref("a").id, ref("b").id, Verdict.SAME, "ann"))
        assert golden(busy, "a") == golden(busy, "b")

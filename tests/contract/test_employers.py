"""Contacts of companies that were found to be one, on both engines: they meet, merge, part again, whatever the order."""

from collections.abc import Sequence

import pytest

from hub.graph import staging
from hub.graph.neighbourhood import fetch_pending
from hub.graph.record_batch import prepare_records
from hub.matching import write_records
from hub.model.ids import GoldenId, Kind
from hub.model.judgement import Verdict
from hub.model.plan import EventType
from hub.model.record import Fields, RecordRef, Role, SourceRecord, Statement
from hub.opening import Hub
from hub.reading import get_golden_of_record, get_unified_view, list_changes
from hub.stewardship import Opinion, judge, undo_judgement
from tests.engines import GraphAddress
from tests.hubs import empty_hub, erase
from tests.worlds import retire, snapshot


def company(source: str, key: str, name: str, **fields: str) -> SourceRecord:
    values: Fields = {"name": (name,), **{attribute: (value,) for attribute, value in fields.items()}}
    return SourceRecord(source=source, kind=Kind.COMPANY, key=key, fields=values)


def contact(source: str, key: str, name: str, account: str, **fields: str) -> SourceRecord:
    """Somebody of whom a system tells the account by its number only."""
    target = RecordRef(source=source, kind=Kind.COMPANY, key=account)
    values: Fields = {"name": (name,), **{attribute: (value,) for attribute, value in fields.items()}}
    statement = Statement(role=Role.WORKS_AT, target=target)
    return SourceRecord(source=source, kind=Kind.CONTACT, key=key, fields=values, statements=(statement,))


HUAWEI = company("sap", "A", "华为技术有限公司", city="深圳")
HUAWEI_IN_CRM = company("crm", "X", "Huawei Technologies Co., Ltd.", city="Shenzhen")
ZHANG, ZHANG_IN_CRM = contact("sap", "1", "张建国", "A"), contact("crm", "9", "Jianguo Zhang", "X")


def load(hub: Hub, *batches: Sequence[SourceRecord]) -> None:
    """Write records, a batch at a time, and resolve until nothing waits."""
    for batch in batches:
        write_records(hub, batch, "test")
        for _plan in hub.resolver.resolve_pending("test"):
            pass


def golden(hub: Hub, record: SourceRecord) -> GoldenId:
    return get_golden_of_record(hub, record.source, record.kind, record.key).id


def are_one(hub: Hub, left: SourceRecord, right: SourceRecord) -> bool:
    return golden(hub, left) == golden(hub, right)


ORDERS = {
    "companies first": [[HUAWEI, HUAWEI_IN_CRM], [ZHANG, ZHANG_IN_CRM]],
    "contacts first": [[ZHANG, ZHANG_IN_CRM], [HUAWEI, HUAWEI_IN_CRM]],
    "one system after the other": [[HUAWEI, ZHANG], [HUAWEI_IN_CRM, ZHANG_IN_CRM]],
    "all at once": [[ZHANG, HUAWEI, ZHANG_IN_CRM, HUAWEI_IN_CRM]],
    "one by one": [[ZHANG], [HUAWEI_IN_CRM], [ZHANG_IN_CRM], [HUAWEI]],
}


@pytest.mark.parametrize("order", ORDERS)
def test_contacts_with_nothing_but_an_account_meet_when_their_companies_are_one(hub: Hub, order: str) -> None:
    load(hub, *ORDERS[order])
    assert are_one(hub, HUAWEI, HUAWEI_IN_CRM)
    assert are_one(hub, ZHANG, ZHANG_IN_CRM)
    before = snapshot(hub)
    hub.resolver.rebuild("test")
    assert snapshot(hub) == before


def test_records_that_only_wait_end_alike(hub: Hub) -> None:
    load(hub, ORDERS["companies first"][0] + ORDERS["companies first"][1])
    expected = snapshot(hub, ids=False)
    erase(hub.database, "erase/everything")
    waiting = prepare_records([ZHANG, ZHANG_IN_CRM, HUAWEI, HUAWEI_IN_CRM])
    hub.database.write(lambda t: staging.stage_records(t, waiting))
    hub.resolver.rebuild("test")
    assert hub.database.read(lambda t: fetch_pending(t, 10)) == {}
    assert snapshot(hub, ids=False) == expected


def test_what_brought_them_together_is_told(hub: Hub) -> None:
    load(hub, *ORDERS["companies first"])
    [tie, _other] = get_unified_view(hub, golden(hub, ZHANG)).ties
    parts = {item.comparison: item for item in tie.evidence}
    assert set(parts) == {"prior", "given_name", "family_name", "employer"}
    assert (parts["employer"].level, parts["employer"].words) == ("same", "work for the same company, found to be one")
    assert 10 < parts["employer"].weight < 12


def test_a_merge_of_companies_brings_contacts_together_and_its_undoing_parts_them(hub: Hub) -> None:
    other = company("crm", "X", "Meridian Optics Ltd")
    load(hub, [HUAWEI, other, ZHANG, ZHANG_IN_CRM])
    before = snapshot(hub)
    assert not are_one(hub, ZHANG, ZHANG_IN_CRM)
    judgement, plans = judge(hub, Opinion(HUAWEI.id, other.id, Verdict.SAME, "ann"))
    assert {plan.kind for plan in plans} == {Kind.COMPANY, Kind.CONTACT}
    assert are_one(hub, ZHANG, ZHANG_IN_CRM)
    undo_judgement(hub, judgement.id, "ann")
    assert snapshot(hub) == before


def test_a_preview_of_a_merge_shows_what_becomes_of_contacts(hub: Hub) -> None:
    other = company("crm", "X", "Meridian Optics Ltd")
    load(hub, [HUAWEI, other, ZHANG, ZHANG_IN_CRM])
    before = snapshot(hub)
    _judgement, plans = judge(hub, Opinion(HUAWEI.id, other.id, Verdict.SAME, "ann"), commit=False)
    merged = [event.kind for plan in plans for event in plan.events if event.type is EventType.MERGED]
    assert sorted(kind for kind in merged if kind) == [Kind.COMPANY, Kind.CONTACT]
    assert snapshot(hub) == before


def test_a_company_that_is_gone_is_no_evidence(hub: Hub) -> None:
    load(hub, *ORDERS["all at once"])
    retire(hub, [HUAWEI.id])
    assert not are_one(hub, ZHANG, ZHANG_IN_CRM)
    load(hub, [HUAWEI])
    assert are_one(hub, ZHANG, ZHANG_IN_CRM)


def test_somebody_who_changes_employers_on_paper_is_resolved_again(hub: Hub) -> None:
    load(hub, *ORDERS["all at once"], [company("crm", "Y", "Meridian Optics Ltd")])
    load(hub, [contact("crm", "9", "Jianguo Zhang", "Y")])
    assert not are_one(hub, ZHANG, ZHANG_IN_CRM)


@pytest.mark.parametrize("shared", [{"email": "ann.lee@gmail.com"}, {"phone": "+4915112345678"}])
def test_somebody_with_two_employers_is_still_known_by_mailbox_or_telephone(hub: Hub, shared: dict[str, str]) -> None:
    ann, moved = contact("sap", "1", "Ann Lee", "A", **shared), contact("crm", "9", "Ann Lee", "X", **shared)
    load(hub, [HUAWEI, company("crm", "X", "Meridian Optics Ltd"), ann, moved])
    assert are_one(hub, ann, moved)


def test_namesakes_in_two_companies_of_a_group_stay_apart(hub: Hub) -> None:
    group = [company("sap", "A", "Siemens AG", city="München")]
    group.append(company("crm", "X", "Siemens Healthineers AG", city="München"))
    wang, namesake = contact("sap", "1", "王伟", "A"), contact("crm", "9", "王伟", "X")
    load(hub, [*group, wang, namesake])
    assert not are_one(hub, *group)
    assert not are_one(hub, wang, namesake)


def test_a_writing_of_records_that_say_nothing_new_queues_nobody(hub: Hub) -> None:
    load(hub, *ORDERS["all at once"])
    events = list_changes(hub, limit=1_000)
    written = write_records(hub, [HUAWEI, ZHANG], "test")
    assert written.plans == ()
    changed = SourceRecord(**{**HUAWEI.model_dump(), "raw": {"note": "sent again"}})
    plans = write_records(hub, [changed], "test").plans
    assert [plan.kind for plan in plans] == [Kind.COMPANY]
    assert list_changes(hub, limit=1_000) == events


LIMIT = 4


def staff(source: str, account: str, *names: str) -> list[SourceRecord]:
    return [contact(source, f"{source}{number}", name, account) for number, name in enumerate(names)]


def test_namesakes_at_a_large_employer_stay_apart_and_the_order_does_not_matter(graph_address: GraphAddress) -> None:
    with empty_hub(graph_address, max_block_size=LIMIT) as hub:
        firms = [HUAWEI, HUAWEI_IN_CRM]
        john, namesake = contact("sap", "1", "John Smith", "A"), contact("crm", "9", "John Smith", "X")
        others = [*staff("sap", "A", "Ann Lee", "Uwe Kranz"), *staff("crm", "X", "Eva Horn", "Max Seidel")]
        load(hub, firms, [john, namesake])
        assert are_one(hub, john, namesake)
        for number, colleague in enumerate(others, 3):
            load(hub, [colleague])
            assert are_one(hub, john, namesake) == (number <= LIMIT)
        expected = snapshot(hub, ids=False)
        before = snapshot(hub)
        hub.resolver.rebuild("test")
        assert snapshot(hub) == before
        erase(hub.database, "erase/everything")
        load(hub, [*others[::-1], namesake, john], firms[::-1])
        assert snapshot(hub, ids=False) == expected
        retire(hub, [colleague.id for colleague in others[:2]])
        assert are_one(hub, john, namesake)


def test_models_that_learn_compare_employers_too(hub: Hub) -> None:
    rare = [contact("sap", "1", "欧阳思远", "A"), contact("crm", "9", "Siyuan Ouyang", "X")]
    load(hub, [HUAWEI, HUAWEI_IN_CRM, *rare])
    trained = [event for plan in hub.resolver.rebuild("test", anew=True) for event in plan.events]
    assert EventType.TRAINED in {event.type for event in trained}
    [tie, _other] = get_unified_view(hub, golden(hub, rare[0])).ties
    assert "employer" in {item.comparison for item in tie.evidence}


def test_a_check_of_a_rebuild_sees_what_companies_would_become(hub: Hub) -> None:
    waiting = prepare_records([ZHANG, ZHANG_IN_CRM, HUAWEI, HUAWEI_IN_CRM])
    hub.database.write(lambda t: staging.stage_records(t, waiting))
    plans = {plan.kind: plan for plan in hub.resolver.rebuild("test", commit=False)}
    [created] = [change.after for change in plans[Kind.CONTACT].golden if change.after]
    assert set(created.members) == {ZHANG.id, ZHANG_IN_CRM.id}
    assert snapshot(hub)["golden"] == []

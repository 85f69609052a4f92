"""What may be pinned, on which version of a golden record, and where the id of a customer leads, on both engines."""

import time

import pytest

from hub.customers import get_customer
from hub.errors import GoneError, NotFoundError, StaleError, ValueProblem
from hub.listing import list_overrides
from hub.matching import write_records
from hub.model.ids import Kind, customer_id
from hub.model.judgement import Verdict
from hub.model.record import Fields, RecordRef, SourceRecord
from hub.opening import Hub
from hub.reading import get_golden, get_golden_of_record
from hub.sending import retire_record
from hub.stewardship import Opinion, Pin, end_expired, ending_expired, judge, pin_value, undo_judgement

ACME = RecordRef(source="erp", kind=Kind.COMPANY, key="1")
ZETA = RecordRef(source="crm", kind=Kind.COMPANY, key="2")


SAID: dict[RecordRef, Fields] = {
    ACME: {"name": ("Acme GmbH",), "customer_number": ("A1",)},
    ZETA: {"name": ("Zeta Turbinen KG",), "owner": ("Kim",)},
}


@pytest.fixture
def hub(hub: Hub) -> Hub:
    """The hub with two companies in it that are both somebody's customers."""
    records = [SourceRecord(source=r.source, kind=r.kind, key=r.key, fields=fields) for r, fields in SAID.items()]
    write_records(hub, records, "test")
    return hub


@pytest.mark.parametrize(
    ("attribute", "given", "kept"),
    [
        ("country", ("Germany",), ("DE",)),
        ("email", ("Info@Acme.example", "sales@acme.example"), ("info@acme.example", "sales@acme.example")),
        ("identifier", ("vat:DE 129273398",), ("vat:DE129273398",)),
        ("city", ("Kiel", "Kiel"), ("Kiel",)),
    ],
)
def test_a_pinned_value_is_read_as_those_of_sources_are(
    hub: Hub, attribute: str, given: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    pin_value(hub, Pin(ACME.id, attribute, given, "ann"))
    pinned = get_golden_of_record(hub, ACME.source, ACME.kind, ACME.key).values[attribute]
    assert (pinned.values, pinned.rule) == (kept, "pinned")


@pytest.mark.parametrize(
    ("attribute", "given", "field"),
    [
        ("email", ("no address",), "values"),
        ("city", ("Kiel", "Bonn"), "values"),
        ("city", ("  ",), "values"),
        ("shoe_size", ("44",), "attribute"),
    ],
)
def test_what_an_attribute_cannot_hold_is_not_pinned(
    hub: Hub, attribute: str, given: tuple[str, ...], field: str
) -> None:
    before = get_golden_of_record(hub, ACME.source, ACME.kind, ACME.key)
    with pytest.raises(ValueProblem) as refused:
        pin_value(hub, Pin(ACME.id, attribute, given, "ann"))
    assert refused.value.field == field
    assert not any(value in refused.value.message for value in given if value.strip())
    assert get_golden(hub, before.id) == before


@pytest.mark.parametrize("by_record", [True, False])
def test_a_pin_on_an_older_version_is_refused(hub: Hub, by_record: bool) -> None:
    seen = get_golden_of_record(hub, ACME.source, ACME.kind, ACME.key)
    subject = ACME.id if by_record else seen.id
    pin_value(hub, Pin(subject, "city", ("Kiel",), "ann", if_match=seen.etag))
    with pytest.raises(StaleError):
        pin_value(hub, Pin(subject, "city", ("Bonn",), "bob", if_match=seen.etag))
    assert get_golden(hub, seen.id).values["city"].values == ("Kiel",)


def test_a_pin_ends_when_its_time_is_up(hub: Hub) -> None:
    before = get_golden_of_record(hub, ACME.source, ACME.kind, ACME.key)
    with ending_expired(hub, pause_seconds=0.01):
        pin = Pin(subject=before.id, attribute="name", values=("Acme Holding",), by="ada", expires_at="2001-01-01")
        override, _plans = pin_value(hub, pin)
        deadline = time.monotonic() + 30
        while get_golden(hub, before.id) != before:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    [ended] = list_overrides(hub)
    assert (ended.id, ended.ended_at is not None) == (override.id, True)
    assert end_expired(hub) == 0


def test_the_id_of_a_customer_leads_on_as_that_of_its_golden_record(hub: Hub) -> None:
    ids = [get_golden_of_record(hub, ref.source, ref.kind, ref.key).id for ref in (ACME, ZETA)]
    before = [get_customer(hub, customer_id(golden)) for golden in ids]
    assert [customer.party.id for customer in before] == ids
    judgement, _plans = judge(hub, Opinion(ACME.id, ZETA.id, Verdict.SAME, "ann"))
    merged = [get_customer(hub, customer_id(golden)) for golden in ids]
    assert merged[0] == merged[1]
    assert merged[0].values == {"customer_number": ("A1",), "owner": ("Kim",)}
    undo_judgement(hub, judgement.id, "ann")
    assert [get_customer(hub, customer_id(golden)) for golden in ids] == before
    retire_record(hub, ZETA, "test")
    with pytest.raises(GoneError):
        get_customer(hub, customer_id(ids[1]))


@pytest.mark.parametrize("known", ["cu_nobody", "", "cu_", "{rest}", "{golden}"])
def test_what_is_no_customer_id_is_not_found(hub: Hub, known: str) -> None:
    golden = get_golden_of_record(hub, ACME.source, ACME.kind, ACME.key).id
    with pytest.raises(NotFoundError):
        get_customer(hub, known.format(golden=golden, rest=golden.partition("_")[2]))

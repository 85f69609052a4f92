"""Small worlds of records for property tests, and what a hub holds after being fed with them."""

import json
from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from hub.graph import staging
from hub.matching import write_records
from hub.model.ids import Kind, RecordId
from hub.model.record import RecordRef, Role, SourceRecord, Statement
from hub.opening import Hub
from hub.resolving import Resolver

NAMES = ("Siemens AG", "Siemens Healthineers AG", "Haier Smart Home Co., Ltd.", "海尔智家股份有限公司", "Haier")
SOURCES = ("crm", "erp", "shop")


@st.composite
def companies(draw: st.DrawFn) -> SourceRecord:
    """A company record from few names, addresses and identifiers, so that records meet often."""
    fields: dict[str, tuple[str, ...]] = {"name": (draw(st.sampled_from(NAMES)),)}
    if draw(st.booleans()):
        fields["email"] = (f"{draw(st.sampled_from(('info', 'sales')))}@{draw(st.sampled_from('ab'))}.example",)
    if draw(st.booleans()):
        fields["identifier"] = (f"vat:DE{draw(st.integers(1, 3))}",)
    if draw(st.booleans()):
        fields["city"] = (draw(st.sampled_from(("Munich", "青岛"))),)
    source = draw(st.sampled_from(SOURCES))
    parent = draw(st.none() | st.integers(0, 4))
    statements: tuple[Statement, ...] = ()
    if parent is not None:
        target = RecordRef(source=source, kind=Kind.COMPANY, key=str(parent))
        statements = (Statement(role=Role.OWNED_BY, target=target),)
    as_of = draw(st.none() | st.sampled_from(("2024-01-01", "2025-01-01")))
    key = str(draw(st.integers(0, 4)))
    return SourceRecord(source=source, kind=Kind.COMPANY, key=key, fields=fields, statements=statements, as_of=as_of)


PEOPLE = ("李伟", "Wei Li", "Li Wei", "Ann Lee", "A. Lee", "欧阳思远")


@st.composite
def staff(draw: st.DrawFn) -> SourceRecord:
    """A contact of whom little more is told than the accounts of one to two companies of the same source."""
    source = draw(st.sampled_from(SOURCES))
    accounts = draw(st.lists(st.integers(0, 4), min_size=1, max_size=2, unique=True))
    fields: dict[str, tuple[str, ...]] = {"name": (draw(st.sampled_from(PEOPLE)),)}
    if draw(st.booleans()):
        fields["email"] = (f"{draw(st.sampled_from('ab'))}@gmail.com",)
    statements = tuple(
        Statement(role=Role.WORKS_AT, target=RecordRef(source=source, kind=Kind.COMPANY, key=str(account)))
        for account in accounts
    )
    key = str(draw(st.integers(0, 4)))
    return SourceRecord(source=source, kind=Kind.CONTACT, key=key, fields=fields, statements=statements)


staffed_worlds = st.tuples(
    st.lists(companies(), min_size=2, max_size=6, unique_by=lambda record: record.id),
    st.lists(staff(), min_size=2, max_size=8, unique_by=lambda record: record.id),
)
"""Companies, and contacts of theirs."""
worlds = st.lists(companies(), min_size=1, max_size=10, unique_by=lambda record: record.id)


def feed(hub: Hub, batches: Iterable[Sequence[SourceRecord]]) -> None:
    """Write records, a batch at a time, resolving each."""
    for batch in batches:
        write_records(hub, batch, "test")


def retire(hub: Hub, records: Sequence[RecordId]) -> None:
    """Retire records, as a full load does that does not see them, and resolve."""
    hub.database.write(lambda t: staging.queue_records(t, list(records), "stage/retire_records"))
    for _plan in hub.resolver.resolve_pending("test"):
        pass


Snapshot = dict[str, object]


def snapshot(hub: Hub, *, ids: bool = True) -> Snapshot:
    """All that a hub derives, byte for byte; without ids, golden records go by their members."""
    rows = hub.database.read(lambda t: t.run("read/everything_derived"))[0]
    if ids:
        return dict(rows)
    bodies = [json.loads(golden["body"]) for golden in rows["golden"]]
    members = {body["id"]: tuple(body["members"]) for body in bodies}
    return {
        "golden": sorted((body["members"], body["values"], body["name"], body["search_text"]) for body in bodies),
        "relations": sorted(
            [role, members[start], members[end], *rest] for role, start, end, *rest in rows["relations"]
        ),
        "reviews": rows["reviews"],
        "matches": rows["matches"],
    }


__all__ = ["Resolver", "companies", "feed", "retire", "snapshot", "staff", "staffed_worlds", "worlds"]

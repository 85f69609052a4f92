"""What the store keeps of facts, the same on both engines: staging, versions, interactions, rejections, schema, search."""

from collections.abc import Sequence

import neo4j
import pytest

from hub.errors import SchemaError
from hub.graph import staging
from hub.graph.database import Row, Transaction
from hub.graph.migrate import known_migrations, migrate
from hub.graph.neighbourhood import fetch_pending
from hub.graph.record_batch import SENT, Origin, prepare_records
from hub.listing import list_expected, list_rejections, list_sources
from hub.matching import write_records
from hub.model.ids import Kind
from hub.model.load import Load, LoadMode, StageCounts
from hub.model.plan import SourceTrust
from hub.model.record import (
    Fields,
    Interaction,
    InteractionType,
    Line,
    RecordRef,
    Rejection,
    Role,
    SourceRecord,
    Statement,
)
from hub.opening import Hub
from hub.reading import count_all, get_golden_of_record, get_records, get_timeline, list_changes
from hub.searching import search
from hub.sending import write_interactions
from tests.engines import GraphAddress
from tests.worlds import feed, retire, snapshot


def company(key: str, name: str = "Acme Ltd", *owners: str, **fields: str) -> SourceRecord:
    """A company of the source crm, owned by others of it."""
    values: Fields = {"name": (name,), **{attribute: (value,) for attribute, value in fields.items()}}
    owned = tuple(Statement(role=Role.OWNED_BY, target=ref(owner)) for owner in owners)
    return SourceRecord(source="crm", kind=Kind.COMPANY, key=key, raw={"n": name}, fields=values, statements=owned)


def ref(key: str, kind: Kind = Kind.COMPANY) -> RecordRef:
    return RecordRef(source="crm", kind=kind, key=key)


def stage(hub: Hub, *records: SourceRecord, origin: Origin = SENT, rows: Sequence[int] = ()) -> StageCounts:
    return hub.database.write(
        lambda transaction: staging.stage_records(transaction, prepare_records(records, origin, rows))
    )


def stored(hub: Hub, key: str) -> Row:
    """All properties of a company."""
    rows: list[Row] = hub.database.read(lambda transaction: transaction.run("read/records", ids=[ref(key).id]))
    found: Row = rows[0]["record"]
    return found


def versions(hub: Hub, key: str) -> list[Row]:
    """Earlier versions of a company, newest first."""
    rows = hub.database.read(lambda transaction: transaction.run("read/versions", id=ref(key).id))
    return [row["version"] for row in rows]


def waiting(hub: Hub) -> set[str]:
    """Ids of the records that wait for resolution."""
    return {key for ids in hub.database.read(lambda t: fetch_pending(t, 100)).values() for key in ids}


def expected(hub: Hub) -> list[str]:
    """Keys of the records that others refer to and that have not come."""
    return [record.key for record in list_expected(hub)]


def owners(hub: Hub, key: str) -> set[str]:
    """Names of the golden companies that own the golden company of a record."""
    golden = get_golden_of_record(hub, "crm", Kind.COMPANY, key).id
    rows = hub.database.read(lambda transaction: transaction.run("read/owning", ids=[golden]))
    return {row["owner_name"] for row in rows}


def test_a_new_record_is_kept_in_full_and_waits(hub: Hub) -> None:
    record = company("1", city="青岛")
    counts = stage(hub, record)
    assert counts == StageCounts(records=1, created=1, changed=0, touched=(record.id,))
    view = get_records(hub, [record.id])[0]
    assert (view.raw, view.fields, view.state, view.version) == (record.raw, record.fields, "active", 1)
    assert waiting(hub) == {record.id}


def test_the_same_content_again_is_no_news(hub: Hub) -> None:
    feed(hub, [[company("1")]])
    assert stage(hub, company("1"), company("1")) == StageCounts(records=2, created=0, changed=0, touched=())
    assert waiting(hub) == set()
    assert versions(hub, "1") == []


def test_a_changed_record_is_a_new_version_and_the_old_one_stays(hub: Hub) -> None:
    stage(hub, company("1", "One"), company("2"))
    arrival = stored(hub, "1")["arrival"]
    for name in ("Two", "Three"):
        assert stage(hub, company("1", name), company("2")).touched == (ref("1").id,)
    now, earlier = stored(hub, "1"), versions(hub, "1")
    assert (now["version"], now["raw"], now["arrival"]) == (3, '{"n":"Three"}', arrival)
    assert [(version["version"], version["raw"]) for version in earlier] == [(2, '{"n":"Two"}'), (1, '{"n":"One"}')]
    assert earlier[1]["content_hash"] == company("1", "One").content_hash


def test_of_several_versions_sent_at_once_the_last_counts(hub: Hub) -> None:
    counts = stage(hub, company("1", "One"), company("1", "Two"))
    assert (counts.created, counts.touched) == (1, (ref("1").id,))
    assert stored(hub, "1")["raw"] == '{"n":"Two"}'


def test_a_retired_record_leaves_and_comes_back(hub: Hub) -> None:
    feed(hub, [[company("1"), company("2", "Bosch GmbH")]])
    before = snapshot(hub)
    retire(hub, [ref("1").id])
    assert stored(hub, "1")["state"] == "retired"
    assert [golden["name"] for golden in snapshot(hub)["golden"]] == ["Bosch GmbH"]  # type: ignore[attr-defined]
    feed(hub, [[company("1")]])
    assert stored(hub, "1")["state"] == "active"
    assert snapshot(hub) == before


def test_of_rows_with_one_key_the_last_counts_however_often_the_file_is_loaded(hub: Hub) -> None:
    def load(digest: str, *names: str) -> None:
        origin = Origin(table="a", digest=digest)
        for row, name in enumerate(names, 1):
            stage(hub, company("1", name), origin=origin, rows=(row,))

    for _ in range(3):
        load("one", "Acme Ltd", "Acme Limited", "ACME")
        assert (stored(hub, "1")["fields"], stored(hub, "1")["version"]) == ('{"name":["ACME"]}', 3)
    load("two", "Acme Ltd")
    assert (stored(hub, "1")["fields"], stored(hub, "1")["version"]) == ('{"name":["Acme Ltd"]}', 4)


def test_a_full_load_retires_what_it_did_not_see_of_its_table(hub: Hub) -> None:
    load = Load(
        id="ld_2", source="crm", table="a", file="a.csv", digest="d", mode=LoadMode.FULL, started_at="2025-01-01"
    )
    earlier = Origin(table="a", full_load="ld_1")
    now = Origin(table="a", full_load="ld_2")
    other = Origin(table="b")
    for records, origin in (
        ([company("same"), company("gone")], earlier),
        ([company("elsewhere")], other),
        ([company("sent")], SENT),
        ([company("same"), company("new")], now),
    ):
        stage(hub, *records, origin=origin)
    assert hub.database.write(lambda t: staging.retire_unseen(t, load, 100)) == 1
    assert hub.database.write(lambda t: staging.retire_unseen(t, load, 100)) == 0
    states = {key: stored(hub, key)["state"] for key in ("same", "gone", "elsewhere", "sent", "new")}
    assert {key for key, state in states.items() if state == "retired"} == {"gone"}


def test_a_record_that_others_expect_is_filled_in_when_it_comes(hub: Hub) -> None:
    feed(hub, [[company("child", "Acme Rail Ltd", "parent")]])
    assert expected(hub) == ["parent"]
    assert get_records(hub, [ref("parent").id]) == ()
    assert stage(hub, company("parent", "Globex Corp")).created == 1
    assert expected(hub) == []
    assert stored(hub, "parent")["version"] == 1
    assert versions(hub, "parent") == []
    assert list(hub.resolver.resolve_pending("test"))
    assert owners(hub, "child") == {"Globex Corp"}


def test_a_new_version_replaces_what_the_record_stated(hub: Hub) -> None:
    feed(hub, [[company("p", "Globex Corp"), company("q", "Initech Inc"), company("c", "Acme Ltd", "p")]])
    assert owners(hub, "c") == {"Globex Corp"}
    feed(hub, [[company("c", "Acme Ltd", "q")]])
    assert owners(hub, "c") == {"Initech Inc"}
    feed(hub, [[company("c", "Acme Ltd")]])
    assert owners(hub, "c") == set()


def order(key: str = "1", **values: object) -> Interaction:
    """An order of the company a, unless told otherwise."""
    given = {"at": "2025-03-01", "parties": (ref("a"),), **values}
    return Interaction(source="crm", type=InteractionType.ORDER, key=key, **given)  # type: ignore[arg-type]


def line(key: str) -> Line:
    return Line(key=key, product=ref("p", Kind.PRODUCT), quantity="2", unit_price="3.50")


def stage_orders(hub: Hub, *orders: Interaction) -> int:
    return hub.database.write(lambda transaction: staging.stage_interactions(transaction, orders))


def timeline(hub: Hub, key: str) -> list[tuple[str, str | None, list[str]]]:
    """Key, subject and lines of each interaction with the golden company of a record."""
    golden = get_golden_of_record(hub, "crm", Kind.COMPANY, key)
    items = get_timeline(hub, golden.id).items
    return [(item.key, item.subject, [line.key for line in item.lines]) for item in items]


@pytest.fixture
def trading(hub: Hub) -> Hub:
    """A hub with two companies."""
    feed(hub, [[company("a", "Acme Ltd"), company("b", "Bosch GmbH")]])
    return hub


def test_interactions_are_written_once_and_again_when_they_change(trading: Hub) -> None:
    assert stage_orders(trading, order(lines=(line("1"),))) == 1
    assert stage_orders(trading, order(lines=(line("1"),))) == 0
    assert timeline(trading, "a") == [("1", None, ["1"])]
    assert stage_orders(trading, order(subject="nails", lines=(line("1"),), parties=(ref("b"),))) == 1
    assert timeline(trading, "a") == []
    assert timeline(trading, "b") == [("1", "nails", ["1"])]


def test_lines_go_from_an_interaction_that_comes_whole_without_them(trading: Hub) -> None:
    write_interactions(trading, [order(lines=(line("1"), line("2")))])
    write_interactions(trading, [order(lines=(line("2"), line("3")))])
    assert timeline(trading, "a") == [("1", None, ["2", "3"])]
    assert stage_orders(trading, order(subject="nails", lines=(line("4"),))) == 1
    assert timeline(trading, "a") == [("1", "nails", ["2", "3", "4"])]


def test_a_source_is_known_once_it_sent_something(hub: Hub) -> None:
    write_records(hub, [company("1")], "test")
    assert [source.source for source in list_sources(hub)] == ["crm"]
    trust = SourceTrust(source="crm", trust=0.9)
    hub.database.write(lambda transaction: staging.stage_source(transaction, trust, "CRM"))
    write_interactions(hub, [order()])
    assert list_sources(hub) == (trust,)


def test_lines_may_come_before_the_head_they_belong_to(trading: Hub) -> None:
    lines = order(partial=True, at=None, parties=(), lines=(line("1"), line("2")))
    assert stage_orders(trading, lines) == 0
    assert stage_orders(trading, order(subject="nails")) == 1
    assert stage_orders(trading, lines) == 0
    assert timeline(trading, "a") == [("1", "nails", ["1", "2"])]


def test_interactions_come_newest_first_and_undated_ones_last(trading: Hub) -> None:
    stage_orders(trading, order("old", at="2024-01-01"), order("none", at=None), order("new", at="2025-01-01"))
    assert [key for key, _subject, _lines in timeline(trading, "a")] == ["new", "old", "none"]


def test_an_interaction_may_come_before_its_company(hub: Hub) -> None:
    stage_orders(hub, order())
    assert expected(hub) == ["a"]
    feed(hub, [[company("a")]])
    assert [key for key, _subject, _lines in timeline(hub, "a")] == ["1"]


def rejection(row: int) -> Rejection:
    return Rejection(source="crm", file="a.csv", row=row, field="vat", reason="not a number", cure="ask", raw="a,b")


def rejected(hub: Hub, state: str) -> list[int]:
    """Rows of the rejections in one state."""
    rows = hub.database.read(lambda t: t.run("read/rejections", source="crm", state=state, after="", limit=100))
    return sorted(row["rejection"]["row"] for row in rows)


def test_a_refused_row_is_kept_once_until_it_is_cured(hub: Hub) -> None:
    load = Load(id="ld_2", source="crm", table="a", file="a.csv", digest="d", mode=LoadMode.DELTA, started_at="2025")
    for _ in range(2):
        hub.database.write(lambda t: staging.stage_rejections(t, [rejection(1), rejection(2)], "ld_1", "2025-01-01"))
    other = rejection(1).model_copy(update={"reason": "of another country"})
    hub.database.write(lambda t: staging.stage_rejections(t, [other], "ld_1", "2025-01-01"))
    assert rejected(hub, "open") == [1, 1, 2]
    assert [found.raw for found in list_rejections(hub)] == ["a,b"] * 3

    def reload(transaction: Transaction) -> None:
        staging.close_rejections(transaction, load, [1, 2, 3])
        staging.stage_rejections(transaction, [rejection(2)], load.id, "2025-01-02")

    hub.database.write(reload)
    assert (rejected(hub, "open"), rejected(hub, "cured")) == ([2], [1, 1])


def test_migrating_twice_is_migrating_once(hub: Hub) -> None:
    assert migrate(hub.database) == ()
    recorded = hub.database.read(lambda transaction: transaction.run("schema/migrations"))
    assert recorded == [{"number": item.number, "checksum": item.checksum} for item in known_migrations()]


@pytest.mark.parametrize("number", [1, 9999])
def test_a_graph_of_another_version_is_refused(hub: Hub, graph_address: GraphAddress, number: int) -> None:
    known = {item.number: item.checksum for item in known_migrations()}
    hub.database.write(lambda t: t.run("schema/record_migration", number=number, checksum="of another text"))
    try:
        with pytest.raises(SchemaError, match=f"{number:04d}"):
            migrate(hub.database)
    finally:
        if number in known:
            hub.database.write(lambda t: t.run("schema/record_migration", number=number, checksum=known[number]))
        else:
            run(graph_address, "MATCH (m:Migration {number: $number}) DELETE m", number=number)
    assert migrate(hub.database) == ()


def run(address: GraphAddress, text: str, **parameters: object) -> None:
    """Do what the hub has no query for."""
    auth = (address.user, address.password) if address.password else None
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver:
        driver.execute_query(text, parameters, database_=address.database)


def test_a_preview_leaves_nothing_not_even_a_number(hub: Hub) -> None:
    feed(hub, [[company("1", "Globex Corp")]])
    before = everything(hub)
    written = write_records(hub, [company("1", "Globex Inc"), company("2", "Acme Ltd", "3")], "test", commit=False)
    assert written.plans
    assert everything(hub) == before


def everything(hub: Hub) -> tuple[object, ...]:
    """Whatever a preview might leave behind."""
    rows = [
        count_all(hub),
        list_expected(hub),
        list_changes(hub),
    ]
    numbers = [
        hub.database.preview(lambda t, name=name: t.run("stage/take_numbers", name=name, count=1))  # type: ignore[misc]
        for name in ("arrivals", "events", "decisions")
    ]
    return snapshot(hub), stored(hub, "1"), rows, numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("müller", ["Müller Söhne GmbH"]),
        ("muller sohne", ["Müller Söhne GmbH"]),
        ("海尔", ["海尔智家股份有限公司"]),
        ("智家", ["海尔智家股份有限公司"]),
        ("info@acme.example", ["Acme Ltd"]),
        ("DE136695976", ["Acme Ltd"]),
        ("acme OR haier~2 AND (", []),
        ("initech", []),
        ("J.P. Morgan Co.", ["J.P. Morgan & Co."]),
    ],
)
def test_search_finds_latin_and_chinese(hub: Hub, text: str, found: list[str]) -> None:
    acme = company("1", "Acme Ltd", email="info@acme.example", identifier="vat:DE136695976")
    others = ("海尔智家股份有限公司", "Müller Söhne GmbH", "J.P. Morgan & Co.", "Morgan Optics Ltd")
    feed(hub, [[acme, *(company(str(key), name) for key, name in enumerate(others, 2))]])
    assert [golden.name for golden in search(hub, text)] == found

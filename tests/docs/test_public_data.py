"""The walk of docs/public-data.md, command by command, where HUB_SAMPLE_DATA names the folder of the files."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.hierarchy import get_hierarchy
from hub.listing import list_expected, list_rejections
from hub.model.ids import Kind
from hub.model.view import InteractionView
from hub.opening import Hub
from hub.reading import count_all, get_golden_of_record, get_timeline
from hub.settings import read_settings
from tests.cli.runner import Cli, embedded_cli
from tests.docs.pages import DOCS, commands
from tests.docs.typist import Typist
from tests.engines import embedded_engine

SAMPLE = read_settings().sample_data
pytestmark = pytest.mark.skipif(SAMPLE is None, reason="HUB_SAMPLE_DATA names no folder with the public data sets")

CRM, NORTHWIND, TICKETS = "crm_sales_opportunities", "northwind", "support_tickets"
LOADS = {CRM: CRM, NORTHWIND: NORTHWIND, TICKETS: "support_tickets_sample"}
FINDINGS = {NORTHWIND}
"""Sources with values that are refused: their loads end with exit code 5."""


@pytest.fixture(scope="module")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """The command line on the embedded engine, with nothing in it."""
    folder = tmp_path_factory.mktemp("public-hub")
    with embedded_engine(folder):
        yield embedded_cli(folder)


@pytest.fixture(scope="module")
def walked(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The command line after the walk; each of its commands ended as the page says."""
    assert SAMPLE is not None
    typist = Typist(cli, tmp_path_factory.mktemp("empty"), {"HUB_SAMPLE_DATA": str(SAMPLE)})
    for command in commands(DOCS / "public-data.md"):
        typist.run(command, status=5 if command.startswith("hub load northwind") else 0)
    return cli


@pytest.fixture
def hub(walked: Cli) -> Iterator[Hub]:
    """The hub after the walk."""
    with walked.hub() as opened:
        yield opened


def rows(source: str, name: str) -> list[dict[str, str]]:
    assert SAMPLE is not None
    with Path(SAMPLE, LOADS[source], name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def timeline(hub: Hub, source: str, kind: Kind, key: str) -> tuple[InteractionView, ...]:
    golden = get_golden_of_record(hub, source, kind, key)
    page = get_timeline(hub, golden.id, limit=10_000)
    assert page.next_cursor is None
    return page.items


def test_the_counts_are_those_of_the_page(hub: Hub) -> None:
    counts = count_all(hub)
    assert {
        name: counts[name] for name in counts if name.startswith(("record", "golden co", "golden pr", "inter"))
    } == {
        "record company active": 211,
        "record contact active": 3_170,
        "record product active": 126,
        "golden company": 211,
        "golden contact": 3_170,
        "golden product": 126,
        "interaction Opportunity": 8_800,
        "interaction Order": 830,
        "interaction Ticket": 3_000,
    }
    assert 15 <= counts.get("review", 0) <= 25, "the page says about 20"
    assert list_expected(hub) == ()


def test_only_telephone_numbers_are_refused(hub: Hub) -> None:
    refused = list_rejections(hub, limit=100)
    assert len(refused) == 27
    assert {(item.source, item.field) for item in refused} == {(NORTHWIND, "phone")}


def test_every_opportunity_hangs_on_its_account_if_it_has_one(hub: Hub) -> None:
    expected: dict[str, int] = defaultdict(int)
    for row in rows(CRM, "sales_pipeline.csv"):
        expected[row["account"]] += 1
    assert expected.pop("") == 1_425
    assert len(expected) == 85
    assert {key: len(timeline(hub, CRM, Kind.COMPANY, key)) for key in expected} == expected


def test_every_opportunity_sells_a_product_that_came(hub: Hub) -> None:
    expected: dict[str, int] = defaultdict(int)
    for row in rows(CRM, "sales_pipeline.csv"):
        expected["GTX Pro" if row["product"] == "GTXPro" else row["product"]] += 1
    assert sum(expected.values()) == 8_800
    assert {key: len(timeline(hub, CRM, Kind.PRODUCT, key)) for key in expected} == expected


def test_misspelt_sectors_and_countries_are_corrected(hub: Hub) -> None:
    values = [get_golden_of_record(hub, CRM, Kind.COMPANY, row["account"]).values for row in rows(CRM, "accounts.csv")]
    sectors = [item["industry"].values[0] for item in values]
    assert "technolgy" not in sectors
    assert sectors.count("technology") == 12
    assert {"PH", "KR"} <= {item["country"].values[0] for item in values}


def test_the_hierarchy_is_that_of_subsidiary_of(hub: Hub) -> None:
    owners = {row["account"]: row["subsidiary_of"] for row in rows(CRM, "accounts.csv") if row["subsidiary_of"]}
    assert len(owners) == 15
    found: dict[str, str] = {}
    for owner in set(owners.values()):
        company = get_golden_of_record(hub, CRM, Kind.COMPANY, owner)
        hierarchy = get_hierarchy(hub, company.id)
        found |= {node.name: owner for node in hierarchy.descendants}
        assert hierarchy.ancestors == ()
    assert found == owners


def test_the_totals_of_all_orders_are_those_of_the_files(hub: Hub) -> None:
    expected: dict[str, float] = defaultdict(float)
    for row in rows(NORTHWIND, "order_details.csv"):
        expected[row["order_id"]] += amount(*(float(row[name]) for name in ("quantity", "unit_price", "discount")))
    found: dict[str, float] = defaultdict(float)
    for customer in rows(NORTHWIND, "customers.csv"):
        for order in timeline(hub, NORTHWIND, Kind.COMPANY, customer["customer_id"]):
            for line in order.lines:
                assert line.golden
                found[order.key] += amount(line.quantity or 0, line.unit_price or 0, line.discount or 0)
    assert len(expected) == 830
    assert found == pytest.approx(expected)


def amount(quantity: float, unit_price: float, discount: float) -> float:
    return quantity * unit_price * (1 - discount)


def test_two_people_with_one_address_stay_two(hub: Hub) -> None:
    people: dict[str, set[str]] = defaultdict(set)
    for row in rows(TICKETS, "tickets.csv"):
        people[row["customer_email"]].add(f"{row['customer_email']} {row['customer_name']}")
    shared = [keys for keys in people.values() if len(keys) > 1]
    assert len(shared) == 21
    for keys in shared:
        golden = {get_golden_of_record(hub, TICKETS, Kind.CONTACT, key).id for key in keys}
        assert len(golden) == len(keys)


def test_loading_all_again_changes_nothing_and_writes_no_event(walked: Cli) -> None:
    before = walked.json("status")
    for mapping, folder in LOADS.items():
        done = walked.json("load", mapping, Path(str(SAMPLE), folder), status=5 if mapping in FINDINGS else 0)
        assert [written(item) for item in done] == [{}] * len(done), mapping
    assert walked.json("status") == before


def written(loaded: dict[str, Any]) -> dict[str, Any]:
    """What a load wrote, without what came out as zero."""
    names = ("created", "changed", "interactions", "retired")
    counts = {name: loaded["load"][name] for name in names} | loaded["changes"]["events"]
    return {name: count for name, count in counts.items() if count}

"""The demo's files say what demo/README.md and demo/expected claim: mappings fit, rows shape, answers hold together."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.ingest.mapping import read_mapping
from hub.ingest.mapping_model import Mapping, Table
from hub.ingest.readers import open_rows
from hub.ingest.shape import Shaped, Shaper
from hub.ingest.sources import find_mapping, packaged_mappings
from hub.model.ids import Kind
from hub.model.record import RecordRef, Role, SourceRecord

DEMO = Path(__file__).parents[2] / "demo"
SOURCES = ("crm", "erp", "registry", "shop", "support")
SHARED = ("identifier", "email", "phone", "gtin", "sku")

Demo = dict[str, list[Shaped]]


def expected(name: str) -> list[dict[str, str]]:
    with (DEMO / "expected" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables_of(mapping: Mapping, file: Path) -> list[Table]:
    return [table for table in mapping.files.values() if file.match(table.pattern)]


def shaped_rows(source: str) -> Iterator[Shaped]:
    mapping = read_mapping(DEMO / "sources" / f"{source}.yaml")
    for file in sorted((DEMO / "sources" / source).iterdir()):
        (table,) = tables_of(mapping, file)
        shaper = Shaper(mapping, table)
        with open_rows(file, table.format) as rows:
            yield from map(shaper.shape, rows)


@pytest.fixture(scope="module")
def demo() -> Demo:
    return {source: list(shaped_rows(source)) for source in SOURCES}


@pytest.fixture(scope="module")
def records(demo: Demo) -> dict[RecordRef, SourceRecord]:
    return {
        RecordRef(source=record.source, kind=record.kind, key=record.key): record
        for rows in demo.values()
        for shaped in rows
        for record in shaped.records
    }


def pair_of(row: dict[str, str]) -> tuple[RecordRef, RecordRef]:
    kind = Kind(row["kind"])
    left = RecordRef(source=row["source_l"], kind=kind, key=row["key_l"])
    return left, RecordRef(source=row["source_r"], kind=kind, key=row["key_r"])


def clusters() -> dict[str, list[RecordRef]]:
    found: dict[str, list[RecordRef]] = {}
    for row in expected("clusters"):
        ref = RecordRef(source=row["source"], kind=Kind(row["kind"]), key=row["key"])
        found.setdefault(row["cluster"], []).append(ref)
    return found


@pytest.mark.parametrize("source", SOURCES)
def test_each_file_belongs_to_one_table_of_its_source(source: str) -> None:
    mapping = read_mapping(DEMO / "sources" / f"{source}.yaml")
    assert mapping.source == source
    files = sorted((DEMO / "sources" / source).iterdir())
    assert len(files) == len(mapping.files)
    assert {file.name: len(tables_of(mapping, file)) for file in files} == {file.name: 1 for file in files}


@pytest.mark.parametrize("name", ["crm_sales_opportunities", "northwind", "support_tickets"])
def test_packaged_mappings_are_valid(name: str) -> None:
    assert name in packaged_mappings()
    assert find_mapping(name).source == name


def test_exactly_the_expected_rows_are_refused(demo: Demo) -> None:
    refused = sorted(
        (rejection.source, rejection.file, rejection.row, rejection.field)
        for rows in demo.values()
        for shaped in rows
        for rejection in shaped.rejections
    )
    assert refused == sorted(
        (row["source"], row["file"], int(row["row"]), row["field"]) for row in expected("rejections")
    )


def test_only_the_support_desk_says_a_record_twice(demo: Demo) -> None:
    said = Counter(record.id for rows in demo.values() for shaped in rows for record in shaped.records)
    repeated = {
        record.source for rows in demo.values() for shaped in rows for record in shaped.records if said[record.id] > 1
    }
    assert repeated == {"support"}


def test_a_record_said_twice_is_said_alike(demo: Demo) -> None:
    first: dict[str, SourceRecord] = {}
    for shaped in demo["support"]:
        for record in shaped.records:
            known = first.setdefault(record.id, record)
            assert (record.fields, record.statements) == (known.fields, known.statements)


def test_expected_files_name_records_that_exist(records: dict[RecordRef, SourceRecord]) -> None:
    named = {ref for members in clusters().values() for ref in members}
    named |= {ref for name in ("distinct", "open") for row in expected(name) for ref in pair_of(row)}
    assert named - records.keys() == set()


def test_clusters_are_disjoint_and_hold_no_pair_that_must_stay_apart() -> None:
    cluster_of = {ref: cluster for cluster, members in clusters().items() for ref in members}
    assert len(cluster_of) == len(expected("clusters"))
    for name in ("distinct", "open"):
        for left, right in map(pair_of, expected(name)):
            assert left != right
            assert cluster_of.get(left, left) != cluster_of.get(right, right)


def test_hierarchy_is_what_the_sources_say(records: dict[RecordRef, SourceRecord]) -> None:
    said = {
        (ref.source, ref.key, statement.target.key)
        for ref, record in records.items()
        for statement in record.statements
        if statement.role is Role.OWNED_BY
    }
    assert said == {(row["source"], row["owned_key"], row["owner_key"]) for row in expected("hierarchy")}


def test_references_lead_somewhere_but_for_the_planted_ones(demo: Demo, records: dict[RecordRef, SourceRecord]) -> None:
    targets = {statement.target for record in records.values() for statement in record.statements}
    interactions = [found for rows in demo.values() for shaped in rows for found in shaped.interactions]
    targets |= {party for interaction in interactions for party in interaction.parties}
    targets |= {line.product for interaction in interactions for line in interaction.lines}
    missing = {RecordRef(source=row["source"], kind=Kind(row["kind"]), key=row["key"]) for row in expected("missing")}
    assert targets - records.keys() == missing


def test_each_order_line_has_an_order(demo: Demo) -> None:
    orders = [found for shaped in demo["shop"] for found in shaped.interactions]
    assert {found.key for found in orders if found.partial} <= {found.key for found in orders if not found.partial}

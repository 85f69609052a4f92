"""Decisions by command: each follows at once, and each can be taken back."""

from typing import Any

import pytest

from tests.cli.runner import Cli
from tests.cli.sources import write_sources


@pytest.fixture(scope="module", autouse=True)
def world(embedded: Cli, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Both small sources are loaded before the first test."""
    folder = write_sources(tmp_path_factory.mktemp("world"))
    embedded.run("load", folder / "crm.yaml", folder)
    embedded.run("load", folder / "erp.yaml", folder)


def golden(cli: Cli, source: str, key: str) -> dict[str, Any]:
    found: dict[str, Any] = cli.json("lookup", source, "company", key)
    return found


def member(cli: Cli, source: str, key: str) -> str:
    records = cli.json("records", golden(cli, source, key)["id"])
    return next(str(record["id"]) for record in records if (record["source"], record["key"]) == (source, key))


def test_two_that_are_judged_different_part_until_it_is_undone(embedded: Cli) -> None:
    before = golden(embedded, "crm", "A1")
    pair = member(embedded, "crm", "A1"), member(embedded, "erp", "K1")

    judged = embedded.json("judge", *pair, "different", "--why", "two registers")
    assert golden(embedded, "crm", "A1")["id"] != golden(embedded, "erp", "K1")["id"]
    assert judged["decision"]["why"] == "two registers"

    undone = embedded.json("undo", judged["decision"]["id"])
    assert undone["decision"]["undone_at"]
    after = golden(embedded, "crm", "A1")
    assert after == golden(embedded, "erp", "K1")
    assert after["former_ids"], "the id that was split off leads here for ever"
    assert {**after, "former_ids": []} == before
    embedded.run("undo", judged["decision"]["id"], status=4)
    assert embedded.json("judgements")[0]["id"] == judged["decision"]["id"]


def test_a_review_shows_both_records_and_what_speaks_for_and_against(embedded: Cli) -> None:
    for key, country in (("T1", "GB"), ("T2", "IE")):
        words = ("name=Twofold Widgets Ltd", "email=desk@twofold.example", f"country={country}")
        embedded.run("create", "company", *words, "--source", "web", "--key", key)
    [found] = [r for r in embedded.json("reviews") if {end["key"] for end in r["records"]} == {"T1", "T2"}]
    whole = embedded.json("review", found["id"])
    assert (whole["left"]["id"], whole["right"]["id"]) == (found["left"], found["right"])
    assert whole["review"]["probability"] == found["probability"]
    weights = {item["comparison"]: item["weight"] for item in whole["evidence"]}
    assert weights["company_name"] > 0 > weights["country"]
    shown = embedded.run("review", found["id"]).out
    assert "web T1" in shown
    assert "different countries" in shown
    embedded.run("review", "rv_unknown", status=3)


def test_two_that_are_judged_the_same_merge_and_the_ended_id_leads_on(embedded: Cli) -> None:
    left, right = golden(embedded, "crm", "A2")["id"], golden(embedded, "crm", "A4")["id"]
    judged = embedded.json("judge", left, right, "same")
    merged = golden(embedded, "crm", "A2")
    assert merged["id"] == golden(embedded, "crm", "A4")["id"]
    assert embedded.json("show", left)["id"] == embedded.json("show", right)["id"] == merged["id"]
    embedded.run("undo", judged["decision"]["id"])
    assert golden(embedded, "crm", "A4")["id"] == right


def test_a_preview_of_a_decision_changes_nothing(embedded: Cli) -> None:
    before = embedded.json("status")
    pair = golden(embedded, "crm", "A2")["id"], golden(embedded, "crm", "A3")["id"]
    shown = embedded.json("judge", *pair, "same", "--preview")
    assert "merged" in [event["type"] for plan in shown["plans"] for event in plan["events"]]
    assert embedded.json("status") == before
    assert "nothing was changed" in embedded.run("judge", *pair, "same", "--preview").err


def test_a_subsidiary_is_no_duplicate(embedded: Cli) -> None:
    child, parent = golden(embedded, "crm", "A3")["id"], golden(embedded, "crm", "A1")["id"]
    judged = embedded.json("judge", child, parent, "subsidiary")
    assert child in [node["id"] for node in embedded.json("tree", parent)["descendants"]]
    embedded.run("undo", judged["decision"]["id"])
    assert child not in [node["id"] for node in embedded.json("tree", parent)["descendants"]]


def test_a_pinned_value_outranks_all_sources_until_it_is_unpinned(embedded: Cli) -> None:
    before = golden(embedded, "crm", "A1")
    pinned = embedded.json("pin", before["id"], "name", "Siemens", "--why", "brand", "--expires", "2099-12-31")
    assert golden(embedded, "crm", "A1")["values"]["name"]["values"] == ["Siemens"]
    assert pinned["decision"]["expires_at"] == "2099-12-31T00:00:00.000Z"
    assert embedded.json("overrides")[0]["id"] == pinned["decision"]["id"]
    embedded.run("unpin", pinned["decision"]["id"])
    assert golden(embedded, "crm", "A1") == before
    embedded.run("unpin", pinned["decision"]["id"], status=4)


def test_a_pin_that_is_over_ends_with_the_next_resolve(embedded: Cli) -> None:
    before = golden(embedded, "crm", "A3")
    embedded.run("pin", before["id"], "name", "Bosch", "--expires", "2001-01-01")
    assert embedded.json("resolve")["overrides_ended"] == 1
    assert golden(embedded, "crm", "A3") == before


def test_decisions_on_what_is_not_there_are_refused(embedded: Cli) -> None:
    known = golden(embedded, "crm", "A1")["id"]
    embedded.run("judge", known, "co_nobody", "same", status=3)
    embedded.run("judge", known, known, "same", status=4)
    embedded.run("judge", known, known, "perhaps", status=2)
    embedded.run("pin", known, "shoe_size", "44", status=2)
    embedded.run("undo", "jd_999999", status=3)
    embedded.run("unpin", "ov_999999", status=3)

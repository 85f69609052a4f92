"""Reading by command: one small hub, asked in every way."""

import pytest

from tests.cli.runner import Cli, interrupt
from tests.cli.sources import write_sources


@pytest.fixture(scope="module", autouse=True)
def world(embedded: Cli, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Both small sources are loaded before the first test."""
    folder = write_sources(tmp_path_factory.mktemp("world"))
    embedded.run("load", folder / "crm.yaml", folder)
    embedded.run("load", folder / "erp.yaml", folder)


def company(cli: Cli, key: str) -> str:
    return str(cli.json("lookup", "crm", "company", key)["id"])


def test_show_names_the_rule_and_the_sources_of_each_value(embedded: Cli) -> None:
    shown = embedded.run("show", company(embedded, "A1")).out
    assert "crm" in shown
    assert "erp" in shown
    golden = embedded.json("show", company(embedded, "A1"))
    assert golden["values"]["name"]["rule"]
    assert {claim["source"] for claim in golden["values"]["name"]["claims"]} == {"crm", "erp"}


def test_view_holds_records_reasons_relations_and_timeline(embedded: Cli) -> None:
    view = embedded.json("view", company(embedded, "A1"))
    assert len(view["records"]) == 2
    assert all(tie["evidence"] for tie in view["ties"])
    assert {relation["role"] for relation in view["relations"]["items"]} == {"OWNS", "WORKS_AT"}
    assert [item["key"] for item in view["timeline"]["items"]] == ["O2", "O1"]
    assert "Why these belong together" in embedded.run("view", company(embedded, "A1")).out


@pytest.mark.parametrize(("text", "key"), [("siemens mobility", "A2"), ("海尔", "A4"), ("rail@mobility.example", "A2")])
def test_find_knows_names_addresses_and_chinese(embedded: Cli, text: str, key: str) -> None:
    found = embedded.json("find", text, "--kind", "company")
    assert company(embedded, key) in [golden["id"] for golden in found]


def test_find_keeps_to_the_kinds_asked_for(embedded: Cli) -> None:
    kinds = {golden["kind"] for golden in embedded.json("find", "siemens", "--kind", "contact")}
    assert "company" not in kinds


def test_lists_hold_all_of_a_kind_page_by_page(embedded: Cli) -> None:
    whole = [golden["id"] for golden in embedded.json("list", "company")["items"]]
    assert {company(embedded, key) for key in ("A1", "A2", "A3", "A4")} <= set(whole)
    first = embedded.json("list", "company", "--limit", "3")
    assert "--cursor" in embedded.run("list", "company", "--limit", "3").err
    rest = embedded.json("list", "company", "--cursor", first["next_cursor"])
    assert [golden["id"] for golden in first["items"] + rest["items"]] == whole


def test_customers_and_sources_are_listed(embedded: Cli) -> None:
    customers = {item["party"]["id"]: item["values"] for item in embedded.json("customers")["items"]}
    assert customers[company(embedded, "A1")]["customer_number"]
    assert "customer_number: " in embedded.run("customers").out
    trusts = {item["source"]: item["trust"] for item in embedded.json("sources")}
    assert (trusts["crm"], trusts["erp"]) == (0.5, 0.8)


def test_timeline_goes_on_where_a_page_ended(embedded: Cli) -> None:
    first = embedded.json("timeline", company(embedded, "A1"), "--limit", "1")
    assert [item["key"] for item in first["items"]] == ["O2"]
    rest = embedded.json("timeline", company(embedded, "A1"), "--cursor", first["next_cursor"])
    assert [item["key"] for item in rest["items"]] == ["O1"]
    assert embedded.json("timeline", company(embedded, "A1"), "--type", "Ticket")["items"] == []


def test_tree_draws_owners_above_holdings(embedded: Cli) -> None:
    lines = embedded.run("tree", company(embedded, "A2")).out.splitlines()
    assert "siemens" in lines[0].lower()
    assert lines[1].lstrip("└─ ").startswith("* Siemens Mobility")


def test_path_leads_from_a_person_to_a_subsidiary(embedded: Cli) -> None:
    grace = embedded.json("lookup", "crm", "contact", "C1")["id"]
    path = embedded.json("path", grace, company(embedded, "A2"))
    assert [node["id"] for node in path["nodes"]] == [grace, company(embedded, "A1"), company(embedded, "A2")]
    assert [step["role"] for step in path["steps"]] == ["WORKS_AT", "OWNS"]


def test_parties_without_a_path_are_told_so(embedded: Cli) -> None:
    embedded.run("path", company(embedded, "A1"), company(embedded, "A4"), status=3)


def test_expected_lists_the_parent_that_never_came(embedded: Cli) -> None:
    assert {"source": "crm", "kind": "company", "key": "A9", "references": 1} in embedded.json("expected")


def test_match_grades_and_explains_and_writes_nothing(embedded: Cli) -> None:
    before = embedded.json("status")
    found = embedded.json("match", "company", "name=Siemens AG", "identifier=vat:DE129273398")
    assert (found[0]["golden"]["id"], found[0]["grade"]) == (company(embedded, "A1"), "certain")
    assert found[0]["evidence"]
    assert embedded.json("status") == before


def test_create_joins_what_is_known_and_founds_what_is_not(embedded: Cli) -> None:
    words = ("create", "company", "name=Robert Bosch GmbH", "identifier=vat:DE811128135", "--source", "web")
    assert embedded.json(*words)["golden"]["id"] == company(embedded, "A3")
    assert embedded.json(*words)["created"] == 0

    fresh = embedded.json("create", "company", "name=Quite New Ltd", "--source", "web", "--key", "W7")
    assert embedded.json("lookup", "web", "company", "W7")["id"] == fresh["golden"]["id"]


def test_a_retired_record_is_found_no_more_and_stays_on_file(embedded: Cli) -> None:
    created = embedded.json("create", "company", "name=Soon Gone Ltd", "--source", "web", "--key", "W8")
    embedded.run("retire", "web", "company", "W8")
    embedded.run("lookup", "web", "company", "W8", status=3)
    embedded.run("retire", "web", "company", "W8", status=3)
    assert [event["type"] for event in embedded.json("history", created["golden"]["id"])] == ["retired", "created"]


def test_changes_go_on_behind_a_number(embedded: Cli) -> None:
    numbers = [event["number"] for event in embedded.json("changes")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [event["number"] for event in embedded.json("changes", "--after", "2", "--limit", "2")] == [3, 4]


def test_changes_can_be_followed_until_ctrl_c(embedded: Cli) -> None:
    with embedded.start("changes", "--follow", "--json") as process:
        assert process.stdout is not None
        assert '"number":1' in process.stdout.readline()
        result = interrupt(process)
    assert result.status == 130
    assert len(result.err.splitlines()) == 1


def test_history_tells_of_one_golden_record(embedded: Cli) -> None:
    golden = company(embedded, "A1")
    events = embedded.json("history", golden)
    assert {event["subject"] for event in events} == {golden}
    assert events[-1]["type"] == "created"


def test_an_audit_trail_knows_who_asked(embedded: Cli) -> None:
    embedded.run(
        "create", "contact", "name=Alan Turing", "email=alan@bletchley.example", "--source", "web", "--by", "joan"
    )
    assert embedded.json("changes", "--after", str(embedded.json("status")["event"] - 1))[0]["by"] == "joan"

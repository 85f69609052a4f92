"""Loading by command: deltas, full loads, refused rows, previews, rebuilds."""

from pathlib import Path

import pytest

from tests.cli.runner import Cli
from tests.cli.sources import edit, write_sources, write_table


@pytest.fixture(scope="module", autouse=True)
def world(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Both small sources are loaded before the first test."""
    folder = write_sources(tmp_path_factory.mktemp("world"))
    cli.run("load", folder / "crm.yaml", folder)
    cli.run("load", folder / "erp.yaml", folder / "customers.csv")


def count(cli: Cli, what: str) -> int:
    return int(cli.json("status").get(what, 0))


def golden_of(cli: Cli, source: str, key: str) -> str:
    return str(cli.json("lookup", source, "company", key)["id"])


def test_the_sources_meet_in_one_golden_record(cli: Cli) -> None:
    assert golden_of(cli, "crm", "A1") == golden_of(cli, "erp", "K1") != golden_of(cli, "crm", "A2")


def test_a_folder_is_loaded_table_by_table(cli: Cli) -> None:
    files = [load["file"] for load in cli.json("loads")]
    assert files[::-1][:3] == ["accounts.csv", "contacts.csv", "orders.csv"]


def test_loading_again_writes_no_event(cli: Cli, sources: Path) -> None:
    before = count(cli, "event")
    again = cli.json("load", sources / "crm.yaml", sources)
    assert [item["load"]["created"] + item["load"]["changed"] for item in again] == [0, 0, 0]
    assert count(cli, "event") == before


def test_a_plan_shows_what_a_load_would_change_and_changes_nothing(cli: Cli, sources: Path) -> None:
    golden, before = golden_of(cli, "crm", "A2"), cli.json("status")
    edit(sources / "accounts.csv", "Siemens Mobility GmbH", "Siemens Trains GmbH")
    planned = cli.json("plan", sources / "crm.yaml", sources / "accounts.csv")
    changes = [event for plan in planned[0]["plans"] for event in plan["events"]]
    assert [(event["type"], event["subject"]) for event in changes] == [("changed", golden)]
    assert "name" in changes[0]["data"]["values"]
    assert cli.json("status") == before


def test_records_loaded_for_later_wait_and_can_be_previewed(cli: Cli, tmp_path: Path) -> None:
    mapping, file = write_table(tmp_path, "later", {"1": "Waiting Room Ltd"})
    cli.run("load", mapping, file, "--later")
    assert count(cli, "pending") == 1
    assert [event["type"] for plan in cli.json("plan") for event in plan["events"]] == ["created"]
    assert count(cli, "pending") == 1
    assert cli.json("resolve")["records"] == 1
    assert count(cli, "pending") == 0


def test_a_full_load_retires_what_is_gone_from_its_table_alone(cli: Cli, tmp_path: Path) -> None:
    mapping, file = write_table(tmp_path, "full", {"1": "Staying Alive Ltd", "2": "Going Home Inc"})
    _same, other = write_table(tmp_path, "full", {"3": "Other Table AG"}, table="more")
    cli.run("load", mapping, file, other)
    write_table(tmp_path, "full", {"1": "Staying Alive Ltd"})
    assert cli.json("load", mapping, file, "--full")[0]["load"]["retired"] == 1
    cli.run("lookup", "full", "company", "1")
    cli.run("lookup", "full", "company", "3")
    cli.run("lookup", "full", "company", "2", status=3)


def test_full_loads_of_several_files_of_one_table_are_refused(cli: Cli, tmp_path: Path) -> None:
    mapping, file = write_table(tmp_path, "twice", {"1": "One Ltd"})
    second = file.with_name("twice-main-2.csv")
    second.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    assert "retire" in cli.run("load", mapping, file, second, "--full", status=2).err


def test_refused_rows_are_listed_without_their_text_and_tried_again(cli: Cli, tmp_path: Path) -> None:
    mapping, file = write_table(tmp_path, "messy", {"1": "Clean Ltd", "": "Secret Keyless Ltd"})
    assert cli.json("load", mapping, file, status=5)[0]["load"]["rejected"] == 1
    [rejection] = cli.json("rejections", "--source", "messy")
    assert (rejection["row"], rejection["field"]) == (2, "key")
    assert rejection["cure"]
    assert "Secret" not in cli.run("rejections").out
    assert "Secret" in cli.run("rejections", "--raw").out

    assert cli.json("rejections", "retry", mapping, file, status=5)[0]["refused"] == 1
    edit(file, ",Secret", "2,Secret")
    assert cli.json("rejections", "retry", mapping, file)[0] == {
        "file": file.name,
        "tried": 1,
        "refused": 0,
        "events": {"created": 1},
    }
    assert cli.json("rejections", "--source", "messy") == []
    assert cli.json("rejections", "retry", mapping, file)[0]["tried"] == 0
    cli.run("lookup", "messy", "company", "2")


def test_a_rebuild_of_an_untouched_hub_finds_no_difference(cli: Cli) -> None:
    before = cli.json("status")
    assert cli.json("rebuild", "--check")["differences"] == 0
    assert cli.json("status") == before


def test_a_rebuild_finds_and_mends_what_was_damaged(cli: Cli) -> None:
    golden = golden_of(cli, "crm", "A1")
    with cli.hub() as hub:
        hub.database.write(lambda transaction: transaction.run("erase/matches"))
    assert cli.json("rebuild", "--check", status=5)["differences"] > 0
    assert cli.json("rebuild", "--check", status=5)["written"] is False
    cli.run("rebuild")
    assert cli.json("rebuild", "--check")["differences"] == 0
    assert golden_of(cli, "crm", "A1") == golden

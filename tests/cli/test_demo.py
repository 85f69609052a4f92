"""`hub demo` on both engines: it comes to the same twice, and says so."""

from pathlib import Path

import pytest

from tests.cli.runner import Cli
from tests.cli.sources import write_table


@pytest.fixture(scope="module")
def first(cli: Cli) -> dict[str, object]:
    """What the first run tells."""
    summary: dict[str, object] = cli.json("demo", "--no-serve")
    return summary


def test_the_first_run_sums_up_what_came_of_the_sources(first: dict[str, object]) -> None:
    assert first["events_before"] == 0
    assert isinstance(first["golden"], dict)
    assert min(first["golden"].values()) > 0
    for count in ("rows", "rejected", "records", "interactions", "merges", "events_written"):
        assert isinstance(first[count], int)
        assert first[count], count


@pytest.mark.usefixtures("first")
def test_the_second_run_changes_no_id_writes_no_event_and_says_so(cli: Cli) -> None:
    before = cli.json("status")
    told = cli.run("demo", "--no-serve")
    assert "no id changed, no event was written" in told.err
    assert cli.json("status") == before


@pytest.mark.usefixtures("first")
def test_a_rebuild_finds_no_difference(cli: Cli) -> None:
    assert cli.json("rebuild", "--check")["differences"] == 0


@pytest.mark.usefixtures("first")
def test_it_does_not_slip_into_a_hub_that_is_in_use(cli: Cli, tmp_path: Path) -> None:
    mapping, file = write_table(tmp_path, "real", {"1": "Real Customer Ltd"})
    cli.run("load", mapping, file)
    assert "real" in cli.run("demo", "--no-serve", status=4).err
    cli.run("demo", "--no-serve", "--keep")

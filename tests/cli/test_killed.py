"""A load that is killed or interrupted loses nothing that was acknowledged."""

from pathlib import Path

from hub.listing import list_loads
from tests.cli.runner import Cli, interrupt, wait_until
from tests.cli.sources import write_table


def test_a_killed_load_goes_on_behind_the_last_acknowledged_row(cli: Cli, tmp_path: Path) -> None:
    rows = {str(number): f"Company {number} Ltd" for number in range(4_000)}
    mapping, file = write_table(tmp_path, "killed", rows)
    slow = cli.with_settings(batch_rows="20")
    with cli.hub() as hub, slow.start("load", mapping, file, "--later") as process:
        wait_until(lambda: any(load.position for load in list_loads(hub)))
        process.kill()
        process.wait()
        cut_off = list_loads(hub, 1)[0]
    assert 0 < cut_off.position < len(rows)
    assert cut_off.state == "running"

    resumed = cli.run("load", mapping, file, "--later")
    assert f"goes on behind row {cut_off.position:,}" in resumed.err
    done = cli.json("loads", "--limit", "1")[0]
    assert (done["id"], done["state"], done["rows"], done["created"]) == (cut_off.id, "done", len(rows), len(rows))


def test_an_interrupted_load_ends_with_one_line_and_goes_on_later(embedded: Cli, tmp_path: Path) -> None:
    rows = {str(number): f"Company {number} Ltd" for number in range(4_000)}
    mapping, file = write_table(tmp_path, "interrupted", rows)
    slow = embedded.with_settings(batch_rows="20")
    with embedded.hub() as hub, slow.start("load", mapping, file, "--later") as process:
        wait_until(lambda: any(load.position and load.source == "interrupted" for load in list_loads(hub)))
        result = interrupt(process)
    assert (result.status, result.err) == (130, "hub: Interrupted.\n")
    embedded.run("load", mapping, file, "--later")
    done = [load for load in embedded.json("loads") if load["source"] == "interrupted"]
    assert [(load["state"], load["created"]) for load in done] == [("done", len(rows))]

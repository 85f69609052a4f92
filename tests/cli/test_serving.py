"""Commands while the API is served on the same data folder."""

import json
from pathlib import Path

import httpx

from tests.cli.runner import embedded_cli, engine_runs, interrupt, wait_until
from tests.cli.sources import write_sources


def get(url: str) -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=30) as client:
        return client.get(url)


def test_commands_work_while_the_api_is_served_and_nothing_runs_after_ctrl_c(tmp_path: Path) -> None:
    folder = tmp_path / "hub-data"
    cli = embedded_cli(folder)
    sources = write_sources(tmp_path)
    with cli.start("serve", "--json") as server:
        assert server.stdout is not None
        told = json.loads(server.stdout.readline())
        wait_until(lambda: answers(told["docs"]))
        cli.run("load", sources / "crm.yaml", sources)
        golden = cli.json("lookup", "crm", "company", "A1")["id"]
        assert get(f"{told['url']}/v1/golden/{golden}/records").status_code == 200
        result = interrupt(server)
    assert result.status == 130
    wait_until(lambda: not engine_runs(folder))


def answers(url: str) -> bool:
    try:
        return get(url).status_code == 200
    except httpx.TransportError:
        return False

"""What is told when something is wrong: an exit code that means it, one message, one cure, no traceback."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from hub.cli.problems import EXIT_CODES, exit_code
from hub.errors import ConflictError, EngineError, GoneError, HubError, InputError, NotFoundError
from tests.cli.runner import Cli, embedded_cli, engine_runs, interrupt, wait_until


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The command line on a data folder in which no engine runs."""
    return embedded_cli(tmp_path / "hub-data")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("nonsense",), 2),
        (("show",), 2),
        (("status", "--limit", "3"), 2),
        (("load", "nowhere", "missing.csv"), 2),
        (("check-mapping", "nowhere"), 2),
        (("reset",), 2),
        (("judge", "a", "b", "perhaps"), 2),
        (("match", "company", "no equals sign"), 2),
        (("match", "company", "shoe_size=44"), 2),
        (("match", "company", "identifier=no scheme"), 2),
        (("create", "company", "name=X"), 2),
        (("plan", "northwind"), 2),
        (("schema", "weather"), 2),
    ],
)
def test_wrong_words_are_told_before_an_engine_starts(cli: Cli, words: tuple[str, ...], status: int) -> None:
    told = cli.run(*words, status=status)
    assert told.err.startswith("hub: ")
    assert not Path(cli.environment["HUB_DATA_DIR"]).exists()


def test_a_problem_is_json_for_machines(cli: Cli) -> None:
    told = cli.run("check-mapping", "nowhere", "--json", status=2)
    problem = json.loads(told.err)
    assert (problem["code"], problem["exit_code"]) == ("mapping", 2)
    assert problem["cure"]
    assert told.out == ""


def test_a_mapping_error_names_the_line(cli: Cli, tmp_path: Path) -> None:
    mapping = tmp_path / "wrong.yaml"
    mapping.write_text("source: wrong\nfiles:\n  one:\n    pattern: '*.csv'\n    records: [{kind: planet, key: a}]\n")
    assert "wrong.yaml:5" in cli.run("check-mapping", mapping, status=2).err


def test_no_value_of_a_candidate_is_repeated_in_an_error(cli: Cli) -> None:
    told = cli.run("match", "contact", "email=grace.hopper(at)navy", status=2)
    assert "email" in told.err
    assert "grace" not in told.err


def test_a_wrong_setting_is_named(cli: Cli) -> None:
    told = cli.with_settings(batch_rows="many").run("version", status=2)
    assert "HUB_BATCH_ROWS" in told.err
    assert "many" not in told.err


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_an_engine_that_is_away_is_told_with_a_cure(cli: Cli) -> None:
    port = free_port()
    told = cli.with_settings(graph_uri=f"bolt://127.0.0.1:{port}").run("status", "--json", status=1)
    assert json.loads(told.err)["code"] == "engine_unavailable"


def test_the_doctor_says_what_is_wrong_and_what_cures_it(cli: Cli) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        taken = cli.with_settings(port=port).json("doctor")
    away = cli.with_settings(graph_uri=f"bolt://127.0.0.1:{port}").json("doctor", status=5)
    assert [check["cure"] != "" for check in taken if check["what"] == "port of the API"] == [True]
    checks = {check["what"]: check for check in away}
    assert checks["graph engine"]["state"] == "failure"
    assert checks["graph engine"]["cure"]
    assert checks["Python"]["state"] == "ok"
    assert "schema" not in checks


@pytest.mark.skipif(os.geteuid() == 0, reason="no folder is closed to root")
def test_a_data_folder_that_cannot_be_written_is_told(cli: Cli, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    told = cli.run("status", status=1)
    assert "hub-data" in told.err


def test_a_file_in_the_place_of_the_data_folder_is_told(cli: Cli) -> None:
    Path(cli.environment["HUB_DATA_DIR"]).write_text("not a folder")
    assert "hub-data" in cli.run("status", status=1).err
    checks = {check["what"]: check for check in cli.json("doctor", status=5)}
    assert checks["data folder"]["state"] == "failure"


def test_a_port_that_is_taken_is_told(cli: Cli) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = cli.with_settings(port=str(server.getsockname()[1])).run("serve", status=2)
    assert "HUB_PORT" in told.err


def test_a_fault_in_the_hub_is_one_line_without_the_value_that_caused_it() -> None:
    program = (
        "from hub.cli.output import make_output; from hub.cli.problems import install_fault_hook;"
        "install_fault_hook(make_output(as_json=False), debug=False); int('grace hopper')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ValueError" in done.stderr
    assert "grace" not in done.stderr
    assert "Traceback" not in done.stderr


def test_every_error_has_a_documented_exit_code() -> None:
    kinds: list[type[HubError]] = [HubError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    codes = {InputError: 2, NotFoundError: 3, GoneError: 3, ConflictError: 4, EngineError: 1}
    assert {exit_code(kind.__new__(kind)) for kind in kinds} <= EXIT_CODES.keys()
    assert {kind: exit_code(kind("")) for kind in codes} == codes


def test_ctrl_c_ends_with_one_line_and_leaves_no_engine(cli: Cli) -> None:
    with cli.start("changes", "--follow") as process:
        folder = Path(cli.environment["HUB_DATA_DIR"])
        wait_until(lambda: engine_runs(folder))
        result = interrupt(process)
    assert result.status == 130
    assert result.err == "hub: Interrupted.\n"
    wait_until(lambda: not engine_runs(folder))

"""Who takes part, and how each is run: as a child process, the peers in virtual environments of their own."""

import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.task import Task

ROOT = Path(__file__).parents[2]

SPLINK = ("splink==5.0.0", "duckdb==2.0.0", "pandas==3.1.1", "pyarrow==26.0.1")
GOLDENMATCH = ("goldenmatch==3.22.0", "goldenmatch-native==0.2.3", "polars==2.1.0", "pyarrow==26.0.1")
PEERS = {"splink": SPLINK, "goldenmatch": GOLDENMATCH, "goldenmatch_zero": GOLDENMATCH}
"""What each peer's environment holds."""

TOOLS = ("hub", *PEERS)
SETTINGS = {"GOLDENMATCH_NATIVE": "1", "GOLDENMATCH_FS_NATIVE": "1"}
LAST_LINES = 5


@dataclass(frozen=True, slots=True)
class Run:
    """What a run cost, in all and by stages where the tool tells; `problem` says why it failed."""

    costs: dict[str, float]
    stages: dict[str, dict[str, float]]
    problem: str | None = None


def run_task(task: Task, cache: Path) -> Run:
    """Run a tool on a set, from reading its records to writing what it found, and measure that.

    Args:
        task: what to do; its folder `out` is emptied before.
        cache: the folder for the peers' environments, which are made where they are missing.
    """
    command = _command(task, cache)
    shutil.rmtree(task.out, ignore_errors=True)
    task.out.mkdir(parents=True)
    costs, log = task.out / "costs.json", task.out / "log.txt"
    environment = os.environ | SETTINGS | {"HUB_DATA_DIR": str(task.out / "hub-data")}
    measured = [sys.executable, "-m", "benchmarks.peers.measured", str(costs), *command]
    with log.open("w", encoding="utf-8") as file:
        ended = subprocess.run(measured, check=False, cwd=ROOT, env=environment, stdout=file, stderr=file)
    return Run(
        costs=json.loads(costs.read_text(encoding="utf-8")),
        stages=json.loads(task.stages.read_text(encoding="utf-8")) if task.stages.exists() else {},
        problem=_last_lines(log) if ended.returncode else None,
    )


def _command(task: Task, cache: Path) -> list[str]:
    if task.tool == "hub":
        wanted = ["--kind", task.kind, "--out", str(task.clusters), "--pairs", str(task.pairs)]
        return [sys.executable, "-m", "hub.cli", "dedupe", str(task.records), *wanted]
    python = _python_with(PEERS[task.tool], cache / "environments" / task.tool.partition("_")[0])
    runner = [str(python), "-m", "benchmarks.peers.run"]
    return [*runner, task.tool, task.set_name, task.kind, str(task.records), str(task.out)]


def _python_with(requirements: tuple[str, ...], folder: Path) -> Path:
    """Return the interpreter of a virtual environment, made anew unless it holds these very requirements."""
    python, installed = folder / "bin" / "python", folder / "requirements.txt"
    wanted = "\n".join(requirements)
    if not installed.exists() or installed.read_text(encoding="utf-8") != wanted:
        venv.create(folder, clear=True, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *requirements], check=True)
        installed.write_text(wanted, encoding="utf-8")
    return python


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:])

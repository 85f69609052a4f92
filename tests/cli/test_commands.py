"""Commands are loaded when they are called; until then help knows what they are."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import hub.cli
from hub.cli.app import app
from hub.cli.commands import COMMANDS, load_root

HEAVY = ("numpy", "pyarrow", "pypinyin", "networkx", "neo4j", "fastapi")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_of_a_command_what_the_command_says_of_itself(name: str) -> None:
    command, announced = load_root(app).commands[name], COMMANDS[name]
    summary = " ".join(str(command.help).split("\n\n")[0].split())
    assert (summary, getattr(command, "rich_help_panel", None)) == (announced.summary, announced.panel)


def test_every_module_of_commands_is_announced() -> None:
    names = [module.name for module in iter_modules(hub.cli.__path__) if not module.name.startswith("__")]
    having = {name for name in names if hasattr(import_module(f"hub.cli.{name}"), "register")}
    assert having == {announced.module for announced in COMMANDS.values()}
    assert load_root(app).commands.keys() == COMMANDS.keys()


@pytest.mark.parametrize("words", [["--help"], ["nonsense"]])
def test_help_loads_no_library_that_it_does_not_need(words: list[str]) -> None:
    program = (
        "import sys\nfrom hub.cli.app import main\n"
        f"try: main({words})\nfinally: print(sorted({set(HEAVY)} & sys.modules.keys()), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=Path(hub.__file__).parents[1]
    )
    assert run.stderr.splitlines()[-1] == "[]"

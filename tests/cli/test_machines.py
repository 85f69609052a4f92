"""Every command answers machines: with --json, its whole answer is JSON."""

import json

import pytest

from hub.cli.app import app
from hub.cli.commands import load_root
from tests.cli.runner import Cli
from tests.cli.sources import write_sources
from tests.unit.resolution.splink_files import file_of

LINES = {"demo", "serve"}
"""Commands that go on and answer in lines; tests of their own hold them to it."""


@pytest.fixture(scope="module")
def words(embedded: Cli, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, ...]]:
    """One use of every command, on a hub with something in it; in an order in which they can run."""
    folder = write_sources(tmp_path_factory.mktemp("world"))
    crm, accounts = str(folder / "crm.yaml"), str(folder / "accounts.csv")
    embedded.run("load", crm, folder)
    first, second = (embedded.json("lookup", "crm", "company", key)["id"] for key in ("A1", "A2"))
    judgement = embedded.json("judge", first, second, "sibling")["decision"]["id"]
    override = embedded.json("pin", first, "name", "Siemens")["decision"]["id"]
    for key, country in (("T1", "GB"), ("T2", "IE")):
        said = ("name=Twofold Widgets Ltd", "email=desk@twofold.example", f"country={country}")
        embedded.run("create", "company", *said, "--source", "web", "--key", key)
    return {
        "version": (),
        "doctor": (),
        "status": (),
        "mappings": (),
        "check-mapping": (crm, accounts),
        "schema": ("mapping",),
        "load": (crm, accounts),
        "plan": (crm, accounts),
        "resolve": (),
        "rebuild": ("--check",),
        "loads": (),
        "expected": (),
        "rejections": (),
        "show": (first,),
        "view": (first,),
        "find": ("siemens",),
        "lookup": ("crm", "company", "A1"),
        "list": ("company", "--limit", "1"),
        "customers": (),
        "sources": (),
        "records": (first,),
        "timeline": (first,),
        "relations": (first,),
        "tree": (first,),
        "path": (first, second),
        "match": ("company", "name=Siemens AG"),
        "create": ("company", "name=Siemens AG", "--source", "web"),
        "retire": ("crm", "company", "A4"),
        "changes": (),
        "history": (first,),
        "judge": (first, second, "different", "--preview"),
        "judgements": (),
        "undo": (judgement,),
        "pin": (first, "email", "x@y.example"),
        "overrides": (),
        "unpin": (override,),
        "reviews": (),
        "review": (embedded.json("reviews")[0]["id"],),
        "dedupe": (accounts, "--kind", "company", "--id", "account", "--out", str(folder / "clusters.csv")),
        "blocking": (accounts, "--kind", "company", "--id", "account"),
        "train": (accounts, "--kind", "company", "--id", "account", "--out", str(folder / "trained.yaml")),
        "import-splink": (str(file_of(5)), "--kind", "contact", "--out", str(folder / "model.yaml")),
        "explain": tuple(embedded.json("records", key)[0]["id"] for key in (first, second)),
        "evaluate": (str(folder / "clusters.csv"), str(folder / "clusters.csv")),
        "reset": ("--yes",),
    }


def test_every_command_answers_in_json(embedded: Cli, words: dict[str, tuple[str, ...]]) -> None:
    assert words.keys() | LINES == load_root(app).commands.keys()
    for name, arguments in words.items():
        told = embedded.run(name, *arguments, "--json")
        assert isinstance(json.loads(told.out), (dict, list)), name
        assert told.err == "", name

"""Which commands there are: what `hub --help` says of them, and which module has them.

A module is loaded once one of its commands is called: many of them need libraries that take a second to load.
"""

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup


class Announced(NamedTuple):
    """A command that is not loaded: the module of this package that has it, its panel, and what help says of it."""

    module: str
    panel: str
    summary: str


COMMANDS = {
    "demo": Announced(
        "demo",
        "Begin",
        "Load the demo sources, resolve them, sum up, and serve the result. A second run changes nothing.",
    ),
    "serve": Announced("serving", "Begin", "Serve the API and its documentation, until Ctrl-C."),
    "dedupe": Announced(
        "deduping", "Files", "Find the records in files that speak of the same thing. Needs no graph, and changes none."
    ),
    "blocking": Announced(
        "deduping",
        "Files",
        "Show which pairs of records would be compared, and which rule finds them. Nothing is compared.",
    ),
    "evaluate": Announced(
        "evaluating", "Files", "Judge clusters against a known truth: pairs of records, records, and whole clusters."
    ),
    "train": Announced(
        "training",
        "Files",
        "Train a match model on files, with labels or without, and keep it for `hub dedupe --model`.",
    ),
    "import-splink": Announced(
        "importing",
        "Files",
        "Make a match model for `hub dedupe --model` out of one that was trained in Splink, and tell what became of "
        "it.",
    ),
    "load": Announced(
        "loading",
        "Load",
        "Load source files. A load that was cut off goes on where it was; a file loaded twice changes nothing.",
    ),
    "resolve": Announced("loading", "Load", "Resolve the records that wait, and end the overrides whose time is up."),
    "loads": Announced("loading", "Load", "List loads, newest first."),
    "expected": Announced("loading", "Load", "List records that others refer to and that have not come."),
    "mappings": Announced("mapping", "Load", "List the mappings that ship with the hub."),
    "check-mapping": Announced("mapping", "Load", "Check a mapping, and show what the first rows of a file become."),
    "schema": Announced(
        "mapping", "Load", "Print the JSON Schema of mappings, for editors that complete and check YAML."
    ),
    "plan": Announced(
        "planning",
        "Load",
        "Show what loading files would change, or what resolving the waiting records would; nothing is changed.",
    ),
    "rebuild": Announced(
        "planning",
        "Load",
        "Derive everything anew from facts and decisions, and write what differs from what is stored.",
    ),
    "rejections": Announced("rejecting", "Load", "List refused rows, or try them again."),
    "list": Announced("reading", "Read", "List golden records of a kind, in the order of their ids."),
    "show": Announced(
        "reading", "Read", "Show a golden record: each value, the rule that chose it, and what others claim."
    ),
    "view": Announced("reading", "Read", "Show all the hub knows of one golden record on one page."),
    "find": Announced(
        "reading",
        "Read",
        "Find golden records by name, e-mail, telephone number or identifier, in Latin letters or Chinese.",
    ),
    "lookup": Announced("reading", "Read", "Show the golden record of a record that a source knows by a key."),
    "customers": Announced("reading", "Read", "List customers: the buying roles of golden companies and contacts."),
    "sources": Announced("reading", "Read", "List the sources that records came from, and how far each is believed."),
    "records": Announced("reading", "Read", "List the source records that a golden record stands for."),
    "timeline": Announced("reading", "Read", "List what happened with a golden record, newest first."),
    "relations": Announced("reading", "Read", "List whom a golden record is related to, and who says so."),
    "history": Announced("reading", "Read", "List what became of a golden record or a decision, newest first."),
    "changes": Announced("reading", "Read", "List changes behind an event number, oldest first."),
    "status": Announced("reading", "Read", "Count what the hub holds."),
    "tree": Announced(
        "parties", "Read", "Draw the corporate hierarchy around a company: its owners above, its holdings below."
    ),
    "path": Announced("parties", "Read", "Show the shortest way between two golden records over their relations."),
    "match": Announced(
        "matching",
        "Match",
        "Tell which golden records a candidate may be, how sure that is, and why. Nothing is written.",
    ),
    "create": Announced(
        "matching", "Match", "Match a candidate and keep it: as part of the golden record it is, or as a new one."
    ),
    "explain": Announced(
        "explaining",
        "Match",
        "Tell why two records in the hub are, or are not, put together; of files, with the options of `hub dedupe`.",
    ),
    "retire": Announced(
        "matching",
        "Match",
        "Retire a record: its source has it no more. It leaves its golden record and stays on file.",
    ),
    "judge": Announced(
        "stewarding",
        "Steward",
        "Decide what two records are to each other. It outranks the machine until it is undone.",
    ),
    "undo": Announced("stewarding", "Steward", "Take a judgement back: everything is as if it had never been made."),
    "judgements": Announced("stewarding", "Steward", "List judgements, newest first."),
    "pin": Announced(
        "stewarding", "Steward", "Pin a golden value. It outranks every source until it is unpinned or expires."
    ),
    "unpin": Announced("stewarding", "Steward", "End an override: what the sources say stands again."),
    "overrides": Announced("stewarding", "Steward", "List overrides, newest first."),
    "reviews": Announced(
        "stewarding", "Steward", "List open questions, least certain first; `hub judge` answers them."
    ),
    "review": Announced(
        "stewarding",
        "Steward",
        "Show an open question: both records side by side, and what speaks for and against a match.",
    ),
    "doctor": Announced("doctor", "System", "Look for what is wrong with this installation, and say what cures it."),
    "reset": Announced(
        "system", "System", "Erase everything the hub holds, decisions included. Only the schema stays."
    ),
    "version": Announced("system", "System", "Print the version."),
}
"""The commands in the order of help; a test holds this to what the modules say."""


class Commands(TyperGroup):
    """The commands, each loaded when it is called."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - whatever typer hands over
        super().__init__(**attributes)
        self.commands = {
            name: TyperCommand(name, help=announced.summary, rich_help_panel=announced.panel)
            for name, announced in COMMANDS.items()
        }

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - typer's own types are not public
        """Load the command that is called."""
        if args[0] in COMMANDS:
            self.load(COMMANDS[args[0]].module)
        return super().resolve_command(ctx, args)

    def load(self, module: str) -> None:
        """Load the commands of a module of this package."""
        part = typer.Typer()
        import_module(f"hub.cli.{module}").register(part)
        self.commands.update(typer.main.get_group(part).commands)

    def load_all(self) -> None:
        """Load every command, for documentation and tests."""
        for module in dict.fromkeys(announced.module for announced in COMMANDS.values()):
            self.load(module)


def load_root(app: typer.Typer) -> Commands:
    """Return an app's commands, all of them loaded."""
    root = typer.main.get_command(app)
    if not isinstance(root, Commands):
        raise TypeError("The app is not made of commands that are loaded when called.")
    root.load_all()
    return root

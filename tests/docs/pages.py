"""What the documentation holds: its pages, and the blocks, commands and links in them.

In: README.md and docs/. Out: plain values. Runs nothing.
"""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "cli.md"
"""Its indented lines are usages, not commands to be typed."""

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^((?:\.venv/bin/)?hub|make|docker) +(?=\w)")
_LINK = re.compile(r"\[[^]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def pages() -> list[Path]:
    """Return every page of the project."""
    tops = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "demo/README.md")]
    return [*tops, *sorted(DOCS.rglob("*.md"))]


def commands(page: Path) -> list[str]:
    """Return the commands a page shows: indented lines and lines of fenced text, without comments."""
    if page == REFERENCE:
        return []
    text = page.read_text(encoding="utf-8")
    indented = [line[4:] for line in _FENCE.sub("", text).splitlines() if line.startswith("    ")]
    fenced = [line for block in fences(page, "text") for line in block.splitlines()]
    found = [line for line in (*indented, *fenced) if _COMMAND.match(line)]
    return [re.sub(r" +# .*", "", line).removeprefix(".venv/bin/") for line in found]


def words(command: str) -> list[str]:
    """Return the words of a command, as a shell splits them."""
    return shlex.split(command)


def fences(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [text for name, text in found if name == language]


def links(page: Path) -> list[str]:
    """Return the targets of the links to places of this project."""
    return [target for target in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]


def anchors(page: Path) -> set[str]:
    """Return what a link may name behind #: the headings, as GitHub writes them."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}

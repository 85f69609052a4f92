"""The queries of `cypher/`, loaded once by path."""

import re
from dataclasses import dataclass
from functools import cache

from hub.assets import cypher_dir


@dataclass(frozen=True, slots=True)
class Query:
    """One query: its path below `cypher/` without ending, its text, and the `$parameters` it takes."""

    name: str
    text: str
    parameters: frozenset[str]


@cache
def query(name: str) -> Query:
    """Return the query `name`, for example "stage/source".

    Raises:
        FileNotFoundError: there is no such file: a fault in the hub itself, which a test rules out.
    """
    text = (cypher_dir() / f"{name}.cypher").read_text(encoding="utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    return Query(name=name, text=code, parameters=frozenset(re.findall(r"\$(\w+)", code)))


def statements(name: str) -> tuple[str, ...]:
    """Return the statements of a schema file, in order."""
    return tuple(statement.strip() for statement in query(name).text.split(";") if statement.strip())

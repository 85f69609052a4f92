"""YAML text as plain data in which every entry knows its line.

In: the text of a mapping. Out: a `Document`. Every scalar stays text ("NO" is Norway, not false); whoever validates
the data turns text into numbers. Knows nothing of mappings but their errors.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from hub.errors import MappingError

Path = tuple[str | int, ...]
"""Where an entry stands: keys and positions from the top."""


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document: its name, its data and the line of each entry, counted from 1."""

    name: str
    data: object
    lines: dict[Path, int]

    def line_of(self, path: Path) -> int:
        """Return the line of the entry at `path`, or of the nearest entry around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse_yaml(text: str, name: str) -> Document:
    """Parse one YAML document.

    Raises:
        MappingError: it is no valid YAML, holds a key twice, or refers to itself; names the line.
    """
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        # An open quote is noticed at the next quote or the end; the cure is where it begins.
        mark = error.context_mark if error.context == "while scanning a quoted scalar" else error.problem_mark
        line = mark.line + 1 if mark else 0
        raise MappingError(name, line, f"no valid YAML: {error.problem}", "Check indentation and quotes.") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise MappingError(name, line, "a character that YAML does not allow", "Remove it.") from None
    if root is None:
        raise MappingError(name, 1, "the mapping is empty", "See docs/mappings.md for an example.")
    tree = _Tree(name)
    return Document(name, tree.plain(root, ()), tree.lines)


class _Tree:
    """Turns nodes into plain data, noting lines on the way."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[yaml.Node] = []
        self.lines: dict[Path, int] = {}

    def plain(self, node: yaml.Node, path: Path) -> object:
        self.lines.setdefault(path, _line(node))
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if any(node is outer for outer in self._open):
            raise MappingError(self._name, _line(node), "an alias refers to itself", "Write the entry out.")
        self._open.append(node)
        value = self._list(node, path) if isinstance(node, yaml.SequenceNode) else self._dict(node, path)
        self._open.pop()
        return value

    def _list(self, node: yaml.SequenceNode, path: Path) -> list[object]:
        return [self.plain(item, (*path, position)) for position, item in enumerate(node.value)]

    def _dict(self, node: yaml.Node, path: Path) -> dict[str, object]:
        value: dict[str, object] = {}
        for key, line, item in self._entries(node):
            if key in value:
                first = self.lines[*path, key]
                raise MappingError(self._name, line, f"{key!r} is given twice, first on line {first}", "Keep one.")
            self.lines[*path, key] = line
            value[key] = self.plain(item, (*path, key))
        return value

    def _entries(self, node: yaml.Node) -> Iterator[tuple[str, int, yaml.Node]]:
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                cure = "Quote it if it is a template in braces."
                raise MappingError(self._name, _line(key), "a key must be a single word or text", cure)
            yield key.value, _line(key), item


def _line(node: yaml.Node) -> int:
    line: int = node.start_mark.line
    return line + 1

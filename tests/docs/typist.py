"""Types the commands of a page one after the other, as a reader would.

`ID` stands for an id that an earlier command of the page has printed: the first of the last `lookup`, `find` or
`create`; a second `ID` in one command is another one of that kind.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from tests.cli.runner import Cli, Result
from tests.docs.pages import words

_ID = re.compile(r"\b(?:co|ct|pr)_[a-z2-7]{16}\b")
_NAMING = ("lookup", "find")
_WRITING = ("--out", "--pairs", "--review")


@dataclass
class Typist:
    """Somebody at a terminal: in a folder, with an environment, remembering the ids seen."""

    cli: Cli
    folder: Path
    variables: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)

    def run(self, command: str, status: int = 0) -> Result:
        """Type one command, which has to end with `status`."""
        name, *rest = words(command)
        assert name == "hub", command
        result = self.cli.run(*self._filled(rest), status=status)
        if rest[0] in _NAMING:
            self.ids = [*dict.fromkeys(_ID.findall(result.out)), *self.ids]
        return result

    def _filled(self, typed: list[str]) -> list[str]:
        taken: list[str] = []
        filled = []
        for before, word in pairwise(["", *typed]):
            if before in _WRITING:
                filled.append(str(self.folder / word))
            elif word == "ID":
                taken.append(self._next_id(taken))
                filled.append(taken[-1])
            else:
                filled.append(self._in_folder(word))
        return filled

    def _next_id(self, taken: list[str]) -> str:
        kind = taken[0][:2] if taken else ""
        return next(each for each in self.ids if each not in taken and each.startswith(kind))

    def _in_folder(self, word: str) -> str:
        for name, value in self.variables.items():
            word = word.replace(f"${name}", value)
        return str(self.folder / word) if (self.folder / word).is_file() else word

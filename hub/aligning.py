"""Bringing columns of several tables together that hold the same under different names: `title` here, `name` there.

Columns of most types are compared with each other whatever they are called; a title, a price or a date is compared
with its own column only. In: what columns hold. Out: which of them are one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from hub.resolution.column_types import ColumnType
from hub.resolution.propose import Proposal

SAID = "you said so"
ITS_NAME = "its name"
SEVERAL = frozenset({ColumnType.PHRASE, ColumnType.CATEGORY, ColumnType.IDENTIFIER})
"""Types of which a table often has several columns: that two tables have one each does not make them the same."""
SELDOM_SEVERAL = frozenset({ColumnType.DATE, ColumnType.YEAR, ColumnType.NUMBER})
"""Types of which a table seldom has several columns with a telling name."""
BY_COLUMN = SEVERAL | SELDOM_SEVERAL | {ColumnType.TITLE}
"""Types whose columns are compared one by one."""

Columns = Sequence[Collection[str]]
Meanings = Sequence[Mapping[str, str]]


def align(proposals: Mapping[str, Proposal], columns: Columns, meanings: Meanings) -> dict[str, str]:
    """Find columns of several tables that hold the same under different names.

    Args:
        proposals: what each column holds.
        columns: the names of each table's columns.
        meanings: of each table the attribute that a mapping gives to a column, for some of its columns.

    Returns:
        Name of a column -> name of the column of an earlier table that it belongs to.
    """
    kept = {name: found for name, found in proposals.items() if found.holds in BY_COLUMN}
    together = _by_meaning(kept, meanings)
    done = set(together) | set(together.values())
    everywhere = set(proposals).intersection(*columns)
    for holds in sorted(BY_COLUMN):
        alike = [name for name, found in kept.items() if found.holds is holds and name not in everywhere | done]
        together |= _lone([[name for name in alike if name in table] for table in columns], kept)
    return {
        name: into for name, into in together.items() if not any(name in table and into in table for table in columns)
    }


def _by_meaning(proposals: Mapping[str, Proposal], meanings: Meanings) -> dict[str, str]:
    """Bring columns together that feed the same attribute: first with first, second with second."""
    together: dict[str, str] = {}
    first: dict[tuple[str, int], str] = {}
    for meaning in meanings:
        counts: dict[str, int] = defaultdict(int)
        for name, attribute in meaning.items():
            place = attribute, counts[attribute]
            counts[attribute] += 1
            leader = first.setdefault(place, name)
            if leader != name and {leader, name} <= proposals.keys():
                together[name] = leader
    return together


def _lone(found: Sequence[Sequence[str]], proposals: Mapping[str, Proposal]) -> dict[str, str]:
    """Bring the only columns of a type together, if each table has one and has no other table's."""
    names = [table[0] for table in found if table]
    lone = all(len(table) <= 1 for table in found) and len(set(names)) == len(names)
    if lone and names and all(_is_clear(proposals[name]) for name in names):
        return dict.fromkeys(names[1:], names[0])
    return {}


def _is_clear(proposal: Proposal) -> bool:
    by_name = proposal.holds in SELDOM_SEVERAL and proposal.because == ITS_NAME
    return proposal.holds is ColumnType.TITLE or by_name or proposal.because == SAID

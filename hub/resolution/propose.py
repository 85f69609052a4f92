"""Proposing what the columns of a table hold, from their names and from what stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from hub.resolution.column_contents import NAME_WORDS, SAMPLE, fits, type_by_content, words_of
from hub.resolution.column_names import continues, type_by_name
from hub.resolution.column_types import ColumnType

ONE_WORD = 2  # below so many words on average a value is one word
TITLE_WORDS = 8  # words on average, from which on further ones do not make a better name
LONGEST_TITLE = 16  # beyond which a text describes rather than names


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column is taken to hold, and why."""

    column: str
    holds: ColumnType
    because: str


def propose_types(columns: Mapping[str, pa.Array], kind: str) -> tuple[Proposal, ...]:
    """Propose what each column holds.

    Args:
        columns: text, null where empty.
        kind: "company", "contact", "product" or "other".
    """
    proposals = _named_once({name: _propose(name, values, kind) for name, values in columns.items()})
    known = {name: proposal.holds for name, proposal in proposals.items()}
    family = _find_family_name(known, columns) if kind == "contact" else None
    if family is not None:
        proposals[family] = Proposal(family, ColumnType.FAMILY_NAME, "most of its values differ, beside given names")
    main = _find_main(known, columns, kind)
    if main is not None:
        wanted = _MAIN[kind]
        proposals[main] = Proposal(main, wanted, f"the column that most likely names the {_NAMED[kind]}")
    return tuple(proposals.values())


def _named_once(proposals: dict[str, Proposal]) -> dict[str, Proposal]:
    """Take columns that look like names for something else, where others are called so: a parent firm, a manager."""
    called = {found.holds for found in proposals.values() if found.because == ITS_NAME}
    if called & _PARTS_OF_NAMES:
        called |= {ColumnType.PERSON_NAME}
    return {
        name: Proposal(name, ColumnType.CATEGORY, "another column names what the table is about")
        if found.because != ITS_NAME and found.holds in called & _NAMES
        else found
        for name, found in proposals.items()
    }


ITS_NAME = "its name"
_PARTS_OF_NAMES = frozenset({ColumnType.GIVEN_NAME, ColumnType.FAMILY_NAME})
_NAMES = _PARTS_OF_NAMES | {ColumnType.PERSON_NAME, ColumnType.COMPANY_NAME}
_MAIN = {
    "company": ColumnType.COMPANY_NAME,
    "contact": ColumnType.PERSON_NAME,
    "product": ColumnType.TITLE,
    "other": ColumnType.TITLE,
}
_NAMED = {"company": "company", "contact": "person", "product": "product", "other": "thing"}


def _propose(name: str, values: pa.Array, kind: str) -> Proposal:
    sample = pc.unique(values.drop_null().slice(0, SAMPLE))
    if not len(sample):
        return Proposal(name, ColumnType.IGNORED, "it is empty")
    by_name = type_by_name(name, kind)
    if by_name in _MAIN.values() and continues(name):
        return Proposal(name, ColumnType.IGNORED, "its name is that of a continuation")
    if by_name is not None and fits(by_name, sample):
        return Proposal(name, _refined(by_name, sample), ITS_NAME)
    return Proposal(name, *type_by_content(name, values, sample, kind))


def _refined(holds: ColumnType, sample: pa.Array) -> ColumnType:
    """A description is a phrase, a list of authors is one; a short name is a category."""
    if holds in {ColumnType.PHRASE, ColumnType.CATEGORY}:
        words = words_of(sample)
        return ColumnType.PHRASE if words >= NAME_WORDS else ColumnType.CATEGORY if words < ONE_WORD else holds
    return holds


def _find_family_name(known: Mapping[str, ColumnType], columns: Mapping[str, pa.Array]) -> str | None:
    """Return the column that most likely has the family names, where there are given names and no family names."""
    held = set(known.values())
    if ColumnType.GIVEN_NAME not in held or held & {ColumnType.FAMILY_NAME, ColumnType.PERSON_NAME}:
        return None
    telling = {
        name: _tellingness(columns[name])
        for name, holds in known.items()
        if holds is ColumnType.CATEGORY and words_of(columns[name]) < ONE_WORD
    }
    return max(telling, key=lambda name: telling[name], default=None)


def _find_main(known: Mapping[str, ColumnType], columns: Mapping[str, pa.Array], kind: str) -> str | None:
    """Return the column that most likely names things, where none does so by its own name."""
    naming = {
        "company": {ColumnType.COMPANY_NAME},
        "contact": {ColumnType.PERSON_NAME, ColumnType.FAMILY_NAME, ColumnType.GIVEN_NAME},
        "product": {ColumnType.TITLE},
        "other": {ColumnType.TITLE},
    }[kind]
    if naming & set(known.values()):
        return None
    open_types = {ColumnType.CATEGORY, ColumnType.PHRASE, ColumnType.COMPANY_NAME, ColumnType.PERSON_NAME}
    telling = {
        name: _tellingness(columns[name])
        for name, holds in known.items()
        if holds in open_types and (kind != "other" or holds is ColumnType.PHRASE)
    }
    return max(telling, key=lambda name: telling[name], default=None)


def _tellingness(values: pa.Array) -> float:
    """How well a column tells things apart: distinct values for each record, more for texts of some words, not many."""
    distinct = int(pc.count_distinct(values, mode="only_valid").as_py())
    words = words_of(pc.unique(values.drop_null().slice(0, SAMPLE)))
    return distinct / max(1, len(values)) * (1 + (min(words, TITLE_WORDS) if words <= LONGEST_TITLE else ONE_WORD))

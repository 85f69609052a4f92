"""Proposing what the columns of a table hold, from their names and from what stands in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from hub.resolution.column_types import ColumnType
from hub.standardise.tables import read_table
from hub.standardise.text import fold, to_latin

SAMPLE = 2_000
MOSTLY = 0.6  # of the values must look it
ONE_WORD = 2  # below so many words on average a value is one word
NAME_WORDS = 3  # from so many words on a text is a phrase
TITLE_WORDS = 2.5
FEW = 0.02  # distinct values for each record: a category
REPEATED = 0.005

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PATTERNS = {
    ColumnType.EMAIL: r"^\s*[^@\s]+@[^@\s]+[.][^@\s]+\s*$",
    ColumnType.DOMAIN: r"(?i)^\s*(https?://|www[.])\S+\s*$"
    r"|^\s*([a-z0-9-]+[.])+(com|org|net|de|fr|cn|uk|it|es|io|eu|ru)(/\S*)?\s*$",
    ColumnType.DATE: r"^\s*([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
    r"|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}|(19|20)[0-9]{6})\b",
    ColumnType.YEAR: r"^\s*(1[5-9]|20)[0-9]{2}([.]0)?\s*$",
    ColumnType.PHONE: r"^\s*[+(]?[0-9][0-9 ()/.+-]{6,}\s*((ext|x)\.?\s*[0-9]+)?\s*$",
    ColumnType.NUMBER: r"^\s*[$€£¥]?\s*[0-9]+([.,][0-9]+)*\s*([$€£¥]|[a-z]{3})?\s*$",
    ColumnType.STREET: r"(?i)[0-9].*\b(st|street|ave|avenue|rd|road|blvd|dr|drive|lane|ln|way|hwy|str)\b"
    r"|(straße|strasse|str[.]|weg|allee|platz)\s*[0-9]|\b(rue|via|calle|ul|rua)\b|[路街道].*[0-9]",
}


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
    proposals = {name: _propose(name, values, kind) for name, values in columns.items()}
    known = {name: proposal.holds for name, proposal in proposals.items()}
    main = _find_main(known, columns, kind)
    if main is not None:
        wanted = _MAIN[kind]
        proposals[main] = Proposal(main, wanted, f"the column that most likely names the {_NAMED[kind]}")
    return tuple(proposals.values())


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
    if by_name is not None and _fits(by_name, sample):
        return Proposal(name, _refined(by_name, sample), "its name")
    by_content = _by_content(name, values, sample)
    return Proposal(name, *by_content)


def type_by_name(name: str, kind: str) -> ColumnType | None:
    """Look a column's name up, whole first, then its last words, so that "billing city" is a city."""
    words = fold(to_latin(_CAMEL.sub(" ", name.replace("_", " "))) if name.isascii() else name).split()
    known = _known_names(kind)
    for start in range(len(words)):
        ending = " ".join(words[start:])
        if ending in known and not (start and known[ending] in _WHOLE_NAMES_ONLY):
            return known[ending]
    return None


_WHOLE_NAMES_ONLY = frozenset({ColumnType.SOURCE, ColumnType.TITLE})


@cache
def _known_names(kind: str) -> dict[str, ColumnType]:
    table = read_table("columns")
    return {
        name: ColumnType(holds)
        for part in ("any", kind)
        for holds, names in table.get(part, {}).items()
        for name in names
    }


def _share(sample: pa.Array, pattern: str) -> float:
    return float(pc.mean(pc.cast(pc.match_substring_regex(sample, pattern), pa.float64())).as_py() or 0.0)


def _fits(holds: ColumnType, sample: pa.Array) -> bool:
    """Tell whether values may be what the name says; some names lie."""
    least = {ColumnType.EMAIL: 0.3, ColumnType.PHONE: 0.0, ColumnType.YEAR: 0.3, ColumnType.DATE: 0.0}
    if holds is ColumnType.DATE:
        return _share(sample, r"[0-9]{2}") >= MOSTLY
    if holds is ColumnType.NUMBER:
        return _share(sample, "[0-9]") >= MOSTLY
    return holds not in least or holds not in _PATTERNS or _share(sample, _PATTERNS[holds]) >= least[holds]


def _refined(holds: ColumnType, sample: pa.Array) -> ColumnType:
    """A description is a phrase, a list of authors is one; a short name is a category."""
    if holds in {ColumnType.PHRASE, ColumnType.CATEGORY}:
        words = _words(sample)
        return ColumnType.PHRASE if words >= NAME_WORDS else ColumnType.CATEGORY if words < ONE_WORD else holds
    return holds


def _words(sample: pa.Array) -> float:
    """Return how many words a value has on average; two Han characters count as one."""
    words = pc.mean(pc.count_substring_regex(sample, r"[^\s\p{Han}]+")).as_py() or 0.0
    han = pc.mean(pc.count_substring_regex(sample, r"\p{Han}")).as_py() or 0.0
    return float(words) + float(han) / 2


def _by_content(name: str, values: pa.Array, sample: pa.Array) -> tuple[ColumnType, str]:
    for holds, pattern in _PATTERNS.items():
        if _share(sample, pattern) >= MOSTLY:
            return holds, "what stands in it"
    filled = len(values) - values.null_count
    distinct = pc.count_distinct(values, mode="only_valid").as_py()
    if re.search(r"(?i)(^|_|\b)(id|key|nr|no|ref|uuid)$", name):
        return ColumnType.IGNORED, "its name is that of a key"
    if distinct == filled and _words(sample) < 1.2 and _share(sample, "[0-9]") > MOSTLY:  # noqa: PLR2004 - one word
        return ColumnType.IGNORED, "each value is there once, as in a key"
    if _words(sample) >= NAME_WORDS:
        return ColumnType.PHRASE, "its length"
    if _share(sample, r"[0-9].*[0-9].*[0-9].*[0-9]") >= MOSTLY and distinct > FEW * filled:
        return ColumnType.IDENTIFIER, "what stands in it"
    return ColumnType.CATEGORY, "what stands in it"


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
    """How well a column tells things apart: distinct values for each record, more for texts of some words."""
    distinct = int(pc.count_distinct(values, mode="only_valid").as_py())
    words = min(_words(pc.unique(values.drop_null().slice(0, SAMPLE))), 12.0)
    return distinct / max(1, len(values)) * (1 + words)

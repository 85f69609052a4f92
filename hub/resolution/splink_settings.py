"""What a model of Splink says: its settings in JSON (Splink 3, 4 and 5), read without running any SQL.

In: the settings as Python values. Out: comparisons whose levels say how well each column agrees, and blocking rules as
the columns that two records share. The SQL that Splink's own comparison library writes is recognised by its form;
anything else is kept as text and told apart as unknown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hub.errors import InputError

NEARLY = 0.85
"""From this similarity on (Jaro-Winkler, Jaro, Jaccard ...) two values are taken to be a slip apart."""
SLIPS = 2
"""Up to so many edits two values are taken to be a slip apart."""
MONTH_DAYS, YEARS_DAYS = 32.0, 800.0
"""Dates up to so many days apart are taken to be a slip apart, or near."""
PERCENT = 0.05
"""Numbers up to this share apart are close."""


class Agreement(IntEnum):
    """How well two values of a column agree, whatever a comparison calls it; the strongest first."""

    EXACT = 0
    REVERSED = 1  # two columns the other way round
    CLOSE = 2  # a slip apart
    PART = 3  # a part of the value: mailbox, first characters, a region's code
    WEAK = 4  # alike, but no slip apart
    ELSE = 5  # nothing of that, or not looked at


@dataclass(frozen=True, slots=True)
class SplinkLevel:
    """A level that is not the one for missing values.

    Attributes:
        condition: its SQL.
        agreement: of each column that it looks at.
        known: whether its form was recognised as a whole.
        m: how often matching records reach it; None where Splink has not trained it.
    """

    condition: str
    agreement: Mapping[str, Agreement]
    known: bool
    m: float | None


@dataclass(frozen=True, slots=True)
class SplinkComparison:
    """A comparison: its name, the columns that it looks at, its levels, and whether frequencies of values count."""

    name: str
    columns: tuple[str, ...]
    levels: tuple[SplinkLevel, ...]
    by_frequency: bool


@dataclass(frozen=True, slots=True)
class SharedKey:
    """What two records share: a column as a whole (`length` None), its first characters, or a part (`length` 0)."""

    column: str
    length: int | None = None


@dataclass(frozen=True, slots=True)
class SplinkRule:
    """A blocking rule: its SQL, and what two records share; None where that was not recognised."""

    condition: str
    shared: tuple[SharedKey, ...] | None


@dataclass(frozen=True, slots=True)
class SplinkModel:
    """A model of Splink.

    Attributes:
        comparisons: in order.
        rules: its blocking rules for predictions.
        probability: that two records taken by chance match.
        link_type: "dedupe_only", "link_only" or "link_and_dedupe".
    """

    comparisons: tuple[SplinkComparison, ...]
    rules: tuple[SplinkRule, ...]
    probability: float | None
    link_type: str


class _Settings(BaseModel):
    """What is read of the settings; the rest is of no concern here."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Level(_Settings):
    sql_condition: str
    is_null_level: bool = False
    m_probability: float | str | None = None
    tf_adjustment_column: str | None = None


class _Comparison(_Settings):
    output_column_name: str = ""
    comparison_levels: Annotated[tuple[_Level, ...], Field(min_length=1)]


class _Rule(_Settings):
    blocking_rule: str


class _Model(_Settings):
    comparisons: Annotated[tuple[_Comparison, ...], Field(min_length=1)]
    blocking_rules_to_generate_predictions: tuple[_Rule | str, ...] = ()
    probability_two_random_records_match: Annotated[float, Field(gt=0, lt=1)] | None = None
    link_type: str = "dedupe_only"


def parse_splink(content: object, name: str) -> SplinkModel:
    """Read the settings of a Splink model; `name` is the file's, for messages.

    Raises:
        InputError: they are no such settings; names the entries at fault.
    """
    try:
        model = _Model.model_validate(content)
    except ValidationError as error:
        places = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'it'}: {fault['msg']}" for fault in error.errors())
        cure = "Save the model in Splink with linker.misc.save_model_to_json()."
        raise InputError(f"{name} is no model of Splink: {places}", cure) from error
    return SplinkModel(
        comparisons=tuple(_comparison(comparison) for comparison in model.comparisons),
        rules=tuple(_rule(rule) for rule in model.blocking_rules_to_generate_predictions),
        probability=model.probability_two_random_records_match,
        link_type=model.link_type,
    )


def _comparison(comparison: _Comparison) -> SplinkComparison:
    levels = tuple(
        _level(level)
        for level in comparison.comparison_levels
        if not level.is_null_level and not re.fullmatch(_NULL, level.sql_condition, re.IGNORECASE | re.DOTALL)
    )
    columns = dict.fromkeys(column for level in levels for column in level.agreement)
    by_frequency = any(level.tf_adjustment_column for level in comparison.comparison_levels)
    return SplinkComparison(comparison.output_column_name, tuple(columns), levels, by_frequency)


_NULL = r"(?!.*\band\b).*\bis null(\s+or\s+.*\bis null)?\s*"


def _level(level: _Level) -> SplinkLevel:
    m = level.m_probability if isinstance(level.m_probability, float) and 0 <= level.m_probability <= 1 else None
    if level.sql_condition.strip().upper() == "ELSE":
        return SplinkLevel("ELSE", {}, known=True, m=m)
    agreement: dict[str, Agreement] = {}
    known = True
    for condition in _conjuncts(_plain(level.sql_condition)):
        found = _agreement(condition)
        known &= found is not None
        for column in _columns(condition):
            reached = Agreement.WEAK if found is None else found
            agreement[column] = min(reached, agreement.get(column, Agreement.ELSE))
    return SplinkLevel(level.sql_condition, {_original(column): how for column, how in agreement.items()}, known, m)


_SPACE = "\u2423"  # stands for a space within a quoted name, as no name has it


def _plain(sql: str) -> str:
    """Return SQL without quotes around names, in small letters but for names, and with single spaces."""
    unquoted = re.sub(r'"([^"]+)"|`([^`]+)`', lambda name: (name[1] or name[2]).replace(" ", _SPACE), sql)
    return re.sub(r"\s+", " ", unquoted).strip()


def _original(name: str) -> str:
    return name.replace(_SPACE, " ")


def _conjuncts(sql: str) -> list[str]:
    """Return the conditions that hold together: the parts between ANDs that stand in no brackets."""
    sql = _unwrapped(sql)
    parts, depth, start = [], 0, 0
    for token in re.finditer(r"[()]|\band\b", sql, re.IGNORECASE):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if depth == 0 and token[0].lower() == "and":
            parts.append(sql[start : token.start()])
            start = token.end()
    parts.append(sql[start:])
    return [sql] if len(parts) == 1 else [inner for part in parts for inner in _conjuncts(part)]


def _unwrapped(sql: str) -> str:
    """Return SQL without brackets around the whole of it."""
    sql = sql.strip()
    while sql.startswith("(") and sql.endswith(")") and _closes_last(sql):
        sql = sql[1:-1].strip()
    return sql


def _closes_last(sql: str) -> bool:
    depth = 0
    for place, letter in enumerate(sql):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth == 0:
            return place == len(sql) - 1
    return False


def _columns(condition: str) -> list[str]:
    """Return the columns of which a condition names both sides, or one side each."""
    return [*dict.fromkeys(name for name, _side in re.findall(r"(?<![\w'.])([^\W\d][\w␣.]*?)_([lr])\b", condition))]


_NAME = r"[^\W\d][\w␣.]*?"
_FUNCTION = r"[\w.]+"
_SIMILAR = re.compile(rf"({_FUNCTION})\((.+)\) ?>=? ?([0-9.]+)", re.IGNORECASE)
_DISTANT = re.compile(rf"\(*({_FUNCTION})\((.+)\) ?<=? ?(.+?)", re.IGNORECASE)
_SPELLING = re.compile(r"(lower|upper|trim)\([\w␣.]+\)", re.IGNORECASE)
_SIMILARITIES = re.compile(r"jaro|jaccard|cosine", re.IGNORECASE)
_EDITS = re.compile(r"leven|editdist", re.IGNORECASE)
_SECONDS = re.compile(r"epoch|unix_timestamp", re.IGNORECASE)
_DAYS = re.compile(r"datediff|date_diff", re.IGNORECASE)
_SHARED = re.compile(r"intersect\(", re.IGNORECASE)


def _agreement(condition: str) -> Agreement | None:
    """Say how well values agree under one condition; None if its form is unknown."""
    for read in (_equality, _similarity, _difference):
        found = read(condition)
        if found is not None:
            return found
    return None


def _equality(condition: str) -> Agreement | None:
    whole = re.fullmatch(rf"({_NAME})_([lr]) ?= ?({_NAME})_([lr])", condition)
    if whole and whole[2] != whole[4]:
        return Agreement.EXACT if whole[1] == whole[3] else Agreement.REVERSED
    sides = condition.strip().split(" = ")
    if len(sides) == 2 and _turned(sides[0]) == sides[1]:  # noqa: PLR2004 - a side each
        return Agreement.EXACT if _SPELLING.fullmatch(sides[0]) else Agreement.PART
    return None


def _turned(side: str) -> str:
    """Return an expression on one record as it reads on the other."""
    return re.sub(r"_([lr])\b", lambda end: "_r" if end[1] == "l" else "_l", side)


def _similarity(condition: str) -> Agreement | None:
    found = _SIMILAR.fullmatch(condition)
    if not found:
        return None
    if _SHARED.search(condition):
        return Agreement.EXACT
    if not _SIMILARITIES.search(condition):
        return None
    return Agreement.CLOSE if float(found[3]) >= NEARLY else Agreement.WEAK


def _difference(condition: str) -> Agreement | None:
    found = _DISTANT.fullmatch(condition)
    limit = _number(found[3]) if found else None
    if found is None or limit is None:
        return None
    if _EDITS.search(found[1]):
        return Agreement.CLOSE if limit <= SLIPS else Agreement.WEAK
    if found[1].lower() != "abs":
        return None
    if _SECONDS.search(condition) or _DAYS.search(condition):
        return _apart(limit / 86_400 if _SECONDS.search(condition) else limit * _unit(condition))
    if re.search(r"\) ?/|/ ?\(", found[2]):
        return Agreement.CLOSE if limit <= PERCENT else Agreement.WEAK
    return Agreement.WEAK


def _apart(days: float) -> Agreement:
    return Agreement.CLOSE if days <= MONTH_DAYS else Agreement.WEAK if days <= YEARS_DAYS else Agreement.ELSE


def _unit(condition: str) -> float:
    """Return the days of the unit that a difference of dates is counted in."""
    return next((days for unit, days in _UNITS.items() if f"'{unit}'" in condition.lower()), 1.0)


_UNITS = {"year": 365.25, "month": 30.4}


def _number(text: str) -> float | None:
    """Return a number as written, or divided within floor()."""
    divided = re.fullmatch(r"floor\(([0-9.]+) / ([0-9.]+)\)", text.strip(), re.IGNORECASE)
    if divided:
        return float(divided[1]) / float(divided[2])
    return float(text) if re.fullmatch(r"\s*[0-9]+(\.[0-9]*)?\s*", text) else None


def _rule(rule: _Rule | str) -> SplinkRule:
    sql = rule if isinstance(rule, str) else rule.blocking_rule
    shared = [_shared(condition) for condition in _conjuncts(_plain(sql))]
    known = [key for key in shared if key is not None]
    return SplinkRule(sql, tuple(known) if len(known) == len(shared) else None)


_COLUMN = r"(?:[^\W\d][\w␣]*)"
_PLAIN_KEY = re.compile(
    rf"(?:lower|upper|trim)?\(?l\.({_COLUMN})\)? ?= ?(?:lower|upper|trim)?\(?r\.\1\)?", re.IGNORECASE
)
_HEAD_KEY = re.compile(
    rf"substr(?:ing)?\(l\.({_COLUMN}), ?1, ?(\d+)\) ?= ?substr(?:ing)?\(r\.\1, ?1, ?\2\)", re.IGNORECASE
)


def _shared(condition: str) -> SharedKey | None:
    condition = _unwrapped(condition)
    plain, head = _PLAIN_KEY.fullmatch(condition), _HEAD_KEY.fullmatch(condition)
    if plain:
        return SharedKey(_original(plain[1]))
    if head:
        return SharedKey(_original(head[1]), int(head[2]))
    return None


def columns_of(model: SplinkModel) -> Iterator[str]:
    """Yield the columns that a model looks at, each once."""
    named = [column for comparison in model.comparisons for column in comparison.columns]
    keyed = [key.column for rule in model.rules for key in rule.shared or ()]
    yield from dict.fromkeys([*named, *keyed])

"""A match model out of one that was trained in Splink: what can be taken over is, the rest is told item by item.

Splink says how often matching records reach each level of a comparison (m). The hub compares more finely, so each of
its levels takes its share of the Splink level that it falls under. How often others do (u) is counted on the data.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub.errors import InputError
from hub.resolution.column_names import type_by_name
from hub.resolution.column_types import ColumnType
from hub.resolution.parameters import Blocking, LevelParameters, Matches, Parameters, shipped_parameters
from hub.resolution.splink_settings import (
    Agreement,
    SharedKey,
    SplinkComparison,
    SplinkLevel,
    SplinkModel,
    SplinkRule,
    columns_of,
)

LEAST_M = 0.0005
"""No level is taken to be rarer among matches: what was never seen may still come."""
MARGIN = 2.0
"""The number of matches may be so many times more, or less, than what Splink estimated."""


class Outcome(StrEnum):
    """What became of an item."""

    TAKEN = "taken"
    APPROXIMATED = "approximated"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that the Splink model says, what became of it, and why, in words."""

    what: str
    outcome: Outcome
    note: str


@dataclass(frozen=True, slots=True)
class Imported:
    """A match model, what its columns have to hold, and what became of each item of the Splink model."""

    parameters: Parameters
    columns: Mapping[str, ColumnType]
    items: tuple[Item, ...]


def import_splink(
    model: SplinkModel, kind: str, columns: Mapping[str, str] | None = None, records: int | None = None
) -> Imported:
    """Make a match model out of one of Splink.

    Args:
        model: of Splink.
        kind: "company", "contact", "product" or "other".
        columns: what columns hold, where their names do not tell.
        records: among how many records Splink estimated the share of pairs that match; it says how many matches a
            record has.

    Raises:
        InputError: the model has none of these columns, or a column cannot hold that.
    """
    types = _types(model, kind, columns or {})
    shipped = shipped_parameters(kind)
    found = [_comparison(comparison, types, shipped) for comparison in model.comparisons]
    rules = [_rule(rule, types, shipped.blocking) for rule in model.rules]
    matches, prior = _prior(model, shipped, records)
    parameters = shipped.model_copy(
        update={
            "name": f"{kind}-from-splink",
            "matches": matches,
            "comparisons": shipped.comparisons | _together([shares for shares, _ in found], shipped),
            "blocking": _with_rules(shipped.blocking, [names for names, _ in rules if names]),
        }
    )
    items = [*(item for _, own in found for item in own), *(item for _, item in rules), prior]
    return Imported(parameters, types, tuple(items))


def _types(model: SplinkModel, kind: str, said: Mapping[str, str]) -> dict[str, ColumnType]:
    """Return what columns hold, as far as it is known."""
    names = [*columns_of(model)]
    unknown = [name for name in said if name not in names]
    if unknown:
        raise InputError(f"The model has no column {unknown[0]!r}.", f"Its columns are {', '.join(names)}.")
    wrong = [holds for holds in said.values() if holds not in set(ColumnType)]
    if wrong:
        raise InputError(f"A column cannot hold {wrong[0]!r}.", f"Use one of {', '.join(ColumnType)}.")
    found = {name: ColumnType(said[name]) if name in said else type_by_name(name, kind) for name in names}
    return {name: holds for name, holds in found.items() if holds is not None}


_COMPARED_AS = {
    ColumnType.MIDDLE_NAME: (),
    ColumnType.HOUSE_NUMBER: (),
    ColumnType.SOURCE: (),
    ColumnType.IGNORED: (),
    ColumnType.PERSON_NAME: ("given_name", "family_name"),
}
"""The comparisons that a column takes part in, where they are not called after what it holds."""

_AGREEMENT: dict[str, Agreement] = {
    "same": Agreement.EXACT,
    "shared": Agreement.EXACT,
    "swapped": Agreement.REVERSED,
    "slip": Agreement.CLOSE,
    "form_differs": Agreement.CLOSE,
    "same_words": Agreement.CLOSE,
    "other_script": Agreement.CLOSE,
    "same_street_and_number": Agreement.CLOSE,
    "one_slip": Agreement.CLOSE,
    "two_parts": Agreement.CLOSE,
    "close": Agreement.CLOSE,
    "most": Agreement.CLOSE,
    "part": Agreement.PART,
    "same_name": Agreement.PART,
    "same_mailbox": Agreement.PART,
    "initial": Agreement.PART,
    "same_street": Agreement.PART,
    "same_year": Agreement.PART,
    "similar": Agreement.WEAK,
    "nickname": Agreement.WEAK,
    "acronym": Agreement.WEAK,
    "short_form": Agreement.WEAK,
    "brand_slip": Agreement.WEAK,
    "place_added": Agreement.WEAK,
    "extended": Agreement.WEAK,
    "shared_words": Agreement.WEAK,
    "near": Agreement.WEAK,
    "more": Agreement.WEAK,
    "half": Agreement.WEAK,
    "some": Agreement.WEAK,
}
"""How well values agree at the hub's levels; at all others not in a way that Splink would see."""

Shares = dict[str, dict[str, float]]
"""Of comparisons the m of their levels."""


def _comparison(
    comparison: SplinkComparison, types: Mapping[str, ColumnType], shipped: Parameters
) -> tuple[Shares, list[Item]]:
    """Return the m of the levels that a comparison of Splink speaks of, and what became of it."""
    shares: Shares = {}
    items = []
    for column in comparison.columns or (comparison.name,):
        what = f"comparison {comparison.name}" + (f", column {column}" if column != comparison.name else "")
        if column not in types:
            cure = "what the column holds is not known: say it with --column"
            items.append(Item(what, Outcome.LEFT_OUT, cure))
            continue
        names = _COMPARED_AS.get(types[column], (types[column].value,))
        told = {name: _levels(comparison.levels, column, shipped.comparisons[name]) for name in names}
        shares |= {name: levels for name, levels in told.items() if levels}
        items.append(_told(what, comparison, column, [name for name, levels in told.items() if levels]))
    return shares, items


def _told(what: str, comparison: SplinkComparison, column: str, names: Sequence[str]) -> Item:
    if not names:
        return Item(what, Outcome.LEFT_OUT, "the hub compares no such column, or Splink did not train its levels")
    notes = [f"as {' and '.join(names)}"]
    own = [level for level in comparison.levels if column in level.agreement]
    odd = [level for level in own if not level.known]
    untrained = [level for level in comparison.levels if level.m is None]
    if odd:
        notes.append(f"taken for weak agreement: {'; '.join(_short(level.condition) for level in odd)}")
    if untrained:
        notes.append(f"not trained, so the hub's own: {'; '.join(_short(level.condition) for level in untrained)}")
    if len(comparison.columns) > 1:
        notes.append("the hub weighs each of its columns by itself")
    exact = {Agreement.EXACT, Agreement.ELSE}
    is_plain = len(notes) == 1 and all({*level.agreement.values()} <= exact for level in comparison.levels)
    if not is_plain and not odd:
        notes.append("thresholds of similarity became the hub's levels")
    if comparison.by_frequency:
        notes.append("frequencies of values count in any case")
    return Item(what, Outcome.TAKEN if is_plain else Outcome.APPROXIMATED, "; ".join(notes))


def _short(condition: str) -> str:
    words = " ".join(condition.split())
    return words if len(words) <= 60 else f"{words[:57]}..."  # noqa: PLR2004 - a line has room for so much


def _levels(levels: Sequence[SplinkLevel], column: str, shipped: Mapping[str, LevelParameters]) -> dict[str, float]:
    """Return the m of a comparison's levels: of each agreement the share that Splink says, split as shipped.

    An agreement that Splink does not tell apart counts to the next weaker one that it does. Nothing if none is trained.
    """
    told: dict[Agreement, float] = {}
    for level in levels:
        if level.m is not None:
            agreement = level.agreement.get(column, Agreement.ELSE)
            told[agreement] = told.get(agreement, 0.0) + level.m
    if not told or not any(told.values()):
        return {}
    falls_under = {name: _next(_AGREEMENT.get(name, Agreement.ELSE), told) for name in shipped}
    reached = {agreement: _next(agreement, set(falls_under.values())) for agreement in told}
    m: dict[str, float] = {}
    for agreement in set(falls_under.values()):
        mass = sum(share for own, share in told.items() if reached[own] is agreement)
        own_levels = [name for name, under in falls_under.items() if under is agreement]
        known = sum(shipped[name].m for name in own_levels)
        m |= {name: max(LEAST_M, mass * shipped[name].m / known) for name in own_levels}
    total = sum(m.values())
    return {name: round(m[name] / total, 6) for name in shipped}


def _next(agreement: Agreement, known: Iterable[Agreement]) -> Agreement:
    """Return the agreement itself if it is known, else the next weaker one that is, else the weakest known."""
    ordered = sorted(known)
    return next((other for other in ordered if other >= agreement), ordered[-1])


def _together(found: Sequence[Shares], shipped: Parameters) -> dict[str, dict[str, LevelParameters]]:
    """Return comparisons with their new m; where several columns are compared alike, the mean of these."""
    names = dict.fromkeys(name for shares in found for name in shares)
    changed = {}
    for name in names:
        several = [shares[name] for shares in found if name in shares]
        changed[name] = {
            level: entry.model_copy(update={"m": round(sum(m[level] for m in several) / len(several), 6)})
            for level, entry in shipped.comparisons[name].items()
        }
    return changed


def _prior(model: SplinkModel, shipped: Parameters, records: int | None) -> tuple[Matches, Item]:
    what = "probability_two_random_records_match"
    if model.probability is None:
        return shipped.matches, Item(what, Outcome.LEFT_OUT, "the model says none; the hub estimates it on the data")
    if records is None:
        note = "the hub counts matches of a record, which follows only with --records; it estimates them on the data"
        return shipped.matches, Item(what, Outcome.LEFT_OUT, note)
    pairs = records / 2 if model.link_type == "link_only" else records - 1
    matches = max(model.probability * pairs, 1e-6)
    found = Matches(least=round(matches / MARGIN, 6), most=round(matches * MARGIN, 6))
    halves = ", for two sources of one size" if model.link_type == "link_only" else ""
    note = f"{matches:.3g} matches of a record{halves}; the data may make it half or twice as many"
    return found, Item(what, Outcome.APPROXIMATED, note)


_KEYS = {ColumnType.GIVEN_NAME: "given", ColumnType.FAMILY_NAME: "family", ColumnType.PERSON_NAME: "full"}
_HEADS = {
    ColumnType.GIVEN_NAME: "initial",
    ColumnType.FAMILY_NAME: "family.sound",
    ColumnType.COMPANY_NAME: "company_name.head",
    ColumnType.POSTAL_CODE: "postal_code.head",
    ColumnType.STREET: "street.name",
}
_YEAR_LENGTH, _MONTH_LENGTH = 4, 7  # of a date as 2026-11-23
_NO_KEYS = {ColumnType.MIDDLE_NAME, ColumnType.HOUSE_NUMBER, ColumnType.SOURCE, ColumnType.IGNORED}


def _rule(rule: SplinkRule, types: Mapping[str, ColumnType], shipped: Blocking) -> tuple[tuple[str, ...], Item]:
    """Return the names of the keys that two records share by a rule, if there are such, and what became of it."""
    what = f"blocking rule {_short(rule.condition)}"
    if rule.shared is None:
        return (), Item(what, Outcome.LEFT_OUT, "no plain equality of columns; the hub's own rules stay")
    unknown = [key.column for key in rule.shared if key.column not in types]
    if unknown:
        return (), Item(what, Outcome.LEFT_OUT, f"what {unknown[0]} holds is not known: say it with --column")
    keys = [_key(key, types[key.column]) for key in rule.shared]
    names = tuple(dict.fromkeys(name for name in keys if name))
    if len(names) < len(keys):
        return (), Item(what, Outcome.LEFT_OUT, "the hub has no such key; its own rules stay")
    is_exact = all(key.length is None for key in rule.shared)
    note = f"records that share {' and '.join(names)}"
    note += "; the hub has this rule itself" if names in shipped.rules else ""
    return names, Item(what, Outcome.TAKEN if is_exact else Outcome.APPROXIMATED, note)


def _key(key: SharedKey, holds: ColumnType) -> str:
    """Return the name of the hub's key that comes next to what two records share; nothing if there is none."""
    if holds in _NO_KEYS:
        return ""
    if key.length is None:
        return _KEYS.get(holds, holds.value)
    if holds is ColumnType.DATE:
        return {_YEAR_LENGTH: "date.year", _MONTH_LENGTH: "date.year_month"}.get(key.length, "")
    return _HEADS.get(holds, "")


def _with_rules(blocking: Blocking, rules: Iterable[tuple[str, ...]]) -> Blocking:
    """Return blocking with these rules as well: large blocks are narrowed, so that more rules cost little."""
    return blocking.model_copy(update={"rules": tuple(dict.fromkeys((*blocking.rules, *rules)))})

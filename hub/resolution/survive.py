"""Survivorship: which of the claims of a cluster's records become the golden values.

Members, their sources' trust and people's overrides go in; for each attribute the surviving values come out, with the
rule that chose them and every claim. No clock is read: a claim's age counts against the newest claim, so the same
facts give the same values in any order and at any time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from hub.model.attributes import ATTRIBUTES
from hub.model.golden import Claim, GoldenValue
from hub.model.ids import Kind, RecordId
from hub.model.judgement import Override
from hub.model.plan import Member, SourceTrust
from hub.resolution.places import plain_city, plain_street

TOGETHER = (
    ("street", "city", "region", "postal_code", "country"),
    ("price", "currency"),
    ("revenue", "currency"),
)
"""Attributes that mean something only together: all come from one record."""

_SPELLINGS: Mapping[str, Callable[[str], str]] = {"street": plain_street, "city": plain_city}


def survive(
    kind: Kind, members: Sequence[Member], trusts: Mapping[str, SourceTrust], overrides: Sequence[Override]
) -> dict[str, GoldenValue]:
    """Return the golden values of one cluster, by attribute.

    A pinned value wins. An attribute that keeps many values keeps all, strongest first. Of single values, the one whose
    sources weigh most together wins (trust of the source for that attribute, halved for each half-life it is older
    than the newest claim); then the longer, the newer, and at last the alphabetically first.
    """
    values = {}
    for name in {name for member in members for name in member.fields} & ATTRIBUTES[kind].keys():
        claims = _claims(name, members, trusts)
        values[name] = _keep_all(claims) if ATTRIBUTES[kind][name].many else _choose(claims)
    for group in TOGETHER:
        _take_from_one_record(group, kind, members, values)
    for override in sorted(overrides, key=lambda override: override.number):
        if override.ended_at is None:
            claims = values[override.attribute].claims if override.attribute in values else ()
            values[override.attribute] = GoldenValue(values=override.values, rule="pinned", claims=claims)
    return {name: value for name, value in sorted(values.items()) if value.values}


def _claims(name: str, members: Sequence[Member], trusts: Mapping[str, SourceTrust]) -> tuple[Claim, ...]:
    stating = [member for member in members if name in member.fields]
    newest = max((member.as_of for member in stating if member.as_of), default=None)
    claims = [
        Claim(
            values=member.fields[name],
            record=member.id,
            source=member.source,
            as_of=member.as_of,
            score=_score(name, member, trusts.get(member.source) or SourceTrust(source=member.source), newest),
        )
        for member in stating
    ]
    return tuple(sorted(claims, key=lambda claim: (-claim.score, claim.record)))


def _score(name: str, member: Member, trust: SourceTrust, newest: str | None) -> float:
    score = trust.attribute_trust.get(name, trust.trust)
    if trust.half_life_days and newest:
        # A claim that tells no date is taken to be as old as one half-life.
        age = _days_between(member.as_of, newest) if member.as_of else trust.half_life_days
        score *= 0.5 ** (age / trust.half_life_days)
    return round(score, 6)


def _days_between(earlier: str, later: str) -> float:
    return (_day(later) - _day(earlier)).days


def _day(text: str) -> date:
    """Read the day of an ISO date or time; a year or month alone stands for its first day."""
    year, month, day = (*text[:10].split("-"), "01", "01")[:3]
    return date(int(year), int(month), int(day))


def _keep_all(claims: Sequence[Claim]) -> GoldenValue:
    best: dict[str, float] = {}
    for claim in claims:
        for value in claim.values:
            best[value] = max(best.get(value, 0.0), claim.score)
    values = tuple(sorted(best, key=lambda value: (-best[value], value)))
    return GoldenValue(values=values, rule="all", claims=tuple(claims))


def _choose(claims: Sequence[Claim]) -> GoldenValue:
    if len(claims) == 1:
        return GoldenValue(values=claims[0].values[:1], rule="only_value", claims=tuple(claims))
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.values[0].casefold(), []).append(claim)
    best = max(groups.values(), key=_weight)
    spelling = max(best, key=lambda claim: (claim.score, claim.as_of or "", _reversed(claim.values[0])))
    return GoldenValue(values=spelling.values[:1], rule=_rule(best, groups), claims=tuple(claims))


def _weight(group: Sequence[Claim]) -> tuple[float, int, str, tuple[int, ...]]:
    """Weigh a value: a source speaks once, however many of its records repeat it."""
    by_source: dict[str, float] = {}
    for claim in group:
        by_source[claim.source] = max(by_source.get(claim.source, 0.0), claim.score)
    value = group[0].values[0].casefold()
    newest = max(claim.as_of or "" for claim in group)
    return (round(sum(by_source.values()), 6), len(value), newest, _reversed(value))


def _reversed(text: str) -> tuple[int, ...]:
    """Orders texts so that `max` finds the alphabetically first."""
    return tuple(-ord(character) for character in text)


def _rule(best: Sequence[Claim], groups: Mapping[str, Sequence[Claim]]) -> str:
    if len(groups) == 1:
        return "only_value"
    if len({claim.source for claim in best}) > 1:
        return "agreement"
    others = [claim.score for group in groups.values() if group is not best for claim in group]
    return "strongest" if max(claim.score for claim in best) > max(others) else "tie"


def _take_from_one_record(
    group: tuple[str, ...],
    kind: Kind,
    members: Sequence[Member],
    values: dict[str, GoldenValue],
) -> None:
    """Let the record that tells most of `group`, weighed by trust, speak for all of it.

    What it leaves open is filled only from records that contradict it nowhere in the group.
    """
    if not ATTRIBUTES[kind].keys() >= set(group) or sum(name in values for name in group) <= 1:
        return
    claims = {name: values[name].claims for name in group if name in values}
    ranked = _by_weight(claim for stated in claims.values() for claim in stated)
    fields = {member.id: {name: member.fields[name] for name in group if name in member.fields} for member in members}
    speaking = [record for record in ranked if _agree(fields[ranked[0]], fields[record])]
    for name, stated in claims.items():
        told = next((fields[record][name] for record in speaking if name in fields[record]), ())
        values[name] = GoldenValue(values=told[:1], rule="with_its_record", claims=stated)


def _by_weight(claims: Iterable[Claim]) -> list[RecordId]:
    """Return the records that state claims, those whose claims weigh most together first."""
    totals: dict[RecordId, float] = {}
    for claim in claims:
        totals[claim.record] = totals.get(claim.record, 0.0) + claim.score
    return sorted(totals, key=lambda record: (-round(totals[record], 6), record))


def _agree(left: Mapping[str, tuple[str, ...]], right: Mapping[str, tuple[str, ...]]) -> bool:
    return all(_plain(name, left[name][0]) == _plain(name, right[name][0]) for name in left.keys() & right.keys())


def _plain(name: str, value: str) -> str:
    """Return a value in a spelling that tells nothing apart which means the same: Munich and München are one town."""
    return _SPELLINGS.get(name, str.casefold)(value)

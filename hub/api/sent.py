"""From what was sent to model types: values standardised, references completed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal

from hub.api.problems import escape
from hub.api.schemas import InteractionIn, PartyIn, RecordIn
from hub.candidates import standardise_candidate
from hub.errors import ValueProblem
from hub.ingest.cells import to_text
from hub.model.attributes import Attribute, ValueType
from hub.model.ids import Kind
from hub.model.record import ROLE_KINDS, Fields, Interaction, Line, RecordRef, SourceRecord, Statement
from hub.standardise.values import Defaults, standardise_value

Sent = Mapping[str, str | list[str] | dict[str, str]]
_DATE = Attribute(name="as_of", type=ValueType.DATE, description="")


def to_fields(kind: Kind, attributes: Sent) -> Fields:
    """Return the standardised fields; the country sent says how telephone numbers and identifiers are read.

    Raises:
        ValueProblem: a value cannot be read; names the attribute.
        InputError: nothing is left.
    """
    raw = {name: _as_list(value) for name, value in attributes.items()}
    try:
        return standardise_candidate(kind, raw)
    except ValueProblem as problem:
        raise ValueProblem(f"attributes/{escape(problem.field)}", problem.reason, problem.cure) from None


@contextmanager
def at(place: str) -> Iterator[None]:
    """Say of what is wrong inside where it was sent: `field` becomes a JSON pointer, but for its first slash."""
    try:
        yield
    except ValueProblem as problem:
        raise ValueProblem(f"{place}/{problem.field}", problem.reason, problem.cure) from None


def _as_list(value: str | list[str] | dict[str, str]) -> list[str]:
    if isinstance(value, dict):
        return [f"{scheme}:{number}" for scheme, number in value.items()]
    return [value] if isinstance(value, str) else value


def to_record(source: str, kind: Kind, key: str, sent: RecordIn) -> SourceRecord:
    """Return the source record that was sent.

    Raises:
        ValueProblem: a value cannot be read, or a statement is none that this kind makes.
    """
    statements = []
    for number, said in enumerate(sent.statements):
        speaker, target = ROLE_KINDS[said.role]
        if speaker is not kind:
            cure = f"A {speaker.value} makes it."
            raise ValueProblem(f"statements/{number}/role", f"no statement that a {kind.value} makes", cure)
        ref = RecordRef(source=said.source or source, kind=target, key=said.key)
        statements.append(Statement(role=said.role, target=ref, properties=said.properties))
    return SourceRecord(
        source=source,
        kind=kind,
        key=key,
        raw={name: to_text(value) for name, value in sent.attributes.items()},
        fields=to_fields(kind, sent.attributes),
        statements=tuple(statements),
        as_of=to_date(sent.as_of, "as_of"),
    )


def to_date(text: str | None, field: str) -> str | None:
    """Return an ISO date or time, or None for nothing."""
    if text is None:
        return None
    return standardise_value(_DATE.model_copy(update={"name": field}), text, Defaults())


def to_interaction(source: str, sent: InteractionIn) -> Interaction:
    """Return the interaction that was sent."""
    return Interaction(
        source=source,
        type=sent.type,
        key=sent.key,
        at=to_date(sent.at, "at"),
        subject=sent.subject,
        status=sent.status,
        channel=sent.channel,
        amount=_number(sent.amount),
        currency=sent.currency,
        details=sent.details,
        parties=tuple(_ref(source, party) for party in sent.parties),
        lines=tuple(
            Line(
                key=line.key,
                product=_ref(source, line.product),
                quantity=_number(line.quantity),
                unit_price=_number(line.unit_price),
                discount=_number(line.discount),
                currency=line.currency,
            )
            for line in sent.lines
        ),
    )


def _ref(source: str, party: PartyIn) -> RecordRef:
    return RecordRef(source=party.source or source, kind=party.kind, key=party.key)


def _number(value: float | None) -> str | None:
    return None if value is None else format(Decimal(str(value)), "f").removesuffix(".0")

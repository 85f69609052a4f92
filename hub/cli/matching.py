"""Commands on one record: match a candidate, match and create it, retire it."""

from typing import Annotated

import typer

from hub.candidates import standardise_candidate
from hub.cli.arguments import Key, KindName, Limit, Source, Values
from hub.cli.opening import opened
from hub.cli.output import table
from hub.cli.plans import events_in_words, tally
from hub.cli.session import session_of
from hub.cli.views import heading, reasons, values_table
from hub.errors import InputError
from hub.matching import candidate_key, match_candidate, write_records
from hub.model.record import RecordRef, SourceRecord
from hub.sending import retire_record

PANEL = "Match"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (match, create, retire):
        app.command(rich_help_panel=PANEL)(command)


def match(context: typer.Context, kind: KindName, values: Values, limit: Limit = 10) -> None:
    """Tell which golden records a candidate may be, how sure that is, and why. Nothing is written."""
    session = session_of(context)
    fields = standardise_candidate(kind, parse_values(values))
    with opened(session) as hub:
        found = match_candidate(hub, kind, fields, limit)
    rows = [(f.grade.value, f.probability, f.golden.id, f.golden.name, reasons(f.evidence)) for f in found]
    session.output.show(found, table(("grade", "probability", "id", "name", "because"), rows))


def create(
    context: typer.Context,
    kind: KindName,
    values: Values,
    source: Annotated[str, typer.Option("--source", help="The source that says so, such as crm.")],
    key: Annotated[str, typer.Option("--key", help="The source's key; without one, equal content is one record.")] = "",
) -> None:
    """Match a candidate and keep it: as part of the golden record it is, or as a new one."""
    session = session_of(context)
    raw = parse_values(values)
    fields = standardise_candidate(kind, raw)
    record = SourceRecord(
        source=source,
        kind=kind,
        key=key or candidate_key(kind, fields),
        raw={name: "; ".join(said) for name, said in raw.items()},
        fields=fields,
    )
    with opened(session) as hub:
        written = write_records(hub, [record], session.by)
    golden = written.golden[0]
    events = tally(written.plans).events
    answer = {
        "record": record.id,
        "golden": golden,
        "created": written.created,
        "changed": written.changed,
        "events": events,
    }
    parts = [heading(golden), values_table(golden)] if golden else ["The record waits: run hub resolve."]
    session.output.show(answer, f"Record {record.id}: {events_in_words(events)}.", *parts)


def retire(context: typer.Context, source: Source, kind: KindName, key: Key) -> None:
    """Retire a record: its source has it no more. It leaves its golden record and stays on file."""
    session = session_of(context)
    with opened(session) as hub:
        plans = retire_record(hub, RecordRef(source=source, kind=kind, key=key), session.by)
    events = tally(plans).events
    session.output.show({"events": events}, f"Retired: {events_in_words(events)}.")


def parse_values(words: list[str]) -> dict[str, list[str]]:
    """Return what ATTRIBUTE=VALUE words say, by attribute; an attribute may come more than once.

    Raises:
        InputError: a word has no attribute or no equals sign; names its position, not its text.
    """
    raw: dict[str, list[str]] = {}
    for position, word in enumerate(words, 1):
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise InputError(
                f"Value {position} is not of the form ATTRIBUTE=VALUE.", "Write it like name='Siemens AG'."
            )
        raw.setdefault(name.strip(), []).append(value)
    return raw

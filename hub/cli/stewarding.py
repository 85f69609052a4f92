"""Commands of stewards: judge pairs, pin values, take either back, and list what is decided or open."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import RenderableType

from hub.cli.arguments import DryRun, Kinds, Limit, Why
from hub.cli.opening import opened
from hub.cli.output import table
from hub.cli.plans import plan_parts, plans_as_data
from hub.cli.session import Session, session_of
from hub.cli.views import compared_table, evidence_table
from hub.listing import list_judgements, list_overrides, list_reviews
from hub.model.ids import Kind, RecordId
from hub.model.judgement import Judgement, Override, Verdict
from hub.model.plan import Plan
from hub.model.view import RecordView
from hub.reading import get_records
from hub.reviewing import get_review
from hub.stewardship import Opinion, Pin, judge, pin_value, undo_judgement, unpin_value

PANEL = "Steward"
ROWS = 20
TIMES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("judge", rich_help_panel=PANEL)(judge_pair)
    app.command("undo", rich_help_panel=PANEL)(undo)
    app.command("judgements", rich_help_panel=PANEL)(judgements)
    app.command("pin", rich_help_panel=PANEL)(pin)
    app.command("unpin", rich_help_panel=PANEL)(unpin)
    app.command("overrides", rich_help_panel=PANEL)(overrides)
    app.command("reviews", rich_help_panel=PANEL)(reviews)
    app.command("review", rich_help_panel=PANEL)(review)


def judge_pair(
    context: typer.Context,
    left: Annotated[str, typer.Argument(metavar="LEFT", help="Record id or golden id.")],
    right: Annotated[str, typer.Argument(metavar="RIGHT", help="Record id or golden id.")],
    verdict: Annotated[
        Verdict, typer.Argument(metavar="VERDICT", help="What LEFT is to RIGHT; subsidiary: LEFT belongs to RIGHT.")
    ],
    why: Why = "",
    preview: DryRun = False,
) -> None:
    """Decide what two records are to each other. It outranks the machine until it is undone."""
    session = session_of(context)
    opinion = Opinion(left=left, right=right, verdict=verdict, by=session.by, why=why)
    with opened(session) as hub:
        judgement, plans = judge(hub, opinion, commit=not preview)
    _show_decision(session, judgement, plans, preview=preview)


def undo(
    context: typer.Context,
    judgement_id: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Its id; see hub judgements.")],
    preview: DryRun = False,
) -> None:
    """Take a judgement back: everything is as if it had never been made."""
    session = session_of(context)
    with opened(session) as hub:
        judgement, plans = undo_judgement(hub, judgement_id, session.by, commit=not preview)
    _show_decision(session, judgement, plans, preview=preview)


def pin(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="ID", help="Record id or golden id.")],
    attribute: Annotated[str, typer.Argument(metavar="ATTRIBUTE", help="The attribute, such as name.")],
    values: Annotated[list[str], typer.Argument(metavar="VALUE", help="The value, or all values.")],
    why: Why = "",
    expires: Annotated[
        datetime | None, typer.Option("--expires", formats=TIMES, help="Until when; in UTC where it names no zone.")
    ] = None,
) -> None:
    """Pin a golden value. It outranks every source until it is unpinned or expires."""
    session = session_of(context)
    wanted = Pin(
        subject=subject, attribute=attribute, values=tuple(values), by=session.by, why=why, expires_at=_in_utc(expires)
    )
    with opened(session) as hub:
        override, plans = pin_value(hub, wanted)
    _show_decision(session, override, plans, preview=False)


def _in_utc(time: datetime | None) -> str | None:
    """Write a time as the hub stores it; one without a zone is UTC."""
    if time is None:
        return None
    known = time if time.tzinfo else time.replace(tzinfo=UTC)
    return known.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def unpin(
    context: typer.Context,
    override_id: Annotated[str, typer.Argument(metavar="OVERRIDE", help="Its id; see hub overrides.")],
) -> None:
    """End an override: what the sources say stands again."""
    session = session_of(context)
    with opened(session) as hub:
        override, plans = unpin_value(hub, override_id, session.by)
    _show_decision(session, override, plans, preview=False)


def _show_decision(session: Session, decision: Judgement | Override, plans: Sequence[Plan], *, preview: bool) -> None:
    answer = {"decision": decision, "preview": preview, "plans": plans_as_data(plans)}
    parts: list[RenderableType] = plan_parts(plans, ROWS)
    if preview:
        session.output.show(answer, *parts)
        session.output.note("This is a preview: nothing was changed.")
        return
    session.output.show(answer, f"On file as {decision.id}.", *parts)


def judgements(context: typer.Context, limit: Limit = 50) -> None:
    """List judgements, newest first."""
    session = session_of(context)
    with opened(session) as hub:
        found = list_judgements(hub, limit=limit)
    rows = [(j.id, j.left, j.verdict.value, j.right, j.by, j.at, j.why, j.undone_at) for j in found]
    session.output.show(found, table(("id", "left", "verdict", "right", "by", "at", "why", "undone"), rows))


def overrides(context: typer.Context, limit: Limit = 50) -> None:
    """List overrides, newest first."""
    session = session_of(context)
    with opened(session) as hub:
        found = list_overrides(hub, limit=limit)
    rows = [(o.id, o.record, o.attribute, o.values, o.by, o.at, o.why, o.expires_at, o.ended_at) for o in found]
    columns = ("id", "record", "attribute", "values", "by", "at", "why", "expires", "ended")
    session.output.show(found, table(columns, rows))


def reviews(context: typer.Context, kind: Kinds = None, limit: Limit = 20) -> None:
    """List open questions, least certain first; `hub judge` answers them."""
    session = session_of(context)
    with opened(session) as hub:
        found = list_reviews(hub, kind or tuple(Kind), limit=limit)
        ends = get_records(hub, sorted({end for review in found for end in (review.left, review.right)}))
    known = {record.id: record for record in ends}
    rows = [
        (r.id, r.reason.value, r.probability, r.left, _named(known, r.left), r.right, _named(known, r.right))
        for r in found
    ]
    columns = ("id", "reason", "probability", "left", "", "right", "")
    answer = [
        {**review.model_dump(mode="json"), "records": _pick(known, (review.left, review.right))} for review in found
    ]
    session.output.show(answer, table(columns, rows))


def review(
    context: typer.Context,
    review_id: Annotated[str, typer.Argument(metavar="REVIEW", help="Its id; see hub reviews.")],
) -> None:
    """Show an open question: both records side by side, and what speaks for and against a match."""
    session = session_of(context)
    with opened(session) as hub:
        found, left, right, evidence = get_review(hub, review_id)
    answer = {"review": found, "left": left, "right": right, "evidence": evidence}
    question = f"{found.kind.value}, {found.reason.value}: {found.left} and {found.right}"
    session.output.show(answer, question, compared_table(left, right), evidence_table(evidence))


def _named(known: dict[RecordId, RecordView], record: RecordId) -> str:
    found = known.get(record)
    return f"{', '.join(found.fields.get('name', ()))} ({found.source} {found.key})" if found else ""


def _pick(known: dict[RecordId, RecordView], ids: Iterable[RecordId]) -> list[RecordView]:
    return [known[record] for record in ids if record in known]

"""Commands that show what would change, and the one that derives everything anew."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType

from hub.catalogue import files_to_load
from hub.cli.arguments import Full, Limit
from hub.cli.opening import opened
from hub.cli.plans import events_in_words, plan_parts, plans_as_data, tally
from hub.cli.problems import FINDINGS, OK, end_with
from hub.cli.session import Session, session_of
from hub.errors import InputError
from hub.ingest.sources import find_mapping
from hub.loading import LoadRequest, Preview, preview_file
from hub.model.load import LoadMode
from hub.model.plan import Plan

PANEL = "Load"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (plan, rebuild):
        app.command(rich_help_panel=PANEL)(command)


def plan(
    context: typer.Context,
    mapping: Annotated[str, typer.Argument(metavar="MAPPING", help="As for hub load; without it: what waits.")] = "",
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", exists=True, help="As for hub load.")] = None,
    full: Full = False,
    limit: Limit = 50,
) -> None:
    """Show what loading files would change, or what resolving the waiting records would; nothing is changed."""
    session = session_of(context)
    if mapping and not files:
        raise InputError("A mapping without a file.", "Name the files to load, or nothing at all.")
    if not mapping:
        with opened(session) as hub:
            _show_plans(session, hub.resolver.preview_pending(session.by), limit)
        return
    known = find_mapping(mapping)
    mode = LoadMode.FULL if full else LoadMode.DELTA
    with opened(session) as hub:
        previews = [
            preview_file(hub, LoadRequest(path=path, mapping=known, mode=mode, by=session.by))
            for path in files_to_load(known, files or (), full=full)
        ]
    _show_previews(session, previews, limit)


def _show_previews(session: Session, previews: list[Preview], limit: int) -> None:
    answer = [
        {
            "load": preview.load,
            "rejections": [item.model_dump(exclude={"raw"}) for item in preview.rejections],
            "plans": plans_as_data(preview.plans),
        }
        for preview in previews
    ]
    parts: list[RenderableType] = []
    for preview in previews:
        done = preview.load
        parts.append(
            f"{done.file}: {done.rows:,} rows, {done.created:,} records new, {done.changed:,} changed, "
            f"{done.retired:,} retired, {done.rejected:,} rejections"
        )
        parts += plan_parts(preview.plans, limit)
    session.output.show(answer, *parts)
    session.output.note("This is a preview: nothing was changed. Each file is seen alone.")


def _show_plans(session: Session, plans: list[Plan], limit: int) -> None:
    session.output.show(plans_as_data(plans), *plan_parts(plans, limit))
    session.output.note("This is a preview: nothing was changed.")


def rebuild(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="Only tell whether anything would differ.")] = False,
    train: Annotated[
        bool,
        typer.Option("--train", help="Let the match models learn from the records first."),
    ] = False,
    limit: Limit = 50,
) -> None:
    """Derive everything anew from facts and decisions, and write what differs from what is stored.

    With --train, match models first learn from the records what is common and how often duplicates agree, and from what
    people said of pairs.
    """
    session = session_of(context)
    with opened(session) as hub:
        plans = hub.resolver.rebuild(session.by, commit=not check, anew=train)
    differences = sum(count_differences(item) for item in plans)
    answer = {"differences": differences, "written": not check, "plans": plans_as_data(plans)}
    verdict = "differences found" if check else "differences written"
    words = f"{differences:,} {verdict}: {events_in_words(tally(plans).events)}."
    session.output.show(answer, *(plan_parts(plans, limit) if differences else ()), words)
    end_with(FINDINGS if check and differences else OK)


def count_differences(plan: Plan) -> int:
    """Return in how many places a plan differs from what is stored."""
    return sum(
        len(changes)
        for changes in (
            plan.keys_added,
            plan.keys_removed,
            plan.matches,
            plan.matches_removed,
            plan.components,
            plan.moves,
            plan.golden,
            plan.identities,
            plan.reviews_opened,
            plan.reviews_closed,
            plan.relations,
        )
    )

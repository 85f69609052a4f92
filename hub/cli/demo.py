"""`hub demo`: the shipped sources loaded, resolved, summed up and served. Run again, it changes nothing and says so."""

import time
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Group

from hub.catalogue import demo_sources, files_to_load
from hub.cli.loading import Loaded, load_one, loads_table
from hub.cli.opening import opened
from hub.cli.output import Output, facts
from hub.cli.serving import listen, serve_until_stopped
from hub.cli.session import Session, session_of
from hub.errors import ConflictError, FileError
from hub.ingest.mapping import read_mapping
from hub.listing import list_sources
from hub.loading import LoadRequest
from hub.model.ids import GoldenId, Kind
from hub.opening import Hub
from hub.reading import count_all, list_golden

PANEL = "Begin"
PAGE = 500
GOLDEN_KINDS = ("company", "contact", "product", "customer")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run of the demo did, and what the hub holds after it."""

    rows: int
    rejected: int
    records: int
    golden: dict[str, int]
    interactions: int
    merges: int
    open_reviews: int
    events_before: int
    events_written: int
    same_ids: bool
    seconds: float


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel=PANEL)(demo)


def demo(
    context: typer.Context,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Load and sum up, but do not serve.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Load it into a hub that holds other sources, too.")] = False,
) -> None:
    """Load the demo sources, resolve them, sum up, and serve the result. A second run changes nothing."""
    session = session_of(context)
    with opened(session) as hub:
        _refuse_to_mix(hub, keep=keep)
        done, summary = run_demo(hub, session)
        shown = Group(loads_table([item.load for item in done]), facts(_in_words(summary), "The demo"))
        session.output.show_line(summary, shown)
        _say_churn(session.output, summary)
        if not no_serve:
            serve_until_stopped(session, hub, listen(session.settings))


def run_demo(hub: Hub, session: Session) -> tuple[list[Loaded], Summary]:
    """Load all demo sources."""
    begun = time.monotonic()
    before, ids_before = count_all(hub), golden_ids(hub)
    done = [load_one(hub, session.output, request) for request in _requests(session)]
    after, ids_after = count_all(hub), golden_ids(hub)
    events = [item.changes.events for item in done]
    return done, Summary(
        rows=sum(item.load.rows for item in done),
        rejected=sum(item.load.rejected for item in done),
        records=_total(after, "record ", " active"),
        golden={kind: after.get(f"golden {kind}", 0) for kind in GOLDEN_KINDS},
        interactions=_total(after, "interaction "),
        merges=_total(after, "record ", " active") - sum(after.get(f"golden {kind.value}", 0) for kind in Kind),
        open_reviews=after.get("review", 0),
        events_before=before.get("event", 0),
        events_written=sum(sum(counts.values()) for counts in events),
        same_ids=ids_before == ids_after,
        seconds=round(time.monotonic() - begun, 1),
    )


def golden_ids(hub: Hub) -> frozenset[GoldenId]:
    """Return the ids of all golden records."""
    found: set[GoldenId] = set()
    for kind in Kind:
        cursor: str | None = ""
        while cursor is not None:
            page = list_golden(hub, kind, cursor, PAGE)
            found |= {golden.id for golden in page.items}
            cursor = page.next_cursor
    return frozenset(found)


def _requests(session: Session) -> list[LoadRequest]:
    sources = demo_sources()
    if not sources:
        raise FileError("The demo's sources are missing from this installation.", "Install the hub again.")
    requests = []
    for path, folder in sources:
        mapping = read_mapping(path)
        files = files_to_load(mapping, [folder])
        requests += [LoadRequest(path=file, mapping=mapping, by=session.by) for file in files]
    return requests


def _refuse_to_mix(hub: Hub, *, keep: bool) -> None:
    """The demo's invented parties must not slip into a hub that is in use."""
    known = {path.stem for path, _folder in demo_sources()}
    others = sorted({item.source for item in list_sources(hub)} - known)
    if others and not keep:
        raise ConflictError(
            f"This hub holds other sources than the demo's: {', '.join(others)}.",
            "Give the demo a hub of its own with --data-dir, or add it to this one with --keep.",
        )


def _total(counts: dict[str, int], start: str, end: str = "") -> int:
    return sum(count for what, count in counts.items() if what.startswith(start) and what.endswith(end))


def _in_words(summary: Summary) -> dict[str, object]:
    return {
        "rows read": summary.rows,
        "rejections": summary.rejected,
        "source records": summary.records,
        **{f"golden {kind}": count for kind, count in summary.golden.items()},
        "interactions": summary.interactions,
        "records merged away": summary.merges,
        "open reviews": summary.open_reviews,
        "events": f"{summary.events_before:,} before, {summary.events_written:,} written now",
        "seconds": str(summary.seconds),
    }


def _say_churn(output: Output, summary: Summary) -> None:
    if summary.events_before and not summary.events_written and summary.same_ids:
        output.note("Loaded before: no id changed, no event was written.")

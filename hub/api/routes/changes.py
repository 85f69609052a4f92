"""What changed, in one gapless sequence, and what was loaded and refused."""

from typing import Annotated

from fastapi import APIRouter, Query

from hub.api.deps import CursorDep, HubDep, LimitDep
from hub.api.problems import responses
from hub.listing import LAST_PLACE, NEWEST, list_expected, list_loads, list_rejections, list_sources
from hub.model.load import Load
from hub.model.plan import Event, SourceTrust
from hub.model.view import ExpectedRecord, OpenRejection, Page
from hub.reading import list_changes

TAG = "changes and loads"
router = APIRouter(prefix="/v1", tags=[TAG])


@router.get("/changes", operation_id="list_changes", responses=responses())
def get_changes(
    hub: HubDep,
    after: Annotated[int, Query(ge=0, le=NEWEST, description="Number of the last event you know; 0 for all.")] = 0,
    limit: LimitDep = 100,
) -> Page[Event]:
    """List events behind a number, oldest first. Poll with the number of the last one you have seen."""
    found = list_changes(hub, after, limit + 1)
    return Page(items=found[:limit], next_cursor=str(found[limit - 1].number) if len(found) > limit else None)


@router.get("/sources", operation_id="list_sources", responses=responses())
def get_sources(hub: HubDep) -> tuple[SourceTrust, ...]:
    """List the sources and how far each is believed."""
    return list_sources(hub)


@router.get("/loads", operation_id="list_loads", responses=responses())
def get_loads(hub: HubDep, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[Load]:
    """List loads, newest first, with their counts."""
    found = list_loads(hub, limit + 1, cursor or LAST_PLACE)
    places = [f"{load.started_at}|{load.id}" for load in found]
    return Page(items=found[:limit], next_cursor=places[limit - 1] if len(found) > limit else None)


@router.get("/rejections", operation_id="list_rejections", responses=responses())
def get_rejections(
    hub: HubDep,
    source: Annotated[str, Query(max_length=64)] = "",
    limit: LimitDep = 50,
    cursor: CursorDep = "",
) -> Page[OpenRejection]:
    """List refused rows and values: where, why, and what cures them."""
    found = list_rejections(hub, source, cursor, limit + 1)
    return Page(items=found[:limit], next_cursor=found[limit - 1].id if len(found) > limit else None)


@router.get("/expected", operation_id="list_expected", responses=responses())
def get_expected(hub: HubDep, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[ExpectedRecord]:
    """List records that others refer to and that have not come."""
    found = list_expected(hub, limit + 1, cursor)
    places = [f"{record.source}|{record.kind.value}|{record.key}" for record in found]
    return Page(items=found[:limit], next_cursor=places[limit - 1] if len(found) > limit else None)

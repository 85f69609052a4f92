"""Search by name, e-mail, telephone number or identifier, in Latin letters and Chinese."""

from typing import Annotated

from fastapi import APIRouter, Query

from hub.api.deps import HubDep, LimitDep
from hub.api.problems import responses
from hub.api.schemas import GoldenOut
from hub.model.ids import Kind
from hub.model.view import Page
from hub.searching import search

TAG = "search"
router = APIRouter(prefix="/v1", tags=[TAG])
MAX_FOUND = 10_000


@router.get("/search", operation_id="search", responses=responses())
def get_found(
    hub: HubDep,
    q: Annotated[str, Query(min_length=1, max_length=200, examples=["西门子"])],
    kind: Annotated[list[Kind] | None, Query(description="Kinds to look for; unset: all.")] = None,
    limit: LimitDep = 20,
    cursor: Annotated[int, Query(ge=0, le=MAX_FOUND, description="`next_cursor` of the page before.")] = 0,
) -> Page[GoldenOut]:
    """Return golden records that match every word, best first."""
    found = search(hub, q, tuple(kind or Kind), cursor, limit + 1)
    more = len(found) > limit and cursor + limit <= MAX_FOUND
    items = tuple(GoldenOut.of(golden) for golden in found[:limit])
    return Page(items=items, next_cursor=str(cursor + limit) if more else None)

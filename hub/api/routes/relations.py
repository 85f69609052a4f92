"""Relations between golden records: hierarchies up and down, and how two are connected."""

from typing import Annotated

from fastapi import APIRouter, Query

from hub.api.deps import CursorDep, GoldenDep, HubDep, LimitDep
from hub.api.problems import responses
from hub.api.routes.golden import FOUND
from hub.hierarchy import find_path, get_hierarchy
from hub.model.view import Hierarchy, Page, Path, RelationView
from hub.reading import list_relations

TAG = "relations"
router = APIRouter(prefix="/v1", tags=[TAG])
End = Annotated[str, Query(max_length=100, examples=["co_6ieamcln3d364ar2"])]


@router.get("/golden/{golden_id}/relations", operation_id="list_relations", responses=FOUND)
def get_relations(golden: GoldenDep, hub: HubDep, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[RelationView]:
    """List whom it owns, works at, is supplied by, with the source records that say so."""
    return list_relations(hub, golden.id, cursor, limit)


@router.get("/golden/{golden_id}/hierarchy", operation_id="get_hierarchy", responses=FOUND)
def get_tree(golden: GoldenDep, hub: HubDep) -> Hierarchy:
    """Return who owns a company and whom it owns, with depth, and its ultimate parents."""
    return get_hierarchy(hub, golden.id)


@router.get("/paths", operation_id="find_path", responses=responses(404, 410))
def get_path(hub: HubDep, start: End, end: End) -> Path:
    """Return a shortest path between two golden records, over at most ten relations."""
    return find_path(hub, start, end)

"""Golden records, with their claims, and the unified view of each."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Response

from hub.api.deps import CursorDep, GoldenDep, HubDep, LimitDep, MovedError, number_in
from hub.api.problems import responses
from hub.api.schemas import GoldenOut, Moved, ViewOut
from hub.customers import get_customer, list_customers
from hub.listing import NEWEST
from hub.model.golden import GoldenRecord
from hub.model.ids import Kind
from hub.model.ids import customer_id as to_customer_id
from hub.model.plan import Event
from hub.model.record import InteractionType
from hub.model.view import CustomerView, InteractionView, Page, RecordView
from hub.reading import (
    TYPES,
    get_golden,
    get_golden_of_record,
    get_history,
    get_records,
    get_timeline,
    get_unified_view,
    list_golden,
)

TAG = "golden records"
router = APIRouter(prefix="/v1", tags=[TAG])
LOCATION = {"Location": {"description": "The same, by the current id.", "schema": {"type": "string"}}}
FOUND = {
    **responses(404, 410),
    308: {"model": Moved, "description": "A former id; leads to the current one.", "headers": LOCATION},
}
CustomerIdPath = Annotated[str, Path(max_length=100, description="Customer id, current or former.")]
ETAG = {"ETag": {"description": "Stands for this version of it.", "schema": {"type": "string"}}}
UNCHANGED: dict[int | str, dict[str, Any]] = {
    200: {"headers": ETAG},
    304: {"description": "Not changed since the ETag that was sent.", "headers": ETAG},
}


@router.get("/companies", operation_id="list_companies", responses=responses())
def get_companies(hub: HubDep, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[GoldenOut]:
    """List golden companies in the order of their ids."""
    return _page(list_golden(hub, Kind.COMPANY, cursor, limit))


@router.get("/contacts", operation_id="list_contacts", responses=responses())
def get_contacts(hub: HubDep, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[GoldenOut]:
    """List golden contacts in the order of their ids."""
    return _page(list_golden(hub, Kind.CONTACT, cursor, limit))


@router.get("/products", operation_id="list_products", responses=responses())
def get_products(hub: HubDep, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[GoldenOut]:
    """List golden products in the order of their ids."""
    return _page(list_golden(hub, Kind.PRODUCT, cursor, limit))


def _page(page: Page[GoldenRecord]) -> Page[GoldenOut]:
    return Page(items=tuple(GoldenOut.of(golden) for golden in page.items), next_cursor=page.next_cursor)


@router.get("/customers", operation_id="list_customers", responses=responses())
def get_customers(hub: HubDep, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[CustomerView]:
    """List customers: the buying roles of golden companies and contacts."""
    return list_customers(hub, cursor, limit)


@router.get("/customers/{customer_id}", operation_id="get_customer", responses=FOUND)
def get_one_customer(customer_id: CustomerIdPath, hub: HubDep) -> CustomerView:
    """Return one customer; its id is former where that of its golden record is."""
    found = get_customer(hub, customer_id)
    if found.id != customer_id:
        former = get_golden(hub, found.party.id).former_ids
        raise MovedError(customer_id, found.id, tuple(to_customer_id(golden_id) for golden_id in former))
    return found


@router.get("/lookup", operation_id="look_up", responses=responses(404, 410))
def look_up(
    hub: HubDep,
    source: Annotated[str, Query(max_length=64, examples=["erp"])],
    kind: Kind,
    key: Annotated[str, Query(max_length=500, examples=["0000100001"])],
) -> GoldenOut:
    """Return the golden record of the record that a source knows by a key."""
    return GoldenOut.of(get_golden_of_record(hub, source, kind, key))


@router.get(
    "/golden/{golden_id}", operation_id="get_golden", response_model=GoldenOut, responses={**FOUND, **UNCHANGED}
)
def get_one(
    golden: GoldenDep, response: Response, if_none_match: Annotated[str | None, Header(max_length=200)] = None
) -> GoldenOut | Response:
    """Return one golden record with all claims. Its ETag saves sending it again."""
    tag = f'"{golden.etag}"'
    if if_none_match and _names(if_none_match, tag):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return GoldenOut.of(golden)


def _names(if_none_match: str, tag: str) -> bool:
    """Compare weakly (RFC 9110, 13.1.2): a proxy that compresses makes a tag weak."""
    return any(part.strip().removeprefix("W/") in {tag, "*"} for part in if_none_match.split(","))


@router.get("/golden/{golden_id}/view", operation_id="get_view", responses=FOUND)
def get_view(golden: GoldenDep, hub: HubDep, limit: LimitDep = 50) -> ViewOut:
    """Return all the hub knows of it: claims, source records, why they belong together, relations, timeline."""
    return ViewOut.of(get_unified_view(hub, golden.id, limit))


@router.get("/golden/{golden_id}/records", operation_id="get_member_records", responses=FOUND)
def get_members(golden: GoldenDep, hub: HubDep) -> tuple[RecordView, ...]:
    """Return its source records, raw and standardised."""
    return get_records(hub, golden.members)


@router.get("/golden/{golden_id}/timeline", operation_id="get_timeline", responses=FOUND)
def get_interactions(
    golden: GoldenDep,
    hub: HubDep,
    types: Annotated[list[InteractionType] | None, Query(description="Types to list; unset: all.")] = None,
    limit: LimitDep = 50,
    cursor: CursorDep = "",
) -> Page[InteractionView]:
    """Return what happened with it, newest first; for a product, what had a line of it."""
    wanted = tuple(item.value for item in types) if types else TYPES
    return get_timeline(hub, golden.id, wanted, cursor or None, limit)


@router.get("/golden/{golden_id}/history", operation_id="get_history", responses=FOUND)
def get_events(golden: GoldenDep, hub: HubDep, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[Event]:
    """Return what changed about it, newest first."""
    found = get_history(hub, golden.id, limit + 1, number_in(cursor, NEWEST))
    return Page(items=found[:limit], next_cursor=str(found[limit - 1].number) if len(found) > limit else None)

"""Health, readiness and counts."""

from fastapi import APIRouter

from hub.api.deps import HubDep
from hub.api.problems import responses
from hub.api.schemas import Counts, Health
from hub.reading import count_all

TAG = "system"
router = APIRouter(tags=[TAG])


@router.get("/health/live", operation_id="get_live", responses=responses())
def get_live() -> Health:
    """Say that the process runs."""
    return Health(status="live")


@router.get("/health/ready", operation_id="get_ready", responses=responses())
def get_ready(hub: HubDep) -> Health:
    """Say that the graph engine answers; 503 where it does not."""
    return Health(status="ready", engine=hub.database.check())


@router.get("/v1/counts", operation_id="count_all", responses=responses())
def get_counts(hub: HubDep) -> Counts:
    """Return how much the hub holds."""
    return Counts(counts=count_all(hub))

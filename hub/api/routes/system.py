"""Health, readiness, counts, and what problems mean."""

from typing import Annotated

from fastapi import APIRouter, Path

from hub.api.deps import HubDep
from hub.api.problems import problem_type, responses
from hub.api.schemas import Counts, Health, ProblemType
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


@router.get("/problems/{code}", operation_id="get_problem_type", responses=responses(404))
def get_problem_type(code: Annotated[str, Path(max_length=100)]) -> ProblemType:
    """Say what a code of a problem means; docs/errors.md says more."""
    return problem_type(code)

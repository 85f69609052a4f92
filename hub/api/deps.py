"""What routes are given: the hub, who calls, and where a page begins."""

from typing import Annotated

from fastapi import Depends, Header, Path, Query, Request

from hub.model.golden import GoldenRecord
from hub.opening import Hub
from hub.reading import get_golden


def get_hub(request: Request) -> Hub:
    """Return the hub that the app was made for."""
    hub: Hub = request.app.state.hub
    return hub


HubDep = Annotated[Hub, Depends(get_hub)]
UserDep = Annotated[
    str, Header(alias="X-Hub-User", min_length=1, max_length=200, description="Who decides; accounts come later.")
]
LimitDep = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
CursorDep = Annotated[
    str, Query(max_length=500, description="`next_cursor` of the page before; empty for the first page.")
]
GoldenIdPath = Annotated[str, Path(max_length=100, description="Golden id, current or former.")]


class MovedError(Exception):
    """A former id was asked for; it leads to `current`, as all `former_ids` do."""

    def __init__(self, asked: str, current: str, former_ids: tuple[str, ...]) -> None:
        super().__init__(asked)
        self.asked = asked
        self.current = current
        self.former_ids = former_ids


def get_current(golden_id: GoldenIdPath, hub: HubDep) -> GoldenRecord:
    """Return the golden record of the path's id; a former id is redirected."""
    golden = get_golden(hub, golden_id)
    if golden.id != golden_id:
        raise MovedError(golden_id, golden.id, golden.former_ids)
    return golden


GoldenDep = Annotated[GoldenRecord, Depends(get_current)]

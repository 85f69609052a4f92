"""What routes are given: the hub, who calls, and where a page begins."""

import re
from typing import Annotated

from fastapi import Depends, Header, Path, Query, Request

from hub.errors import InputError
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
    str, Query(max_length=1_000, description="`next_cursor` of the page before; empty for the first page.")
]
GoldenIdPath = Annotated[str, Path(max_length=100, description="Golden id, current or former.")]


def number_in(cursor: str, first: int) -> int:
    """Return the number that a cursor is, or `first` where there is none yet.

    Raises:
        InputError: it is no cursor of a list that goes by numbers.
    """
    if not cursor:
        return first
    if not re.fullmatch("[0-9]{1,18}", cursor):
        raise wrong_cursor()
    return int(cursor)


def wrong_cursor() -> InputError:
    """Return what to raise for a cursor that no list gave."""
    return InputError("The cursor is none that this list gave.", "Begin with the first page: leave the cursor out.")


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

"""Loads: one run over one source file, with its counts."""

from enum import StrEnum

from hub.model.base import Frozen
from hub.model.ids import RecordId


class LoadMode(StrEnum):
    """Whether a file holds all of a source's records, or some of them."""

    DELTA = "delta"
    FULL = "full"  # what the file does not hold is gone


class LoadState(StrEnum):
    """How far a load is."""

    RUNNING = "running"
    DONE = "done"


class Load(Frozen):
    """One run over one file. `position` is the last row staged; a load that was cut off goes on behind it."""

    id: str
    source: str
    table: str
    file: str
    digest: str
    mode: LoadMode
    state: LoadState = LoadState.RUNNING
    started_at: str
    ended_at: str | None = None
    position: int = 0
    rows: int = 0
    records: int = 0
    created: int = 0
    changed: int = 0
    interactions: int = 0
    rejected: int = 0
    retired: int = 0


class StageCounts(Frozen):
    """What staging some records did; `touched` are those to resolve."""

    records: int = 0
    created: int = 0
    changed: int = 0
    touched: tuple[RecordId, ...] = ()

"""Trying refused rows again: from a corrected file, or by a corrected mapping. Rows that were not refused stay unread.

In: the same request as for a load. A row keeps its number: correct rows where they are; a file whose rows have moved
is loaded anew instead, which costs nothing but time, because equal content is no new version.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.graph.database import Transaction
from hub.graph.record_batch import Origin
from hub.ingest.mapping import Table, check_columns
from hub.ingest.readers import Row, open_rows
from hub.ingest.shape import Shaper
from hub.loading import LoadRequest, Tally, fingerprint, new_load, shape_rows, stage_mapping, stage_rows, table_for
from hub.model.load import Load, LoadState
from hub.opening import Hub


@dataclass(frozen=True, slots=True)
class Retry:
    """What trying again did: rows tried, rows still refused, and the load it is on file as, None for no row."""

    tried: int
    refused: int
    load: Load | None


def retry_file(hub: Hub, request: LoadRequest) -> tuple[Retry, Tally]:
    """Read the refused rows of a file again and resolve what they brought.

    Raises:
        MappingError: no table of the mapping takes this file, or a column is missing.
        FileError: the file cannot be read as what it claims to be.
    """
    table = table_for(request)
    wanted = _refused_rows(hub, request)
    rows = list(_read(request, table, wanted)) if wanted else []
    load, refused = _stage(hub, request, table, rows) if rows else (None, 0)
    tally = Tally()
    if request.resolve:
        for plan in hub.resolver.resolve_pending(request.by):
            tally.add(plan)
    return Retry(tried=len(wanted), refused=refused, load=load), tally


def _stage(hub: Hub, request: LoadRequest, table: Table, rows: Sequence[Row]) -> tuple[Load, int]:
    """Stage rows as a load of their own; returns it, and how many are refused again."""
    name = request.mapping.table_name(table)
    content = fingerprint(request.path, request.mapping)
    shaped = shape_rows(Shaper(request.mapping, table), Origin(table=name, digest=content), rows)
    refused = len({fault.row for fault in shaped.rejections})

    def work(transaction: Transaction) -> Load:
        stage_mapping(transaction, request.mapping)
        begun = new_load(transaction, hub, request, name, content)
        done = begun.model_copy(update={"state": LoadState.DONE, "ended_at": hub.now()})
        return stage_rows(transaction, hub, done, shaped)

    return hub.database.write(work), refused


def _refused_rows(hub: Hub, request: LoadRequest) -> frozenset[int]:
    rows = hub.database.read(
        lambda t: t.run("read/rejected_rows", source=request.mapping.source, file=request.path.name)
    )
    return frozenset(row["row"] for row in rows)


def _read(request: LoadRequest, table: Table, wanted: frozenset[int]) -> Iterator[Row]:
    last = max(wanted)
    with open_rows(request.path, table.format) as rows:
        check_columns(table, rows.columns)
        for row in rows:
            if row.number > last:
                return
            if row.number in wanted:
                yield row

"""Loading source files: read, map, stage and resolve, batch by batch, to be cut off and resumed at any point.

Each batch is staged in one transaction together with the load's position, so that a load that was killed goes on
behind the last batch that was acknowledged. Records are resolved right after they are staged, or later on request.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from hub.errors import MappingError
from hub.graph import staging
from hub.graph.database import Transaction
from hub.graph.record_batch import Origin, RecordBatch, prepare_records
from hub.ingest.mapping import Mapping, Table, check_columns
from hub.ingest.readers import Row, open_rows
from hub.ingest.shape import Shaper
from hub.model.ids import digest
from hub.model.json_text import canonical_json
from hub.model.load import Load, LoadMode, LoadState
from hub.model.plan import Plan, SourceTrust
from hub.model.record import Interaction, Rejection
from hub.opening import Hub

Report = Callable[[Load, float], None]
"""Called at the start and after each batch with the load and the share of the file read so far, 0..1."""


@dataclass(frozen=True, slots=True)
class ShapedRows:
    """What some rows became, ready to be written; `numbers` are theirs, refused ones among them."""

    numbers: tuple[int, ...]
    records: RecordBatch
    interactions: tuple[Interaction, ...]
    rejections: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """A file to load by a mapping. `resolve` says whether to resolve its records at once."""

    path: Path
    mapping: Mapping
    mode: LoadMode = LoadMode.DELTA
    by: str = "hub"
    resolve: bool = True


@dataclass(slots=True)
class Tally:
    """What a plan or several changed, counted."""

    plans: int = 0
    records: int = 0
    events: dict[str, int] = field(default_factory=dict)

    def add(self, plan: Plan) -> None:
        """Count one plan."""
        self.plans += 1
        self.records += len(plan.resolved)
        for event in plan.events:
            self.events[event.type.value] = self.events.get(event.type.value, 0) + 1


@dataclass(frozen=True, slots=True)
class Preview:
    """What loading a file would do: the load as it would end, its plans, and the rows it would refuse."""

    load: Load
    plans: tuple[Plan, ...]
    rejections: tuple[Rejection, ...]


def load_file(hub: Hub, request: LoadRequest, report: Report = lambda _load, _share: None) -> tuple[Load, Tally]:
    """Load one file and resolve what it changed.

    Returns:
        The finished load, and what its plans changed.

    Raises:
        MappingError: no table of the mapping takes this file, or a column is missing.
        FileError: the file cannot be read as what it claims to be.
    """
    table = table_for(request)
    tally = Tally()
    load = hub.database.write(lambda transaction: _begin(transaction, hub, request, table))
    with open_rows(request.path, table.format, load.position) as rows:
        check_columns(table, rows.columns)
        report(load, 0.0)
        shaper, origin = Shaper(request.mapping, table), _origin(load)
        batches = _batches(iter(rows), hub.settings.batch_rows)

        def write(load: Load, shaped: ShapedRows) -> Load:
            staged = _stage_batch(hub, load, shaped)
            if request.resolve:
                _resolve(hub, request.by, tally)
            report(staged, rows.share_read)
            return staged

        load = _overlapping(load, (shape_rows(shaper, origin, batch) for batch in batches), write)
    load = _finish(hub, load)
    if request.resolve:
        _resolve(hub, request.by, tally)
    report(load, 1.0)
    return load, tally


def preview_file(hub: Hub, request: LoadRequest) -> Preview:
    """Load one file as `load_file` does, in one transaction that is not committed.

    Holds what the file changes in memory, so it is for files of some ten thousand rows, not of millions.

    Raises:
        MappingError: no table of the mapping takes this file, or a column is missing.
        FileError: the file cannot be read as what it claims to be.
    """
    table = table_for(request)

    def work(transaction: Transaction) -> Preview:
        load = _begin(transaction, hub, request, table)
        rejections: list[Rejection] = []
        with open_rows(request.path, table.format, load.position) as rows:
            check_columns(table, rows.columns)
            shaper, origin = Shaper(request.mapping, table), _origin(load)
            for batch in _batches(iter(rows), hub.settings.batch_rows):
                shaped = shape_rows(shaper, origin, batch)
                rejections += shaped.rejections
                load = stage_rows(transaction, hub, load, shaped)
        size = hub.settings.batch_rows
        while load.mode is LoadMode.FULL and (gone := staging.retire_unseen(transaction, load, size)):
            load = load.model_copy(update={"retired": load.retired + gone})
        plans = hub.resolver.resolve_all(transaction, request.by)
        return Preview(load=load, plans=tuple(plans), rejections=tuple(rejections))

    return hub.database.preview(work)


def table_for(request: LoadRequest) -> Table:
    """Return the table that takes the file.

    Raises:
        MappingError: no table does.
    """
    table = request.mapping.table_for(request.path.name)
    if table is None:
        patterns = ", ".join(known.pattern for known in request.mapping.files.values())
        raise MappingError(
            request.mapping.source,
            0,
            f"no table takes a file named {request.path.name}",
            f"Files it takes: {patterns}.",
        )
    return table


def _begin(transaction: Transaction, hub: Hub, request: LoadRequest, table: Table) -> Load:
    """Return the load of this file that was cut off, or a new one, which its first batch writes."""
    mapping = request.mapping
    content = fingerprint(request.path, mapping)
    name = mapping.table_name(table)
    stage_mapping(transaction, mapping)
    found = transaction.run(
        "read/unfinished_load", source=mapping.source, table=name, digest=content, mode=request.mode.value
    )
    if found:
        return Load.model_validate(found[0]["load"])
    return new_load(transaction, hub, request, name, content)


def stage_mapping(transaction: Transaction, mapping: Mapping) -> None:
    """Create or renew the source that a mapping describes."""
    trust = SourceTrust(
        source=mapping.source,
        trust=mapping.trust,
        attribute_trust=mapping.attribute_trust,
        half_life_days=mapping.half_life_days,
    )
    staging.stage_source(transaction, trust, mapping.title or mapping.source)


def new_load(transaction: Transaction, hub: Hub, request: LoadRequest, table: str, content: str) -> Load:
    """Return a load with a fresh id, not staged yet."""
    number = transaction.run("stage/take_numbers", name="loads", count=1)[0]["last"]
    return Load(
        id=f"ld_{digest(request.mapping.source, table, content, str(number))}",
        source=request.mapping.source,
        table=table,
        file=request.path.name,
        digest=content,
        mode=request.mode,
        started_at=hub.now(),
    )


def fingerprint(path: Path, mapping: Mapping) -> str:
    """Tell file and mapping apart from others: a load resumes only where both are as they were."""
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "blake2b").hexdigest()
    return digest(content, canonical_json(mapping.model_dump(mode="json")))


def _batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while batch := list(islice(rows, size)):
        yield batch


def _overlapping(load: Load, batches: Iterator[ShapedRows], write: Callable[[Load, ShapedRows], Load]) -> Load:
    """Write one batch while the next is read and shaped: the engine works on its core, Python on another."""
    with ThreadPoolExecutor(max_workers=1) as writer:
        written: Future[Load] | None = None
        for shaped in batches:
            load = written.result() if written else load
            written = writer.submit(write, load, shaped)
        return written.result() if written else load


def _origin(load: Load) -> Origin:
    return Origin(table=load.table, digest=load.digest, full_load=load.id if load.mode is LoadMode.FULL else None)


def shape_rows(shaper: Shaper, origin: Origin, rows: Sequence[Row]) -> ShapedRows:
    """Map and standardise some rows and make them ready to be written."""
    shaped = [(row.number, shaper.shape(row)) for row in rows]
    records = [(record, number) for number, item in shaped for record in item.records]
    return ShapedRows(
        numbers=tuple(number for number, _item in shaped),
        records=prepare_records([record for record, _number in records], origin, [number for _r, number in records]),
        interactions=tuple(interaction for _number, item in shaped for interaction in item.interactions),
        rejections=tuple(rejection for _number, item in shaped for rejection in item.rejections),
    )


def _stage_batch(hub: Hub, load: Load, shaped: ShapedRows) -> Load:
    return hub.database.write(lambda transaction: stage_rows(transaction, hub, load, shaped))


def stage_rows(transaction: Transaction, hub: Hub, load: Load, shaped: ShapedRows) -> Load:
    """Stage what some rows of a load say, and the load's progress; returns the load with its counts."""
    counts = staging.stage_records(transaction, shaped.records)
    heads = staging.stage_interactions(transaction, shaped.interactions)
    staging.close_rejections(transaction, load, shaped.numbers)
    staging.stage_rejections(transaction, shaped.rejections, load.id, hub.now())
    progress = load.model_copy(
        update={
            "position": shaped.numbers[-1],
            "rows": load.rows + len(shaped.numbers),
            "records": load.records + counts.records,
            "created": load.created + counts.created,
            "changed": load.changed + counts.changed,
            "interactions": load.interactions + heads,
            "rejected": load.rejected + len(shaped.rejections),
        }
    )
    staging.stage_load(transaction, progress)
    return progress


def _finish(hub: Hub, load: Load) -> Load:
    """Retire what a full load did not see, a batch at a time, and mark the load as done."""
    retired = load.retired
    while load.mode is LoadMode.FULL:
        gone = hub.database.write(lambda transaction: staging.retire_unseen(transaction, load, hub.settings.batch_rows))
        if gone == 0:
            break
        retired += gone
    done = load.model_copy(update={"state": LoadState.DONE, "ended_at": hub.now(), "retired": retired})
    hub.database.write(lambda transaction: staging.stage_load(transaction, done))
    return done


def _resolve(hub: Hub, by: str, tally: Tally) -> None:
    for plan in hub.resolver.resolve_pending(by):
        tally.add(plan)

"""Loading source files: read, map, stage and resolve, batch by batch, to be cut off and resumed at any point.

Each batch is staged in one transaction together with the load's position, so that a load that was killed goes on
behind the last batch that was acknowledged. Records are resolved right after they are staged, or later on request.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from hub.errors import MappingError
from hub.graph import staging
from hub.graph.database import Transaction
from hub.ingest.mapping import Mapping, Table, check_columns
from hub.ingest.readers import Row, open_rows
from hub.ingest.shape import Shaped, Shaper
from hub.model.ids import digest
from hub.model.load import Load, LoadMode, LoadState
from hub.model.plan import Plan, SourceTrust
from hub.opening import Hub

Report = Callable[[Load, float], None]
"""Called after each batch with the load and the share of the file read so far, 0..1."""


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


def load_file(hub: Hub, request: LoadRequest, report: Report = lambda _load, _share: None) -> tuple[Load, Tally]:
    """Load one file and resolve what it changed.

    Returns:
        The finished load, and what its plans changed.

    Raises:
        MappingError: no table of the mapping takes this file, or a column is missing.
        FileError: the file cannot be read as what it claims to be.
    """
    table = _table_for(request)
    tally = Tally()
    load = _begin(hub, request, table)
    with open_rows(request.path, table.format, load.position) as rows:
        check_columns(table, rows.columns)
        shaper = Shaper(request.mapping, table)
        for batch in _batches(iter(rows), hub.settings.batch_rows):
            load = _stage_batch(hub, load, [(row, shaper.shape(row)) for row in batch])
            if request.resolve:
                _resolve(hub, request.by, tally)
            report(load, rows.share_read)
    load = _finish(hub, load, table)
    if request.resolve:
        _resolve(hub, request.by, tally)
    report(load, 1.0)
    return load, tally


def _table_for(request: LoadRequest) -> Table:
    table = request.mapping.table_for(request.path.name)
    if table is None:
        patterns = ", ".join(known.pattern for known in request.mapping.files.values())
        raise MappingError(
            request.mapping.source, 0, f"no table takes a file named {request.path.name}", f"Files it takes: {patterns}."
        )
    return table


def _begin(hub: Hub, request: LoadRequest, table: Table) -> Load:
    mapping = request.mapping
    fingerprint = _fingerprint(request.path, mapping)
    name = mapping.table_name(table)
    trust = SourceTrust(
        source=mapping.source,
        trust=mapping.trust,
        attribute_trust=mapping.attribute_trust,
        half_life_days=mapping.half_life_days,
    )

    def work(transaction: Transaction) -> Load:
        staging.stage_source(transaction, trust, mapping.title or mapping.source)
        found = transaction.run(
            "read/unfinished_load", source=mapping.source, table=name, digest=fingerprint, mode=request.mode.value
        )
        if found:
            return Load.model_validate(found[0]["load"])
        number = transaction.run("stage/take_numbers", name="loads", count=1)[0]["last"]
        load = Load(
            id=f"ld_{digest(mapping.source, name, fingerprint, str(number))}",
            source=mapping.source,
            table=name,
            file=request.path.name,
            digest=fingerprint,
            mode=request.mode,
            started_at=hub.now(),
        )
        staging.stage_load(transaction, load)
        return load

    return hub.database.write(work)


def _fingerprint(path: Path, mapping: Mapping) -> str:
    """Tell file and mapping apart from others: a load resumes only where both are as they were."""
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "blake2b").hexdigest()
    return digest(content, json.dumps(mapping.model_dump(mode="json"), sort_keys=True))


def _batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while batch := list(islice(rows, size)):
        yield batch


def _stage_batch(hub: Hub, load: Load, shaped: Sequence[tuple[Row, Shaped]]) -> Load:
    records = [record for _row, item in shaped for record in item.records]
    interactions = [interaction for _row, item in shaped for interaction in item.interactions]
    rejections = [rejection for _row, item in shaped for rejection in item.rejections]
    position = shaped[-1][0].number
    marker = load.id if load.mode is LoadMode.FULL else None

    def work(transaction: Transaction) -> Load:
        counts = staging.stage_records(transaction, records, marker)
        heads = staging.stage_interactions(transaction, interactions)
        staging.close_rejections(transaction, load, [row.number for row, _item in shaped])
        staging.stage_rejections(transaction, rejections, load.id, hub.now())
        progress = load.model_copy(
            update={
                "position": position,
                "rows": load.rows + len(shaped),
                "records": load.records + counts.records,
                "created": load.created + counts.created,
                "changed": load.changed + counts.changed,
                "interactions": load.interactions + heads,
                "rejected": load.rejected + len(rejections),
            }
        )
        staging.stage_load(transaction, progress)
        return progress

    return hub.database.write(work)


def _finish(hub: Hub, load: Load, table: Table) -> Load:
    kinds = sorted({rule.kind.value for rule in table.records})
    while load.mode is LoadMode.FULL:
        gone = hub.database.write(
            lambda transaction: staging.retire_unseen(
                transaction, load.source, kinds, load.id, hub.settings.batch_rows
            )
        )
        load = load.model_copy(update={"retired": load.retired + gone})
        if gone < hub.settings.batch_rows:
            break
    done = load.model_copy(update={"state": LoadState.DONE, "ended_at": hub.now()})
    hub.database.write(lambda transaction: staging.stage_load(transaction, done))
    return done


def _resolve(hub: Hub, by: str, tally: Tally) -> None:
    for plan in hub.resolver.resolve_pending(by):
        tally.add(plan)

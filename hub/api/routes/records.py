"""Source records and interactions in, one at a time or in bulk; sent twice is sent once."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from hub.api.deps import HubDep, UserDep
from hub.api.problems import BODY, problem_of, request_id_of, responses
from hub.api.schemas import (
    PRINTABLE,
    InteractionsIn,
    InteractionsWritten,
    KeyedRecordIn,
    Problem,
    RecordIn,
    RecordsIn,
    RecordsWritten,
    RecordWritten,
)
from hub.api.sent import at, to_interaction, to_record
from hub.errors import InputError, NotFoundError
from hub.matching import write_records
from hub.model.ids import Kind, record_id
from hub.model.record import RecordRef, SourceRecord
from hub.model.view import RecordView
from hub.reading import get_records
from hub.sending import retire_record, write_interactions

TAG = "source records"
router = APIRouter(prefix="/v1/sources/{source}", tags=[TAG])
SourcePath = Annotated[str, Path(pattern="^[a-z0-9_-]{1,64}$", description="Id of the source.", examples=["erp"])]
KeyPath = Annotated[
    str, Path(min_length=1, max_length=500, pattern=PRINTABLE, description="The source's own key; it may hold slashes.")
]


def get_ref(source: SourcePath, kind: Kind, key: KeyPath) -> RecordRef:
    """Return the record that the path names."""
    return RecordRef(source=source, kind=kind, key=key)


RefDep = Annotated[RecordRef, Depends(get_ref)]


@router.get("/records/{kind}/{key:path}", operation_id="get_record", responses=responses(404))
def get_record(hub: HubDep, ref: RefDep) -> RecordView:
    """Return a source record, raw and standardised, with the id of its golden record."""
    found = get_records(hub, [ref.id])
    if not found:
        raise NotFoundError(f"{ref.source} has sent no {ref.kind.value} with this key.", "Check source, kind and key.")
    return found[0]


@router.put(
    "/records/{kind}/{key:path}",
    operation_id="put_record",
    responses={**responses(*BODY), 201: {"model": RecordWritten}},
)
def put_record(hub: HubDep, ref: RefDep, sent: RecordIn, response: Response, user: UserDep = "api") -> RecordWritten:
    """Write one record and resolve it; 201 where the hub did not have it."""
    record = to_record(ref.source, ref.kind, ref.key, sent)
    written = write_records(hub, [record], user)
    response.status_code = 201 if written.created else 200
    golden = written.golden[0]
    return RecordWritten(kind=ref.kind, key=ref.key, record=record.id, golden=golden.id if golden else None)


@router.delete("/records/{kind}/{key:path}", operation_id="retire_record", status_code=204, responses=responses(404))
def delete_record(hub: HubDep, ref: RefDep, user: UserDep = "api") -> None:
    """Retire a record: the source has it no more. It stays on file."""
    retire_record(hub, ref, user)


@router.post("/records", operation_id="post_records", responses=responses(*BODY))
def post_records(
    hub: HubDep, request: Request, source: SourcePath, sent: RecordsIn, user: UserDep = "api"
) -> RecordsWritten:
    """Write up to 1,000 records in one step. One that cannot be taken says why and does not hold up the others."""
    taken: dict[int, SourceRecord] = {}
    refused: dict[int, RecordWritten] = {}
    for number, item in enumerate(sent.records):
        try:
            with at(f"records/{number}"):
                taken[number] = to_record(source, item.kind, item.key, item)
        except InputError as error:
            refused[number] = _refused(source, item, problem_of(error, request_id_of(request)))
    written = write_records(hub, list(taken.values()), user)
    golden = dict(zip(taken, written.golden, strict=True))
    results = {
        number: RecordWritten(kind=r.kind, key=r.key, record=r.id, golden=g.id if (g := golden[number]) else None)
        for number, r in taken.items()
    }
    ordered = tuple(results.get(number) or refused[number] for number in range(len(sent.records)))
    return RecordsWritten(created=written.created, changed=written.changed, results=ordered)


def _refused(source: str, item: KeyedRecordIn, problem: Problem) -> RecordWritten:
    return RecordWritten(
        kind=item.kind,
        key=item.key,
        record=record_id(source, item.kind, item.key),
        golden=None,
        problem=problem,
    )


@router.post("/interactions", operation_id="post_interactions", responses=responses(*BODY))
def post_interactions(hub: HubDep, source: SourcePath, sent: InteractionsIn) -> InteractionsWritten:
    """Write up to 1,000 interactions: orders, tickets, calls, opportunities."""
    interactions = []
    for number, item in enumerate(sent.interactions):
        with at(f"interactions/{number}"):
            interactions.append(to_interaction(source, item))
    return InteractionsWritten(written=write_interactions(hub, interactions))

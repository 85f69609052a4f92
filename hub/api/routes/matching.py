"""Ask before you create: would this be a duplicate? Let the hub match or create in one step. Ask why two are one."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from hub.api.deps import HubDep, UserDep
from hub.api.problems import BODY, responses
from hub.api.schemas import FoundOut, GoldenOut, MatchIn, MatchOrCreateIn, MatchOrCreateOut, MatchOut
from hub.api.sent import to_fields
from hub.explaining_records import explain_records
from hub.matching import candidate_key, match_candidate, write_records
from hub.model.explanation import Explanation
from hub.model.ids import RecordId
from hub.model.record import SourceRecord

TAG = "matching"
router = APIRouter(prefix="/v1", tags=[TAG])
RecordQuery = Annotated[str, Query(max_length=100, description="Record id.", examples=["r_lwaxxmdy5jtejfck"])]


@router.post("/match", operation_id="match", responses=responses(*BODY))
def post_match(hub: HubDep, sent: MatchIn) -> MatchOut:
    """Return golden records that the candidate may be: certain, probable or possible, and why. Writes nothing."""
    found = match_candidate(hub, sent.kind, to_fields(sent.kind, sent.attributes), sent.limit)
    return MatchOut(found=tuple(FoundOut.of(item) for item in found))


@router.post(
    "/match-or-create", operation_id="match_or_create", responses={**responses(*BODY), 201: {"model": MatchOrCreateOut}}
)
def post_match_or_create(
    hub: HubDep, sent: MatchOrCreateIn, response: Response, user: UserDep = "api"
) -> MatchOrCreateOut:
    """Keep the candidate as a source record and return its golden record, found or new.

    Two who create one company at the same moment get one company.
    """
    fields = to_fields(sent.kind, sent.attributes)
    key = sent.key or candidate_key(sent.kind, fields)
    record = SourceRecord(source=sent.source, kind=sent.kind, key=key, fields=fields)
    written = write_records(hub, [record], user)
    golden = written.golden[0]
    assert golden is not None, "a record just resolved has a golden record"
    is_new = written.created > 0 and golden.members == (record.id,)
    response.status_code = 201 if is_new else 200
    others = [item for item in match_candidate(hub, sent.kind, fields) if item.golden.id != golden.id]
    return MatchOrCreateOut(
        outcome="created" if is_new else "matched" if written.created else "known",
        record=record.id,
        golden=GoldenOut.of(golden),
        possible=tuple(FoundOut.of(item) for item in others),
    )


@router.get("/explanation", operation_id="explain_records", responses=responses(404, 410))
def get_explanation(hub: HubDep, left: RecordQuery, right: RecordQuery) -> Explanation:
    """Tell why two source records are, or are not, in one golden record: each comparison, the sum, what decided it."""
    return explain_records(hub, RecordId(left), RecordId(right))

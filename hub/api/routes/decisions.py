"""People's decisions: judgements, overrides, and the questions that wait for them."""

import re
from typing import Annotated

from fastapi import APIRouter, Header, Path

from hub.api.deps import CursorDep, HubDep, LimitDep, UserDep, number_in, wrong_cursor
from hub.api.problems import BODY, responses
from hub.api.schemas import JudgementIn, JudgementOut, OverrideIn, OverrideOut, PlanOut, ReviewOut
from hub.api.sent import to_date
from hub.listing import FIRST_REVIEW, NEWEST, list_judgements, list_overrides, list_reviews
from hub.model.ids import Kind
from hub.model.judgement import Judgement, Override
from hub.model.plan import Plan, Review
from hub.model.view import Page
from hub.reviewing import get_review
from hub.stewardship import Opinion, Pin, judge, pin_value, undo_judgement, unpin_value

TAG = "decisions"
router = APIRouter(prefix="/v1", tags=[TAG])
IdPath = Annotated[str, Path(max_length=100)]


@router.get("/reviews", operation_id="list_reviews", responses=responses())
def get_reviews(hub: HubDep, kind: Kind | None = None, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[Review]:
    """List open questions, least certain first."""
    found = list_reviews(hub, (kind,) if kind else tuple(Kind), _place(cursor), limit + 1)
    return Page(items=found[:limit], next_cursor=_cursor(found[limit - 1]) if len(found) > limit else None)


@router.get("/reviews/{review_id}", operation_id="get_review", responses=responses(404))
def get_one_review(hub: HubDep, review_id: IdPath) -> ReviewOut:
    """Return a question with both records and the evidence for and against."""
    review, left, right, evidence = get_review(hub, review_id)
    return ReviewOut(review=review, left=left, right=right, evidence=evidence)


@router.get("/judgements", operation_id="list_judgements", responses=responses())
def get_judgements(hub: HubDep, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[Judgement]:
    """List judgements, newest first; those taken back are among them."""
    found = list_judgements(hub, number_in(cursor, NEWEST), limit + 1)
    return Page(items=found[:limit], next_cursor=str(found[limit - 1].number) if len(found) > limit else None)


@router.post("/judgements", operation_id="judge", status_code=201, responses=responses(*BODY, 404, 409, 410))
def post_judgement(hub: HubDep, sent: JudgementIn, user: UserDep = "api") -> JudgementOut:
    """Record a verdict on two records or golden records, and apply the plan it implies."""
    return _judged(judge(hub, _opinion(sent, user)))


@router.post("/previews/judgement", operation_id="preview_judgement", responses=responses(*BODY, 404, 409, 410))
def preview_judgement(hub: HubDep, sent: JudgementIn, user: UserDep = "api") -> JudgementOut:
    """Show what a verdict would change; nothing is written."""
    return _judged(judge(hub, _opinion(sent, user), commit=False))


@router.delete("/judgements/{judgement_id}", operation_id="undo_judgement", responses=responses(404, 409))
def delete_judgement(hub: HubDep, judgement_id: IdPath, user: UserDep = "api") -> JudgementOut:
    """Take a judgement back: what remains is exactly what the other facts and decisions imply."""
    return _judged(undo_judgement(hub, judgement_id, user))


@router.get("/overrides", operation_id="list_overrides", responses=responses())
def get_overrides(hub: HubDep, limit: LimitDep = 50, cursor: CursorDep = "") -> Page[Override]:
    """List pinned values, newest first; those that ended are among them."""
    found = list_overrides(hub, number_in(cursor, NEWEST), limit + 1)
    return Page(items=found[:limit], next_cursor=str(found[limit - 1].number) if len(found) > limit else None)


@router.post("/overrides", operation_id="pin_value", status_code=201, responses=responses(*BODY, 404, 410, 412))
def post_override(
    hub: HubDep,
    sent: OverrideIn,
    user: UserDep = "api",
    if_match: Annotated[str | None, Header(max_length=200, description="ETag of the golden record you saw.")] = None,
) -> OverrideOut:
    """Pin a golden value until it is ended or expires."""
    pin = Pin(
        subject=sent.subject,
        attribute=sent.attribute,
        values=sent.values,
        by=user,
        why=sent.why,
        expires_at=to_date(sent.expires_at, "expires_at"),
        if_match=None if if_match in {None, "*"} else str(if_match).strip('"'),
    )
    return _pinned(pin_value(hub, pin))


@router.delete("/overrides/{override_id}", operation_id="unpin_value", responses=responses(404, 409))
def delete_override(hub: HubDep, override_id: IdPath, user: UserDep = "api") -> OverrideOut:
    """End an override."""
    return _pinned(unpin_value(hub, override_id, user))


def _opinion(sent: JudgementIn, user: str) -> Opinion:
    return Opinion(left=sent.left, right=sent.right, verdict=sent.verdict, by=user, why=sent.why)


def _judged(done: tuple[Judgement, list[Plan]]) -> JudgementOut:
    return JudgementOut(judgement=done[0], plans=tuple(PlanOut.of(plan) for plan in done[1]))


def _pinned(done: tuple[Override, list[Plan]]) -> OverrideOut:
    return OverrideOut(override=done[0], plans=tuple(PlanOut.of(plan) for plan in done[1]))


def _place(cursor: str) -> tuple[float, str]:
    """Read "distance|id": a skipped number would pass over questions when others were answered meanwhile."""
    if not cursor:
        return FIRST_REVIEW
    distance, bar, behind = cursor.partition("|")
    if not bar or not re.fullmatch(r"0\.[0-9]+(e-[0-9]+)?|[0-9]e-[0-9]+", distance):
        raise wrong_cursor()
    return float(distance), behind


def _cursor(review: Review) -> str:
    return f"{abs(review.probability - 0.5)!r}|{review.id}"

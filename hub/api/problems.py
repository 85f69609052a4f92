"""Errors as RFC 9457 problems: which class has which status, and one shape for all of them.

A problem says what is wrong, where, and what to do; it never repeats the value that was sent.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from hub import errors
from hub.api.schemas import Problem, ProblemError, ProblemType
from hub.log import log_fault

MEDIA_TYPE = "application/problem+json"
STATUSES: dict[type[errors.HubError], int] = {
    errors.HubError: 500,
    errors.InputError: 422,
    errors.SettingsError: 500,
    errors.MappingError: 422,
    errors.FileError: 422,
    errors.ValueProblem: 422,
    errors.NotFoundError: 404,
    errors.GoneError: 410,
    errors.ConflictError: 409,
    errors.StaleError: 412,
    errors.EngineError: 500,
    errors.EngineUnavailableError: 503,
    errors.EngineStartError: 503,
    errors.SchemaError: 503,
}
"""Status of each error class; a test holds it to hub/errors.py."""

_TITLES = {cls.code: (cls.__doc__ or "").partition(".")[0] for cls in STATUSES} | {
    "error": "The hub failed",
    "request": "The request does not have the shape that this route takes",
    "too_large": "What was sent is too large",
    "http": "HTTP itself forbids it",
}
_HTTP_CODES = {404: "not_found", 413: "too_large"}
_HTTP_CURES = {
    400: "Send JSON in UTF-8.",
    404: "Check the address; /docs lists all of them.",
    405: "Use a method that the Allow header names.",
    413: "Send it in parts.",
    415: "Send JSON, with the header Content-Type: application/json.",
}


_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")

BODY = (400, 413)
"""What a route that takes a body may answer besides: it is no text, or too large."""


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what a route's `responses=` needs to declare these problems, and those every route may have."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({*statuses, 422, 500, 503})
    }


def problem_type(code: str) -> ProblemType:
    """Return what a problem's `type` leads to.

    Raises:
        NotFoundError: no problem has that code.
    """
    if code not in _TITLES:
        raise errors.NotFoundError("No problem has that code.", "docs/errors.md lists all of them.")
    return ProblemType(code=code, title=_TITLES[code])


def problem_of(error: errors.HubError, request_id: str = "") -> Problem:
    """Return an error raised on purpose as a problem."""
    places: tuple[ProblemError, ...] = ()
    if isinstance(error, errors.ValueProblem):
        places = (ProblemError(pointer=f"/{error.field}", detail=error.reason),)
    return _problem(_status(error), error.code, error.message, error.cure, request_id, places)


def _status(error: errors.HubError) -> int:
    return next(STATUSES[cls] for cls in type(error).__mro__ if cls in STATUSES)


def request_id_of(request: Request) -> str:
    """Return the id of a request."""
    return str(request.scope.get("state", {}).get("request_id", ""))


def install_problems(app: FastAPI) -> None:
    """Let every error leave the app as a problem."""
    app.add_exception_handler(errors.HubError, _hub_problem)
    app.add_exception_handler(RequestValidationError, _validation_problem)
    app.add_exception_handler(HTTPException, _http_problem)


def _hub_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, errors.HubError)
    return _respond(problem_of(error, request_id_of(request)))


def _validation_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found: dict[str, list[str]] = {}
    for mistake in error.errors():
        found.setdefault(_pointer(mistake, error.body), []).append(mistake["msg"])
    places = tuple(ProblemError(pointer=pointer, detail="; ".join(told)) for pointer, told in found.items())
    message = "The request does not have the shape that this route takes."
    cure = "Correct the places that `errors` names."
    return _respond(_problem(422, "request", message, cure, request_id_of(request), places))


def _pointer(mistake: Mapping[str, Any], body: object) -> str:
    """Return where the mistake is: as far as the path leads into what was sent, and to a field that is missing."""
    first, *parts = mistake["loc"]
    if first != "body":
        return "/".join(("", first, *map(str, parts)))
    path, place = "", body
    for part in parts:
        inside = _inside(place, part)
        if inside is None:
            return f"{path}/{escape(str(part))}" if mistake["type"] == "missing" else path
        path, place = f"{path}/{escape(str(part))}", inside[0]
    return path


def _inside(place: object, part: str | int) -> tuple[object] | None:
    if isinstance(place, dict) and part in place:
        return (place[part],)
    if isinstance(place, list) and isinstance(part, int) and part < len(place):
        return (place[part],)
    return None


def escape(part: str) -> str:
    """Return a name as it stands in a JSON pointer."""
    return part.replace("~", "~0").replace("/", "~1")


def _http_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _HTTP_CODES.get(error.status_code, "http")
    cure = _HTTP_CURES.get(error.status_code, "")
    response = _respond(_problem(error.status_code, code, str(error.detail), cure, request_id_of(request)))
    response.headers.update(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = ", ".join(_methods_at(request))
    return response


def _methods_at(request: Request) -> list[str]:
    """Return the methods of all routes at an address; the router itself names those of the first one only."""
    asked = [(method, {**request.scope, "method": method}) for method in _METHODS]
    routes = request.app.routes
    return [method for method, scope in asked if any(route.matches(scope)[0] is Match.FULL for route in routes)]


def fault(error: Exception, request_id: str) -> JSONResponse:
    """Return the answer to a request that met a fault in the hub, and log where it was."""
    log_fault(error, request_id)
    message = "The hub failed. The fault is in its log, under this request's id."
    return _respond(_problem(500, "error", message, "Tell whoever runs the hub the request id.", request_id))


def too_large(limit_bytes: int, request_id: str) -> JSONResponse:
    """Return the answer to a request whose body is too large."""
    message = f"The body is larger than {limit_bytes} bytes."
    return _respond(_problem(413, "too_large", message, "Send it in parts.", request_id))


def _problem(
    status: int, code: str, detail: str, cure: str, request_id: str, places: tuple[ProblemError, ...] = ()
) -> Problem:
    return Problem(
        type=f"/problems/{code}",
        title=_TITLES[code],
        status=status,
        detail=detail,
        instance=f"urn:request:{request_id}",
        code=code,
        cure=cure,
        errors=places,
    )


def _respond(problem: Problem) -> JSONResponse:
    return JSONResponse(problem.model_dump(mode="json"), status_code=problem.status, media_type=MEDIA_TYPE)

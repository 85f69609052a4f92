"""The application: wiring only."""

import re
import time
import uuid

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi_offline import FastAPIOffline
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub import __version__
from hub.api.deps import MovedError
from hub.api.problems import fault, install_problems, too_large
from hub.api.routes import changes, decisions, golden, matching, records, relations, search, system
from hub.api.schemas import Moved
from hub.log import log_request
from hub.opening import Hub

DESCRIPTION = """
One trusted, explained, undoable view of each company, contact and product.

Errors are problems (RFC 9457) that say what to do. Lists give a `next_cursor`; writes are idempotent; golden records
carry ETags. A former golden id answers 308 with the current one.
"""
MAX_BODY_BYTES = 8 * 1024 * 1024
_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def create_app(hub: Hub) -> FastAPI:
    """Return the API over an open hub."""
    app = FastAPIOffline(
        title="hub",
        version=__version__,
        description=DESCRIPTION,
        openapi_tags=[{"name": module.TAG, "description": module.__doc__ or ""} for module in MODULES],
    )
    app.state.hub = hub
    for module in MODULES:
        app.include_router(module.router)
    install_problems(app)
    app.add_exception_handler(MovedError, _moved)
    app.add_middleware(RequestContext)
    return app


MODULES = (golden, relations, search, matching, records, decisions, changes, system)


def _moved(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, MovedError)
    body = Moved(id=error.golden.id, former_ids=error.golden.former_ids)
    location = request.url.path.replace(error.asked, error.golden.id, 1)
    if request.url.query:
        location = f"{location}?{request.url.query}"
    return JSONResponse(body.model_dump(mode="json"), status_code=308, headers={"Location": location})


class RequestContext:
    """Gives each request an id, bounds its body, and logs its route, never its address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        request_id = _request_id(headers.get(b"x-request-id", b"").decode("latin-1"))
        scope.setdefault("state", {})["request_id"] = request_id
        begun = time.monotonic()
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        inner: ASGIApp = self._app
        if int(headers.get(b"content-length", b"0") or 0) > MAX_BODY_BYTES:
            inner = too_large(MAX_BODY_BYTES, request_id)
        try:
            await inner(scope, receive, send_with_id)
        except Exception as error:  # noqa: BLE001 - the top: whatever it is becomes a problem, and no log holds its message
            await fault(error, request_id)(scope, receive, send_with_id)
        template = getattr(scope.get("route"), "path", "unknown")
        log_request(scope["method"], template, status, (time.monotonic() - begun) * 1000, request_id)


def _request_id(given: str) -> str:
    return given if _SAFE_ID.fullmatch(given) else uuid.uuid4().hex[:16]

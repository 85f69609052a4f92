"""Around every request: an id, a bound on its body, a line in the log, and a problem where nobody foresaw the error."""

import re
import time
import uuid

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.api.problems import fault, too_large
from hub.log import log_request

MAX_BODY_BYTES = 8 * 1024 * 1024
_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


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
            await inner(scope, _bounded(receive), send_with_id)
        except Exception as error:  # noqa: BLE001 - the top: whatever it is becomes a problem, and no log holds its message
            await fault(error, request_id)(scope, receive, send_with_id)
        template = getattr(scope.get("route"), "path", "unknown")
        log_request(scope["method"], template, status, (time.monotonic() - begun) * 1000, request_id)


def _request_id(given: str) -> str:
    return given if _SAFE_ID.fullmatch(given) else uuid.uuid4().hex[:16]


def _bounded(receive: Receive) -> Receive:
    """Count what comes: a body sent in chunks does not say beforehand how long it is."""
    received = 0

    async def receive_bounded() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_BODY_BYTES:
            raise HTTPException(413, f"The body is larger than {MAX_BODY_BYTES} bytes.")
        return message

    return receive_bounded

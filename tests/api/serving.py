"""A really running API for tests: uvicorn in a thread, reached over HTTP, every answer held to the one error shape."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from starlette.types import ASGIApp

START_SECONDS = 20.0
PROBLEM_FIELDS = {"type", "title", "status", "detail", "instance", "code", "cure", "errors"}


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve `app` on a free port of this machine; yields its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="api")
    thread.start()
    try:
        deadline = time.monotonic() + START_SECONDS
        while not server.started:
            assert thread.is_alive(), "the server ended while it started"
            assert time.monotonic() < deadline, "the server did not start in time"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)
        listener.close()
        assert not thread.is_alive(), "the server did not end"


@contextmanager
def client_of(url: str) -> Iterator[httpx.Client]:
    """A client whose every answer is checked: an id, and a problem wherever it is an error."""
    with httpx.Client(base_url=url, trust_env=False, timeout=60, event_hooks={"response": [check]}) as client:
        yield client


def check(response: httpx.Response) -> None:
    """Hold an answer to what all answers promise."""
    assert response.headers["X-Request-Id"]
    if response.status_code >= httpx.codes.BAD_REQUEST:
        response.read()
        assert_problem(response)


def assert_problem(response: httpx.Response) -> None:
    """Hold an answer to the one error shape (RFC 9457)."""
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert set(body) == PROBLEM_FIELDS
    assert body["status"] == response.status_code
    assert body["type"] == f"/problems/{body['code']}"
    assert body["instance"] == f"urn:request:{response.headers['X-Request-Id']}"
    assert body["title"]
    assert body["detail"]

"""Sending to the API in tests, and walking its lists."""

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote

import httpx

Sent = Mapping[str, Any]
Body = dict[str, Any]
Parameter = str | int | list[str]


def record_path(source: str, kind: str, key: str) -> str:
    """The address of a source record."""
    return f"/v1/sources/{source}/records/{kind}/{quote(key)}"


def put(api: httpx.Client, path: str, attributes: Sent, **more: object) -> str:
    """Write "source/kind/key"; returns the id of its golden record."""
    source, kind, key = path.split("/", 2)
    answer = api.put(record_path(source, kind, key), json={"attributes": attributes, **more})
    assert answer.status_code in {200, 201}, answer.text
    golden: str = answer.json()["golden"]
    return golden


def get(api: httpx.Client, path: str, **query: Parameter) -> Body:
    """Read what must be there."""
    answer = api.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return cast("Body", answer.json())


def get_list(api: httpx.Client, path: str, **query: Parameter) -> list[Body]:
    """Read a list that has no pages."""
    return cast("list[Body]", get(api, path, **query))


def post(api: httpx.Client, path: str, body: Sent, status: int = 200) -> Body:
    """Send what must be taken."""
    answer = api.post(path, json=body)
    assert answer.status_code == status, answer.text
    return cast("Body", answer.json())


def walk(api: httpx.Client, path: str, limit: int, **query: Parameter) -> list[Body]:
    """All items of a list, page by page."""
    items: list[Body] = []
    cursor: str | None = None
    while True:
        page = get(api, path, limit=limit, **query, **({} if cursor is None else {"cursor": cursor}))
        assert len(page["items"]) <= limit
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return items
        assert len(page["items"]) == limit, "a page before the last is full"


def state(api: httpx.Client) -> tuple[Body, int]:
    """What the hub holds and its last event: equal before and after what must write nothing."""
    counts: Body = get(api, "/v1/counts")["counts"]
    return counts, last_event(api)


def last_event(api: httpx.Client) -> int:
    """The number of the newest event; 0 where there is none."""
    number, found = 0, True
    while found:
        items = get(api, "/v1/changes", after=number, limit=200)["items"]
        found = bool(items)
        number = items[-1]["number"] if items else number
    return number

"""Every error has one shape, says what to do, and repeats nothing of what was sent."""

import logging
from collections.abc import Iterator

import httpx
import pytest

from hub import errors
from hub.api.app import create_app
from hub.api.context import MAX_BODY_BYTES
from hub.api.problems import STATUSES
from hub.opening import Hub
from tests.api.description import NOWHERE, hub_on
from tests.api.sending import get, put, record_path
from tests.api.serving import client_of, served

PRIVATE = "Geheimrat"
ERRORS = [
    errors.InputError("what", "cure"),
    errors.MappingError("crm.yaml", 3, "what", "cure"),
    errors.NotFoundError("what", "cure"),
    errors.GoneError("what", "cure"),
    errors.ConflictError("what", "cure"),
    errors.StaleError("what", "cure"),
    errors.EngineError("what", "cure"),
    errors.EngineUnavailableError("what", "cure"),
    errors.SchemaError("what", "cure"),
]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/v1/companies/", 404, "not_found"),
        ("GET", "/v1/golden/co_unknown", 404, "not_found"),
        ("PATCH", "/v1/companies", 405, "http"),
        ("DELETE", "/v1/judgements", 405, "http"),
        ("GET", "/v1/companies?limit=0", 422, "request"),
        ("GET", "/v1/companies?limit=ten", 422, "request"),
        ("GET", "/v1/search", 422, "request"),
        ("GET", "/v1/lookup?source=a&kind=person&key=1", 422, "request"),
        ("GET", "/v1/changes?after=99999999999999999999999", 422, "request"),
        ("GET", f"/v1/golden/{'x' * 101}", 422, "request"),
        ("GET", "/v1/sources/UPPER/records/company/1", 422, "request"),
        ("GET", "/v1/sources/a/records/company/%00", 422, "request"),
        ("GET", f"/v1/sources/a/records/company/{'k' * 501}", 422, "request"),
    ],
)
def test_a_wrong_address_is_a_problem(api: httpx.Client, method: str, path: str, status: int, code: str) -> None:
    answer = api.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_method_that_is_not_there_names_those_that_are(api: httpx.Client) -> None:
    for path, methods in (
        ("/v1/judgements", "GET, POST"),
        ("/v1/sources/a/records/company/1", "DELETE, GET, PUT"),
        ("/v1/match", "POST"),
    ):
        answer = api.request("PATCH", path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, methods)


@pytest.mark.parametrize(
    ("body", "status", "pointers"),
    [
        (b"{", 422, [""]),
        (b'{"records": [', 422, [""]),
        (b"", 422, [""]),
        (b"[]", 422, [""]),
        (b"\xff\xfe{", 400, []),
        (b"{}", 422, ["/records"]),
        (b'{"records": []}', 422, ["/records"]),
        (b'{"records": [{"kind": "company", "key": "1"}]}', 422, ["/records/0/attributes"]),
        (b'{"records": [{"kind": "Geheimrat", "key": "1", "attributes": {}}]}', 422, ["/records/0/kind"]),
        (b'{"records": [{"kind": "company", "key": "", "attributes": {"a/b": 1}}]}', 422, None),
        (b'{"records": [{"kind": "company", "key": "Geheimrat\\u0000", "attributes": {}}]}', 422, ["/records/0/key"]),
        (b'{"records": [{"kind": "company", "key": "\\ud800", "attributes": {}}]}', 422, ["/records/0/key"]),
        (b'{"records": [{"kind": "company", "key": "1", "attributes": {"\\ud800": "x"}}]}', 422, None),
        (b'{"records": [{"kind": "company", "key": "1", "attributes": {"name": "\\ud800"}}]}', 422, None),
        (b'{"records": [{"kind": "company", "key": "1", "attributes": {}, "Extra": "Geheimrat"}]}', 422, None),
    ],
)
def test_a_wrong_body_is_a_problem(api: httpx.Client, body: bytes, status: int, pointers: list[str] | None) -> None:
    answer = api.post("/v1/sources/bad/records", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    if pointers is not None:
        assert [error["pointer"] for error in answer.json()["errors"]] == pointers
    assert PRIVATE not in answer.text


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"1e999", b"1e300", b'"12"', b"true"])
def test_a_number_that_is_none_is_refused(api: httpx.Client, number: bytes) -> None:
    body = b'{"interactions": [{"type": "Order", "key": "1", "amount": %s}]}' % number
    answer = api.post("/v1/sources/bad/interactions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/interactions/0/amount"]


def test_a_parameter_that_is_wrong_is_named_with_its_place(api: httpx.Client) -> None:
    answer = api.get("/v1/companies", params={"limit": PRIVATE})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/query/limit"]
    assert PRIVATE not in answer.text


def test_a_body_that_is_too_large_is_refused_however_it_is_sent(api: httpx.Client) -> None:
    def chunks() -> Iterator[bytes]:
        for _number in range(MAX_BODY_BYTES // 2**20 + 1):
            yield b" " * 2**20

    headers = {"Content-Type": "application/json"}
    for content in (b" " * (MAX_BODY_BYTES + 1), chunks()):
        answer = api.post("/v1/match", content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_what_a_record_says_is_never_in_a_problem(api: httpx.Client) -> None:
    for attributes in ({"email": PRIVATE}, {"phone": PRIVATE}, {"identifier": {"lei": PRIVATE}}, {"founded": PRIVATE}):
        answer = api.put(record_path("secret", "company", "1"), json={"attributes": attributes})
        assert answer.status_code == 422
        assert PRIVATE.casefold() not in answer.text.casefold()


def test_a_request_keeps_a_decent_id_and_gets_one_otherwise(api: httpx.Client) -> None:
    assert api.get("/v1/counts", headers={"X-Request-Id": "trace-7.a_B"}).headers["X-Request-Id"] == "trace-7.a_B"
    for odd in ("has space", "x" * 65, "", "<b>"):
        given = api.get("/nowhere", headers={"X-Request-Id": odd})
        assert given.headers["X-Request-Id"] not in {odd, ""}
    refused = api.post(
        "/v1/sources/ids/records",
        json={"records": [{"kind": "company", "key": "1", "attributes": {"email": "@"}}]},
        headers={"X-Request-Id": "bulk-1"},
    )
    assert refused.json()["results"][0]["problem"]["instance"] == "urn:request:bulk-1"


@pytest.fixture(scope="module")
def raising(hub: Hub) -> Iterator[httpx.Client]:
    """The same API with a route for every error, and one for a fault that nobody foresaw."""
    app = create_app(hub)

    @app.get("/test/{number}")
    def fail(number: int) -> None:
        if number == len(ERRORS):
            raise RuntimeError(PRIVATE)
        raise ERRORS[number]

    with served(app) as url, client_of(url) as client:
        yield client


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_every_error_of_the_hub_has_its_status(raising: httpx.Client, error: errors.HubError) -> None:
    answer = raising.get(f"/test/{ERRORS.index(error)}")
    assert (answer.status_code, answer.json()["code"]) == (STATUSES[type(error)], error.code)
    assert (answer.json()["detail"], answer.json()["cure"]) == (error.message, "cure")


def test_a_fault_is_a_problem_and_its_message_stays_out_of_the_log(
    raising: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "hub"):
        answer = raising.get(f"/test/{len(ERRORS)}", headers={"X-Request-Id": "fault-1"})
    assert (answer.status_code, answer.json()["code"]) == (500, "error")
    assert PRIVATE not in answer.text + caplog.text
    assert "RuntimeError at fail:" in caplog.text
    assert "request=fault-1" in caplog.text


def test_the_log_names_routes_and_no_addresses(api: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "hub"):
        put(api, f"log/company/{PRIVATE}", {"name": f"{PRIVATE} AG"})
        get(api, "/v1/search", q=PRIVATE)
    assert "PUT /v1/sources/{source}/records/{kind}/{key:path} 201" in caplog.text
    assert PRIVATE not in caplog.text


def test_without_its_engine_the_hub_lives_and_is_not_ready() -> None:
    hub = hub_on(NOWHERE)
    with served(create_app(hub)) as url, client_of(url) as client:
        assert client.get("/health/live").json() == {"status": "live", "engine": None}
        for path in ("/health/ready", "/v1/companies", "/v1/golden/co_a"):
            answer = client.get(path)
            assert (answer.status_code, answer.json()["code"]) == (503, "engine_unavailable")
            assert answer.json()["cure"]
        match = {"source": "web", "kind": "company", "attributes": {"name": "Unerreichbar AG"}}
        assert client.post("/v1/match-or-create", json=match).status_code == 503
    hub.database.close()


def test_with_its_engine_the_hub_is_ready(api: httpx.Client) -> None:
    ready = get(api, "/health/ready")
    assert ready["status"] == "ready"
    assert ready["engine"]


def test_the_type_of_a_problem_leads_to_what_it_means(api: httpx.Client) -> None:
    problem = api.get("/v1/golden/co_unknown").json()
    assert get(api, problem["type"]) == {"code": problem["code"], "title": problem["title"]}
    assert api.get("/problems/nonsense").status_code == 404

"""Requests that depend on what the caller has seen: ETags, former ids of customers, and pins that hold for a time."""

import httpx
import pytest

from tests.api.sending import get, post, put, record_path


@pytest.mark.parametrize("seen", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_what_was_seen_is_not_sent_again(api: httpx.Client, seen: str) -> None:
    path = f"/v1/golden/{put(api, 'tags/company/1', {'name': 'Etikett GmbH'})}"
    tag = api.get(path).headers["ETag"]
    answer = api.get(path, headers={"If-None-Match": seen.format(tag=tag)})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    assert api.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_pin_holds_for_the_version_that_was_seen(api: httpx.Client) -> None:
    golden = put(api, "tags/company/2", {"name": "Stempel KG", "city": "Ulm"})
    tag = api.get(f"/v1/golden/{golden}").headers["ETag"]
    pin = {"subject": golden, "attribute": "city", "values": ["Bonn"]}
    assert api.post("/v1/overrides", json=pin, headers={"If-Match": tag}).status_code == 201
    late = api.post("/v1/overrides", json=pin | {"values": ["Kiel"]}, headers={"If-Match": tag})
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    assert get(api, f"/v1/golden/{golden}")["values"]["city"]["values"] == ["Bonn"]
    assert api.post("/v1/overrides", json=pin, headers={"If-Match": "*"}).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"attribute": "email", "values": ["no address"]}, "/values"),
        ({"attribute": "city", "values": ["Ulm", "Bonn"]}, "/values"),
        ({"attribute": "shoe_size", "values": ["44"]}, "/attribute"),
        ({"attribute": "city", "values": ["Ulm"], "expires_at": "2099-99-99"}, "/expires_at"),
    ],
)
def test_a_pin_that_cannot_be_is_refused(api: httpx.Client, wrong: dict[str, object], pointer: str) -> None:
    golden = put(api, "tags/company/3", {"name": "Siegel AG"})
    answer = api.post("/v1/overrides", json={"subject": golden, **wrong})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_former_customer_id_leads_to_the_current_one(api: httpx.Client) -> None:
    kept = put(api, "buyers/company/1", {"name": "Kunde Nord GmbH", "customer_number": "N1"})
    lost = put(api, "buyers/company/2", {"name": "Abnehmer West KG", "customer_number": "W2"})
    post(api, "/v1/judgements", {"left": kept, "right": lost, "verdict": "same"}, 201)
    ids = [golden.replace("co_", "cu_") for golden in (kept, lost)]
    moved = api.get(f"/v1/customers/{ids[1]}")
    assert moved.status_code == 308
    assert moved.json() == {"id": ids[0], "former_ids": [ids[1]]}
    assert moved.headers["Location"] == f"/v1/customers/{ids[0]}"
    assert get(api, moved.headers["Location"])["values"] == {"customer_number": ["N1", "W2"]}
    for key in ("1", "2"):
        assert api.delete(record_path("buyers", "company", key)).status_code == 204
    assert [api.get(f"/v1/customers/{known}").status_code for known in ids] == [410, 410]
    assert api.get("/v1/customers/cu_nobody").status_code == 404

"""Source records and interactions in: single and bulk, idempotent, with any key."""

import httpx
import pytest

from tests.api.sending import get, last_event, post, put, record_path

KEYS = ("A-1", "2024/07/00 17", "客户/海尔-1", "50% & more?#x", "a//b/", "..%2F", "records/company/1")


@pytest.mark.parametrize("key", KEYS)
def test_a_record_lives_under_any_key(api: httpx.Client, key: str) -> None:
    path = record_path("keys", "company", key)
    body = {"attributes": {"name": f"Keyed {KEYS.index(key)} Ltd", "phone": ["+49 89 636 00"]}, "as_of": "2026-03-01"}
    assert api.get(path).status_code == 404
    first = api.put(path, json=body)
    assert (first.status_code, first.json()["key"]) == (201, key)
    stored = get(api, path)
    assert (stored["key"], stored["state"], stored["version"], stored["as_of"]) == (key, "active", 1, "2026-03-01")
    assert stored["raw"] == {"name": f"Keyed {KEYS.index(key)} Ltd", "phone": '["+49 89 636 00"]'}
    assert stored["fields"]["phone"] == ["+498963600"]
    assert stored["golden"] == first.json()["golden"]
    retired = api.delete(path)
    assert (retired.status_code, retired.content) == (204, b"")
    assert get(api, path)["state"] == "retired"
    assert get(api, path)["golden"] is None
    assert api.delete(path).status_code == 404


def test_a_record_sent_twice_is_sent_once(api: httpx.Client) -> None:
    path = record_path("twice", "company", "1")
    body = {"attributes": {"name": "Zweimal GmbH", "city": "Ulm"}}
    assert api.put(path, json=body).status_code == 201
    before = last_event(api)
    again = api.put(path, json=body)
    assert again.status_code == 200
    assert last_event(api) == before
    assert get(api, path)["version"] == 1
    assert api.put(path, json={"attributes": {"name": "Zweimal GmbH", "city": "Bonn"}}).status_code == 200
    assert get(api, path)["version"] == 2
    assert get(api, f"/v1/golden/{again.json()['golden']}")["values"]["city"]["values"] == ["Bonn"]
    assert last_event(api) == before + 1


def test_a_record_that_was_expected_is_new_when_it_comes(api: httpx.Client) -> None:
    owner = {"statements": [{"role": "OWNED_BY", "key": "late"}]}
    put(api, "expect/company/early", {"name": "Frühchen GmbH"}, **owner)
    path = record_path("expect", "company", "late")
    assert api.get(path).status_code == 404
    assert api.put(path, json={"attributes": {"name": "Spätzünder AG"}}).status_code == 201


def test_bulk_takes_what_it_can(api: httpx.Client) -> None:
    sent = {
        "records": [
            {"kind": "company", "key": "1", "attributes": {"name": "Erste Mühle AG"}},
            {"kind": "contact", "key": "2", "attributes": {"name": "Ada Müller", "email": "no address"}},
            {"kind": "product", "key": "3", "attributes": {"name": "Mehl 405", "colour": "white"}},
            {"kind": "company", "key": "4", "attributes": {"name": "Vierte Brauerei KG"}},
            {"kind": "company", "key": "4", "attributes": {"name": "Vierte Brauerei AG"}},
        ]
    }
    done = post(api, "/v1/sources/bulk/records", sent)
    assert (done["created"], done["changed"]) == (2, 0)
    assert [item["key"] for item in done["results"]] == ["1", "2", "3", "4", "4"]
    assert [item["problem"] and item["problem"]["errors"][0]["pointer"] for item in done["results"]] == [
        None,
        "/records/1/attributes/email",
        "/records/2/attributes/colour",
        None,
        None,
    ]
    assert [bool(item["golden"]) for item in done["results"]] == [True, False, False, True, True]
    assert "no address" not in str(done)
    assert get(api, f"/v1/golden/{done['results'][4]['golden']}")["name"] == "Vierte Brauerei AG"
    before = last_event(api)
    again = post(api, "/v1/sources/bulk/records", sent)
    assert (again["created"], again["changed"]) == (0, 0)
    assert last_event(api) == before


def interaction(key: str, at: str | None, **more: object) -> dict[str, object]:
    party = {"kind": "company", "key": "buyer"}
    return {"type": "Order", "key": key, "at": at, "parties": [party], **more}


def test_interactions_sent_twice_are_sent_once_and_show_newest_first(api: httpx.Client) -> None:
    golden = put(api, "shop/company/buyer", {"name": "Käufer & Söhne OHG"})
    product = put(api, "shop/product/p/1", {"name": "Waage WX-7"})
    line = {"key": "1", "product": {"kind": "product", "key": "p/1"}, "quantity": 2, "unit_price": 99.95}
    sent = {
        "interactions": [
            interaction("o/1", "2026-01-05", amount=199.9, currency="EUR", lines=[line]),
            interaction("o2", "2026-02-01T09:30:00+08:00", subject="二号订单", details={"channel": "web"}),
            interaction("o3", None),
        ]
    }
    assert post(api, "/v1/sources/shop/interactions", sent) == {"written": 3}
    assert post(api, "/v1/sources/shop/interactions", sent) == {"written": 0}
    shown = get(api, f"/v1/golden/{golden}/timeline")["items"]
    assert [(item["key"], item["at"]) for item in shown] == [
        ("o2", "2026-02-01T01:30:00Z"),
        ("o/1", "2026-01-05"),
        ("o3", None),
    ]
    assert (shown[0]["subject"], shown[0]["details"]) == ("二号订单", {"channel": "web"})
    assert (shown[1]["amount"], shown[1]["currency"]) == (199.9, "EUR")
    assert [(item["golden"], item["quantity"], item["unit_price"]) for item in shown[1]["lines"]] == [
        (product, 2.0, 99.95)
    ]
    assert [item["key"] for item in get(api, f"/v1/golden/{product}/timeline")["items"]] == ["o/1"]
    sent["interactions"][1]["subject"] = "corrected"
    assert post(api, "/v1/sources/shop/interactions", sent) == {"written": 1}
    assert get(api, f"/v1/golden/{golden}/timeline", types="Order")["items"][0]["subject"] == "corrected"
    assert get(api, f"/v1/golden/{golden}/timeline", types="Call")["items"] == []


def test_interactions_in_one_bad_batch_are_all_refused(api: httpx.Client) -> None:
    sent = {"interactions": [interaction("fine", "2026-01-01"), interaction("bad", "the day before yesterday")]}
    answer = api.post("/v1/sources/shop2/interactions", json=sent)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/interactions/1/at"]
    assert "yesterday" not in answer.text


def test_a_statement_its_kind_does_not_make_is_refused(api: httpx.Client) -> None:
    body = {"attributes": {"name": "Falsch GmbH"}, "statements": [{"role": "WORKS_AT", "key": "x"}]}
    answer = api.put(record_path("wrong", "company", "1"), json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/statements/0/role"

"""Golden records over HTTP: ETags, former and retired ids, look-up, the unified view."""

import httpx
import pytest

from tests.api.sending import get, get_list, post, put, record_path

PARTS = ("", "/view", "/records", "/timeline?limit=7&types=Order", "/history", "/relations", "/hierarchy")


def test_a_golden_record_has_an_etag_that_changes_with_it(api: httpx.Client) -> None:
    path = f"/v1/golden/{put(api, 'etag/company/1', {'name': 'Stempel & Marke KG', 'city': 'Hof'})}"
    first = api.get(path)
    tag = first.headers["ETag"]
    assert tag == f'"{first.json()["etag"]}"'
    assert first.json()["values"]["city"] == {
        "values": ["Hof"],
        "rule": "only_value",
        "claims": [
            {
                "values": ["Hof"],
                "record": first.json()["members"][0],
                "source": "etag",
                "as_of": None,
                "score": 0.5,
            }
        ],
    }
    kept = api.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (kept.status_code, kept.content, kept.headers["ETag"]) == (304, b"", tag)
    put(api, "etag/company/1", {"name": "Stempel & Marke KG", "city": "Regen"})
    changed = api.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


@pytest.mark.parametrize("part", PARTS)
def test_a_former_id_leads_to_the_current_one(api: httpx.Client, part: str) -> None:
    kept, former = merged(api, f"former{PARTS.index(part)}")
    answer = api.get(f"/v1/golden/{former}{part}")
    assert answer.status_code == 308
    assert answer.json() == {"id": kept, "former_ids": [former]}
    assert answer.headers["Location"] == f"/v1/golden/{kept}{part}"
    assert api.get(answer.headers["Location"]).json() == api.get(f"/v1/golden/{kept}{part}").json()


def merged(api: httpx.Client, source: str) -> tuple[str, str]:
    """Two companies that a person merged: the id that stays and the one that became former."""
    kept = put(api, f"{source}/company/1", {"name": f"{source} Sägewerk GmbH"})
    former = put(api, f"{source}/company/2", {"name": f"{source} Holzhandel AG"})
    post(api, "/v1/judgements", {"left": kept, "right": former, "verdict": "same"}, 201)
    return kept, former


@pytest.mark.parametrize("part", PARTS)
def test_a_retired_id_is_gone(api: httpx.Client, part: str) -> None:
    source = f"gone{PARTS.index(part)}"
    golden = put(api, f"{source}/company/1", {"name": f"{source} Leuchtturm AG"})
    assert api.delete(record_path(source, "company", "1")).status_code == 204
    answer = api.get(f"/v1/golden/{golden}{part}")
    assert (answer.status_code, answer.json()["code"]) == (410, "gone")


@pytest.mark.parametrize("part", PARTS)
def test_an_id_that_was_never_issued_is_unknown(api: httpx.Client, part: str) -> None:
    answer = api.get(f"/v1/golden/co_aaaaaaaaaaaaaaaa{part}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_record_is_looked_up_by_source_and_key(api: httpx.Client) -> None:
    golden = put(api, "look/contact/客户/1", {"name": "王小明"})
    assert get(api, "/v1/lookup", source="look", kind="contact", key="客户/1")["id"] == golden
    for source, kind, key in (("look", "contact", "1"), ("look", "company", "客户/1"), ("lock", "contact", "客户/1")):
        answer = api.get("/v1/lookup", params={"source": source, "kind": kind, "key": key})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert api.delete(record_path("look", "contact", "客户/1")).status_code == 204
    retired = api.get("/v1/lookup", params={"source": "look", "kind": "contact", "key": "客户/1"})
    assert (retired.status_code, retired.json()["code"]) == (410, "gone")


def test_the_view_shows_all_that_the_hub_knows(api: httpx.Client) -> None:
    shop = {"name": "Aurora Optik GmbH", "city": "Jena", "identifier": {"vat": "DE129273398"}}
    golden = put(api, "view/company/1", shop)
    assert put(api, "view2/company/1", {**shop, "name": "Aurora Optik G.m.b.H."}) == golden
    contact = put(api, "view/contact/1", {"name": "Clara Zeiss"}, statements=[{"role": "WORKS_AT", "key": "1"}])
    call = {"type": "Call", "key": "c1", "at": "2026-04-01", "parties": [{"kind": "company", "key": "1"}]}
    post(api, "/v1/sources/view/interactions", {"interactions": [call]})
    view = get(api, f"/v1/golden/{golden}/view")
    assert view["golden"] == get(api, f"/v1/golden/{golden}")
    assert view["records"] == get_list(api, f"/v1/golden/{golden}/records")
    assert sorted(record["source"] for record in view["records"]) == ["view", "view2"]
    assert sorted(tie["record"] for tie in view["ties"]) == view["golden"]["members"]
    assert all(tie["probability"] > 0.9 and tie["evidence"] for tie in view["ties"])
    assert [(item["role"], item["other"]["id"]) for item in view["relations"]["items"]] == [("WORKS_AT", contact)]
    assert [item["key"] for item in view["timeline"]["items"]] == ["c1"]
    assert [event["type"] for event in get(api, f"/v1/golden/{golden}/history")["items"]][-1] == "created"
    assert get(api, f"/v1/golden/{golden}/view", limit=1)["relations"] == view["relations"]


def test_a_buying_role_is_a_customer(api: httpx.Client) -> None:
    golden = put(api, "buy/company/1", {"name": "Kaufrausch AG", "customer_number": "K 77", "segment": "A"})
    customer = get(api, f"/v1/golden/{golden}")["customer"]
    assert customer["values"] == {"customer_number": ["K77"], "segment": ["A"]}
    shown = get(api, f"/v1/customers/{customer['id']}")
    assert shown == {**customer, "party": {"id": golden, "kind": "company", "name": "Kaufrausch AG"}}
    assert api.get("/v1/customers/cu_aaaaaaaaaaaaaaaa").status_code == 404

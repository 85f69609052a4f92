"""Match and match-or-create: grades with reasons, nothing written, and one company however many create it at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.api.sending import get, post, put, state

KNOWN = {
    "name": "Bergmann Präzisionswerkzeuge GmbH",
    "city": "Solingen",
    "postal_code": "42651",
    "country": "DE",
    "email": "info@bergmann-werkzeuge.example",
    "identifier": {"vat": "DE129273398"},
}


@pytest.mark.parametrize(
    ("candidate", "grade"),
    [
        (KNOWN, "certain"),
        ({"name": "Bergmann Präzisionswerkzeuge", "identifier": {"vat": "DE 129 273 398"}}, "certain"),
        ({"name": "Bergmann Präzisionswerkzeuge GmbH", "city": "Hamburg"}, "probable"),
        ({"name": "Bergmann", "email": "chef@bergmann-werkzeuge.example"}, "probable"),
        ({"name": "Bergmann Holding", "city": "Solingen"}, "possible"),
    ],
)
def test_a_match_is_graded_and_explained_and_writes_nothing(
    api: httpx.Client, candidate: dict[str, Any], grade: str
) -> None:
    golden = put(api, "match/company/1", KNOWN)
    before = state(api)
    found = post(api, "/v1/match", {"kind": "company", "attributes": candidate})["found"]
    assert [(item["golden"]["id"], item["grade"]) for item in found] == [(golden, grade)]
    assert found[0]["record"] in found[0]["golden"]["members"]
    assert 0 < found[0]["probability"] <= 1
    assert all(item["words"] for item in found[0]["evidence"])
    assert state(api) == before


def test_what_resembles_nothing_matches_nothing(api: httpx.Client) -> None:
    sent = {"kind": "company", "attributes": {"name": "Quastenflosser Reederei"}}
    assert post(api, "/v1/match", sent) == {"found": []}


@pytest.mark.parametrize(
    ("attributes", "pointer"),
    [
        ({"name": "Gut", "email": "schlecht@@"}, "/attributes/email"),
        ({"name": "Gut", "shoe_size": "44"}, "/attributes/shoe_size"),
        ({"name": "Gut", "a/b~c": "44"}, "/attributes/a~1b~0c"),
        ({"name": "Gut", "identifier": {"lei": "529900T8BM49AURSDO56"}}, "/attributes/identifier"),
        ({"name": "Gut", "city": 5}, "/attributes/city"),
        ({"name": "Gut", "city": ["Ulm", 5]}, "/attributes/city"),
    ],
)
def test_a_wrong_value_is_named(api: httpx.Client, attributes: dict[str, Any], pointer: str) -> None:
    answer = api.post("/v1/match", json={"kind": "company", "attributes": attributes})
    assert answer.status_code == 422
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}
    assert "schlecht" not in answer.text
    assert "529900" not in answer.text


def test_match_or_create_says_what_it_did(api: httpx.Client) -> None:
    sent = {"source": "web", "kind": "company", "attributes": {"name": "Nagelneu GmbH", "email": "a@nagelneu.example"}}
    created = post(api, "/v1/match-or-create", sent, 201)
    assert (created["outcome"], created["golden"]["members"]) == ("created", [created["record"]])
    before = state(api)
    again = post(api, "/v1/match-or-create", sent)
    assert (again["outcome"], again["golden"]["id"]) == ("known", created["golden"]["id"])
    assert state(api) == before
    other = post(api, "/v1/match-or-create", {**sent, "source": "fair", "key": "stand 7"})
    assert (other["outcome"], other["golden"]["id"]) == ("matched", created["golden"]["id"])
    assert len(other["golden"]["members"]) == 2
    assert get(api, "/v1/lookup", source="fair", kind="company", key="stand 7")["id"] == created["golden"]["id"]


def test_match_or_create_names_what_else_it_may_be(api: httpx.Client) -> None:
    golden = put(api, "maybe/company/1", {"name": "Köhler Feinmechanik GmbH", "city": "Jena"})
    sent = {"source": "web", "kind": "company", "attributes": {"name": "Köhler Feinmechanik GmbH", "city": "Kiel"}}
    done = post(api, "/v1/match-or-create", sent, 201)
    assert done["golden"]["id"] != golden
    assert [(item["golden"]["id"], item["grade"]) for item in done["possible"]] == [(golden, "probable")]
    open_questions = get(api, "/v1/reviews", limit=200)["items"]
    assert any(done["record"] in (item["left"], item["right"]) for item in open_questions)


def test_eight_who_create_one_company_get_one(api: httpx.Client) -> None:
    attributes = {"name": "Wettlauf Sport GmbH", "email": "start@wettlauf.example", "city": "Suhl"}

    def create(number: int) -> dict[str, Any]:
        sent = {"source": f"racer{number}", "kind": "company", "attributes": attributes}
        answer = api.post("/v1/match-or-create", json=sent)
        assert answer.status_code in {200, 201}
        return dict(answer.json(), status=answer.status_code)

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(create, range(8)))
    assert len({item["golden"]["id"] for item in done}) == 1
    assert sorted(item["outcome"] for item in done) == ["created", *["matched"] * 7]
    assert [item["status"] for item in done if item["outcome"] == "created"] == [201]
    assert len(get(api, f"/v1/golden/{done[0]['golden']['id']}")["members"]) == 8


def members(api: httpx.Client, *sources: str) -> list[str]:
    """The records that sources know by the key 1."""
    return [get(api, f"/v1/sources/{source}/records/company/1")["id"] for source in sources]


def test_an_explanation_tells_each_comparison_and_what_came_of_it(api: httpx.Client) -> None:
    told = {"name": "Weberei Lindental GmbH", "city": "Plauen"}
    put(api, "told/company/1", told)
    put(api, "told2/company/1", {**told, "email": "post@lindental.example"})
    left, right = members(api, "told", "told2")
    before = state(api)
    found = get(api, "/v1/explanation", left=left, right=right)
    assert (found["id_l"], found["id_r"], found["outcome"]) == (left, right, "same")
    assert found["golden_l"] == found["golden_r"]
    assert found["steps"][-1]["total"] == pytest.approx(found["weight"], abs=0.02)
    assert {"rule": "company_name", "finding": "found"} in found["rules"]
    assert state(api) == before
    post(api, "/v1/judgements", {"left": left, "right": right, "verdict": "different"}, 201)
    parted = get(api, "/v1/explanation", left=left, right=right)
    assert (parted["outcome"], parted["decided"], parted["judgement"]["by"]) == ("different", False, "api")
    assert parted["weight"] == found["weight"]


def test_an_explanation_names_the_open_question(api: httpx.Client) -> None:
    put(api, "open/company/1", {"name": "Offenbar Optik GmbH", "city": "Jena"})
    put(api, "open2/company/1", {"name": "Offenbar Optik GmbH", "city": "Kiel"})
    left, right = members(api, "open", "open2")
    found = get(api, "/v1/explanation", left=left, right=right)
    assert found["outcome"] == "review"
    review = get(api, f"/v1/reviews/{found['review']}")["review"]
    assert {review["left"], review["right"]} == {left, right}


def test_what_cannot_be_explained_is_a_problem(api: httpx.Client) -> None:
    put(api, "refused/company/1", {"name": "Abgelehnt Werk AG"})
    put(api, "refused2/company/1", {"name": "Zugelassen Werk AG"})
    put(api, "refused/product/1", {"name": "Abgelehnt Lampe"})
    left, gone = members(api, "refused", "refused2")
    product = get(api, "/v1/sources/refused/records/product/1")["id"]
    assert api.delete("/v1/sources/refused2/records/company/1").status_code == 204
    for right, status, code in (
        ("r_aaaaaaaaaaaaaaaa", 404, "not_found"),
        (gone, 410, "gone"),
        (product, 422, "input"),
        (left, 422, "input"),
    ):
        answer = api.get("/v1/explanation", params={"left": left, "right": right})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.json()["detail"]
    assert api.get("/v1/explanation", params={"left": left}).json()["code"] == "request"

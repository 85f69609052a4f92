"""Judgements, overrides and reviews: previewed, applied, taken back."""

import httpx

from tests.api.sending import Body, get, post, put, state

TWINS = {"name": "Zwillingswerk GmbH"}


def pair(api: httpx.Client, source: str) -> tuple[str, str]:
    """Two companies that nothing connects."""
    left = put(api, f"{source}/company/1", {"name": f"{source} Nordlicht AG", "city": "Kiel"})
    return left, put(api, f"{source}/company/2", {"name": f"{source} Südwind GmbH", "city": "Ulm"})


def test_a_preview_shows_what_a_judgement_then_does_and_writes_nothing(api: httpx.Client) -> None:
    left, right = pair(api, "preview")
    sent = {"left": left, "right": right, "verdict": "same", "why": "one letterhead"}
    before = state(api)
    shown = post(api, "/v1/previews/judgement", sent)
    assert state(api) == before
    done = post(api, "/v1/judgements", sent, 201)
    assert [plan["golden"] for plan in shown["plans"]] == [plan["golden"] for plan in done["plans"]]
    assert [event["type"] for plan in done["plans"] for event in plan["events"]] == ["changed", "merged"]
    assert get(api, f"/v1/golden/{left}")["former_ids"] == [right]


def test_an_undone_judgement_leaves_all_as_it_was(api: httpx.Client) -> None:
    left, right = pair(api, "undo")
    before = [get(api, f"/v1/golden/{golden}") for golden in (left, right)]
    sent = {"left": left, "right": right, "verdict": "same"}
    answer = api.post("/v1/judgements", json=sent, headers={"X-Hub-User": "ada"})
    judged = answer.json()["judgement"]
    assert (answer.status_code, judged["by"], judged["verdict"], judged["undone_at"]) == (201, "ada", "same", None)
    undone = api.delete(f"/v1/judgements/{judged['id']}", headers={"X-Hub-User": "bob"})
    assert (undone.status_code, undone.json()["judgement"]["undone_by"]) == (200, "bob")
    assert [get(api, f"/v1/golden/{golden}") for golden in (left, right)] == before
    twice = api.delete(f"/v1/judgements/{judged['id']}")
    assert (twice.status_code, twice.json()["code"]) == (409, "conflict")
    listed = next(item for item in get(api, "/v1/judgements")["items"] if item["id"] == judged["id"])
    assert listed == undone.json()["judgement"]


def test_a_judgement_that_cannot_be_is_refused(api: httpx.Client) -> None:
    left, right = pair(api, "refused")
    product = put(api, "refused/product/1", {"name": "Nordlicht Lampe"})
    before = state(api)
    for one, other, status, code in (
        (left, left, 409, "conflict"),
        (left, product, 409, "conflict"),
        (left, "co_aaaaaaaaaaaaaaaa", 404, "not_found"),
        ("r_aaaaaaaaaaaaaaaa", right, 404, "not_found"),
    ):
        for path in ("/v1/judgements", "/v1/previews/judgement"):
            answer = api.post(path, json={"left": one, "right": other, "verdict": "same"})
            assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert api.delete("/v1/judgements/jd_999999").status_code == 404
    assert state(api) == before


def test_different_ones_part_for_good(api: httpx.Client) -> None:
    sent = {**TWINS, "email": "post@zwilling.example", "city": "Ulm"}
    golden = put(api, "twins/company/1", sent)
    assert put(api, "twins2/company/1", sent) == golden
    left, right = get(api, f"/v1/golden/{golden}")["members"]
    done = post(api, "/v1/judgements", {"left": left, "right": right, "verdict": "different"}, 201)
    assert [event["type"] for plan in done["plans"] for event in plan["events"]] == ["changed", "split"]
    now = [get(api, "/v1/lookup", source=source, kind="company", key="1")["id"] for source in ("twins", "twins2")]
    assert golden in now
    assert len(set(now)) == 2


def test_a_pinned_value_outranks_all_until_it_is_unpinned(api: httpx.Client) -> None:
    golden, _other = pair(api, "pins")
    before = api.get(f"/v1/golden/{golden}")
    sent = {"subject": golden, "attribute": "city", "values": ["Flensburg"], "why": "moved", "expires_at": "2099-12-31"}
    stale = api.post("/v1/overrides", json=sent, headers={"If-Match": '"0123"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert get(api, f"/v1/golden/{golden}") == before.json()
    done = api.post("/v1/overrides", json=sent, headers={"If-Match": before.headers["ETag"], "X-Hub-User": "ada"})
    override = done.json()["override"]
    assert (done.status_code, override["by"], override["values"]) == (201, "ada", ["Flensburg"])
    pinned = get(api, f"/v1/golden/{golden}")["values"]["city"]
    assert (pinned["values"], pinned["rule"]) == (["Flensburg"], "pinned")
    assert override in get(api, "/v1/overrides")["items"]
    ended = api.delete(f"/v1/overrides/{override['id']}")
    assert ended.status_code == 200
    assert ended.json()["override"]["ended_at"]
    assert get(api, f"/v1/golden/{golden}") == before.json()
    assert api.delete(f"/v1/overrides/{override['id']}").status_code == 409
    assert api.delete("/v1/overrides/ov_999999").status_code == 404


def test_a_question_shows_both_sides_until_it_is_answered(api: httpx.Client) -> None:
    left = put(api, "ask/company/1", {"name": "Fragezeichen Verlag GmbH", "city": "Jena"})
    right = put(api, "ask/company/2", {"name": "Fragezeichen Verlag GmbH", "city": "Kiel"})
    assert left != right
    review = next(item for item in questions(api) if item["kind"] == "company")
    shown = get(api, f"/v1/reviews/{review['id']}")
    assert shown["review"] == review
    assert {shown["left"]["golden"], shown["right"]["golden"]} == {left, right}
    assert shown["left"]["raw"]["name"] == shown["right"]["raw"]["name"] == "Fragezeichen Verlag GmbH"
    assert all(item["words"] for item in shown["evidence"])
    assert get(api, "/v1/reviews", kind="product")["items"] == []
    sent = {"left": review["left"], "right": review["right"], "verdict": "same"}
    done = post(api, "/v1/judgements", sent, 201)
    assert [closed for plan in done["plans"] for closed in plan["reviews_closed"]] == [review["id"]]
    assert review["id"] not in {item["id"] for item in questions(api)}
    assert api.get(f"/v1/reviews/{review['id']}").status_code == 404


def questions(api: httpx.Client) -> list[Body]:
    found: list[Body] = get(api, "/v1/reviews", limit=200)["items"]
    return found


def test_decisions_are_in_the_history(api: httpx.Client) -> None:
    left, right = pair(api, "history")
    post(api, "/v1/judgements", {"left": left, "right": right, "verdict": "subsidiary"}, 201)
    assert [event["type"] for event in get(api, f"/v1/golden/{left}/history")["items"]][-1] == "created"
    assert "judged" in {event["type"] for event in get(api, "/v1/changes", limit=200)["items"]}

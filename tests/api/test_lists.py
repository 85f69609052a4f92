"""Every list, walked page by page, shows every item exactly once."""

from pathlib import Path

import httpx
import pytest

from hub.ingest.mapping import read_mapping
from hub.loading import LoadRequest, load_file
from hub.opening import Hub
from tests.api.sending import Body, get, get_list, post, put, walk

MAPPING = """\
source: files
files:
  people:
    pattern: "*.csv"
    records:
      - kind: contact
        key: number
        attributes: {name: name, email: email}
"""
LOADS = 3
SIZE = 3
PAGED = {
    "/v1/companies": "id",
    "/v1/contacts": "id",
    "/v1/products": "id",
    "/v1/customers": "id",
    "/v1/reviews": "id",
    "/v1/judgements": "id",
    "/v1/overrides": "id",
    "/v1/loads": "id",
    "/v1/rejections": "id",
    "/v1/expected": "key",
    "/v1/search?q=gemeinsam": "id",
    "/v1/golden/{hub}/relations": "start",
    "/v1/golden/{hub}/timeline": "id",
    "/v1/golden/{hub}/history": "number",
}


@pytest.fixture(scope="module")
def golden(hub: Hub, api: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Fills every list with at least three items; returns a company with relations, interactions and a history."""
    for number in range(SIZE):
        person = {"name": f"Person{number} Gemeinsam", "customer_number": f"C{number}"}
        works = [{"role": "WORKS_AT", "key": "0"}, {"role": "REPORTS_TO", "key": f"boss/{number}"}]
        put(api, f"lists/contact/{number}", person, statements=works)
        put(api, f"lists/product/{number}", {"name": f"Teil {'ABCDE'[number]}-{number}77"})
        ask(api, number)
    company = put(api, "lists/company/0", {"name": "Mittelpunkt AG"})
    decide(api, company)
    meetings = [
        {"type": "Meeting", "key": str(n), "at": "2026-01-01", "parties": [{"kind": "company", "key": "0"}]}
        for n in range(SIZE)
    ]
    post(api, "/v1/sources/lists/interactions", {"interactions": meetings})
    load(hub, tmp_path_factory.mktemp("lists"))
    return company


def ask(api: httpx.Client, number: int) -> None:
    """Two companies that the hub asks a person about."""
    for city in ("Jena", "Kiel"):
        put(api, f"ask/company/{number}/{city}", {"name": f"{'ABCDE'[number] * 3}werk Rätsel GmbH", "city": city})


def decide(api: httpx.Client, company: str) -> None:
    """A few judgements and overrides."""
    for number in range(SIZE):
        other = put(api, f"decide/company/{number}", {"name": f"Urteil{number} AG"})
        post(api, "/v1/judgements", {"left": company, "right": other, "verdict": "different"}, 201)
        pin = {"subject": company, "attribute": "industry", "values": [f"industry {number}"]}
        post(api, "/v1/overrides", pin, 201)


def load(hub: Hub, folder: Path) -> None:
    """A few loads, each with a row that is refused."""
    mapping = folder / "files.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    for number in range(LOADS):
        path = folder / f"{number}.csv"
        path.write_text(f"number,name,email\n{number},Eva Datei{number},no address\n", encoding="utf-8")
        load_file(hub, LoadRequest(mapping=read_mapping(mapping), path=path))


@pytest.mark.parametrize("path", PAGED)
@pytest.mark.parametrize("limit", [1, 2, 200])
def test_a_walk_shows_every_item_once(api: httpx.Client, golden: str, path: str, limit: int) -> None:
    address, _, query = path.format(hub=golden).partition("?")
    parameters = dict([query.split("=")]) if query else {}
    items = walk(api, address, limit, **parameters)
    names = [item[PAGED[path]] for item in items]
    assert len(names) >= 3
    assert len(set(names)) == len(names)
    assert items == get(api, address, limit=200, **parameters)["items"]


def test_lists_hold_what_was_sent(api: httpx.Client, golden: str) -> None:
    assert {item["id"] for item in walk(api, "/v1/companies", 4)} >= {golden}
    assert [item["name"] for item in walk(api, "/v1/companies", 4) if item["id"] == golden] == ["Mittelpunkt AG"]
    assert len(walk(api, "/v1/contacts", 4)) == SIZE + LOADS
    assert sorted(item["key"] for item in walk(api, "/v1/expected", 2)) == [f"boss/{n}" for n in range(SIZE)]
    assert {item["references"] for item in walk(api, "/v1/expected", 2)} == {1}
    assert len(walk(api, "/v1/customers", 2)) == SIZE
    newest = [item["at"] for item in walk(api, "/v1/judgements", 2)]
    assert newest == sorted(newest, reverse=True)


def test_reviews_can_be_answered_while_one_walks(api: httpx.Client, golden: str) -> None:
    assert golden
    everything = walk(api, "/v1/reviews", 200)
    page = get(api, "/v1/reviews", limit=1)
    [asked] = page["items"]
    answer = {"left": asked["left"], "right": asked["right"], "verdict": "unsure"}
    undo = post(api, "/v1/judgements", answer, 201)["judgement"]["id"]
    rest: list[Body] = get(api, "/v1/reviews", limit=200, cursor=page["next_cursor"])["items"]
    assert [*page["items"], *rest] == everything
    assert api.delete(f"/v1/judgements/{undo}").status_code == 200


def test_loads_and_what_they_refused(api: httpx.Client, golden: str) -> None:
    assert golden
    loads = walk(api, "/v1/loads", 1)
    assert [(item["file"], item["rows"], item["rejected"], item["state"]) for item in loads] == [
        (f"{number}.csv", 1, 1, "done") for number in reversed(range(LOADS))
    ]
    refused = walk(api, "/v1/rejections", 2, source="files")
    assert sorted((item["file"], item["row"], item["field"]) for item in refused) == [
        (f"{number}.csv", 1, "email") for number in range(LOADS)
    ]
    assert all(item["reason"] and item["cure"] for item in refused)
    assert get(api, "/v1/rejections", source="nobody")["items"] == []
    assert {item["source"]: item["trust"] for item in get_list(api, "/v1/sources")}["files"] == 0.5


@pytest.mark.parametrize("path", ["/v1/reviews", "/v1/judgements", "/v1/overrides", "/v1/golden/{hub}/history"])
@pytest.mark.parametrize("cursor", ["x", "-1", "١", "0.1", "nan|rv_1", "9" * 30])
def test_a_cursor_that_no_list_gave_is_refused(api: httpx.Client, golden: str, path: str, cursor: str) -> None:
    answer = api.get(path.format(hub=golden), params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (422, "input")


def test_changes_are_numbered_without_gaps_and_walked_by_number(api: httpx.Client, golden: str) -> None:
    assert golden
    numbers: list[int] = []
    after: str | None = "0"
    while after is not None:
        page = get(api, "/v1/changes", after=after, limit=7)
        numbers += [event["number"] for event in page["items"]]
        after = page["next_cursor"]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 7
    assert get(api, "/v1/changes", after=numbers[-1]) == {"items": [], "next_cursor": None}
    put(api, "lists/company/new", {"name": "Nachzügler AG"})
    [event] = get(api, "/v1/changes", after=numbers[-1])["items"]
    assert (event["number"], event["type"], event["kind"]) == (numbers[-1] + 1, "created", "company")


def test_counts_count_what_lists_show(api: httpx.Client, golden: str) -> None:
    assert golden
    counts = get(api, "/v1/counts")["counts"]
    shown = sum(len(walk(api, f"/v1/{kinds}", 50)) for kinds in ("companies", "contacts", "products"))
    assert sum(counts[f"golden {kind}"] for kind in ("company", "contact", "product")) == shown

"""Relations, hierarchies up and down, and paths."""

import httpx
import pytest

from tests.api.sending import get, put

NAMES = {"top": "Dachgesellschaft SE", "mid": "Mittelbau AG", "low": "Unterwerk GmbH", "side": "Nebenzweig KG"}


@pytest.fixture(scope="module")
def group(api: httpx.Client) -> dict[str, str]:
    """A group: top owns mid and side, mid owns low; a person works at low; a product comes from side."""
    owners = {"mid": "top", "side": "top", "low": "mid"}
    found = {}
    for key, name in NAMES.items():
        owner = {"role": "OWNED_BY", "key": owners.get(key, ""), "properties": {"share": "75"}}
        found[key] = put(api, f"group/company/{key}", {"name": name}, statements=[owner] if key in owners else [])
    worker = [{"role": "WORKS_AT", "key": "low", "properties": {"title": "Meister"}}]
    found["worker"] = put(api, "group/contact/w", {"name": "Emil Werker"}, statements=worker)
    made = [{"role": "SUPPLIED_BY", "key": "side"}]
    found["product"] = put(api, "group/product/p", {"name": "Zweigschere ZS-9"}, statements=made)
    found["alone"] = put(api, "group/company/alone", {"name": "Einsiedelei eG"})
    return found


def test_relations_say_who_states_them(api: httpx.Client, group: dict[str, str]) -> None:
    shown = get(api, f"/v1/golden/{group['low']}/relations")["items"]
    assert [
        (item["role"], item["start"], item["end"], item["properties"], item["other"]["name"]) for item in shown
    ] == [
        ("OWNS", group["mid"], group["low"], {"share": "75"}, "Mittelbau AG"),
        ("WORKS_AT", group["worker"], group["low"], {"title": "Meister"}, "Emil Werker"),
    ]
    stated = get(api, "/v1/sources/group/records/company/low")["id"]
    assert shown[0]["stated_by"] == [stated]
    assert get(api, f"/v1/golden/{group['alone']}/relations") == {"items": [], "next_cursor": None}


def test_a_hierarchy_goes_up_and_down(api: httpx.Client, group: dict[str, str]) -> None:
    tree = get(api, f"/v1/golden/{group['mid']}/hierarchy")
    assert tree["company"] == {"id": group["mid"], "kind": "company", "name": "Mittelbau AG"}
    assert [(node["id"], node["depth"]) for node in tree["ancestors"]] == [(group["top"], 1)]
    assert [(node["id"], node["depth"], node["share"]) for node in tree["descendants"]] == [(group["low"], 1, "75")]
    assert [node["id"] for node in tree["ultimate_parents"]] == [group["top"]]
    top = get(api, f"/v1/golden/{group['top']}/hierarchy")
    assert sorted((node["depth"], node["id"]) for node in top["descendants"]) == sorted(
        [(1, group["mid"]), (1, group["side"]), (2, group["low"])]
    )
    assert (top["ancestors"], top["ultimate_parents"], top["cut"]) == ([], [], False)


def test_a_path_connects_two_parties_over_a_group(api: httpx.Client, group: dict[str, str]) -> None:
    path = get(api, "/v1/paths", start=group["worker"], end=group["product"])
    walked = ("worker", "low", "mid", "top", "side", "product")
    assert [node["id"] for node in path["nodes"]] == [group[name] for name in walked]
    assert [step["role"] for step in path["steps"]] == ["WORKS_AT", "OWNS", "OWNS", "OWNS", "SUPPLIED_BY"]
    alone = get(api, "/v1/paths", start=group["top"], end=group["top"])
    assert (len(alone["nodes"]), alone["steps"]) == (1, [])
    for end in (group["alone"], "co_aaaaaaaaaaaaaaaa"):
        assert api.get("/v1/paths", params={"start": group["top"], "end": end}).status_code == 404

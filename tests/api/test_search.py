"""Search: by name in any script, e-mail, telephone number and identifier, however they are typed."""

import httpx
import pytest

from tests.api.sending import get, put, walk

COMPANY = {
    "name": "海尔智家股份有限公司",
    "alias": ["Haier Smart Home Co., Ltd."],
    "country": "CN",
    "city": "青岛",
    "phone": "0532 8893 9999",
    "email": "ir@haier-zhijia.example",
    "identifier": {"uscc": "91370200264574251E", "crm_no": "X-77 12"},
}
CONTACT = {"name": "王小明", "email": "Wang.XM@mingxiao.example", "phone": "+49 89 636 00"}
PRODUCT = {"name": "Waage WX-7", "gtin": "4006381333931", "sku": "ZK 7-B"}


@pytest.fixture(scope="module")
def found(api: httpx.Client) -> dict[str, str]:
    """Golden ids of what is searched, by kind, among others that resemble none of it."""
    put(api, "find/company/other", {"name": "Siemens AG", "phone": "+49 89 38035491"})
    sent: dict[str, dict[str, object]] = {"company": {**COMPANY}, "contact": {**CONTACT}, "product": {**PRODUCT}}
    return {kind: put(api, f"find/{kind}/1", attributes) for kind, attributes in sent.items()}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("海尔智家股份有限公司", "company"),
        ("海尔", "company"),
        ("海爾", "company"),
        ("海", "company"),
        ("Haier Smart Home", "company"),
        ("home haier", "company"),
        ("HAIER", "company"),
        ("haier smart h", "company"),
        ("Haier Smart Home GmbH", "company"),
        ("haierzhijia", "company"),
        ("hai er zhi jia", "company"),
        ("Haier (Smart) + Home!", "company"),
        ("ir@haier-zhijia.example", "company"),
        ("0532 8893 9999", "company"),
        ("(0532) 8893-9999", "company"),
        ("+86 532 8893 9999", "company"),
        ("0086 532 88939999", "company"),
        ("+8653288939999", "company"),
        ("91370200264574251E", "company"),
        ("9137 0200 2645 7425 1e", "company"),
        ("uscc:91370200264574251E", "company"),
        ("X-77 12", "company"),
        ("x7712", "company"),
        ("王小明", "contact"),
        ("小明", "contact"),
        ("wang xiaoming", "contact"),
        ("Xiaoming Wang", "contact"),
        ("wangxiaoming", "contact"),
        ("wang.xm@MINGXIAO.example", "contact"),
        ("089 636 00", "contact"),
        ("waage", "product"),
        ("wx-7", "product"),
        ("4006381333931", "product"),
        ("zk7-b", "product"),
    ],
)
def test_what_is_typed_is_found(api: httpx.Client, found: dict[str, str], text: str, kind: str) -> None:
    assert [item["id"] for item in get(api, "/v1/search", q=text)["items"]] == [found[kind]]


@pytest.mark.parametrize("text", ["nirgends", "海洋", "+49 89 1234567", "DE129273398", "***", '"', "AND", "/", "a:b~2"])
def test_what_is_not_there_is_not_found(api: httpx.Client, found: dict[str, str], text: str) -> None:
    assert found
    assert get(api, "/v1/search", q=text) == {"items": [], "next_cursor": None}


def test_kinds_can_be_chosen(api: httpx.Client, found: dict[str, str]) -> None:
    put(api, "find/product/2", {"name": "Haier Kühlschrank"})
    kinds = {item["kind"] for item in get(api, "/v1/search", q="haier")["items"]}
    assert kinds == {"company", "product"}
    assert [item["id"] for item in get(api, "/v1/search", q="haier", kind="company")["items"]] == [found["company"]]
    assert get(api, "/v1/search", q="haier", kind="contact")["items"] == []
    both = get(api, "/v1/search", q="haier", kind=["contact", "product"])["items"]
    assert [item["kind"] for item in both] == ["product"]


def test_a_walk_shows_each_that_is_found_once(api: httpx.Client) -> None:
    sent = [put(api, f"walk/contact/{n}", {"name": f"Zoë Vielfach{n}", "phone": "+49 89 1200 55"}) for n in range(5)]
    sent += [put(api, f"walk/company/{n}", {"name": f"Zoë Reederei {n}", "city": f"Ort{n}"}) for n in range(4)]
    walked = [item["id"] for item in walk(api, "/v1/search", 2, q="zoë")]
    assert len(walked) == len(set(sent))
    assert set(walked) == set(sent)
    by_phone = [item["id"] for item in walk(api, "/v1/search", 2, q="089 120055")]
    assert sorted(by_phone) == sorted(set(sent[:5]))

"""The other comparisons: identifiers, contact points, places, dates, prices, products."""

import pytest

from hub.model.ids import Kind
from hub.model.record import Fields
from hub.resolution.compare import MISSING
from hub.resolution.compare.registry import COMPARISONS


def level(kind: Kind, name: str, left: Fields, right: Fields) -> str:
    """The level of two records, which must not depend on their order."""
    comparison = COMPARISONS[kind][name]
    one, other = comparison.read(left), comparison.read(right)
    if not one or not other:
        return MISSING
    prepared = [comparison.prepare(one)], [comparison.prepare(other)]
    there, back = comparison.compare(*prepared), comparison.compare(*reversed(prepared))
    assert there.tolist() == back.tolist()
    return comparison.levels[int(there[0])]


@pytest.mark.parametrize(
    ("left", "right", "expected", "scheme"),
    [
        (("lei:A", "vat:DE1"), ("lei:A",), "same", None),
        (("lei:A", "vat:DE1"), ("lei:A", "vat:DE2"), "conflict", "vat"),
        (("vat:DE1", "vat:FR1"), ("vat:FR1",), "same", None),
        (("membership:7",), ("membership:7",), "same_minor", None),
        (("membership:7",), ("membership:8",), "unlike", None),
        (("lei:A",), ("vat:DE1",), "unlike", None),
        (("lei:A",), (), MISSING, None),
    ],
)
def test_identifiers(left: tuple[str, ...], right: tuple[str, ...], expected: str, scheme: str | None) -> None:
    assert level(Kind.COMPANY, "identifier", {"identifier": left}, {"identifier": right}) == expected
    assert COMPARISONS[Kind.COMPANY]["identifier"].conflict(left, right) == scheme


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("ann.lee@acme.example", "ann.lee@acme.example", "same"),
        ("evied56@harris-bailey.net", "evihd56@harris-bailey.net", "slip"),
        ("johnsmith73@example.org", "johnsmith77@example.org", "differ"),
        ("einkauf@acme.example", "einkauf@acme.example", "same_office"),
        ("einkauf.nord@acme.example", "einkauf.nord@acme.example", "same_office"),
        ("wang.wei@siemens.example", "wang.wei@hengruida.example", "same_mailbox"),
        ("info@acme.example", "info@other.example", "differ"),
    ],
)
def test_emails_of_people(left: str, right: str, expected: str) -> None:
    assert level(Kind.CONTACT, "email", {"email": (left,)}, {"email": (right,)}) == expected


def test_a_company_is_known_by_its_mail_domain_but_not_by_a_public_host() -> None:
    web: Fields = {"domain": ("acme.example",)}
    assert level(Kind.COMPANY, "domain", web, {"email": ("info@acme.example",)}) == "same"
    assert level(Kind.COMPANY, "domain", web, {"email": ("acme@gmail.com",)}) == MISSING
    assert (
        level(Kind.COMPANY, "email", {"email": ("acme@gmail.com",)}, {"email": ("acme@gmail.com",)}) == "same_private"
    )


def test_mobile_numbers_belong_to_one_person() -> None:
    for number, expected in (("+4915112345678", "same_mobile"), ("+498912345678", "same")):
        assert level(Kind.CONTACT, "phone", {"phone": (number,)}, {"phone": (number, "+44")}) == expected


def address(parts: tuple[str, ...]) -> Fields:
    told = zip(("street", "postal_code", "city"), parts, strict=True)
    return {name: (part,) for name, part in told if part}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("Billstraße 118", "20539", "Hamburg"), ("BILLSTR. 118", "20539", "HAMBURG"), "same"),
        (("Billstraße 118", "20539", "Hamburg"), ("Billstraße 11", "20539", "Hamburg"), "same_code"),
        (("", "", "杭州市"), ("1 West Road", "", "Hangzhou"), "same_city"),
        (("12 Sunset Blvd", "", "Hollywood"), ("12 Sunset Boulevard", "", "Los Angeles"), "same_street"),
        (("", "", "Bremen"), ("", "", "Hannover"), "elsewhere"),
        (("1 West Road", "", ""), ("", "", "Hangzhou"), MISSING),
    ],
)  # fmt: skip
def test_addresses(left: tuple[str, ...], right: tuple[str, ...], expected: str) -> None:
    one, other = map(address, (left, right))
    assert level(Kind.COMPANY, "address", one, other) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("1971-06-24", "1971-06-24", "same"),
        ("1971-06-24", "1971-05-24", "slip"),
        ("1971-06-04", "1971-04-06", "slip"),
        ("1971", "1971-05-24", "coarse"),
        ("1954-03-08", "1986-11-21", "differ"),
        ("1971", "1972-05-24", "differ"),
    ],
)
def test_birth_dates(left: str, right: str, expected: str) -> None:
    assert level(Kind.CONTACT, "birth_date", {"birth_date": (left,)}, {"birth_date": (right,)}) == expected


def test_prices_in_two_currencies_tell_nothing() -> None:
    euro: Fields = {"price": ("100",), "currency": ("EUR",)}
    assert level(Kind.PRODUCT, "price", euro, {"price": ("100",), "currency": ("USD",)}) == MISSING
    assert level(Kind.PRODUCT, "price", euro, {"price": ("97",), "currency": ("EUR",)}) == "near"
    assert level(Kind.PRODUCT, "price", euro, {"price": ("60",), "currency": ("EUR",)}) == "apart"
    assert level(Kind.PRODUCT, "price", euro, {"price": ("0",), "currency": ("EUR",)}) == "far"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("GTX Pro", "GTXPro", "same"),
        ("Helios X200 Switch 24-Port", "Switch Helios X200 24-Port", "same_words"),
        ("Ergon Cushion", "Ergon Cusihon", "slip"),
        ("Lumen View 24 Monitor", "流明 View 24 显示器", "other_script"),
        ("GTX Pro", "GTX Plus Pro", "extended"),
        ("MG Special", "MG Advanced", "different"),
        ("Lumen View 24 Monitor", "Lumen View 27 Monitor", "other_code"),
    ],
)
def test_product_names(left: str, right: str, expected: str) -> None:
    assert level(Kind.PRODUCT, "name", {"name": (left,)}, {"name": (right,)}) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Siemens AG", "Siemens", "same"),
        ("Siemens AG", "Siemens Healthineers AG", "related"),
        ("Siemens AG", "Volkswagen AG", "differ"),
    ],
)
def test_employers(left: str, right: str, expected: str) -> None:
    assert level(Kind.CONTACT, "employer", {"company_name": (left,)}, {"company_name": (right,)}) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("中国银行北京分行",), ("中国银行股份有限公司北京市分行",), "same"),
        (("中国银行北京分行",), ("中国银行上海分行",), "differ"),
        (("中国银行北京分行",), ("中国银行股份有限公司",), "differ"),
        (("中国银行",), ("中国银行股份有限公司",), MISSING),
    ],
)
def test_branches(left: tuple[str, ...], right: tuple[str, ...], expected: str) -> None:
    assert level(Kind.COMPANY, "branch", {"name": left}, {"name": right}) == expected

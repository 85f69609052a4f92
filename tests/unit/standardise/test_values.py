"""Values of every type, as readable case tables, and what must hold for any text."""

import pytest
from email_validator import SPECIAL_USE_DOMAIN_NAMES, validate_email
from hypothesis import given
from hypothesis import strategies as st

from hub.errors import ValueProblem
from hub.model.attributes import Attribute, ValueType
from hub.standardise.reach import is_plain_address
from hub.standardise.values import Defaults, standardise_value

V = ValueType


def read(kind: ValueType, raw: str, country: str | None = None, scheme: str | None = None) -> str | None:
    attribute = Attribute(name="field", type=kind, description="")
    return standardise_value(attribute, raw, Defaults(country=country), scheme)


GOOD = [
    (V.TEXT, "  a \t b\x00", "a b"),
    (V.TEXT, "Ａｃｍｅ　（１２）", "Acme (12)"),
    (V.TEXT, "阿里巴巴（中国）", "阿里巴巴（中国）"),
    (V.TEXT, "騰訊", "騰訊"),
    (V.COMPANY_NAME, " McDonald's  GmbH ", "McDonald's GmbH"),
    (V.COMPANY_NAME, "???", None),
    (V.PERSON_NAME, "王小明\u200b", "王小明"),
    (V.EMAIL, "Bob.Smith@Example.COM", "bob.smith@example.com"),
    (V.EMAIL, "bob@acme.test", "bob@acme.test"),
    (V.EMAIL, "Bob <bob@acme.com>", "bob@acme.com"),
    (V.EMAIL, "用户@例子.中国", "用户@例子.中国"),
    (V.DOMAIN, "https://www.Example.com:443/a?b", "example.com"),
    (V.DOMAIN, "xn--mnchen-3ya.de", "münchen.de"),
    (V.DOMAIN, "bob@acme.com", "acme.com"),
    (V.COUNTRY, "USA", "US"),
    (V.COUNTRY, "UK", "GB"),
    (V.COUNTRY, "United States", "US"),
    (V.COUNTRY, "中国", "CN"),
    (V.COUNTRY, "Deutschland", "DE"),
    (V.COUNTRY, "中華人民共和國", "CN"),
    (V.COUNTRY, "NA", "NA"),
    (V.COUNTRY, "N/A", None),
    (V.DATE, "2024/1/2", "2024-01-02"),
    (V.DATE, "2024.01.02", "2024-01-02"),
    (V.DATE, "20240102", "2024-01-02"),
    (V.DATE, "2024年1月2日", "2024-01-02"),
    (V.DATE, "２０２４年１月", "2024-01"),
    (V.DATE, "2024", "2024"),
    (V.DATE, "31.12.2023", "2023-12-31"),
    (V.DATE, "01.02.2024", "2024-02-01"),
    (V.DATE, "13/02/2024", "2024-02-13"),
    (V.DATE, "02/13/2024", "2024-02-13"),
    (V.DATE, "2 Jan 2024", "2024-01-02"),
    (V.DATE, "January 2nd, 2024", "2024-01-02"),
    (V.DATE, "3. März 2024", "2024-03-03"),
    (V.DATE, "2024-01-02T08:00:00+08:00", "2024-01-02T00:00:00Z"),
    (V.DATE, "2024-01-02 00:00:00", "2024-01-02"),
    (V.DATE, "2021-03-22 12:15:36", "2021-03-22T12:15:36Z"),
    (V.DATE, "13/2/2024 3:04 PM", "2024-02-13T15:04:00Z"),
    (V.DATE, "0000-00-00", None),
    (V.NUMBER, "1,234.50", "1234.5"),
    (V.NUMBER, "1.234,50", "1234.5"),
    (V.NUMBER, "1 234", "1234"),
    (V.NUMBER, "1'234.50", "1234.5"),
    (V.NUMBER, "1,23,456", "123456"),
    (V.NUMBER, "¥1,200", "1200"),
    (V.NUMBER, "１２３", "123"),
    (V.NUMBER, "1.2万", "12000"),
    (V.NUMBER, "3亿元", "300000000"),
    (V.NUMBER, "US$ 3.5m", "3500000"),
    (V.NUMBER, "(1,200)", "-1200"),
    (V.NUMBER, "12-", "-12"),
    (V.NUMBER, "1.2E+06", "1200000"),
    (V.NUMBER, "-0", "0"),
    (V.GTIN, "4006381333931", "04006381333931"),
    (V.GTIN, "0 12345 67890 5", "00012345678905"),
    (V.CODE, "wa1 1dp", "WA11DP"),
    (V.CURRENCY, "€", "EUR"),
    (V.CURRENCY, "RMB", "CNY"),
    (V.LANGUAGE, "中文", "zh"),
    (V.LANGUAGE, "en-US", "en"),
]
IN_COUNTRY = [
    (V.PHONE, "(206) 555-9857", "US", "+12065559857"),
    (V.PHONE, "206-555-9857 ext. 12", "US", "+12065559857"),
    (V.PHONE, "138 0013 8000", "CN", "+8613800138000"),
    (V.PHONE, "010-88888888转123", "CN", "+861088888888"),
    (V.PHONE, "+49 30 901820", "CN", "+4930901820"),
    (V.PHONE, "0049 30 901820", None, "+4930901820"),
    (V.NUMBER, "1.234", "DE", "1234"),
    (V.NUMBER, "1,234", "DE", "1.234"),
    (V.NUMBER, "1.234", "US", "1.234"),
]
IDENTIFIERS = [
    ("lei", "5299 00T8 BM49 AURS DO55", None, "lei:529900T8BM49AURSDO55"),
    ("uscc", "914403001922038216", None, "uscc:914403001922038216"),
    ("vat", "DE 136 695 976", None, "vat:DE136695976"),
    ("vat", "136695976", "DE", "vat:DE136695976"),
    ("vat", "FR40303265045", "DE", "vat:FR40303265045"),
    ("vat", "094259216", "GR", "vat:EL094259216"),
    ("vat", "GB 980 7806 84", None, "vat:GB980780684"),
    ("ein", "04-2103594", None, "ein:042103594"),
    ("siren", "552 008 443", None, "siren:552008443"),
    ("duns", "15-048-3782", None, "duns:150483782"),
    ("registration", "hrb 12345", None, "registration:HRB12345"),
    ("our_own", "ａ-1", None, "our_own:A1"),
    (None, "lei:529900T8BM49AURSDO55", None, "lei:529900T8BM49AURSDO55"),
]
BAD = [
    (V.EMAIL, "bob at acme", "is not an e-mail address"),
    (V.EMAIL, "a@b.com; c@d.com", "is not an e-mail address"),
    (V.PHONE, "(206) 555-9857", "has no country code"),
    (V.PHONE, "call me", "is not a telephone number"),
    (V.PHONE, "+1 206 555", "is too short for its country"),
    (V.DOMAIN, "acme", "is not a web domain"),
    (V.COUNTRY, "Philipines", "is not a known country"),
    (V.DATE, "01/02/2024", "is ambiguous: day and month could be swapped"),
    (V.DATE, "2024-02-30", "is no day or time of the calendar"),
    (V.DATE, "31/12/99", "is not a date"),
    (V.DATE, "2 Foo 2024", "names a month that is not known"),
    (V.NUMBER, "abc", "is not a number"),
    (V.NUMBER, "1,2,3", "has separators that do not part thousands"),
    (V.NUMBER, "12%", "is followed by something that is no currency"),
    (V.NUMBER, "9" * 40, "has too many digits to be an amount"),
    (V.GTIN, "4006381333932", "is not a GTIN: its check digit is wrong"),
    (V.GTIN, "123", "is not a GTIN"),
    (V.CURRENCY, "¥", "is a sign of several currencies"),
    (V.CURRENCY, "gold", "is not a known currency"),
    (V.LANGUAGE, "Klingon", "is not a known language"),
    (V.IDENTIFIER, "529900T8BM49AURSDO55", "names no scheme"),
]
BAD_IDENTIFIERS = [
    ("lei", "529900T8BM49AURSDO56", "is not a LEI number: its check digit is wrong"),
    ("uscc", "91440300192203821X", "is not a USCC number: its check digit is wrong"),
    ("vat", "DE136695977", "is not a VAT number: its check digit is wrong"),
    ("vat", "136695976", "names no country"),
    ("duns", "123", "is not a DUNS number: it must have 9 digits"),
    ("registration", "!?/!", "holds no letter or digit"),
]
NULL_WORDS = [
    "",
    "  ",
    "N/A",
    "n.a.",
    "null",
    "None",
    "-",
    "--",
    "—",
    "?",
    "#N/A",
    "\\N",
    "无",
    "暂无",
    "不详",
    "Unknown",
    "\u200b",
]


@pytest.mark.parametrize(("kind", "raw", "expected"), GOOD)
def test_value(kind: ValueType, raw: str, expected: str | None) -> None:
    assert read(kind, raw) == expected


@pytest.mark.parametrize(("kind", "raw", "country", "expected"), IN_COUNTRY)
def test_value_of_a_source_with_a_country(kind: ValueType, raw: str, country: str | None, expected: str) -> None:
    assert read(kind, raw, country) == expected


@pytest.mark.parametrize(("scheme", "raw", "country", "expected"), IDENTIFIERS)
def test_identifier(scheme: str | None, raw: str, country: str | None, expected: str) -> None:
    assert read(V.IDENTIFIER, raw, country, scheme) == expected


@pytest.mark.parametrize(("kind", "raw", "reason"), BAD)
def test_unreadable_value_is_a_problem_with_a_cure(kind: ValueType, raw: str, reason: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        read(kind, raw)
    assert caught.value.field == "field"
    assert caught.value.reason == reason
    assert caught.value.cure


@pytest.mark.parametrize(("scheme", "raw", "reason"), BAD_IDENTIFIERS)
def test_wrong_identifier_is_a_problem(scheme: str, raw: str, reason: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        read(V.IDENTIFIER, raw, None, scheme)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "kind", [V.EMAIL, V.PHONE, V.DOMAIN, V.COUNTRY, V.DATE, V.NUMBER, V.GTIN, V.CURRENCY, V.IDENTIFIER]
)
def test_a_problem_never_tells_the_value(kind: ValueType) -> None:
    with pytest.raises(ValueProblem) as caught:
        read(kind, "secret word 4711", None, "lei")
    assert not {"secret", "word", "4711"} & set(f"{caught.value.message} {caught.value.cure}".split())


@pytest.mark.parametrize("raw", NULL_WORDS)
@pytest.mark.parametrize("kind", list(ValueType))
def test_null_words_are_no_value(kind: ValueType, raw: str) -> None:
    assert read(kind, raw) is None


def test_dollar_and_yen_are_the_source_s() -> None:
    attribute = Attribute(name="currency", type=V.CURRENCY, description="")
    assert standardise_value(attribute, "$", Defaults(currency="CAD")) == "CAD"
    assert standardise_value(attribute, "¥", Defaults(currency="JPY")) == "JPY"


NEARLY = st.text("0123456789.,-/+ ()年月日万￥$€eEabzÅßｱ王@:TZ\u0301\u200d'\"<>٣½", max_size=20)


@given(st.sampled_from(ValueType), st.one_of(st.text(), NEARLY), st.sampled_from([None, "CN", "US", "FR", "GR", "HK"]))
def test_any_text_is_a_value_or_a_problem_and_values_are_stable(kind: ValueType, raw: str, country: str | None) -> None:
    scheme = "vat" if kind is V.IDENTIFIER else None
    try:
        value = read(kind, raw, country, scheme)
    except ValueProblem:
        return
    if value is not None and not (kind is V.NUMBER and country == "FR"):
        assert read(kind, value, country, scheme) == value


@given(st.sampled_from(["lei", "uscc", "ein", "siren", "handelsregister", "cnpj", "own"]), st.one_of(st.text(), NEARLY))
def test_any_identifier_is_a_value_or_a_problem(scheme: str, raw: str) -> None:
    try:
        value = read(V.IDENTIFIER, raw, None, scheme)
    except ValueProblem:
        return
    assert value is None or read(V.IDENTIFIER, value, None, scheme) == value


LABELS = st.text("ab01-_.", min_size=1, max_size=4)
TOPS = st.sampled_from(["com", "co.uk", "c", "c1", "museum", "x" * 63, "", *SPECIAL_USE_DOMAIN_NAMES])


@given(st.builds("{}@{}.{}".format, LABELS, LABELS, TOPS) | st.emails())
def test_a_plain_address_is_what_the_library_makes_of_it(address: str) -> None:
    if is_plain_address(address):
        assert validate_email(address, check_deliverability=False, test_environment=True).normalized == address


def test_usual_addresses_are_plain() -> None:
    assert is_plain_address("anna.b-c_d@mail-1.acme.co.uk")
    assert not any(map(is_plain_address, ("Anna@acme.com", "a@acme.test", "a@acme", "a..b@acme.com", "用户@例子.中国")))

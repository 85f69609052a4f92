"""E-mail addresses and domains: whose they are, and how they are mistyped."""

import pytest

from hub.resolution.features.columns import learn_frequencies
from hub.resolution.features.contact_points import parse_domains, parse_emails
from tests.unit.resolution.features.pairs import bits, column, level, shared_keys


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Ann.Lee@Acme.example", "ann.lee@acme.example", "same"),
        ("ann.lee@acme.example", "annlee@gmail.com", "same_mailbox"),
        ("wangwei@haier.example", "wangwei@163.com", "same_mailbox"),
        ("ann@acme.example", "ann@other.example", "different"),  # a mailbox so short is many people's
        ("jonathan.smith@acme.example", "jonathan.smiht@acme.example", "slip"),
        ("jonathan.smith@aol.com", "jonathan.smith@gmx.com", "same_mailbox"),  # hosts so short are two
        ("jonathan.smith@163.com", "jonathan.smith@126.com", "same_mailbox"),
        ("jonathan.smith@gmail.com", "jonathan.smith@gmial.com", "slip"),
        ("ann.lee@longcompanyname.example", "ann.lee@longcompnayname.example", "slip"),
        ("smith1@acme.example", "smith2@acme.example", "different"),  # digits tell people apart
        ("a.smith@acme.example", "b.smith@acme.example", "different"),  # and so do initials
        ("m.fang@acme.example", "m.feng@acme.example", "different"),  # short mailboxes of colleagues
        ("info@acme.example", "info@acme.example", "shared"),
        ("einkauf@acme.example", "einkauf@acme.example", "shared"),
        ("info@acme.example", "ann.lee@acme.example", "missing"),  # an office says nothing against a person
        ("no mail", "no mail", "missing"),
        ("none@none.com", "None@none.com", "missing"),  # to fill a form
        ("no-email@acme.example", "no-email@acme.example", "missing"),
        ("nora@acme.example", "nora@acme.example", "same"),
        (None, "ann.lee@acme.example", "missing"),
    ],
)
def test_e_mail_addresses(one: str | None, two: str, expected: str) -> None:
    assert level(parse_emails, one, two) == expected


def test_an_address_that_several_people_have_is_shared_like_an_office_mailbox() -> None:
    address = "the.smiths@acme.example"
    emails = parse_emails(column(address, address))
    shared = {"email.shared": learn_frequencies(emails.key, emails.column.counts, 2, 0, 30)}
    assert level(parse_emails, address, address) == "same"
    assert level(lambda values: parse_emails(values).weigh(shared), address, address) == "shared"
    assert shared_keys(lambda values: parse_emails(values).weigh(shared), address, address) == {"email"}


def test_the_same_address_says_more_than_the_same_mailbox_name() -> None:
    same = bits(parse_emails, "jonathan.smith@acme.example", "jonathan.smith@acme.example")
    mailbox = bits(parse_emails, "jonathan.smith@acme.example", "jonathan.smith@other.example")
    short = bits(parse_emails, "ann@acme.example", "ann@acme.example")
    assert same == short == 20
    assert mailbox == 14


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("https://www.acme.example/en?x=1", "acme.example", "same"),
        ("info@acme.de", "www.acme.de", "same"),
        ("haier.com.cn", "haier.com", "same_name"),
        ("acme.de", "shop.acme.co.uk", "same_name"),
        ("meridian.com", "meridan.com", "slip"),
        ("acme.de", "haier.com", "different"),
        ("ann@gmail.com", "bob@gmail.com", "missing"),  # anybody may have an address there
        ("wang@163.com", "li@163.com", "missing"),
        ("no site", "acme.de", "missing"),
        (None, "acme.de", "missing"),
    ],
)
def test_domains(one: str | None, two: str, expected: str) -> None:
    assert level(parse_domains, one, two) == expected


def test_keys_of_contact_points() -> None:
    assert shared_keys(parse_emails, "Ann.Lee@acme.example", "ann.lee@acme.example") == {"email", "email.mailbox"}
    assert shared_keys(parse_emails, "ann.lee@acme.example", "annlee@other.example") == {"email.mailbox"}
    assert shared_keys(parse_emails, "info@acme.example", "info@other.example") == set()
    assert shared_keys(parse_domains, "acme.de", "https://www.acme.com/") == {"domain"}
    assert shared_keys(parse_domains, "gmail.com", "gmail.com") == set()

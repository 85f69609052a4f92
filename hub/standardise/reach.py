"""Ways to reach a party: e-mail addresses, telephone numbers and web domains.

In: clean text. Out: the one canonical spelling. Says nothing of whether anybody answers there.
"""

import re
from functools import lru_cache
from unicodedata import normalize

import phonenumbers
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from hub.standardise.cleaning import UnreadableError

_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//|^mailto:", re.IGNORECASE)
_AFTER_HOST = re.compile(r"[/?#\s].*", re.DOTALL)
_PLAIN_ADDRESS = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}")
_NOT_PLAIN = tuple(f".{name}" for name in SPECIAL_USE_DOMAIN_NAMES)  # of these the library takes some and refuses some
_LONGEST_LABEL = 63  # characters, of a part of a domain (RFC 1035)
_EXTENSION_HAN = re.compile(r"\s*(?:转|轉|分机|分機|内线|內線)\s*\d+$")
_PHONE_CURE = "Write it with its country code, such as +86 10 1234 5678, or set `defaults.country` in the mapping."
_LENGTHS = {
    phonenumbers.ValidationResult.TOO_SHORT: "is too short for its country",
    phonenumbers.ValidationResult.TOO_LONG: "is too long for its country",
    phonenumbers.ValidationResult.INVALID_LENGTH: "has a length that its country does not use",
    phonenumbers.ValidationResult.INVALID_COUNTRY_CODE: "has a country code that does not exist",
    phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "lacks its area code",
}


@lru_cache(maxsize=16_384)
def read_email(text: str) -> str:
    """Return an e-mail address in lower case; "Bob <bob@acme.com>" is bob@acme.com.

    >>> read_email("Mailto:Bob.Smith@Example.COM")
    'bob.smith@example.com'
    """
    return text if is_plain_address(text) else _read_any_email(text)


def is_plain_address(text: str) -> bool:
    """Tell whether `text` is so plain an address that the library would return it as it is, only fifty times slower."""
    return len(text) <= _LONGEST_LABEL and _PLAIN_ADDRESS.fullmatch(text) is not None and not text.endswith(_NOT_PLAIN)


def _read_any_email(text: str) -> str:
    address = re.sub("^mailto:", "", normalize("NFKC", text), flags=re.IGNORECASE)
    try:
        found = validate_email(address, check_deliverability=False, allow_display_name=True, test_environment=True)
    except EmailNotValidError:
        raise UnreadableError("is not an e-mail address", "Write one address, such as name@company.com.") from None
    return f"{found.local_part}@{found.domain}".lower()


@lru_cache(maxsize=16_384)
def read_phone(text: str, region: str | None = None) -> str:
    """Return a telephone number as E.164; an extension is dropped. `region` is the alpha-2 code of a national number.

    >>> read_phone("(206) 555-9857 ext. 12", "US"), read_phone("0049 30 901820")
    ('+12065559857', '+4930901820')
    """
    plain = re.sub(r"^\s*\(?00\)?(?=[\s\d()-])", "+", _EXTENSION_HAN.sub("", normalize("NFKC", text)))
    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException as error:
        missing = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE and not region
        reason = "has no country code" if missing else "is not a telephone number"
        raise UnreadableError(reason, _PHONE_CURE) from None
    fault = _LENGTHS.get(phonenumbers.is_possible_number_with_reason(number))
    if fault:
        raise UnreadableError(fault, _PHONE_CURE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=16_384)
def read_domain(text: str) -> str:
    """Return the host of a web or e-mail address, without "www.", in lower case, international names in Unicode.

    >>> read_domain("https://www.Example.com:443/about"), read_domain("xn--mnchen-3ya.de")
    ('example.com', 'münchen.de')
    """
    host = _AFTER_HOST.sub("", _SCHEME.sub("", normalize("NFKC", text).strip()))
    host = re.sub(r":\d+$", "", host.rpartition("@")[2]).strip(".").lower()
    try:
        # A domain is right where an address at it would be: one library, one spelling for both.
        found = validate_email(f"x@{host}", check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise UnreadableError("is not a web domain", "Write the domain alone, such as company.com.") from None
    return found.domain.lower().removeprefix("www.")

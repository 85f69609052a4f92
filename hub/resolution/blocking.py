"""Blocking keys: what records that are worth comparing share. A function of one record's fields alone.

Keys read "kind|rule:value". Exact values (e-mail, telephone, identifier ...) stand in them as standardised, so that
look-ups can use them, too. Each rule aims at one kind of dirt: names in another script or order, short names, typos
at a known address, acronyms.
"""

from collections.abc import Callable, Iterable, Iterator

from hub.model.ids import Kind, digest
from hub.model.record import Fields
from hub.resolution.words import distinctive, mail_domain, plain
from hub.standardise.company import CompanyName, parse_company_name
from hub.standardise.person import PersonName, parse_person_name
from hub.standardise.product import parse_product_name

MAX_KEY_LENGTH = 100
EXACT = {
    Kind.COMPANY: ("identifier", "email", "phone", "domain"),
    Kind.CONTACT: ("email", "phone"),
    Kind.PRODUCT: ("gtin", "sku"),
}
MIN_ACRONYM = 3


def blocking_keys(kind: Kind, fields: Fields) -> frozenset[str]:
    """Return the keys of a record: a handful, none longer than about 100 characters."""
    exact = (f"{name}:{value}" for name in EXACT[kind] for value in fields.get(name, ()))
    return frozenset(_sized(f"{kind.value}|{key}") for key in [*exact, *_RULES[kind](fields)])


def exact_key(kind: Kind, attribute: str, value: str) -> str:
    """Return the key under which records with this exact standardised value are found."""
    return _sized(f"{kind.value}|{attribute}:{value}")


def _sized(key: str) -> str:
    return key if len(key) <= MAX_KEY_LENGTH else f"{key.partition(':')[0]}:#{digest(key)}"


def names_of(fields: Fields) -> tuple[str, ...]:
    """Return every name of a record: its name and its aliases."""
    return (*fields.get("name", ()), *fields.get("alias", ()))


def _company_rules(fields: Fields) -> Iterator[str]:
    yield from (f"domain:{domain}" for email in fields.get("email", ()) if (domain := mail_domain(email)))
    for name in (parse_company_name(text) for text in names_of(fields)):
        yield from _company_name_rules(name, fields)


def _company_name_rules(name: CompanyName, fields: Fields) -> Iterator[str]:
    if not name.tokens:
        return
    rare = distinctive(name.tokens)
    yield f"name:{_joined(name.tokens)}"
    yield f"brand:{plain(rare[0])}"
    if len(name.tokens) >= MIN_ACRONYM:
        yield f"brand:{''.join(token[0] for token in name.tokens)}"
    yield from (f"place:{place}:{name.core[:2]}" for place in _place(fields))


def _contact_rules(fields: Fields) -> Iterator[str]:
    places = [*_place(fields), *(city.casefold() for city in fields.get("city", ()))]
    employers = [distinctive(parse_company_name(text).tokens)[:1] for text in fields.get("company_name", ())]
    for name in (parse_person_name(text) for text in names_of(fields)):
        if name.tokens:
            yield f"name:{_joined(name.tokens)}"
            yield from (f"person:{_short(name)}:{context}" for context in [*places, *map("".join, employers)])


def _short(name: PersonName) -> str:
    """Family name and initial, so that J. Smith meets John Smith."""
    return f"{plain(name.family or name.tokens[-1])} {name.given[0][0] if name.given else name.tokens[0][0]}"


def _product_rules(fields: Fields) -> Iterator[str]:
    for name in (parse_product_name(text) for text in names_of(fields)):
        if name.tokens:
            yield f"name:{''.join(sorted(name.tokens))}"
            yield f"start:{''.join(name.tokens[:2])}"
        yield from (f"code:{code}" for code in sorted(name.codes) if len(code) >= MIN_ACRONYM)


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(sorted(map(plain, tokens)))


def _place(fields: Fields) -> list[str]:
    return [code.casefold() for code in fields.get("postal_code", ())]


_RULES: dict[Kind, Callable[[Fields], Iterator[str]]] = {
    Kind.COMPANY: _company_rules,
    Kind.CONTACT: _contact_rules,
    Kind.PRODUCT: _product_rules,
}

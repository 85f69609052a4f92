"""Blocking keys: what records that are worth comparing share. A function of one record's fields alone.

Keys read "kind|rule:value". Exact values (e-mail, telephone, identifier ...) stand in them as standardised, so that
look-ups can use them, too. Each rule aims at one kind of dirt: another script or order of words, a short form, a typing
error, an acronym, a name that is missing.
"""

from collections.abc import Callable, Iterable, Iterator

from hub.model.ids import Kind, digest
from hub.model.record import Fields
from hub.resolution.compare import names_of
from hub.resolution.compare.contact_points import own_domains
from hub.resolution.compare.places import plain_city
from hub.resolution.words import JOINING, distinctive, plain
from hub.standardise.company import GROUP_TOKENS, CompanyName, parse_company_name
from hub.standardise.person import PersonName, parse_person_name
from hub.standardise.product import parse_product_name

MAX_KEY_LENGTH = 100
MIN_ACRONYM, MAX_ACRONYM = 3, 6
MIN_SKELETON = 4
HAN_HEAD = 2
EXACT = {
    Kind.COMPANY: ("identifier", "email", "phone"),
    Kind.CONTACT: ("email", "phone"),
    Kind.PRODUCT: ("gtin", "sku"),
}


def blocking_keys(kind: Kind, fields: Fields) -> frozenset[str]:
    """Return the keys of a record: a handful, none longer than about 100 characters.

    >>> sorted(blocking_keys(Kind.CONTACT, {"email": ("ann@acme.example",)}))
    ['contact|email:ann@acme.example']
    """
    exact = (f"{name}:{value}" for name in EXACT[kind] for value in fields.get(name, ()))
    return frozenset(_sized(f"{kind.value}|{key}") for key in (*exact, *_RULES[kind](fields)))


def exact_key(kind: Kind, attribute: str, value: str) -> str:
    """Return the key under which records with this exact standardised value are found."""
    return _sized(f"{kind.value}|{attribute}:{value}")


def _sized(key: str) -> str:
    return key if len(key) <= MAX_KEY_LENGTH else f"{key.partition(':')[0]}:#{digest(key)}"


def _company_rules(fields: Fields) -> Iterator[str]:
    yield from (f"domain:{domain}" for domain in own_domains(fields))
    for text in names_of(fields):
        yield from _company_name_rules(parse_company_name(text))


def _company_name_rules(name: CompanyName) -> Iterator[str]:
    """All words; the first that distinguishes, by sound; the initials. Chinese places and group words come and go."""
    words = [token for token in name.tokens if token not in GROUP_TOKENS and token not in JOINING] or [*name.tokens]
    rare = distinctive(name.tokens)
    yield f"name:{_joined(words)}"
    yield f"brand:{skeleton((rare or tuple(words) or ('',))[0])}"
    if name.is_han:
        yield f"han:{_han_head(name)}"
    elif MIN_ACRONYM <= len(words) <= MAX_ACRONYM:
        yield f"acronym:{''.join(word[0] for word in words)}"
    if len(words) == 1 and MIN_ACRONYM <= len(words[0]) <= MAX_ACRONYM:
        yield f"acronym:{words[0]}"


def _han_head(name: CompanyName) -> str:
    """Return the first characters behind a leading town, which short forms leave out."""
    ends = [len(town) for town in ("市", "省") if town in name.core[2:4]]
    return name.core[: HAN_HEAD + 2] if not ends else name.core[3:7]


def skeleton(word: str) -> str:
    """Return a word by its first letter and its consonants, so that most typing errors in vowels do not matter.

    >>> skeleton("crystalord") == skeleton("cristallord")
    True
    """
    word = plain(word)
    kept: list[str] = []
    for letter in word[1:]:
        if letter not in "aeiouyh" and letter not in kept[-1:]:
            kept.append(letter)
    short = word[:1] + "".join(kept)
    return short if len(short) >= MIN_SKELETON else word


def _contact_rules(fields: Fields) -> Iterator[str]:
    yield from (f"born:{date}" for date in fields.get("birth_date", ()))
    contexts = tuple(_contexts(fields))
    for name in map(parse_person_name, names_of(fields)):
        if len(name.tokens) > 1:
            yield f"name:{_joined(name.tokens)}"
        if name.tokens:
            yield from (f"person:{_short(name)}:{context}" for context in contexts)


def _contexts(fields: Fields) -> Iterator[str]:
    """What narrows a family name down: town, postal code, year of birth, employer."""
    yield from (plain_city(city) for city in fields.get("city", ()))
    yield from (code.casefold() for code in fields.get("postal_code", ()))
    yield from (date[:4] for date in fields.get("birth_date", ()))
    for employer in map(parse_company_name, fields.get("company_name", ())):
        yield (distinctive(employer.tokens) or employer.tokens or ("",))[0]


def _short(name: PersonName) -> str:
    """Family name by sound, and initial, so that J. Smith meets John Smith."""
    family = name.family or name.tokens[-1]
    return f"{skeleton(family)} {(name.given or name.tokens)[0][0]}"


def _product_rules(fields: Fields) -> Iterator[str]:
    for name in map(parse_product_name, names_of(fields)):
        if name.tokens:
            yield f"name:{''.join(sorted(name.tokens))}"
            yield f"start:{''.join(name.tokens)[:8]}"
        yield from (f"code:{code}" for code in sorted(name.codes) if len(code) >= MIN_ACRONYM)


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(sorted(map(plain, tokens)))


_RULES: dict[Kind, Callable[[Fields], Iterator[str]]] = {
    Kind.COMPANY: _company_rules,
    Kind.CONTACT: _contact_rules,
    Kind.PRODUCT: _product_rules,
}

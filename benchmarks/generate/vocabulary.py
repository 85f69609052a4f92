"""What the vocabulary files say, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks.generate.texts import Scripted, Texts, romanise, scripted, texts_of

FOLDER = Path(__file__).parent / "vocabulary"
CODES = ("de", "us", "cn", "gb", "fr", "it", "es", "nl", "pl", "br", "ru")
"""Files of countries; where countries are numbered, this is their order."""


@dataclass(frozen=True, slots=True)
class PhonePlan:
    """How telephone numbers of a country are built: country code, prefix at home, least and most digits of a line."""

    code: str
    trunk: str
    digits: tuple[int, int]
    mobile: Texts


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form: how frequent, and the ways to write it at home and in Latin letters; the second is in full."""

    weight: float
    native: tuple[str, ...]
    latin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """What a country's file says; `short` and `street_short` are pairs of a text and a shorter or other way for it."""

    code: str
    language: str
    share: float
    written: Texts
    top_domain: str
    free_mail: Texts
    hosted: Texts
    phone: PhonePlan
    postal_code: str
    address: str
    highest_number: int
    cities: tuple[tuple[str, str, str], ...]
    town_heads: Scripted
    town_tails: Scripted
    streets: Scripted
    street_names: Scripted
    street_short: tuple[tuple[str, str], ...]
    parks: Scripted
    legal_forms: tuple[LegalForm, ...]
    kin: Scripted
    groups: Scripted
    branch: Scripted
    short: tuple[tuple[str, str], ...]
    mailboxes: Texts


@dataclass(frozen=True, slots=True)
class Trades:
    """Words for what companies do, n of a language: their industry, and whether they stand before the brand.

    `reading` is how the word sounds, where `words.latin` is what it means; the same outside Chinese.
    """

    words: Scripted
    reading: Texts
    industry: Texts
    before: Texts


@dataclass(frozen=True, slots=True)
class People:
    """Names of people of a language, the most frequent first, and parts that rarer family names are made of."""

    female: Scripted
    male: Scripted
    family: Scripted
    heads: Scripted
    tails: Scripted


@cache
def read(name: str) -> Any:  # noqa: ANN401 - what a file holds is known where it is used
    """Read a vocabulary file, by its path in the folder without its ending."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries."""
    return tuple(_country(code) for code in CODES)


def _country(code: str) -> Country:
    data = read(f"countries/{code}")
    language = data["language"]
    plan = data["phone"]

    def both(name: str) -> Scripted:
        return scripted(data[name], language)

    return Country(
        code=code.upper(),
        language=language,
        share=data["share"],
        written=texts_of(data["written"]),
        top_domain=data["top_domain"],
        free_mail=texts_of(data["free_mail"]),
        hosted=texts_of(data["hosted"]),
        phone=PhonePlan(plan["code"], plan["trunk"], tuple(plan["digits"]), texts_of(plan["mobile"])),
        postal_code=data["postal_code"],
        address=data["address"],
        highest_number=int(data["highest_number"]),
        cities=tuple(tuple(city.split("|")) for city in data["cities"]),
        town_heads=scripted(data["towns"]["heads"], language),
        town_tails=scripted(data["towns"]["tails"], language),
        streets=both("streets"),
        street_names=both("street_names"),
        street_short=tuple((long, short) for long, short in data["street_short"]),
        parks=both("parks"),
        legal_forms=tuple(_legal_form(form, language) for form in data["legal_forms"]),
        kin=both("kin"),
        groups=both("groups"),
        branch=both("branch"),
        short=tuple((long, short) for long, short in data["short"]),
        mailboxes=texts_of(data["mailboxes"]),
    )


def _legal_form(form: Sequence[Any], language: str) -> LegalForm:
    weight, *written = form
    if language == "zh":
        both = scripted(written, language)
        latin = [part for text in both.latin for part in text.split("/")]
        return LegalForm(weight, tuple(both.native), tuple(latin))
    if language == "ru":
        latin = [text for text in written if text.isascii()]
        return LegalForm(weight, tuple(text for text in written if not text.isascii()), tuple(latin))
    return LegalForm(weight, tuple(written), tuple(written))


@cache
def trades(language: str) -> Trades:
    """Return the words for what companies do."""
    listed = [(word, industry) for industry, words in read("trades").items() for word in words[language]]
    bare = [word.removesuffix("-") for word, _ in listed]
    texts = scripted([word.rpartition("/")[0] or word for word in bare], language)
    reading = texts_of(word.rpartition("/")[2] for word in bare) if language == "zh" else texts.latin
    before = texts_of("x" if word.endswith("-") else "" for word, _ in listed)
    return Trades(texts, reading, texts_of(industry for _, industry in listed), before)


@cache
def people(language: str) -> People:
    """Return the names of people."""
    data = read(f"people/{language}")
    if language == "zh":
        signs = {name: _signs(data[name], joined=name == "family") for name in ("female", "male", "family")}
        return People(heads=signs["family"], tails=signs["family"], **signs)
    both = {name: _names(data[name], language) for name in ("female", "male", "family", "heads", "tails")}
    return People(**both)


@cache
def nicknames(language: str) -> dict[str, list[str]]:
    """Return what people with a given name are called, in home letters and in Latin ones."""
    listed: dict[str, list[str]] = read("nicknames").get(language, {})
    if language != "ru":
        return listed
    return listed | {romanise(name): list(map(romanise, short)) for name, short in listed.items()}


@cache
def signs() -> Scripted:
    """Return the signs that Chinese brands are written with, and their reading."""
    return _signs(read("brands")["han"]["signs"], joined=False)


def _names(text: str, language: str) -> Scripted:
    return scripted([name.replace("_", " ") for name in dict.fromkeys(text.split())], language)


def _signs(listed: Sequence[str], *, joined: bool) -> Scripted:
    parts = [sign.split(" ") for sign in listed]
    latin = texts_of(part[1] for part in parts)
    return Scripted(texts_of(part[0] for part in parts), latin if joined else texts_of(map(str.lower, latin)))

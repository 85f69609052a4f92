"""Names of people: given and family names of their country, in its letters and in Latin ones."""

from dataclasses import dataclass

import numpy as np

from benchmarks.generate.brands import capitalise, draw_families
from benchmarks.generate.chance import flags, pick, skewed, weighted
from benchmarks.generate.texts import Flags, Floats, Ints, Scripted, Texts, empty, texts_of
from benchmarks.generate.vocabulary import Country, countries, people, read

FEMALE_TAILS = (("ский", "ская"), ("цкий", "цкая"), ("ов", "ова"), ("ев", "ева"), ("ёв", "ёва"), ("ин", "ина"))
FEMALE_LATIN_TAILS = (("skiy", "skaya"), ("tskiy", "tskaya"), ("ov", "ova"), ("ev", "eva"), ("in", "ina"))
POLISH_TAILS = (("ski", "ska"), ("cki", "cka"), ("dzki", "dzka"))
BEND = 12.0
"""How many given names are about equally frequent."""


@dataclass(frozen=True, slots=True)
class Humans:
    """n people. `second` is a second given name or "", `abroad` what Chinese are called in English or ""."""

    female: Flags
    given: Scripted
    second: Scripted
    family: Scripted
    abroad: Texts


def draw_humans(rng: np.random.Generator, country: Ints, rates: dict[str, float]) -> Humans:
    """Draw people of countries, by their numbers."""
    count = len(country)
    female = flags(rng, count, 0.45)
    columns = {name: empty(count) for name in ("given", "given_latin", "second", "second_latin", "abroad")}
    for number, each in enumerate(countries()):
        there = np.flatnonzero(country == number)
        for which, sex in ((there[female[there]], "female"), (there[~female[there]], "male")):
            _fill_given(rng, each, columns, which, sex)
    without = ~flags(rng, count, rates["two_given_names"])
    for name in ("second", "second_latin"):
        columns[name][without] = ""
    columns["abroad"][~flags(rng, count, rates["english_name"])] = ""
    family = draw_family_names(rng, country, female)
    double = np.flatnonzero(flags(rng, count, rates["two_family_names"]) & ~_is_chinese(country))
    other = draw_family_names(rng, country[double], female[double])
    between = pick(rng, texts_of(["-", "-", " "]), len(double))
    for mine, second in ((family.native, other.native), (family.latin, other.latin)):
        mine[double] = mine[double] + between + second
    given = Scripted(columns["given"], columns["given_latin"])
    return Humans(female, given, Scripted(columns["second"], columns["second_latin"]), family, columns["abroad"])


def _fill_given(rng: np.random.Generator, country: Country, columns: dict[str, Texts], which: Ints, sex: str) -> None:
    """Draw given names, in place; Chinese ones are one or two signs."""
    names = people(country.language)
    known = names.female if sex == "female" else names.male
    first, second = (known.take(skewed(rng, len(known.native), len(which), BEND)) for _ in range(2))
    if country.language != "zh":
        columns["given"][which], columns["given_latin"][which] = first.native, first.latin
        columns["second"][which], columns["second_latin"][which] = second.native, second.latin
        return
    two = flags(rng, len(which), 0.75)
    columns["given"][which] = first.native + np.where(two, second.native, "")
    columns["given_latin"][which] = capitalise(first.latin + np.where(two, second.latin, ""))
    english = texts_of(read("people/zh")[f"english_{sex}"].split())
    columns["abroad"][which] = english[skewed(rng, len(english), len(which))]


def draw_family_names(rng: np.random.Generator, country: Ints, female: Flags) -> Scripted:
    """Draw family names of countries, by their numbers; Russian and Polish women have forms of their own."""
    native, latin = empty(len(country)), empty(len(country))
    for number, each in enumerate(countries()):
        there = np.flatnonzero(country == number)
        drawn = draw_families(rng, each.language, len(there))
        native[there], latin[there] = drawn.native, drawn.latin
        women = there[female[there]]
        if each.language == "ru":
            native[women] = texts_of(end_otherwise(name, FEMALE_TAILS) for name in native[women])
            latin[women] = texts_of(end_otherwise(name, FEMALE_LATIN_TAILS) for name in latin[women])
        elif each.language == "pl":
            native[women] = latin[women] = texts_of(end_otherwise(name, POLISH_TAILS) for name in native[women])
    return Scripted(native, latin)


def end_otherwise(name: str, tails: tuple[tuple[str, str], ...]) -> str:
    """Change the end of a name.

    >>> end_otherwise("Иванов", FEMALE_TAILS), end_otherwise("Kowalski", POLISH_TAILS)
    ('Иванова', 'Kowalska')
    """
    for tail, other in tails:
        if name.endswith(tail):
            return name.removesuffix(tail) + other
    return name


def draw_from_abroad(rng: np.random.Generator, country: Ints, rate: float) -> Ints:
    """Return the countries that people's names are of: their own, or for some another."""
    shares: Floats = np.array([each.share for each in countries()])
    other = weighted(rng, shares, len(country))
    foreign: Ints = np.where(flags(rng, len(country), rate), other, country)
    return foreign


def _is_chinese(country: Ints) -> Flags:
    chinese: Flags = np.array([each.language == "zh" for each in countries()])[country]
    return chinese

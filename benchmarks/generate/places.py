"""Addresses: towns of a country, streets, numbers of houses and postal codes."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from benchmarks.generate.chance import flags, pick, pick_skewed, skewed, stage
from benchmarks.generate.texts import Ints, Scripted, Texts, bare, empty, romanise, scripted, texts_of
from benchmarks.generate.vocabulary import Country, countries

SMALL_TOWNS = 400
"""Composed towns of a country beside the cities of its file."""
CODES_OF_CITY = 60
CODES_OF_TOWN = 4
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True, slots=True)
class Towns:
    """Towns of a country, the largest first: names, area codes, and a table of postal codes (n towns x 60)."""

    names: Scripted
    area: Texts
    codes: Texts


@dataclass(frozen=True, slots=True)
class Sites:
    """Addresses of n entities."""

    street: Scripted
    city: Scripted
    postal_code: Texts
    area: Texts


@cache
def towns(code: str) -> Towns:
    """Return the towns of a country; they are the same for every seed."""
    country = next(country for country in countries() if country.code == code)
    rng = stage(0, "towns", code)
    small = _compose_towns(rng, country)
    names = scripted([city[0] for city in country.cities], country.language)
    near = np.concatenate([np.arange(len(country.cities)), rng.integers(0, len(country.cities), SMALL_TOWNS)])
    starts = texts_of(city[1] for city in country.cities)[near]
    return Towns(
        Scripted(np.concatenate([names.native, small.native]), np.concatenate([names.latin, small.latin])),
        texts_of(city[2] for city in country.cities)[near],
        _postal_codes(rng, country.postal_code, list(starts), len(country.cities)),
    )


def _compose_towns(rng: np.random.Generator, country: Country) -> Scripted:
    heads = country.town_heads.take(rng.integers(0, len(country.town_heads.native), SMALL_TOWNS))
    tails = country.town_tails.take(rng.integers(0, len(country.town_tails.native), SMALL_TOWNS))
    middle = empty(SMALL_TOWNS)
    if country.language in {"en", "pl"}:
        joined = texts_of(head for head in country.town_heads.native if not head.endswith(" "))
        middle = pick(rng, joined, SMALL_TOWNS)
    rows = zip(heads.native, middle, tails.native, strict=True)
    native = texts_of(
        head + _behind_a_word(between, tail) if head.endswith(" ") else head + tail for head, between, tail in rows
    )
    if country.language == "ru":
        return Scripted(native, texts_of(map(romanise, native)))
    return Scripted(native, heads.latin + tails.latin if country.language == "zh" else native)


def _behind_a_word(between: str, tail: str) -> str:
    """Return the second word of a town's name: New Greenfield, Monte Verde, Porto do Sul."""
    if between:
        return between + tail
    return tail if " " in tail else tail.capitalize()


def _postal_codes(rng: np.random.Generator, pattern: str, starts: list[str], cities: int) -> Texts:
    codes = np.empty((len(starts), CODES_OF_CITY), dtype=object)
    for town, start in enumerate(starts):
        several = CODES_OF_CITY if town < cities else CODES_OF_TOWN
        drawn = [_postal_code(pattern, start, parts) for parts in rng.integers(0, 10, (several, len(pattern)))]
        codes[town] = [drawn[place % several] for place in range(CODES_OF_CITY)]
    return codes


def _postal_code(pattern: str, start: str, parts: Ints) -> str:
    """Complete a postal code: # is a digit, @ a letter, and digits at its start are given unless it has letters."""
    rest = pattern if start.isalpha() else pattern[len(start) :]
    marks = zip(rest, parts, strict=False)
    return start + "".join(
        str(part) if mark == "#" else LETTERS[2 * part] if mark == "@" else mark for mark, part in marks
    )


def draw_towns(rng: np.random.Generator, country: Country, count: int) -> Ints:
    """Draw towns, the large ones more often."""
    return skewed(rng, len(towns(country.code).area), count, bend=3.0)


def draw_sites(rng: np.random.Generator, country: Country, where: Ints) -> Sites:
    """Draw an address in each of these towns."""
    there, count = towns(country.code), len(where)
    column = (CODES_OF_CITY * rng.random(count) ** 1.5).astype(np.int64)
    numbers = (country.highest_number * rng.random(count) ** 2.2).astype(np.int64) + 1
    letters = np.where(flags(rng, count, 0.05), pick(rng, texts_of("abcde"), count), "")
    if country.code in {"US", "CN"}:
        letters = empty(count)
    return Sites(
        _with_numbers(country, _draw_streets(rng, country, count), numbers.astype(str).astype(object) + letters),
        there.names.take(where),
        there.codes[where, column],
        there.area[where],
    )


def _draw_streets(rng: np.random.Generator, country: Country, count: int) -> Scripted:
    patterns = country.streets.take(rng.integers(0, len(country.streets.native), count))
    names = country.street_names.take(skewed(rng, len(country.street_names.native), count, bend=10.0))
    return Scripted(_insert(patterns.native, names.native), _insert(patterns.latin, names.latin))


def _with_numbers(country: Country, streets: Scripted, numbers: Texts) -> Scripted:
    at_home = country.address.format
    native = texts_of(
        at_home(street=street, number=number) for street, number in zip(*(streets.native, numbers), strict=True)
    )
    if country.language not in {"zh", "ru"}:
        return Scripted(native, native)
    abroad = "No. {number} {street}" if country.language == "zh" else "{street}, {number}"
    pairs = zip(streets.latin, numbers, strict=True)
    return Scripted(native, texts_of(abroad.format(street=street, number=number) for street, number in pairs))


def draw_park(rng: np.random.Generator, country: Country, count: int) -> Scripted:
    """Draw streets of business parks, with their numbers."""
    parks = country.parks.take(rng.integers(0, len(country.parks.native), count))
    numbers = rng.integers(1, 60, count).astype(str).astype(object)
    return _with_numbers(country, parks, numbers)


def _insert(patterns: Texts, names: Texts) -> Texts:
    """Put names into patterns; a German name of several words keeps its hyphens: Otto-Hahn-Straße, Breite Straße."""
    return texts_of(_street(pattern, name) for pattern, name in zip(patterns, names, strict=True))


def _street(pattern: str, name: str) -> str:
    if pattern.startswith("{}") and name[-1] in "- ":
        return name + pattern[2:].capitalize()
    return pattern.replace("{}", name.rstrip("- "))


def draw_mailbox(rng: np.random.Generator, country: Country, count: int) -> Texts:
    """Draw names of mailboxes that several people read."""
    return pick_skewed(rng, country.mailboxes, count, bend=0.6)


def fold_city(text: str) -> str:
    """Return a city's short and plain name, as in the name of a domain.

    >>> fold_city("Freiburg im Breisgau")
    'freiburg'
    """
    return bare(text).split(" ")[0].split("-")[0].lower()

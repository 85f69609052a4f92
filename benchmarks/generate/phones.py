"""Telephone numbers, and the ways in which systems hold them."""

from dataclasses import dataclass

import numpy as np

from benchmarks.generate.chance import digits, pick, weighted
from benchmarks.generate.texts import Ints, Texts, texts_of
from benchmarks.generate.vocabulary import Country

EXTENSIONS = ("-{}", " ext. {}", " x{}", " / {}", " Durchwahl {}")

WHOLE = {"FR": 9, "ES": 9, "NL": 9, "PL": 9, "GB": 10, "RU": 10, "CN": 11}
"""How many digits area and line have together where it is not 10."""


@dataclass(frozen=True, slots=True)
class Phones:
    """Telephone numbers of n entities: country code, prefix at home, area or network, line."""

    code: Texts
    trunk: Texts
    area: Texts
    line: Texts

    def take(self, which: Ints) -> "Phones":
        """Return the numbers at these positions."""
        return Phones(self.code[which], self.trunk[which], self.area[which], self.line[which])


def draw_lines(rng: np.random.Generator, country: Country, area: Texts) -> Phones:
    """Draw a line in each of these areas."""
    least, most = country.phone.digits
    count = len(area)
    whole = WHOLE.get(country.code, 10)
    length = np.clip(whole - np.array([len(code) for code in area], dtype=np.int64), least, most)
    line = np.empty(count, dtype=object)
    for size in np.unique(length):
        there = np.flatnonzero(length == size)
        line[there] = digits(rng, len(there), int(size))
    return _numbered(country, area, line)


def draw_mobiles(rng: np.random.Generator, country: Country, count: int) -> Phones:
    """Draw mobile numbers."""
    size = {"US": 7, "CN": 8, "BR": 8, "RU": 7, "DE": 8, "IT": 7, "GB": 6}.get(country.code, 6)
    line = digits(rng, count, size)
    if country.code == "BR":
        line = "9" + line
    return _numbered(country, pick(rng, country.phone.mobile, count), line)


def _numbered(country: Country, area: Texts, line: Texts) -> Phones:
    def same(text: str) -> Texts:
        return np.full(len(line), text, dtype=object)

    return Phones(same(country.phone.code), same(country.phone.trunk), area, line)


def write_phones(rng: np.random.Generator, phones: Phones, weights: list[float]) -> Texts:
    """Write each number in one of the ways below, which are taken in proportion to the weights."""
    ways = weighted(rng, weights, len(phones.line))
    parts = zip(ways, phones.code, phones.trunk, phones.area, phones.line, strict=True)
    return texts_of(WAYS[way](code, trunk, area, line) for way, code, trunk, area, line in parts)


def _abroad(code: str, _: str, area: str, line: str) -> str:
    return f"+{code} {area} {line}"


def _bare(code: str, _: str, area: str, line: str) -> str:
    return f"+{code}{area}{line}"


def _home(_: str, trunk: str, area: str, line: str) -> str:
    return f"{trunk}{area} {line}"


def _brackets(_: str, trunk: str, area: str, line: str) -> str:
    return f"({trunk}{area}) {line[:-4]}-{line[-4:]}"


def _slash(_: str, trunk: str, area: str, line: str) -> str:
    return f"{trunk}{area}/{line}"


def _pairs(_: str, trunk: str, area: str, line: str) -> str:
    return f"{trunk}{area} " + " ".join(line[at : at + 2] for at in range(0, len(line), 2))


def _dashes(_: str, trunk: str, area: str, line: str) -> str:
    return f"{trunk}{area}-{line[:3]}-{line[3:]}"


def _zeros(code: str, _: str, area: str, line: str) -> str:
    return f"00{code} {area} {line}"


def _both(code: str, trunk: str, area: str, line: str) -> str:
    return f"+{code} ({trunk}){area} {line}" if trunk else f"+{code} ({area}) {line}"


def _digits(_: str, trunk: str, area: str, line: str) -> str:
    return f"{trunk}{area}{line}"


def _dots(code: str, _: str, area: str, line: str) -> str:
    return f"{code}.{area}.{line[:-4]}.{line[-4:]}"


WAYS = (_abroad, _bare, _home, _brackets, _slash, _pairs, _dashes, _zeros, _both, _digits, _dots)
"""Ways to write a number, in the order of the weights in the files of rates."""


def add_extension(rng: np.random.Generator, count: int) -> Texts:
    """Draw what is written behind a switchboard's number to reach one desk."""
    way = rng.integers(0, len(EXTENSIONS), count)
    desk = rng.integers(10, 900, count)
    return texts_of(EXTENSIONS[at].format(number) for at, number in zip(way, desk, strict=True))

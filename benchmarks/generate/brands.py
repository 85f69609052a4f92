"""What companies are called before trade and legal form: coined words, families, words of the language, letters."""

import numpy as np

from benchmarks.generate.chance import pick, skewed, weighted
from benchmarks.generate.texts import Ints, Scripted, Texts, empty, romanise, texts_of
from benchmarks.generate.vocabulary import Country, people, read, signs

KINDS = {"coined": 0.36, "family": 0.26, "person": 0.06, "words": 0.24, "letters": 0.08}
"""How brands are made; in Russian coined ones are words, and Chinese ones have a table of their own."""
CHINESE_KINDS = {"two": 0.5, "three": 0.33, "four": 0.12, "coined": 0.05}
RARE = 0.35
"""Share of family names that are rare: composed, as those of the vocabulary would run out."""


def draw_brands(rng: np.random.Generator, country: Country, count: int) -> tuple[Scripted, Texts]:
    """Draw brands; return them, and the family that gave its name to each or ""."""
    if country.language == "zh":
        return _chinese(rng, count), empty(count)
    kinds = list(KINDS)
    kind = weighted(rng, list(KINDS.values()), count)
    native, latin, family = empty(count), empty(count), empty(count)
    for at, name in enumerate(kinds):
        there = np.flatnonzero(kind == at)
        drawn = _draw(rng, country, name, len(there))
        native[there], latin[there] = drawn.native, drawn.latin
        if name in {"family", "person"}:
            family[there] = texts_of(text.split(" ")[-1] if name == "person" else text for text in drawn.native)
    return Scripted(native, latin), family


def _draw(rng: np.random.Generator, country: Country, kind: str, count: int) -> Scripted:
    language = country.language
    if kind == "family":
        return draw_families(rng, language, count)
    if kind == "person":
        first, last = people(language).male, draw_families(rng, language, count)
        which = skewed(rng, len(first.native), count, bend=20.0)
        return Scripted(first.native[which] + " " + last.native, first.latin[which] + " " + last.latin)
    if kind == "words" or language == "ru":
        return _words(rng, language, count)
    drawn = _letters(rng, count) if kind == "letters" else coin(rng, count)
    return Scripted(drawn, drawn)


def coin(rng: np.random.Generator, count: int) -> Texts:
    """Coin brands of two to four parts."""
    parts = {name: texts_of(listed) for name, listed in read("brands")["coined"].items()}
    size = weighted(rng, [0.22, 0.75, 0.03], count)
    middle = np.where(size > 0, pick(rng, parts["middles"], count), "")
    longer = pick(rng, parts["tails"], count) + pick(rng, parts["middles"], count)
    coined: Texts = pick(rng, parts["heads"], count) + middle + np.where(size > 1, longer, "")
    coined += pick(rng, parts["tails"], count)
    return coined


def _letters(rng: np.random.Generator, count: int) -> Texts:
    letters = texts_of(read("brands")["coined"]["letters"])
    fourth = np.where(rng.random(count) < 0.35, pick(rng, letters, count), "")
    joined: Texts = pick(rng, letters, count) + pick(rng, letters, count) + pick(rng, letters, count) + fourth
    return joined


def _words(rng: np.random.Generator, language: str, count: int) -> Scripted:
    listed = read("brands")["words"][language]
    first, second = texts_of(listed["first"]), texts_of(listed["second"])
    native = first[skewed(rng, len(first), count, bend=15.0)] + pick(rng, second, count)
    more = rng.random(count) < 0.25
    native = np.where(more, native + "-" + pick(rng, second[second != ""], count), native)
    native = texts_of(" ".join(text.replace("- ", " ").replace("-", "").split()) for text in native)
    return Scripted(native, texts_of(map(romanise, native)) if language == "ru" else native)


def draw_families(rng: np.random.Generator, language: str, count: int) -> Scripted:
    """Draw family names, the known ones by their frequency, the rare ones composed; Russian ones are men's."""
    known = people(language).family
    drawn = known.take(skewed(rng, len(known.native), count, bend=12.0))
    if language == "zh":
        return drawn
    native, latin = drawn.native.copy(), drawn.latin.copy()
    rare = np.flatnonzero(rng.random(count) < RARE)
    composed = _compose_families(rng, language, len(rare))
    native[rare], latin[rare] = composed.native, composed.latin
    return Scripted(native, latin)


def _compose_families(rng: np.random.Generator, language: str, count: int) -> Scripted:
    names = people(language)
    heads = names.heads.take(rng.integers(0, len(names.heads.native), count))
    tails = names.tails.take(rng.integers(0, len(names.tails.native), count))
    return Scripted(heads.native + tails.native, heads.latin + tails.latin)


def _chinese(rng: np.random.Generator, count: int) -> Scripted:
    kind = weighted(rng, list(CHINESE_KINDS.values()), count)
    native, latin = empty(count), empty(count)
    for place in range(4):
        there = np.flatnonzero((kind == 3) | (place < kind + 2))
        drawn = signs().take(skewed(rng, len(signs().native), len(there), bend=40.0))
        native[there] += drawn.native
        latin[there] += drawn.latin
    foreign = np.flatnonzero(kind == 3)
    native[foreign] = latin[foreign] = coin(rng, len(foreign))
    return Scripted(native, capitalise(latin))


def capitalise(texts: Texts) -> Texts:
    """Write the first letter of each text large."""
    return texts_of(text[:1].upper() + text[1:] for text in texts)


def with_kin(rng: np.random.Generator, country: Country, brands: Texts, which: Ints) -> Texts:
    """Say of these brands, which are families, who runs the company: Meyer & Söhne, Fratelli Rossi."""
    said = brands.copy()
    patterns = pick(rng, country.kin.native, len(which))
    said[which] = texts_of(pattern.replace("{}", brand) for pattern, brand in zip(patterns, brands[which], strict=True))
    return said

"""Draws of whole arrays, each from a generator of its own stage, so that one stage does not move the next."""

import zlib

import numpy as np

from benchmarks.generate.texts import Flags, Floats, Ints, Texts

BEND = 6.0
"""How many of the most frequent items are about equally frequent."""


def stage(seed: int, *names: str | int) -> np.random.Generator:
    """Return the generator of a stage that these names or numbers tell apart."""
    parts = [name if isinstance(name, int) else zlib.crc32(name.encode()) for name in names]
    return np.random.default_rng([seed, *parts])


def flags(rng: np.random.Generator, count: int, rate: float | Floats) -> Flags:
    """Draw flags, each true at its rate."""
    return rng.random(count) < rate


def weighted(rng: np.random.Generator, weights: Floats | list[float], count: int) -> Ints:
    """Draw positions in proportion to their weights."""
    ends = np.cumsum(weights)
    drawn: Ints = np.searchsorted(ends, rng.random(count) * ends[-1], side="right").astype(np.int64)
    return drawn


def skewed(rng: np.random.Generator, size: int, count: int, bend: float = BEND) -> Ints:
    """Draw positions below `size`, the first the most frequent, after the law of Zipf and Mandelbrot."""
    weights: Floats = 1.0 / (np.arange(size, dtype=np.float64) + bend)
    return weighted(rng, weights, count)


def pick(rng: np.random.Generator, texts: Texts, count: int) -> Texts:
    """Draw texts, each as likely as any other."""
    return texts[rng.integers(0, len(texts), count)]


def pick_skewed(rng: np.random.Generator, texts: Texts, count: int, bend: float = BEND) -> Texts:
    """Draw texts, the first the most frequent."""
    return texts[skewed(rng, len(texts), count, bend)]


def earlier(rng: np.random.Generator, count: int, rate: float) -> Ints:
    """Let items be themselves or, at this rate, one drawn among those before them; return whom each is.

    Who is already often copied is copied more often (Simon 1955), so frequencies follow Zipf's law, and there are
    always about `(1 - rate) * count` different ones: the vocabulary grows with what is made of it.
    """
    places = np.arange(count)
    copied = flags(rng, count, rate) & (places > 0)
    drawn = (rng.random(count) * places).astype(np.int64)
    return settle(np.where(copied, drawn, places))


def settle(pointers: Ints) -> Ints:
    """Follow pointers from item to item until they rest, at items that point at themselves."""
    settled = pointers
    while True:
        further = settled[settled]
        if np.array_equal(further, settled):
            return settled
        settled = further


def runs(rng: np.random.Generator, count: int, lengths: tuple[int, int]) -> Ints:
    """Part `count` items into runs of such lengths, low to high; return the first item of each item's run."""
    drawn = rng.integers(lengths[0], lengths[1] + 1, count // lengths[0] + 1)
    starts = np.concatenate([[0], np.cumsum(drawn)])
    return starts[np.searchsorted(starts, np.arange(count), side="right") - 1].astype(np.int64)


def digits(rng: np.random.Generator, count: int, length: int) -> Texts:
    """Draw numbers of so many digits that do not begin with 0, as texts."""
    drawn = np.empty(count, dtype=object)
    drawn[:] = [str(number) for number in rng.integers(10 ** (length - 1), 10**length, count)]
    return drawn

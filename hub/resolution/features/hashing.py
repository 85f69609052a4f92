"""Stable 64-bit hashes of texts: equal texts hash alike in every process, on every machine, in every version."""

from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

NOTHING = np.uint64(0)
"""The hash of what is missing or empty; it equals nothing."""

FEW = 16
"""Up to so many texts are hashed one by one: arrays would take longer."""

_BASE = 0x9E3779B97F4A7C15
_MIX_ONE, _MIX_TWO = 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53
_ALL = 2**64 - 1
_INVERSE = pow(_BASE, -1, 2**64)
_SHIFT, _MIX_BY, _MIX_THEN_BY = np.uint64(33), np.uint64(_MIX_ONE), np.uint64(_MIX_TWO)
_JOIN_BY = 0x100000001B3
_JOIN = np.uint64(_JOIN_BY)
_LENGTH = np.uint64(0x1234567)
_CHUNK = 1 << 22  # bytes hashed at once, to bound memory


def hash_texts(texts: pa.Array) -> Hashes:
    """Return the hash of each text; 0 for null and the empty text.

    A polynomial over the bytes of UTF-8, read off running sums, then mixed (finaliser of MurmurHash3). Two of a million
    different texts collide with a probability of about 3 in 100 million.
    """
    if len(texts) <= FEW:
        return np.array([hash_text(text) if text else 0 for text in texts.to_pylist()], dtype=np.uint64)
    texts = texts.cast(pa.large_string())
    result = np.zeros(len(texts), dtype=np.uint64)
    if not len(texts) or texts.buffers()[2] is None:
        return result
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    data = np.frombuffer(texts.buffers()[2], dtype=np.uint8)
    step = max(1, len(texts) * _CHUNK // max(1, int(offsets[-1] - offsets[0])))
    for start in range(0, len(texts), step):
        part = offsets[start : start + step + 1]
        result[start : start + len(part) - 1] = _hash_part(data[part[0] : part[-1]], part - part[0])
    if texts.null_count:
        result[texts.is_null().to_numpy(zero_copy_only=False)] = NOTHING
    return result


def hash_text(text: str) -> int:
    """Return the hash of one text that is not empty."""
    data = text.encode()
    total = 0
    for byte in reversed(data):
        total = (total * _BASE + byte + 1) & _ALL
    return _mix_one((total + int(_LENGTH) * len(data)) & _ALL)


def _mix_one(value: int) -> int:
    value ^= value >> 33
    value = value * _MIX_ONE & _ALL
    value ^= value >> 33
    value = value * _MIX_TWO & _ALL
    return value ^ value >> 33


def hash_words(words: list[str]) -> Hashes:
    """Return the hash of each word."""
    if len(words) <= FEW:
        return np.array([hash_text(word) if word else 0 for word in words], dtype=np.uint64)
    return hash_texts(pa.array(words, type=pa.string()))


def mix(hashes: Hashes) -> Hashes:
    """Spread every bit of a hash over all of them; 0 stays 0."""
    mixed: Hashes = hashes ^ (hashes >> _SHIFT)
    mixed *= _MIX_BY
    mixed ^= mixed >> _SHIFT
    mixed *= _MIX_THEN_BY
    mixed ^= mixed >> _SHIFT
    return mixed


def combine(*parts: Hashes) -> Hashes:
    """Return the hash of tuples, of any shape that broadcasts; 0 where any part is missing."""
    result = parts[0].copy()
    missing = parts[0] == NOTHING
    for part in parts[1:]:
        result = mix(result * _JOIN + part)
        missing = missing | (part == NOTHING)
    result[missing] = NOTHING
    return result


def hash_numbers(numbers: NDArray[np.int64]) -> Hashes:
    """Return the hash of positive numbers; 0 for what is not positive."""
    return np.where(numbers > 0, mix(numbers.astype(np.uint64) * _JOIN), NOTHING)


def salted(name: str, hashes: Hashes) -> Hashes:
    """Return hashes that equal only those under the same name."""
    return np.where(hashes == NOTHING, NOTHING, mix(hashes + _salt(name)))


def salted_one(name: str, hashed: int) -> int:
    """Return what `salted` makes of a single hash."""
    return _mix_one((hashed + int(_salt(name))) & _ALL) if hashed else 0


def combine_two(one: int, two: int) -> int:
    """Return what `combine` makes of two single hashes."""
    return _mix_one((one * _JOIN_BY + two) & _ALL) if one and two else 0


@lru_cache
def _salt(name: str) -> np.uint64:
    return np.uint64(hash_text(name) * _JOIN_BY & _ALL)


def starts_of_runs(*ordered: NDArray[np.generic]) -> NDArray[np.int64]:
    """Return where each run of equal values starts, given one or more ordered arrays, equally long."""
    size = len(ordered[0])
    changes = np.zeros(size, dtype=np.bool_)
    changes[:1] = True
    for values in ordered:
        changes[1:] |= values[1:] != values[:-1]
    return np.flatnonzero(changes)


def _hash_part(data: NDArray[np.uint8], offsets: NDArray[np.int64]) -> Hashes:
    powers, inverses = _powers(max(len(data), 1))
    sums = np.zeros(len(data) + 1, dtype=np.uint64)
    np.cumsum((data.astype(np.uint64) + np.uint64(1)) * powers[: len(data)], out=sums[1:])
    starts, ends = offsets[:-1], offsets[1:]
    lengths = (ends - starts).astype(np.uint64)
    inverse = inverses[np.minimum(starts, max(len(data) - 1, 0))]
    hashed = mix((sums[ends] - sums[starts]) * inverse + _LENGTH * lengths)
    hashed[lengths == 0] = NOTHING
    return hashed


def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Powers of the base and of its inverse modulo 2^64, at least `size` of each."""
    return _powers_up_to(1 << max(12, (size - 1).bit_length()))


@lru_cache(maxsize=4)
def _powers_up_to(size: int) -> tuple[Hashes, Hashes]:
    tables = []
    for base in (_BASE, _INVERSE):
        powers = np.full(size, base, dtype=np.uint64)
        powers[0] = 1
        tables.append(np.cumprod(powers, dtype=np.uint64))
    return tables[0], tables[1]

"""Texts as sequences of words: all that is known of a word is worked out once for each distinct word.

Words are stored like a sparse matrix (compressed rows): text i has the words codes[offsets[i]:offsets[i + 1]].
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hub.resolution.features.hashing import FEW, Hashes, hash_texts
from hub.resolution.features.patterns import literal, matches, replace_all

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Codes = NDArray[np.int32]

_APOSTROPHES = "['’‘ʼʹ`´＇]"
_NOT_WORD = r"[^\p{L}\p{N}\p{M}]+"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of n texts.

    Attributes:
        offsets: where each text's words start, n + 1 of them, ascending from 0.
        codes: positions in the vocabulary.
        vocabulary: each distinct word once.
    """

    offsets: Ints
    codes: Codes
    vocabulary: list[str]

    @property
    def sizes(self) -> Ints:
        """Number of words of each text."""
        return np.diff(self.offsets)

    @property
    def owners(self) -> Ints:
        """The text that each word belongs to."""
        return np.repeat(np.arange(len(self.offsets) - 1), self.sizes)

    def flag(self, test: Callable[[str], bool]) -> Bools:
        """Return for each word in each text whether it passes; `test` sees each distinct word once."""
        return self.flag_vocabulary(test)[self.codes]

    def flag_vocabulary(self, test: Callable[[str], bool]) -> Bools:
        """Return for each word of the vocabulary whether it passes."""
        return np.fromiter(map(test, self.vocabulary), dtype=np.bool_, count=len(self.vocabulary))

    def keep(self, kept: Bools) -> "Words":
        """Return the words that `kept` names, one flag for each word of each text."""
        sizes = np.bincount(self.owners[kept], minlength=len(self.offsets) - 1)
        return Words(np.concatenate(([0], np.cumsum(sizes))), self.codes[kept], self.vocabulary)

    def map(self, spell: Callable[[str], str]) -> "Words":
        """Spell each word anew, one for one; a word spelt "" goes."""
        codes, vocabulary = encode(pa.array([spell(word) or None for word in self.vocabulary], type=pa.string()))
        words = Words(self.offsets, codes[self.codes], vocabulary.to_pylist())
        return words.keep(words.codes >= 0)

    def sorted(self) -> "Words":
        """Order the words of each text as the vocabulary's spelling orders them."""
        rank = np.argsort(np.argsort(np.array(self.vocabulary, dtype=object), kind="stable"), kind="stable")
        order = np.lexsort((rank[self.codes], self.owners))
        return Words(self.offsets, self.codes[order], self.vocabulary)

    def distinct(self) -> "Words":
        """Keep each word of a text once, where it comes first."""
        key = self.owners * max(1, len(self.vocabulary)) + self.codes
        order = np.argsort(key, kind="stable")
        first = np.ones(len(key), dtype=np.bool_)
        first[order[1:]] = key[order][1:] != key[order][:-1]
        return self.keep(first)

    def joined(self, separator: str = "") -> pa.Array:
        """Return the texts, their words joined."""
        if len(self.offsets) <= FEW:
            words = [self.vocabulary[code] for code in self.codes.tolist()]
            spans = zip(self.offsets[:-1].tolist(), self.offsets[1:].tolist(), strict=True)
            return pa.array([separator.join(words[start:end]) for start, end in spans], pa.string())
        vocabulary = pa.array(self.vocabulary, type=pa.string())
        chosen = vocabulary.take(pa.array(self.codes)) if len(self.codes) else pa.array([], type=pa.string())
        return pc.binary_join(pa.ListArray.from_arrays(pa.array(self.offsets, pa.int32()), chosen), literal(separator))

    def padded(self, width: int) -> Codes:
        """Return the first `width` words of each text as a matrix, -1 where there is none."""
        matrix = np.full((len(self.offsets) - 1, width), -1, dtype=np.int32)
        if len(matrix) <= FEW:
            for row, start in enumerate(self.offsets[:-1].tolist()):
                words = self.codes[start : min(start + width, int(self.offsets[row + 1]))]
                matrix[row, : len(words)] = words
            return matrix
        for column in range(width):
            rows = np.flatnonzero(self.sizes > column)
            matrix[rows, column] = self.codes[self.offsets[rows] + column]
        return matrix

    def hashes(self) -> Hashes:
        """Return the hash of each word of the vocabulary."""
        return hash_texts(pa.array(self.vocabulary, type=pa.string()))


def split_words(texts: pa.Array, not_word: str = _NOT_WORD) -> Words:
    """Split texts into lower-case words at whatever is no letter, mark or number; apostrophes join."""
    lower = replace_all(pc.utf8_lower(texts.fill_null("")), _APOSTROPHES, "")
    spaced = pc.utf8_trim_whitespace(replace_all(lower, not_word, " "))
    lists = pc.utf8_split_whitespace(spaced)
    offsets = lists.offsets.to_numpy().astype(np.int64)
    codes, vocabulary = encode(lists.flatten())
    return Words(offsets - offsets[0], codes, vocabulary.to_pylist()).map(str)


def encode(texts: pa.Array) -> tuple[Codes, pa.Array]:
    """Return for each text its position among the distinct ones, -1 for null, and these."""
    if len(texts) <= FEW:
        listed = texts.to_pylist()
        distinct = {
            text: place for place, text in enumerate(dict.fromkeys(text for text in listed if text is not None))
        }
        codes = [-1 if text is None else distinct[text] for text in listed]
        return np.array(codes, dtype=np.int32), pa.array(distinct, pa.string())
    encoded = texts.dictionary_encode()
    return encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32), encoded.dictionary


def flag_texts(texts: pa.Array, pattern: str) -> Bools:
    """Return which texts match the regular expression (RE2); null does not."""
    found = matches(texts, pattern).fill_null(fill_value=False)
    flags: Bools = found.to_numpy(zero_copy_only=False).astype(np.bool_)
    return flags


def lengths(texts: pa.Array) -> Ints:
    """Return the number of characters of each text, 0 for null."""
    counted: Ints = pc.utf8_length(texts).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    return counted


def as_objects(texts: Iterable[str] | pa.Array) -> NDArray[np.object_]:
    """Return texts as an array that can be gathered; null is ""."""
    listed = [text or "" for text in texts.to_pylist()] if isinstance(texts, pa.Array) else list(texts)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array

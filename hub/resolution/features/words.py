"""Texts as sequences of words: all that is known of a word is worked out once for each distinct word.

Words are stored like a sparse matrix (compressed rows): text i has the words codes[offsets[i]:offsets[i + 1]].
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hub.resolution.features.hashing import FEW, Hashes, hash_words
from hub.resolution.features.patterns import compiled, literal, lower_case, matches, replace_all, replace_in

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
        return self.offsets[1:] - self.offsets[:-1]

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
        if len(self.offsets) == 2:  # noqa: PLR2004 - a single text
            return Words(np.array([0, np.count_nonzero(kept)]), self.codes[kept], self.vocabulary)
        sizes = np.bincount(self.owners[kept], minlength=len(self.offsets) - 1)
        return Words(np.concatenate(([0], np.cumsum(sizes))), self.codes[kept], self.vocabulary)

    def map(self, spell: Callable[[str], str]) -> "Words":
        """Spell each word anew, one for one; a word spelt "" goes."""
        position, vocabulary = number_distinct([spell(word) or None for word in self.vocabulary])
        words = Words(self.offsets, position[self.codes], vocabulary)
        return words.keep(words.codes >= 0) if (position < 0).any() else words

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
        return hash_words(self.vocabulary)


def split_words(texts: pa.Array, not_word: str = _NOT_WORD) -> Words:
    """Split texts into lower-case words at whatever is no letter, mark or number; apostrophes join."""
    if len(texts) <= FEW:
        return _split_few(texts, not_word)
    lower = replace_all(pc.utf8_lower(texts.fill_null("")), _APOSTROPHES, "")
    spaced = pc.utf8_trim_whitespace(replace_all(lower, not_word, " "))
    lists = pc.utf8_split_whitespace(spaced)
    offsets = lists.offsets.to_numpy().astype(np.int64)
    codes, vocabulary = encode(lists.flatten())
    return Words(offsets - offsets[0], codes, vocabulary.to_pylist()).map(str)


def _split_few(texts: pa.Array, not_word: str) -> Words:
    lists = [_words_of(text or "", not_word) for text in lower_case(texts).to_pylist()]
    codes, vocabulary = number_distinct([word for words in lists for word in words])
    return Words(np.array([0, *accumulate(map(len, lists))], dtype=np.int64), codes, vocabulary)


def _words_of(lower: str, not_word: str) -> list[str]:
    return replace_in(replace_in(lower, _APOSTROPHES, ""), not_word.removesuffix("+"), " ").split()


def encode(texts: pa.Array) -> tuple[Codes, pa.Array]:
    """Return for each text its position among the distinct ones, -1 for null, and these."""
    if len(texts) <= FEW:
        codes, distinct = number_distinct(texts.to_pylist())
        return codes, pa.array(distinct, pa.string())
    encoded = texts.dictionary_encode()
    return encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32), encoded.dictionary


def number_distinct(texts: Sequence[str | None]) -> tuple[Codes, list[str]]:
    """Return for each text its position among the distinct ones, -1 for None, and these."""
    position: dict[str | None, int] = {None: -1}
    codes = [position.setdefault(text, len(position) - 1) for text in texts]
    return np.array(codes, dtype=np.int32), [text for text in position if text is not None]


def flag_texts(texts: pa.Array, pattern: str) -> Bools:
    """Return which texts match the regular expression (RE2); null does not."""
    if len(texts) <= FEW:
        search = compiled(pattern).search
        return np.array([text is not None and search(text) is not None for text in texts.to_pylist()], dtype=np.bool_)
    found = matches(texts, pattern).fill_null(fill_value=False)
    flags: Bools = found.to_numpy(zero_copy_only=False).astype(np.bool_)
    return flags


def lengths(texts: pa.Array) -> Ints:
    """Return the number of characters of each text, 0 for null."""
    if len(texts) <= FEW:
        return np.array([len(text or "") for text in texts.to_pylist()], dtype=np.int64)
    counted: Ints = pc.utf8_length(texts).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    return counted


def as_objects(texts: Iterable[str] | pa.Array) -> NDArray[np.object_]:
    """Return texts as an array that can be gathered; null is ""."""
    listed = [text or "" for text in texts.to_pylist()] if isinstance(texts, pa.Array) else list(texts)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array

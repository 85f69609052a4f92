"""Longer texts, such as titles, compared as bags of words: what two share counts by how rare it is.

Model codes ("KDL-40V2500") and numbers ("2nd edition", "500 GB") tell one variant from another, so they are compared
on their own as well.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Self

import numpy as np
import pyarrow.compute as pc

from hub.resolution.features.codes import is_code, split_coded_words
from hub.resolution.features.columns import (
    NO_FREQUENCIES,
    Column,
    Floats,
    Judged,
    Keys,
    Levels,
    Rows,
    Statistics,
    judge_slots,
    learn_frequencies,
)
from hub.resolution.features.hashing import NOTHING, Hashes, combine, hash_texts, hash_words
from hub.resolution.features.measures import dimension
from hub.resolution.features.patterns import matches, where
from hub.resolution.features.similarity import Spellings, are_slips, spellings
from hub.resolution.features.word_sets import Bits, WordSets, shared_words, sum_of, word_sets
from hub.resolution.features.words import Bools, Codes

LEVELS = ("missing", "same", "most", "more", "half", "some", "few", "rare_word", "little", "none")
SAME, MOST, MORE, HALF, SOME, FEW, RARE_WORD, LITTLE, NONE = range(1, 10)
HEAD_LEVELS = ("missing", "same", "inside", "differ")
VARIANT_LEVELS = ("missing", "same", "part", "one_has_more", "differ")
V_SAME, V_PART, ONE_HAS_MORE, DIFFER = range(1, 5)

WIDTH, VARIANTS = 24, 6
RAREST = 13.0
SPARE = 2
STOP_BITS = 0.2
RARE = 8.0  # bits of a word that is a hint on its own
KEYED, RARE_KEY = 6, 3.0  # words that make keys, and the bits from which on they do
PAIRED = 5  # of these are also taken two by two
DEPENDENCE = 0.6  # words of a text go together: each counts for so much of its bits
MOST_BITS = 24.0
SHARES = {FEW: 0.28, SOME: 0.40, HALF: 0.52, MORE: 0.66, MOST: 0.82}
ENOUGH = 12.0  # bits of shared words from which on it counts that one text holds the other
SLIPS = {1: 5, 2: 14, 3: 24}

_STOP_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "for",
        "in",
        "on",
        "to",
        "with",
        "by",
        "from",
        "at",
        "is",
        "der",
        "die",
        "das",
        "und",
        "le",
        "la",
        "les",
        "de",
        "des",
        "du",
        "et",
        "el",
        "los",
        "y",
        "per",
        "di",
        "il",
        "e",
        "w",
    ]
)


@dataclass(frozen=True)
class Texts:
    """Texts as bags of words.

    Attributes:
        key: of all words, in any order.
        words: hashes of the WIDTH rarest words, the rarest first once they are weighed.
        heads: of their first words that are no stop words.
        variants: hashes of the words that tell variants apart: numbers, measures, colours, editions.
        dimensions: hashes of what each of `variants` measures.
        spelled: the words that are spelled, in their order; what slips are looked for in. None of a text with Han
            characters: another one of these makes another word.
        bits: how surprising each of `words` is.
        is_title: heads and variants are compared, too.
    """

    name: str
    column: Column
    key: Hashes
    words: WordSets
    stop: Bools
    heads: WordSets
    variants: WordSets
    dimensions: Hashes
    spelled: Spellings
    bits: Floats
    is_title: bool

    @cached_property
    def total(self) -> Floats:
        """The bits of all words of each text together."""
        summed: Floats = self.bits.sum(axis=1, dtype=np.float32)
        return summed

    @cached_property
    def rare(self) -> Bits:
        """The words of each text that are a hint on their own."""
        return self.words.where(self.bits >= RARE)

    @cached_property
    def letters(self) -> Hashes:
        """The hash of `spelled`."""
        return hash_texts(self.spelled.texts)

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The comparisons and their levels."""
        levels: dict[str, tuple[str, ...]] = {self.name: LEVELS}
        extra = {
            f"{self.name}_head": HEAD_LEVELS,
            f"{self.name}_variant": VARIANT_LEVELS,
        }
        return levels | extra if self.is_title else levels

    def learn(self) -> Statistics:
        """Return the shares of words."""
        counts = np.repeat(self.column.counts, self.words.hashes.shape[1])
        words = self.words.hashes.ravel()
        return {self.name: learn_frequencies(words, counts, self.column.filled, SPARE, RAREST)}

    def weigh(self, statistics: Statistics) -> Self:
        """Return the texts with the rarity of their words, the rarest first."""
        hashes = self.words.hashes
        bits = statistics.get(self.name, NO_FREQUENCIES).bits(hashes, RAREST)
        bits = np.where(hashes == NOTHING, -1, np.where(self.stop, np.minimum(bits, STOP_BITS), bits))
        order = np.lexsort((hashes, -bits), axis=1)
        return replace(
            self,
            words=WordSets(np.take_along_axis(hashes, order, axis=1)),
            stop=np.take_along_axis(self.stop, order, axis=1),
            bits=np.maximum(np.take_along_axis(bits, order, axis=1), 0).astype(np.float32),
        )

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare texts pair by pair."""

        def judge(one: Codes, two: Codes) -> Judged:
            levels, bits = self._judge_words(other, one, two)
            if not self.is_title:
                return levels[:, None], bits[:, None]
            heads = self._judge_heads(other, one, two)
            variants = self._judge_variants(other, one, two)
            nothing = np.zeros(len(one), dtype=np.float32)
            return np.stack([levels, heads, variants], axis=1), np.stack([bits, nothing, nothing], axis=1)

        return judge_slots(self.column.codes[left], other.column.codes[right], judge, len(self.levels))

    def keys(self) -> Keys:
        """Return whole texts, their rarest words alone and two by two, and their codes."""
        rare = np.where(self.bits[:, :KEYED] >= RARE_KEY, self.words.hashes[:, :KEYED], NOTHING)
        pairs = [
            combine(np.minimum(rare[:, one], rare[:, two]), np.maximum(rare[:, one], rare[:, two]))
            for one, two in combinations(range(PAIRED), 2)
        ]
        found = {self.name: self.key[:, None], f"{self.name}.word": rare}
        if self.is_title:
            found |= {f"{self.name}.words": np.stack(pairs, axis=1)}
        return {name: self._spread(hashes) for name, hashes in found.items()}

    def _spread(self, hashes: Hashes) -> Hashes:
        slots = [self.column.spread(np.ascontiguousarray(hashes[:, place])) for place in range(hashes.shape[1])]
        return np.concatenate(slots, axis=1)

    def _judge_heads(self, other: Self, one: Codes, two: Codes) -> Levels:
        """Judge whether both begin with the same word, often the maker's name, or with one that the other has."""
        levels = np.full(len(one), 3, dtype=np.int8)
        inside = shared_words(self.heads, other.words, one, two)[0] | shared_words(self.words, other.heads, one, two)[0]
        levels[inside > 0] = 2
        levels[self.heads.hashes[one, 0] == other.heads.hashes[two, 0]] = 1
        levels[(self.heads.sizes[one] == 0) | (other.heads.sizes[two] == 0)] = 0
        return levels

    def _judge_words(self, other: Self, one: Codes, two: Codes) -> tuple[Levels, Floats]:
        shared = shared_words(self.words, other.words, one, two)[0]
        matched = sum_of(self.bits, one, shared)
        left, right = self.total[one], other.total[two]
        overlap = matched / np.maximum(left + right - matched, 1e-6)
        contained = matched / np.maximum(np.minimum(left, right), 1e-6)
        share = 0.6 * overlap + 0.4 * contained * np.minimum(1, matched / ENOUGH)
        levels = np.full(len(one), NONE, dtype=np.int8)
        levels[matched > 0] = LITTLE
        levels[(shared & self.rare[one]) > 0] = RARE_WORD
        for level, least in SHARES.items():
            levels[share >= least] = level
        slip = np.flatnonzero(levels > MOST)
        slip = slip[self._are_slips(other, one[slip], two[slip])]
        levels[slip], matched[slip] = MOST, np.minimum(left, right)[slip]
        levels[self.key[one] == other.key[two]] = SAME
        levels[(left == 0) | (right == 0)] = 0
        return levels, np.minimum(MOST_BITS, matched * DEPENDENCE).astype(np.float32)

    def _are_slips(self, other: Self, one: Codes, two: Codes) -> Bools:
        """Tell which texts are typing errors apart; those that differ in numbers alone are not."""
        differ = np.flatnonzero(self.letters[one] != other.letters[two])
        found = np.zeros(len(one), dtype=np.bool_)
        found[differ] = are_slips(self.spelled, other.spelled, one[differ], two[differ], SLIPS)
        return found

    def _judge_variants(self, other: Self, one: Codes, two: Codes) -> Levels:
        """Judge what tells variants apart: they differ if both have a word of one dimension that the other has not."""
        shared, shared_right = shared_words(self.variants, other.variants, one, two)
        odd, odd_right = self.variants.present[one] & ~shared, other.variants.present[two] & ~shared_right
        levels = np.where(shared > 0, V_PART, ONE_HAS_MORE).astype(np.int8)
        levels[(odd | odd_right) == 0] = V_SAME
        rows = np.flatnonzero((odd > 0) & (odd_right > 0))
        levels[rows[self._contradict(other, (one[rows], two[rows]), (odd[rows], odd_right[rows]))]] = DIFFER
        levels[(self.variants.sizes[one] == 0) & (other.variants.sizes[two] == 0)] = 0
        return levels

    def _contradict(self, other: Self, pairs: tuple[Codes, Codes], odd: tuple[Bits, Bits]) -> Bools:
        """Tell where a word that only the left text has and one that only the right has measure the same."""
        found = np.zeros(len(pairs[0]), dtype=np.bool_)
        for place in range(VARIANTS):
            ours = (odd[0] >> np.uint32(place)) & 1 == 1
            for other_place in range(VARIANTS):
                theirs = (odd[1] >> np.uint32(other_place)) & 1 == 1
                alike = self.dimensions[pairs[0], place] == other.dimensions[pairs[1], other_place]
                found |= ours & theirs & alike
        return found


def _says_little(word: str) -> bool:
    """Tell stop words and initials: authors are written with and without given names."""
    return word in _STOP_WORDS or (len(word) == 1 and word.isascii() and word.isalpha())


def _is_spelled(word: str) -> bool:
    """Tell whether a slip of typing in a word is one: another digit makes another word."""
    return word.isalpha() and not _says_little(word)


def parse_texts(column: Column, name: str, *, is_title: bool = False) -> Texts:
    """Parse texts into words: measures and codes in one piece, Han characters one by one."""
    words = split_coded_words(column.texts)
    measured = [dimension(word) if not is_code(word) else "" for word in words.vocabulary]
    tells = np.array([bool(dimension) for dimension in measured], dtype=np.bool_)
    variants = words.keep(tells[words.codes]) if len(tells) else words
    places = variants.padded(VARIANTS)
    padded = words.padded(WIDTH)
    telling = words.flag(_is_spelled)
    stop = words.flag_vocabulary(_STOP_WORDS.__contains__ if is_title else _says_little)
    return Texts(
        name=name,
        column=column,
        key=hash_texts(words.sorted().joined(" ")),
        words=word_sets(words, WIDTH),
        stop=(padded >= 0) & stop[padded] if len(stop) else np.zeros(padded.shape, dtype=np.bool_),
        heads=word_sets(words.keep(~words.flag(_STOP_WORDS.__contains__)), 1),
        variants=word_sets(variants, VARIANTS),
        dimensions=np.where(places >= 0, hash_words(measured)[places], NOTHING)
        if measured
        else np.zeros(places.shape, np.uint64),
        spelled=spellings(where(words.keep(telling).joined(" "), pc.invert(matches(column.texts, r"\p{Han}")))),
        bits=np.zeros(padded.shape, dtype=np.float32),
        is_title=is_title,
    ).weigh({})

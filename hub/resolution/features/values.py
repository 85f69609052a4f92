"""Short values compared as wholes: telephone numbers, identifiers, postal codes, places, categories.

Values are equal, a slip of typing apart, alike in part, or different. Which of these a feature knows is its `Likeness`.
"""

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hub.resolution.features.columns import (
    NO_FREQUENCIES,
    Column,
    Floats,
    Judged,
    JudgedSingly,
    Keys,
    Rows,
    Statistics,
    judge_singly,
    learn_frequencies,
)
from hub.resolution.features.hashing import NOTHING, Hashes, hash_texts
from hub.resolution.features.patterns import replace_all, where
from hub.resolution.features.similarity import Spellings, are_prefixes, are_slips, resemblance, spellings
from hub.resolution.features.word_sets import WordSets, count, shared_words, word_sets
from hub.resolution.features.words import Bools, Codes, split_words
from hub.resolution.words import plain
from hub.standardise.text import to_latin
from hub.standardise.words import canonical_tokens, known_places

LEVELS = ("missing", "same", "part", "slip", "different")
SHARED_LEVELS = (*LEVELS[:4], "shared", "different")
SAME, PART, SLIP, SHARED = range(1, 5)
WIDTH = 4  # words of a value that are compared one by one
ALIKE = 0.9  # Jaro-Winkler


@dataclass(frozen=True, slots=True)
class Likeness:
    """How values of a kind are compared.

    Attributes:
        rarest: how surprising it is at most that two records share a value, in bits.
        spare: repetitions put down to duplicates of one thing.
        slip_from: from so many characters on, one slip of typing is a slip; 0 for never.
        spelling: values that are spelt alike (Jaro-Winkler) are a slip, too.
        partly: values that share the words of the shorter one agree in part.
        head: values that share so many first characters agree in part; 0 for never.
        short: values agree in part if one is the beginning of the other, from so many characters on; 0 for never.
        shareable: several people may use a value; then it is a sign of a place.
    """

    rarest: float
    spare: float = 2
    slip_from: int = 0
    spelling: bool = False
    partly: bool = False
    head: int = 0
    short: int = 0
    shareable: bool = False

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of its comparison."""
        return SHARED_LEVELS if self.shareable else LEVELS

    @property
    def different(self) -> int:
        """The last level."""
        return len(self.levels) - 1


PHONE = Likeness(rarest=19, slip_from=7, shareable=True)
IDENTIFIER = Likeness(rarest=20, slip_from=6)
POSTAL_CODE = Likeness(rarest=13, slip_from=4, head=3)
CITY = Likeness(rarest=10, spare=0, spelling=True, partly=True)
COUNTRY = Likeness(rarest=4, spare=0)
CATEGORY = Likeness(rarest=8, spare=0, spelling=True, partly=True, short=3)

_PHONE_DIGITS = 9  # the last ones: country and area codes are written in many ways
_SHORTEST_PHONE, _SHORTEST_IDENTIFIER = 6, 4
_COUNTRY_PREFIX = r"^[A-Z]{2}([A-Z]?[0-9]{6,}.*)$"  # of a VAT number, which half of all people leave out
_EXTENSION = r"(?i)\s*(ext|x|转|分机|durchwahl|dw|poste|int|interno|доб|wew|ramal|anexo|tst)[.:]?\s*\d*$|\s/\s*\d{1,4}$"
_NO_NUMBER = f"^({'|'.join(f'{digit}+' for digit in range(1, 10))}|123456789?0?|9876543210?)$"  # to fill a form
_TRUNK = r"\(\s*0\s*\)"
_COUNTRY_CODE = (
    r"^(\+|00)(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-689]\d|3[578]\d|42\d|5[09]\d|6[789]\d|"
    r"8[0578]\d|9[679]\d)"
)  # ITU-T E.164
_PLACE_UNITS = r"(\p{Han}{2})(省|市|区|县)"  # 上海市浦东新区 is in 上海
_HEAD_RAREST = 8.0
_WORD_RAREST = 11.0
_SHORTEST_WORD = 4  # of a place worth knowing: not "san", "st", "bad"


@dataclass(frozen=True)
class Values:
    """Values of one kind.

    Attributes:
        name: of the comparison.
        likeness: how they are compared.
        column: the values as compared; what follows is for each distinct one.
        key: equal where the values are, but for spelling.
        texts: what slips are looked for in.
        is_shared: which several people use.
        words: hashes of their words; `worded` those that are more than a letter or two.
        head: hashes of their first characters.
        bits, head_bits: how surprising it is that two records share the value, or its head.
    """

    name: str
    likeness: Likeness
    column: Column
    key: Hashes
    texts: Spellings
    words: WordSets
    worded: NDArray[np.bool_]
    head: Hashes
    is_shared: Bools
    bits: Floats
    head_bits: Floats

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: self.likeness.levels}

    def learn(self) -> Statistics:
        """Return the shares of values and of heads."""
        counts, filled = self.column.counts, self.column.filled
        like = self.likeness
        words = np.where(self.worded, self.words.hashes, NOTHING)
        return {
            self.name: learn_frequencies(self.key, counts, filled, like.spare, like.rarest),
            f"{self.name}.head": learn_frequencies(self.head, counts, filled, like.spare, _HEAD_RAREST),
            f"{self.name}.words": learn_frequencies(
                words.ravel(), np.repeat(counts, words.shape[1]), filled, like.spare, _WORD_RAREST
            ),
        }

    def weigh(self, statistics: Statistics) -> Self:
        """Return the values with their rarity."""
        whole, heads = (statistics.get(name, NO_FREQUENCIES) for name in (self.name, f"{self.name}.head"))
        bits = whole.bits(self.key, self.likeness.rarest)
        is_shared = statistics.get(f"{self.name}.shared", NO_FREQUENCIES).know(self.key)
        return replace(self, is_shared=is_shared, bits=bits, head_bits=heads.bits(self.head, _HEAD_RAREST))

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare values pair by pair."""
        return judge_singly(self.column.codes[left], other.column.codes[right], partial(self._judge, other))

    def keys(self) -> Keys:
        """Return whole values, and heads where they count."""
        keys = {self.name: self.column.spread(self.key)}
        return keys | {f"{self.name}.head": self.column.spread(self.head)} if self.likeness.head else keys

    def _judge(self, other: Self, one: Codes, two: Codes) -> JudgedSingly:
        like = self.likeness
        levels = np.full(len(one), like.different, dtype=np.int8)
        bits = np.minimum(self.bits[one], other.bits[two])
        if like.head:
            headed = (self.head[one] == other.head[two]) & (self.head[one] != NOTHING)
            levels[headed] = PART
            bits = np.where(headed, np.minimum(self.head_bits[one], other.head_bits[two]), bits)
        if like.partly:
            levels[self._share_words(other, one, two)] = PART
        if like.short:
            levels[are_prefixes(self.texts, other.texts, one, two, like.short)] = PART
        rows = np.flatnonzero((levels == like.different) & (self.key[one] != other.key[two]))
        levels[rows[self._are_slips(other, one[rows], two[rows])]] = SLIP
        same = self.key[one] == other.key[two]
        levels[same] = np.where(self.is_shared[one], SHARED, SAME)[same]
        bits = np.where(same, np.minimum(self.bits[one], other.bits[two]), bits)
        return levels, bits.astype(np.float32)

    def _share_words(self, other: Self, one: Codes, two: Codes) -> NDArray[np.bool_]:
        shared = count(shared_words(self.words, other.words, one, two)[0])
        whole: NDArray[np.bool_] = (shared >= np.minimum(self.words.sizes[one], other.words.sizes[two])) & (shared > 0)
        return whole

    def _are_slips(self, other: Self, one: Codes, two: Codes) -> NDArray[np.bool_]:
        found = np.zeros(len(one), dtype=np.bool_)
        if len(one) and self.likeness.spelling:
            found |= resemblance(self.texts, other.texts, one, two) >= ALIKE
        if len(one) and self.likeness.slip_from:
            found |= are_slips(self.texts, other.texts, one, two, {1: self.likeness.slip_from})
        return found


def parse_phones(column: Column, name: str = "phone") -> Values:
    """Parse telephone numbers by their last digits; country code, trunk zero and extension do not count."""
    number = replace_all(replace_all(column.texts, _EXTENSION, ""), _TRUNK, "")
    digits = replace_all(replace_all(number, r"[^\d+]+", ""), _COUNTRY_CODE, "")
    digits = replace_all(replace_all(replace_all(digits, r"\D+", ""), "^0+", ""), _NO_NUMBER, "")
    last = pc.utf8_reverse(pc.utf8_slice_codeunits(pc.utf8_reverse(digits), 0, _PHONE_DIGITS))
    return _values(column.recode(_at_least(last, _SHORTEST_PHONE)), name, PHONE)


def parse_identifiers(column: Column, name: str) -> Values:
    """Parse numbers and codes that name one thing, such as tax numbers; what separates their parts does not count."""
    code = pc.utf8_upper(replace_all(column.texts, r"[^\p{L}\p{N}]+", ""))
    code = replace_all(code, _COUNTRY_PREFIX, r"\1")
    return _values(column.recode(_at_least(code, _SHORTEST_IDENTIFIER)), name, IDENTIFIER)


def parse_postal_codes(column: Column, name: str = "postal_code") -> Values:
    """Parse postal codes; their first characters name a region."""
    code = pc.utf8_upper(replace_all(column.texts, r"[^\p{L}\p{N}]+", ""))
    return _values(column.recode(_at_least(code, 1)), name, POSTAL_CODE)


def parse_named(column: Column, name: str, likeness: Likeness) -> Values:
    """Parse names of places, categories and the like, in any script."""
    words = split_words(replace_all(column.texts, _PLACE_UNITS, r"\1 ")).map(_latin)
    distinct = words.distinct()
    padded = distinct.padded(WIDTH)
    telling = np.array([len(word) >= _SHORTEST_WORD for word in words.vocabulary], dtype=np.bool_)
    key = hash_texts(words.joined())
    return replace(
        _values(column.without(key), name, likeness),
        key=key,
        texts=spellings(words.joined(" ")),
        words=word_sets(distinct, WIDTH),
        worded=(padded >= 0) & telling[padded] if len(telling) else np.zeros(padded.shape, dtype=np.bool_),
    )


@cache
def _latin(word: str) -> str:
    """Return a word in Latin letters, a known place in its one spelling: Munich, München, 慕尼黑."""
    place = "".join(canonical_tokens([word]))
    if place in known_places():
        return place
    return plain(word if word.isascii() else to_latin(word).replace(" ", "") or word)


def _at_least(texts: pa.Array, shortest: int) -> pa.Array:
    return where(texts, pc.greater_equal(pc.utf8_length(texts), pa.scalar(shortest, pa.int32())))


def _values(column: Column, name: str, likeness: Likeness) -> Values:
    size = len(column.texts)
    heads = pc.utf8_slice_codeunits(column.texts, 0, likeness.head) if likeness.head else pa.nulls(size, pa.string())
    return Values(
        name=name,
        likeness=likeness,
        column=column,
        key=hash_texts(column.texts),
        texts=spellings(column.texts),
        words=WordSets(np.zeros((size, WIDTH), dtype=np.uint64)),
        worded=np.zeros((size, WIDTH), dtype=np.bool_),
        head=hash_texts(heads),
        is_shared=np.zeros(size, dtype=np.bool_),
        bits=np.full(size, likeness.rarest, dtype=np.float32),
        head_bits=np.full(size, _HEAD_RAREST, dtype=np.float32),
    )

"""Names of people compared by their parts: given names and family names, in either order and in any script.

Chinese names meet Latin ones by pinyin; nicknames meet the names they stand for; an initial meets whatever begins
with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hub.resolution.features.columns import (
    NO_FREQUENCIES,
    Column,
    Floats,
    Frequencies,
    Judged,
    Keys,
    Levels,
    Rows,
    Statistics,
    count_codes,
    judge_slots,
    learn_frequencies,
)
from hub.resolution.features.hashing import NOTHING, Hashes, combine, hash_numbers, hash_texts, hash_words
from hub.resolution.features.patterns import joined, replace_all, where_not
from hub.resolution.features.person_words import PersonParts, latin_family, latin_given
from hub.resolution.features.similarity import Spellings, are_slips, resemblance, spellings
from hub.resolution.features.spelling import skeleton
from hub.resolution.features.word_sets import WordSets, shared_words, word_sets
from hub.resolution.features.words import Bools, Codes, encode, flag_texts
from hub.standardise.person import name_shares, nicknames
from hub.standardise.text import simplify

GIVEN_LEVELS = ("missing", "same", "nickname", "initial", "slip", "similar", "swapped", "different")
SAME, NICKNAME, INITIAL, SLIP, SIMILAR, SWAPPED, DIFFERENT = range(1, 8)
FAMILY_LEVELS = ("missing", "same", "part", "slip", "similar", "swapped", "different")
F_SAME, F_PART, F_SLIP, F_SIMILAR, F_SWAPPED, F_DIFFERENT = range(1, 7)

RAREST_GIVEN, RAREST_FAMILY, RAREST_FULL = 11.0, 13.0, 22.0
SPARE_GIVEN, SPARE_FAMILY, SPARE_FULL = 4, 2, 4
WIDTH = 3  # words of a name that are compared one by one
CLOSE, ALIKE = 0.94, 0.82  # Jaro-Winkler of given names
FAMILY_CLOSE, FAMILY_ALIKE = 0.95, 0.85
GIVEN_SLIPS, FAMILY_SLIPS = {1: 3}, {1: 4}
HALF_SWAPPED_BITS = 6.0
SWAPPED_GIVEN_BITS = 4.0
SWAPPED_SLIP_BITS = 1.5  # bits less for each part where one is swapped with a slip


@dataclass(frozen=True)
class GivenNames:
    """Distinct given names: hashes of their words, of what these stand for, of all joined, and of the first's sound.

    `written` are hashes of the Han characters, where a name has no others: 小明 and 小名 sound alike. `digits` are
    those of a name that has some: Desk 1 is not Desk 2.
    """

    words: WordSets
    meant: WordSets
    key: Hashes
    written: Hashes
    digits: Hashes
    sound: Hashes
    first: Spellings
    joined: Spellings
    letter: NDArray[np.int32]
    is_initial: Bools
    bits: Floats

    @property
    def formal(self) -> Hashes:
        """What the first given name stands for."""
        return self.meant.hashes[:, 0]


@dataclass(frozen=True)
class FamilyNames:
    """Distinct family names: hashes of their words, of all joined, of Han characters, of digits, of the last sound."""

    words: WordSets
    key: Hashes
    written: Hashes
    digits: Hashes
    sound: Hashes
    joined: Spellings
    bits: Floats


@dataclass(frozen=True)
class PersonNames:
    """The names of people.

    Attributes:
        column: distinct names, as "given|family"; `given_of` and `family_of` are their parts' positions, -1 for none.
        given, family: the distinct parts.
        full: hash of both parts together, in either order.
        most: how surprising it is, at most, that two people have the full name; bits.
    """

    column: Column
    given_of: Codes
    family_of: Codes
    given: GivenNames
    family: FamilyNames
    full: Hashes
    most: Floats

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Both comparisons and their levels."""
        return {"given_name": GIVEN_LEVELS, "family_name": FAMILY_LEVELS}

    def learn(self) -> Statistics:
        """Return the shares of given names, family names and full names."""
        counts, filled = self.column.counts, self.column.filled
        has_given, has_family = self.given_of >= 0, self.family_of >= 0
        given = self.given.formal[self.given_of[has_given]]
        family = self.family.key[self.family_of[has_family]]
        return {
            "given_name": learn_frequencies(given, counts[has_given], filled, SPARE_GIVEN, RAREST_GIVEN),
            "family_name": learn_frequencies(family, counts[has_family], filled, SPARE_FAMILY, RAREST_FAMILY),
            "person_name": learn_frequencies(self.full, counts, filled, SPARE_FULL, RAREST_FULL),
        }

    def weigh(self, statistics: Statistics) -> Self:
        """Return the names with their rarity."""

        def bits(name: str, hashes: Hashes, rarest: float) -> Floats:
            return statistics.get(name, NO_FREQUENCIES).bits(hashes, rarest)

        given = bits("given_name", self.given.formal, RAREST_GIVEN)
        family = bits("family_name", self.family.key, RAREST_FAMILY)
        return replace(
            self,
            given=replace(self.given, bits=np.minimum(given, _common_given().bits(self.given.formal, RAREST_GIVEN))),
            family=replace(self.family, bits=np.minimum(family, _common_family().bits(self.family.key, RAREST_FAMILY))),
            most=bits("person_name", self.full, RAREST_FULL),
        )

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare names pair by pair."""

        def judge(one: Codes, two: Codes) -> Judged:
            return _Pairs(self, other, one, two).judge()

        return judge_slots(self.column.codes[left], other.column.codes[right], judge, comparisons=2)

    def keys(self) -> Keys:
        """Return full names, and the parts by spelling and by sound; `sounds` are those of either part."""
        given, family = self.given, self.family
        found = {
            "full": self.full,
            "given": _of(given.key, self.given_of),
            "formal": _of(given.formal, self.given_of),
            "given.sound": _of(given.sound, self.given_of),
            "initial": _of(hash_numbers(given.letter.astype(np.int64)), self.given_of),
            "family": _of(family.key, self.family_of),
            "family.sound": _of(family.sound, self.family_of),
        }
        keys = {name: self.column.spread(hashes) for name, hashes in found.items()}
        return keys | {"sounds": np.concatenate([keys["given.sound"], keys["family.sound"]], axis=1)}


def parse_person_names(slots: list[PersonParts]) -> PersonNames:
    """Parse names, one slot for each name that people may have."""
    given = pa.concat_arrays([parts.given.cast(pa.string()) for parts in slots])
    family = pa.concat_arrays([parts.family.cast(pa.string()) for parts in slots])
    both = joined(given, family, separator="|")
    codes, distinct = encode(where_not(both, "|"))
    column = Column(codes.reshape(len(slots), -1).T.copy(), distinct, count_codes(codes, len(distinct)))
    given_of, given_texts = encode(_none_if_empty(replace_all(distinct, r"\|.*$", "")))
    family_of, family_texts = encode(_none_if_empty(replace_all(distinct, r"^.*\|", "")))
    givens, families = _parse_given(given_texts), _parse_family(family_texts)
    given_of, family_of = _with_key(given_of, givens.key), _with_key(family_of, families.key)
    one, two = _of(givens.key, given_of), _of(families.key, family_of)
    full = combine(np.minimum(one, two), np.maximum(one, two))
    most = np.full(len(distinct), RAREST_FULL, dtype=np.float32)
    return PersonNames(column, given_of, family_of, givens, families, full, most).weigh({})


@cache
def _common_given() -> Frequencies:
    names = name_shares("given")
    return _known_shares(_parse_given(pa.array(names)).formal, names)


@cache
def _common_family() -> Frequencies:
    names = name_shares("family")
    return _known_shares(_parse_family(pa.array(names)).key, names)


def _known_shares(hashes: Hashes, shares: Mapping[str, float]) -> Frequencies:
    order = np.argsort(hashes)
    return Frequencies(hashes[order], np.array(list(shares.values()), dtype=np.float32)[order])


def _none_if_empty(texts: pa.Array) -> pa.Array:
    return where_not(texts, "")


def _with_key(codes: Codes, keys: Hashes) -> Codes:
    """Take names without any word for none."""
    return np.where(_of(keys, codes) != NOTHING, codes, np.int32(-1))


def _of(values: Hashes, codes: Codes) -> Hashes:
    return np.where(codes >= 0, values[codes], NOTHING) if len(values) else np.zeros(len(codes), dtype=np.uint64)


def _parse_given(texts: pa.Array) -> GivenNames:
    words = latin_given(texts)
    stands_for = nicknames()
    padded = words.padded(WIDTH)
    joined = words.joined()
    spelled = pa.array([*words.vocabulary, ""], pa.string())
    letters = np.array([ord(word[0]) for word in words.vocabulary] + [0], dtype=np.int32)
    single = np.array([len(word) == 1 for word in words.vocabulary] + [False])
    return GivenNames(
        words=word_sets(words, WIDTH),
        meant=WordSets(_words(hash_words([stands_for.get(word, word) for word in words.vocabulary]), padded)),
        key=hash_texts(joined),
        written=_written(texts),
        digits=_digits(texts),
        sound=_words(hash_words(list(map(skeleton, words.vocabulary))), padded)[:, 0],
        first=Spellings(spelled.take(pa.array(np.where(padded[:, 0] < 0, len(spelled) - 1, padded[:, 0])))),
        joined=spellings(joined),
        letter=letters[padded[:, 0]],
        is_initial=single[padded[:, 0]],
        bits=np.zeros(len(texts), dtype=np.float32),
    )


def _parse_family(texts: pa.Array) -> FamilyNames:
    words = latin_family(texts)
    joined = words.joined()
    sounds = hash_words(list(map(skeleton, words.vocabulary)))
    last = np.where(words.sizes > 0, words.offsets[1:] - 1, -1)
    last_codes = np.where(last >= 0, words.codes[last] if len(words.codes) else -1, -1)
    return FamilyNames(
        words=word_sets(words, WIDTH),
        key=hash_texts(joined),
        written=_written(texts),
        digits=_digits(texts),
        sound=_of(sounds, last_codes.astype(np.int32)),
        joined=spellings(joined),
        bits=np.zeros(len(texts), dtype=np.float32),
    )


def _written(texts: pa.Array) -> Hashes:
    """Return the hashes of names in Han alone, in simplified characters; 0 for others."""
    hashes = np.zeros(len(texts), dtype=np.uint64)
    rows = np.flatnonzero(flag_texts(texts, r"^[\p{Han}\s]+$"))
    spelled = texts.take(pa.array(rows)).to_pylist()
    hashes[rows] = hash_words(["".join(simplify(text).split()) for text in spelled])
    return hashes


def _digits(texts: pa.Array) -> Hashes:
    """Return the hashes of the digits in names; 0 for those without."""
    return hash_texts(replace_all(texts, r"[^\p{N}]+", ""))


def _words(hashes: Hashes, padded: Codes) -> Hashes:
    return np.where(padded >= 0, hashes[padded], NOTHING) if len(hashes) else np.zeros(padded.shape, dtype=np.uint64)


def _written_otherwise(one: Hashes, two: Hashes) -> Bools:
    """Tell which names, both in Han, have other characters; or other digits, where both have some."""
    otherwise: Bools = (one != two) & (one != NOTHING) & (two != NOTHING)
    return otherwise


def _without_first(words: WordSets) -> WordSets:
    """Return the words but for the first."""
    return WordSets(np.concatenate([words.hashes[:, 1:], np.zeros_like(words.hashes[:, :1])], axis=1))


class _Pairs:
    """Pairs of names side by side; works out their levels step by step."""

    def __init__(self, left: PersonNames, right: PersonNames, one: Codes, two: Codes) -> None:
        self.left, self.right, self.one, self.two = left, right, one, two
        self.given = left.given_of[one], right.given_of[two]
        self.family = left.family_of[one], right.family_of[two]

    def judge(self) -> Judged:
        """Return levels and bits of given names and family names (n x 2)."""
        levels = np.zeros((len(self.one), 2), dtype=np.int8)
        bits = np.zeros((len(self.one), 2), dtype=np.float32)
        for place, parts, judge in ((0, self.given, self._judge_given), (1, self.family, self._judge_family)):
            rows = np.flatnonzero((parts[0] >= 0) & (parts[1] >= 0))
            levels[rows, place], bits[rows, place] = judge(parts[0][rows], parts[1][rows])
        self._find_first_surnames(levels)
        self._find_swapped(levels, bits)
        self._bound_full_names(levels, bits)
        return levels, bits

    def _judge_given(self, one: Codes, two: Codes) -> tuple[Levels, Floats]:
        left, right = self.left.given, self.right.given
        levels = np.full(len(one), DIFFERENT, dtype=np.int8)
        initial = left.is_initial[one] | right.is_initial[two]
        levels[initial & (left.letter[one] == right.letter[two])] = INITIAL
        levels[(shared_words(left.meant, right.meant, one, two)[0] > 0) & ~initial] = NICKNAME
        first = (left.words.hashes[one, 0] == right.words.hashes[two, 0]) & ~left.is_initial[one]
        levels[first | ((left.key[one] == right.key[two]) & ~initial)] = SAME
        levels[(levels == SAME) & _written_otherwise(left.written[one], right.written[two])] = SLIP
        rows = np.flatnonzero(levels == DIFFERENT)
        if len(rows):
            a, b = one[rows], two[rows]
            alike = resemblance(left.first, right.first, a, b)
            slip = are_slips(left.joined, right.joined, a, b, GIVEN_SLIPS)
            levels[rows[alike >= ALIKE]] = SIMILAR
            levels[rows[slip | (alike >= CLOSE)]] = SLIP
        levels[_written_otherwise(left.digits[one], right.digits[two])] = DIFFERENT
        return levels, np.minimum(left.bits[one], right.bits[two])

    def _judge_family(self, one: Codes, two: Codes) -> tuple[Levels, Floats]:
        left, right = self.left.family, self.right.family
        levels = np.full(len(one), F_DIFFERENT, dtype=np.int8)
        levels[shared_words(left.words, right.words, one, two)[0] > 0] = F_PART
        levels[left.key[one] == right.key[two]] = F_SAME
        levels[(levels == F_SAME) & _written_otherwise(left.written[one], right.written[two])] = F_SLIP
        rows = np.flatnonzero(levels == F_DIFFERENT)
        if len(rows):
            a, b = one[rows], two[rows]
            alike = resemblance(left.joined, right.joined, a, b)
            slip = are_slips(left.joined, right.joined, a, b, FAMILY_SLIPS)
            levels[rows[alike >= FAMILY_ALIKE]] = F_SIMILAR
            levels[rows[slip | (alike >= FAMILY_CLOSE)]] = F_SLIP
        levels[_written_otherwise(left.digits[one], right.digits[two])] = F_DIFFERENT
        return levels, np.minimum(left.bits[one], right.bits[two])

    def _find_first_surnames(self, levels: Levels) -> None:
        """Mark family names that are the first of two, which stands with the given names, in place.

        In "Carlos García López" the family name that people use is García.
        """
        rows = np.flatnonzero((levels[:, 0] > 0) & (levels[:, 0] <= NICKNAME) & (levels[:, 1] == F_DIFFERENT))
        left, right = self.left, self.right
        for families, givens, sides in (
            (left.family.words, right.given.words, (self.family[0], self.given[1])),
            (right.family.words, left.given.words, (self.family[1], self.given[0])),
        ):
            found = shared_words(families, _without_first(givens), sides[0][rows], sides[1][rows])[0] > 0
            levels[rows[found], 1] = F_PART

    def _find_swapped(self, levels: Levels, bits: Floats) -> None:
        """Mark names whose given name is the other's family name, both or the one that is there, in place."""
        given, family = levels[:, 0], levels[:, 1]
        unlike = ((given >= SIMILAR) | (given == 0)) & ((family >= F_SIMILAR) | (family == 0))
        rows = np.flatnonzero(unlike)
        g_left, g_right = self.given[0][rows], self.given[1][rows]
        f_left, f_right = self.family[0][rows], self.family[1][rows]
        one, two = _of(self.left.given.key, g_left), _of(self.right.family.key, f_right)
        forward = (one == two) & (one != NOTHING)
        three, four = _of(self.left.family.key, f_left), _of(self.right.given.key, g_right)
        backward = (three == four) & (three != NOTHING)
        halfway = np.flatnonzero(forward ^ backward)
        slip = np.zeros(len(rows), dtype=np.bool_)
        slip[halfway] = self._swapped_with_slip(rows[halfway], forward[halfway])
        both = rows[(forward & backward) | slip]
        levels[both] = SWAPPED, F_SWAPPED
        for place, parts, ours, theirs in (
            (0, self.given, self.left.given.bits, self.right.given.bits),
            (1, self.family, self.left.family.bits, self.right.family.bits),
        ):
            bits[both, place] = np.minimum(ours[parts[0][both]], theirs[parts[1][both]])
        bits[both, 0] = np.maximum(bits[both, 0], SWAPPED_GIVEN_BITS)
        bits[rows[slip]] -= SWAPPED_SLIP_BITS
        half = rows[(forward ^ backward) & ((given[rows] == 0) | (family[rows] == 0))]
        levels[half] = 0, F_SWAPPED
        bits[half] = 0, HALF_SWAPPED_BITS

    def _swapped_with_slip(self, rows: NDArray[np.int64], forward: Bools) -> Bools:
        """Tell where, one name being the other's across, the other two are alike across."""
        one = np.where(forward, self.family[0][rows], self.given[0][rows])
        two = np.where(forward, self.given[1][rows], self.family[1][rows])
        alike = np.zeros(len(rows), dtype=np.bool_)
        there = (one >= 0) & (two >= 0)
        left, right = self.left, self.right
        for chosen, ours, theirs in (
            (forward & there, left.family.joined, right.given.joined),
            (~forward & there, left.given.joined, right.family.joined),
        ):
            alike[chosen] = resemblance(ours, theirs, one[chosen], two[chosen]) >= ALIKE
        return alike

    def _bound_full_names(self, levels: Levels, bits: Floats) -> None:
        """Names go together: a full name that many people have says no more than that, in place."""
        rows = np.flatnonzero((levels[:, 0] > 0) & (levels[:, 0] <= NICKNAME) & (levels[:, 1] == F_SAME))
        most = np.minimum(self.left.most[self.one[rows]], self.right.most[self.two[rows]])
        bits[rows, 1] -= np.maximum(0, bits[rows].sum(axis=1) - most)

"""Company names compared by their words: which the two share, and what kind the others are of.

A name that adds to another is a short form of it only where the words left out say little: "Acme GmbH" and
"Acme Service GmbH" may be two firms of one group, "Kestrel" and "Kestrel Technologies Ltd" rarely are.
"""

from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Self, TypeVar

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
    Levels,
    Rows,
    Statistics,
    judge_singly,
    learn_frequencies,
)
from hub.resolution.features.company_words import Forms, WordKind, company_words, word_kind
from hub.resolution.features.hashing import NOTHING, Hashes, hash_texts, hash_words
from hub.resolution.features.patterns import literal
from hub.resolution.features.similarity import Spellings, are_prefixes, are_slips, spellings
from hub.resolution.features.spelling import skeleton
from hub.resolution.features.word_sets import Bits, WordSets, count, shared_words, sum_of, word_sets
from hub.resolution.features.words import Bools, Codes, Words, as_objects, flag_texts, lengths
from hub.standardise.text import pinyin, to_latin
from hub.standardise.words import is_pinyin

Scalar = TypeVar("Scalar", bound=np.generic)

LEVELS = (
    "missing", "same", "informal", "form_differs", "same_words", "slip", "other_script", "acronym", "short_form",
    "trade_differs", "brand_slip", "place_added", "place_differs", "group_differs", "extended", "related",
    "branch_differs", "number_differs", "untranslated", "different",
)  # fmt: skip
(
    SAME, INFORMAL, FORM_DIFFERS, SAME_WORDS, SLIP, OTHER_SCRIPT, ACRONYM, SHORT_FORM, TRADE_DIFFERS,
    BRAND_SLIP, PLACE_ADDED, PLACE_DIFFERS, GROUP_DIFFERS, EXTENDED, RELATED, BRANCH_DIFFERS, NUMBER_DIFFERS,
    UNTRANSLATED, DIFFERENT,
) = range(1, 20)  # fmt: skip

WIDTH = 10
"""Words of a name that are compared one by one; what few names have more counts as a whole only."""

# How surprising it is that two firms share a word or a name, at most, in bits. A name is at least as rare as two words
# that every second firm has: "Texas Instruments".
RAREST_WORD = np.array([13, 6, 7, 4, 3, 4, 0, 7], dtype=np.float32)  # by WordKind
RAREST_NAME = 18.0
COMMON_NAME, COMMON_WORD = 10.0, 7.0
TRADE_NAME = 8.0  # of a name without legal form that only tells a trade: "Steak House"
WHOLE = 3.0  # bits more than its words, because nothing else stands beside them
LONG_HAN = 3  # characters of a Han name beyond which it says as much as two words
TELLING = 3.0  # bits of a word that is worth a blocking key: an eighth of all names
ENOUGH = 5.0  # bits of shared words that make two names related
MOST_SHARED, ACRONYM_BITS = 15.0, 11.0
ACRONYM_LETTER_BITS = 3.5
SPARE_NAMES, SPARE_WORDS = 5, 1
BRAND_SLIPS = {1: 6, 2: 10}
SLIPS = {1: 4, 2: 9, 3: 16}  # slips allowed from so many letters on
WORD_SLIPS = {1: 4, 2: 9}
SHORTEST_ABBREVIATION = 3
HAN_SLIPS = {1: 6}  # and only of one sound: 游轮城, 邮轮城; short ones name two firms: 拓搏, 拓博
ACRONYM_LETTERS = (3, 7)


@dataclass(frozen=True)
class CompanyNames:
    """The names of companies.

    Attributes:
        column: the names as written; all that follows is for each distinct one.
        key: of the joined words; equal where the names are but for spaces, legal form and spelling.
        in_order: of the words in alphabetical order.
        codes: of the first WIDTH words that are not mere joining ones, into `vocabulary`, -1 for none.
        words: their hashes.
        kinds: their WordKind.
        forms: number of the legal form, 0 for none.
        joined, brand: the words joined, all of them and the distinctive ones.
        brand_sound: of the distinctive words in Latin letters.
        initials, single: of the initials of several words, and of a short only word.
        sounds: of the first distinctive word (of the first one where none is), by its consonants.
        bits, total, most: how surprising each word and the whole name is, and the most that it may count for.
    """

    column: Column
    key: Hashes
    in_order: Hashes
    codes: Codes
    vocabulary: Spellings
    words: WordSets
    kinds: NDArray[np.int8]
    forms: Forms
    joined: Spellings
    brand: Spellings
    brand_sound: Hashes
    initials: Hashes
    single: Hashes
    sounds: Hashes
    heads: Hashes
    tails: Hashes
    is_han: Bools
    bits: Floats
    total: Floats
    most: Floats
    name: str = "name"

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The one comparison and its levels."""
        return {self.name: LEVELS}

    @cached_property
    def of_kind(self) -> dict[WordKind, Bits]:
        """Of each name its words of each kind."""
        there = self.words.hashes != NOTHING
        kinds = {kind: self.words.where(there & (self.kinds == kind)) for kind in WordKind}
        return kinds | {WordKind.PLACE: kinds[WordKind.PLACE] | kinds[WordKind.COUNTRY]}

    @cached_property
    def is_opaque(self) -> Bools:
        """Which names have a word that cannot be found again in another script: Han of no known meaning, no pinyin."""
        words = as_objects(self.vocabulary.texts)
        opaque = np.array([not word.isascii() or not is_pinyin(word) for word in words], dtype=np.bool_)
        telling = (self.codes >= 0) & (self.kinds == WordKind.DISTINCTIVE)
        named: Bools = (telling & _gather(opaque, self.codes, telling, np.False_)).any(axis=1)
        return named

    @cached_property
    def has_own_word(self) -> Bools:
        """Which names have a word that tells more than a trade."""
        own = self.of_kind[WordKind.DISTINCTIVE] | self.of_kind[WordKind.PLACE]
        return np.asarray(own > 0)

    @cached_property
    def _counted(self) -> Bools:
        """Which names stand for all that have the same words, so that each counts once."""
        _, first = np.unique(self.in_order, return_index=True)
        counted = np.zeros(len(self.key), dtype=np.bool_)
        counted[first] = True
        return counted

    def learn(self) -> Statistics:
        """Return the shares of names and of words; a word counts once for each name."""
        words = self.words.hashes[self._counted].ravel()
        names = int(self._counted.sum())
        ones = np.ones(len(words), dtype=np.int64)
        return {
            f"{self.name}": learn_frequencies(
                self.key, self.column.counts, self.column.filled, SPARE_NAMES, RAREST_NAME
            ),
            f"{self.name}.words": learn_frequencies(words, ones, names, SPARE_WORDS, float(RAREST_WORD.max())),
        }

    def weigh(self, statistics: Statistics) -> Self:
        """Return the names with the rarity of their words, as far as `statistics` know it, and towns told as such."""
        towns = statistics.get("city.words", NO_FREQUENCIES)
        is_town = (self.kinds == WordKind.DISTINCTIVE) & towns.know(self.words.hashes)
        kinds = np.where(is_town, np.int8(WordKind.PLACE), self.kinds)
        rarest = RAREST_WORD[kinds]
        bits = np.where(
            self.words.hashes == NOTHING,
            0,
            statistics.get(f"{self.name}.words", NO_FREQUENCIES).bits(self.words.hashes, rarest),
        )
        several = (self.words.sizes > 1) | (self.is_han & (self.joined.sizes > LONG_HAN))
        total = np.maximum(bits.sum(axis=1), np.where(several, COMMON_NAME, COMMON_WORD)) + WHOLE
        most = statistics.get(self.name, NO_FREQUENCIES).bits(self.key, RAREST_NAME)
        return replace(self, kinds=kinds, bits=bits.astype(np.float32), total=total.astype(np.float32), most=most)

    def compare(self, other: Self, left: Rows, right: Rows) -> Judged:
        """Compare names pair by pair."""
        judge = partial(_judge, self, other)

        def judge_one_script(one: Codes, two: Codes) -> JudgedSingly:
            levels, bits = judge(one, two)
            told = (self.is_han[one] == other.is_han[two]) | (levels <= INFORMAL)
            return np.where(told, levels, np.int8(0)), bits

        ours, theirs = self.column.codes[left], other.column.codes[right]
        if ours.shape[1] == theirs.shape[1] == 1:
            return judge_singly(ours, theirs, judge)
        common = _have_common_script(self.is_han, other.is_han, ours, theirs)
        levels, bits = np.zeros((len(ours), 1), dtype=np.int8), np.zeros((len(ours), 1), dtype=np.float32)
        for rows, judged_by in ((common, judge_one_script), (~common, judge)):
            levels[rows], bits[rows] = judge_singly(ours[rows], theirs[rows], judged_by)
        return levels, bits

    def keys(self) -> Keys:
        """Return the whole name, its rarest words, its first, and its initials."""
        order = np.argsort(-self.bits, axis=1, kind="stable")[:, :3]
        rare = np.where(
            np.take_along_axis(self.bits, order, 1) > TELLING, np.take_along_axis(self.words.hashes, order, 1), NOTHING
        )
        acronym = np.where(self.initials[:, 0] != NOTHING, self.initials[:, 0], self.single)
        found = {"": self.key, "words": self.in_order, "brand": self.sounds, "acronym": acronym}
        found |= {"head": self.heads, "tail": self.tails, "sound": self.brand_sound}
        keys = {f"{self.name}.{name}" if name else self.name: self.column.spread(key) for name, key in found.items()}
        slots = [self.column.spread(np.ascontiguousarray(rare[:, place])) for place in range(rare.shape[1])]
        keys[f"{self.name}.acronym"] = np.concatenate(
            [keys[f"{self.name}.acronym"], self.column.spread(np.ascontiguousarray(self.initials[:, 1]))], axis=1
        )
        return keys | {f"{self.name}.rare": np.concatenate(slots, axis=1)}


def _have_common_script(is_han: Bools, other_is_han: Bools, ours: Codes, theirs: Codes) -> Bools:
    """Tell which pairs of records have names in one script: these say more than names that are alike across scripts."""
    common = np.zeros(len(ours), dtype=np.bool_)
    if not len(is_han) or not len(other_is_han):
        return common
    one, two = is_han[ours], other_is_han[theirs]
    for mine, yours in ((one, two), (~one, ~two)):
        common |= (mine & (ours >= 0)).any(axis=1) & (yours & (theirs >= 0)).any(axis=1)
    return common


def parse_company_names(column: Column, name: str = "name") -> CompanyNames:
    """Parse the company names of a column."""
    words, forms, form_letters = company_words(column.texts)
    kinds = np.array([word_kind(word) for word in words.vocabulary], dtype=np.int8)
    content = words.keep(kinds[words.codes] != WordKind.JOINING)
    joined = content.joined()
    padded = content.padded(WIDTH)
    present = padded >= 0
    distinctive = content.keep(kinds[content.codes] == WordKind.DISTINCTIVE)
    initials, single = _acronyms(content, joined, form_letters)
    sizes = len(column.texts)
    key = hash_texts(joined)
    return CompanyNames(
        column=column.without(key),
        key=key,
        in_order=hash_texts(content.sorted().joined(" ")),
        codes=padded,
        vocabulary=spellings(words.vocabulary),
        words=word_sets(content, WIDTH),
        kinds=_gather(kinds, padded, present, np.int8(WordKind.JOINING)),
        forms=forms,
        joined=spellings(joined),
        brand=spellings(distinctive.joined()),
        brand_sound=hash_texts(distinctive.map(_in_latin).joined()),
        initials=initials,
        single=single,
        sounds=_first_sound(distinctive, content),
        heads=hash_texts(pc.utf8_slice_codeunits(joined, 0, 5)),
        tails=hash_texts(pc.utf8_slice_codeunits(pc.utf8_reverse(joined), 0, 7)),
        is_han=flag_texts(column.texts, r"\p{Han}"),
        bits=np.zeros((sizes, WIDTH), dtype=np.float32),
        total=np.zeros(sizes, dtype=np.float32),
        most=np.full(sizes, RAREST_NAME, dtype=np.float32),
        name=name,
    ).weigh({})


def _in_latin(word: str) -> str:
    return word if word.isascii() else to_latin(word).replace(" ", "")


def _gather(values: NDArray[Scalar], codes: Codes, present: Bools, nothing: Scalar) -> NDArray[Scalar]:
    return np.where(present, values[codes], nothing) if len(values) else np.full(codes.shape, nothing)


def _acronyms(words: Words, joined: pa.Array, form_letters: list[str]) -> tuple[Hashes, Hashes]:
    """Hash the initials of names of several words (n x 2: without and with the legal form's), and short only words."""
    letters = [word[0] for word in words.vocabulary]
    initials = Words(words.offsets, words.codes, letters).joined()
    with_form = pc.binary_join_element_wise(initials, pa.array(form_letters, pa.string()), literal(""))
    shortest, longest = ACRONYM_LETTERS

    def made(texts: pa.Array) -> Hashes:
        long = lengths(texts)
        return np.where((words.sizes > 1) & (long >= shortest) & (long <= longest), hash_texts(texts), NOTHING)

    sizes = lengths(joined)
    single = np.where((words.sizes == 1) & (sizes >= shortest) & (sizes <= longest), hash_texts(joined), NOTHING)
    formed = np.array([bool(letter) for letter in form_letters], dtype=np.bool_)
    return np.stack([made(initials), np.where(formed, made(with_form), NOTHING)], axis=1), single


def _first_sound(distinctive: Words, words: Words) -> Hashes:
    sounds = hash_words([skeleton(word) for word in words.vocabulary])
    first = np.where(distinctive.sizes > 0, distinctive.padded(1)[:, 0], words.padded(1)[:, 0])
    return _gather(sounds, first, first >= 0, NOTHING)


def _judge(left: CompanyNames, right: CompanyNames, one: Codes, two: Codes) -> JudgedSingly:
    """Return the level of each pair of names, and how surprising what the two share is."""
    same = (left.key[one] == right.key[two]) & (left.key[one] != NOTHING)
    forms, others = left.forms[one], right.forms[two]
    one_script = left.is_han[one] == right.is_han[two]  # 股份有限公司 is Co., Ltd. to one and Inc. to another
    levels = np.where(one_script & (forms != others) & (forms > 0) & (others > 0), np.int8(FORM_DIFFERS), np.int8(SAME))
    levels[(forms == 0) & (others == 0)] = INFORMAL
    matched = np.zeros(len(one), dtype=np.float32)
    rows = np.flatnonzero(~same)
    if len(rows):
        unlike = _Unlike(left, right, one[rows], two[rows])
        levels[rows], matched[rows] = unlike.judge(), unlike.matched
    bits = _bits(levels, (left.total[one], right.total[two]), (left.most[one], right.most[two]), matched)
    nobodys = (levels == INFORMAL) & ~(left.has_own_word[one] & right.has_own_word[two])
    bits[nobodys] = np.minimum(bits[nobodys], TRADE_NAME)
    short = np.flatnonzero(levels == ACRONYM)
    letters = np.minimum(left.joined.sizes[one[short]], right.joined.sizes[two[short]])
    bits[short] = np.minimum(bits[short], ACRONYM_LETTER_BITS * letters)
    return levels, bits


def _bits(levels: Levels, totals: tuple[Floats, Floats], mosts: tuple[Floats, Floats], matched: Floats) -> Floats:
    """Return how surprising an agreement is: of the whole names, or of the words that they share."""
    whole = np.minimum(*totals)
    bits = np.where(levels <= SLIP, np.minimum(whole, np.minimum(*mosts)), np.minimum(matched, MOST_SHARED))
    alike = (levels == OTHER_SCRIPT) | (levels == BRAND_SLIP)
    bits = np.where(alike, np.minimum(whole, MOST_SHARED), bits)
    bits = np.where(levels == ACRONYM, np.minimum(np.maximum(*totals), ACRONYM_BITS), bits)
    return bits.astype(np.float32)


class _Unlike:
    """Pairs of names that are not the same, side by side; works out their levels step by step."""

    def __init__(self, left: CompanyNames, right: CompanyNames, one: Codes, two: Codes) -> None:
        self.left, self.right, self.one, self.two = left, right, one, two
        self.shared, shared_right = shared_words(left.words, right.words, one, two)
        self.odd = left.words.present[one] & ~self.shared
        self.odd_right = right.words.present[two] & ~shared_right
        of_right = sum_of(right.bits, two, shared_right)
        self.matched = np.minimum(sum_of(left.bits, one, self.shared), of_right)

    def judge(self) -> Levels:
        """Return the level of each pair."""
        levels = np.full(len(self.one), DIFFERENT, dtype=np.int8)
        rows = np.flatnonzero(self.shared)
        levels[rows] = self._where(rows).levels_by_words()
        levels[self._is_acronym()] = ACRONYM
        self._level_other_script(levels)
        reordered = (self.odd | self.odd_right) == 0
        levels[reordered] = np.where(self._in_one_order(reordered), SAME_WORDS, levels[reordered])
        levels[self._is_slip(levels)] = SLIP
        levels[self._is_brand_slip(levels)] = BRAND_SLIP
        return levels

    def _where(self, rows: NDArray[np.int64]) -> Self:
        """Return some of the pairs."""
        chosen = copy(self)
        for name in ("one", "two", "shared", "odd", "odd_right", "matched"):
            setattr(chosen, name, getattr(self, name)[rows])
        return chosen

    def _in_one_order(self, rows: Bools) -> Bools:
        """Tell which names have the same words, whatever their order."""
        ours, theirs = self.left.in_order[self.one[rows]], self.right.in_order[self.two[rows]]
        same: Bools = (ours == theirs) & (ours != NOTHING)
        return same

    def _has(self, kind: WordKind) -> tuple[Bools, Bools]:
        """Tell which sides have a word of this kind that the other has not."""
        left, right = self.left.of_kind[kind], self.right.of_kind[kind]
        return (self.odd & left[self.one]) > 0, (self.odd_right & right[self.two]) > 0

    def _has_either(self, kind: WordKind) -> Bools:
        one, other = self._has(kind)
        return one | other

    def levels_by_words(self) -> Levels:
        """Level by the kinds of words that the two do not share, where those that they share say enough."""
        levels = np.full(len(self.one), DIFFERENT, dtype=np.int8)
        related = self.matched >= ENOUGH
        brand = (self.shared & self.left.of_kind[WordKind.DISTINCTIVE][self.one]) > 0
        distinctive, trade, place, group, branch, number = map(self._has_either, list(WordKind)[:6])
        inside = (self.odd == 0) | (self.odd_right == 0)
        of_branch = (self.left.of_kind[WordKind.BRANCH], self.right.of_kind[WordKind.BRANCH])
        branches = (of_branch[0][self.one] > 0) & (of_branch[1][self.two] > 0)
        ladder = (
            (brand | related, RELATED),
            (related & inside & distinctive, EXTENDED),
            (related & ~distinctive & trade, TRADE_DIFFERS),
            (related & ~distinctive & trade & inside, SHORT_FORM),
            (related & ~distinctive & place, PLACE_DIFFERS),
            (related & ~distinctive & place & inside & ~self._has_either(WordKind.COUNTRY), PLACE_ADDED),
            (related & ~distinctive & group, GROUP_DIFFERS),
            (related & number, NUMBER_DIFFERS),
            (related & (branch | (branches & (place | distinctive))), BRANCH_DIFFERS),
            # 上海分行浦东支行, 上海浦东支行
            (related & branches & ~(distinctive | trade | place | group | number), SHORT_FORM),
        )
        for holds, level in ladder:
            levels[holds] = level
        return self._where_forms_conflict(levels)

    def _where_forms_conflict(self, levels: Levels) -> Levels:
        """Take names of which one adds to the other for two, where the legal forms say so: Alpen AG, Alpen Bau GmbH."""
        ours, theirs = self.left.forms[self.one], self.right.forms[self.two]
        conflict = (ours != theirs) & (ours > 0) & (theirs > 0)
        conflict &= self.left.is_han[self.one] == self.right.is_han[self.two]
        for level, instead in ((SHORT_FORM, TRADE_DIFFERS), (PLACE_ADDED, PLACE_DIFFERS), (EXTENDED, RELATED)):
            levels[conflict & (levels == level)] = instead
        return levels

    def _is_acronym(self) -> Bools:
        left, right, one, two = self.left, self.right, self.one, self.two
        found = np.zeros(len(one), dtype=np.bool_)
        for single, initials in (
            (right.single[two], left.initials[one]),
            (left.single[one], right.initials[two]),
        ):
            found |= (single != NOTHING) & ((initials[:, 0] == single) | (initials[:, 1] == single))
        return found

    def _level_other_script(self, levels: Levels) -> None:
        """Level names in two scripts: what else one of them says counts as it does in one script.

        That they have other words means little where these cannot be translated: 上汽大众 is SAIC Volkswagen.
        """
        rows = np.flatnonzero(
            (self.left.is_han[self.one] != self.right.is_han[self.two]) & ((levels == DIFFERENT) | (levels == RELATED))
        )
        if len(rows):
            opaque = self.left.is_opaque[self.one[rows]] & self.right.is_opaque[self.two[rows]]
            levels[rows[opaque]] = UNTRANSLATED
        alike = self._is_in_other_script()
        levels[alike] = OTHER_SCRIPT
        levels[alike & self._has_either(WordKind.PLACE)] = PLACE_ADDED
        levels[alike & self._has_either(WordKind.COUNTRY)] = PLACE_DIFFERS
        levels[alike & self._has_either(WordKind.GROUP)] = GROUP_DIFFERS

    def _is_in_other_script(self) -> Bools:
        """Tell which names are one in Han and the other in Latin letters, as far as their distinctive words go."""
        sound = self.left.brand_sound[self.one]
        scripts = self.left.is_han[self.one] != self.right.is_han[self.two]
        alike: Bools = scripts & (sound != NOTHING) & (sound == self.right.brand_sound[self.two])
        return alike & ~self._is_at_another_place()

    def _is_at_another_place(self) -> Bools:
        """Tell which names tell of two places or numbers, or of a branch and its company; 分公司 is branch."""
        place, branch = self._has(WordKind.PLACE), self._has(WordKind.BRANCH)
        places = (place[0] & place[1]) | (branch[0] & (place[0] | place[1]))
        another: Bools = places | (branch[0] != branch[1]) | self._has_either(WordKind.NUMBER)
        return another

    def _is_brand_slip(self, levels: Levels) -> Bools:
        """Tell which unlike names have distinctive words a slip apart: Netbonard Services, Netobonard."""
        slip = np.zeros(len(levels), dtype=np.bool_)
        rows = np.flatnonzero((levels == DIFFERENT) & ~self.left.is_han[self.one] & ~self.right.is_han[self.two])
        if len(rows):
            slip[rows] = are_slips(self.left.brand, self.right.brand, self.one[rows], self.two[rows], BRAND_SLIPS)
        return slip

    def _is_slip(self, levels: Levels) -> Bools:
        """Tell which names are one, mistyped; two known words are two: electric, electronic."""
        open_ = (levels >= SHORT_FORM) & (levels != NUMBER_DIFFERS)
        distinctive = self._has_either(WordKind.DISTINCTIVE)
        han = self.left.is_han[self.one] & self.right.is_han[self.two]
        latin = ~self.left.is_han[self.one] & ~self.right.is_han[self.two]
        one_word = (count(self.odd) == 1) & (count(self.odd_right) == 1)
        slip = self._is_one_word_apart(np.flatnonzero(open_ & distinctive & latin & one_word))
        open_ &= levels != BRANCH_DIFFERS
        for rows, texts, allowed in (
            (np.flatnonzero(open_ & distinctive & latin & ~one_word), (self.left.joined, self.right.joined), SLIPS),
            (np.flatnonzero(open_ & han & self._only_brand_differs()), (self.left.brand, self.right.brand), HAN_SLIPS),
        ):
            if len(rows):
                fits = rows[are_slips(*texts, self.one[rows], self.two[rows], allowed)]
                slip[fits[self._sound_alike(fits)] if allowed is HAN_SLIPS else fits] = True
        return slip

    def _is_one_word_apart(self, rows: NDArray[np.int64]) -> Bools:
        """Tell which of the pairs, whose names differ in one word each, write that word with a slip or cut it short."""
        apart = np.zeros(len(self.one), dtype=np.bool_)
        if not len(rows):
            return apart
        one = self.left.codes[self.one[rows], _only(self.odd[rows])]
        two = self.right.codes[self.two[rows], _only(self.odd_right[rows])]
        ours, theirs = self.left.vocabulary, self.right.vocabulary
        apart[rows] = are_slips(ours, theirs, one, two, WORD_SLIPS)
        apart[rows] |= are_prefixes(ours, theirs, one, two, SHORTEST_ABBREVIATION)
        return apart

    def _sound_alike(self, rows: NDArray[np.int64]) -> Bools:
        ones, others = self.left.brand.of(self.one[rows]), self.right.brand.of(self.two[rows])
        alike = (pinyin(one) == pinyin(other) for one, other in zip(ones, others, strict=True))
        return np.fromiter(alike, dtype=np.bool_, count=len(rows))

    def _only_brand_differs(self) -> Bools:
        others = [self._has_either(kind) for kind in list(WordKind)[1:6]]
        mine, theirs = self._has(WordKind.DISTINCTIVE)
        only: Bools = mine & theirs & ~np.any(others, axis=0)
        return only


def _only(chosen: Bits) -> NDArray[np.int64]:
    """Return the place of the one word in each set."""
    return np.log2(chosen).astype(np.int64)

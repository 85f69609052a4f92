"""Comparison of company names: one company, one company written otherwise, or a relative of it?

In: the names of two companies. Out: a level. A name that adds to another is no short form of it unless the shorter one
is incomplete: "Acme GmbH" and "Acme Service GmbH" are two firms of one group.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from hub.resolution.compare import MISSING, Comparison, Feature, Levels, best_of_each, each_pair, names_of
from hub.resolution.compare.slips import MIN_LENGTH, distances, is_slip
from hub.resolution.words import JOINING, distinctive, plain, trade_words
from hub.standardise.company import GROUP_TOKENS, CompanyName, parse_company_name
from hub.standardise.tables import read_table
from hub.standardise.text import pinyin

NAME_LEVELS = (
    MISSING, "same", "same_core", "same_talk", "other_script", "same_words", "slip", "generic",
    "acronym", "short_form", "group_form", "beginning", "extended", "related", "different",
)  # fmt: skip
(
    SAME, SAME_CORE, SAME_TALK, OTHER_SCRIPT, SAME_WORDS, SLIP, GENERIC,
    ACRONYM, SHORT_FORM, GROUP_FORM, BEGINNING, EXTENDED, RELATED, DIFFERENT,
) = range(1, 15)  # fmt: skip

ACRONYM_LETTERS = range(2, 7)
HAN_ACRONYM_LETTERS = range(2, 5)
MAX_SLIPS = 2
_PLACE_SUFFIXES = frozenset("市省县区")
_GROUP_HAN = re.compile("集团|控股")


@dataclass(frozen=True, slots=True)
class ComparableName:
    """A company name with what comparing needs, worked out once: `rare` are the tokens that distinguish."""

    parts: CompanyName
    joined: str
    words: tuple[str, ...]
    word_set: frozenset[str]
    rare: frozenset[str]

    @property
    def says_little(self) -> bool:
        """Whether it is one word that every second name has: "Management Company"."""
        return not self.rare and len(self.words) < 2  # noqa: PLR2004 - two make a name: "Texas Instruments"


def comparable_name(text: str) -> ComparableName:
    """Prepare a name for comparing."""
    parts = parse_company_name(text)
    rare = frozenset(distinctive(parts.tokens))
    tokens = tuple(plain(token) if token in rare else token for token in parts.tokens)
    words = tuple(sorted(token for token in tokens if token not in JOINING))
    return ComparableName(
        parts=parts,
        joined="".join(tokens),
        words=words,
        word_set=frozenset(words),
        rare=frozenset(map(plain, rare)),
    )


def comparable_names(feature: Feature) -> tuple[ComparableName, ...]:
    """Prepare all names of a company."""
    return tuple(map(comparable_name, feature))


def compare_single_names(left: Sequence[ComparableName], right: Sequence[ComparableName]) -> Levels:
    """Compare names by their words; rows that differ by more are tried for typing errors, all at once."""
    levels = each_pair(_level_by_words)(left, right)
    rows = [row for row in np.flatnonzero(levels >= BEGINNING).tolist() if _may_be_slip(left[row], right[row])]
    apart = distances([left[row].joined for row in rows], [right[row].joined for row in rows])
    close = [row for row, slips in zip(rows, apart.tolist(), strict=True) if slips <= MAX_SLIPS]
    for row in close:
        if _is_slip(left[row], right[row]):
            levels[row] = SLIP
    return levels


def _level_by_words(left: ComparableName, right: ComparableName) -> int:
    if left.parts.is_han and right.parts.is_han and left.parts.core != right.parts.core:
        return _level_of_han(left, right)
    if left.joined == right.joined:
        return _level_of_equal(left, right)
    if left.words == right.words:
        return GENERIC if left.says_little else SAME_WORDS
    if is_acronym(left, right) or is_acronym(right, left):
        return ACRONYM
    if left.word_set.isdisjoint(right.word_set):
        return DIFFERENT
    return _level_by_extra_words(left, right)


def _level_of_equal(left: ComparableName, right: ComparableName) -> int:
    if left.says_little:
        return GENERIC
    if left.parts.is_han != right.parts.is_han:
        return OTHER_SCRIPT
    forms = {left.parts.legal_form, right.parts.legal_form}
    if forms == {None}:
        return SAME_TALK
    return SAME if len(forms) == 1 and left.parts.core == right.parts.core else SAME_CORE


def _level_of_han(left: ComparableName, right: ComparableName) -> int:
    """Characters decide, not their sound: 双利 and 双丽 are both shuangli and two firms."""
    if left.parts.core[0] not in right.parts.core and left.word_set.isdisjoint(right.word_set):
        return DIFFERENT
    mine, theirs = Counter(left.parts.core), Counter(right.parts.core)
    only_mine, only_theirs = _leftover(mine - theirs), _leftover(theirs - mine)
    if left.words == right.words:
        return _level_of_han_variants(left, right, only_mine, only_theirs)
    if _GROUP_HAN.sub("", left.parts.core) == _GROUP_HAN.sub("", right.parts.core):
        return GROUP_FORM
    if only_mine and only_theirs:
        return RELATED if left.rare & right.rare and pinyin(only_mine) != pinyin(only_theirs) else DIFFERENT
    if _is_han_acronym(left.parts, right.parts) or _is_han_acronym(right.parts, left.parts):
        return ACRONYM
    level = _level_by_extra_words(left, right)
    inside = left.parts.core in right.parts.core or right.parts.core in left.parts.core
    return EXTENDED if level == DIFFERENT and inside else level


def _level_of_han_variants(left: ComparableName, right: ComparableName, only_mine: str, only_theirs: str) -> int:
    """Names of equal canonical words: 深圳 and 深圳市, 光大银行 and 中国光大银行, 科技 and 技术, or mere homophones."""
    if only_mine and only_theirs:
        return DIFFERENT if pinyin(only_mine) == pinyin(only_theirs) else RELATED
    return SAME_CORE if left.joined == right.joined else SAME_WORDS


def _leftover(characters: Counter[str]) -> str:
    return "".join(character for character in characters.elements() if character not in _PLACE_SUFFIXES)


def _level_by_extra_words(left: ComparableName, right: ComparableName) -> int:
    """Tell a short form (Huawei, Huawei Technologies) from a firm of the group (Huawei, Huawei Deutschland)."""
    short, long = sorted((left, right), key=lambda name: len(name.words))
    extra = Counter(long.words) - Counter(short.words)
    if Counter(short.words) - Counter(long.words) or not extra:
        return RELATED if left.rare & right.rare else DIFFERENT
    if short.says_little or not (short.rare or short.parts.is_han):
        return DIFFERENT
    if extra.keys() <= GROUP_TOKENS:
        return GROUP_FORM
    if _is_short_form(short.parts, long.parts, frozenset(extra)):
        return SHORT_FORM
    return BEGINNING if _is_beginning(short.parts, long.parts) else EXTENDED


def _is_short_form(short: CompanyName, long: CompanyName, extra: frozenset[str]) -> bool:
    """What may be left out: a leading place and, of a name without legal form, a town or words of trade.

    A country that follows names the group's company there: Acme Deutschland, 西门子中国.
    """
    places, rest = extra & long.places, extra - long.places
    leads = places == {long.tokens[0]} and (long.is_han or not places & _countries())
    if leads and not rest:
        return True
    return short.legal_form is None and rest <= trade_words() and (leads or not places & _countries())


def _is_beginning(short: CompanyName, long: CompanyName) -> bool:
    """Tell whether people may mean the longer name when they say the shorter: Kestrel, Kestrel Analytics Ltd."""
    return short.legal_form is None and long.tokens[: len(short.tokens)] == short.tokens


@cache
def _countries() -> frozenset[str]:
    return frozenset(read_table("places")["countries"])


def is_acronym(short: ComparableName, long: ComparableName) -> bool:
    """Tell whether the one word of `short` is made of the initials of `long`, with or without "and" and "of"."""
    if len(short.parts.tokens) != 1 or len(short.joined) not in ACRONYM_LETTERS:
        return False
    initials = "".join(token[0] for token in long.parts.tokens)
    without_joining = "".join(token[0] for token in long.parts.tokens if token not in JOINING)
    return len(short.joined) > 2 and short.joined in {initials, without_joining}  # noqa: PLR2004 - two letters are chance


def _is_han_acronym(short: CompanyName, long: CompanyName) -> bool:
    """Tell whether the few characters of `short` run through `long` from its start: 广汽, 广州汽车."""
    if len(short.core) not in HAN_ACRONYM_LETTERS or short.core in long.core or short.core[0] != long.core[0]:
        return False
    rest = iter(long.core)
    return all(character in rest for character in short.core)


def _may_be_slip(left: ComparableName, right: ComparableName) -> bool:
    """Cheap necessary conditions of a typing error: Latin, long enough, nearly as long, at the same places."""
    if left.parts.is_han or right.parts.is_han or left.parts.places != right.parts.places:
        return False
    sizes = len(left.joined), len(right.joined)
    return min(sizes) >= MIN_LENGTH and abs(sizes[0] - sizes[1]) <= MAX_SLIPS


def _is_slip(left: ComparableName, right: ComparableName) -> bool:
    """Tell whether the words that differ are one word, mistyped. Two known words are two: electric, electronic."""
    mine, theirs = Counter(left.words), Counter(right.words)
    odd, other = "".join(sorted((mine - theirs).elements())), "".join(sorted((theirs - mine).elements()))
    if {odd, other} <= trade_words():
        return False
    return is_slip(odd, other)


COMPANY_NAME = Comparison(NAME_LEVELS, names_of, best_of_each(compare_single_names), prepare=comparable_names)

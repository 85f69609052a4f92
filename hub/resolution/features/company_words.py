"""The words of company names: split in any script, legal forms taken off, spelt alike, and told apart by kind.

In: company names as written. Out: their words in one canonical spelling, each with what kind of word it is, and the
legal form. The knowledge is in the tables of hub/standardise.
"""

import re
from enum import IntEnum
from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hub.resolution.features.patterns import replace_all
from hub.resolution.features.words import Bools, Ints, Words, flag_texts, split_words
from hub.resolution.words import JOINING, plain, trade_words
from hub.standardise.legal_forms import expand_signs, front_forms, joined_forms, latin_forms
from hub.standardise.tables import read_table
from hub.standardise.text import is_han, pinyin, simplify
from hub.standardise.words import GROUP_TOKENS, canonical_tokens, han_words, known_countries, known_places

Forms = NDArray[np.int16]


class WordKind(IntEnum):
    """What a word of a company name tells."""

    DISTINCTIVE = 0
    TRADE = 1  # what the firm does: "engineering", 科技
    PLACE = 2
    GROUP = 3  # "holding", 集团
    BRANCH = 4  # "branch", 分公司
    NUMBER = 5  # 第一, "2"
    JOINING = 6  # "and", "of": come and go freely
    COUNTRY = 7  # a place, too, but one that firms name a subsidiary after


_SAME_FORM = {"ltd": "co_ltd", "pvt_ltd": "co_ltd", "corp": "inc", "co": "inc"}  # written for each other
_LONGEST_FORM = 5
_ROUNDS = 3  # of forms at the end, as in "Acme Company Limited"
_SHORTEST_TRADE, _SHORTEST_PINYIN = 4, 5  # letters; a shorter word may be one of another language
_NUMBER_WORDS = frozenset(["ii", "iii", "iv", "vi", "vii", "viii", "ix", "first", "second", "third"])
_ORDINAL = re.compile("第[一二三四五六七八九十百0-9]+")
_HAN_GAP = r"(\p{Han})\s+(\p{Han})"
_HAN_EDGES = ((r"([^\p{Han}\s])(\p{Han})", r"\1 \2"), (r"(\p{Han})([^\p{Han}\s])", r"\1 \2"))


class NameWords(NamedTuple):
    """The words of company names without their legal forms; the forms' numbers, 0 for none, and first letters."""

    words: Words
    forms: Forms
    form_letters: list[str]


def company_words(names: pa.Array) -> NameWords:
    """Return the words of company names without their legal forms, and what these are."""
    words = _join_initials(split_words(_prepare(names)))
    words, forms, letters = _take_forms(words)
    return NameWords(words.map(_spell), forms, letters)


@cache
def word_kind(word: str) -> WordKind:
    """Return what kind of word this is, in its canonical spelling."""
    tests = (
        (WordKind.BRANCH, _branch_words()),
        (WordKind.JOINING, _joining_words()),
        (WordKind.GROUP, GROUP_TOKENS | {"集团", "控股"}),
        (WordKind.NUMBER, _NUMBER_WORDS),
        (WordKind.COUNTRY, known_countries()),
        (WordKind.PLACE, known_places()),
        (WordKind.TRADE, _trade_words()),
    )
    if word.isdigit() or _ORDINAL.fullmatch(word):
        return WordKind.NUMBER
    return next((kind for kind, members in tests if word in members), WordKind.DISTINCTIVE)


def _prepare(names: pa.Array) -> pa.Array:
    """Write signs out and set known Han words apart, which no space does."""
    signs = replace_all(names, "[&＆+]", " and ")
    wide = np.flatnonzero(flag_texts(signs, r"[^\x00-\x{024F}]"))
    if not len(wide):
        return signs
    spelled = pa.array([simplify(expand_signs(name)) for name in signs.take(pa.array(wide)).to_pylist()], pa.string())
    closed = replace_all(replace_all(spelled, _HAN_GAP, r"\1\2"), _HAN_GAP, r"\1\2")
    apart = pa.array(map(_set_han_apart, closed.to_pylist()), pa.string())
    for edge, spaced in _HAN_EDGES:
        apart = replace_all(apart, edge, spaced)
    apart = replace_all(apart, _unit_before_branch(), r"\1 \2")
    return pc.replace_with_mask(signs, pa.array(np.isin(np.arange(len(signs)), wide)), apart)


@cache
def _unit_before_branch() -> str:
    """A pattern of a town or district with its unit before the word for a branch: 青浦区 支行 is 青浦 支行."""
    branches = sorted((word for word in _branch_words() if is_han(word)), key=lambda word: (-len(word), word))
    return rf"(\p{{Han}}[^\s超夜股菜])[市区县] +({'|'.join(branches)})"


def _set_han_apart(name: str) -> str:
    """Set known Han words and ordinals apart by spaces: at each place the longest one."""
    known, parts, start, place = _known_han(), [], 0, 0
    while place < len(name):
        words = known.get(name[place : place + 2], ())
        found = next((word for word in words if name.startswith(word, place)), "")
        if name[place] == "第" and (ordinal := _ORDINAL.match(name, place)):
            found = max(found, ordinal[0], key=len)
        if found:
            parts += [name[start:place], found]
            start = place + len(found)
        place += len(found) or 1
    return " ".join([*parts, name[start:]]) if parts else name


@cache
def _known_han() -> dict[str, tuple[str, ...]]:
    """Return the Han words that the tables know by their first two characters, longest first."""
    known = {word for word in {*han_words(), *joined_forms(), *_branch_words(), "股份"} if is_han(word)}
    by_start: dict[str, list[str]] = {}
    for word in sorted(known, key=lambda word: (-len(word), word)):
        if len(word) > 1:
            by_start.setdefault(word[:2], []).append(word)
    return {start: tuple(words) for start, words in by_start.items()}


def _join_initials(words: Words) -> Words:
    """Join single letters in a row: "s p a" is "spa"."""
    single = words.flag(lambda word: len(word) == 1 and word.isalpha() and not is_han(word))
    owners = words.owners
    continues = np.zeros(len(single), dtype=np.bool_)
    continues[1:] = single[1:] & single[:-1] & (owners[1:] == owners[:-1])
    if not continues.any():
        return words
    vocabulary = list(words.vocabulary)
    position = {word: code for code, word in enumerate(vocabulary)}
    codes = words.codes.copy()
    starts = np.flatnonzero(~continues & np.append(continues[1:], [False]))
    ends = np.searchsorted(np.flatnonzero(~continues), starts, side="right")
    stops = np.append(np.flatnonzero(~continues), len(codes))[ends]
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        word = "".join(words.vocabulary[code] for code in words.codes[start:stop])
        codes[start] = position.setdefault(word, len(vocabulary))
        if codes[start] == len(vocabulary):
            vocabulary.append(word)
    return Words(words.offsets, codes, vocabulary).keep(~continues)


def _take_forms(words: Words) -> NameWords:
    """Take legal forms off: Han ones wherever they stand, others from the end, before a branch, then from the front."""
    words, forms = _take_joined(words)
    starts, ends = words.offsets[:-1].copy(), words.offsets[1:].copy()
    spelled = _form_words(words)
    for _ in range(_ROUNDS):
        if not _shorten(spelled, (starts, ends), forms, at_end=True):
            break
    position, owners = np.arange(len(words.codes)), words.owners
    branch = _first_branch(words)
    company_ends = np.where(branch < ends, branch, starts)
    _shorten(spelled, (starts, company_ends), forms, at_end=True)
    inner_form = (position >= company_ends[owners]) & (position < branch[owners]) & (branch < ends)[owners]
    unformed = forms == 0
    fronts = np.where(unformed, starts, ends)
    _shorten(spelled, (fronts, ends), forms, at_end=False)
    starts = np.where(unformed, fronts, starts)
    kept = words.keep((position >= starts[owners]) & (position < ends[owners]) & ~inner_form)
    at_end = np.where(ends < words.offsets[1:], ends, -1)
    return NameWords(kept, forms, [words.vocabulary[words.codes[at]][0] if at >= 0 else "" for at in at_end.tolist()])


def _first_branch(words: Words) -> Ints:
    """Return where the first word for a branch stands in each text; the end of all where there is none."""
    first = np.full(len(words.offsets) - 1, len(words.codes), dtype=np.int64)
    found = np.flatnonzero(words.flag(_branch_words().__contains__))
    np.minimum.at(first, words.owners[found], found)
    return first


def _take_joined(words: Words) -> tuple[Words, Forms]:
    number = {form: _form_numbers()[code] for form, code in joined_forms().items()}
    forms = np.zeros(len(words.offsets) - 1, dtype=np.int16)
    found = np.array([number.get(word, 0) for word in words.vocabulary], dtype=np.int16)[words.codes]
    owners = words.owners
    held = np.bincount(owners[found > 0], minlength=len(forms))
    taken = (found > 0) & (words.sizes[owners] > held[owners])  # a name that is all form keeps it
    forms[owners[taken]] = found[taken]
    return words.keep(~taken), forms


def _shorten(spelled: Ints, spans: tuple[Ints, Ints], forms: Forms, *, at_end: bool) -> bool:
    """Take the longest form off each span of words, at its end or start, in place; at least one word stays."""
    starts, ends = spans
    done = np.zeros(len(starts), dtype=np.bool_)
    for length, (keys, numbers) in _form_tables(at_end=at_end).items() if spelled.any() else ():
        rows = np.flatnonzero((ends - starts > length) & ~done)
        if not len(rows):
            continue
        first = ends[rows] - length if at_end else starts[rows]
        key = np.zeros(len(rows), dtype=np.int64)
        known = np.ones(len(rows), dtype=np.bool_)
        for offset in range(length):
            word = spelled[first + offset]
            known &= word > 0
            key = key * _base() + word
        place = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        hit: Bools = known & (keys[place] == key)
        found = rows[hit]
        forms[found] = np.where(forms[found] == 0, numbers[place[hit]], forms[found])
        done[found] = True
        if at_end:
            ends[found] -= length
        else:
            starts[found] += length
    return bool(done.any())


def _form_words(words: Words) -> Ints:
    """Number the words that legal forms are made of, 0 for others."""
    number = _numbered()
    return np.array([number.get(word, 0) for word in words.vocabulary], dtype=np.int64)[words.codes]


@cache
def _numbered() -> dict[str, int]:
    members = sorted({word for form in (*latin_forms(), *front_forms()) for word in form})
    return {word: number for number, word in enumerate(members, start=1)}


def _base() -> int:
    return len(_numbered()) + 1


@cache
def _form_numbers() -> dict[str, int]:
    codes = sorted({*latin_forms().values(), *front_forms().values(), *joined_forms().values()})
    number = {code: number for number, code in enumerate(codes, start=1)}
    return number | {code: number[same] for code, same in _SAME_FORM.items()}


@cache
def _form_tables(*, at_end: bool) -> dict[int, tuple[Ints, Forms]]:
    """Forms by their number of words, longest first: the words as one number, ascending, and the form's number."""
    tables: dict[int, dict[int, int]] = {}
    for form, code in (latin_forms() if at_end else front_forms()).items():
        if len(form) <= _LONGEST_FORM:
            key = 0
            for word in form:
                key = key * _base() + _numbered()[word]
            tables.setdefault(len(form), {})[key] = _form_numbers()[code]
    return {
        length: (
            np.array(sorted(table), dtype=np.int64),
            np.array([table[key] for key in sorted(table)], dtype=np.int16),
        )
        for length, table in sorted(tables.items(), reverse=True)
    }


@cache
def _spell(word: str) -> str:
    """Return the canonical spelling of a word: known ones as in the tables, Han left over as it is."""
    if word in _branch_words():
        return word if is_han(word) else "branch"
    if is_han(word):
        return "".join(han_words().get(word, (word,)))
    return _pinyin_terms().get(word) or plain("".join(canonical_tokens([word])) or word)


@cache
def _pinyin_terms() -> dict[str, str]:
    """Return the known Han words in pinyin, as firms write them in Latin letters: "jixie" is 机械, machinery."""
    spelled = {pinyin(word): tokens for word, tokens in han_words().items() if len(word) > 1}
    trade = trade_words()
    return {
        word: "".join(tokens)
        for word, tokens in spelled.items()
        if len(word) >= (_SHORTEST_TRADE if trade.issuperset(tokens) else _SHORTEST_PINYIN)
    }


@cache
def _branch_words() -> frozenset[str]:
    table = read_table("branches")
    return frozenset(
        word
        for part in ("latin", "joined")
        for spellings in table[part].values()
        for word in spellings
        if " " not in word
    )


@cache
def _joining_words() -> frozenset[str]:
    return JOINING | frozenset(
        ["und", "et", "y", "e", "i", "der", "die", "das", "di", "des", "du", "la", "le", "los", "el"]
    )


@cache
def _trade_words() -> frozenset[str]:
    """Trade words; a Han one may stand for several that are joined here."""
    trade = trade_words()
    return trade | {"".join(tokens) for tokens in han_words().values() if set(tokens) <= trade}

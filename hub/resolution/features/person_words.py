"""Names of people, taken apart: titles off, family names found, whatever the order and the script.

In: given, middle and family names in columns of their own, or full names. Out: for each person given names and family
name as written, in lower case.
"""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hub.resolution.features.patterns import joined, literal, lower_case, replace_all, where
from hub.resolution.features.words import Bools, Words, as_objects, flag_texts, split_words
from hub.resolution.words import is_role_mailbox, plain
from hub.standardise.chinese_person import han_surname, surname_pinyin
from hub.standardise.person import han_titles, name_particles, titles
from hub.standardise.text import is_han, pinyin, simplify, to_latin

_NAME_PART = r"[^\p{L}\p{N}\p{M}\-]+"  # hyphens join: Jean-Luc
_MAILBOX_OF_NAME = r"^([a-z]+)[._-]([a-z]{2,})[0-9]*@.*$"
_BRACKETED = r"\([^)]*\)|\[[^\]]*\]|\"[^\"]*\"|“[^”]*”"
_LONGEST_FAMILY = 3  # words before a comma that are a family name: van der Berg
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md"])
_SEVERAL_PARTS = r"[\s,，·]|^\p{Han}{2,5}$|^\p{Han}{1,3}[\p{Hiragana}\p{Katakana}]+$|^\p{Hangul}{2,4}$"
_LONGEST_SURNAME = 3
_KANA_GIVEN = re.compile(r"(?P<family>[㐀-鿿々]{1,3})(?P<given>[぀-ヿ]+)")  # 石川さくら
_HANGUL = re.compile(r"(?P<family>남궁|황보|제갈|선우|독고|사공|[가-힣])(?P<given>[가-힣]{1,3})")
_PATRONYMIC = ("ович", "евич", "овна", "евна", "ична", "ovich", "evich", "ovna", "evna", "ichna")


@dataclass(frozen=True, slots=True)
class PersonParts:
    """Given names and family name of n people, "" where unknown."""

    given: pa.Array
    family: pa.Array


def person_parts(
    given: pa.Array | None, middle: pa.Array | None, family: pa.Array | None, full: pa.Array | None, size: int
) -> PersonParts:
    """Return the parts of names that stand in columns of their own, in one column, or now here, now there.

    A family name without a given one that has several words, as some systems write full names, is taken apart.
    """
    nothing = pa.nulls(size, pa.string())
    given = nothing if given is None else given
    family = nothing if family is None else family
    if middle is not None:
        given = pc.coalesce(joined(given, middle, separator=" "), given)
    alone = pc.coalesce(
        where(_where(family, _SEVERAL_PARTS), pc.is_null(given)),
        where(_where(given, r"[\s,，]"), pc.is_null(family)),
        nothing if full is None else where(full, pc.and_(pc.is_null(given), pc.is_null(family))),
    )
    parts = PersonParts(given.fill_null(""), family.fill_null(""))
    if alone.null_count < size:
        split, single = split_full_names(alone), pc.is_valid(alone)
        parts = PersonParts(
            pc.if_else(single, split.given, parts.given), pc.if_else(single, split.family, parts.family)
        )
    return parts if full is None else _complete_by_full_name(parts, full)


def _complete_by_full_name(parts: PersonParts, full: pa.Array) -> PersonParts:
    """Add the given names or the family name where one of them is missing and the full name has it."""
    no_given, no_family = (pc.equal(texts, literal("")) for texts in (parts.given, parts.family))
    open_ = pc.and_(pc.xor(no_given, no_family), pc.is_valid(full))
    rows = np.flatnonzero(open_.to_numpy(zero_copy_only=False))
    if not len(rows):
        return parts
    split = split_full_names(full.take(pa.array(rows)))
    given, family = as_objects(parts.given), as_objects(parts.family)
    for row, *names in zip(rows.tolist(), split.given.to_pylist(), split.family.to_pylist(), strict=True):
        known, missing = (given, family) if given[row] else (family, given)
        missing[row] = _beyond(known[row], " ".join(names))
    return PersonParts(pa.array(given.tolist(), pa.string()), pa.array(family.tolist(), pa.string()))


def _beyond(known: str, full: str) -> str:
    """Return the words of a full name that are not known yet; "" where the full name is another one."""
    words, told = full.split(), known.lower().split()
    rest = [word for word in words if word not in told]
    return " ".join(rest) if len(rest) < len(words) else ""


def complete_by_mailbox(parts: PersonParts, email: pa.Array) -> PersonParts:
    """Add the part of a name that is missing where the mailbox has it: ann.smith@, a.smith@.

    Args:
        parts: names, "" for what is missing.
        email: one address for each name, null for none.
    """
    open_ = pc.or_(pc.equal(parts.given, literal("")), pc.equal(parts.family, literal("")))
    lower = lower_case(email)
    rows = np.flatnonzero(flag_texts(where(lower, open_), _MAILBOX_OF_NAME))
    if not len(rows):
        return parts
    chosen = lower.take(pa.array(rows))
    first, second = (as_objects(replace_all(chosen, _MAILBOX_OF_NAME, part)) for part in (r"\1", r"\2"))
    post = np.fromiter(map(is_role_mailbox, as_objects(chosen)), dtype=np.bool_, count=len(rows))
    given, family = as_objects(parts.given), as_objects(parts.family)
    spelled_given = as_objects(latin_given(parts.given.take(pa.array(rows))).joined())
    spelled_family = as_objects(latin_family(parts.family.take(pa.array(rows))).joined())
    nameless = (spelled_given == "") & (spelled_family == "") & ~post
    given_first = (spelled_family == "") & _begins(spelled_given, first)
    for fits, missing, found in (
        (nameless, given, first),
        (nameless | (given_first & ~post), family, second),
        ((spelled_family == "") & (spelled_given == second) & ~given_first, family, first),
        ((spelled_given == "") & (spelled_family == second), given, first),
        ((spelled_given == "") & (spelled_family == first), given, second),
    ):
        missing[rows[fits]] = found[fits]
    return PersonParts(pa.array(given.tolist(), pa.string()), pa.array(family.tolist(), pa.string()))


def _begins(names: NDArray[np.object_], starts: NDArray[np.object_]) -> Bools:
    pairs = zip(names, starts, strict=True)
    return np.fromiter((bool(name) and name.startswith(start) for name, start in pairs), np.bool_, len(names))


def _where(texts: pa.Array, pattern: str) -> pa.Array:
    return where(texts, pa.array(flag_texts(texts, pattern)))


def split_full_names(names: pa.Array) -> PersonParts:
    """Split "Ann Smith", "Smith, Ann", "Dr. Ludwig van Beethoven" and 王小明; null gives nothing."""
    encoded = names.dictionary_encode()
    plain_names = replace_all(replace_all(encoded.dictionary, _BRACKETED, " "), _han_title(), r"\1")
    before = _without_titles(split_words(replace_all(plain_names, "[,，].*$", ""), _NAME_PART))
    after = _without_titles(split_words(replace_all(plain_names, "^[^,，]*[,，]?", ""), _NAME_PART))
    family_starts = _family_starts(before)
    position = np.arange(len(before.codes))
    in_family = position >= family_starts[before.owners]
    turned = _is_turned(before, after)
    in_family = _where_patronymic_is_last(before, in_family)
    given = np.where(turned, as_objects(after.joined(" ")), as_objects(before.keep(~in_family).joined(" ")))
    family = np.where(turned, as_objects(before.joined(" ")), as_objects(before.keep(in_family).joined(" ")))
    for row in np.flatnonzero(flag_texts(plain_names, r"[\p{Han}\p{Hangul}]") & ~turned).tolist():
        given[row], family[row] = _split_east_asian(given[row], family[row])

    def spread(parts: NDArray[np.object_]) -> pa.Array:
        distinct = pa.array(parts.tolist(), type=pa.string())
        return distinct.take(encoded.indices).fill_null("") if len(distinct) else pa.array([""] * len(names))

    return PersonParts(spread(given), spread(family))


def _without_titles(words: Words) -> Words:
    """Drop titles at both ends; one word stays."""
    starts, ends = words.offsets[:-1].copy(), words.offsets[1:].copy()
    before, after = (
        words.flag_vocabulary(titles("before").__contains__),
        words.flag_vocabulary(titles("after").__contains__),
    )
    for _ in range(3):
        rows = np.flatnonzero(ends - starts > 1)
        starts[rows[before[words.codes[starts[rows]]]]] += 1
        rows = np.flatnonzero(ends - starts > 1)
        ends[rows[after[words.codes[ends[rows] - 1]]]] -= 1
    position, owners = np.arange(len(words.codes)), words.owners
    return words.keep((position >= starts[owners]) & (position < ends[owners]))


def _family_starts(words: Words) -> NDArray[np.int64]:
    """Return where the family name starts: the last word, and the particles before it."""
    particle = words.flag(name_particles().__contains__)
    starts = np.maximum(words.offsets[:-1], words.offsets[1:] - 1)
    for _ in range(2):
        rows = np.flatnonzero(starts - 1 > words.offsets[:-1])
        starts[rows[particle[starts[rows] - 1]]] -= 1
    return starts


def _is_turned(before: Words, after: Words) -> Bools:
    """Tell where the family name stands before a comma, rather than a title behind it."""
    particle = before.flag_vocabulary(name_particles().__contains__)
    first = before.padded(1)[:, 0]
    opens = np.where(first >= 0, particle[first] if len(particle) else False, False)
    few = (before.sizes == 1) | (opens & (before.sizes <= _LONGEST_FAMILY))
    name = after.flag(lambda word: word not in titles("after"))
    turned: Bools = few & (np.bincount(after.owners[name], minlength=len(few)) > 0)
    return turned


def _where_patronymic_is_last(words: Words, in_family: Bools) -> Bools:
    """Take the first of three words for the family name where the last is a patronymic: Иванов Иван Иванович."""
    patronymic = words.flag_vocabulary(lambda word: word.endswith(_PATRONYMIC))
    rows = np.flatnonzero(words.sizes == 3)  # noqa: PLR2004
    first = words.offsets[rows[patronymic[words.codes[words.offsets[rows] + 2]]]] if len(rows) else rows
    turned = in_family.copy()
    turned[first], turned[first + 2] = True, False
    return turned


@cache
def _han_title() -> str:
    """A title behind a name in Han: 王伟先生."""
    return rf"(\p{{Han}})\s*(?:{'|'.join(han_titles())})\s*$"


def _split_east_asian(given: str, family: str) -> tuple[str, str]:
    """Return given name and surname of a name in Han or Hangul; a space, if any, follows the surname."""
    if given:
        return (family, given) if is_han(given) and len(given) <= _LONGEST_SURNAME else (given, family)
    parts = _KANA_GIVEN.fullmatch(family) or _HANGUL.fullmatch(family)
    if parts:
        return parts["given"], parts["family"]
    name = simplify(family)
    surname = han_surname(name)
    return (name[len(surname) :], surname) if surname and surname != name else ("", family)


def latin_given(texts: pa.Array) -> Words:
    """Return the words of given names in Latin letters."""
    return _without_titles(split_words(texts)).map(_latin)


def latin_family(texts: pa.Array) -> Words:
    """Return the words of family names in Latin letters, without particles and suffixes unless nothing else is left."""
    words = split_words(texts).map(_latin_surname)
    minor = words.flag(lambda word: word in name_particles() or word in _SUFFIXES)
    owners = words.owners
    left = np.bincount(owners[~minor], minlength=len(words.offsets) - 1)
    return words.keep(~minor | (left[owners] == 0))


def _latin(word: str) -> str:
    if word.isascii():
        return plain(word)
    return pinyin(simplify(word)) if is_han(word) else plain(to_latin(word).replace(" ", "") or word)


def _latin_surname(word: str) -> str:
    return surname_pinyin(simplify(word)) if is_han(word) else _latin(word)

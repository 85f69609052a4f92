"""Words of names in one canonical spelling for all scripts: terms, places and well-known brands.

In: folded words, Latin or Han. Out: canonical Latin tokens, so that 华为技术 and "Huawei Technologies" are alike.
Knows nothing of legal forms, branches or people.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from hub.standardise.tables import read_table
from hub.standardise.text import fold, is_han, pinyin, split_han, to_latin

Tokens = tuple[str, ...]

GROUP_TOKENS = frozenset({"group", "holding"})
"""Tokens that tell a group or holding from the company it is named after."""

_PLACE_SUFFIXES = ("", "市", "省", "县", "地区", "自治区", "特别行政区")
_LOCALITY = re.compile("(.{2,3}?)(?:(?<![城都超门股夜集上])市|县|自治州)")
_MIN_JOINED = 2  # letters of a syllable that may be part of a joined pinyin word: "a" and "e" are words of their own
_MAX_PINYIN_WORD = 18


def canonical_tokens(words: Iterable[str]) -> Tokens:
    """Return the canonical tokens of folded `words`, of any script.

    >>> canonical_tokens(["华为技术"]), canonical_tokens(["huawei", "technologies"])
    (('huawei', 'technology'), ('huawei', 'technology'))
    """
    tokens: list[str] = []
    latin: list[str] = []
    for piece in (piece for word in words for piece in split_han(word)):
        if is_han(piece):
            tokens += [*_canonical_latin(latin), *han_tokens(piece)]
            latin = []
        else:
            latin += to_latin(piece).split()
    return (*tokens, *_canonical_latin(latin))


def place_tokens(tokens: Iterable[str]) -> frozenset[str]:
    """Return those of `tokens` that name a place."""
    return frozenset(tokens) & known_places()


@lru_cache(maxsize=16_384)
def han_tokens(han: str) -> Tokens:
    """Return the tokens of simplified Han text: known words as in the tables, what is left over as joined pinyin.

    The split covers as many characters as possible with known words, in as few pieces as possible. Its look-ups grow
    with the number of characters, not its square.
    """
    known = han_words()
    longest = _longest_han_word()
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # up to each position: characters left over, pieces, last start
    for end in range(1, len(han) + 1):
        left_over, pieces, _start = best[end - 1]
        starts = (start for start in range(max(0, end - longest), end) if han[start:end] in known)
        choices = [(best[start][0], best[start][1] + 1, start) for start in starts]
        best.append(min([(left_over + 1, pieces + 1, end - 1), *choices]))
    return tuple(token for piece in _pieces(han, best) for token in _piece_tokens(piece, known))


def _pieces(han: str, best: Sequence[tuple[int, int, int]]) -> list[str]:
    """Walk the best split back; neighbouring left-over characters become one piece."""
    known = han_words()
    pieces: list[str] = []
    end = len(han)
    while end:
        piece = han[best[end][2] : end]
        if pieces and piece not in known and pieces[-1] not in known:
            pieces[-1] = piece + pieces[-1]
        else:
            pieces.append(piece)
        end = best[end][2]
    return pieces[::-1]


def _piece_tokens(piece: str, known: dict[str, Tokens]) -> Iterator[str]:
    if piece in known:
        yield from known[piece]
        return
    locality = _LOCALITY.match(piece)
    if locality:
        yield pinyin(locality[1])
        piece = piece[locality.end() :]
    yield from to_latin(piece).split()


def _canonical_latin(words: list[str]) -> Tokens:
    """Replace known phrases, longest first, then join what is left of pinyin: "ping an" is "pingan"."""
    known = _latin_words()
    tokens: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in _phrase_lengths().get(words[at], ()) if tuple(words[at : at + n]) in known), 0)
        if length:
            tokens += [*_join_pinyin(unknown), *known[tuple(words[at : at + length])]]
            unknown = []
        else:
            unknown.append(words[at])
        at += length or 1
    return (*tokens, *_join_pinyin(unknown))


def _join_pinyin(words: list[str]) -> list[str]:
    """Join neighbouring pinyin syllables into one word, as Han text is transcribed."""
    if len(words) < _MIN_JOINED:
        return words
    joined: list[str] = []
    open_word = False
    for word in words:
        syllable = len(word) >= _MIN_JOINED and word in pinyin_syllables()
        if syllable and open_word:
            joined[-1] += word
        else:
            joined.append(word)
        open_word = syllable
    return joined


@cache
def pinyin_syllables() -> frozenset[str]:
    """Return all syllables of pinyin, without tones."""
    return frozenset(read_table("pinyin")["syllables"].split())


@cache
def _pinyin_word() -> re.Pattern[str]:
    by_length = sorted(pinyin_syllables(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(by_length)})+")


def is_pinyin(word: str) -> bool:
    """Tell whether a Latin word can be read as pinyin syllables. Long words are not, to bound the search."""
    return len(word) <= _MAX_PINYIN_WORD and _pinyin_word().fullmatch(word) is not None


@cache
def _spellings() -> dict[str, Tokens]:
    """All spellings in the tables, folded, and their canonical tokens. Terms win over brands, places over terms."""
    found: dict[str, Tokens] = {}
    for table in (read_table("brands"), read_table("terms"), *_place_tables()):
        for canonical, spellings in table.items():
            tokens = tuple(canonical.split())
            found |= {fold(spelling): tokens for spelling in (canonical, *spellings)}
    return found


@cache
def _place_tables() -> list[dict[str, list[str]]]:
    """The groups of places, each from token to spellings."""
    groups = dict(read_table("places"))
    towns: dict[str, list[str]] = {}
    for town in groups.pop("chinese_towns").split():
        towns.setdefault(pinyin(town), []).append(town)
    return [towns, *groups.values()]


@cache
def known_places() -> frozenset[str]:
    """Return the canonical tokens of places."""
    return frozenset(token for table in _place_tables() for token in table)


@cache
def known_countries() -> frozenset[str]:
    """Return the canonical tokens of those places that are countries."""
    return frozenset(read_table("places")["countries"])


@cache
def han_words() -> dict[str, Tokens]:
    """Return the Han words that the tables know, in simplified characters, and their canonical tokens."""
    words: dict[str, Tokens] = {}
    for spelling, tokens in _spellings().items():
        if is_han(spelling):
            suffixes = _PLACE_SUFFIXES if known_places().issuperset(tokens) else ("",)
            words |= {spelling + suffix: tokens for suffix in suffixes}
    return words


@cache
def _longest_han_word() -> int:
    return max(map(len, han_words()))


@cache
def _latin_words() -> dict[Tokens, Tokens]:
    """Latin phrases to tokens; every phrase of a term also in its regular plural."""
    latin = [(to_latin(spelling), tokens) for spelling, tokens in _spellings().items() if not is_han(spelling)]
    singular = {tuple(spelling.split()): tokens for spelling, tokens in latin}
    common = [(phrase, tokens) for phrase, tokens in singular.items() if not place_tokens(tokens)]
    plural = {(*phrase[:-1], _plural(phrase[-1])): tokens for phrase, tokens in common}
    return plural | singular


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


@cache
def _phrase_lengths() -> dict[str, tuple[int, ...]]:
    """For each first word, the lengths of the phrases that it opens, longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in _latin_words():
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}

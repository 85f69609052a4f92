"""Text in any script, folded into forms that compare.

In: text as people type it. Out: folded text, or its Latin spelling. Knows nothing of attributes, names or tables.
"""

import re
import warnings
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType
from unicodedata import category, normalize

import zhconv
from anyascii import anyascii

HAN = "々〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{HAN}]")
_HAN_OR_OTHER = re.compile(f"[{HAN}]+|[^{HAN} ]+")
_NO_LATIN = re.compile("[^a-z0-9]+")
_APOSTROPHES = "'’‘ʼʹ`´＇"


class _Folding(dict[int, str | None]):
    """A translation table that works out each character once: words stay, apostrophes go, the rest is a space."""

    def __missing__(self, code: int) -> str:
        """Keep letters, marks and numbers; Hindi and Thai words hold marks that Python counts as no word character."""
        character = chr(code)
        self[code] = folded = character if category(character)[0] in "LMN" else " "
        return folded


_FOLDING = _Folding({ord(character): None for character in _APOSTROPHES} | {ord("&"): " and "})


@lru_cache(maxsize=32_768)
def fold(text: str) -> str:
    """Return `text` in NFKC, case-folded, simplified Chinese, punctuation as spaces, squashed; "&" is "and".

    >>> fold("Ｍüller & Söhne, 騰訊（中國）")
    'müller and söhne 腾讯 中国'
    """
    folded = text.lower() if text.isascii() else _fold_unicode(text)
    return " ".join(folded.translate(_FOLDING).split())


def _fold_unicode(text: str) -> str:
    plain = "".join(character for character in text if character not in _APOSTROPHES)
    plain = normalize("NFKC", normalize("NFKC", plain).casefold())
    return simplify(plain) if is_han(plain) else plain


def simplify(han: str) -> str:
    """Return Chinese text in simplified characters and mainland words."""
    _load_conversion()
    return str(zhconv.convert(han, "zh-cn"))


@cache
def _load_conversion() -> None:
    """Load once: zhconv leaves its dictionary file open at its first use; that warning is not the caller's to heed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        zhconv.loaddict()


@lru_cache(maxsize=32_768)
def to_latin(text: str) -> str:
    """Return `text` folded and in ASCII: each run of Han as one pinyin word, the rest by its common Latin spelling.

    >>> to_latin("华为 Technologies Москва")
    'huawei technologies moskva'
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    words = (_latin_word(word) for word in _HAN_OR_OTHER.findall(folded))
    return " ".join(word for word in words if word)


def _latin_word(word: str) -> str:
    return pinyin(word) if is_han(word) else _NO_LATIN.sub("", anyascii(word).lower())


def pinyin(han: str) -> str:
    """Return the joined pinyin of `han` without tones, ü as u, so that 吕 is "lu" as in Latin company names."""
    readings = [_only_reading(character) for character in han]
    if None not in readings:
        return "".join(filter(None, readings))
    return _spell_pinyin(_readings().lazy_pinyin(han))


@cache
def _only_reading(character: str) -> str | None:
    """Return the pinyin of a character that has but one, tones aside; None where the word around it decides."""
    known = _readings()
    found = known.pinyin(character, style=known.Style.NORMAL, heteronym=True)[0]
    readings = {_spell_pinyin(reading) for reading in found}
    return readings.pop() if len(readings) == 1 else None


@cache
def _readings() -> ModuleType:
    """Load the dictionary of readings at its first use, for it takes longer than most commands."""
    return import_module("pypinyin")


def _spell_pinyin(syllables: Iterable[str]) -> str:
    return _NO_LATIN.sub("", anyascii("".join(syllables).replace("v", "u")).lower())


def is_han(text: str) -> bool:
    """Tell whether `text` holds a Han character."""
    return not text.isascii() and _HAN.search(text) is not None


def split_han(text: str) -> list[str]:
    """Split folded `text` into words at spaces and where Han characters begin or end."""
    return _HAN_OR_OTHER.findall(text)

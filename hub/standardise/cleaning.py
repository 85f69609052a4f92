"""Raw cells made readable: clean text, and what stands for nothing.

In: the text of a cell as the source has it. Out: clean text in the reader's own script and case. Knows no types.
"""

import re
from functools import cache
from unicodedata import category, normalize

from hub.standardise.tables import read_table
from hub.standardise.text import is_han

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL_WIDTH_WORDS = {code: plain for code, plain in _FULL_WIDTH.items() if chr(plain).isalnum()}
_JOINERS = "\u200c\u200d"  # these shape Persian and Hindi words; every other format character only hides
_NOTHING = re.compile(r"[\s\-‐‑–—_.·?？*/\\#~…＿－]*")


class UnreadableError(Exception):
    """A value that cannot be read for sure. `reason` and `cure` never hold the value."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cure = cure


def clean(raw: str) -> str:
    """Return `raw` composed (NFC), without control characters, squashed, with full-width letters and digits narrow.

    Full-width punctuation stays between Han characters, where it belongs.

    >>> clean(" Ａｃｍｅ　（Ｃｈｉｎａ） "), clean("阿里巴巴（中国）")
    ('Acme (China)', '阿里巴巴（中国）')
    """
    if raw.isascii() and raw.isprintable():
        return " ".join(raw.split())
    kept = "".join(map(_printable, raw))
    narrow = kept.translate(_FULL_WIDTH_WORDS if is_han(kept) else _FULL_WIDTH)
    return " ".join(normalize("NFC", narrow).split()).strip(_JOINERS + " ")


def _printable(character: str) -> str:
    kind = category(character)
    if kind == "Cc":
        return " "
    return "" if kind == "Cs" or (kind == "Cf" and character not in _JOINERS) else character


def is_null(text: str) -> bool:
    """Tell whether clean `text` is blank, mere punctuation such as "--", or a word for nothing."""
    return _NOTHING.fullmatch(text) is not None or _key(text) in _null_words()


def _key(text: str) -> str:
    return text.casefold().replace(" ", "")


@cache
def _null_words() -> frozenset[str]:
    return frozenset(map(_key, read_table("null_words")["null_words"]))

"""Arrays of texts, and how single texts are folded to other letters."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Texts = NDArray[np.object_]
"""Texts of n records or n entities; "" where there is none."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)
TO_LATIN = str.maketrans(CYRILLIC | {key.upper(): value.capitalize() for key, value in CYRILLIC.items()})
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
SPELT_OUT = str.maketrans(UMLAUTS)
BARE = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ё": "е", "Ё": "Е"})
LAST_LATIN = "\u024f"
NO_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Scripted:
    """Texts as written at home and in Latin letters, n each; the same where home writes Latin letters."""

    native: Texts
    latin: Texts

    def take(self, which: Ints) -> "Scripted":
        """Return the texts at these positions."""
        return Scripted(self.native[which], self.latin[which])

    def in_script(self, latin: Flags) -> Texts:
        """Return each text in Latin letters where the flag says so."""
        chosen: Texts = np.where(latin, self.latin, self.native)
        return chosen


def texts_of(items: Iterable[str]) -> Texts:
    """Return an array of texts."""
    listed = list(items)
    texts = np.empty(len(listed), dtype=object)
    texts[:] = listed
    return texts


def empty(count: int) -> Texts:
    """Return texts of which none is there yet."""
    return np.full(count, "", dtype=object)


def scripted(items: Sequence[str], language: str) -> Scripted:
    """Read texts of a language: Chinese ones bring their Latin reading behind a slash, Russian ones are transliterated.

    >>> scripted(["上海/Shanghai"], "zh").latin[0], scripted(["Тула"], "ru").latin[0]
    ('Shanghai', 'Tula')
    """
    if language == "zh":
        parts = [item.partition("/") for item in items]
        return Scripted(texts_of(part[0] for part in parts), texts_of(part[2] or part[0] for part in parts))
    native = texts_of(items)
    return Scripted(native, texts_of(map(romanise, items)) if language == "ru" else native)


def romanise(text: str) -> str:
    """Write Russian in Latin letters.

    >>> romanise("Щёлково")
    'Shchelkovo'
    """
    return text.translate(TO_LATIN)


def bare(text: str) -> str:
    """Write letters without their accents; umlauts become plain vowels.

    >>> bare("Łódź, Köln")
    'Lodz, Koln'
    """
    if text.isascii():
        return text
    return "".join(letter if letter > LAST_LATIN else _bare_letter(letter) for letter in text.translate(BARE))


def _bare_letter(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if unicodedata.category(part) != "Mn")


def spell_out(text: str) -> str:
    """Write umlauts with an e.

    >>> spell_out("Weiß & Müller")
    'Weiss & Mueller'
    """
    return text.translate(SPELT_OUT)


def slug(text: str) -> str:
    """Return what of a text can stand in the name of a domain.

    >>> slug("Café Müller & Söhne"), slug("Ромашка")
    ('cafemuellersoehne', 'romashka')
    """
    return NO_SLUG.sub("", bare(spell_out(romanise(text))).lower())


def alter(texts: Texts, where: Flags, change: Callable[[str], str]) -> None:
    """Change the texts that the flags name, in place."""
    for position in np.flatnonzero(where):
        texts[position] = change(texts[position])


def fill(texts: Texts, where: Flags, others: Texts) -> None:
    """Put others, one for each text, in place of the texts that the flags name, in place."""
    texts[where] = others[where]

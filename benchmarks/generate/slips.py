"""What happens to texts on their way into a system."""

import random
from collections.abc import Callable

import numpy as np

from benchmarks.generate.rates import Rates
from benchmarks.generate.texts import Flags, Ints, Texts, alter
from benchmarks.generate.vocabulary import signs

ROWS = ("qwertzuiop", "asdfghjkl", "yxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "1234567890")
NEIGHBOURS = {
    letter: "".join(row[at] for at in (place - 1, place + 1) if 0 <= at < len(row))
    for row in ROWS
    for place, letter in enumerate(row)
}
PLACEHOLDERS = (
    "n/a",
    "N/A",
    "-",
    "--",
    "xxx",
    "unknown",
    "unbekannt",
    "0000",
    "00000",
    ".",
    "?",
    "TBD",
    "keine",
    "test",
    "NULL",
    "none",
)
FIRST_HAN = "\u4e00"


class Slips:
    """Draws which of n records each slip happens to, at the rate of the record's source, and keeps count."""

    def __init__(self, rng: np.random.Generator, rates: Rates, source: Ints) -> None:
        self.rng = rng
        self.letters = random.Random(int(rng.integers(2**32)))
        self.marks: dict[str, Flags] = {}
        self._rates = rates
        self._source = source

    def strikes(self, name: str, among: Flags | None = None) -> Flags:
        """Draw the records that a slip happens to, among those to which it can."""
        struck = self.rng.random(len(self._source)) < self._rates.slips[name][self._source]
        if among is not None:
            struck &= among
        self.marks[name] = struck
        return struck

    def change(self, name: str, texts: Texts, change: Callable[[str], str], among: Flags | None = None) -> None:
        """Change the texts that a slip happens to, in place."""
        alter(texts, self.strikes(name, among), change)

    def typo(self, name: str, texts: Texts, among: Flags | None = None) -> None:
        """Put one slip of the fingers into the texts that it happens to, in place."""
        self.change(name, texts, lambda text: mistype(text, self.letters), among)

    def miss(self, columns: dict[str, Texts]) -> None:
        """Empty fields as often as sources leave them empty, in place."""
        for name, texts in columns.items():
            texts[self.rng.random(len(texts)) >= self._rates.filled[name][self._source]] = ""

    def put_placeholders(self, columns: dict[str, Texts], fields: tuple[str, ...]) -> None:
        """Put a word for nothing into one field of the records that it happens to, in place."""
        struck = np.flatnonzero(self.strikes("placeholder"))
        for position in struck:
            columns[self.letters.choice(fields)][position] = self.letters.choice(PLACEHOLDERS)

    def swap(self, columns: dict[str, Texts], pairs: tuple[tuple[str, str], ...]) -> None:
        """Swap the contents of two fields of the records that it happens to, in place."""
        struck = np.flatnonzero(self.strikes("fields_swapped"))
        for position in struck:
            one, other = self.letters.choice(pairs)
            columns[one][position], columns[other][position] = columns[other][position], columns[one][position]


def mistype(text: str, letters: random.Random) -> str:
    """Leave out, double, swap, add or mistake one letter: one edit of optimal string alignment.

    >>> mistype("Meyer", random.Random(3))
    'Meyr'
    """
    if len(text) < 3:
        return text
    place = letters.randrange(len(text) - 1) if letters.random() < 0.2 else letters.randrange(1, len(text) - 1)
    kind = letters.random()
    if kind < 0.25:
        return text[:place] + text[place + 1 :]
    if kind < 0.5:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if kind < 0.62:
        return text[:place] + text[place] + text[place:]
    wrong = _mistaken(text[place], letters)
    return text[:place] + wrong + text[place + (kind >= 0.75) :]


def _mistaken(letter: str, letters: random.Random) -> str:
    """Return a letter that is near on the keyboard, a digit for a digit, or a sign for a sign."""
    if letter >= FIRST_HAN:
        return str(letters.choice(signs().native))
    near = NEIGHBOURS.get(letter.lower(), "eaio")
    wrong = letters.choice(near)
    return wrong.upper() if letter.isupper() else wrong


def break_letters(text: str) -> str:
    """Read a text in the wrong encoding.

    >>> break_letters("Müller")
    'MÃ¼ller'
    """
    return text.encode().decode("cp1252", errors="replace")


def shorten(text: str, pairs: tuple[tuple[str, str], ...], letters: random.Random) -> str:
    """Write one part of a text in a shorter way, if there is one."""
    fitting = [pair for pair in pairs if pair[0] in text]
    if not fitting:
        return text
    long, short = letters.choice(fitting)
    return " ".join(text.replace(long, short, 1).split())


def swap_words(text: str) -> str:
    """Put the first word after the second.

    >>> swap_words("Nova Bau GmbH")
    'Bau Nova GmbH'
    """
    words = text.split(" ")
    return " ".join([*words[1:2], words[0], *words[2:]])


def initials(text: str) -> str:
    """Return the first letters of words.

    >>> initials("Berliner Metall Werke")
    'BMW'
    """
    return "".join(word[0] for word in text.replace("-", " ").split() if word[0].isalnum()).upper()

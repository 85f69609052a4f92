"""Legal forms of company names.

In: the folded words of a name, or Han text. Out: the rest of the name and the form's canonical code. What is in
tables/legal_forms.yaml is all it knows.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from unicodedata import normalize

from hub.standardise.tables import read_table
from hub.standardise.text import fold, to_latin
from hub.standardise.words import canonical_tokens, place_tokens

Words = tuple[str, ...]

_INITIALS = re.compile(r"\b[^\W\d_](?:[./][^\W\d_]\b|\.\s[^\W\d_](?=\.))+\.?")


def split_words(text: str) -> Words:
    """Return the folded words of a name, initials as one word: "S. p. A.", "A/S" and "s a" are "spa", "as", "sa"."""
    spelled = _INITIALS.sub(lambda found: re.sub(r"[./\s]", "", found[0]) + " ", normalize("NFKC", text))
    runs = [(single, list(run)) for single, run in groupby(fold(spelled).split(), key=_is_letter)]
    return tuple(word for single, run in runs for word in (["".join(run)] if single else run))


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and to_latin(word)[:1] == to_latin(word) != ""


def strip_latin_form(words: Words, text: str) -> tuple[Words, str | None]:
    """Return `words` without the legal form at their end or front, and its code; at least one word stays.

    A place may follow the form: "Siemens Ltd. (China)". `text` is the name as written, which tells "Day Spa" from
    "Barilla SpA".
    """
    endings = _plain_words(text)
    stripped, code = _strip_end(words, endings)
    if code is None:
        stripped, code = _strip_before_place(words, endings)
    rest, front = _strip_front(stripped)
    return rest, code or front


def _strip_end(words: Words, not_forms: frozenset[str]) -> tuple[Words, str | None]:
    """Strip forms from the end until none is left; the last one counts, as in "Acme Company Limited".

    A further one stays where only a place would: "London EV Company Limited" is no club.
    """
    code: str | None = None
    while (length := _ending(words)) and words[-1] not in not_forms and words[:-length] != ("the",):
        if code and _is_place(words[:-length]):
            break
        code = code or latin_forms()[words[-length:]]
        words = words[:-length]
    return words, code


def _ending(words: Words) -> int:
    longest = min(_longest_form(), len(words) - 1)
    return next((length for length in range(longest, 0, -1) if words[-length:] in latin_forms()), 0)


def _strip_before_place(words: Words, not_forms: frozenset[str]) -> tuple[Words, str | None]:
    for length in (1, 2):
        place = words[-length:]
        if len(words) > length + 1 and _is_place(place):
            stripped, code = _strip_end(words[:-length], not_forms)
            if code is not None:
                return (*stripped, *place), code
    return words, None


def _is_place(words: Words) -> bool:
    tokens = canonical_tokens(words)
    return bool(tokens) and place_tokens(tokens) == set(tokens)


def _strip_front(words: Words) -> tuple[Words, str | None]:
    for length in range(min(4, len(words) - 1), 0, -1):
        if words[:length] in front_forms():
            return words[length:], front_forms()[words[:length]]
    return words, None


def _plain_words(text: str) -> frozenset[str]:
    """Spellings that `text` writes as plain words: "Spa" is no S.p.A."""
    written = set(re.findall(r"[^\W\d_]+", text))
    return frozenset(word for word in read_table("legal_forms")["plain_words"] if {word, word.title()} & written)


def expand_signs(text: str) -> str:
    """Write signs such as ㈱ and (주) out, which folding would make unrecognisable."""
    if text.isascii():
        return text
    expanded = normalize("NFKC", text)
    for sign, form in read_table("legal_forms")["signs"].items():
        expanded = expanded.replace(sign, f" {form} ")
    return expanded


@cache
def latin_forms() -> dict[Words, str]:
    """Return the forms at the end of names: their folded words -> the form's code."""
    return _compile("latin")


@cache
def _longest_form() -> int:
    return max(map(len, latin_forms()))


@cache
def front_forms() -> dict[Words, str]:
    """Return the forms before names: their folded words -> the form's code."""
    return _compile("front")


_ENGLISH = frozenset([("too",), ("ip",)])
"""What Cyrillic forms would be in Latin letters, which are words of their own: "Palm Too"."""


def _compile(where: str) -> dict[Words, str]:
    forms: dict[Words, str] = {}
    for code, entry in read_table("legal_forms")["forms"].items():
        for words in map(split_words, entry.get(where, ())):
            forms[words] = code
            latin = tuple(to_latin(" ".join(words)).split())
            if latin not in _ENGLISH:
                forms.setdefault(latin, code)
    return forms


@cache
def joined_forms(*, front: bool = False) -> dict[str, str]:
    """Return the forms written without a space, longest first, or those that stand before names."""
    where: Sequence[str] = ("joined_front",) if front else ("joined", "joined_front")
    entries: Iterable[tuple[str, str]] = (
        (form, code)
        for code, entry in read_table("legal_forms")["forms"].items()
        for form in {form for place in where for form in entry.get(place, ())}
    )
    return dict(sorted(entries, key=lambda item: (-len(item[0]), item[0])))

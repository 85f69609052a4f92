"""What a column holds as far as its name tells, in many languages: "tel_no", "Razón social", 注册地址."""

import re
from functools import cache
from unicodedata import combining, normalize

from hub.resolution.column_types import ColumnType
from hub.standardise.tables import read_table

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PUNCTUATION = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"\s*\d+$")
_SINGLE_LETTERS = re.compile(r"\b(\w) (?=\w\b)")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{3,}")
_SHORTEST_UNSPACED = 2
_KANA = "\u3000"  # from here on marks make other letters: は is not ば
_WHOLE_NAMES_ONLY = frozenset({ColumnType.SOURCE, ColumnType.TITLE})


def type_by_name(name: str, kind: str) -> ColumnType | None:
    """Return what a column's name says that it holds; None where it says nothing.

    The whole name counts first, then its ending ("billing city"), then its beginning where nothing but a remark
    follows ("prix ttc").

    >>> type_by_name("billing city", "company"), type_by_name("C.P.", "company"), type_by_name("注册地址", "company")
    (<ColumnType.CITY: 'city'>, <ColumnType.POSTAL_CODE: 'postal_code'>, <ColumnType.STREET: 'street'>)
    """
    known = _known_names(kind)
    whole = spell_name(name)
    for text in (whole, _NUMBERED.sub("", whole)):
        found = known.get(text) or known.get(text.replace(" ", "")) or _by_ending(text, known) or _by_start(text, known)
        if found is not None:
            return found
    return None


def continues(name: str) -> bool:
    """Tell whether a name is numbered as a second or further part: "name 2"."""
    number = _NUMBERED.search(spell_name(name))
    return number is not None and int(number[0]) > 1


def spell_name(name: str) -> str:
    """Return a column's name in lower-case words without accents; "C.P." is "cp".

    >>> spell_name("RazónSocial"), spell_name("CUST_EMAIL"), spell_name("C.P.")
    ('razon social', 'cust email', 'cp')
    """
    apart = _PUNCTUATION.sub(" ", _CAMEL.sub(" ", normalize("NFKC", name)))
    decomposed = normalize("NFD", apart.casefold())
    plain = "".join(letter for letter in decomposed if not combining(letter) or letter > _KANA)
    return _SINGLE_LETTERS.sub(r"\1", normalize("NFC", plain).strip())


def _by_ending(text: str, known: dict[str, ColumnType]) -> ColumnType | None:
    words = text.split()
    if len(words) == 1 and _UNSPACED.fullmatch(text):
        endings = [text[start:] for start in range(1, len(text) - _SHORTEST_UNSPACED + 1)]
    else:
        endings = [" ".join(words[start:]) for start in range(1, len(words))]
    named = (known[ending] for ending in endings if ending in known)
    return next((holds for holds in named if holds not in _WHOLE_NAMES_ONLY), None)


def _by_start(text: str, known: dict[str, ColumnType]) -> ColumnType | None:
    words = text.split()
    remarks = frozenset(read_table("columns")["remarks"])
    for end in range(len(words) - 1, 0, -1):
        start = " ".join(words[:end])
        if start in known and remarks.issuperset(words[end:]):
            return known[start]
    return None


@cache
def _known_names(kind: str) -> dict[str, ColumnType]:
    table = read_table("columns")
    known = {
        spell_name(name): ColumnType(holds)
        for part in ("any", kind)
        for holds, names in table.get(part, {}).items()
        for name in names
    }
    return {name.replace(" ", ""): holds for name, holds in known.items()} | known

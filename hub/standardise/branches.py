"""Branches in company names: 北京分公司, "Beijing Branch", "Niederlassung Köln".

In: a name, as folded words or as Han text. Out: the company's part and a canonical designation such as
"beijing branch", or None. Does not decide whether a branch is the same company.
"""

import re
from functools import cache

from hub.standardise.legal_forms import Words, ends_with_form, find_joined_form, split_words
from hub.standardise.tables import read_table
from hub.standardise.text import to_latin
from hub.standardise.words import canonical_tokens, han_tokens, place_tokens

_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_NUMBER = re.compile(r"第([一二三四五六七八九十百\d]+)$|(\d+)$")
_DISTRICT_SUFFIX = re.compile("(?<=..)[市区县]$")
_LATIN_NUMBER = re.compile(r"no|nr|number")
_LONGEST_PLACE = 3  # words
_LONGEST_NAME = 5  # words of a branch's own name


def split_joined_branch(name: str) -> tuple[str, str | None]:
    """Return the company's part of Han text, and its branch.

    >>> split_joined_branch("中国工商银行股份有限公司江门市分行")
    ('中国工商银行股份有限公司', 'jiangmen branch')
    """
    ending = next((ending for ending in _joined() if name.endswith(ending)), None)
    if ending is None:
        return name, None
    body = name[: -len(ending)]
    start = _branch_start(body)
    if start < 1:
        return name, None
    return body[:start], _designation(body[start:], _joined()[ending])


def _branch_start(body: str) -> int:
    """Return where the branch's own name begins: after the legal form, a head such as 银行, or before a place."""
    if form := find_joined_form(body):
        return form[1]
    if start := _head_end(body):
        return start
    numbered = _NUMBER.search(body)
    company = body[: numbered.start()] if numbered else body
    sizes = range(min(8, len(company) - 1), 1, -1)
    size = next((size for size in sizes if _is_place(han_tokens(company[-size:]))), 0)
    return len(company) - size if size or numbered else 0


def _head_end(body: str) -> int:
    table = read_table("branches")
    banks = [start + len(head) for head in table["banks"] if (start := body.find(head)) >= 0]
    heads = [start + len(head) for head in table["heads"] if (start := body.rfind(head)) > 0]
    return min(banks, default=0) or max(heads, default=0)


def _designation(name: str, kind: str) -> str:
    """Put the branch's name, its kind and its number in order; a branch above it adds nothing: 杭州分行高新支行."""
    for ending in _joined():
        name = name.replace(ending, "")
    numbered = _NUMBER.search(name)
    number = str(_read_number(numbered[1] or numbered[2])) if numbered else ""
    own_name = _DISTRICT_SUFFIX.sub("", name[: numbered.start()] if numbered else name)
    tokens = canonical_tokens([own_name])
    return " ".join(part for part in (*tokens, kind, number) if part)


def _read_number(text: str) -> int:
    """Read a number below 200 in Chinese or Arabic digits."""
    if text.isdecimal():
        return int(text)
    hundreds, _hundred, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = _DIGITS.get(ones[-1:], 0) + (10 * _DIGITS.get(tens[-1:], 1) if ten else 0)
    return value + (100 * _DIGITS.get(hundreds[-1:], 1) if _hundred else 0)


def split_latin_branch(words: Words, text: str) -> tuple[Words, str | None]:
    """Return the company's words, and its branch.

    >>> split_latin_branch(("acme", "ltd", "beijing", "branch"), "Acme Ltd. Beijing Branch")
    (('acme', 'ltd'), 'beijing branch')
    """
    for at in range(len(words) - 1, 0, -1):
        kind, length = _kind(words, at)
        if kind and (found := _around(words, at, at + length, text)):
            start, end, own_name = found
            weak = words[at : at + length] not in _latin("latin")
            if not weak or (own_name and _is_place(canonical_tokens(own_name))):
                return words[:start] + words[end:], _latin_designation(own_name, kind)
    return words, None


def _kind(words: Words, at: int) -> tuple[str, int]:
    known = _latin("weak") | _latin("latin")
    lengths = range(min(2, len(words) - at), 0, -1)
    return next(((known[words[at : at + n]], n) for n in lengths if words[at : at + n] in known), ("", 0))


def _around(words: Words, start: int, end: int, text: str) -> tuple[int, int, Words] | None:
    """Return the span of a branch around its kind at `start`:`end`, and its own name; None where no company is left."""
    if after := words[end:]:
        sure = _is_place(canonical_tokens(after)) or ends_with_form(words[:start], text)
        return (start, len(words), after) if sure else None
    for at in range(start, max(0, start - _LONGEST_NAME), -1):
        if ends_with_form(words[:at], text):
            return at, end, words[at:start]
    for length in range(min(_LONGEST_PLACE, start - 1), 0, -1):
        if _is_place(canonical_tokens(words[start - length : start])):
            return start - length, end, words[start - length : start]
    if end - start > 1:
        return start, end, ()
    return (start - 1, end, words[start - 1 : start]) if words[1 : start - 1] else None


def _latin_designation(name: Words, kind: str) -> str:
    tokens = canonical_tokens(word for word in name if not _LATIN_NUMBER.fullmatch(word))
    numbers = [token for token in tokens if token.isdecimal()]
    return " ".join((*(token for token in tokens if not token.isdecimal()), kind, *numbers))


def _is_place(tokens: Words) -> bool:
    return bool(tokens) and place_tokens(tokens) == frozenset(tokens)


@cache
def _joined() -> dict[str, str]:
    """Han endings, longest first, and their kinds."""
    endings = [(ending, kind) for kind, found in read_table("branches")["joined"].items() for ending in found]
    return dict(sorted(endings, key=lambda item: (-len(item[0]), item[0])))


@cache
def _latin(group: str) -> dict[Words, str]:
    found: dict[Words, str] = {}
    for kind, spellings in read_table("branches")[group].items():
        for spelling in spellings:
            words = split_words(spelling)
            found |= {words: kind, tuple(to_latin(" ".join(words)).split()): kind}
    return found

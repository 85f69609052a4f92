"""Regular expressions over arrays of text, in the syntax of RE2: by Arrow for many texts, one by one for few.

Arrow compiles a pattern at every call, which takes a hundred times as long as to apply it to a single text. Both use
the same engine, so what they find is the same.
"""

import re
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import re2

NULL = pa.scalar(None, pa.string())
"""No text. Plain None would cost Arrow more than all the rest where there is one text: it looks for pandas first."""
_CHARACTER = re.compile(r"\[[^\]]+\]|\\[DSW]")
FEW = 200
"""Up to so many texts are looked at one by one."""


def replace_all(texts: pa.Array, pattern: str, replacement: str) -> pa.Array:
    """Replace whatever matches; null stays null."""
    if len(texts) > FEW:
        return pc.replace_substring_regex(texts, pattern, replacement)
    listed = texts.to_pylist()
    replaced = [None if text is None else replace_in(text, pattern, replacement) for text in listed]
    return texts if replaced == listed else pa.array(replaced, pa.string())


def replace_in(text: str, pattern: str, replacement: str) -> str:
    """Replace whatever matches in a single text."""
    table = _characters(pattern, replacement)
    if table and text.isascii():
        return text.translate(table)
    replaced: str = compiled(pattern).sub(replacement, text)
    return replaced


@cache
def _characters(pattern: str, replacement: str) -> dict[int, str]:
    """Return what becomes of each ASCII character; nothing if the pattern is not one of single characters.

    Looking characters up takes a tenth of the time of matching them one by one. What is dropped may be so in runs.
    """
    character = pattern if replacement else pattern.removesuffix("+")
    if not _CHARACTER.fullmatch(character) or "\\" in replacement:
        return {}
    return {code: compiled(pattern).sub(replacement, chr(code)) for code in range(128)}


def matches(texts: pa.Array, pattern: str) -> pa.Array:
    """Tell which texts have a match; null for null."""
    if len(texts) > FEW:
        return pc.match_substring_regex(texts, pattern)
    search = compiled(pattern).search
    found = [None if text is None else search(text) is not None for text in texts.to_pylist()]
    return pa.array(found, pa.bool_())


def lower_case(texts: pa.Array) -> pa.Array:
    """Return texts in lower case, character by character."""
    if len(texts) > FEW:
        return pc.utf8_lower(texts)
    listed = texts.to_pylist()
    if not all(text is None or text.isascii() for text in listed):
        return pc.utf8_lower(texts)
    lower = [text and text.lower() for text in listed]
    return texts if lower == listed else pa.array(lower, pa.string())


@cache
def literal(text: str) -> pa.Scalar:
    """Return a text as Arrow has it; see `NULL`."""
    return pa.scalar(text, pa.string())


def where(texts: pa.Array, kept: pa.Array) -> pa.Array:
    """Return the texts that are kept, null for others."""
    return pc.if_else(kept, texts, NULL)


def where_not(texts: pa.Array, dropped: str) -> pa.Array:
    """Return the texts that are not `dropped`, null for those."""
    return pc.if_else(pc.equal(texts, literal(dropped)), NULL, texts)


def joined(*texts: pa.Array, separator: str) -> pa.Array:
    """Return texts joined one by one; null where one of them is null."""
    return pc.binary_join_element_wise(*texts, literal(separator))


@cache
def compiled(pattern: str) -> "re2._Regexp":
    """Return the pattern ready for single texts."""
    return re2.compile(pattern)

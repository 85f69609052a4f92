"""Regular expressions over arrays of text, in the syntax of RE2: by Arrow for many texts, one by one for few.

Arrow compiles a pattern at every call, which takes a hundred times as long as to apply it to a single text. Both use
the same engine, so what they find is the same.
"""

from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import re2

NULL = pa.scalar(None, pa.string())
"""No text. Plain None would cost Arrow more than all the rest where there is one text: it looks for pandas first."""
FEW = 200
"""Up to so many texts are looked at one by one."""


def replace_all(texts: pa.Array, pattern: str, replacement: str) -> pa.Array:
    """Replace whatever matches; null stays null."""
    if len(texts) > FEW:
        return pc.replace_substring_regex(texts, pattern, replacement)
    compiled = _compiled(pattern)
    replaced = [None if text is None else compiled.sub(replacement, text) for text in texts.to_pylist()]
    return pa.array(replaced, pa.string())


def matches(texts: pa.Array, pattern: str) -> pa.Array:
    """Tell which texts have a match; null for null."""
    if len(texts) > FEW:
        return pc.match_substring_regex(texts, pattern)
    compiled = _compiled(pattern)
    found = [None if text is None else compiled.search(text) is not None for text in texts.to_pylist()]
    return pa.array(found, pa.bool_())


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
def _compiled(pattern: str) -> "re2._Regexp":
    return re2.compile(pattern)

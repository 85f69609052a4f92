"""Company names, read into their parts.

In: a company name in any script. Out: its core, legal form, branch, places and Latin tokens, comparable across
scripts. Decides nothing about two names.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from hub.standardise.branches import split_joined_branch, split_latin_branch
from hub.standardise.legal_forms import (
    expand_signs,
    find_joined_form,
    split_words,
    strip_joined_form,
    strip_latin_form,
)
from hub.standardise.text import HAN, fold, is_han
from hub.standardise.words import canonical_tokens, place_tokens

GROUP_TOKENS = frozenset({"group", "holding"})
"""Tokens that tell a group or holding from the company it is named after."""

_JOINED_SCRIPT = f"{HAN}぀-ヿ가-힣"
_NEEDLESS_SPACE = re.compile(f"(?<=[{_JOINED_SCRIPT}]) | (?=[{_JOINED_SCRIPT}])")
_HAS_JOINED_SCRIPT = re.compile(f"[{_JOINED_SCRIPT}]")


@dataclass(frozen=True, slots=True)
class CompanyName:
    """The parts of a company name.

    Attributes:
        full: the whole name, folded.
        core: `full` without legal form and branch; Han text without spaces.
        tokens: Latin tokens of the core in one canonical spelling for all scripts; group words are tokens too.
        legal_form: canonical code such as "ltd" or "joint_stock"; None where the name tells none.
        branch: canonical branch such as "beijing branch"; None for the company itself.
        places: tokens that name a country, province or city, found in the core or in brackets.
        is_han: the core has Han characters.
    """

    full: str
    core: str
    tokens: tuple[str, ...]
    legal_form: str | None
    branch: str | None
    places: frozenset[str]
    is_han: bool


@lru_cache(maxsize=32_768)
def parse_company_name(text: str) -> CompanyName:
    """Return the parts of the company name `text`.

    >>> parse_company_name("华为技术有限公司").tokens
    ('huawei', 'technology')
    >>> parse_company_name("Huawei Technologies Co., Ltd. Beijing Branch").branch
    'beijing branch'
    """
    expanded = expand_signs(text)
    joined, joined_form, joined_branch = _split_joined(" ".join(split_words(expanded)))
    words = tuple(joined.split())
    rest, branch = (words, joined_branch) if joined_branch else split_latin_branch(words, text)
    core_words, latin_form = strip_latin_form(rest, text)
    if core_words[:1] == ("the",) and len(core_words) > 1:
        core_words = core_words[1:]
    tokens = canonical_tokens(core_words)
    core = " ".join(core_words)
    return CompanyName(
        full=fold(text),
        core=core,
        tokens=tokens,
        legal_form=joined_form or latin_form,
        branch=branch,
        places=place_tokens(tokens),
        is_han=is_han(core),
    )


def _split_joined(name: str) -> tuple[str, str | None, str | None]:
    """Return the rest of a name in Han, kana or Hangul without spaces, its legal form and its branch."""
    if not _HAS_JOINED_SCRIPT.search(name):
        return name, None, None
    name, branch = split_joined_branch(_NEEDLESS_SPACE.sub("", name))
    stripped, code = strip_joined_form(name)
    if code is None and (inside := find_joined_form(name)):
        start, end, code = inside
        stripped = name[:start] + name[end:]
    return stripped, code, branch

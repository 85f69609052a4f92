"""Columns of words for Splink models of names and titles, as in its example of business names: the rarest words block.

Runs in the peers' own environments, so it must not import the hub.
"""

import re
from collections import Counter

import pyarrow as pa

RAREST = 3
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def add_words(table: pa.Table, column: str) -> pa.Table:
    """Add `words`, `first_word`, `first_words` (two) and `rare_1` to `rare_3` of a column.

    The rarest words are those in the fewest records, but in two at least: others connect nothing.
    """
    split = [spaced(text).split() for text in table[column].to_pylist()]
    records_with = Counter(word for words in split for word in set(words))
    rare = [
        sorted({word for word in words if records_with[word] > 1}, key=lambda word: (records_with[word], word))
        for words in split
    ]
    added = {
        "words": [" ".join(words) for words in split],
        "first_word": [" ".join(words[:1]) for words in split],
        "first_words": [" ".join(words[:2]) for words in split],
        **{f"rare_{n + 1}": [" ".join(words[n : n + 1]) for words in rare] for n in range(RAREST)},
    }
    for name, texts in added.items():
        table = table.append_column(name, pa.array([text or None for text in texts], type=pa.string()))
    return table


def spaced(text: str | None) -> str:
    """Part Chinese, which has no spaces, into overlapping pairs of characters.

    >>> spaced("haier 海尔智家")
    'haier 海尔 尔智 智家'
    """
    return HAN.sub(lambda run: f" {' '.join(map(''.join, zip(run[0], run[0][1:], strict=False)))} ", text or "").strip()

"""Text in any script, folded into forms that compare.

In: text as people type it. Out: folded text, or its Latin spelling. Knows nothing of attributes, names or tables.
"""


def fold(text: str) -> str:
    """Return `text` in NFKC, case-folded, simplified Chinese, punctuation as spaces, squashed."""
    raise NotImplementedError


def to_latin(text: str) -> str:
    """Return `text` folded and in ASCII letters: pinyin for each run of Han characters, anyascii for the rest."""
    raise NotImplementedError


def is_han(text: str) -> bool:
    """Tell whether `text` holds a Han character."""
    raise NotImplementedError

"""Which encoding a text file is in.

In: an open binary file. Out: the name of a codec. A byte order mark decides; else UTF-8 where the text is valid
UTF-8; else what charset-normalizer makes of a sample. Reads the file once from the start; keeps a bounded sample.
"""

import codecs
from typing import BinaryIO

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("gb18030", "big5", "cp932", "cp1252")
_SAMPLE_LINES = 512
_LONGEST_LINE = 4096
_ENOUGH = 0.9  # a few damaged rows do not change the encoding of a file

UNDECODABLE = "\udcff"
"""Stands in decoded text for bytes that are not valid in the file's encoding; no valid text holds it."""

ERRORS = "hub.undecodable"
"""Name of the error handler that writes `UNDECODABLE`, for `open` and `decode`."""


def _mark_undecodable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return UNDECODABLE, error.end


codecs.register_error(ERRORS, _mark_undecodable)


def detect_encoding(file: BinaryIO) -> str:
    """Return the codec that reads `file`, which is read to its end.

    Cost: one pass over the bytes; the sample holds at most 512 lines with non-ASCII bytes, spread over the file.
    """
    head = file.read(4096)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    zeros = (head[::2].count(0), head[1::2].count(0))
    if max(zeros) > len(head) // 20 and min(zeros) < max(zeros) // 4:
        # UTF-16 without a mark: of delimiters, digits and Latin letters the high byte is zero.
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    file.seek(0)
    lines = _sample(file)
    if _share_decoded(lines, "utf-8") >= _ENOUGH:
        return "utf-8"
    return _best_legacy(lines)


def _sample(file: BinaryIO) -> list[bytes]:
    """Lines with non-ASCII bytes from the whole file: whenever there are too many, every second one is dropped."""
    kept: list[bytes] = []
    stride = 1
    seen = 0
    begins_line = True
    while line := file.readline(_LONGEST_LINE):
        whole_start, begins_line = begins_line, line.endswith(b"\n")
        if line.isascii() or not whole_start:  # the rest of a long line may begin within a character
            continue
        if seen % stride == 0:
            kept.append(line)
        seen += 1
        if len(kept) >= _SAMPLE_LINES:
            kept = kept[::2]
            stride *= 2
    return kept


def _decodes(line: bytes, codec: str) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(line)  # a line may be cut in the middle of a character
    except UnicodeDecodeError:
        return False
    return True


def _share_decoded(lines: list[bytes], codec: str) -> float:
    return sum(_decodes(line, codec) for line in lines) / len(lines) if lines else 1.0


def _best_legacy(lines: list[bytes]) -> str:
    shares = {codec: _share_decoded(lines, codec) for codec in _LEGACY}
    possible = [codec for codec, share in shares.items() if share >= _ENOUGH]
    if not possible:
        return max(shares, key=shares.__getitem__)
    readable = b"".join(line for line in lines if all(_decodes(line, codec) for codec in possible))
    best = from_bytes(readable, cp_isolation=possible).best()
    return best.encoding if best else possible[0]

"""Decoding: bytes of an article to text, without losing or guessing more than needed."""

from __future__ import annotations

import codecs

from .unreadable import ReadingError

__all__ = ["LIMIT", "check_size", "decode", "is_binary", "wide_encoding"]

LIMIT = 20_000_000  # bytes of one article: a long book has one million
_SAMPLE = 65_536  # bytes that a guess at the encoding looks at: more makes it slow, not better
_HEAD = 4_096

# A UTF-32 mark begins like a UTF-16 one, so the longer ones stand first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
# The encodings of the web (WHATWG), by Python's names. Others that Python knows are no encodings
# of pages, and some (punycode, idna) take time that grows with the square of the length.
_KNOWN = frozenset(
    (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "iso8859-1", "mac-roman"),
        *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *(f"cp{number}" for number in (866, 874, 932, 949, 950, *range(1250, 1259))),
        *("koi8-r", "koi8-u", "mac-cyrillic", "gb2312", "gbk", "gb18030", "big5", "big5hkscs"),
        *("euc_jp", "shift_jis", "euc_kr", "tis-620", "iso8859-9", "iso8859-11"),
    )
)
_WIDE = ("utf-16", "utf-16-le", "utf-16-be")
_USUAL = "cp1252"  # the encoding of nearly all English text that is not UTF-8


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of ``data`` without its byte-order mark.

    A byte-order mark decides; else UTF-16 where that is declared and the bytes hold NULs; else
    UTF-8 where the bytes are valid UTF-8; else the encoding that the document declares; else
    charset-normalizer's best guess, a tie going to Windows-1252. Raises ReadingError where the
    bytes are binary or fit none of these.
    """
    mark = _mark(data)
    if mark:
        return _strictly(data, mark)
    declared = _known(declared)
    if declared in _WIDE and b"\0" in data and (text := _attempt(data, declared)) is not None:
        return text
    if is_binary(data):
        raise ReadingError("a binary file, not text", "give it as .txt, .html or .jsonl in UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _attempt(data, declared)
        if text is None:
            text = _attempt(data, _guess(data))
        if text is not None:
            return text
        where = f"byte {error.start + 1:,} is not UTF-8, and no other encoding fits"
        raise ReadingError(where, "save it as UTF-8") from None


def check_size(data: bytes) -> None:
    """Raise ReadingError where ``data`` is empty or larger than one article may be."""
    if not data.strip():
        raise ReadingError("the file is empty", "save the article again, or leave the file out")
    if len(data) > LIMIT:
        limit = f"larger than {LIMIT // 1_000_000} MB, the most for one article"
        raise ReadingError(limit, "give one article a file, or many as .jsonl, one a line")


def is_binary(data: bytes) -> bool:
    """Say whether the beginning of ``data`` holds NULs, or control characters all over."""
    head = data[:_HEAD]
    return b"\0" in data or len(head) - len(head.translate(None, _CONTROLS)) > len(head) / 20


def wide_encoding(data: bytes) -> str | None:
    """Return ``utf-16`` or ``utf-32`` where ``data`` begins with its byte-order mark."""
    mark = _mark(data)
    return mark if mark in ("utf-16", "utf-32") else None


def _mark(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        problem = f"marked as {name}, but byte {error.start + 1:,} is not"
        raise ReadingError(problem, "save it as UTF-8") from None


def _known(encoding: str | None) -> str | None:
    try:
        name = codecs.lookup(encoding).name if encoding else None
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    return name if name in _KNOWN else None


def _attempt(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _guess(data: bytes) -> str | None:
    """Guess from the lines that are not ASCII: only they tell encodings apart."""
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    telling = b"\n".join(line for line in data.split(b"\n") if not line.isascii())
    matches = from_bytes(telling[:_SAMPLE])
    best = matches.best()
    if best is None:
        return None
    tied = [match for match in matches if match.chaos == best.chaos]
    tied = [match for match in tied if match.coherence == best.coherence]
    names = {name for match in tied for name in match.could_be_from_charset}
    return _USUAL if _USUAL in names else best.encoding

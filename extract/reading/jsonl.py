"""JSON Lines: one article a line, in the input format of the findings' contract.

The text is kept character for character, and nothing but one line is held in memory.
"""

from __future__ import annotations

import codecs
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..article import Article, Comment
from .decode import LIMIT, decode, is_binary, wide_encoding
from .published import parse_published
from .thread import DEPTH_LIMIT
from .unreadable import ReadingError, Unreadable

__all__ = ["expand", "read_jsonl", "read_record"]

_CHUNK = 65_536
_EXPANSION = 200  # text packs 3 to 10 times smaller: only a trap expands further than this
_EXPANSION_FREE = 100_000_000  # bytes that any file may expand to
_BROKEN_GZIP = (EOFError, gzip.BadGzipFile, zlib.error)
_KINDS = {dict: "an object", list: "a list", bool: "true or false", type(None): "null"}
_ONE_LINE = "write one JSON object a line"


def read_jsonl(file: io.BufferedReader, source: str) -> Iterator[Article | Unreadable]:
    """Yield an article for each line of ``file``, or why there is none, with the line's number.

    Blank lines are passed over. ``source`` is the file as given, for messages. What makes the
    rest of the file unreadable (broken gzip, for one) is the last thing that is yielded.
    """
    number, filled = 0, False
    try:
        for number, line in enumerate(_lines(file), 1):
            if line is None or line.strip():
                filled = True
                yield _read_line(line, source, number)
    except ReadingError as error:
        yield error.at(source, number + 1)
    except UnicodeError as error:
        problem = f"from here on not in the encoding that it is marked as: {error}"
        yield Unreadable(source, number + 1, problem, "save it as UTF-8")
    except _BROKEN_GZIP as error:
        yield Unreadable(source, number + 1, f"broken gzip: {error}", "compress the file again")
    else:
        if not filled:
            yield Unreadable(source, None, "the file is empty", "leave it out")


class _Expanding(io.RawIOBase):
    """What a gzip file holds, as a stream that refuses to expand without measure."""

    def __init__(self, packed: io.BufferedReader) -> None:
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=packed)
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read1(len(buffer))
        self._size += len(data)
        if self._size > max(_EXPANSION_FREE, _EXPANSION * self._packed.tell()):
            problem = f"expands more than {_EXPANSION} times, past {self._size:,} bytes"
            raise ReadingError(problem, "check where the file is from, or expand it yourself")
        buffer[: len(data)] = data
        return len(data)


def expand(packed: io.BufferedReader) -> io.BufferedReader:
    """Return a stream of what a gzip file holds, to be handed to `read_jsonl`."""
    return io.BufferedReader(_Expanding(packed), _CHUNK)


def _chunks(file: io.BufferedReader) -> Iterator[bytes]:
    """Yield the file in UTF-8 (or what passes for it), without a byte-order mark."""
    chunk = file.read(4)
    chunk += file.read1(_CHUNK)
    wide = wide_encoding(chunk)
    if wide is None:
        if is_binary(chunk):
            raise ReadingError("a binary file, not text", _ONE_LINE)
        chunk = chunk.removeprefix(codecs.BOM_UTF8)
    decoder = codecs.getincrementaldecoder(wide)() if wide else None
    while chunk:
        yield decoder.decode(chunk).encode("utf-8") if decoder else chunk
        chunk = file.read1(_CHUNK)
    if decoder:
        decoder.decode(b"", final=True)


def _lines(file: io.BufferedReader) -> Iterator[bytes | None]:
    """Yield the lines; None stands for one that is larger than an article may be."""
    pieces: list[bytes] = []
    size = 0
    for chunk in _chunks(file):
        first, *others = chunk.split(b"\n")
        for piece, ended in ((first, False), *((other, True) for other in others)):
            if ended:
                yield b"".join(pieces) if size <= LIMIT else None
                pieces, size = [], 0
            size += len(piece)
            if size <= LIMIT:
                pieces.append(piece)
    if pieces:
        yield b"".join(pieces) if size <= LIMIT else None


def _read_line(line: bytes | None, source: str, number: int) -> Article | Unreadable:
    if line is None:
        problem = f"the line is larger than {LIMIT // 1_000_000} MB, the most for one article"
        return Unreadable(source, number, problem, "split the article, or leave it out")
    try:
        return replace(read_record(_load(line)), source=f"{source}:{number}")
    except ReadingError as error:
        return error.at(source, number)


def _load(line: bytes) -> Any:
    try:
        return json.loads(decode(line))
    except json.JSONDecodeError as error:
        raise ReadingError(f"broken JSON at column {error.colno}: {error.msg}", _ONE_LINE) from None
    except RecursionError:
        raise ReadingError("JSON nested too deep to read", "cut the comment thread") from None
    except ReadingError:
        raise
    except ValueError as error:  # a number of more digits than Python converts
        raise ReadingError(f"broken JSON: {error}", _ONE_LINE) from None


def read_record(record: Any) -> Article:
    """Return the article that one JSON object of the input format describes.

    Fields that the format does not know are passed over. Raises ReadingError, naming the
    field, where one is missing, of another type, or holds half a character.
    """
    if not isinstance(record, dict):
        raise ReadingError(f"the line holds {_kind(record)}, not an object", _ONE_LINE)
    id = _string(record, "id")
    if id is None or not id.strip():
        raise ReadingError("no id", 'add "id": it names the article in the findings')
    text = _string(record, "text")
    if text is None or not text.strip():
        raise ReadingError("no text", 'add "text", or leave the line out')
    return Article(
        text=text,
        id=id,
        published=_published(record),
        title=_string(record, "title"),
        url=_string(record, "url"),
        outlet=_string(record, "outlet"),
        author=_string(record, "author"),
        lang=_string(record, "lang"),
        comments=_comments(record, "comments", "", 1),
    )


def _comments(record: Mapping[str, Any], field: str, place: str, depth: int) -> tuple[Comment, ...]:
    comments = record.get(field)
    if comments is None:
        return ()
    if not isinstance(comments, list):
        raise ReadingError(f"{place}{field} is {_kind(comments)}, not a list", "see FINDINGS")
    if comments and depth > DEPTH_LIMIT:
        raise ReadingError(f"comments nested more than {DEPTH_LIMIT} deep", "cut the thread there")
    return tuple(
        _comment(comment, f"{place}{field}[{number}]", depth)
        for number, comment in enumerate(comments)
    )


def _comment(record: Any, place: str, depth: int) -> Comment:
    if not isinstance(record, dict):
        raise ReadingError(f"{place} is {_kind(record)}, not an object", "see FINDINGS")
    text = _string(record, "text", f"{place}.")
    if text is None:
        raise ReadingError(f"{place} has no text", 'add "text", or leave the comment out')
    return Comment(
        text=text,
        id=_string(record, "id", f"{place}."),
        author=_string(record, "author", f"{place}."),
        published=_published(record, f"{place}."),
        replies=_comments(record, "replies", f"{place}.", depth + 1),
    )


def _string(record: Mapping[str, Any], field: str, place: str = "") -> str | None:
    value = record.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReadingError(f"{place}{field} is {_kind(value)}, not a string", "put it in quotes")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        problem = f"{place}{field} holds half a character (a lone surrogate) at {error.start:,}"
        raise ReadingError(problem, "write the text out again from its source") from None
    return value


def _published(record: Mapping[str, Any], place: str = "") -> str | None:
    value = _string(record, "published", place)
    if value is None:
        return None
    try:
        return parse_published(value)
    except ValueError as error:
        raise ReadingError(f"{place}published: {error}", "correct it, or leave it out") from None


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a string" if isinstance(value, str) else "a number")

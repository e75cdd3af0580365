"""Web archives (WARC, ISO 28500): the pages that a crawler fetched, as Common Crawl ships them.

Records are cut out of the file here, and FastWARC reads what is in each: left to itself it
takes a record that was cut off for a whole one, and stops at the first that is broken. When a
page was fetched (WARC-Date) says nothing of when it was published, and is passed over.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ..article import Article
from .decode import LIMIT, check_size
from .unreadable import ReadingError, Unreadable

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

__all__ = ["WARC_START", "read_warc"]

WARC_START = b"WARC/"

_VERSION = re.compile(rb"WARC/\d\.\d+\s*")
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,18})\s*$", re.IGNORECASE | re.MULTILINE)
_RESPONSE = re.compile(rb"^WARC-Type:[ \t]*response\s*$", re.IGNORECASE | re.MULTILINE)
_HEAD_LIMIT, _LINE_LIMIT, _CHUNK = 65_536, 8_192, 65_536
_HTML = ("text/html", "application/xhtml+xml")
_ENCODINGS_LIMIT = 3  # on top of each other
_UNPACKING = (OSError, EOFError, zlib.error)
_ADVICE = "get the archive again, or leave the record out"

Found = bytes | ReadingError | None


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


def read_warc(file: io.BufferedReader, source: str) -> Iterator[Article | Unreadable]:
    """Yield the article of each HTML page that a server answered with, or why there is none.

    Numbers count all records. What is no page (requests, pictures, answers that report an
    error) is passed over; behind what is broken, reading goes on at the next record.
    """
    number, is_empty = 0, True
    for number, found in _records(file):
        item = _read_found(found)
        if isinstance(item, ReadingError):
            is_empty = False
            yield item.at(source, number)
        elif item is not None:
            is_empty = False
            yield replace(item, source=f"{source}:{number}")
    if is_empty:
        problem = f"no HTML page among the {number:,} records" if number else "the file is empty"
        yield Unreadable(source, None, problem, "leave it out")


def _records(file: io.BufferedReader) -> Iterator[tuple[int, Found]]:
    """Yield the records with their numbers: whole, or None for one that holds no page."""
    number, is_over, is_told = 0, False, False
    while not is_over:
        try:
            skipped, version = _find_record(file)
            if skipped and not is_told:
                problem = f"{skipped:,} bytes before the next record belong to none"
                yield number + 1, ReadingError(problem, _ADVICE)
            is_over, is_told = not version, False
            if version:
                number += 1
                yield number, _cut_record(file, version)
        except ReadingError as error:
            is_told = True  # and with it that what follows belongs to no record
            yield max(number, 1), error


def _find_record(file: io.BufferedReader) -> tuple[int, bytes]:
    """Return the line that begins the next record, and how much other than blank comes first."""
    skipped = 0
    while (line := file.readline(_LINE_LIMIT)) and not _VERSION.fullmatch(line):
        skipped += len(line) if line.strip() else 0
    return skipped, line


def _cut_record(file: io.BufferedReader, version: bytes) -> bytes | None:
    head = _cut_head(file, version)
    match = _LENGTH.search(head)
    if not match:
        raise ReadingError("a record that does not say how long it is", _ADVICE)
    length = int(match[1])
    is_wanted = bool(_RESPONSE.search(head))
    block = file.read(length) if is_wanted and length <= LIMIT else b""
    left = length - len(block)
    while left and (passed := file.read(min(left, _CHUNK))):
        left -= len(passed)
    if left:
        raise ReadingError(f"a record cut off {left:,} bytes before its end", _ADVICE)
    if is_wanted and length > LIMIT:
        raise ReadingError(f"a record larger than {LIMIT // 1_000_000} MB", "leave it out")
    return head + block if is_wanted else None


def _cut_head(file: io.BufferedReader, version: bytes) -> bytes:
    lines, size = [version], len(version)
    while lines[-1].strip():
        lines.append(file.readline(_LINE_LIMIT))
        size += len(lines[-1])
        if not lines[-1] or size > _HEAD_LIMIT:
            raise ReadingError("a record whose head has no end", _ADVICE)
    return b"".join(lines)


def _read_found(found: Found) -> Article | ReadingError | None:
    if not isinstance(found, bytes):
        return found
    try:
        return _read_record(found)
    except ReadingError as error:
        return error


def _read_record(data: bytes) -> Article | None:
    from fastwarc.warc import WarcRecord

    try:
        record = WarcRecord.from_bytes(data)
        record.parse_http(auto_decode="none")  # "all" would expand a trap in memory
    except OSError as error:
        raise ReadingError(f"a broken record: {error}", _ADVICE) from None
    return _read_response(record) if _is_page(record) else None


def _is_page(record: WarcRecord) -> bool:
    http = record.http_headers
    if http is None or not 200 <= (http.status_code or 0) < 300:
        return False
    kind = record.http_content_type or record.headers.get("WARC-Identified-Payload-Type") or ""
    return kind.strip().lower() in _HTML


def _read_response(record: WarcRecord) -> Article:
    from .page import read_page  # lxml and trafilatura are slow to import
    from .statements import as_url

    cut = record.headers.get("WARC-Truncated")
    if cut is not None:
        raise ReadingError(f"a page that the crawler cut off ({cut:.40})", "leave it out")
    data = _unpacked(record)
    check_size(data)
    article = read_page(data, record.http_charset)
    url = as_url((record.headers.get("WARC-Target-URI") or "").strip("<> "))
    return replace(article, url=url or article.url)


def _unpacked(record: WarcRecord) -> bytes:
    """Return the page as the server meant it, of a bounded size."""
    body = record.reader.read()
    chunked = (record.http_headers.get("Transfer-Encoding") or "").strip().lower() == "chunked"
    packed = (record.http_headers.get("Content-Encoding") or "").lower().split(",")
    names = [name for each in packed if (name := each.strip()) not in ("", "identity")]
    try:
        return _expanded(body, [*names, *["chunked"] * chunked])
    except _UNPACKING as error:
        if body.lstrip()[:1] == b"<":  # many crawlers unpack a page and keep its head
            return body
        raise ReadingError(f"a page packed in a broken way: {error}", _ADVICE) from None


def _expanded(body: bytes, encodings: list[str]) -> bytes:
    """Return what is packed in ``encodings``, the outermost last; one byte past the limit at most.

    >>> _expanded(gzip.compress(b"<p>"), ["gzip"])
    b'<p>'
    """
    if len(encodings) > _ENCODINGS_LIMIT:
        raise ReadingError(f"a page packed {len(encodings)} times", "leave it out")
    for name in reversed(encodings):
        body = _opened(body, name).read(LIMIT + 1)
    return body


def _opened(body: bytes, name: str) -> _Readable:
    from fastwarc import stream_io as packed

    file = io.BytesIO(body)
    match name:
        case "gzip" | "x-gzip":
            return gzip.GzipFile(fileobj=file)
        case "deflate":
            return packed.GzipReader(file, zlib=True)
        case "br":
            return packed.BrotliReader(file)
        case "zstd":
            return packed.ZstdReader(file)
        case "chunked":
            return packed.ChunkedReader(file)
    raise ReadingError(f"a page packed as {name:.40}, which is not known", "leave it out")

"""A batch: every article of the files, folders and standard input given, one at a time."""

from __future__ import annotations

import hashlib
import io
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from ..article import Article
from .decode import LIMIT, check_size, decode, wide_encoding
from .folder import File, find_files, shown, suffix_of, unopened
from .formats import OF_MANY, SUFFIXES, Reader
from .jsonl import read_jsonl
from .metadata import Metadata
from .packed import GZIP, ZSTANDARD, expand_gzip, expand_zstandard
from .parquet import PARQUET_START
from .plain import read_plain
from .published import parse_published
from .unreadable import ReadingError, Unreadable
from .warc import WARC_START, read_warc

__all__ = ["STANDARD_INPUT", "read"]

STANDARD_INPUT = "-"
_REMEMBERED = 100_000  # articles among which an id may not come twice: memory stays bounded
_JSON_START = re.compile(r"\s*\{\s*(\"|\}|$)")
_LINE = re.compile(r":(\d+)$")
_HTML_START = re.compile(r"\s*<([!?a-zA-Z]|$)")

Item = Article | Unreadable


def read(
    paths: Sequence[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Item]:
    """Yield the articles of files, folders and standard input (``-``), in the order given.

    What gives no article gives an `Unreadable`, and the rest goes on. Nothing is opened before
    it is asked for, and no more than one article is held. A folder's files come sorted by name.

    What an article states itself counts before ``published`` (YYYY-MM-DD, or with
    THH:MM:SSZ) and ``outlet``, which hold for the whole batch. A row of a folder's
    ``metadata.csv`` counts before what a page's markup says of itself, since somebody wrote
    it about that very file; but in a file of many articles each counts before its file's row.

    An article's ``id`` is the one given in JSON Lines and tables, and for pages and texts their
    path from the folder given, or their name. The same id of the same outlet twice is
    reported, and so is the same id twice in one file. Standard input is JSON Lines where it
    begins with an object, HTML where it begins with a tag, WARC where it begins like that, else
    plain text; gzip and Zstandard are unpacked first.

    Raises ValueError where ``published`` is not such a date.
    """
    defaults = Metadata(parse_published(published) if published is not None else None, outlet)
    return _once(chain.from_iterable(_read_path(path, defaults, stdin) for path in paths))


def _read_path(path: str, defaults: Metadata, stdin: BinaryIO | None) -> Iterator[Item]:
    if path == STANDARD_INPUT:
        yield from _read_stream(stdin or sys.stdin.buffer, defaults)
        return
    if not path:
        yield Unreadable("''", None, "an empty path", "give a file or a folder")
        return
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        yield unopened(path, error)
        return
    if stat.S_ISDIR(mode):
        for found in find_files(path):
            yield from [found] if isinstance(found, Unreadable) else _read_file(found, defaults)
    elif not stat.S_ISREG(mode):
        advice = "give a file or a folder, or - for standard input"
        yield Unreadable(shown(path), None, "neither a file nor a folder", advice)
    elif suffix := suffix_of(path):
        file = File(Path(path), shown(path), shown(Path(path).name), suffix, Metadata())
        yield from _read_file(file, defaults)
    else:
        advice = f"give one of {' '.join(SUFFIXES)}, or a folder of them"
        yield Unreadable(shown(path), None, "not a kind of file that is read", advice)


def _read_file(file: File, defaults: Metadata) -> Iterator[Item]:
    try:
        with file.path.open("rb") as stream:
            if reader := OF_MANY.get(file.suffix):
                yield from _read_many(reader, stream, file.source, file.metadata, defaults)
            else:
                data = stream.read(LIMIT + 1)
                is_page = file.suffix != ".txt"
                yield _read_one(data, is_page, file.source, file.id, file.metadata, defaults)
    except OSError as error:
        yield unopened(file.source, error)


def _read_stream(stdin: BinaryIO, defaults: Metadata) -> Iterator[Item]:
    # A stream of one's own, with `peek`; it is let go of without closing what is not ours.
    stream: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, stdin))
    try:
        yield from _read_sniffed(_unpacked(stream), defaults)
    except ReadingError as error:
        yield error.at(STANDARD_INPUT)
    except OSError as error:
        yield unopened(STANDARD_INPUT, error)
    finally:
        stream.detach()


def _unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    start = stream.peek(len(ZSTANDARD))
    if start.startswith(GZIP):
        return expand_gzip(stream)
    return expand_zstandard(stream) if start.startswith(ZSTANDARD) else stream


def _read_sniffed(stream: io.BufferedReader, defaults: Metadata) -> Iterator[Item]:
    start = stream.peek(4096)
    head = start.decode(wide_encoding(start) or "utf-8-sig", "ignore")
    if _JSON_START.match(head):
        yield from _read_many(read_jsonl, stream, STANDARD_INPUT, Metadata(), defaults)
    elif start.startswith(WARC_START):
        yield from _read_many(read_warc, stream, STANDARD_INPUT, Metadata(), defaults)
    elif start.startswith(PARQUET_START):
        raise ReadingError("Parquet, which is not read from a pipe", "give it as a file")
    else:
        data = stream.read(LIMIT + 1)
        is_page = bool(_HTML_START.match(head))
        yield _read_one(data, is_page, STANDARD_INPUT, None, Metadata(), defaults)


def _read_many(
    reader: Reader, stream: io.BufferedReader, source: str, row: Metadata, defaults: Metadata
) -> Iterator[Item]:
    for item in reader(stream, source):
        yield item if isinstance(item, Unreadable) else _fill(_fill(item, row), defaults)


def _read_one(
    data: bytes, is_page: bool, source: str, id: str | None, row: Metadata, defaults: Metadata
) -> Item:
    try:
        check_size(data)
        article = _parse(data, is_page)
    except ReadingError as error:
        return error.at(source)
    said = replace(article, id=id, source=source, outlet=row.outlet or article.outlet)
    said = replace(said, published=row.published or said.published, url=row.url or said.url)
    return _fill(replace(said, author=row.author or said.author), defaults)


def _parse(data: bytes, is_page: bool) -> Article:
    if not is_page:
        return read_plain(decode(data))
    from .page import read_page  # lxml and trafilatura are slow to import

    return read_page(data)


def _fill(article: Article, known: Metadata) -> Article:
    """Return the article with what it does not say itself."""
    return replace(
        article,
        published=article.published or known.published,
        outlet=article.outlet or known.outlet,
        url=article.url or known.url,
        author=article.author or known.author,
    )


def _once(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items, an article whose id has come before replaced by a report of that."""
    seen: dict[bytes, str] = {}
    for item in items:
        if isinstance(item, Unreadable) or item.id is None:
            yield item
            continue
        names = _names(item)
        first = next((seen[name] for name in names if name in seen), None)
        if first is not None:
            yield _repeated(item, first)
            continue
        seen.update(dict.fromkeys(names, item.source))
        while len(seen) > _REMEMBERED:
            del seen[next(iter(seen))]
        yield item


def _names(article: Article) -> list[bytes]:
    """Return what an article may not share with another: its id in its file, and outlet and id."""
    file = _LINE.sub("", article.source)
    names = [f"file\x1f{file}\x1f{article.id}"]
    if article.outlet and not article.url:  # with a URL, that is what a document is known by
        names.append(f"outlet\x1f{article.outlet}\x1f{article.id}")
    return [hashlib.sha256(name.encode("utf-8")).digest()[:16] for name in names]


def _repeated(article: Article, first: str) -> Unreadable:
    file, line = _LINE.sub("", article.source), _LINE.search(article.source)
    problem = f"the id {article.id!r:.200} has been read already, at {first}"
    advice = "give each article of an outlet an id of its own"
    return Unreadable(file, int(line[1]) if line else None, problem, advice)

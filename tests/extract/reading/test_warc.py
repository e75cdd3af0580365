"""Web archives."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib

import pytest
from warc_records import BODY, HTML, PAGE, record

from polybius.extract.article import Article
from polybius.extract.reading import warc
from polybius.extract.reading.packed import expand_gzip
from polybius.extract.reading.unreadable import Unreadable
from polybius.extract.reading.warc import read_warc


def items(data: bytes) -> list[Article | Unreadable]:
    return list(read_warc(io.BufferedReader(io.BytesIO(data)), "a.warc"))  # type: ignore[arg-type]


def urls(found: list[Article | Unreadable]) -> list[str | None]:
    return [item.url for item in found if isinstance(item, Article)]


def problem(data: bytes) -> str:
    (item,) = items(data)
    assert isinstance(item, Unreadable)
    return str(item)


A, B, C = (record(f"https://w.example/{name}") for name in "abc")


def test_a_page_is_an_article() -> None:
    (article,) = items(A)
    assert isinstance(article, Article)
    assert article.title == "Talks"
    assert article.text.startswith("Finland invited Estonia to talks on the café’s cable")
    assert (article.url, article.id, article.source) == ("https://w.example/a", None, "a.warc:1")


def test_when_it_was_fetched_is_not_when_it_was_published() -> None:
    (article,) = items(A)
    assert isinstance(article, Article)
    assert article.published is None
    stated = BODY.replace(
        b"<title>", b'<meta itemprop="datePublished" content="2023-12-30"><title>'
    )
    (article,) = items(record(body=stated))
    assert isinstance(article, Article)
    assert article.published == "2023-12-30"


def test_the_archive_s_address_counts_before_the_page_s() -> None:
    stated = BODY.replace(b"<title>", b'<link rel="canonical" href="https://w.example/x"><title>')
    assert urls(items(record("<https://w.example/a>", stated))) == ["https://w.example/a"]
    assert urls(items(record("no address", stated))) == ["https://w.example/x"]


@pytest.mark.parametrize(
    "other",
    [
        record(kind="request"),
        record(kind="metadata"),
        record(http=("Content-Type: image/png",)),
        record(http=("X: y",)),
        record(status="404 Not Found"),
        record(status="301 Moved"),
        record(status="x"),
        b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n",
    ],
)
def test_what_is_no_page_is_passed_over(other: bytes) -> None:
    found = items(other + B)
    assert urls(found) == ["https://w.example/b"]
    assert len(found) == 1
    assert "no HTML page among the 1 records" in problem(other)


def test_what_the_crawler_found_out_is_used_where_the_server_says_nothing() -> None:
    known = record(http=("X: y",), more=("WARC-Identified-Payload-Type: text/html",))
    assert urls(items(known)) == ["https://w.example/a"]


@pytest.mark.parametrize("charset", ["utf-16-le", "koi8-r", "windows-1252"])
def test_the_server_s_charset_counts_before_the_page_s(charset: str) -> None:
    words = {"koi8-r": "Москва", "windows-1252": "Café “Zoë”"}.get(charset, "Café “Zoë”")
    text = f"<meta charset=iso-8859-7><p>{words} in talks with Finland on Monday, it said.</p>" * 4
    body = PAGE.format(text).encode(charset)
    (article,) = items(record(body=body, http=(f"Content-Type: text/html;charset={charset}",)))
    assert isinstance(article, Article)
    assert words in article.text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(BODY)),
        ("Content-Encoding: deflate", zlib.compress(BODY)),
        ("Content-Encoding: GZIP, gzip", gzip.compress(gzip.compress(BODY))),
        ("Content-Encoding: identity", BODY),
        ("Transfer-Encoding: chunked", b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)),
        ("Content-Encoding: gzip", BODY),  # unpacked by the crawler, the head left
        ("Transfer-Encoding: chunked", BODY),
    ],
)
def test_a_page_is_unpacked(head: str, body: bytes) -> None:
    (article,) = items(record(body=body, http=(*HTML, head)))
    assert isinstance(article, Article)
    assert article.title == "Talks"


BOMB = gzip.compress(b"a" * 40_000_000)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.warc: the file is empty; leave it out"),
        (b"hello\n" * 100, "a.warc:1: 600 bytes before the next record belong to none"),
        (A[:50], "a.warc:1: a record whose head has no end"),
        (A[:-20], "a.warc:1: a record cut off 16 bytes before its end"),
        (record(length="x"), "a.warc:1: a record that does not say how long it is"),
        (record(length=10**17), "a.warc:1: a record cut off"),
        (record(more=("WARC-Truncated: length",)), "a page that the crawler cut off (length)"),
        (record(body=b""), "the file is empty"),
        (record(body=b"<div></div>"), "no article found in the page"),
        (record(body=b"zz", http=(*HTML, "Content-Encoding: gzip")), "packed in a broken way"),
        (record(body=b"zz", http=(*HTML, "Content-Encoding: x")), "packed as x, which is not"),
        (record(http=(*HTML, "Content-Encoding: gzip,gzip,gzip,gzip")), "packed 4 times"),
        (record(body=BOMB, http=(*HTML, "Content-Encoding: gzip")), "larger than 20 MB"),
    ],
)
def test_what_is_wrong_is_told(data: bytes, message: str) -> None:
    assert message in problem(data)


def test_a_bomb_is_not_held_in_memory() -> None:
    data = record(body=BOMB, http=(*HTML, "Content-Encoding: gzip"))
    tracemalloc.start()
    items(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 70_000_000


@pytest.mark.parametrize(
    "broken",
    [
        b"noise that is no record\r\n\r\n",
        record(length="x"),
        record(length=100),
        record(more=("WARC-Truncated: time",)),
    ],
)
def test_the_records_around_a_broken_one_are_read(broken: bytes) -> None:
    found = items(A + broken + C)
    assert urls(found) >= ["https://w.example/a", "https://w.example/c"]
    assert any(isinstance(item, Unreadable) for item in found)


def test_the_members_around_a_broken_one_are_read() -> None:
    broken = bytearray(gzip.compress(B))
    broken[100:120] = b"\xff" * 20
    packed = gzip.compress(A) + broken + gzip.compress(C) + gzip.compress(B)[:-30]
    file = io.BufferedReader(io.BytesIO(packed))  # type: ignore[arg-type]
    found = list(read_warc(expand_gzip(file), "a.warc.gz"))
    assert urls(found) == ["https://w.example/a", "https://w.example/c"]
    told = [str(item) for item in found if isinstance(item, Unreadable)]
    assert len(told) == 2
    assert all("broken gzip: " in each for each in told)


def test_a_record_larger_than_an_article_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LIMIT", 10_000)
    found = items(A + record(body=b"x" * 20_000) + C)
    assert urls(found) == ["https://w.example/a", "https://w.example/c"]
    assert "a.warc:2: a record larger than" in str(found[1])

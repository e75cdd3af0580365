"""JSON Lines."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from typing import Any

import pytest

from polybius.extract.article import Article, walk
from polybius.extract.reading import lines
from polybius.extract.reading.jsonl import read_jsonl
from polybius.extract.reading.packed import expand_gzip
from polybius.extract.reading.thread import DEPTH_LIMIT
from polybius.extract.reading.unreadable import Unreadable


def stream(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]


def items(*lines: Any) -> list[Article | Unreadable]:
    text = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    return list(read_jsonl(stream("\n".join(text).encode()), "a.jsonl"))


def problem(line: Any) -> str:
    (item,) = items(line)
    assert isinstance(item, Unreadable)
    assert item.line == 1
    return str(item)


def test_every_field_is_read_and_the_text_not_touched() -> None:
    text = "\ufeff A\r\n\tb\u0000\u0085\u2028 “c” \U0001f600\n\n"
    record = {
        "id": "1",
        "text": text,
        "title": "T",
        "published": "2024-05-06T07:08:09Z",
        "url": "https://a.example/1",
        "outlet": "O",
        "author": "A",
        "lang": "en",
        "more": [1],
        "comments": [
            {"text": "x", "id": "c1", "author": "B", "replies": [{"text": "y"}]},
            {"text": "z", "published": "2024-05-07", "replies": None},
        ],
    }
    (article,) = items(record)
    assert isinstance(article, Article)
    assert (article.text, article.source) == (text, "a.jsonl:1")
    for field in ("id", "title", "published", "url", "outlet", "author", "lang"):
        assert getattr(article, field) == record[field]
    found = [(parent, comment.text) for _, parent, comment in walk(article.comments)]
    assert found == [(None, "x"), (1, "y"), (None, "z")]
    assert article.comments[0].id == "c1"
    assert article.comments[1].published == "2024-05-07"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "1", "text": }', "a.jsonl:1: broken JSON at column 21"),
        ("[1]", "the line holds a list, not an object"),
        ("null", "the line holds null"),
        ({"text": "t"}, "no id"),
        ({"id": " ", "text": "t"}, "no id"),
        ({"id": 7, "text": "t"}, "id is a number, not a string"),
        ({"id": "1"}, "no text"),
        ({"id": "1", "text": " \n"}, "no text"),
        ({"id": "1", "text": ["t"]}, "text is a list, not a string"),
        ({"id": "1", "text": "t", "url": True}, "url is true or false"),
        ({"id": "1", "text": "t", "published": "May 2024"}, "published: 'May 2024' is not a date"),
        ({"id": "1", "text": "t\ud800"}, "text holds half a character"),
        ({"id": "1", "text": "t", "comments": {}}, "comments is an object, not a list"),
        ({"id": "1", "text": "t", "comments": ["x"]}, "comments[0] is a string"),
        ({"id": "1", "text": "t", "comments": [{"id": "c"}]}, "comments[0] has no text"),
        (
            {"id": "1", "text": "t", "comments": [{"text": "x", "replies": [{"text": 1}]}]},
            "comments[0].replies[0].text is a number",
        ),
        (
            {"id": "1", "text": "t", "comments": [{"text": "x", "published": "2 days ago"}]},
            "comments[0].published: '2 days ago' is not a date",
        ),
        ('{"id": "1", "text": "t", "x": ' + "9" * 5000 + "}", "broken JSON"),
        ('{"id": ' + "[" * 200_000, "nested too deep"),
    ],
)
def test_a_bad_line_says_what_is_wrong(line: Any, message: str) -> None:
    assert message in problem(line)


def test_the_lines_around_a_bad_one_are_read() -> None:
    good = {"id": "1", "text": "t"}
    found = items(good, "{", "", good)
    assert [item.source for item in found] == ["a.jsonl:1", "a.jsonl", "a.jsonl:4"]
    assert isinstance(found[1], Unreadable)
    assert found[1].line == 2


def nested(depth: int) -> dict[str, Any]:
    comment: dict[str, Any] = {"text": "c"}
    for _ in range(depth - 1):
        comment = {"text": "c", "replies": [comment]}
    return {"id": "1", "text": "t", "comments": [comment]}


def test_depth_is_bounded() -> None:
    (article,) = items(nested(DEPTH_LIMIT))
    assert isinstance(article, Article)
    assert len(list(walk(article.comments))) == DEPTH_LIMIT
    assert f"nested more than {DEPTH_LIMIT} deep" in problem(nested(DEPTH_LIMIT + 1))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings(encoding: str) -> None:
    text = '{"id": "1", "text": "é\u2028"}\r\n{"id": "2", "text": "ü"}\r\n'.encode(encoding)
    found = list(read_jsonl(stream(text), "a.jsonl"))
    assert [item.text for item in found if isinstance(item, Article)] == ["é\u2028", "ü"]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"\xff\xfe\x00\xd8a\0", "not in the encoding", 1),
        (b"\x7fELF\x00\x00", "binary", 1),
        (b" \n\n", "empty", None),
        (b"", "empty", None),
    ],
)
def test_an_unfit_file_is_one_message(data: bytes, message: str, line: int | None) -> None:
    (item,) = read_jsonl(stream(data), "a.jsonl")
    assert isinstance(item, Unreadable)
    assert message in item.problem
    assert item.line == line


def test_a_line_longer_than_an_article_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LIMIT", 100_000)
    good, long = {"id": "1", "text": "t"}, {"id": "2", "text": "t" * 200_000}
    found = items(good, long, good, long)
    assert [isinstance(item, Article) for item in found] == [True, False, True, False]
    assert str(found[1]).startswith("a.jsonl:2: the line is larger")


def test_a_line_too_long_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LIMIT", 100_000)
    packed = stream(gzip.compress(b"1" * 20_000_000))
    tracemalloc.start()
    (item,) = read_jsonl(expand_gzip(packed), "a.jsonl.gz")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(item, Unreadable)
    assert peak < 2_000_000


def test_lines_are_read_as_they_come() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = b'{"id": "1", "text": "t"}\n'
            buffer[: len(line)] = line
            return len(line)

    articles = read_jsonl(io.BufferedReader(Endless()), "-")
    assert next(articles).source == "-:1"
    assert next(articles).source == "-:2"

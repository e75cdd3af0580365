"""JSON Lines: one article a line, in the input format of the findings' contract.

The text is kept character for character, and nothing but one line is held in memory.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..article import Article, Comment
from .decode import LIMIT, decode
from .fields import kind_of, read_fields, read_published, read_string
from .lines import read_lines
from .thread import DEPTH_LIMIT
from .unreadable import ReadingError, Unreadable

__all__ = ["read_jsonl", "read_record"]

_ONE_LINE = "write one JSON object a line"


def read_jsonl(file: io.BufferedReader, source: str) -> Iterator[Article | Unreadable]:
    """Yield an article for each line of ``file``, or why there is none, with the line's number.

    Blank lines are passed over. ``source`` is the file as given, for messages. What makes the
    rest of the file unreadable (broken gzip, for one) is the last thing that is yielded.
    """
    number, filled = 0, False
    try:
        for number, line in enumerate(read_lines(file), 1):
            if line is None or line.strip():
                filled = True
                yield _read_line(line, source, number)
    except ReadingError as error:
        yield error.at(source, number + 1)
    except UnicodeError as error:
        problem = f"from here on not in the encoding that it is marked as: {error}"
        yield Unreadable(source, number + 1, problem, "save it as UTF-8")
    else:
        if not filled:
            yield Unreadable(source, None, "the file is empty", "leave it out")


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
        raise ReadingError(f"the line holds {kind_of(record)}, not an object", _ONE_LINE)
    id = read_string(record, "id")
    if id is None or not id.strip():
        raise ReadingError("no id", 'add "id": it names the article in the findings')
    return replace(read_fields(record), comments=_comments(record, "comments", "", 1))


def _comments(record: Mapping[str, Any], field: str, place: str, depth: int) -> tuple[Comment, ...]:
    comments = record.get(field)
    if comments is None:
        return ()
    if not isinstance(comments, list):
        raise ReadingError(f"{place}{field} is {kind_of(comments)}, not a list", "see FINDINGS")
    if comments and depth > DEPTH_LIMIT:
        raise ReadingError(f"comments nested more than {DEPTH_LIMIT} deep", "cut the thread there")
    return tuple(
        _comment(comment, f"{place}{field}[{number}]", depth)
        for number, comment in enumerate(comments)
    )


def _comment(record: Any, place: str, depth: int) -> Comment:
    if not isinstance(record, dict):
        raise ReadingError(f"{place} is {kind_of(record)}, not an object", "see FINDINGS")
    text = read_string(record, "text", f"{place}.")
    if text is None:
        raise ReadingError(f"{place} has no text", 'add "text", or leave the comment out')
    return Comment(
        text=text,
        id=read_string(record, "id", f"{place}."),
        author=read_string(record, "author", f"{place}."),
        published=read_published(record, f"{place}."),
        replies=_comments(record, "replies", f"{place}.", depth + 1),
    )

"""Article: a document as it came in, before anything is read out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Article", "Comment", "walk"]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and the comments that answer it."""

    text: str
    id: str | None = None
    author: str | None = None
    published: str | None = None
    replies: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A news article: text as published, metadata as known (None where unknown).

    ``published`` is an ISO date or date-time, ``source`` says where it was read
    (file, and line where a file holds several), for messages.
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    lang: str | None = None
    comments: tuple[Comment, ...] = ()
    source: str = ""


def walk(comments: tuple[Comment, ...]) -> Iterator[tuple[int, int | None, Comment]]:
    """Yield (number, number of the comment it answers or None, comment) in reading order."""
    number = 0
    waiting: list[tuple[Comment, int | None]] = [(comment, None) for comment in reversed(comments)]
    while waiting:
        comment, parent = waiting.pop()
        number += 1
        yield number, parent, comment
        waiting.extend((reply, number) for reply in reversed(comment.replies))

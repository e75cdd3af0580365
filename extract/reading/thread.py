"""Comment threads in plain text: bullets nested by indentation.

    • Anna

      Her comment, of one paragraph or more.

      • Ben 2

        His answer to Anna.

A comment is a bullet with its author's name, standing alone between blank lines, and text
further right. A bullet answers the nearest one above it that stands further left. The thread
is the end of the page, so bullets with more prose below them that stands further left than
they do are a list in the body. Short lines below the last comment, further left than the
thread ("Log in to comment"), are the page's furniture and left out.

Inside a thread a comment may be empty (a picture), or its text may have lost its indentation.
A thread that has lost all of it is taken for one only where every bullet from the first
comment to the end of the page has the shape of one, and there are two at least.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from ..article import Comment
from .unreadable import ReadingError

__all__ = [
    "BULLET",
    "DEPTH_LIMIT",
    "Lines",
    "find_thread",
    "join",
    "nest",
    "paragraphs",
    "read_thread",
]

Lines = list[str]

DEPTH_LIMIT = 200  # comments inside comments
BULLET = re.compile(r"\s*([•◦▪‣·*+-])\s+(\S.*)")
_ASCII_BULLETS = "*+-"
_AUTHOR_LENGTH, _AUTHOR_WORDS = 60, 8
_PLAIN_AUTHOR = re.compile(r"\S+(\s+\S+){0,3}(?<![:;,?!…])")
_PROSE_LENGTH = 100  # characters; no furniture of a page is a sentence as long as that
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_TAB = 8
_WIDEST = 4_000  # columns; whatever stands further right than that stands there


@dataclass(frozen=True, slots=True)
class _Head:
    """A bullet that may begin a comment: its line and column, and those of what comes below."""

    line: int
    indent: int
    bullet: str
    author: str
    below: int
    text_indent: int | None  # None where nothing comes below, or another bullet


@dataclass(slots=True)
class _Open:
    """A comment whose answers are still being read."""

    comment: Comment
    indent: int
    replies: list[Comment] = field(default_factory=list)


def find_thread(lines: Lines) -> int:
    """Return the number of the line where the comments begin (``len(lines)`` without any).

    Lines end in no space, here and below: a blank line is empty.
    """
    heads = _heads(lines)
    prose = _leftmost_prose(lines)
    for head in heads:
        if _is_deep(head) and prose[head.line] >= head.indent:
            return head.line
    return _find_flat_thread(lines, heads)


def read_thread(lines: Lines) -> tuple[Comment, ...]:
    """Return the comments of a thread that begins on the first of these lines.

    Raises ReadingError where comments are nested deeper than `DEPTH_LIMIT`.
    """
    if not lines:
        return ()
    heads = _thread_heads(_heads(lines), len(lines))
    ends = [*(head.line for head in heads[1:]), _end(lines, heads)]
    return nest(
        (head.indent, Comment(join(paragraphs(lines[head.line + 1 : end])), author=head.author))
        for head, end in zip(heads, ends, strict=True)
    )


def nest(comments: Iterable[tuple[int, Comment]]) -> tuple[Comment, ...]:
    """Return the tree of comments given in reading order, each with how far right it stands.

    Raises ReadingError where the tree is deeper than `DEPTH_LIMIT`.

    >>> tree = nest([(0, Comment("a")), (4, Comment("b")), (0, Comment("c"))])
    >>> [(comment.text, len(comment.replies)) for comment in tree]
    [('a', 1), ('c', 0)]
    """
    stack = [_Open(Comment(""), -1)]
    for indent, comment in comments:
        while stack[-1].indent >= indent:
            _close(stack)
        stack.append(_Open(comment, indent))
        if len(stack) > DEPTH_LIMIT + 1:
            problem = f"comments nested more than {DEPTH_LIMIT} deep"
            raise ReadingError(problem, "cut the thread there")
    while len(stack) > 1:
        _close(stack)
    return tuple(stack[0].replies)


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    stack[-1].replies.append(replace(done.comment, replies=tuple(done.replies)))


def paragraphs(lines: Lines) -> list[Lines]:
    """Return the runs of lines that are not blank."""
    return [list(run) for filled, run in groupby(lines, key=bool) if filled]


def join(blocks: list[Lines]) -> str:
    """Return paragraphs as text: no common indentation, one blank line between them."""
    margin = min((_indent(line) for block in blocks for line in block), default=0)
    return "\n\n".join("\n".join(_outdent(line, margin) for line in block) for block in blocks)


def _indent(line: str) -> int:
    leading = line[: len(line) - len(line.lstrip())]
    return len(leading[:_WIDEST].expandtabs(_TAB))


def _outdent(line: str, margin: int) -> str:
    if not margin:
        return line
    leading = line[: len(line) - len(line.lstrip())]
    return leading[:_WIDEST].expandtabs(_TAB)[margin:] + line[len(leading) :]


def _heads(lines: Lines) -> list[_Head]:
    """Return the bullets that stand alone between blank lines, with what may be a name."""
    heads = []
    below, indent_below = len(lines), None
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if not line:
            continue
        match = BULLET.match(line)
        if match and _stands_alone(lines, number) and _is_name(match[2]):
            bullet, author = match.groups()
            heads.append(_Head(number, _indent(line), bullet, author, below, indent_below))
        below, indent_below = number, None if match else _indent(line)
    return heads[::-1]


def _stands_alone(lines: Lines, number: int) -> bool:
    return not any(lines[max(number - 1, 0) : number] + lines[number + 1 : number + 2])


def _is_name(text: str) -> bool:
    return len(text) <= _AUTHOR_LENGTH and len(text.split()) <= _AUTHOR_WORDS


def _is_deep(head: _Head) -> bool:
    return head.text_indent is not None and head.text_indent > head.indent


def _is_flat(head: _Head) -> bool:
    return head.text_indent == head.indent and bool(_PLAIN_AUTHOR.fullmatch(head.author))


def _thread_heads(heads: list[_Head], length: int) -> list[_Head]:
    """Return the heads that begin comments in ``length`` lines, the first being one for certain."""
    alike = [
        head
        for head in heads
        if (head.bullet in _ASCII_BULLETS) == (heads[0].bullet in _ASCII_BULLETS)
    ]
    certain = {head.line for head in alike if _is_deep(head) or _is_flat(head)}
    certain.add(length)
    return [head for head in alike if head.line in certain or _is_empty(head, certain)]


def _is_empty(head: _Head, certain: set[int]) -> bool:
    """Say whether this is a comment without text: right below the next begins, or nothing."""
    return bool(_PLAIN_AUTHOR.fullmatch(head.author)) and head.below in certain


def _leftmost_prose(lines: Lines) -> list[float]:
    """Return for each line how far left any paragraph of prose below it stands."""
    leftmost = [float("inf")] * len(lines)
    found, length = float("inf"), 0.0
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        leftmost[number] = found
        ends = number + 1 == len(lines) or not lines[number + 1]
        if ends:
            length = len(line) if _SENTENCE_END.search(line) else float("-inf")
        else:
            length += len(line)
        begins = number == 0 or not lines[number - 1]
        if line and begins and length >= _PROSE_LENGTH and not BULLET.match(line):
            found = min(found, _indent(line))
    return leftmost


def _find_flat_thread(lines: Lines, heads: list[_Head]) -> int:
    flat = {head.line for head in heads if _is_flat(head) or _is_deep(head)}
    start, count = len(lines), 0
    for number in range(len(lines) - 1, -1, -1):
        if BULLET.match(lines[number]):
            if number not in flat:
                break
            start, count = number, count + 1
    return start if count > 1 else len(lines)


def _end(lines: Lines, heads: list[_Head]) -> int:
    """Return where the last comment ends: at furniture further left than the thread."""
    margin = min(head.indent for head in heads)
    after = range(heads[-1].line + 2, len(lines))
    begins = (number for number in after if lines[number] and not lines[number - 1])
    return next((number for number in begins if _indent(lines[number]) < margin), len(lines))

"""Quotations: stretches of text between quotation marks, also where a mark is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

__all__ = ["Quotation", "find_quotations"]

_MARK = re.compile("[“”„«»\"]|''")
_OPENING, _CLOSING = frozenset("“„«"), frozenset("”»")
_BEFORE_OPENING = frozenset(" \t\u00a0([{—–-:")
_AFTER_CLOSING = frozenset(" \t\u00a0)]}—–-:,.;?!'’")
_PARAGRAPH = re.compile(r"\S[^\n]*")
_SENTENCE_END = re.compile(r"[.!?]['’)\]]?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation's range in a part's text, marks included.

    ``lost`` names a mark the text has lost: after a lost opening mark the range
    begins with its paragraph (or after the quotation before it), before a lost
    closing mark it ends with its sentence. ``runs_on``: the next paragraph goes
    on with it, as newspapers print a speech of several paragraphs.
    """

    start: int
    end: int
    lost: Literal["opening", "closing"] | None = None
    runs_on: bool = False


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text in reading order; they never overlap."""
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    found: list[Quotation] = []
    for (start, end), after in pairwise([*paragraphs, (len(text), len(text))]):
        mark = _MARK.match(text, after[0])
        goes_on = mark is not None and _role(text, mark, after, None) == "opening"
        found.extend(_in_paragraph(text, (start, end), goes_on))
    return tuple(found)


def _in_paragraph(text: str, paragraph: tuple[int, int], goes_on: bool) -> Iterator[Quotation]:
    floor, opened = paragraph[0], None
    for mark in _MARK.finditer(text, *paragraph):
        role = _role(text, mark, paragraph, text[opened] if opened is not None else None)
        if role == "opening":
            if opened is not None:
                yield _unclosed(text, opened, mark.start())
                floor = mark.start()
            opened = mark.start()
        elif opened is not None:
            yield Quotation(opened, mark.end())
            floor, opened = mark.end(), None
        elif not text[mark.start() - 1].isdigit() and mark.start() > floor:  # not 5"
            yield Quotation(_unopened(text, floor, mark.start(), paragraph), mark.end(), "opening")
            floor = mark.end()
    if opened is not None:
        if goes_on:
            yield Quotation(opened, paragraph[1], runs_on=True)
        else:
            yield _unclosed(text, opened, paragraph[1])


def _role(
    text: str, mark: re.Match[str], paragraph: tuple[int, int], opened: str | None
) -> Literal["opening", "closing"]:
    """Say which way a mark faces, ``opened`` being the one still open, if any.

    A straight mark is known by what stands on its two sides; “ closes „.
    """
    if mark.group() == "“" and opened == "„":
        return "closing"
    if mark.group() in _OPENING | _CLOSING:
        return "opening" if mark.group() in _OPENING else "closing"
    starts = mark.start() == paragraph[0] or text[mark.start() - 1] in _BEFORE_OPENING
    ends = mark.end() >= paragraph[1] or text[mark.end()] in _AFTER_CLOSING
    if starts != ends:
        return "opening" if starts else "closing"
    return "closing" if opened else "opening"


def _unclosed(text: str, start: int, limit: int) -> Quotation:
    end = _SENTENCE_END.search(text, start, limit)
    stop = end.end() if end else start + len(text[start:limit].rstrip())
    return Quotation(start, stop, "closing")


def _unopened(text: str, floor: int, limit: int, paragraph: tuple[int, int]) -> int:
    """Return where a quotation without opening mark begins."""
    if floor == paragraph[0]:
        return floor
    end = _SENTENCE_END.search(text, floor, limit)
    start = end.end() if end else floor
    return start + len(text[start:limit]) - len(text[start:limit].lstrip())

"""Unreadable: an input, or a line of one, that gives no article, and why.

ReadingError(ValueError)   raised while one article is read; ends in an Unreadable
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ReadingError", "Unreadable", "printable"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What could not be read: ``source`` is the file as given, ``line`` counts from 1: a line, or
    in Parquet a row, in a WARC file a record."""

    source: str
    line: int | None
    problem: str
    advice: str

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return printable(f"{place}: {self.problem}; {self.advice}")


class ReadingError(ValueError):
    """Why one article cannot be read: what is wrong, what to do, and the line if one is to blame.

    >>> str(ReadingError("the file is empty", "save the page again").at("a.txt"))
    'a.txt: the file is empty; save the page again'
    """

    def __init__(self, problem: str, advice: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.problem, self.advice, self.line = problem, advice, line

    def at(self, source: str, line: int | None = None) -> Unreadable:
        """Return the error as what it means for a file (or one of its lines)."""
        return Unreadable(source, line or self.line, self.problem, self.advice)

    def __str__(self) -> str:
        return str(self.at("")).removeprefix(": ")


def printable(text: str) -> str:
    r"""Return ``text`` on one line: whatever could break a line or drive a terminal is escaped.

    >>> printable("a\nb")
    'a\\nb'
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )

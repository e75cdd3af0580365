"""Enclosing: which of many ranges hold a range, the innermost first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

__all__ = ["Enclosing"]

Value = TypeVar("Value")


class Enclosing(Generic[Value]):
    """Half-open ranges with a value each, to be asked many times.

    >>> said = Enclosing([(0, 90, "outer"), (20, 40, "inner"), (50, 60, "later")])
    >>> list(said.around(25, 30)), list(said.around(45, 48))
    (['inner', 'outer'], ['outer'])
    """

    def __init__(self, ranges: Iterable[tuple[int, int, Value]]) -> None:
        self._ranges = sorted(ranges, key=lambda r: (r[0], -r[1]))
        self._starts = [start for start, _, _ in self._ranges]
        self._wider: list[int] = []  # the last range before that ends later, -1 for none
        for number, (_, end, _) in enumerate(self._ranges):
            at = number - 1
            while at >= 0 and self._ranges[at][1] <= end:
                at = self._wider[at]
            self._wider.append(at)

    def around(self, start: int, end: int) -> Iterator[Value]:
        """Yield the values of the ranges that hold a range, those that begin last first."""
        at = bisect_right(self._starts, start) - 1
        while at >= 0:
            _, last, value = self._ranges[at]
            if last >= end:
                yield value
                at -= 1
            else:
                at = self._wider[at]

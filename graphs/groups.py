"""Groups: which of many texts are copies, by their signatures.

Texts that share a band of their signatures are compared, and joined where they are copies; whoever
is joined with the same is joined with each other. A table for each band of Python's own, as
datasketch's, takes 16 KB a text: here a column is sorted instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import numpy.typing as npt

__all__ = ["Groups", "join_copies"]


class Groups:
    """Numbers in groups that have none in common; each is alone at first.

    >>> groups = Groups([(4, 2), (2, 7)])
    >>> groups.first(7), groups.first(3), groups.larger()
    (2, 3, [[2, 4, 7]])
    """

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        self._before: dict[int, int] = {}
        for one, other in pairs:
            self.join(one, other)

    def first(self, member: int) -> int:
        """Return the first of the group that a number is in."""
        path = []
        while member in self._before:
            path.append(member)
            member = self._before[member]
        self._before.update(dict.fromkeys(path, member))
        return member

    def join(self, one: int, other: int) -> None:
        """Make one group of the groups of two numbers."""
        first, second = sorted((self.first(one), self.first(other)))
        if first != second:
            self._before[second] = first

    def larger(self) -> list[list[int]]:
        """Return the groups that have several members, each in order."""
        found = defaultdict(list)
        for member in sorted(self._before):
            found[self.first(member)].append(member)
        return [[first, *members] for first, members in sorted(found.items())]


def join_copies(
    groups: Groups,
    bands: npt.NDArray[np.uint32],
    new: int,
    are_copies: Callable[[int, int], bool],
) -> None:
    """Join the rows of ``bands`` that share a value of a column and are copies.

    Rows from number ``new`` on are compared with all; those before were compared with each other
    already, and stand in ``groups``.
    """
    if new == len(bands):
        return
    for column in bands.T:
        for members in _sharing(column, new):
            by_group = defaultdict(list)
            for member in members:
                if member < new:
                    by_group[groups.first(member)].append(member)
            for member in members:
                if member >= new:
                    _join(member, by_group, groups, are_copies)


def _sharing(column: npt.NDArray[np.uint32], new: int) -> Iterator[list[int]]:
    """Yield the numbers of rows that have the same value, if one of them is new."""
    order = np.argsort(column, kind="stable")
    ordered = column[order]
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]) + 1, len(order))
    starts = np.append(0, ends[:-1])
    wanted = (ends - starts > 1) & (order[ends - 1] >= new)
    for start, end in zip(starts[wanted].tolist(), ends[wanted].tolist(), strict=True):
        yield order[start:end].tolist()


def _join(
    member: int,
    by_group: dict[int, list[int]],
    groups: Groups,
    are_copies: Callable[[int, int], bool],
) -> None:
    """Compare with the groups that it is not in; one copy among a group's members is enough."""
    own = [member, *by_group.pop(groups.first(member), [])]
    for first in list(by_group):
        if any(are_copies(member, other) for other in by_group[first]):
            groups.join(member, first)
            own += by_group.pop(first)
    by_group[groups.first(member)] = own

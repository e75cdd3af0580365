"""Spells: the days on which something is there, for networks that move in time.

A spell is two ISO days, the first and the last, both included. Gephi drops spells of one
element that overlap, so they are merged before they are written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

__all__ = ["Level", "Spell", "levels", "merged", "spell"]

Spell = tuple[str, str]
Level = tuple[str, str, int]

_DAY_LENGTH = len("2017-12-27")
_ONE_DAY = timedelta(1)


def spell(begin: object, end: object = None) -> Spell | None:
    """Return the days from ``begin`` to ``end`` (dates, with or without a time), or None.

    What has no last day lasts one day. None where there is no first day, or either is no
    date of the Gregorian calendar from year 1 to 9999, or the last comes before the first.

    >>> spell("2017-12-27T10:00:00Z")
    ('2017-12-27', '2017-12-27')
    >>> spell("2017-12-27", "2017-12-01") is None
    True
    """
    first = _day(begin)
    last = first if end is None else _day(end)
    return (first, last) if first and last and first <= last else None


def _day(value: object) -> str | None:
    try:
        return date.fromisoformat(str(value)[:_DAY_LENGTH]).isoformat()
    except ValueError:
        return None


def merged(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """Return the same days as spells that do not overlap, in order of time.

    >>> merged([("2017-01-05", "2017-01-09"), ("2017-01-01", "2017-01-06")])
    (('2017-01-01', '2017-01-09'),)
    """
    found: list[Spell] = []
    for first, last in sorted(spells):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def levels(spells: Iterable[Spell]) -> tuple[Level, ...]:
    """Return how many of the spells hold, from day to day, where any does.

    >>> levels([("2017-01-01", "2017-01-03"), ("2017-01-03", "2017-01-03")])
    (('2017-01-01', '2017-01-02', 1), ('2017-01-03', '2017-01-03', 2))
    """
    changes: dict[str, int] = {}
    for first, last in spells:
        changes[first] = changes.get(first, 0) + 1
        after = _next_day(last)
        if after:  # none comes after the calendar's last
            changes[after] = changes.get(after, 0) - 1
    days = sorted(changes)
    found: list[Level] = []
    number = 0
    for place, day in enumerate(days, 1):
        number += changes[day]
        last = _day_before(days[place]) if place < len(days) else date.max.isoformat()
        if number:
            found.append((day, last, number))
    return tuple(found)


def _next_day(day: str) -> str | None:
    found = date.fromisoformat(day)
    return (found + _ONE_DAY).isoformat() if found < date.max else None


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - _ONE_DAY).isoformat()

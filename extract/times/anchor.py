"""Time anchor: what an expression is read against, and what a reading of one is.

The words a rule has matched come as slots: the value of each word by the class it filled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..findings import Basis, TimeType
from . import calendar
from .calendar import Period, Tense, Unit

__all__ = [
    "CENTURY_TURN",
    "UNITS",
    "Anchor",
    "Read",
    "Reading",
    "Slots",
    "edge_named",
    "edged",
    "first_slot",
    "number_slot",
    "resolved",
    "unresolved",
]

CENTURY_TURN = 50  # two digits below are 20xx
UNITS: Mapping[str, Unit] = {
    "D": "D",
    "W": "W",
    "WE": "WE",
    "M": "M",
    "Q": "Q",
    "Y": "Y",
    "DE": "DE",
    "CE": "CE",
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression is read against.

    The day of publication, the tense of the verb that governs it, the last period and the last
    day the text spoke of, and the day on which a time that names none falls.
    """

    published: dt.date | None = None
    tense: Tense | None = None
    reference: Period | None = None
    day: Period | None = None
    nearby_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means. ``period`` is None when the days are not known."""

    type: TimeType
    value: str | None
    period: Period | None = None
    basis: Basis = "unresolved"


Slots = Mapping[str, str]
Read = Callable[[Slots, Anchor, str], Reading | None]


def resolved(period: Period, basis: Basis) -> Reading:
    """Return the reading of a date whose days are known."""
    return Reading("DATE", period.value, period, basis)


def unresolved(value: str | None = None) -> Reading:
    """Return the reading of a date whose days are not known; its value may be in part."""
    return Reading("DATE", value)


def edge_named(slots: Slots) -> str:
    """Return which part of a period the words name: START, MID, END, or "" for the whole."""
    return "END" if slots.keys() & {"rest", "remainder"} else slots.get("EDGE", "")


def edged(period: Period, slots: Slots) -> Period:
    """Cut a period to the part the words name ("early", "the end of")."""
    return calendar.narrow(period, edge_named(slots)) if edge_named(slots) else period


def first_slot(slots: Slots, *names: str) -> str | None:
    """Return the value of the first of these slots that is filled."""
    return next((slots[name] for name in names if name in slots), None)


def number_slot(slots: Slots, *names: str) -> int | None:
    """Return the number in the first of these slots that is filled ("3", "3rd")."""
    word = first_slot(slots, *names)
    return None if word is None else int(word.rstrip("stndrh"))

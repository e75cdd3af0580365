"""Time dates: readings of days and months named by date, weekday, distance or feast."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from ..findings import Basis
from . import calendar
from .anchor import (
    CENTURY_TURN,
    Anchor,
    Read,
    Reading,
    Slots,
    edged,
    first_slot,
    number_slot,
    resolved,
    unresolved,
)
from .calendar import Period

__all__ = ["DATES", "deictic", "in_some_year", "read_date", "read_month", "weekday_date"]


def _month_number(slots: Slots) -> int:
    return int(first_slot(slots, "MONTH", "CLEARMONTH", "MONTHABBR") or 0)


def _year_of(slots: Slots, anchor: Anchor) -> tuple[int | None, Basis]:
    """Return the year the words name ("of last year"), None where they name none."""
    if "YEAR" in slots:
        return int(slots["YEAR"]), "explicit"
    if "year" in slots and "DEICTIC" in slots and anchor.published:
        return anchor.published.year + int(slots["DEICTIC"]), "relative"
    if "year" in slots and anchor.reference:
        return anchor.reference.begin.year + int(slots.get("ANAPHORIC", 0)), "relative"
    return None, "relative"


def in_some_year(
    make: Callable[[int], Period], slots: Slots, anchor: Anchor, unknown: str
) -> Reading:
    """Read what recurs each year: in the year named, else in the one the tense points to."""
    year, basis = _year_of(slots, anchor)
    if year is not None:
        return resolved(edged(make(year), slots), basis)
    if anchor.published is None:
        return unresolved(unknown)
    around = _candidates(make, anchor.published)
    tense = anchor.tense or ("past" if around[0].granularity != "day" else None)
    chosen = calendar.choose_year(around, anchor.published, tense)
    return resolved(edged(chosen, slots), "relative")


def _candidates(make: Callable[[int], Period], around: dt.date) -> list[Period]:
    """Return the period in the years about a date; 29 February exists in some of them only."""
    found = []
    for year in range(max(around.year - 4, 1), min(around.year + 5, dt.MAXYEAR)):
        with suppress(ValueError):
            found.append(make(year))
    if not found:
        raise ValueError("no year has such a day")
    return found


def read_date(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read a day of a month, with its year or without."""
    month, day = _month_number(slots), number_slot(slots, "DAY", "NTH", "NTHWORD") or 0
    return in_some_year(
        lambda year: calendar.day(dt.date(year, month, day)),
        slots,
        anchor,
        f"XXXX-{month:02}-{day:02}",
    )


def _days(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "June 15-17"; the value is an ISO 8601 interval."""
    first = read_date(slots, anchor, told)
    if first.period is None:
        return unresolved()
    last = first.period.begin.replace(day=int(slots["other"]))
    if last <= first.period.begin:
        raise ValueError("the days run backwards")
    value = f"{first.value}/{last.isoformat()}"
    return resolved(replace(first.period, end=last, value=value), first.basis)


def _stamp(slots: Slots, anchor: Anchor, told: str) -> Reading:
    moment = dt.datetime.fromisoformat(slots["STAMP"].upper())
    return Reading("TIME", slots["STAMP"].upper(), calendar.day(moment.date()), "explicit")


def _numeric(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read a date in digits; one that may be day-month or month-day stays unresolved."""
    text = first_slot(slots, "ISO", "SLASH") or ""
    first, second, third = (int(digits) for digits in re.split("[-/.]", text))
    if "ISO" in slots or first > 31:
        days = {dt.date(first, second, third)}
    else:
        year = third if third > 99 else third + (2000 if third < CENTURY_TURN else 1900)
        orders = [(second, first)] if "." in text else [(second, first), (first, second)]
        days = {dt.date(year, month, day) for month, day in orders if month <= 12}
    if len(days) == 1:
        return resolved(calendar.day(days.pop()), "explicit")
    return unresolved()


def read_month(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read a month, with its year or without."""
    month = _month_number(slots)
    unknown = f"XXXX-{month:02}"
    if "DEICTIC" not in slots or "year" in slots:
        return in_some_year(lambda year: calendar.month(month, year), slots, anchor, unknown)
    return deictic(lambda year: calendar.month(month, year), int(slots["DEICTIC"]), anchor, unknown)


def deictic(make: Callable[[int], Period], direction: int, anchor: Anchor, unknown: str) -> Reading:
    """Read "last September", "this spring", "next May": before, in or near, after today."""
    if anchor.published is None:
        return unresolved(unknown)
    around, today = _candidates(make, anchor.published), anchor.published
    if direction < 0:
        return resolved([period for period in around if period.end < today][-1], "relative")
    if direction > 0:
        return resolved(next(period for period in around if period.begin > today), "relative")
    return resolved(calendar.choose_year(around, today, None), "relative")


def _weekday(slots: Slots, anchor: Anchor, told: str) -> Reading:
    date = weekday_date(slots, anchor)
    if date is None:
        return unresolved(f"XXXX-WXX-{first_slot(slots, 'WEEKDAY', 'WEEKDAYABBR')}")
    return resolved(calendar.day(date), "relative")


def weekday_date(slots: Slots, anchor: Anchor) -> dt.date | None:
    """Return the day a weekday stands for; None where no day of publication is known."""
    number, today = int(first_slot(slots, "WEEKDAY", "WEEKDAYABBR") or 0), anchor.published
    if today is None:
        return None
    direction = -1 if "last" in slots else slots.get("DEICTIC")
    if direction is None:
        return calendar.nearest_weekday(number, today, anchor.tense or "past")
    if int(direction) < 0:
        return calendar.nearest_weekday(number, today - dt.timedelta(1), "past")
    if int(direction) > 0:
        return calendar.nearest_weekday(number, today + dt.timedelta(1), "future")
    this_week = calendar.enclosing("W", today).begin + dt.timedelta(number - 1)
    return this_week - dt.timedelta(7 if this_week > today and anchor.tense == "past" else 0)


def _dayword(slots: Slots, anchor: Anchor, told: str) -> Reading:
    return _day_offset(slots, anchor, slots["DAYWORD"])


def _day_offset(slots: Slots, anchor: Anchor, told: str) -> Reading:
    if anchor.published is None:
        return unresolved()
    return resolved(calendar.day(anchor.published + dt.timedelta(int(told))), "relative")


def _ref(slots: Slots, anchor: Anchor, told: str) -> Reading:
    return unresolved(told)


def _holiday(slots: Slots, anchor: Anchor, told: str) -> Reading:
    month, day = (int(number) for number in told.split("-"))
    return in_some_year(
        lambda year: calendar.day(dt.date(year, month, day)), slots, anchor, f"XXXX-{told}"
    )


def _event_date(slots: Slots, anchor: Anchor, told: str) -> Reading:
    return resolved(calendar.day(dt.date.fromisoformat(told)), "explicit")


def _attack_date(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read a day that names what happened on it in one year: "the September 11 attacks"."""
    named = f"{_month_number(slots):02}-{number_slot(slots, 'DAY', 'NTH') or 0:02}"
    read = _event_date if told.endswith(named) else read_date
    return read(slots, anchor, told)


def _movable(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read a feast whose date follows the moon: there, but no day known."""
    return unresolved()


DATES: Mapping[str, Read] = {
    "attack_date": _attack_date,
    "date": read_date,
    "day_offset": _day_offset,
    "days": _days,
    "dayword": _dayword,
    "event_date": _event_date,
    "holiday": _holiday,
    "month": read_month,
    "movable": _movable,
    "numeric": _numeric,
    "ref": _ref,
    "stamp": _stamp,
    "weekday": _weekday,
}

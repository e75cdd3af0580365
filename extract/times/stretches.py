"""Time stretches: readings of weeks, seasons, years and longer, as the calendar has them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from . import calendar
from .anchor import (
    CENTURY_TURN,
    UNITS,
    Anchor,
    Read,
    Reading,
    Slots,
    edge_named,
    edged,
    first_slot,
    number_slot,
    resolved,
    unresolved,
)
from .calendar import Period
from .dates import deictic, in_some_year, read_month

__all__ = ["STRETCHES"]


def _year(slots: Slots, anchor: Anchor, told: str) -> Reading:
    if "SHORTYEAR" in slots:
        short = int(slots["SHORTYEAR"][1:])
        return resolved(
            calendar.year(short + (1900 if short >= CENTURY_TURN else 2000)), "explicit"
        )
    period = calendar.year(int(first_slot(slots, "YEAR", "RECENT") or 0))
    if "other" in slots and slots["other"] == f"{(int(period.value) + 1) % 100:02}":
        period = replace(period, end=calendar.year(int(period.value) + 1).end)
    return resolved(edged(period, slots), "explicit")


def _decade(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "the 1990s", "the '80s", "the sixties"; "the 1800s" are a century."""
    first = int(re.sub("[^0-9]", "", first_slot(slots, "TENS", "TENSWORD") or ""))
    if first >= 1000 and first % 100 == 0 and first < 2000:
        return resolved(edged(calendar.century(first), slots), "explicit")
    if first < 100:
        first += 1900 if first >= 30 else 2000
    return resolved(edged(calendar.decade(first), slots), "explicit")


def _century(slots: Slots, anchor: Anchor, told: str) -> Reading:
    number = number_slot(slots, "NTH", "NTHWORD") or 0
    return resolved(edged(calendar.century((number - 1) * 100), slots), "explicit")


def _quarter(slots: Slots, anchor: Anchor, told: str) -> Reading:
    number = number_slot(slots, "NTH", "NTHWORD", "QUARTER") or 4  # "the last quarter of 2016"
    return in_some_year(
        lambda year: calendar.quarter(number, year), slots, anchor, f"XXXX-Q{number}"
    )


def _half(slots: Slots, anchor: Anchor, told: str) -> Reading | None:
    number = int(slots["halfword"])
    if number > 2:
        return None

    def make(year: int) -> Period:
        first, last = calendar.month(6 * number - 5, year), calendar.month(6 * number, year)
        return Period(first.begin, last.end, f"{year:04}-H{number}", "season")

    return in_some_year(make, slots, anchor, f"XXXX-H{number}")


def _week_of(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "the last week of March", "the first week in May"."""
    month = read_month(slots, anchor, told).period
    if month is None:
        return unresolved()
    number = number_slot(slots, "NTH", "NTHWORD")
    in_week = month.end if number is None else month.begin + dt.timedelta(7 * number - 4)
    return resolved(calendar.enclosing("W", in_week), "relative")


def _season(slots: Slots, anchor: Anchor, told: str) -> Reading:
    code = first_slot(slots, "SEASON", "CLEARSEASON") or ""
    if "DEICTIC" in slots and "year" not in slots and "YEAR" not in slots:
        direction = int(slots["DEICTIC"])
        return deictic(lambda year: calendar.season(code, year), direction, anchor, f"XXXX-{code}")
    return in_some_year(lambda year: calendar.season(code, year), slots, anchor, f"XXXX-{code}")


def _unit(slots: Slots, anchor: Anchor, told: str) -> Reading | None:
    """Read a calendar unit counted from the present one: "last week", "the end of the year"."""
    unit, today = UNITS.get(slots["UNIT"]), anchor.published
    if unit is None:
        return None
    if today is None:
        return unresolved()
    count = int(slots.get("DEICTIC", -1 if "last" in slots else 0))
    if unit == "WE" and "DEICTIC" not in slots and anchor.tense != "future":
        count = -1 if today.isoweekday() < 6 else 0
    if unit == "D" and anchor.day:
        today = anchor.day.begin
    period = calendar.enclosing(unit, calendar.shift(today, unit, count))
    return resolved(
        _up_to(today, period, slots) if count == 0 else edged(period, slots), "relative"
    )


def _up_to(today: dt.date, period: Period, slots: Slots) -> Period:
    """Cut the present unit at today: "earlier this week" is over, "later this year" to come."""
    if "this" not in slots and "of" in slots:
        return edged(period, slots)
    edge = edge_named(slots)
    if edge == "START":
        return replace(period, end=max(today, period.begin))
    return replace(period, begin=min(today, period.end)) if edge == "END" else period


STRETCHES: Mapping[str, Read] = {
    "century": _century,
    "decade": _decade,
    "half": _half,
    "quarter": _quarter,
    "season": _season,
    "unit": _unit,
    "week_of": _week_of,
    "year": _year,
}

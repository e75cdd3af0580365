"""Calendar: days, weeks, months and longer stretches as TIMEX3 values with their bounds.

Values follow TimeML's TIMEX3 (Pustejovsky et al., "TimeML: Robust Specification of Event and
Temporal Expressions in Text", 2003; ISO 24617-1), which extends ISO 8601: ``2017-12-27``,
``2017-W52``, ``2017-12``, ``2017-Q4``, ``2017-SU``, ``2017``, ``199`` (a decade), ``18`` (the
years 18xx). Weeks are ISO weeks, Monday to Sunday.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from ..findings import Granularity

__all__ = [
    "Period",
    "Tense",
    "Unit",
    "century",
    "choose_year",
    "day",
    "decade",
    "enclosing",
    "month",
    "narrow",
    "nearest_weekday",
    "quarter",
    "season",
    "shift",
    "year",
]

Unit = Literal["D", "W", "WE", "M", "Q", "Y", "DE", "CE"]
Tense = Literal["past", "future"]

_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological, northern


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, with its TIMEX3 value."""

    begin: dt.date
    end: dt.date
    value: str
    granularity: Granularity


def day(date: dt.date) -> Period:
    """Return one day."""
    return Period(date, date, date.isoformat(), "day")


def month(number: int, of_year: int) -> Period:
    """Return a month (1 to 12) of a year. Raises ValueError beyond the years 1 to 9999."""
    return _months(of_year, number, 1, f"{of_year:04}-{number:02}", "month")


def quarter(number: int, of_year: int) -> Period:
    """Return a quarter (1 to 4) of a calendar year. Raises ValueError as `month` does."""
    return _months(of_year, 3 * number - 2, 3, f"{of_year:04}-Q{number}", "month")


def season(code: str, of_year: int) -> Period:
    """Return a season (SP, SU, FA, WI); a winter begins in the year it is named by.

    Raises KeyError for another code, ValueError as `month` does.
    """
    return _months(of_year, _SEASON_STARTS[code], 3, f"{of_year:04}-{code}", "season")


def year(number: int) -> Period:
    """Return a year. Raises ValueError beyond the years 1 to 9999."""
    return _months(number, 1, 12, f"{number:04}", "year")


def decade(first: int) -> Period:
    """Return the ten years that begin with ``first`` (1990). Raises ValueError as `year` does."""
    return _months(first, 1, 120, f"{first // 10:03}", "decade")


def century(first: int) -> Period:
    """Return the hundred years that begin with ``first`` (1800). Raises ValueError as `year`."""
    return _months(first, 1, 1200, f"{first // 100:02}", "century")


def _months(in_year: int, first: int, count: int, value: str, granularity: Granularity) -> Period:
    begin = dt.date(in_year, first, 1)
    return Period(begin, _add_months(begin, count) - dt.timedelta(1), value, granularity)


def _add_months(date: dt.date, count: int) -> dt.date:
    """Move by months; the day of the month is cut to what the month has."""
    years, index = divmod(date.month - 1 + count, 12)
    first = dt.date(date.year + years, index + 1, 1)
    following = dt.date(first.year + index // 11, (index + 1) % 12 + 1, 1)
    return first.replace(day=min(date.day, (following - first).days))


def enclosing(unit: Unit, date: dt.date) -> Period:
    """Return the calendar day, week, weekend, month, … that holds a date.

    The weekend is that of the date's ISO week. Raises ValueError or OverflowError at the
    calendar's ends.
    """
    if unit == "D":
        return day(date)
    if unit in ("W", "WE"):
        return _week(date, 5 if unit == "WE" else 0)
    if unit == "M":
        return month(date.month, date.year)
    if unit == "Q":
        return quarter((date.month + 2) // 3, date.year)
    if unit == "Y":
        return year(date.year)
    return decade(date.year // 10 * 10) if unit == "DE" else century(date.year // 100 * 100)


def _week(date: dt.date, first_day: int) -> Period:
    monday = date - dt.timedelta(date.weekday())
    number = monday.isocalendar()
    value = f"{number.year:04}-W{number.week:02}" + ("-WE" if first_day else "")
    return Period(monday + dt.timedelta(first_day), monday + dt.timedelta(6), value, "week")


def shift(date: dt.date, unit: Unit, count: int) -> dt.date:
    """Return the date so many units later (earlier when negative).

    Raises ValueError or OverflowError when that leaves the calendar.
    """
    if unit in _MONTHS:
        return _add_months(date, count * _MONTHS[unit])
    return date + dt.timedelta(count if unit == "D" else 7 * count)


def nearest_weekday(number: int, anchor: dt.date, tense: Tense) -> dt.date:
    """Return the last (past) or next (future) such weekday, the anchor itself included.

    ``number`` is 1 for Monday to 7 for Sunday.
    """
    if tense == "future":
        return anchor + dt.timedelta((number - anchor.isoweekday()) % 7)
    return anchor - dt.timedelta((anchor.isoweekday() - number) % 7)


def choose_year(candidates: list[Period], anchor: dt.date, tense: Tense | None) -> Period:
    """Return which of the same days or months of several years is meant.

    In the past it is the last that has begun, in the future the first that has not ended, the
    one nearest to the anchor when the tense is unknown. ``candidates`` are in order of time.
    """
    past = [period for period in candidates if period.begin <= anchor]
    future = [period for period in candidates if period.end >= anchor]
    if tense == "past" and past:
        return past[-1]
    if tense == "future" and future:
        return future[0]
    return min(candidates, key=lambda period: _distance(period, anchor))


def _distance(period: Period, anchor: dt.date) -> int:
    return max((period.begin - anchor).days, (anchor - period.end).days, 0)


def narrow(period: Period, part: str) -> Period:
    """Return the first half (START), second half (END) or middle half (MID) of a period.

    The value stays that of the whole, as in TIMEX3, where the part is a modifier.
    """
    length = (period.end - period.begin).days + 1
    half, quarter_length = dt.timedelta(length // 2), dt.timedelta(length // 4)
    if length < 4:
        return period
    if part == "START":
        return replace(period, end=period.begin + half)
    if part == "END":
        return replace(period, begin=period.end - half)
    return replace(period, begin=period.begin + quarter_length, end=period.end - quarter_length)

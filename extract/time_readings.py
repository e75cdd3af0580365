"""Time readings: what a matched expression means, given when the text was published.

Each reading takes the words in a rule's slots and returns a type, a TIMEX3 value and, where it
can be known, the days meant. A date that does not exist ("30 February") has no reading.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from . import calendar
from .calendar import Period, Tense, Unit
from .findings import Basis, TimeType
from .time_grammar import Match

__all__ = ["READINGS", "Anchor", "Reading", "read_match"]


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

_UNITS: Mapping[str, Unit] = {
    "D": "D",
    "W": "W",
    "WE": "WE",
    "M": "M",
    "Q": "Q",
    "Y": "Y",
    "DE": "DE",
    "CE": "CE",
}
_UNIT_OF: Mapping[str, Unit] = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_SHORT = frozenset({"day", "week", "month", "season"})
_CLOCK_UNITS = {"TH": "H", "TM": "M", "TS": "S"}
_MONTHS_IN = {"Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_MOST = 10_000  # units: what is further away leaves the calendar or means nothing
_CENTURY_TURN = 50  # two digits below are 20xx


def read_match(match: Match, anchor: Anchor) -> Reading | None:
    """Return what a match means, or None when it means no time ("31/31/2017").

    Raises KeyError when a rule names a reading that does not exist.
    """
    name, _, told = match.reading.partition(":")
    try:
        return READINGS[name](match.slots, anchor, told)
    except (ValueError, OverflowError):  # no such date, or beyond the calendar
        return None


def _resolved(period: Period, basis: Basis) -> Reading:
    return Reading("DATE", period.value, period, basis)


def _unknown(value: str | None = None) -> Reading:
    return Reading("DATE", value)


def _edge(slots: Slots) -> str:
    return "END" if slots.keys() & {"rest", "remainder"} else slots.get("EDGE", "")


def _edged(period: Period, slots: Slots) -> Period:
    """Cut a period to the part the words name ("early", "the end of")."""
    return calendar.narrow(period, _edge(slots)) if _edge(slots) else period


def _first(slots: Slots, *names: str) -> str | None:
    return next((slots[name] for name in names if name in slots), None)


def _number(slots: Slots, *names: str) -> int | None:
    word = _first(slots, *names)
    return None if word is None else int(word.rstrip("stndrh"))


def _month_number(slots: Slots) -> int:
    return int(_first(slots, "MONTH", "CLEARMONTH", "MONTHABBR") or 0)


# --- dates ----------------------------------------------------------------------------------


def _year_of(slots: Slots, anchor: Anchor) -> tuple[int | None, Basis]:
    """Return the year the words name ("of last year"), None where they name none."""
    if "YEAR" in slots:
        return int(slots["YEAR"]), "explicit"
    if "year" in slots and "DEICTIC" in slots and anchor.published:
        return anchor.published.year + int(slots["DEICTIC"]), "relative"
    if "year" in slots and anchor.reference:
        return anchor.reference.begin.year + int(slots.get("ANAPHORIC", 0)), "relative"
    return None, "relative"


def _in_some_year(
    make: Callable[[int], Period], slots: Slots, anchor: Anchor, unknown: str
) -> Reading:
    """Read what recurs each year: in the year named, else in the one the tense points to."""
    year, basis = _year_of(slots, anchor)
    if year is not None:
        return _resolved(_edged(make(year), slots), basis)
    if anchor.published is None:
        return _unknown(unknown)
    around = _candidates(make, anchor.published)
    tense = anchor.tense or ("past" if around[0].granularity != "day" else None)
    chosen = calendar.choose_year(around, anchor.published, tense)
    return _resolved(_edged(chosen, slots), "relative")


def _candidates(make: Callable[[int], Period], around: dt.date) -> list[Period]:
    """Return the period in the years about a date; 29 February exists in some of them only."""
    found = []
    for year in range(max(around.year - 4, 1), min(around.year + 5, dt.MAXYEAR)):
        with suppress(ValueError):
            found.append(make(year))
    if not found:
        raise ValueError("no year has such a day")
    return found


def _date(slots: Slots, anchor: Anchor, told: str) -> Reading:
    month, day = _month_number(slots), _number(slots, "DAY", "NTH", "NTHWORD") or 0
    return _in_some_year(
        lambda year: calendar.day(dt.date(year, month, day)),
        slots,
        anchor,
        f"XXXX-{month:02}-{day:02}",
    )


def _days(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "June 15-17"; the value is an ISO 8601 interval."""
    first = _date(slots, anchor, told)
    if first.period is None:
        return _unknown()
    last = first.period.begin.replace(day=int(slots["other"]))
    if last <= first.period.begin:
        raise ValueError("the days run backwards")
    value = f"{first.value}/{last.isoformat()}"
    return _resolved(replace(first.period, end=last, value=value), first.basis)


def _stamp(slots: Slots, anchor: Anchor, told: str) -> Reading:
    moment = dt.datetime.fromisoformat(slots["STAMP"].upper())
    return Reading("TIME", slots["STAMP"].upper(), calendar.day(moment.date()), "explicit")


def _numeric(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read a date in digits; one that may be day-month or month-day stays unresolved."""
    text = _first(slots, "ISO", "SLASH") or ""
    first, second, third = (int(digits) for digits in re.split("[-/.]", text))
    if "ISO" in slots or first > 31:
        days = {dt.date(first, second, third)}
    else:
        year = third if third > 99 else third + (2000 if third < _CENTURY_TURN else 1900)
        orders = [(second, first)] if "." in text else [(second, first), (first, second)]
        days = {dt.date(year, month, day) for month, day in orders if month <= 12}
    if len(days) == 1:
        return _resolved(calendar.day(days.pop()), "explicit")
    return _unknown()


def _month(slots: Slots, anchor: Anchor, told: str) -> Reading:
    month = _month_number(slots)
    unknown = f"XXXX-{month:02}"
    if "DEICTIC" not in slots or "year" in slots:
        return _in_some_year(lambda year: calendar.month(month, year), slots, anchor, unknown)
    return _deictic(
        lambda year: calendar.month(month, year), int(slots["DEICTIC"]), anchor, unknown
    )


def _deictic(
    make: Callable[[int], Period], direction: int, anchor: Anchor, unknown: str
) -> Reading:
    """Read "last September", "this spring", "next May": before, in or near, after today."""
    if anchor.published is None:
        return _unknown(unknown)
    around, today = _candidates(make, anchor.published), anchor.published
    if direction < 0:
        return _resolved([period for period in around if period.end < today][-1], "relative")
    if direction > 0:
        return _resolved(next(period for period in around if period.begin > today), "relative")
    return _resolved(calendar.choose_year(around, today, None), "relative")


def _weekday(slots: Slots, anchor: Anchor, told: str) -> Reading:
    date = _weekday_date(slots, anchor)
    if date is None:
        return _unknown(f"XXXX-WXX-{_first(slots, 'WEEKDAY', 'WEEKDAYABBR')}")
    return _resolved(calendar.day(date), "relative")


def _weekday_date(slots: Slots, anchor: Anchor) -> dt.date | None:
    number, today = int(_first(slots, "WEEKDAY", "WEEKDAYABBR") or 0), anchor.published
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
        return _unknown()
    return _resolved(calendar.day(anchor.published + dt.timedelta(int(told))), "relative")


# --- times of day ---------------------------------------------------------------------------


def _part(slots: Slots, anchor: Anchor, told: str) -> Reading:
    part = _first(slots, "PART", "TONIGHT") or "MO"  # "the early hours of Sunday"
    return _at(f"T{part}", slots, anchor)


def _time(slots: Slots, anchor: Anchor, told: str) -> Reading | None:
    if "HOURNAME" in slots:
        return _at(slots["HOURNAME"], slots, anchor)
    digits = re.split("[:.]", _first(slots, "CLOCK", "NUM", "NUMWORD", "HHMM") or "")
    if "HHMM" in slots:
        digits = [slots["HHMM"][:2], slots["HHMM"][2:]]
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    if "AMPM" in slots and hour <= 12:
        hour = hour % 12 + (12 if slots["AMPM"][0] in "Pp" else 0)
    clock = dt.time(hour, minute).isoformat("minutes")
    return _at(f"T{clock}{slots.get('ZONE', '')}", slots, anchor)


def _at(clock: str, slots: Slots, anchor: Anchor) -> Reading:
    """Read a time of day: on the day its words name, else the sentence's, else that of issue."""
    date, basis = _day_named(slots, anchor)
    if date is None:
        return Reading("TIME", f"XXXX-XX-XX{clock}")
    return Reading("TIME", f"{date.isoformat()}{clock}", calendar.day(date), basis)


def _day_named(slots: Slots, anchor: Anchor) -> tuple[dt.date | None, Basis]:
    if "MONTH" in slots or "MONTHABBR" in slots:
        dated = _date(slots, anchor, "")
        return (dated.period.begin if dated.period else None), dated.basis
    if "WEEKDAY" in slots or "WEEKDAYABBR" in slots:
        return _weekday_date(slots, anchor), "relative"
    if "DAYWORD" in slots or "DEICTIC" in slots:
        offset = int(_first(slots, "DAYWORD", "DEICTIC") or 0)
        today = anchor.published
        return (today + dt.timedelta(offset) if today else None), "relative"
    if anchor.nearby_day:
        return anchor.nearby_day, "relative"
    return anchor.published, "document"


# --- longer stretches -----------------------------------------------------------------------


def _year(slots: Slots, anchor: Anchor, told: str) -> Reading:
    if "SHORTYEAR" in slots:
        short = int(slots["SHORTYEAR"][1:])
        return _resolved(
            calendar.year(short + (1900 if short >= _CENTURY_TURN else 2000)), "explicit"
        )
    period = calendar.year(int(_first(slots, "YEAR", "RECENT") or 0))
    if "other" in slots and slots["other"] == f"{(int(period.value) + 1) % 100:02}":
        period = replace(period, end=calendar.year(int(period.value) + 1).end)
    return _resolved(_edged(period, slots), "explicit")


def _decade(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "the 1990s", "the '80s", "the sixties"; "the 1800s" are a century."""
    first = int(re.sub("[^0-9]", "", _first(slots, "TENS", "TENSWORD") or ""))
    if first >= 1000 and first % 100 == 0 and first < 2000:
        return _resolved(_edged(calendar.century(first), slots), "explicit")
    if first < 100:
        first += 1900 if first >= 30 else 2000
    return _resolved(_edged(calendar.decade(first), slots), "explicit")


def _century(slots: Slots, anchor: Anchor, told: str) -> Reading:
    number = _number(slots, "NTH", "NTHWORD") or 0
    return _resolved(_edged(calendar.century((number - 1) * 100), slots), "explicit")


def _quarter(slots: Slots, anchor: Anchor, told: str) -> Reading:
    number = _number(slots, "NTH", "NTHWORD", "QUARTER") or 4  # "the last quarter of 2016"
    return _in_some_year(
        lambda year: calendar.quarter(number, year), slots, anchor, f"XXXX-Q{number}"
    )


def _half(slots: Slots, anchor: Anchor, told: str) -> Reading | None:
    number = int(slots["halfword"])
    if number > 2:
        return None

    def make(year: int) -> Period:
        first, last = calendar.month(6 * number - 5, year), calendar.month(6 * number, year)
        return Period(first.begin, last.end, f"{year:04}-H{number}", "season")

    return _in_some_year(make, slots, anchor, f"XXXX-H{number}")


def _week_of(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "the last week of March", "the first week in May"."""
    month = _month(slots, anchor, told).period
    if month is None:
        return _unknown()
    number = _number(slots, "NTH", "NTHWORD")
    in_week = month.end if number is None else month.begin + dt.timedelta(7 * number - 4)
    return _resolved(calendar.enclosing("W", in_week), "relative")


def _season(slots: Slots, anchor: Anchor, told: str) -> Reading:
    code = _first(slots, "SEASON", "CLEARSEASON") or ""
    if "DEICTIC" in slots and "year" not in slots and "YEAR" not in slots:
        direction = int(slots["DEICTIC"])
        return _deictic(lambda year: calendar.season(code, year), direction, anchor, f"XXXX-{code}")
    return _in_some_year(lambda year: calendar.season(code, year), slots, anchor, f"XXXX-{code}")


def _unit(slots: Slots, anchor: Anchor, told: str) -> Reading | None:
    """Read a calendar unit counted from the present one: "last week", "the end of the year"."""
    unit, today = _UNITS.get(slots["UNIT"]), anchor.published
    if unit is None:
        return None
    if today is None:
        return _unknown()
    count = int(slots.get("DEICTIC", -1 if "last" in slots else 0))
    if unit == "WE" and "DEICTIC" not in slots and anchor.tense != "future":
        count = -1 if today.isoweekday() < 6 else 0
    if unit == "D" and anchor.day:
        today = anchor.day.begin
    period = calendar.enclosing(unit, calendar.shift(today, unit, count))
    return _resolved(
        _up_to(today, period, slots) if count == 0 else _edged(period, slots), "relative"
    )


def _up_to(today: dt.date, period: Period, slots: Slots) -> Period:
    """Cut the present unit at today: "earlier this week" is over, "later this year" to come."""
    if "this" not in slots and "of" in slots:
        return _edged(period, slots)
    edge = _edge(slots)
    if edge == "START":
        return replace(period, end=max(today, period.begin))
    return replace(period, begin=min(today, period.end)) if edge == "END" else period


# --- amounts of time ------------------------------------------------------------------------


def _count(slots: Slots) -> float | None:
    """Return how many; None for "several"."""
    if slots.keys() & {"VAGUE", "couple", "range"}:
        return None
    word = (_first(slots, "NUM", "NUMWORD") or ("12" if "dozen" in slots else "")).replace(",", "")
    if not word:
        whole = 1.0 if "A" in slots and ("half" not in slots or "and" in slots) else 0.0
    else:
        whole = float(word)
    return whole + (0.5 if "half" in slots else 0.0)


def _unit_code(slots: Slots) -> str:
    return _first(slots, "UNIT", "UNITS", "longunit") or ""


def _amount(slots: Slots, count: float | None) -> str:
    """Return the TIMEX3 value of an amount: P11M, PT5H, PXY."""
    unit = _unit_code(slots)
    if count == 0.5 and unit == "TH":
        return "PT30M"
    number = "X" if count is None else f"{count:.10g}"
    return f"PT{number}{_CLOCK_UNITS[unit]}" if unit in _CLOCK_UNITS else f"P{number}{unit}"


def _duration(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "11 months"; a bare plural ("for years") is of unknown number."""
    bare = not slots.keys() & {"NUM", "NUMWORD", "A", "VAGUE", "half"} and "UNITS" in slots
    one = not slots.keys() & {"NUM", "NUMWORD", "A", "VAGUE", "half"} and "UNIT" in slots
    count = None if bare else 1 if one else _count(slots)
    return Reading("DURATION", _amount(slots, count))


def _past_units(slots: Slots, anchor: Anchor, told: str) -> Reading:
    return _stretch(slots, anchor, -1)


def _next_units(slots: Slots, anchor: Anchor, told: str) -> Reading:
    return _stretch(slots, anchor, 1)


def _stretch(slots: Slots, anchor: Anchor, direction: int) -> Reading:
    """Read an amount that ends or begins on the day of publication."""
    numbered = slots.keys() & {"NUM", "NUMWORD", "A", "VAGUE"}
    count = _count(slots) if numbered else None if "UNITS" in slots else 1.0
    value, today = _amount(slots, count), anchor.published
    if direction > 0 and anchor.tense == "past":
        return Reading("DURATION", value)  # "spent the next five years": from a day not named
    far = None if today is None or count is None else _moved(today, slots, direction * count)
    if far is None or today is None:
        return Reading("DURATION", value)
    begin, end = sorted((today, far))
    granularity = calendar.enclosing(_UNITS[_unit_code(slots)], today).granularity
    return Reading("DURATION", value, Period(begin, end, value, granularity), "relative")


def _moved(date: dt.date, slots: Slots, count: float) -> dt.date | None:
    """Return the date so many of the slots' units away; None for hours and less."""
    unit = _UNITS.get(_unit_code(slots))
    if unit is None or abs(count) > _MOST:
        return None
    if unit in _MONTHS_IN:
        return calendar.shift(date, "M", round(count * _MONTHS_IN[unit]))
    return calendar.shift(date, unit, round(count))


def _ago(slots: Slots, anchor: Anchor, told: str) -> Reading:
    return _counted_from(anchor.published, slots, -1)


def _ahead(slots: Slots, anchor: Anchor, told: str) -> Reading:
    return _counted_from(anchor.published, slots, 1)


def _spoken_of(anchor: Anchor, slots: Slots) -> Period | None:
    """Return what "the following day" or "that year" is counted from: never a longer stretch."""
    unit, reference = _UNITS.get(_unit_code(slots), "D"), anchor.reference
    if unit in ("D", "W", "WE"):
        return anchor.day
    too_long = unit in ("M", "Q") and reference and reference.granularity not in _SHORT
    return None if too_long else reference


def _later(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "two years later" from what the text spoke of last; "a year earlier" else from now."""
    direction = int(_first(slots, "EARLIER", "BEFORE") or 0)
    spoken = _spoken_of(anchor, slots)
    return _counted_from(spoken.begin if spoken else None, slots, direction)


def _counted_from(base: dt.date | None, slots: Slots, direction: int) -> Reading:
    numbered = slots.keys() & {"NUM", "NUMWORD", "A", "VAGUE", "half"}
    count = _count(slots) if numbered else None
    if count is None:
        return _unknown("PAST_REF" if direction < 0 else "FUTURE_REF")
    there = None if base is None else _moved(base, slots, direction * count)
    if there is None:
        return Reading("TIME" if _unit_code(slots) in _CLOCK_UNITS else "DATE", None)
    return _resolved(calendar.enclosing(_UNITS[_unit_code(slots)], there), "relative")


def _adjacent(slots: Slots, anchor: Anchor, told: str) -> Reading | None:
    """Read "the following day", "the year before": next to what the text spoke of last."""
    count = int(_first(slots, "ANAPHORIC", "EARLIER", "BEFORE") or 1)
    part = slots.get("PART") or slots.get("nextunit", "")
    unit: Unit | None = "D" if part else _UNITS.get(_unit_code(slots))
    if unit is None:
        return None
    spoken = _spoken_of(anchor, slots)
    if spoken is None:
        return _unknown()
    period = calendar.enclosing(unit, calendar.shift(spoken.begin, unit, count))
    if part in ("", "D"):
        return _resolved(period, "relative")
    return Reading("TIME", f"{period.value}T{part}", period, "relative")


def _same(slots: Slots, anchor: Anchor, told: str) -> Reading | None:
    unit = _UNITS.get(_unit_code(slots))
    if unit is None:
        return None
    spoken = _spoken_of(anchor, slots)
    if spoken is None:
        return _unknown()
    return _resolved(calendar.enclosing(unit, spoken.begin), "relative")


def _same_before(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "the same month last year": what the text spoke of last, a year before."""
    spoken = anchor.reference
    if spoken is None:
        return _unknown()
    unit = _UNIT_OF.get(spoken.granularity, "Y")
    if unit == "M" and "Q" in spoken.value:
        unit = "Q"
    return _resolved(calendar.enclosing(unit, calendar.shift(spoken.begin, "Y", -1)), "relative")


# --- what recurs, and what has no date --------------------------------------------------------


def _set(slots: Slots, anchor: Anchor, told: str) -> Reading:
    if "FREQUENCY" in slots:
        return Reading("SET", slots["FREQUENCY"])
    if weekday := _first(slots, "WEEKDAY", "WEEKDAYS"):
        return Reading("SET", f"XXXX-WXX-{weekday}")
    if "PART" in slots:
        return Reading("SET", f"XXXX-XX-XXT{slots['PART']}")
    if "SEASON" in slots:
        return Reading("SET", f"XXXX-{slots['SEASON']}")
    counted = slots.keys() & {"every", "each"} and slots.keys() & {"NUM", "NUMWORD", "VAGUE"}
    return Reading(
        "SET", _amount(slots, _count(slots) if counted else 2 if "other" in slots else 1)
    )


def _ref(slots: Slots, anchor: Anchor, told: str) -> Reading:
    return _unknown(told)


def _holiday(slots: Slots, anchor: Anchor, told: str) -> Reading:
    month, day = (int(number) for number in told.split("-"))
    return _in_some_year(
        lambda year: calendar.day(dt.date(year, month, day)), slots, anchor, f"XXXX-{told}"
    )


def _event_date(slots: Slots, anchor: Anchor, told: str) -> Reading:
    return _resolved(calendar.day(dt.date.fromisoformat(told)), "explicit")


def _attack_date(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read a day that names what happened on it in one year: "the September 11 attacks"."""
    named = f"{_month_number(slots):02}-{_number(slots, 'DAY', 'NTH') or 0:02}"
    read = _event_date if told.endswith(named) else _date
    return read(slots, anchor, told)


def _movable(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read a feast whose date follows the moon: there, but no day known."""
    return _unknown()


READINGS: Mapping[str, Read] = {
    "adjacent": _adjacent,
    "ago": _ago,
    "ahead": _ahead,
    "attack_date": _attack_date,
    "century": _century,
    "date": _date,
    "day_offset": _day_offset,
    "days": _days,
    "dayword": _dayword,
    "decade": _decade,
    "duration": _duration,
    "event_date": _event_date,
    "half": _half,
    "holiday": _holiday,
    "later": _later,
    "month": _month,
    "movable": _movable,
    "next_units": _next_units,
    "numeric": _numeric,
    "part": _part,
    "past_units": _past_units,
    "quarter": _quarter,
    "ref": _ref,
    "same": _same,
    "same_before": _same_before,
    "season": _season,
    "set": _set,
    "stamp": _stamp,
    "time": _time,
    "unit": _unit,
    "week_of": _week_of,
    "weekday": _weekday,
    "year": _year,
}

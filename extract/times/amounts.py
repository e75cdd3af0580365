"""Time amounts: readings of what is counted in units: durations, distances, and what recurs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from . import calendar
from .anchor import UNITS, Anchor, Read, Reading, Slots, first_slot, resolved, unresolved
from .calendar import Period, Unit

__all__ = ["AMOUNTS"]

_UNIT_OF: Mapping[str, Unit] = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_SHORT = frozenset({"day", "week", "month", "season"})
_CLOCK_UNITS = {"TH": "H", "TM": "M", "TS": "S"}
_MONTHS_IN = {"Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_MOST = 10_000  # units: what is further away leaves the calendar or means nothing


def _count(slots: Slots) -> float | None:
    """Return how many; None for "several"."""
    if slots.keys() & {"VAGUE", "couple", "range"}:
        return None
    dozen = "12" if "dozen" in slots else ""
    word = (first_slot(slots, "NUM", "NUMWORD") or dozen).replace(",", "")
    if not word:
        whole = 1.0 if "A" in slots and ("half" not in slots or "and" in slots) else 0.0
    else:
        whole = float(word)
    return whole + (0.5 if "half" in slots else 0.0)


def _unit_code(slots: Slots) -> str:
    return first_slot(slots, "UNIT", "UNITS", "longunit") or ""


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
    granularity = calendar.enclosing(UNITS[_unit_code(slots)], today).granularity
    return Reading("DURATION", value, Period(begin, end, value, granularity), "relative")


def _moved(date: dt.date, slots: Slots, count: float) -> dt.date | None:
    """Return the date so many of the slots' units away; None for hours and less."""
    unit = UNITS.get(_unit_code(slots))
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
    unit, reference = UNITS.get(_unit_code(slots), "D"), anchor.reference
    if unit in ("D", "W", "WE"):
        return anchor.day
    too_long = unit in ("M", "Q") and reference and reference.granularity not in _SHORT
    return None if too_long else reference


def _later(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "two years later" from what the text spoke of last; "a year earlier" else from now."""
    direction = int(first_slot(slots, "EARLIER", "BEFORE") or 0)
    spoken = _spoken_of(anchor, slots)
    return _counted_from(spoken.begin if spoken else None, slots, direction)


def _counted_from(base: dt.date | None, slots: Slots, direction: int) -> Reading:
    numbered = slots.keys() & {"NUM", "NUMWORD", "A", "VAGUE", "half"}
    count = _count(slots) if numbered else None
    if count is None:
        return unresolved("PAST_REF" if direction < 0 else "FUTURE_REF")
    there = None if base is None else _moved(base, slots, direction * count)
    if there is None:
        return Reading("TIME" if _unit_code(slots) in _CLOCK_UNITS else "DATE", None)
    return resolved(calendar.enclosing(UNITS[_unit_code(slots)], there), "relative")


def _adjacent(slots: Slots, anchor: Anchor, told: str) -> Reading | None:
    """Read "the following day", "the year before": next to what the text spoke of last."""
    count = int(first_slot(slots, "ANAPHORIC", "EARLIER", "BEFORE") or 1)
    part = slots.get("PART") or slots.get("nextunit", "")
    unit: Unit | None = "D" if part else UNITS.get(_unit_code(slots))
    if unit is None:
        return None
    spoken = _spoken_of(anchor, slots)
    if spoken is None:
        return unresolved()
    period = calendar.enclosing(unit, calendar.shift(spoken.begin, unit, count))
    if part in ("", "D"):
        return resolved(period, "relative")
    return Reading("TIME", f"{period.value}T{part}", period, "relative")


def _same(slots: Slots, anchor: Anchor, told: str) -> Reading | None:
    unit = UNITS.get(_unit_code(slots))
    if unit is None:
        return None
    spoken = _spoken_of(anchor, slots)
    if spoken is None:
        return unresolved()
    return resolved(calendar.enclosing(unit, spoken.begin), "relative")


def _same_before(slots: Slots, anchor: Anchor, told: str) -> Reading:
    """Read "the same month last year": what the text spoke of last, a year before."""
    spoken = anchor.reference
    if spoken is None:
        return unresolved()
    unit = _UNIT_OF.get(spoken.granularity, "Y")
    if unit == "M" and "Q" in spoken.value:
        unit = "Q"
    return resolved(calendar.enclosing(unit, calendar.shift(spoken.begin, "Y", -1)), "relative")


def _set(slots: Slots, anchor: Anchor, told: str) -> Reading:
    if "FREQUENCY" in slots:
        return Reading("SET", slots["FREQUENCY"])
    if weekday := first_slot(slots, "WEEKDAY", "WEEKDAYS"):
        return Reading("SET", f"XXXX-WXX-{weekday}")
    if "PART" in slots:
        return Reading("SET", f"XXXX-XX-XXT{slots['PART']}")
    if "SEASON" in slots:
        return Reading("SET", f"XXXX-{slots['SEASON']}")
    counted = slots.keys() & {"every", "each"} and slots.keys() & {"NUM", "NUMWORD", "VAGUE"}
    return Reading(
        "SET", _amount(slots, _count(slots) if counted else 2 if "other" in slots else 1)
    )


AMOUNTS: Mapping[str, Read] = {
    "adjacent": _adjacent,
    "ago": _ago,
    "ahead": _ahead,
    "duration": _duration,
    "later": _later,
    "next_units": _next_units,
    "past_units": _past_units,
    "same": _same,
    "same_before": _same_before,
    "set": _set,
}

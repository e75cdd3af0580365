"""Time clock: readings of times of day, on the day that they fall on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from ..findings import Basis
from . import calendar
from .anchor import Anchor, Read, Reading, Slots, first_slot
from .dates import read_date, weekday_date

__all__ = ["CLOCK"]


def _part(slots: Slots, anchor: Anchor, told: str) -> Reading:
    part = first_slot(slots, "PART", "TONIGHT") or "MO"  # "the early hours of Sunday"
    return _at(f"T{part}", slots, anchor)


def _time(slots: Slots, anchor: Anchor, told: str) -> Reading | None:
    if "HOURNAME" in slots:
        return _at(slots["HOURNAME"], slots, anchor)
    digits = re.split("[:.]", first_slot(slots, "CLOCK", "NUM", "NUMWORD", "HHMM") or "")
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
        dated = read_date(slots, anchor, "")
        return (dated.period.begin if dated.period else None), dated.basis
    if "WEEKDAY" in slots or "WEEKDAYABBR" in slots:
        return weekday_date(slots, anchor), "relative"
    if "DAYWORD" in slots or "DEICTIC" in slots:
        offset = int(first_slot(slots, "DAYWORD", "DEICTIC") or 0)
        today = anchor.published
        return (today + dt.timedelta(offset) if today else None), "relative"
    if anchor.nearby_day:
        return anchor.nearby_day, "relative"
    return anchor.published, "document"


CLOCK: Mapping[str, Read] = {
    "part": _part,
    "time": _time,
}

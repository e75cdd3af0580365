"""Publication dates: the two forms of ISO 8601 that findings carry."""

from __future__ import annotations

import re
from datetime import date, datetime

__all__ = ["as_published", "parse_published"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DATE_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)


def parse_published(value: str) -> str:
    """Return a date or date-time in the form findings carry it.

    Takes ``YYYY-MM-DD``, or that with ``THH:MM``, ``:SS``, fractions, ``Z`` or an offset. The
    offset is kept: "on Wednesday" counts from the day at the place of publication. Raises
    ValueError for anything else, a year or a month alone included: half a date would be guessed.

    >>> parse_published("2017-12-27 18:05:00+0300")
    '2017-12-27T18:05:00+03:00'
    """
    value = value.strip()
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
        if _DATE_TIME.fullmatch(value):
            moment = datetime.fromisoformat(value).isoformat(timespec="seconds")
            return moment.removesuffix("+00:00") + "Z" * moment.endswith("+00:00")
    except ValueError as error:
        raise ValueError(f"{value!r} is no date: {error}") from None
    raise ValueError(f"{value[:40]!r} is not a date as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ")


def as_published(value: str) -> str | None:
    """Return what `parse_published` makes of a value, or None where it is in another form."""
    try:
        return parse_published(value)
    except ValueError:
        return None

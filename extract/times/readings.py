"""Time readings: what a matched expression means, given when the text was published.

Each reading takes the words in a rule's slots and returns a type, a TIMEX3 value and, where it
can be known, the days meant. A date that does not exist ("30 February") has no reading.
"""

from __future__ import annotations

from collections.abc import Mapping

from .amounts import AMOUNTS
from .anchor import Anchor, Read, Reading
from .clock import CLOCK
from .dates import DATES
from .grammar import Match
from .stretches import STRETCHES

__all__ = ["READINGS", "read_match"]

READINGS: Mapping[str, Read] = {**DATES, **CLOCK, **STRETCHES, **AMOUNTS}


def read_match(match: Match, anchor: Anchor) -> Reading | None:
    """Return what a match means, or None when it means no time ("31/31/2017").

    Raises KeyError when a rule names a reading that does not exist.
    """
    name, _, told = match.reading.partition(":")
    try:
        return READINGS[name](match.slots, anchor, told)
    except (ValueError, OverflowError):  # no such date, or beyond the calendar
        return None

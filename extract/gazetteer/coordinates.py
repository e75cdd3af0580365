"""Coordinates: a point on the map that a text gives in degrees is a place of its own.

The point is the key, so that it has one IRI in all documents.
"""

from __future__ import annotations

import re

from .entries import Entry

__all__ = ["at_point", "key_of_point"]

_KEY = re.compile(r"point-(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)")
_DIGITS = 5  # of a degree's fraction: about a metre


def key_of_point(lat: float, lon: float) -> str:
    """Return the key of a point in WGS84 degrees.

    >>> key_of_point(13.3154, -2.5)
    'point-13.3154,-2.5'
    """
    return f"point-{_written(lat)},{_written(lon)}"


def at_point(key: str) -> Entry | None:
    """Return the place that a point's key names, or None where it is no such key.

    >>> place = at_point("point-13.3154,-2.5")
    >>> place.name, place.types, place.lat, place.lon
    ('13.3154, -2.5', ('Place',), 13.3154, -2.5)
    """
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    lat, lon = found.groups()
    return Entry(key, ("Place",), f"{lat}, {lon}", lat=float(lat), lon=float(lon))


def _written(degrees: float) -> str:
    """Return degrees as a decimal number without an exponent or closing zeros."""
    return f"{round(degrees, _DIGITS) + 0.0:.{_DIGITS}f}".rstrip("0").rstrip(".")

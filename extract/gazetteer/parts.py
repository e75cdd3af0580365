"""Parts: where about "northern Nigeria" or "the Leeds area" lies.

GeoNames does not know such parts. Their middle is reckoned from the settlements of the
whole: of "northern Nigeria" it is the mean of the northernmost third of Nigeria's. Where
those lie too far apart for a middle to tell anything ("southern Russia") there is none.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable

from .distances import distance
from .entries import Entry
from .places import points

__all__ = ["middle_of_part"]

Point = tuple[float, float]

_NORTH = {"north": 1, "south": -1}
_EAST = {"east": 1, "west": -1}
_SHARE = 3  # "north" is the northernmost third
_FEWEST = 9  # settlements from which a part can be reckoned
_WIDEST = 500.0  # kilometres from its middle that a part's settlements lie, on average


def middle_of_part(whole: Entry, words: Iterable[str]) -> Point | None:
    """Return degrees (lat, lon) of the middle of a part of a place, or None where unknown.

    ``words`` are the words that tell which part ("north", "western", "area"). A settlement or
    county is small: its parts lie where it lies.

    >>> from .entries import curated
    >>> north, south = (middle_of_part(curated()["country-NGA"], [w]) for w in ("north", "south"))
    >>> north[0] > south[0]
    True
    """
    if whole.lat is None or whole.lon is None:
        return None
    way = _direction(words)
    if way == (0, 0) or not _is_wide(whole):
        return whole.lat, whole.lon
    division = whole.admin1 if "Country" not in whole.types else None
    if whole.country is None or (division is None and "Country" not in whole.types):
        return None
    return _middle(whole.country, division, way)


def _is_wide(whole: Entry) -> bool:
    return "Settlement" not in whole.types and not whole.key.startswith("county-")


def _direction(words: Iterable[str]) -> tuple[int, int]:
    """Return (northward, eastward), each -1, 0 or 1."""
    told = " ".join(words).lower()
    north = next((sign for way, sign in _NORTH.items() if way in told), 0)
    east = next((sign for way, sign in _EAST.items() if way in told), 0)
    return north, east


@functools.lru_cache(maxsize=1024)
def _middle(country: str, division: str | None, way: tuple[int, int]) -> Point | None:
    known = points(country, division)
    if len(known) < _FEWEST:
        return None
    middle = sum(lat for lat, _ in known) / len(known)
    narrow = math.cos(math.radians(middle))  # a degree of longitude, in degrees of latitude

    def advance(point: Point) -> tuple[float, Point]:
        return way[0] * point[0] + way[1] * point[1] * narrow, point

    part = sorted(known, key=advance)[-len(known) // _SHARE :]
    lat, lon = (sum(values) / len(part) for values in zip(*part, strict=True))
    apart = sum(distance(point, (lat, lon)) for point in part) / len(part)
    return (round(lat, 2), round(lon, 2)) if apart <= _WIDEST else None

"""Distances on the globe."""

from __future__ import annotations

import math

__all__ = ["distance"]

_EARTH_KM = 6371.0


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the kilometres between two points (haversine), given as degrees (lat, lon)."""
    lat, lon, to_lat, to_lon = map(math.radians, (*a, *b))
    h = math.sin((to_lat - lat) / 2) ** 2
    h += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))

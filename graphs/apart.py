"""Apart: nodes that would cover each other are pushed off each other."""

from __future__ import annotations

import math

import numpy as np

__all__ = ["apart", "seat"]

Box = tuple[float, float, float, float]  # left, bottom, right, top

_PUSHES = 200  # at most
_ENOUGH = 0.01  # how much nodes may cover each other all the same
_HINT = 1e-3
_GOLDEN = math.pi * (3 - math.sqrt(5))  # turns by it never meet again


def seat(number: int) -> tuple[float, float]:
    """Return a place in a disc that many fill evenly, the first within; each has its own."""
    angle, far = number * _GOLDEN, math.sqrt(number)
    return far * math.cos(angle), far * math.sin(angle)


def apart(places: np.ndarray, across: np.ndarray, within: Box | None = None) -> np.ndarray:
    """Return places, a row of x and y each, moved until no two discs cover each other.

    ``across`` are the discs' diameters, in the unit of the places. Each two that do push each
    other away by half of what is missing, up to 200 times: where there is no room, some still
    do. Nothing is pushed out of the box ``within``. Places that coincide part too.
    """
    from scipy.spatial import cKDTree

    # Where they coincide, each goes its own way.
    hints = _HINT * np.array([seat(number) for number in range(len(places))])
    places = places.astype(float)
    for _ in range(_PUSHES if len(places) > 1 else 0):
        pairs = cKDTree(places).query_pairs(float(across.max()), output_type="ndarray")
        one, other = pairs.T
        way = (places + hints)[other] - (places + hints)[one]
        far = np.maximum(np.hypot(*way.T), _HINT * _HINT)
        missing = (across[one] + across[other]) / 2 - far
        close = missing > _ENOUGH
        if not close.any():
            break
        # Half of it, a quarter each: pushed at once from all sides, discs would be thrown about.
        push = way[close] * (missing[close] / far[close] / 4)[:, np.newaxis]
        np.add.at(places, one[close], -push)
        np.add.at(places, other[close], push)
        if within:
            places = np.clip(places, within[:2], within[2:])
    return places

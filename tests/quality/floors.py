"""Floors: the figures reached, below which no change may bring them unnoticed.

The file holds, for each set, the hash of the gold it was measured on and the value of
each row of the quality table. Scores are the same each time, so there is no tolerance
apart from rounding to four digits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .gold import GoldSet

__all__ = [
    "FLOOR_FILE",
    "Fall",
    "Floors",
    "find_falls",
    "moved",
    "read_floors",
    "unlike",
    "write_floors",
]

FLOOR_FILE = Path(__file__).parents[1] / "quality_floor.json"
DIGITS = 4

Values = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Floors:
    """``values`` by (set, metric), and the hash of each set's gold."""

    gold: Mapping[str, str]
    values: Values


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that is lower than its floor."""

    set: str
    metric: str
    floor: float
    value: float | None

    def __str__(self) -> str:
        value = "nothing" if self.value is None else f"{self.value:.4f}"
        return f"{self.set}, {self.metric}: {value} is below the floor of {self.floor:.4f}"


def read_floors(path: Path = FLOOR_FILE) -> Floors:
    """Return the floors; none where there is no file."""
    if not path.is_file():
        return Floors({}, {})
    held = json.loads(path.read_text(encoding="utf-8"))
    values = {
        (name, metric): value
        for name, entry in held.items()
        for metric, value in entry["floors"].items()
    }
    return Floors({name: entry["sha256"] for name, entry in held.items()}, values)


def write_floors(floors: Floors, path: Path = FLOOR_FILE) -> None:
    """Write the floors as JSON, sorted, so that the same floors are the same bytes."""
    held = {
        name: {
            "sha256": sha256,
            "floors": {metric: v for (of, metric), v in floors.values.items() if of == name},
        }
        for name, sha256 in floors.gold.items()
    }
    text = json.dumps(held, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def unlike(floors: Floors, sets: Iterable[GoldSet]) -> tuple[str, ...]:
    """Return the names of the sets whose data are others than the floors were measured on."""
    return tuple(s.name for s in sets if floors.gold.get(s.name, s.sha256) != s.sha256)


def find_falls(
    floors: Floors, sets: Iterable[GoldSet], values: Mapping[tuple[str, str], float | None]
) -> tuple[Fall, ...]:
    """Return each figure of these sets that is below its floor, or no longer there.

    Sets with other data than the floors' are not compared: see `unlike`.
    """
    names = {s.name for s in sets if floors.gold.get(s.name) == s.sha256}
    falls = []
    for (name, metric), floor in sorted(floors.values.items()):
        value = values.get((name, metric))
        if name in names and (value is None or round(value, DIGITS) < floor):
            falls.append(Fall(name, metric, floor, value))
    return tuple(falls)


def moved(
    floors: Floors, sets: Iterable[GoldSet], values: Values, *, lower: bool = False
) -> Floors:
    """Return the floors raised to what was reached; also lowered to it where so told.

    A set with other data than its floors' starts anew only where lowering is allowed.
    """
    gold, kept = dict(floors.gold), dict(floors.values)
    for s in sets:
        if s.name in unlike(floors, [s]) and not lower:
            continue
        gold[s.name] = s.sha256
        reached = {key: round(v, DIGITS) for key, v in values.items() if key[0] == s.name}
        if lower:
            kept = {key: v for key, v in kept.items() if key[0] != s.name}
        kept |= {key: max(v, kept.get(key, v)) for key, v in reached.items()}
    return Floors(gold, kept)

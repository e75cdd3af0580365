"""Coordinates: points that a text gives in degrees ("13°18′N 12°36′E", "13.3154, 12.6113")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..analysis import Passage, RawMention
from ..gazetteer import key_of_point

__all__ = ["find_coordinates"]

# Degrees, then minutes and seconds; a number without a degree sign needs a fraction.
_ANGLE = r"""(?:(?P<{0}>\d{{1,3}}(?:\.\d{{1,8}})?)\s?[°º]\s?
  (?:(?P<{0}_minutes>\d{{1,2}}(?:\.\d{{1,8}})?)\s?['′’]\s?)?
  (?:(?P<{0}_seconds>\d{{1,2}}(?:\.\d{{1,8}})?)\s?(?:["″”]|''|′′)\s?)?
  |(?P<{0}_plain>\d{{1,3}}\.\d{{2,8}})\s?)"""
_BETWEEN = r"\s{0,2}[,;/]?\s{0,2}"
_WITH_LETTERS = re.compile(
    rf"(?<![\w.]){_ANGLE.format('lat')}(?P<north>[NS]){_BETWEEN}"
    rf"{_ANGLE.format('lon')}(?P<east>[EW])(?!\w)",
    re.VERBOSE,
)
# Two decimal numbers are a point only with so many digits as nothing else has twice.
_DECIMAL = re.compile(
    r"(?<![\w.,$€£-])(?P<lat>[-−]?\d{1,2}\.\d{3,8})\s?[,;]\s?(?P<lon>[-−]?\d{1,3}\.\d{3,8})(?![\w%]|\.\d)"
)
_MINUTES, _SECONDS = 60, 3600
_POLE, _DATE_LINE = 90, 180
_SAME = 0.02  # degrees that one point's spellings may be apart
_JOINED = re.compile(r"\s*[/(\[;,=]*\s*")


@dataclass(frozen=True, slots=True)
class _Point:
    start: int
    end: int
    lat: float
    lon: float


def find_coordinates(passage: Passage) -> Iterator[RawMention]:
    """Yield the points on the map that a passage names, in reading order.

    One point written in several ways, one after the other, is one place: as its longest
    spelling has it. What lies beyond a pole or the date line is none.
    """
    text = passage.part.text
    for points in _runs(text, sorted(_points(text), key=lambda p: p.start)):
        finest = max(points, key=lambda p: p.end - p.start)
        key = key_of_point(finest.lat, finest.lon)
        for point in points:
            words = passage.doc.char_span(point.start, point.end, alignment_mode="expand")
            if words is not None:
                yield RawMention(passage, words.start, words.end, "name", "LOC", key)


def _points(text: str) -> Iterator[_Point]:
    for found in _WITH_LETTERS.finditer(text):
        lat = _degrees(found, "lat") * (-1 if found["north"] == "S" else 1)
        lon = _degrees(found, "lon") * (-1 if found["east"] == "W" else 1)
        yield from _on_earth(found, lat, lon)
    for found in _DECIMAL.finditer(text):
        yield from _on_earth(found, _number(found["lat"]), _number(found["lon"]))


def _degrees(found: re.Match[str], angle: str) -> float:
    if found[f"{angle}_plain"]:
        return float(found[f"{angle}_plain"])
    minutes, seconds = (float(found[f"{angle}_{name}"] or 0) for name in ("minutes", "seconds"))
    return float(found[angle]) + minutes / _MINUTES + seconds / _SECONDS


def _number(written: str) -> float:
    return float(written.replace("−", "-"))


def _on_earth(found: re.Match[str], lat: float, lon: float) -> Iterator[_Point]:
    if abs(lat) <= _POLE and abs(lon) <= _DATE_LINE:
        yield _Point(found.start(), found.end(), lat, lon)


def _runs(text: str, points: list[_Point]) -> Iterator[list[_Point]]:
    """Yield the points, those together that are one told again at once."""
    run: list[_Point] = []
    for point in points:
        if run and not _is_again(text, run[-1], point):
            yield run
            run = []
        run.append(point)
    if run:
        yield run


def _is_again(text: str, last: _Point, point: _Point) -> bool:
    is_near = abs(last.lat - point.lat) < _SAME and abs(last.lon - point.lon) < _SAME
    return is_near and _JOINED.fullmatch(text, last.end, point.start) is not None

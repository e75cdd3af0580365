"""Imported: the places and actors that a user's own files add to the gazetteer.

Each source (a GeoNames dump, an analyst's list) is one SQLite file in the user's data
folder, which `POLYBIUS_GAZETTEER` puts elsewhere. A source is written whole or not at all.
Names of lists are found in texts as those of the data files are; the places of a dump are
what a place name in a text may stand for.
"""

from __future__ import annotations

import functools
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

import platformdirs

from .entries import Entry, fold
from .places import ARTICLES

__all__ = [
    "Source",
    "by_key",
    "folder",
    "forget",
    "is_listed",
    "listed",
    "listed_as",
    "places",
    "remove_source",
    "source_path",
    "sources",
    "write_source",
]

Kind = Literal["geonames", "list"]
SCHEMA = 1
LIMIT = 40  # homonyms of a name, the heaviest
_LISTED = "list-"  # how the keys of lists' entries begin
_NAME = re.compile(r"[\w][\w.-]{0,60}", re.ASCII)
_CHUNK = 10_000  # entries held in memory while a source is written

_TABLES = """
CREATE TABLE source (kind TEXT, digest TEXT, entries INTEGER);
CREATE TABLE entry (id INTEGER PRIMARY KEY, key TEXT UNIQUE ON CONFLICT IGNORE, types TEXT,
    name TEXT, aliases TEXT, country TEXT, sector TEXT, lat REAL, lon REAL, geonames INTEGER,
    exact_match TEXT, located_in TEXT, population INTEGER, admin1 TEXT, standing REAL);
CREATE TABLE name (folded TEXT, entry INTEGER, own INTEGER);
"""
_INSERT = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_NAME = "INSERT INTO name SELECT ?, id, 0 FROM entry WHERE key = ?"
_BY_NAME = """
SELECT entry.*, max(own) FROM name JOIN entry ON entry.id = name.entry WHERE folded = ?
GROUP BY entry.id ORDER BY standing DESC, population DESC, key LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Source:
    """What was imported together: its name, kind, SHA-256 of the files, number of entries."""

    name: str
    kind: Kind
    digest: str
    entries: int


def folder() -> Path:
    """Return where imported sources are kept."""
    return Path(os.environ.get("POLYBIUS_GAZETTEER") or platformdirs.user_data_dir("polybius"))


def source_path(name: str) -> Path:
    """Return the file of a source. Raises ValueError for a name that cannot be a file's."""
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{name!r:.80} cannot name a source; use letters, digits, dots, hyphens, underscores"
        )
    return folder() / f"{name}.sqlite"


def is_listed(entry: Entry) -> bool:
    """Say whether an entry comes from a user's list."""
    return entry.key.startswith(_LISTED)


# --- reading ---------------------------------------------------------------------------------


def sources() -> tuple[Source, ...]:
    """Return what was imported, by name. Raises ValueError for a source that cannot be read."""
    return tuple(_source(path.stem, db) for path, db in _open(os.getpid()))


def _source(name: str, db: sqlite3.Connection) -> Source:
    return Source(name, *db.execute("SELECT kind, digest, entries FROM source").fetchone())


@functools.lru_cache(maxsize=2)
def _open(process: int) -> tuple[tuple[Path, sqlite3.Connection], ...]:
    """Open all sources, once a process."""
    return tuple((path, _connect(path)) for path in sorted(folder().glob("*.sqlite")))


def _connect(path: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
        )
        (schema,) = db.execute("PRAGMA user_version").fetchone()
        db.execute("SELECT kind FROM source").fetchone()
    except sqlite3.DatabaseError as error:
        raise _damaged(path, error) from error
    if schema != SCHEMA:
        db.close()
        raise _damaged(path, f"it is of schema {schema}")
    return db


def _damaged(path: Path, reason: object) -> ValueError:
    return ValueError(
        f"the imported source {path.stem} cannot be read ({reason}); import it again, or remove it"
    )


def _rows(query: str, *given: object, kind: Kind | None = None) -> Iterator[tuple[Any, ...]]:
    for path, db in _open(os.getpid()):
        if kind is None or _source(path.stem, db).kind == kind:
            try:
                yield from db.execute(query, given)
            except sqlite3.DatabaseError as error:
                raise _damaged(path, error) from error


def _entry(row: tuple[Any, ...]) -> Entry:
    _, key, types, name, aliases, country, sector, lat, lon, geonames, exact, *rest = row
    located_in, population, admin1, standing, *_ = rest
    return Entry(
        key=key,
        types=tuple(types.split("|")),
        name=name,
        aliases=tuple(filter(None, aliases.split("|"))),
        country=country,
        sector=sector,
        lat=lat,
        lon=lon,
        geonames=geonames,
        exact_match=tuple(filter(None, exact.split("|"))),
        located_in=located_in,
        population=population,
        admin1=admin1,
        standing=standing,
    )


def by_key(key: str) -> Entry | None:
    """Return the imported entry with this key."""
    return next((_entry(row) for row in _rows("SELECT * FROM entry WHERE key = ?", key)), None)


def places(name: str) -> tuple[tuple[Entry, bool], ...]:
    """Return the imported places so called, source by source, each with whether it is the
    place's own name."""
    found = ((_entry(row), bool(row[-1])) for row in _rows(_BY_NAME, fold(name), LIMIT))
    return tuple((entry, is_own) for entry, is_own in found if entry.standing is not None)


def listed_as(name: str) -> tuple[Entry, ...]:
    """Return the entries of lists that bear this name."""
    found = _rows(_BY_NAME, fold(name), LIMIT, kind="list")
    return tuple(_entry(row) for row in found)


def listed() -> Iterator[tuple[str, Entry]]:
    """Yield the names of lists with their entries, in the order of the lists."""
    for row in _rows("SELECT * FROM entry ORDER BY id", kind="list"):
        entry = _entry(row)
        for name in dict.fromkeys((entry.name, *entry.aliases)):
            yield name, entry


def forget() -> None:
    """Let go of the opened sources, after one has changed."""
    for _, db in _open(os.getpid()):
        db.close()
    _open.cache_clear()


# --- writing ---------------------------------------------------------------------------------


def write_source(
    name: str,
    kind: Kind,
    digest: str,
    found: Iterable[Entry],
    names: Iterable[tuple[str, str]] = (),
) -> Source:
    """Write a source, in the place of one of that name; return what it holds.

    Of entries with one key the first is kept. ``names`` are further names by key, those of
    entries that are not there being left out. Takes memory for some thousand entries,
    whatever their number. Raises ValueError where there is none, and OSError.
    """
    path = source_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".import-")
    os.close(handle)
    try:
        number = _fill(Path(temporary), kind, digest, found, names)
        if not number:
            raise ValueError(f"nothing to import for {name}")
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return Source(name, kind, digest, number)


def _fill(
    path: Path,
    kind: Kind,
    digest: str,
    found: Iterable[Entry],
    names: Iterable[tuple[str, str]],
) -> int:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        db.execute("BEGIN")
        numbered = enumerate(found, 1)
        while chunk := list(islice(numbered, _CHUNK)):
            db.executemany(_INSERT, (_row(number, entry) for number, entry in chunk))
            own = (_names(number, entry) for number, entry in chunk)
            db.executemany("INSERT INTO name VALUES (?, ?, ?)", chain.from_iterable(own))
        db.executemany(_ADD_NAME, ((fold.__wrapped__(name), key) for key, name in names))
        db.execute("DELETE FROM name WHERE entry NOT IN (SELECT id FROM entry)")
        db.execute("CREATE INDEX name_folded ON name (folded)")
        (number,) = db.execute("SELECT count(*) FROM entry").fetchone()
        db.execute("INSERT INTO source VALUES (?, ?, ?)", (kind, digest, number))
        db.execute("COMMIT")
        db.execute(f"PRAGMA user_version = {SCHEMA}")
    finally:
        db.close()
    return int(number)


def _row(number: int, entry: Entry) -> tuple[object, ...]:
    return (
        *(number, entry.key, "|".join(entry.types), entry.name, "|".join(entry.aliases)),
        *(entry.country, entry.sector, entry.lat, entry.lon, entry.geonames),
        *("|".join(entry.exact_match), entry.located_in, entry.population, entry.admin1),
        entry.standing,
    )


def _names(number: int, entry: Entry) -> Iterator[tuple[str, int, int]]:
    """Yield an entry's names as they are looked up, Arabic ones also without their article."""
    own = fold.__wrapped__(entry.name)
    seen = {own} | {fold.__wrapped__(alias) for alias in entry.aliases}
    for folded in sorted(seen | {_bare(name) for name in seen}):
        if folded:
            yield folded, number, int(folded == own)


def _bare(folded: str) -> str:
    first, _, rest = folded.partition(" ")
    return rest if first in ARTICLES and len(rest) > 2 else folded


def remove_source(name: str) -> bool:
    """Remove a source; return whether it was there."""
    path = source_path(name)
    there = path.is_file()
    path.unlink(missing_ok=True)
    return there

"""The gazetteer: actors and places known before any text is read, and their names in texts.

`entry` finds by key, `lookup` by name; `resolve` and `resolve_all` tell places of one
name apart; `build_matcher` and `match` find names in tokens. Needs no language model.
"""

from __future__ import annotations

import functools

from . import imported
from .candidates import bearers, is_own_name, is_place_name, misspelt
from .coordinates import at_point, key_of_point
from .distances import distance
from .entries import (
    Entry,
    Title,
    adjective,
    agents,
    ambiguous,
    body,
    body_by_key,
    capitals,
    curated,
    demonyms,
    fold,
    named,
    titles,
)
from .matcher import Match, Matcher, build_matcher, match
from .outlets import Outlet, outlet_of
from .parts import middle_of_part
from .places import by_id, counties, index_path, settlements
from .ranking import Toponym, likeliest
from .toponyms import Resolution, candidates, resolve, resolve_all

__all__ = [
    "Entry",
    "Match",
    "Matcher",
    "Outlet",
    "Resolution",
    "Title",
    "Toponym",
    "adjective",
    "agents",
    "ambiguous",
    "body",
    "build_matcher",
    "candidates",
    "capitals",
    "curated",
    "demonyms",
    "distance",
    "entry",
    "fold",
    "forget",
    "index_path",
    "is_own_name",
    "is_place_name",
    "key_of_point",
    "lookup",
    "match",
    "middle_of_part",
    "misspelt",
    "outlet_of",
    "resolve",
    "resolve_all",
    "seat_of",
    "titles",
]


@functools.lru_cache(maxsize=16384)
def entry(key: str) -> Entry | None:
    """Return the entry with this key, or None.

    Keys: ``country-RUS``, ``government-RUS``, ``body-RUS-defense-ministry``,
    ``organization-…``, ``group-…``, ``agency-…``, ``party-…``, ``media-…``, ``person-…``,
    ``region-…``, ``geonames-98182``, ``county-USA-21125``, ``point-13.3,-2.5`` (degrees),
    ``list-…`` (a user's list).
    """
    if key in curated():
        return curated()[key]
    kind, _, rest = key.partition("-")
    if kind == "body":
        return body_by_key(key)
    if kind == "county":
        return _counties().get(key)
    if kind == "point":
        return at_point(key)
    known = by_id(int(rest)) if kind == "geonames" and rest.isascii() and rest.isdigit() else None
    return known or imported.by_key(key)


def forget() -> None:
    """Let go of what was looked up, after imported sources have changed."""
    imported.forget()
    for cached in (bearers, likeliest, misspelt, resolve, entry):
        cached.cache_clear()


@functools.cache
def _counties() -> dict[str, Entry]:
    return {county.key: county for homonyms in counties().values() for county in homonyms}


def lookup(name: str) -> tuple[Entry, ...]:
    """Return all entries so called: actors and places of users' lists and of the data files,
    then other places, the likeliest first. Case, accents, hyphens and apostrophes do not count."""
    known = (*imported.listed_as(name), *named().get(fold(name), ()))
    found = {entry.key: entry for entry in (*known, *candidates(name))}
    return tuple(found.values())


def seat_of(place: Entry) -> Entry | None:
    """Return the government whose capital a settlement is, or None ("Ankara" as an actor)."""
    return curated().get(_seats().get(place.key, ""))


@functools.cache
def _seats() -> dict[str, str]:
    """Government keys by the key of the capital."""
    found: dict[str, str] = {}
    for country, names in capitals().items():
        owner = curated()[country]
        for name in names:
            homes = [place for place, _ in settlements(name) if place.country == owner.country]
            for place in homes[:1]:
                found.setdefault(place.key, country.replace("country-", "government-"))
    return found

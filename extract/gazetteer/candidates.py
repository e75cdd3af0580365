"""Candidates: the places that bear a name, and the name that a misspelt one stands for."""

from __future__ import annotations

import difflib
import functools
from dataclasses import replace

from . import imported
from .distances import distance
from .entries import Entry, capitals, fold, named
from .places import by_id, counties, large, settlements

__all__ = [
    "PLACE_TYPES",
    "bearers",
    "capital_ids",
    "containers",
    "is_inside",
    "is_own_name",
    "is_place_name",
    "misspelt",
]

PLACE_TYPES = frozenset(
    {"Country", "Region", "Settlement", "Facility", "NaturalFeature", "BorderArea", "Place"}
)
LARGE = 100_000  # inhabitants of the cities whose names are known when misspelt
SHORTEST_MISSPELT, CLOSE = 6, 0.86  # letters; likeness as difflib counts it
_INSIDE_KM = 300.0  # how far from the middle of a container that is no division a place may lie
# What is cut off the front of longer names: alone it names no place, whatever GeoNames has.
_FRAGMENTS = frozenset({"saint", "sainte", "san", "santa", "mount", "fort", "lake", "port", "new"})
_SHORTEST_OTHER = 3  # letters of another name of a town: "Ney" may be NY to somebody
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}


@functools.cache
def capital_ids() -> frozenset[int]:
    """GeoNames ids of capitals: the most populous settlement of the name in the country."""
    found: set[int] = set()
    for key, names in capitals().items():
        for name in names:
            home = [e for e, _ in settlements(name) if f"country-{e.country}" == key]
            found.update(entry.geonames for entry in home[:1] if entry.geonames)
    return frozenset(found)


@functools.cache
def _capital_names() -> frozenset[str]:
    """What capitals are called; GeoNames' own name may be another ("Washington, D.C.")."""
    return frozenset(fold(name) for names in capitals().values() for name in names)


@functools.lru_cache(maxsize=16384)
def bearers(name: str) -> tuple[tuple[Entry, bool], ...]:
    """Return the places that bear a name, each with whether it is the place's own name.

    Places of the data files first, then counties, then settlements, the most populous first,
    then what the user has imported.
    """
    folded = _written_out(fold(name))
    if folded in _FRAGMENTS:
        return ()
    found: dict[str, tuple[Entry, bool]] = {}
    for entry in (*named().get(folded, ()), *counties().get(folded, ())):
        if not PLACE_TYPES.isdisjoint(entry.types):
            found[entry.key] = _peopled(entry), True
    for entry, is_own_name in settlements(folded):
        is_own = is_own_name or (entry.geonames in capital_ids() and folded in _capital_names())
        if is_own or len(folded) > _SHORTEST_OTHER:
            found.setdefault(entry.key, (entry, is_own))
    for entry, is_own in imported.places(folded):
        found.setdefault(entry.key, (entry, is_own))
    return tuple(found.values())


def is_place_name(name: str) -> bool:
    """Say whether any place bears a name."""
    return bool(bearers(name))


def is_own_name(name: str) -> bool:
    """Say whether a place is called so first of all, not as one of its other names."""
    return any(is_own for _, is_own in bearers(name))


def _written_out(folded: str) -> str:
    """Return "w columbia" as "west columbia"."""
    first, _, rest = folded.partition(" ")
    return f"{_COMPASS[first]} {rest}" if rest and first in _COMPASS else folded


def _peopled(entry: Entry) -> Entry:
    """Give a settlement of the data files the population GeoNames has for it."""
    if entry.geonames is None or "Settlement" not in entry.types:
        return entry
    known = by_id(entry.geonames)
    return replace(entry, population=known.population) if known else entry


@functools.cache
def _well_known() -> tuple[str, ...]:
    """Folded names of the files' places and of large cities, sorted."""
    cities = (name for name, _ in large(LARGE, ()))
    known = (n for n, found in named().items() if not PLACE_TYPES.isdisjoint(found[0].types))
    return tuple(sorted({*known, *map(fold, cities)}))


@functools.cache
def _well_known_by_letter() -> dict[str, list[str]]:
    """The same by first letter."""
    found: dict[str, list[str]] = {}
    for name in _well_known():
        found.setdefault(name[:1], []).append(name)
    return found


@functools.lru_cache(maxsize=4096)
def misspelt(name: str) -> str | None:
    """Return the well-known place's name that a name nobody bears is a misspelling of.

    >>> misspelt("Camaroon"), misspelt("Rex")
    ('cameroon', None)
    """
    folded = fold(name)
    if len(folded) < SHORTEST_MISSPELT or bearers(name):
        return None
    # Comparing with all names is dear, and most have nothing near under their own letter.
    alike = _well_known_by_letter().get(folded[0], ())
    if not difflib.get_close_matches(folded, alike, 1, CLOSE):
        return None
    near = difflib.get_close_matches(folded, _well_known(), 1, CLOSE)
    return near[0] if near and near[0][0] == folded[0] else None


def containers(name: str, within: str | None) -> tuple[Entry, ...]:
    """Return what the place named after another may stand for, countries and regions before
    towns; nothing where the two are of one rank and so are a list ("Japan, China")."""
    found = tuple(entry for entry, _ in bearers(within)) if within else ()
    wide = tuple(e for e in found if _rank(e) and e.lat is not None)
    ranks = {_rank(entry) for entry, _ in bearers(name)} - {0}
    return tuple(e for e in wide or found if _rank(e) not in ranks)[:5]


def _rank(entry: Entry) -> int:
    """Return 2 for countries, 1 for their divisions and for other regions, 0 for the rest."""
    if "Country" in entry.types:
        return 2
    return int("Region" in entry.types and not entry.key.startswith("county-"))


def is_inside(entry: Entry, container: Entry) -> bool:
    """Say whether a place lies in another, as far as their divisions or coordinates tell."""
    if entry.key == container.key:
        return False
    if "Country" in container.types:
        return entry.country == container.country
    if container.admin1 and "Region" in container.types:
        return entry.admin1 == container.admin1
    if entry.lat is None or entry.lon is None or container.lat is None or container.lon is None:
        return False
    gap = distance((entry.lat, entry.lon), (container.lat, container.lon))
    return gap < _INSIDE_KM

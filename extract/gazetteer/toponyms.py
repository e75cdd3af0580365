"""Toponyms: which of the places that share a name a text speaks of.

A candidate is weighed by what is known without the text (is it a country, how many
people live there, is this its own name) and by the company it keeps: the countries
and divisions the text's other places lie in, the nearest of them, and the container
that the text itself names ("Paris, Texas"). Weights are the same for all texts.
"""

from __future__ import annotations

import difflib
import functools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .entries import Entry, capitals, fold, named
from .places import by_id, counties, large, settlements

__all__ = [
    "Context",
    "Resolution",
    "Toponym",
    "candidates",
    "distance",
    "misspelt",
    "resolve",
    "resolve_all",
]

PLACE_TYPES = frozenset(
    {"Country", "Region", "Settlement", "Facility", "NaturalFeature", "BorderArea", "Place"}
)
# What a place weighs before the text is looked at: powers of ten of an imagined population.
PRIOR = {"Country": 9.0, "Region": 7.0, "NaturalFeature": 7.0, "Facility": 6.5, "BorderArea": 6.5}
CURATED_SETTLEMENT = 6.0
COUNTY = 5.0
CAPITAL = 1.2
OTHER_NAME = 1.5  # less, where GeoNames knows the place by another name first
SAME_COUNTRY = 1.6
SAME_DIVISION = 2.2
NEAR, NEAR_KM = 2.0, 120.0
FAR = 6.0  # degrees of latitude beyond which a neighbour no longer counts
CONTAINED = 8.0
CLEAR = 0.3  # least probability of the best candidate
SURE = 0.5  # least probability of a place whose neighbourhood counts for others
POINTS = 60  # places whose neighbourhood counts, the first of the text
ROUNDS = 2
SPREAD = 0.55  # of the softmax that turns weights into probabilities
LARGE = 100_000  # inhabitants of the cities whose names are known when misspelt
SHORTEST_MISSPELT, CLOSE = 6, 0.86  # letters; likeness as difflib counts it
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name as a text has it, and the container it names right after ("Paris, Texas")."""

    name: str
    within: str | None = None
    count: int = 1


@dataclass(frozen=True)
class Context:
    """What is known of a text's other places: shares (0 to 1) of countries (alpha-3) and of
    first-level divisions (``US.TX``), and the coordinates of those resolved."""

    countries: Mapping[str, float] = field(default_factory=dict)
    divisions: Mapping[str, float] = field(default_factory=dict)
    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place meant (None where that is unclear) and all candidates with probabilities."""

    name: str
    best: Entry | None
    candidates: tuple[tuple[Entry, float], ...]


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the kilometres between two points (haversine), given as degrees (lat, lon)."""
    lat, lon, to_lat, to_lon = map(math.radians, (*a, *b))
    h = math.sin((to_lat - lat) / 2) ** 2
    h += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


@functools.cache
def _capital_ids() -> frozenset[int]:
    """GeoNames ids of capitals: the most populous settlement of the name in the country."""
    found: set[int] = set()
    for key, names in capitals().items():
        for name in names:
            home = [e for e, _ in settlements(name) if f"country-{e.country}" == key]
            found.update(entry.geonames for entry in home[:1] if entry.geonames)
    return frozenset(found)


def _prior(entry: Entry, is_own_name: bool) -> float:
    if entry.population and "Settlement" in entry.types:
        weight = math.log10(entry.population + 100)
        weight += CAPITAL if entry.geonames in _capital_ids() else 0.0
        return weight if is_own_name else weight - OTHER_NAME
    if entry.key.startswith("county-"):
        return COUNTY
    return max(PRIOR.get(kind, CURATED_SETTLEMENT) for kind in entry.types)


@functools.lru_cache(maxsize=16384)
def _weighed(name: str) -> tuple[tuple[Entry, float], ...]:
    """Candidates with their weights before any context, the heaviest first."""
    folded = fold(name)
    found: dict[str, tuple[Entry, float]] = {}
    for entry in (*named().get(folded, ()), *counties().get(folded, ())):
        if PLACE_TYPES & set(entry.types):
            known = _peopled(entry)
            found[entry.key] = known, _prior(known, True)
    for entry, is_own_name in settlements(name):
        found.setdefault(entry.key, (entry, _prior(entry, is_own_name)))
    return tuple(sorted(found.values(), key=lambda pair: (-pair[1], pair[0].key)))


def _peopled(entry: Entry) -> Entry:
    """Give a settlement of the data files the population GeoNames has for it."""
    if entry.geonames is None or "Settlement" not in entry.types:
        return entry
    known = by_id(entry.geonames)
    return replace(entry, population=known.population) if known else entry


def candidates(name: str) -> tuple[Entry, ...]:
    """Return the places that bear this name, the likeliest first; empty when none does.

    >>> candidates("Russia")[0].key
    'country-RUS'
    """
    return tuple(entry for entry, _ in _weighed(name))


@functools.cache
def _well_known() -> tuple[str, ...]:
    """Folded names of the files' places and of large cities, sorted."""
    cities = (name for name, _ in large(LARGE, ()))
    known = (n for n, found in named().items() if not PLACE_TYPES.isdisjoint(found[0].types))
    return tuple(sorted({*known, *map(fold, cities)}))


@functools.lru_cache(maxsize=4096)
def misspelt(name: str) -> str | None:
    """Return the well-known place's name that a name nobody bears is a misspelling of.

    >>> misspelt("Camaroon"), misspelt("Rex")
    ('cameroon', None)
    """
    folded = fold(name)
    if len(folded) < SHORTEST_MISSPELT or candidates(name):
        return None
    near = difflib.get_close_matches(folded, _well_known(), 1, CLOSE)
    return near[0] if near and near[0][0] == folded[0] else None


def _containers(within: str | None) -> tuple[Entry, ...]:
    """Return what a container's name may stand for: countries and regions before towns."""
    found = candidates(within) if within else ()
    wide = tuple(e for e in found if {"Country", "Region"} & set(e.types) and e.lat is not None)
    return (wide or found)[:5]


def _is_inside(entry: Entry, container: Entry) -> bool:
    if "Country" in container.types:
        return entry.country == container.country and entry.key != container.key
    if container.admin1 and "Region" in container.types:
        return entry.admin1 == container.admin1 and entry.key != container.key
    gap = _gap(entry, container)
    return entry.key != container.key and gap is not None and gap < 2.5 * NEAR_KM


def _gap(entry: Entry, other: Entry) -> float | None:
    if entry.lat is None or entry.lon is None or other.lat is None or other.lon is None:
        return None
    return distance((entry.lat, entry.lon), (other.lat, other.lon))


def _company(entry: Entry, context: Context) -> float:
    weight = SAME_COUNTRY * context.countries.get(entry.country or "", 0.0)
    weight += SAME_DIVISION * context.divisions.get(entry.admin1 or "", 0.0)
    if entry.lat is None or entry.lon is None:
        return weight
    here = entry.lat, entry.lon
    gaps = [distance(here, point) for point in context.points if abs(point[0] - here[0]) < FAR]
    return weight + NEAR * math.exp(-min(gaps) / NEAR_KM) if gaps else weight


def _shares(weighed: Sequence[tuple[Entry, float]]) -> tuple[tuple[Entry, float], ...]:
    """Turn weights into probabilities, the likeliest first."""
    if not weighed:
        return ()
    top = max(weight for _, weight in weighed)
    powers = [(entry, math.exp((weight - top) / SPREAD)) for entry, weight in weighed]
    total = sum(power for _, power in powers)
    shares = ((entry, power / total) for entry, power in powers)
    return tuple(sorted(shares, key=lambda pair: (-pair[1], pair[0].key)))


def resolve(name: str, context: Context | None = None, within: str | None = None) -> Resolution:
    """Return the place a name stands for in a text.

    ``within`` is the container the text names beside it, if any. The best is None when
    no place bears the name or none of several stands out; the candidates tell which.

    >>> resolve("Paris", within="Texas").best.admin1
    'US.TX'
    """
    around = context or Context()
    containers = _containers(within)
    weighed = [
        (entry, weight + _company(entry, around) + _contained(entry, containers))
        for entry, weight in _weighed(name)
    ]
    shares = _shares(weighed)
    best = shares[0][0] if shares and shares[0][1] >= CLEAR else None
    return Resolution(name, best, shares[:10])


def _contained(entry: Entry, containers: tuple[Entry, ...]) -> float:
    return CONTAINED if any(_is_inside(entry, container) for container in containers) else 0.0


def resolve_all(toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
    """Resolve the places of one text together, in the order given.

    Three rounds: each name by itself first, then twice more in the company of the others.
    A name that stands twice is taken to mean the same place (give its count instead).
    """
    found = [resolve(toponym.name, None, toponym.within) for toponym in toponyms]
    for _ in range(ROUNDS):
        company = _Company(found, toponyms)
        found = [
            resolve(toponym.name, company.without(number), toponym.within)
            for number, toponym in enumerate(toponyms)
        ]
    return tuple(found)


class _Company:
    """What the names of a text were resolved to in the last round, summed up once."""

    def __init__(self, found: Sequence[Resolution], toponyms: Sequence[Toponym]) -> None:
        self.places = [_weight(*pair) for pair in zip(found, toponyms, strict=True)]
        self.countries: dict[str, float] = defaultdict(float)
        self.divisions: dict[str, float] = defaultdict(float)
        for entry, weight, _ in self.places:
            if entry is not None:
                self.countries[entry.country or ""] += weight
                self.divisions[entry.admin1 or ""] += weight
        self.total = sum(weight for _, weight, _ in self.places)
        self.points = [
            (number, (entry.lat, entry.lon))
            for number, (entry, _, is_clear) in enumerate(self.places)
            if is_clear and entry and entry.lat is not None and entry.lon is not None
        ][:POINTS]

    def without(self, number: int) -> Context:
        """Return the context that all names but one make."""
        entry, weight, _ = self.places[number]
        rest = (self.total - weight) or 1.0
        country, division = (entry.country or "", entry.admin1 or "") if entry else (None, None)
        return Context(
            {c: (w - (weight if c == country else 0)) / rest for c, w in self.countries.items()},
            {d: (w - (weight if d == division else 0)) / rest for d, w in self.divisions.items()},
            tuple(point for other, point in self.points if other != number),
        )


def _weight(resolution: Resolution, toponym: Toponym) -> tuple[Entry | None, float, bool]:
    """Return the likeliest place, how much it counts, and whether it is rather sure."""
    if not resolution.candidates:
        return None, 0.0, False
    entry, share = resolution.candidates[0]
    return entry, share * math.sqrt(toponym.count), share >= SURE

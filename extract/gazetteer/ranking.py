"""Ranking: which of the places that share a name a text speaks of, by a log-linear model.

Each candidate is told by features: what it is and how many live there; the container
that the text names with it; where its outlet is; and the company it keeps, the places
that the text's other names may stand for, each as far as it is likely. Company and
likelihood depend on each other: they are reckoned in rounds. The weights were learned
from news with places marked (`training.places`) and stand in ``data/place_weights.tsv``.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..tables import rows
from .candidates import bearers, capital_ids, containers, is_inside
from .entries import Entry, curated
from .outlets import Outlet

__all__ = [
    "FEATURES",
    "Array",
    "Numbers",
    "Pool",
    "Toponym",
    "likeliest",
    "likelihoods",
    "pool_of",
    "softmax",
    "weights",
]

Array = NDArray[np.float64]
Numbers = NDArray[np.intp]

KINDS = {"Country": "country", "Region": "region", "NaturalFeature": "natural_feature"} | {
    "Place": "region",
    "Facility": "facility",
    "BorderArea": "facility",
}
NEAR_KM = (30.0, 100.0, 300.0)  # what "near" may mean
COMPANY = ("country_share", "country", "division_share", *(f"near_{km:.0f}" for km in NEAR_KM))
FEATURES = (
    *("is_country", "is_region", "is_natural_feature", "is_facility", "is_county"),
    "is_eclipsed",
    *("population", "is_own_name", "is_capital", "is_contained"),
    *("outlet_country", "outlet_home"),
    *COMPANY,
)
ROUNDS = 3
MOST = 32  # candidates of a name that are weighed
_NOBODY = 100  # added to every population: the smallest are villages all the same
_UNCOUNTED = 1_000_000  # who live in a city of the data files that GeoNames does not count
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name as a text has it, and the container it names right after ("Paris, Texas")."""

    name: str
    within: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of all names of a text: ``owner`` is the number of the name that each is
    of, ``features`` a row for each; ``kin`` and ``near`` relate it to those of other names."""

    entries: tuple[Entry, ...]
    owner: Numbers
    features: Array
    count: Array
    rest: Array
    kin: tuple[Array, Array]
    near: tuple[Array, ...]


@functools.cache
def weights() -> Array:
    """Return the weight of each feature, in the order of `FEATURES`."""
    known = {name: float(weight) for name, weight in rows("place_weights")}
    return np.array([known[name] for name in FEATURES])


def pool_of(toponyms: Sequence[Toponym], outlet: Outlet) -> Pool:
    """Return the candidates of a text's names with the features that company does not change."""
    found = [
        (number, entry, _told(toponym, entry, is_own, outlet, around))
        for number, toponym in enumerate(toponyms)
        for around in (containers(toponym.name, toponym.within),)
        for entry, is_own in likeliest(toponym.name)[:MOST]
    ]
    owner = np.array([number for number, _, _ in found], dtype=np.intp)
    entries = tuple(entry for _, entry, _ in found)
    counts = np.sqrt(np.array([toponym.count for toponym in toponyms], dtype=float))
    features = np.array([told for *_, told in found], dtype=float).reshape(-1, len(FEATURES))
    others = owner[:, None] != owner[None, :]
    kin = [_same([e.country for e in entries]), _same([e.admin1 for e in entries])]
    apart = np.where(others, _apart(entries), np.inf)
    return Pool(
        entries,
        owner,
        features,
        counts[owner],
        np.maximum(counts.sum() - counts[owner], 1e-9),
        (kin[0] * others, kin[1] * others),
        tuple(np.exp(-apart / km) for km in NEAR_KM),
    )


@functools.lru_cache(maxsize=16384)
def likeliest(name: str) -> tuple[tuple[Entry, bool], ...]:
    """Return the candidates that weigh most before the text is looked at, in that order."""
    nowhere = Outlet()

    def weight(pair: tuple[Entry, bool]) -> tuple[float, str]:
        told = _told(Toponym(name), *pair, nowhere, ())
        return -float(np.dot(told, weights())), pair[0].key

    return tuple(sorted(bearers(name), key=weight))


def _told(
    toponym: Toponym, entry: Entry, is_own: bool, outlet: Outlet, around: tuple[Entry, ...]
) -> list[float]:
    """Return a candidate's features, those of company still nought."""
    told = dict.fromkeys(FEATURES, 0.0)
    told["is_own_name"] = float(is_own)
    told["is_contained"] = float(any(is_inside(entry, container) for container in around))
    if entry.standing is not None:
        told["population"] = entry.standing
    elif entry.key.startswith("county-"):
        told["is_county"] = 1.0
    elif "Settlement" in entry.types:
        people = entry.population or (_UNCOUNTED if entry.key in curated() else 0)
        told["population"] = math.log10(people + _NOBODY)
        told["is_capital"] = float(entry.geonames in capital_ids())
    else:
        told["is_eclipsed"] = float("Region" in entry.types and _is_eclipsed(toponym.name))
        told["is_" + next(KINDS[kind] for kind in entry.types if kind in KINDS)] = 1.0
    if entry.country:
        told["outlet_country"] = float(entry.country == outlet.country)
        told["outlet_home"] = float(entry.country == outlet.home and outlet.bears(toponym.name))
    return list(told.values())


def _is_eclipsed(name: str) -> bool:
    """Say whether a capital bears a name ("Washington")."""
    return any(entry.geonames in capital_ids() for entry, _ in bearers(name))


def _same(values: Sequence[str | None]) -> Array:
    """Return 1 for each pair of equal values, 0 for others and where one is unknown."""
    numbers: dict[str, int] = {}
    known = np.array([numbers.setdefault(v, len(numbers)) if v else -1 for v in values])
    return np.asarray((known[:, None] == known[None, :]) & (known >= 0), dtype=float)


def _apart(entries: Sequence[Entry]) -> Array:
    """Return the kilometres between each two candidates; wide ones are near to nothing."""
    points = [_point(entry) for entry in entries]
    lat, lon = np.radians(np.array(points, dtype=float).reshape(-1, 2)).T
    h = np.sin((lat[:, None] - lat) / 2) ** 2
    h += np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    apart = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
    return np.where(np.isnan(apart), np.inf, apart)


def _point(entry: Entry) -> tuple[float, float]:
    kinds = set(entry.types)
    is_wide = not entry.key.startswith("county-") and bool(
        kinds & {"Country", "Region", "NaturalFeature"}
    )
    if is_wide or entry.lat is None or entry.lon is None:
        return math.nan, math.nan
    return entry.lat, entry.lon


def likelihoods(pool: Pool, weighed: Array | None = None) -> tuple[Array, Array]:
    """Return each candidate's probability among those of its name, and all its features."""
    weight = weights() if weighed is None else weighed
    features = pool.features.copy()
    shares = softmax(pool.owner, features @ weight)
    for _ in range(ROUNDS):
        features[:, -len(COMPANY) :] = _company(pool, shares)
        shares = softmax(pool.owner, features @ weight)
    return shares, features


def _company(pool: Pool, shares: Array) -> Array:
    likely = shares * pool.count
    country, division = (kin @ likely for kin in pool.kin)
    near = (np.log1p(close @ likely) for close in pool.near)
    shared = (country / pool.rest, np.log1p(country), division / pool.rest)
    return np.stack([*shared, *near], axis=1)


def softmax(owner: Numbers, weighed: Array) -> Array:
    """Return probabilities that sum to one over the candidates of each name."""
    size = int(owner.max()) + 1 if len(owner) else 0
    top = np.full(size, -np.inf)
    np.maximum.at(top, owner, weighed)
    powers = np.exp(weighed - top[owner])
    total = np.zeros(size)
    np.add.at(total, owner, powers)
    return np.asarray(powers / total[owner])

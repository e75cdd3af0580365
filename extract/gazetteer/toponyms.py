"""Toponyms: the places that the names of a text stand for, resolved together."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .entries import Entry, curated
from .outlets import Outlet
from .ranking import FEATURES, Toponym, likeliest, likelihoods, pool_of

__all__ = ["Resolution", "candidates", "resolve", "resolve_all"]

CLEAR = 0.3  # least probability of the best candidate
TOGETHER = 40  # names that keep each other company: time and memory go with its square
# A village is meant only where its country is: "Pool" is a place in Yorkshire, too.
TOWN = 5_000  # inhabitants
SUPPORT = [FEATURES.index(name) for name in ("is_contained", "outlet_country", "country")]
LEAST_SUPPORT = 0.1
TOLD = 10  # candidates that are told


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place meant (None where that is unclear) and all candidates with probabilities."""

    name: str
    best: Entry | None
    candidates: tuple[tuple[Entry, float], ...]

    @property
    def share(self) -> float:
        """The probability of the likeliest candidate, 0 where there is none."""
        return self.candidates[0][1] if self.candidates else 0.0


def candidates(name: str) -> tuple[Entry, ...]:
    """Return the places that bear this name, the likeliest first; empty when none does.

    >>> candidates("Russia")[0].key
    'country-RUS'
    """
    return tuple(entry for entry, _ in likeliest(name))


@functools.lru_cache(maxsize=4096)
def resolve(name: str, within: str | None = None) -> Resolution:
    """Return the place a name stands for by itself.

    ``within`` is the container the text names beside it, if any. The best is None when
    no place bears the name or none of several stands out; the candidates tell which.

    >>> resolve("Paris", within="Texas").best.admin1
    'US.TX'
    """
    (found,) = resolve_all((Toponym(name, within),))
    return found


def resolve_all(
    toponyms: Sequence[Toponym], outlet: Outlet | None = None
) -> tuple[Resolution, ...]:
    """Resolve the places of one text together, in the order given.

    A name that stands twice is taken to mean the same place (give its count instead).
    Of a text with more than `TOGETHER` names so many at a time keep each other company.
    """
    waiting = iter(toponyms)
    found: list[Resolution] = []
    while batch := tuple(islice(waiting, TOGETHER)):
        found.extend(_resolved(batch, outlet or Outlet()))
    return tuple(found)


def _resolved(toponyms: Sequence[Toponym], outlet: Outlet) -> Iterator[Resolution]:
    pool = pool_of(toponyms, outlet)
    shares, features = likelihoods(pool)
    supported = features[:, SUPPORT].max(axis=1, initial=0) > LEAST_SUPPORT
    told: list[list[tuple[float, Entry, bool]]] = [[] for _ in toponyms]
    for number, entry, share, is_supported in zip(
        pool.owner, pool.entries, shares, supported, strict=True
    ):
        told[number].append((float(share), entry, bool(is_supported)))
    for toponym, found in zip(toponyms, told, strict=True):
        found.sort(key=lambda row: (-row[0], row[1].key))
        best = next(
            (e for share, e, ok in found[:1] if share >= CLEAR and (ok or _is_known(e))), None
        )
        yield Resolution(toponym.name, best, tuple((e, share) for share, e, _ in found[:TOLD]))


def _is_known(entry: Entry) -> bool:
    """Whether a place may be meant where nothing else in the text speaks for its country."""
    is_chosen = entry.key in curated() or entry.standing is not None
    return "Settlement" not in entry.types or entry.population >= TOWN or is_chosen

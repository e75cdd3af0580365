"""Known: what the gazetteer has of an actor or a place, as an entity of the findings."""

from __future__ import annotations

from ..findings import Entity
from ..gazetteer import Entry
from ..identity import known_iri

__all__ = ["known_entity"]

_CONFIDENCE = 0.95  # that a name stands for the entity that the gazetteer knows by it


def known_entity(entry: Entry, base: str) -> Entity:
    """Return an entry as an entity under ``base``, without mentions.

    >>> from polybius.extract.gazetteer import curated
    >>> known_entity(curated()["government-SYR"], "https://w3id.org/polybius/id/").located_in
    'https://w3id.org/polybius/id/entity/country-SYR'
    """
    return Entity(
        iri=known_iri(entry.key, base),
        types=entry.types,
        name=entry.name,
        exact_match=entry.exact_match,
        country=entry.country,
        sector=entry.sector,
        lat=entry.lat,
        lon=entry.lon,
        confidence=_CONFIDENCE,
        located_in=known_iri(entry.located_in, base) if entry.located_in else None,
    )

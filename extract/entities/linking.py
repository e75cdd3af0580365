"""Linking: clusters of mentions become entities with a type, a country and a place on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from polybius.ontology.terms import ACTOR_TYPES, PLACE_TYPES

from ..analysis import LOCATED, Reference
from ..findings import Candidate, Dropped, Entity, Mention
from ..gazetteer import Entry, Outlet, Resolution, curated, entry, titles
from ..identity import entity_iri, known_iri
from ..mentions.name_heads import class_of_name
from ..mentions.offices import Office
from ..mentions.place_nouns import place_noun
from ..mentions.place_words import PARTS
from .coreference import Cluster
from .known import known_entity
from .placing import Placement, place_clusters

__all__ = ["link", "unresolved_places"]

# spaCy's labels, and what they mean where nothing more is known.
TYPES = {
    "PERSON": "Person",
    "ORG": "Organization",
    "NORP": "Population",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Facility",
}
_PLACED = 0.95  # most that a place's confidence can be: it may be no place at all
_SURELY = 0.8  # least probability by which a town takes a country's name
_NAMED, _NOMINAL, _UNRESOLVED = 0.75, 0.6, 0.2


def link(
    clusters: Sequence[Cluster],
    document: str,
    order: Mapping[str, int],
    outlet: Outlet | None = None,
) -> tuple[dict[str, Entity], tuple[Reference, ...]]:
    """Return the entities by IRI, and every mention as a reference to one of them.

    Clusters that turn out to be the same known entity are joined. ``order`` ranks the
    parts; references come in the order of the text. ``outlet`` helps to tell places apart.
    """
    base = document.rsplit("document/", 1)[0]
    placements = place_clusters(clusters, outlet or Outlet())
    entities: dict[str, Entity] = {}
    references: list[Reference] = []
    for number, cluster in enumerate(clusters):
        entity = _entity(cluster, placements.get(number, Placement()), document, base)
        known = entities.get(entity.iri)
        mentions = tuple(Mention(m.span, m.kind) for m in cluster.mentions)
        entities[entity.iri] = _with_mentions(known or entity, mentions)
        references.extend(
            Reference(m.passage, m.start, m.end, m.kind, entity.iri) for m in cluster.mentions
        )
    references.sort(key=lambda r: (order[r.passage.part.part], r.start, r.end))
    return entities, tuple(references)


def unresolved_places(entities: Iterable[Entity]) -> Iterator[Dropped]:
    """Yield the names that may stand for several known places, none of them clearly."""
    for entity in entities:
        if entity.candidates and entity.lat is None and entity.mentions:
            reason = f"{len(entity.candidates)} places are so called, none of them clearly meant"
            yield Dropped(reason, entity.mentions[0].span)


def _with_mentions(entity: Entity, mentions: tuple[Mention, ...]) -> Entity:
    return replace(entity, mentions=(*entity.mentions, *mentions))


def _entity(cluster: Cluster, placement: Placement, document: str, base: str) -> Entity:
    known = entry(cluster.key) if cluster.key else None
    found = placement.resolution
    if found and found.best and (known is None or _is_namesake(found, known)):
        return replace(
            known_entity(found.best, base),
            candidates=_candidates(found, base),
            confidence=round(min(found.share, _PLACED), 3),
        )
    return known_entity(known, base) if known else _local(cluster, placement, document, base)


def _is_namesake(found: Resolution, known: Entry) -> bool:
    """Whether a country's name is surely a town's here ("Lebanon" in news of Pennsylvania)."""
    is_town = found.best is not None and "Settlement" in found.best.types
    return "Country" in known.types and is_town and found.share >= _SURELY


def _candidates(found: Resolution, base: str) -> tuple[Candidate, ...]:
    return tuple(Candidate(known_iri(e.key, base), round(s, 3)) for e, s in found.candidates)


def _local(cluster: Cluster, placement: Placement, document: str, base: str) -> Entity:
    """Return an entity that only this document knows."""
    name = _best_name(cluster)
    kind = _place_type(name) if cluster.label in LOCATED else None
    if cluster.label == "ORG" and cluster.names:
        kind = class_of_name(name)
    kind = kind or TYPES.get(cluster.label, cluster.label)
    country, sector = _country_and_sector(cluster)
    found = placement.resolution
    is_place, whole = kind in PLACE_TYPES, placement.whole
    lat, lon = (placement.middle if is_place else None) or (None, None)
    return Entity(
        iri=_local_iri(cluster, document, name, kind),
        types=_types(cluster, kind),
        name=name,
        candidates=_candidates(found, base) if found else (),
        country=country or (whole.country if whole and is_place else None),
        sector=sector,
        lat=lat,
        lon=lon,
        confidence=_confidence(cluster),
        located_in=known_iri(whole.key, base) if whole and is_place else None,
    )


def _types(cluster: Cluster, kind: str) -> tuple[str, ...]:
    """Return the classes; an organisation that is a site as well has both: a hospital."""
    noun = place_noun(cluster.mentions[0].root)
    if noun is None or noun.use != "acts" or kind == "Person":
        return (kind,)
    return (kind, noun.kind) if kind in ACTOR_TYPES else ("Organization", kind)


def _place_type(name: str) -> str | None:
    """Return the class that a word of a place's name tells ("Gulf of Finland")."""
    return next((PARTS[word] for word in name.lower().split() if word in PARTS), None)


def _confidence(cluster: Cluster) -> float:
    if cluster.names:
        return _NAMED
    return _NOMINAL if any(m.kind == "nominal" for m in cluster.mentions) else _UNRESOLVED


def _local_iri(cluster: Cluster, document: str, name: str, kind: str) -> str:
    """Return an IRI by name; of the nameless, by where they are first spoken of."""
    if cluster.names:
        return entity_iri(document, name, kind)
    first = cluster.mentions[0].span
    return entity_iri(document, f"{first.part}:{first.start}", kind)


def _best_name(cluster: Cluster) -> str:
    """Return the fullest name; of equals the most frequent, then the first."""
    counted = Counter(m.text for m in cluster.mentions if m.kind == "name")
    if not counted:
        return cluster.mentions[0].text
    return max(counted, key=lambda name: (len(name.split()), counted[name]))


def _country_and_sector(cluster: Cluster) -> tuple[str | None, str | None]:
    """Return what owners of offices, titles and the nouns themselves tell, in this order.

    A country tells the sector last: its generals are of its army, not of its government.
    """
    owners = [entry(o.holder_of.key) for o in cluster.offices if o.holder_of and o.holder_of.key]
    known = [owner for owner in owners if owner]
    countries = [o.country for o in known] + [_country_of(m.inside) for m in cluster.mentions]
    sectors = [o.sector for o in known if "Country" not in o.types]
    sectors += [_sector_of(office) for office in cluster.offices]
    sectors += [m.sector for m in cluster.mentions] + [o.sector for o in known]
    return next(filter(None, countries), None), next(filter(None, sectors), None)


def _sector_of(office: Office) -> str | None:
    """Return the sector of a title, as a whole ("defence minister") or by its last word."""
    words = office.tokens.text.lower()
    title = titles().get(words) or titles().get(office.tokens[-1].lower_)
    return title.sector if title else None


def _country_of(inside: str | None) -> str | None:
    known = curated().get(inside) if inside else None
    return known.country if known else None

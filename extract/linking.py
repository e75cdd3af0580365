"""Linking: clusters of mentions become entities with a type, a country and a place on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from polybius.ontology.terms import PLACE_TYPES

from .analysis import LOCATED, Reference
from .coreference import Cluster
from .findings import Candidate, Entity, Mention
from .gazetteer import Resolution, Toponym, curated, entry, misspelt, resolve_all, titles
from .identity import entity_iri, known_iri
from .known import known_entity
from .offices import Office
from .place_words import PARTS

__all__ = ["link"]

# spaCy's labels, and what they mean where nothing more is known.
TYPES = {
    "PERSON": "Person",
    "ORG": "Organization",
    "NORP": "Population",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Facility",
}
_NAMED, _NOMINAL, _UNRESOLVED = 0.75, 0.6, 0.2


def link(
    clusters: Sequence[Cluster], document: str, order: Mapping[str, int]
) -> tuple[dict[str, Entity], tuple[Reference, ...]]:
    """Return the entities by IRI, and every mention as a reference to one of them.

    Clusters that turn out to be the same known entity are joined. ``order`` ranks the
    parts; references come in the order of the text.
    """
    base = document.rsplit("document/", 1)[0]
    resolved = _resolve(clusters)
    entities: dict[str, Entity] = {}
    references: list[Reference] = []
    for number, cluster in enumerate(clusters):
        entity = _entity(cluster, resolved.get(number), document, base)
        known = entities.get(entity.iri)
        mentions = tuple(Mention(m.span, m.kind) for m in cluster.mentions)
        entities[entity.iri] = _with_mentions(known or entity, mentions)
        references.extend(
            Reference(m.passage, m.start, m.end, m.kind, entity.iri) for m in cluster.mentions
        )
    references.sort(key=lambda r: (order[r.passage.part.part], r.start, r.end))
    return entities, tuple(references)


def _with_mentions(entity: Entity, mentions: tuple[Mention, ...]) -> Entity:
    return replace(entity, mentions=(*entity.mentions, *mentions))


def _resolve(clusters: Sequence[Cluster]) -> dict[int, Resolution]:
    """Resolve all place names of the document together, each in the others' company."""
    asked: dict[int, Toponym] = {}
    for number, cluster in enumerate(clusters):
        if cluster.label in LOCATED and cluster.names:
            name = misspelt(cluster.names[0]) or cluster.names[0]
            asked[number] = Toponym(name, _container(cluster), len(cluster.names))
    found = resolve_all(tuple(asked.values()))
    return dict(zip(asked, found, strict=True))


def _container(cluster: Cluster) -> str | None:
    """Return the place that the text names right after this one: "Paris, Texas"."""
    for mention in cluster.mentions:
        doc, at = mention.passage.doc, mention.end
        if at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].ent_type_ in LOCATED:
            following = next((e for e in doc.ents if e.start == at + 1), None)
            if following is not None:
                return following.text
    return None


def _entity(cluster: Cluster, resolution: Resolution | None, document: str, base: str) -> Entity:
    known = entry(cluster.key) if cluster.key else None
    if known is None and resolution and resolution.best:
        known = resolution.best
    if known is not None:
        return known_entity(known, base)
    return _local(cluster, resolution, document, base)


def _local(cluster: Cluster, resolution: Resolution | None, document: str, base: str) -> Entity:
    """Return an entity that only this document knows."""
    name = _best_name(cluster)
    kind = _place_type(name) if cluster.label in LOCATED else None
    kind = kind or TYPES.get(cluster.label, cluster.label)
    country, sector = _country_and_sector(cluster)
    candidates = resolution.candidates if resolution else ()
    return Entity(
        iri=_local_iri(cluster, document, name, kind),
        types=(kind,),
        name=name,
        candidates=tuple(Candidate(known_iri(e.key, base), round(s, 3)) for e, s in candidates),
        country=country,
        sector=sector,
        confidence=_confidence(cluster),
        located_in=_within(cluster, base) if kind in PLACE_TYPES else None,
    )


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
    if not cluster.names:
        return cluster.mentions[0].text
    counted = Counter(cluster.names)
    return max(counted, key=lambda name: (len(name.split()), counted[name], -len(name)))


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


def _within(cluster: Cluster, base: str) -> str | None:
    """Return the IRI of the known place that a part of a place belongs to."""
    inside = next((m.inside for m in cluster.mentions if m.inside), None)
    if inside is None:
        return None
    known = entry(inside)
    if known is None:
        (resolution,) = resolve_all((Toponym(inside),))
        known = resolution.best
    return known_iri(known.key, base) if known else None

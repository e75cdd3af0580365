"""Entities: actors and places, in the graphs of those who know them.

What the gazetteer knows stands in the graph of entities, once for all documents; what only
one document knows, in the graphs that mention it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from polybius.extract.entities.known import known_entity
from polybius.extract.findings import Entity
from polybius.extract.gazetteer import Entry, entry
from polybius.extract.identity import candidate_iri, known_key
from polybius.ontology import terms

from .frame import (
    GEO,
    LABEL,
    SKOS,
    TYPE,
    WGS84,
    Frame,
    confidence,
    graph_iri,
    known_term,
    term,
)
from .literals import string, web

__all__ = ["describe_entities"]

_ENTITY_TYPES = {**terms.ACTOR_TYPES, **terms.PLACE_TYPES}
_WKT = NamedNode(GEO + "wktLiteral")


def describe_entities(frame: Frame) -> Iterator[Quad]:
    """Yield what is known of a document's entities, and of all that those lie in.

    Other names come from the gazetteer. Raises ValueError for a type or a sector that the
    ontology lacks, and for coordinates that are none.
    """
    known = graph_iri(frame.base, "entities")
    for entity in (*frame.findings.entities, *_containers(frame)):
        key = known_key(entity.iri)
        if key:
            found = entry(key)
            yield from _entity(entity, found.aliases if found else (), known)
        else:
            yield from _own(frame, entity)


def _containers(frame: Frame) -> Iterator[Entity]:
    """Yield what the entities lie in, what that lies in, and so on, each once."""
    described = {entity.iri for entity in frame.findings.entities}
    waiting = [entity.located_in for entity in frame.findings.entities]
    while waiting:
        iri = waiting.pop()
        if iri is None or iri in described:
            continue
        described.add(iri)
        found = _entry_of(iri)
        if found:
            container = known_entity(found, frame.base)
            yield container
            waiting.append(container.located_in)


def _entry_of(iri: str) -> Entry | None:
    key = known_key(iri)
    return entry(key) if key else None


def _own(frame: Frame, entity: Entity) -> Iterator[Quad]:
    """Yield an entity that only this document knows, in each graph that mentions it."""
    voices = {frame.voices[mention.span.part] for mention in entity.mentions}
    for graph in sorted(voices or {frame.document}, key=str):
        yield from _entity(entity, (), graph)
        yield from _guesses(frame, entity, graph)


def _entity(entity: Entity, aliases: Sequence[str], graph: NamedNode) -> Iterator[Quad]:
    node = NamedNode(entity.iri)
    for kind in entity.types:
        yield Quad(node, TYPE, known_term(_ENTITY_TYPES, kind, "type of entity"), graph)
    yield Quad(node, LABEL, string(entity.name), graph)
    for alias in aliases:
        if alias != entity.name:
            yield Quad(node, term(SKOS + "altLabel"), string(alias), graph)
    if entity.country:
        yield Quad(node, term(terms.country), string(entity.country), graph)
    if entity.sector:
        yield Quad(
            node, term(terms.sector), known_term(terms.SECTORS, entity.sector, "sector"), graph
        )
    for match in entity.exact_match:
        yield Quad(node, term(SKOS + "exactMatch"), web(match), graph)
    if entity.located_in:
        yield Quad(node, term(terms.directlyIn), NamedNode(entity.located_in), graph)
    yield from _coordinates(entity, node, graph)


def _coordinates(entity: Entity, node: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    """Yield the point twice: for WGS84 readers, and for GeoSPARQL (longitude first)."""
    if entity.lat is None or entity.lon is None:
        return
    lat, lon = float(entity.lat), float(entity.lon)
    if not (math.isfinite(lat) and math.isfinite(lon)):
        raise ValueError(f"{entity.iri}: ({lat}, {lon}) are no coordinates")
    point = NamedNode(entity.iri + "/point")
    yield Quad(node, term(WGS84 + "lat"), Literal(lat), graph)
    yield Quad(node, term(WGS84 + "long"), Literal(lon), graph)
    yield Quad(node, term(GEO + "hasGeometry"), point, graph)
    yield Quad(point, term(GEO + "asWKT"), Literal(f"POINT({lon} {lat})", datatype=_WKT), graph)


def _guesses(frame: Frame, entity: Entity, graph: NamedNode) -> Iterator[Quad]:
    """Yield how sure we are of an entity that only this document knows, and what it may be."""
    node = NamedNode(entity.iri)
    yield confidence(node, entity.confidence, graph)
    for candidate in entity.candidates:
        guess = NamedNode(candidate_iri(frame.document.value, entity.iri, candidate.iri))
        yield Quad(guess, TYPE, term(terms.Candidate), graph)
        yield Quad(guess, term(terms.candidateFor), node, graph)
        yield Quad(guess, term(terms.candidateEntity), web(candidate.iri), graph)
        yield Quad(guess, term(terms.score), Literal(float(candidate.score)), graph)

"""Axioms: what the ontology rules, and the statements it rules on."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import rdflib
from rdflib import OWL, RDF, RDFS

__all__ = ["Axioms", "Statement", "Unit", "read_axioms"]

# What is asserted of classes and properties. Labels, notes and datatypes are nothing to HermiT,
# which stops at xsd:date: dates are left to the shapes.
_LOGICAL = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    OWL.disjointWith,
    OWL.unionOf,
    RDF.first,
    RDF.rest,
)
_DECLARED = (OWL.Class, OWL.ObjectProperty, OWL.TransitiveProperty)


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """One triple between IRIs, and the graph it stands in ("" for the default graph)."""

    subject: str
    predicate: str
    object: str
    graph: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Statements that must be true together: those in a claim's ``graph``, or all others (None)."""

    graph: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Axioms:
    """The ontology as the reasoner gets it, and as the explanation reads it.

    ``triples`` is N-Triples; ``supers`` gives each class and property itself and all above it.
    """

    triples: bytes
    classes: frozenset[str]
    properties: frozenset[str]
    supers: dict[str, frozenset[str]]
    domains: dict[str, frozenset[str]]
    ranges: dict[str, frozenset[str]]
    disjoint: tuple[tuple[str, str], ...]


def read_axioms(ontology: rdflib.Graph) -> Axioms:
    """Return what ``ontology`` rules, for the reasoner and for the explanation."""
    graph = rdflib.Graph()
    for triple in ontology:
        if triple[1] in _LOGICAL or (triple[1] == RDF.type and triple[2] in _DECLARED):
            graph.add(triple)
    properties = {str(term) for term in graph.subjects(RDF.type, OWL.ObjectProperty)}
    # Whatever a datatype property or a note has for domain is nothing to statements between IRIs.
    classes = {
        str(term) for term in graph.subjects(RDF.type, OWL.Class) if isinstance(term, rdflib.URIRef)
    }
    return Axioms(
        triples=graph.serialize(format="nt", encoding="utf-8"),
        classes=frozenset(classes),
        properties=frozenset(properties),
        supers={name: _supers(graph, name) for name in classes | properties},
        domains={name: _named(graph, name, RDFS.domain) for name in properties},
        ranges={name: _named(graph, name, RDFS.range) for name in properties},
        disjoint=tuple(sorted((str(a), str(b)) for a, b in graph[: OWL.disjointWith])),
    )


def _supers(graph: rdflib.Graph, name: str) -> frozenset[str]:
    """Return a class and all above it, or a property and all above it."""
    term = rdflib.URIRef(name)
    above = itertools.chain(
        graph.transitive_objects(term, RDFS.subClassOf),
        graph.transitive_objects(term, RDFS.subPropertyOf),
    )
    return frozenset(str(node) for node in above)


def _named(graph: rdflib.Graph, name: str, link: rdflib.URIRef) -> frozenset[str]:
    found = graph.objects(rdflib.URIRef(name), link)
    return frozenset(str(node) for node in found if isinstance(node, rdflib.URIRef))

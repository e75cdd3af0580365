"""VoID: what a store holds, in figures, for those who look for data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from polybius.ontology import terms

__all__ = ["describe_data"]

_VOID = "http://rdfs.org/ns/void#"
_RDF = terms.PREFIXES["rdf"]
_DCTERMS = terms.PREFIXES["dcterms"]
_TYPE = NamedNode(_RDF + "type")
_INTEGER = NamedNode(terms.PREFIXES["xsd"] + "integer")


def describe_data(store: Store, url: str) -> Iterator[Triple]:
    """Yield the VoID description of a store that is asked at an endpoint."""
    data = NamedNode(f"{url}#data")
    yield Triple(data, _TYPE, _void("Dataset"))
    yield Triple(data, NamedNode(_DCTERMS + "title"), Literal("A knowledge graph of Polybius"))
    yield Triple(data, _void("sparqlEndpoint"), NamedNode(url))
    yield Triple(data, _void("vocabulary"), NamedNode(terms.PREFIXES["pb"]))
    yield Triple(data, _void("triples"), _number(len(store)))
    classes = _classes(store)
    yield Triple(data, _void("documents"), _number(classes[NamedNode(terms.Article)]))
    yield Triple(data, _void("classes"), _number(len(classes)))
    for kind in sorted(classes, key=str):
        part = BlankNode()
        yield Triple(data, _void("classPartition"), part)
        yield Triple(part, _void("class"), kind)
        yield Triple(part, _void("entities"), _number(classes[kind]))


def _classes(store: Store) -> Counter[NamedNode]:
    """Count what has a class, by class; once, however many graphs say so."""
    quads = store.quads_for_pattern(None, _TYPE, None)
    typed = {(quad.object, quad.subject) for quad in quads}
    return Counter(kind for kind, _ in typed if isinstance(kind, NamedNode))


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=_INTEGER)

"""Description: what this endpoint can do, in the W3C's vocabulary for it."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from polybius.ontology.terms import PREFIXES

from .media import GRAPHS, RESULTS
from .settings import Settings

__all__ = ["describe_service"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def describe_service(url: str, settings: Settings) -> Iterator[Triple]:
    """Yield the description of the endpoint at an address."""
    service, data, graph = NamedNode(url), NamedNode(f"{url}#data"), BlankNode()
    yield Triple(service, _TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield from (Triple(service, _sd("supportedLanguage"), it) for it in _languages(settings))
    yield from (Triple(service, _sd("feature"), it) for it in _features(settings))
    graphs = [NamedNode(media.format.iri) for media in GRAPHS]
    for format in (*(NamedNode(media.format.iri) for media in RESULTS), *graphs):
        yield Triple(service, _sd("resultFormat"), format)
    for format in graphs if settings.writable else ():
        yield Triple(service, _sd("inputFormat"), format)
    yield Triple(service, _sd("defaultDataset"), data)
    yield Triple(data, _TYPE, _sd("Dataset"))
    yield Triple(data, _sd("defaultGraph"), graph)
    yield Triple(graph, _TYPE, _sd("Graph"))


def _languages(settings: Settings) -> Iterator[NamedNode]:
    yield _sd("SPARQL11Query")
    if settings.writable:
        yield _sd("SPARQL11Update")


def _features(settings: Settings) -> Iterator[NamedNode]:
    yield _sd("UnionDefaultGraph")
    if settings.writable:
        yield _sd("EmptyGraphs")
    if settings.allow_service:
        yield _sd("BasicFederatedQuery")


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)

"""Layout: which graph of a store holds what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from . import terms

__all__ = ["RDF_TYPE", "GraphName", "Layout", "read_layout"]

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_ONTOLOGY = "graph/ontology"
_SHARED = ("graph/builds", "graph/copies", "graph/entities", "graph/links", _ONTOLOGY)

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


@dataclass(frozen=True, slots=True)
class Layout:
    """The graphs of a store but the ontology's, each in one of two places.

    ``articles`` gives an article's own graph, its comments' and its claims' by the article's IRI;
    ``shared`` lists the others, the default graph first. ``contents`` are those of all graphs that
    hold what a claim says.
    """

    articles: Mapping[str, tuple[GraphName, ...]]
    shared: tuple[GraphName, ...]
    contents: frozenset[GraphName]


def read_layout(store: ox.Store) -> Layout:
    """Return which graph of ``store`` holds what."""
    owners = _document_owners(store)
    contents = _content_owners(store, owners)
    articles: dict[str, list[GraphName]] = defaultdict(list)
    for graph, article in sorted((owners | contents).items(), key=str):
        articles[article].append(graph)
    known = owners | contents
    others = [g for g in store.named_graphs() if g not in known and not _ends(g, (_ONTOLOGY,))]
    return Layout(
        articles={article: tuple(graphs) for article, graphs in sorted(articles.items())},
        shared=(ox.DefaultGraph(), *sorted(others, key=str)),
        contents=frozenset(contents),
    )


def _document_owners(store: ox.Store) -> dict[GraphName, str]:
    """Return the article that each document's graph belongs to: a comment's is the one above it."""
    owners: dict[GraphName, str] = {}
    for kind in (terms.Article, terms.Comment):
        for quad in store.quads_for_pattern(None, RDF_TYPE, ox.NamedNode(kind), None):
            if quad.graph_name == quad.subject and isinstance(quad.subject, ox.NamedNode):
                owners[quad.graph_name] = _article(store, quad.subject)
    return owners


def _article(store: ox.Store, document: ox.NamedNode) -> str:
    for quad in store.quads_for_pattern(document, ox.NamedNode(terms.commentOn), None, document):
        if isinstance(quad.object, ox.NamedNode):
            return quad.object.value
    return document.value


def _content_owners(store: ox.Store, owners: dict[GraphName, str]) -> dict[GraphName, str]:
    """Return the article that each claim's content graph belongs to.

    A claim that names a document's graph or a shared one as its own does not get it.
    """
    contents: dict[GraphName, str] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(terms.contentGraph), None, None):
        graph = quad.object
        if isinstance(graph, ox.NamedNode) and graph not in owners and not _ends(graph, _SHARED):
            contents[graph] = owners.get(quad.graph_name, graph.value)
    return contents


def _ends(graph: GraphName, suffixes: tuple[str, ...]) -> bool:
    return isinstance(graph, ox.NamedNode) and graph.value.endswith(suffixes)

"""Dump: a store's graphs as a file of RDF, the same bytes for the same quads.

Quads are sorted graph by graph, so that memory holds one graph at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from polybius.ontology.terms import PREFIXES

__all__ = ["FORMATS", "dump"]

FORMATS = {
    "jsonld": RdfFormat.JSON_LD,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
}
_WITH_GRAPHS = {"nquads", "trig"}
_CONTENT = re.compile(r"/claim/[^/]+/content>$")


def dump(store: Store, form: str, file: IO[bytes], *, contents: bool = False) -> None:
    """Write all of a store to ``file`` in one of `FORMATS`.

    ``nquads`` and ``trig`` keep every graph. ``turtle`` and ``jsonld`` merge them, and leave out
    the graphs of what claims say unless ``contents`` asks for them: without graphs, a claim
    reads like a fact. Raises ValueError for another format.
    """
    if form not in FORMATS:
        raise ValueError(f"{form!r} is no format: expected one of {', '.join(FORMATS)}")
    if form in _WITH_GRAPHS:
        serialize(_quads(store, True), file, FORMATS[form], prefixes=dict(PREFIXES))
    else:
        serialize(_triples(store, contents), file, FORMATS[form], prefixes=dict(PREFIXES))


def _quads(store: Store, contents: bool) -> Iterator[Quad]:
    yield from _sorted(store, DefaultGraph())
    for name in sorted(store.named_graphs(), key=str):
        if contents or not _CONTENT.search(str(name)):
            yield from _sorted(store, name)


def _sorted(store: Store, graph: NamedNode | BlankNode | DefaultGraph) -> list[Quad]:
    return sorted(store.quads_for_pattern(None, None, None, graph), key=str)


def _triples(store: Store, contents: bool) -> Iterator[Triple]:
    return (quad.triple for quad in _quads(store, contents))

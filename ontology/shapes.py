"""Shapes: a store's graphs held against the SHACL shapes, some articles at a time."""

from __future__ import annotations

import functools
import itertools
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import pyshacl
import rdflib
from pyshacl.graph_abstraction import DataGraph
from rdflib import SH

from . import terms
from .layout import GraphName, read_layout
from .problem import Problem, Severity, reading_order
from .sources import load_shapes, ontology_sources

__all__ = ["check_shapes"]

_BATCH = 2_000  # quads validated together: enough to share starting costs, small enough to be fast
# All that the shapes need to know of the ontology: subclasses, schemes, and modes' types.
_ONTOLOGY_PREDICATES = (
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "http://www.w3.org/2004/02/skos/core#inScheme",
    terms.modeOf,
)
_SEVERITIES: dict[object, Severity] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "info",
}
# A graph of results, and the node in it that is one of them.
Result = tuple[rdflib.Graph, rdflib.term.Node]

_MISSING = (SH.MinCountConstraintComponent, SH.QualifiedMinCountConstraintComponent)
_TOO_MANY = (SH.MaxCountConstraintComponent, SH.QualifiedMaxCountConstraintComponent)


def check_shapes(store: ox.Store) -> list[Problem]:
    """Return what the shapes find wrong in ``store``, sorted.

    An article is checked with its comments, with what its claims say, and with what is known of
    the entities they speak of. The graph of the ontology itself is not checked.
    """
    core, sparql = _split_shapes()
    found: set[Problem] = set()
    with _without_complaints():
        for batch in _batches(store):
            for results, result in itertools.chain(_core(batch, core), _sparql(batch, sparql)):
                found.add(_problem(store, results, result))
    return sorted(found, key=reading_order)


def _batches(store: ox.Store) -> Iterator[ox.Store]:
    """Yield small stores that hold, as one graph, all that some nodes need to be judged by."""
    layout = read_layout(store)
    pieces = itertools.chain(
        (_quads(store, graphs) for graphs in layout.articles.values()),
        _subjects(store, layout.shared),
    )
    shared = frozenset(layout.shared)
    batch: list[ox.Quad] = []
    for piece in pieces:
        batch += piece
        if len(batch) >= _BATCH:
            yield _merged(store, batch, shared)
            batch = []
    if batch:
        yield _merged(store, batch, shared)


def _quads(store: ox.Store, graphs: tuple[GraphName, ...]) -> list[ox.Quad]:
    return [quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)]


def _subjects(store: ox.Store, graphs: tuple[GraphName, ...]) -> Iterator[list[ox.Quad]]:
    """Yield the quads of ``graphs``, one subject of one graph at a time."""
    for graph in graphs:
        quads = store.quads_for_pattern(None, None, None, graph)
        for _, group in itertools.groupby(quads, key=lambda quad: quad.subject):
            yield list(group)


def _merged(store: ox.Store, quads: list[ox.Quad], shared: frozenset[GraphName]) -> ox.Store:
    """Return one graph of ``quads``, of what shared graphs say of their nodes, of the ontology."""
    merged = ox.Store()
    waiting, described = quads, set[object]()
    while waiting:
        merged.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in waiting)
        nodes = {node for quad in waiting for node in (quad.subject, quad.object)} - described
        described |= nodes
        waiting = [
            quad
            for node in nodes
            if isinstance(node, ox.NamedNode)
            for quad in store.quads_for_pattern(node, None, None, None)
            if quad.graph_name in shared
        ]
    merged.extend(_ontology_quads())
    return merged


@functools.cache
def _ontology_quads() -> tuple[ox.Quad, ...]:
    return tuple(
        ox.Quad(quad.subject, quad.predicate, quad.object)
        for _, turtle in ontology_sources()
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value in _ONTOLOGY_PREDICATES
    )


def _core(batch: ox.Store, shapes: rdflib.Graph) -> Iterator[Result]:
    """Yield what the shapes without SPARQL find.

    On rdflib's store: on Oxigraph's, pySHACL 0.40 takes every plain string to be outside any
    sh:in, and counts the whole store for each finding.
    """
    triples = batch.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return _validated(rdflib.Graph().parse(data=triples, format="nt"), shapes)


def _sparql(batch: ox.Store, shapes: rdflib.Graph) -> Iterator[Result]:
    """Yield what the shapes with SPARQL find; on Oxigraph, which runs it 100 times faster."""
    return _validated(DataGraph.from_oxigraph_store(batch), shapes)


def _validated(data: rdflib.Graph | DataGraph, shapes: rdflib.Graph) -> Iterator[Result]:
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(results, rdflib.Graph):
        raise TypeError(f"pySHACL could not read the shapes: {results}")
    for result in results.objects(None, SH.result):
        yield results, result


@functools.cache
def _split_shapes() -> tuple[rdflib.Graph, rdflib.Graph]:
    """Return the shapes without their SPARQL, and those alone that have any."""
    shapes = load_shapes()
    core, sparql = rdflib.Graph(), rdflib.Graph()
    core += shapes
    for shape, _, constraint in shapes.triples((None, SH.sparql, None)):
        core.remove((shape, SH.sparql, constraint))
        sparql += shapes.cbd(shape)
    for declaration in shapes.subject_objects(SH.declare):
        sparql += shapes.cbd(declaration[0])
    return core, sparql


def _problem(store: ox.Store, results: rdflib.Graph, result: rdflib.term.Node) -> Problem:
    shape, node = (results.value(result, link) for link in (SH.sourceShape, SH.focusNode))
    message = str(results.value(result, SH.resultMessage))
    is_iri = isinstance(node, rdflib.URIRef)
    return Problem(
        severity=_SEVERITIES[results.value(result, SH.resultSeverity)],
        rule=str(shape).rpartition("#")[2],
        node=str(node) if is_iri or node is None else node.n3(),
        message=f"{message} {_what_is(results, result)}".rstrip(),
        graph=_graph_of(store, ox.NamedNode(str(node))) if is_iri else None,
    )


def _what_is(results: rdflib.Graph, result: rdflib.term.Node) -> str:
    """Return a sentence that says what was found instead, or none where the message says it."""
    component = results.value(result, SH.sourceConstraintComponent)
    value = results.value(result, SH.value)
    if component in _MISSING:
        return "This one has none."
    if component in _TOO_MANY:
        return "This one has more."
    if value is None or value == results.value(result, SH.focusNode):
        return ""
    shown = f'"{value}"' if isinstance(value, rdflib.Literal) else value.n3()
    return f"This one has {shown:.200}."


def _graph_of(store: ox.Store, node: ox.NamedNode) -> str | None:
    """Return the first graph that describes ``node``, or else the first that uses it."""
    for pattern in ((node, None, None, None), (None, None, node, None)):
        graphs = {quad.graph_name for quad in store.quads_for_pattern(*pattern)}
        named = sorted(graph.value for graph in graphs if isinstance(graph, ox.NamedNode))
        if named:
            return named[0]
    return None


@contextmanager
def _without_complaints() -> Iterator[None]:
    """Keep rdflib from logging, with a traceback, each literal that is not of its datatype.

    The shapes report such literals, in words.
    """
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        logger.setLevel(before)

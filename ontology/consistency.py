"""Consistency: whether what a graph says can all be true, by OWL's rules.

The documents and the entities are judged together, each claim's content apart: rival claims
contradict each other by right. The reasoner decides; what is wrong is then told from the two
classes that exclude each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox
import rdflib

from .axioms import Axioms, Statement, Unit, read_axioms
from .explanation import find_clashes
from .layout import RDF_TYPE, GraphName, read_layout
from .problem import Problem, reading_order
from .reasoner import ReasonerError, find_java, is_consistent
from .sources import load_ontology

__all__ = ["check_consistency"]

_MOST = 1_000_000  # statements handed to the reasoner, which holds them all in memory
_ROUNDS = 5  # of taking out what contradicts itself; one that RDFS cannot explain takes a round
_DOCUMENTS = "the documents together"
_SAME = "http://www.w3.org/2002/07/owl#sameAs"
_UNEXPLAINED = (
    "What this says cannot all be true, though nothing in it is of two classes that exclude each "
    "other: compare it with the ontology's other rules."
)


def check_consistency(
    store: ox.Store, ontology: rdflib.Graph | None = None
) -> tuple[list[Problem], tuple[str, ...]]:
    """Return what cannot all be true in ``store``, and what was left out of this check and why.

    ``ontology`` is the one of this package unless another is given.
    """
    axioms = read_axioms(ontology or load_ontology())
    units = _units(store, axioms)
    java = find_java()
    if java is None:
        return [], ("consistency was not checked: no Java found (install one or set JAVA_HOME)",)
    size = sum(len(unit.statements) for unit in units)
    if size > _MOST:
        return [], (f"consistency was not checked: {size} statements, more than {_MOST}",)
    try:
        return sorted(_contradictions(units, axioms, java), key=reading_order), ()
    except ReasonerError as error:
        return [], (f"consistency was not checked: {error}",)


def _contradictions(units: list[Unit], axioms: Axioms, java: str) -> Iterator[Problem]:
    """Yield what is wrong, taking it out, until the reasoner finds nothing more."""
    for _ in range(_ROUNDS):
        if is_consistent(units, axioms, java):
            return
        clashes, rest = _take_out(units, axioms)
        yield from clashes
        if not clashes:
            culprit = _culprit(units, axioms, java)
            node = culprit.graph or _DOCUMENTS
            yield Problem("violation", "consistency", node, _UNEXPLAINED, culprit.graph)
            rest = [unit for unit in units if unit is not culprit]
        units = rest


def _units(store: ox.Store, axioms: Axioms) -> list[Unit]:
    """Return what the documents and the entities say, first, and then what each claim says."""
    layout = read_layout(store)
    others = {graph for graphs in layout.articles.values() for graph in graphs} - layout.contents
    documents = _statements(store, others | set(layout.shared), axioms)
    types: dict[str, list[Statement]] = defaultdict(list)
    for statement in documents:
        if statement.predicate == RDF_TYPE.value:
            types[statement.subject].append(statement)
    units = [Unit(None, tuple(documents))]
    for graph in sorted(layout.contents, key=str):
        said = _statements(store, {graph}, axioms)
        nodes = sorted({node for one in said for node in (one.subject, one.object)})
        known = [statement for node in nodes for statement in types[node]]
        if said:
            units.append(Unit(_name(graph), tuple(said + known)))
    return units


def _statements(store: ox.Store, graphs: set[GraphName], axioms: Axioms) -> list[Statement]:
    """Return what ``graphs`` say in terms of the ontology, sorted; nothing that would change it."""
    return sorted(
        Statement(quad.subject.value, quad.predicate.value, quad.object.value, _name(graph))
        for graph in graphs
        for quad in store.quads_for_pattern(None, None, None, graph)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
        and _is_told(quad.predicate.value, quad.object.value, axioms)
    )


def _is_told(predicate: str, value: str, axioms: Axioms) -> bool:
    if predicate == RDF_TYPE.value:
        return value in axioms.classes
    return predicate in axioms.properties or predicate == _SAME


def _name(graph: GraphName) -> str:
    return "" if isinstance(graph, ox.DefaultGraph) else graph.value


def _culprit(units: list[Unit], axioms: Axioms, java: str) -> Unit:
    """Return one of ``units`` that cannot be true, where together they cannot; by halving."""
    while len(units) > 1:
        half = units[: len(units) // 2]
        units = units[len(half) :] if is_consistent(half, axioms, java) else half
    return units[0]


def _take_out(units: list[Unit], axioms: Axioms) -> tuple[list[Problem], list[Unit]]:
    """Return what is of two classes that exclude each other, and the units without it.

    What clashes in the documents already is not told again of each claim about it.
    """
    problems: list[Problem] = []
    rest: list[Unit] = []
    told: set[str] = set()
    for unit in units:
        left = _without(unit, told)
        clashes = list(find_clashes(left, axioms))
        nodes = {problem.node for problem in clashes}
        if unit.graph is None:
            told = nodes
        problems += clashes
        rest.append(_without(left, nodes))
    return problems, rest


def _without(unit: Unit, nodes: set[str]) -> Unit:
    kept = (one for one in unit.statements if not {one.subject, one.object} & nodes)
    return Unit(unit.graph, tuple(kept))

"""Remote: the named graphs of a store elsewhere, compared with ours and made equal to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias, TypeVar

import pyoxigraph as ox

from polybius.ontology.terms import PREFIXES

from .answer import Term, read_answer
from .dialects import recognise, tidy
from .endpoint import Endpoint
from .errors import EndpointError

__all__ = ["Graphs", "RemoteStore"]

Graphs: TypeAlias = Mapping[ox.NamedNode, Sequence[ox.Triple]]
_Row: TypeAlias = tuple[str, ...]  # graph, subject, predicate, object
T = TypeVar("T")

_COUNT = "SELECT ?g (COUNT(*) AS ?n) WHERE {{ {} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
_READ = "SELECT ?g ?s ?p ?o WHERE {{ {} GRAPH ?g {{ ?s ?p ?o }} }}"
_NAMES = (  # by the last one and not by OFFSET: a server may not answer with all
    "SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }}"
    " FILTER(STRSTARTS(STR(?g), {base}) && STR(?g) > {last}) }} ORDER BY STR(?g) LIMIT {most}"
)
_MOST_NAMES = 5_000  # of graphs in an answer or an update
_MOST_READ = 1_000  # quads that an answer is meant to have, so that what asks for it is short
_MOST_SENT = 20_000  # triples in an update
_MOST_PUT = 1_000  # in a graph's part: Virtuoso asks who we are each time, the body unread
_NO_QUADS = (404, 405, 415)  # what a server says whose graph store is shut, or takes none
_XSD = PREFIXES["xsd"]
_ROUNDED = {_XSD + "double", _XSD + "float", PREFIXES["geo"] + "wktLiteral"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class RemoteStore:
    """A store at an endpoint, and the addresses beside it that take changes.

    These are known from the make of the server unless given. New graphs go as N-Quads where
    the server takes them, and ``update`` alone is not given. Others go as updates, several in
    each; by the Graph Store Protocol, one by one, where ``graph_store`` is given or the server
    takes only small updates. Every method raises EndpointError and TimeLimitError.
    """

    def __init__(
        self, endpoint: Endpoint, *, update: str | None = None, graph_store: str | None = None
    ) -> None:
        self._endpoint = endpoint
        self._dialect = recognise(endpoint.query("ASK {}").headers)
        self._is_by_graph = bool(graph_store) or (self._dialect.loads_by_graph and not update)
        self._takes_quads = self._dialect.takes_quads and (bool(graph_store) or not update)
        address = self._dialect.address
        self._update = endpoint.sibling(update or address(endpoint.url, "update"))
        self._graphs = endpoint.sibling(graph_store or address(endpoint.url, "graph_store"))

    def compare(self, graphs: Graphs) -> tuple[list[ox.NamedNode], list[ox.NamedNode]]:
        """Return which of these graphs are missing there, and which are there but not just so.

        One with blank nodes, which have no name to be compared by, is never just so.
        """
        counts = self._counts(graphs)
        missing = [g for g, triples in graphs.items() if triples and g.value not in counts]
        alike = {
            graph: triples
            for graph, triples in graphs.items()
            if counts.get(graph.value, 0) == len(triples) and not _has_blank_nodes(triples)
        }
        other = graphs.keys() - alike.keys() - set(missing)
        for portion, values in _portions(alike):
            there = {self._key(row) for row in self._rows(_READ.format(values))}
            for graph, triples in portion.items():
                ours = {self._key((graph, *triple)) for triple in triples}
                if ours != {row for row in there if row[0] == graph.value}:
                    other.add(graph)
        return missing, [graph for graph in graphs if graph in other]

    def add(self, graphs: Graphs) -> None:
        """Send graphs that are missing there."""
        if not self._takes_quads:
            self.replace(graphs)
            return
        quads = [
            ox.Quad(triple.subject, triple.predicate, triple.object, graph)
            for graph, triples in graphs.items()
            for triple in triples
        ]
        try:
            for some in _chunks(quads, any(map(_has_blank_nodes, graphs.values())), _MOST_SENT):
                self._graphs.add_quads(ox.serialize(some, format=ox.RdfFormat.N_QUADS) or b"")
        except EndpointError as error:
            if error.status not in _NO_QUADS:
                raise
            self._takes_quads = False
            self.replace(graphs)

    def replace(self, graphs: Graphs) -> None:
        """Make these graphs hold just these triples there."""
        if self._is_by_graph:
            for graph, triples in graphs.items():
                self._put(graph, triples)
        else:
            self._insert(graphs)

    def names(self, base: str) -> Iterator[ox.NamedNode]:
        """Yield the names of all graphs there that begin with a base, sorted."""
        last = base
        while True:
            values = {"base": ox.Literal(base), "last": ox.Literal(last)}
            rows = self._rows(_NAMES.format(**values, most=_MOST_NAMES))
            names = [name for (name,) in rows if isinstance(name, ox.NamedNode)]
            yield from names
            if len(names) < _MOST_NAMES:
                return
            last = names[-1].value

    def remove(self, graphs: Sequence[ox.NamedNode]) -> None:
        """Take graphs out there."""
        if self._is_by_graph:
            for graph in graphs:
                self._graphs.delete_graph(graph.value)
            return
        for some in _chunks(graphs, False, _MOST_NAMES):
            self._update.update(" ;\n".join(f"DROP SILENT GRAPH {graph}" for graph in some))

    def _counts(self, graphs: Graphs) -> Mapping[str, int]:
        rows = self._rows(_COUNT.format(_values("g", graphs)))
        return {_text(graph): int(_text(number)) for graph, number in rows if number is not None}

    def _rows(self, text: str) -> tuple[tuple[Term | None, ...], ...]:
        data = self._endpoint.query(text).data
        try:
            results = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise EndpointError(
                f"{self._endpoint.url}: its answer cannot be read ({error!s:.300})"
            ) from error
        return tidy(read_answer(results), self._dialect).rows

    def _key(self, row: Iterable[object]) -> _Row:
        graph, subject, predicate, value = row
        return _text(graph), str(subject), str(predicate), self._value_key(value)

    def _value_key(self, value: object) -> str:
        """Return what tells a value from others, as exactly as the server keeps it."""
        if value is None:
            return str(ox.Literal(""))
        digits = self._dialect.digits
        if digits and isinstance(value, ox.Literal) and value.datatype.value in _ROUNDED:
            return _NUMBER.sub(lambda found: f"{float(found[0]):.{digits}g}", value.value)
        return str(value)

    def _insert(self, graphs: Graphs) -> None:
        before = "".join(f"DROP SILENT GRAPH {graph} ;\n" for graph in graphs)
        quads = [(graph, triple) for graph, triples in graphs.items() for triple in triples]
        for some in _chunks(quads, any(map(_has_blank_nodes, graphs.values())), _MOST_SENT):
            self._update.update("\n".join((f"{before}INSERT DATA {{", *_lines(some), "}")))
            before = ""

    def _put(self, graph: ox.NamedNode, triples: Sequence[ox.Triple]) -> None:
        method, most = "PUT", _MOST_PUT if self._dialect.loads_by_graph else _MOST_SENT
        for some in _chunks(triples, _has_blank_nodes(triples), most):
            data = ox.serialize(some, format=ox.RdfFormat.N_TRIPLES)
            self._graphs.send_graph(method, graph.value, data or b"")
            method = "POST"


def _lines(quads: Iterable[tuple[ox.NamedNode, ox.Triple]]) -> Iterator[str]:
    """Yield quads, those of a graph together, as an update has them."""
    for graph, some in groupby(quads, key=itemgetter(0)):
        yield f"GRAPH {graph} {{"
        yield from (f"{t.subject} {t.predicate} {t.object} ." for _, t in some)
        yield "}"


def _has_blank_nodes(triples: Iterable[ox.Triple]) -> bool:
    return any(
        isinstance(term, ox.BlankNode)
        for triple in triples
        for term in (triple.subject, triple.object)
    )


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _values(name: str, nodes: Iterable[object]) -> str:
    return f"VALUES ?{name} {{ {' '.join(str(node) for node in nodes)} }}"


def _portions(graphs: Graphs) -> Iterator[tuple[Graphs, str]]:
    """Divide graphs so that each portion fits an answer, with the VALUES that ask for it."""
    portion: dict[ox.NamedNode, Sequence[ox.Triple]] = {}
    for graph, triples in graphs.items():
        if len(triples) > _MOST_READ:
            for subjects, part in _by_subjects(triples):
                yield {graph: part}, f"{_values('g', [graph])} {_values('s', subjects)}"
            continue
        if portion and sum(map(len, portion.values())) + len(triples) > _MOST_READ:
            yield portion, _values("g", portion)
            portion = {}
        portion[graph] = triples
    if portion:
        yield portion, _values("g", portion)


def _by_subjects(
    triples: Iterable[ox.Triple],
) -> Iterator[tuple[list[object], list[ox.Triple]]]:
    """Divide a graph so that a subject stays in one part."""
    by_subject: dict[object, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        by_subject[triple.subject].append(triple)
    subjects: list[object] = []
    part: list[ox.Triple] = []
    for subject, some in by_subject.items():
        if part and len(part) + len(some) > _MOST_READ:
            yield subjects, part
            subjects, part = [], []
        subjects.append(subject)
        part += some
    yield subjects, part


def _chunks(items: Sequence[T], is_one: bool, most: int) -> Iterator[Sequence[T]]:
    """Divide what is sent into requests; blank nodes of several would be others in each."""
    size = max(len(items), 1) if is_one else most
    return (items[start : start + size] for start in range(0, len(items), size))

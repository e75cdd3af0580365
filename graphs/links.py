"""Links: which items of another knowledge base our entities may be, and which they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from polybius.extract.identity import candidate_iri
from polybius.ontology import terms

from .frame import DCTERMS, SKOS, TYPE, graph_iri, term
from .literals import string
from .store import replace_graph

__all__ = ["GRAPH", "Guess", "put_links"]

GRAPH = "links"


@dataclass(frozen=True, slots=True)
class Guess:
    """An entity of ours, an item, how well they fit from 0 to 1, and what was compared.

    ``is_match`` says that the two are held to be the same.
    """

    entity: str
    item: str
    score: float
    compared: str
    source: str
    is_match: bool


def put_links(store: Store, base: str, guesses: Iterable[Guess]) -> bool:
    """Make the graph of links hold just these guesses; return whether anything changed."""
    graph = graph_iri(base, GRAPH)
    return replace_graph(store, graph, _quads(base, graph, guesses))


def _quads(base: str, graph: NamedNode, guesses: Iterable[Guess]) -> Iterator[Quad]:
    for guess in guesses:
        node = NamedNode(candidate_iri(f"{base}document/", guess.entity, guess.item))
        entity, item = NamedNode(guess.entity), NamedNode(guess.item)
        yield Quad(node, TYPE, term(terms.Candidate), graph)
        yield Quad(node, term(terms.candidateFor), entity, graph)
        yield Quad(node, term(terms.candidateEntity), item, graph)
        yield Quad(node, term(terms.score), Literal(guess.score), graph)
        yield Quad(node, term(DCTERMS + "description"), string(guess.compared), graph)
        yield Quad(node, term(DCTERMS + "source"), NamedNode(guess.source), graph)
        if guess.is_match:
            yield Quad(entity, term(SKOS + "exactMatch"), item, graph)

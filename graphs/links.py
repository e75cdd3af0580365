"""Links: which items of another knowledge base our entities may be, and which they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from polybius.extract.identity import candidate_iri
from polybius.ontology import terms

from .frame import DCTERMS, SKOS, TYPE, graph_iri, term
from .literals import string

__all__ = ["GRAPH", "Guess", "guess_quads", "guesses_about"]

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


def guess_quads(base: str, guesses: Iterable[Guess]) -> Iterator[Quad]:
    """Yield guesses as the graph of links has them."""
    graph = graph_iri(base, GRAPH)
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


def guesses_about(store: Store, base: str, entity: NamedNode) -> Iterator[Quad]:
    """Yield what a store's graph of links has about an entity."""
    graph = graph_iri(base, GRAPH)
    yield from store.quads_for_pattern(entity, None, None, graph)
    for guess in store.quads_for_pattern(None, term(terms.candidateFor), entity, graph):
        yield from store.quads_for_pattern(guess.subject, None, None, graph)

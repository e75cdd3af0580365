"""Stats: how much a store holds, counted from its indexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from polybius.ontology import terms

__all__ = ["Stats", "count"]

_TYPE = NamedNode(terms.PREFIXES["rdf"] + "type")


@dataclass(frozen=True, slots=True)
class Stats:
    """Numbers of things; ``events`` by PLOVER type, only those that occur, sorted by name.

    ``copies`` are the documents that say what another one said before. ``entities`` are the
    actors and places that documents mention. ``claimed`` of the events are told in a claim, the
    others in a document's own voice.
    """

    documents: int
    copies: int
    comments: int
    entities: int
    mentions: int
    events: Mapping[str, int]
    claimed: int
    claims: int
    positions: int
    quads: int


def count(store: Store) -> Stats:
    """Count what a store holds, in one pass over each class."""
    events = {name: _size(store, iri) for name, iri in sorted(terms.EVENT_TYPES.items())}
    return Stats(
        documents=_size(store, terms.Article),
        copies=sum(1 for _ in store.quads_for_pattern(None, NamedNode(terms.copyOf), None)),
        comments=_size(store, terms.Comment),
        entities=_entities(store),
        mentions=_size(store, terms.Mention),
        events={name: size for name, size in events.items() if size},
        claimed=_claimed(store),
        claims=_size(store, terms.Claim),
        positions=_size(store, terms.Position),
        quads=len(store),
    )


def _size(store: Store, kind: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, _TYPE, NamedNode(kind)))


def _entities(store: Store) -> int:
    """Count who and what is mentioned; what a place lies in may be described without that."""
    mentions = store.quads_for_pattern(None, NamedNode(terms.mentions), None)
    return len({quad.object for quad in mentions})


def _claimed(store: Store) -> int:
    """Count the events whose type stands in the content of a claim."""
    kinds = map(NamedNode, terms.EVENT_TYPES.values())
    quads = (quad for kind in kinds for quad in store.quads_for_pattern(None, _TYPE, kind))
    return sum(1 for quad in quads if str(quad.graph_name).endswith("/content>"))

"""Copies: which documents say what another one said before them, and how that is kept.

The graph of copies has ``copy pb:copyOf source``: of documents that are copies of each other, the
earliest published is the source, and of several the one whose IRI comes first. A document that
was compared has its signature in the graph of builds. What changes takes along the links and the
signatures of all its group: others may have been joined by it alone.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Quad, Store

from polybius.ontology import terms

from .frame import DCTERMS, NIF, graph_iri, term
from .literals import string

__all__ = [
    "BANDS",
    "GRAPH",
    "copy_links",
    "copy_quads",
    "group_quads",
    "signature_quad",
    "signature_quads",
    "signatures",
    "source_first",
    "text_of",
]

GRAPH = "copies"
BANDS = 50  # of a signature, four bytes each

_FORM = "2 "  # of signatures: those of another are made anew
_COPY_OF, _SIGNATURE = NamedNode(terms.copyOf), NamedNode(terms.signature)
_NEVER = datetime.max.replace(tzinfo=UTC)


def copy_links(store: Store, base: str) -> Iterator[Quad]:
    """Yield who is whose copy."""
    yield from store.quads_for_pattern(None, _COPY_OF, None, graph_iri(base, GRAPH))


def copy_quads(base: str, group: Iterable[str], source: str) -> Iterator[Quad]:
    """Yield that all of a group but the source are its copies."""
    graph, original = graph_iri(base, GRAPH), NamedNode(source)
    for document in group:
        if document != source:
            yield Quad(NamedNode(document), _COPY_OF, original, graph)


def group_quads(store: Store, base: str, document: NamedNode) -> set[Quad]:
    """Return the links and signatures of a document, and of all that are copies with it."""
    graph = graph_iri(base, GRAPH)
    sources = [quad.object for quad in store.quads_for_pattern(document, _COPY_OF, None, graph)]
    found: set[Quad] = set()
    group: set[object] = {document, *sources}
    for source in (document, *sources):
        links = list(store.quads_for_pattern(None, _COPY_OF, source, graph))
        found.update(links)
        group.update(quad.subject for quad in links)
    for member in group:
        if isinstance(member, NamedNode):
            found.update(signature_quads(store, member.value))
    return found


def signature_quads(store: Store, document: str) -> Iterator[Quad]:
    """Yield the signatures of a document, of whatever form: one, or none."""
    yield from store.quads_for_pattern(NamedNode(document), _SIGNATURE, None, None)


def signature_quad(base: str, document: str, signature: bytes) -> Quad:
    """Return that a document was compared, and by what it is found again."""
    text = _FORM + base64.b64encode(signature).decode()
    return Quad(NamedNode(document), _SIGNATURE, string(text), graph_iri(base, "builds"))


def signatures(store: Store, base: str) -> Iterator[tuple[str, bytes]]:
    """Yield the documents that were compared, with their signatures."""
    for quad in store.quads_for_pattern(None, _SIGNATURE, None, graph_iri(base, "builds")):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            signature = _decoded(quad.object.value)
            if signature is not None:
                yield quad.subject.value, signature


def _decoded(text: str) -> bytes | None:
    """Return a signature as it was made, None for one of another form."""
    try:
        signature = base64.b64decode(text.removeprefix(_FORM), validate=True)
    except binascii.Error:
        return None
    return signature if text.startswith(_FORM) and len(signature) in (0, 4 * BANDS) else None


def text_of(store: Store, document: str) -> str:
    """Return a document's title and body; its comments are others' words."""
    parts = (NamedNode(f"{document}/{part}") for part in ("title", "body"))
    found = (_value(store, part, NIF + "isString") for part in parts)
    return "\n".join(text for text in found if text)


def source_first(store: Store, document: str) -> tuple[datetime, str]:
    """Return what puts the source before its copies."""
    try:
        issued = datetime.fromisoformat(_value(store, NamedNode(document), DCTERMS + "issued"))
    except ValueError:
        return _NEVER, document
    return (issued if issued.tzinfo else issued.replace(tzinfo=UTC)), document


def _value(store: Store, node: NamedNode, name: str) -> str:
    found = store.quads_for_pattern(node, term(name), None, None)
    return min(
        (quad.object.value for quad in found if isinstance(quad.object, Literal)), default=""
    )

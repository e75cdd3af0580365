"""Removing: a document taken out of a store."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Store

from polybius.graphs.copies import group_quads
from polybius.graphs.store import StoreError, open_store, remove_document

from .copying import link_copies

__all__ = ["remove"]


def remove(store: Path, document: str) -> None:
    """Take a document out of a store, with its comments and claims.

    What were copies with it are compared anew: another is their source now.
    Raises StoreError when the store is not there, or has no document of that IRI.
    """
    open_store(store, read_only=True)  # a store that is not there is not made
    try:
        is_gone = _taken_out(open_store(store), document)
    except ValueError:  # no IRI, or one of something else
        is_gone = False
    if not is_gone:
        raise StoreError(
            f"{document!r:.300}: no such document in {store};"
            " polybius ask documents shows their IRIs"
        )


def _taken_out(database: Store, document: str) -> bool:
    base = document.rpartition("document/")[0]
    node = NamedNode(document)
    others = {quad.subject for quad in group_quads(database, base, node)} - {node}
    is_gone = remove_document(database, document)
    if others:
        names = {other.value for other in others if isinstance(other, NamedNode)}
        link_copies(database, base, only=names)
    return is_gone

"""Removing: a document taken out of a store."""

from __future__ import annotations

from pathlib import Path

from polybius.graphs.store import StoreError, open_store, remove_document

from .copying import link_copies

__all__ = ["remove"]


def remove(store: Path, document: str) -> None:
    """Take a document out of a store, with its comments and claims.

    Its copies are compared anew: another is their source now.
    Raises StoreError when the store is not there, or has no document of that IRI.
    """
    open_store(store, read_only=True)  # a store that is not there is not made
    try:
        database = open_store(store)
        is_gone = remove_document(database, document)
    except ValueError:  # no IRI, or one of something else
        is_gone = False
    if not is_gone:
        raise StoreError(
            f"{document!r:.300}: no such document in {store};"
            " polybius ask documents shows their IRIs"
        )
    link_copies(database, document.rpartition("document/")[0])

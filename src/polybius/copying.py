"""Copying: a store's documents compared, and copies linked to their source.

What is linked follows from the stored documents alone, not from the order in which they came.
Signature and links of a document are written in one transaction: whatever has no signature,
after a kill, a removal or a load, is compared next time, and nothing else is.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np
from pyoxigraph import NamedNode, Quad, Store

from polybius.graphs.copies import (
    BANDS,
    copy_links,
    copy_quads,
    signature_quad,
    signature_quads,
    signatures,
    source_first,
    text_of,
)
from polybius.graphs.frame import TYPE, term
from polybius.graphs.groups import Groups, join_copies
from polybius.graphs.shingles import Shingles, are_copies, shingles, signature
from polybius.graphs.store import change_quads
from polybius.ontology import terms

__all__ = ["link_copies"]

_TOGETHER = 10_000  # documents that one transaction writes
_KEPT = 4_096  # documents whose shingles stay in memory, most of them 3 KB, for the next pair


def link_copies(store: Store, base: str, only: Collection[str] | None = None) -> int:
    """Compare documents that were not compared yet with those that were and each other.

    These are all of the base, or ``only`` some. Comments do not count. Returns how many
    documents are copies.
    """
    documents = set(_documents(store, base))
    known = {name: found for name, found in signatures(store, base) if name in documents}
    wanted = documents if only is None else documents.intersection(only)
    waiting = sorted(wanted - known.keys())
    comparison = _Comparison(store, base, known)
    for start in range(0, len(waiting), _TOGETHER):
        comparison.add(waiting[start : start + _TOGETHER])
    return sum(1 for _ in copy_links(store, base))


def _documents(store: Store, base: str) -> Iterator[str]:
    prefix = f"{base}document/"
    for quad in store.quads_for_pattern(None, TYPE, term(terms.Article), None):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(prefix):
            yield quad.subject.value


def _reader(store: Store) -> Callable[[str], Shingles]:
    """Return what reads a document's shingles."""

    @functools.lru_cache(_KEPT)
    def read(document: str) -> Shingles:
        return shingles(text_of(store, document))

    return read


class _Comparison:
    """Documents that were compared, and what it takes to compare others with them."""

    def __init__(self, store: Store, base: str, known: dict[str, bytes]) -> None:
        self._store, self._base = store, base
        self._names = [name for name, found in known.items() if found]
        self._bands = bytearray(b"".join(known.values()))
        self._shingles = _reader(store)

    def add(self, documents: Sequence[str]) -> None:
        """Compare documents with all before them and each other; store what comes of it."""
        made = [(name, signature(self._shingles(name))) for name in documents]
        new = len(self._names)
        self._names += [name for name, found in made if found]
        self._bands += b"".join(found for _, found in made)
        bands = np.frombuffer(bytes(self._bands), "<u4").reshape(-1, BANDS)
        old, links = self._links(documents, bands, new)
        old |= {quad for name in documents for quad in signature_quads(self._store, name)}
        links |= {signature_quad(self._base, name, found) for name, found in made}
        change_quads(self._store, old - links, links - old)

    def _links(
        self, documents: Sequence[str], bands: np.ndarray, new: int
    ) -> tuple[set[Quad], set[Quad]]:
        """Return the links of all groups with new documents, as they were and as they are."""
        numbers = {name: number for number, name in enumerate(self._names)}
        before = {quad: _ends(quad) for quad in copy_links(self._store, self._base)}
        groups = Groups(
            (numbers[one], numbers[other])
            for one, other in before.values()
            if numbers.get(one, new) < new and numbers.get(other, new) < new
        )
        join_copies(groups, bands, new, self._are_copies)
        changed = [group for group in groups.larger() if group[-1] >= new]
        members = {self._names[number] for group in changed for number in group}
        touched = members.union(documents)
        old = {quad for quad, ends in before.items() if not touched.isdisjoint(ends)}
        return old, {quad for group in changed for quad in self._star(group)}

    def _are_copies(self, one: int, other: int) -> bool:
        first, second = (self._shingles(self._names[number]) for number in (one, other))
        return are_copies(first, second)

    def _star(self, group: Sequence[int]) -> Iterator[Quad]:
        names = [self._names[number] for number in group]
        source = min(names, key=lambda name: source_first(self._store, name))
        return copy_quads(self._base, names, source)


def _ends(quad: Quad) -> tuple[str, str]:
    return str(quad.subject)[1:-1], str(quad.object)[1:-1]

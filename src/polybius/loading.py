"""Loading: files of RDF read into a store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from polybius.graphs.store import open_store

from .shards import BROKEN, PACKINGS, unpacked

__all__ = ["SUFFIXES", "LoadReport", "load"]

SUFFIXES = {
    ".jsonld": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
_BATCH = 50_000  # quads held in memory
_CONTEXT = "its context is elsewhere, and nothing is fetched; write the context into the file"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """A file with how many quads were read from it."""

    file: Path
    quads: int


def load(
    store: Path,
    file: Path,
    *,
    graph: str | None = None,
    notice: Callable[[int], object] = lambda quads: None,
) -> LoadReport:
    """Add what a file of RDF says to the store in a folder, which is made if need be.

    The suffix tells the format: one of `SUFFIXES`, also with ``.gz`` or ``.zst``. All of
    the file is read once before any of it is stored, so that a broken one leaves the store as
    it was; it is then stored in batches, and a load that was killed is completed by another.
    ``graph`` is where statements go that are in no graph. Blank nodes are named after the
    file's contents.

    Nothing is fetched: a JSON-LD context elsewhere is an error. Raises ValueError with file
    and line where it is broken, StoreError, and OSError.
    """
    form = _format(file)
    name = _named(graph)
    prefix = _checked(file, form)
    database = open_store(store)
    number = 0
    with _opened(file) as source:
        quads = _named_quads(parse(source, form), prefix, name)
        while some := list(islice(quads, _BATCH)):
            database.extend(some)
            number += len(some)
            notice(number)
    database.flush()
    return LoadReport(file, number)


def _packing(file: Path) -> str:
    """Return the last part of the name of a packed file, "" of any other."""
    return suffix if (suffix := file.suffix.lower()) in PACKINGS else ""


def _format(file: Path) -> RdfFormat:
    suffix = Path(file.stem).suffix if _packing(file) else file.suffix
    if suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise ValueError(f"{file}: a file of what? Known are {known}, and these with .gz or .zst")
    return SUFFIXES[suffix.lower()]


def _named(graph: str | None) -> NamedNode | DefaultGraph:
    try:
        return NamedNode(graph) if graph else DefaultGraph()
    except ValueError as error:
        raise ValueError(f"{graph!r:.200}: no IRI for a graph ({error})") from error


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    with file.open("rb") as source:
        yield unpacked(source, _packing(file))


def _checked(file: Path, form: RdfFormat) -> str:
    """Read a file to its end; return a name for its contents, or raise ValueError."""
    digest = hashlib.sha256()
    try:
        with _opened(file) as source:
            for quad in parse(source, form):
                del quad
        with _opened(file) as source:
            while data := source.read(1 << 20):
                digest.update(data)
    except SyntaxError as error:
        where = f", line {error.lineno}" if error.lineno else ""
        reason = error.msg if "LoadDocumentCallback" not in error.msg else _CONTEXT
        raise ValueError(f"{file}{where}: {reason:.300}; nothing of it was stored") from error
    except BROKEN as error:
        kind = "gzip" if _packing(file) == ".gz" else "Zstandard"
        raise ValueError(f"{file}: broken {kind} ({error}); nothing of it was stored") from error
    return digest.hexdigest()[:20]


def _named_quads(
    quads: Iterator[Quad], prefix: str, graph: NamedNode | DefaultGraph
) -> Iterator[Quad]:
    """Yield quads with blank nodes that no other file has, the same at each reading."""
    names: dict[BlankNode, BlankNode] = {}

    def named(term: object) -> object:
        if isinstance(term, BlankNode):
            return names.setdefault(term, BlankNode(f"{prefix}n{len(names)}"))
        if isinstance(term, Triple):
            return Triple(named(term.subject), term.predicate, named(term.object))  # type: ignore[arg-type]
        return graph if isinstance(term, DefaultGraph) else term

    for quad in quads:
        terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        yield Quad(*map(named, terms))  # type: ignore[arg-type]

"""Store: the graphs of many documents in one folder.

Each change is one transaction: a store that was killed while writing holds what it held
before or what it was to hold, and nothing between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from polybius.ontology import terms

from .copies import group_quads
from .frame import graph_iri
from .links import guesses_about
from .literals import moment, string

__all__ = [
    "Build",
    "StoreError",
    "add_to_graph",
    "build_record",
    "change_quads",
    "common_base",
    "digest_mark",
    "document_graphs",
    "has_graph",
    "is_store",
    "open_store",
    "put_ontology",
    "record_build",
    "remove_document",
    "remove_graph",
    "replace_document",
    "replace_graph",
    "stored_digest",
]

_TYPE = NamedNode(terms.PREFIXES["rdf"] + "type")
_MENTIONS = NamedNode(terms.mentions)
_DIGEST = NamedNode(terms.digest)
_PROV = terms.PREFIXES["prov"]
_MARKER = "CURRENT"  # the file that every folder of the storage engine has


class StoreError(Exception):
    """A store that cannot be used: which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Build:
    """One run: ISO 8601 times with zone, what ran with which settings, documents' IRIs."""

    started: str
    ended: str
    version: str
    model: str
    settings: str
    documents: tuple[str, ...]


def open_store(folder: Path, *, read_only: bool = False) -> Store:
    """Open the store in a folder, which is made if need be.

    A read-only store shows what was there when it was opened, also while another process
    builds; it is never made, and refuses changes. Raises StoreError.
    """
    _check_folder(folder, read_only)
    try:
        if read_only:
            return Store.read_only(str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        return Store(str(folder))
    except OSError as error:
        raise StoreError(f"{folder}: {_reason(error)}") from error
    except RuntimeError as error:  # the engine's word for tables that are not there
        raise StoreError(
            f"{folder}: the store is being made, or was left half made ({error}); "
            "wait for the build that makes it, or build it anew in another folder"
        ) from error


def is_store(folder: Path) -> bool:
    """Return whether a folder holds a store. Raises StoreError where none can be made either."""
    _check_folder(folder, read_only=False)
    return (folder / _MARKER).is_file()


def _check_folder(folder: Path, read_only: bool) -> None:
    """Refuse what is no store before the engine leaves its files in it."""
    try:
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder}: a file, not a folder; give the store's folder")
        found = (folder / _MARKER).is_file()
        if read_only and not found:
            raise StoreError(f"{folder}: no store here; build one first, or give its folder")
        if not found and folder.is_dir() and any(folder.iterdir()):
            raise StoreError(f"{folder}: a folder of other files; give a new or an empty one")
    except OSError as error:
        raise StoreError(f"{folder}: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    """Say in plain words what the system, or the engine in its own text, objects to."""
    text = error.strerror or str(error)
    if "lock hold by" in text or "While lock file" in text:
        return "another process is writing to this store; wait for it, or give another folder"
    if isinstance(error, PermissionError) or "Permission denied" in text:
        return f"no permission ({text}); give a folder of your own"
    return f"cannot be opened as a store ({text})"


def replace_document(
    store: Store, document: str, quads: Iterable[Quad], digest: str | None = None
) -> bool:
    """Make a document's graphs hold exactly these quads; return whether any of them changed.

    Its graphs are its own, its comments' and its claims' contents. Of a graph that belongs
    to no document, as that of known entities, the quads of the same subjects are replaced.
    What was guessed about entities that nothing mentions any more goes too, and whose copy it
    is. The ``digest`` of what the quads were made from is kept with the builds, and given back
    by `stored_digest`.
    """
    new = dict.fromkeys(quads)  # in their order: the engine takes neighbours a third faster
    kept = {quad.graph_name for quad in new}
    base = document.rpartition("document/")[0]
    shared_names = "<" + graph_iri(base, "").value
    shared_graphs = {graph for graph in kept if str(graph).startswith(shared_names)}
    shared = {quad for quad in new if quad.graph_name in shared_graphs}
    graphs = document_graphs(store, document)
    old = {quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)}
    for entity in _no_longer_mentioned(store, old, new, set(graphs)):
        old |= set(guesses_about(store, base, entity))
    missing = {quad for quad in shared if quad not in store}
    # Known otherwise than before: a list has been imported again.
    told_anew = {(quad.subject, quad.graph_name) for quad in missing}
    for subject, graph in told_anew:
        old |= set(store.quads_for_pattern(subject, None, None, graph))
    added = [quad for quad in new if quad in missing or not (quad in shared or quad in old)]
    stale = [graph for graph in graphs if graph not in kept]
    gone = old - new.keys()
    node = NamedNode(document)
    marks = set(store.quads_for_pattern(node, _DIGEST, None, None))
    mark = {digest_mark(document, digest)} if digest else set()
    is_changed = bool(gone or added or stale)
    if is_changed and graphs:
        gone |= group_quads(store, base, node)
    _change(store, gone | (marks - mark), [*added, *(mark - marks)], stale)
    return is_changed


def digest_mark(document: str, digest: str) -> Quad:
    """Return what says what a document was made from, for `stored_digest`."""
    graph = graph_iri(document.rpartition("document/")[0], "builds")
    return Quad(NamedNode(document), _DIGEST, string(digest), graph)


def stored_digest(store: Store, document: str) -> str | None:
    """Return the digest that a document was stored with, None where there is none."""
    found = store.quads_for_pattern(NamedNode(document), _DIGEST, None, None)
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), None)


def _no_longer_mentioned(
    store: Store, old: Iterable[Quad], new: Iterable[Quad], graphs: Collection[NamedNode]
) -> Iterator[NamedNode]:
    """Yield the entities that a document mentioned, and neither it nor any other does now."""
    for entity in _mentioned(old) - _mentioned(new):
        mentions = store.quads_for_pattern(None, _MENTIONS, entity, None)
        if all(quad.graph_name in graphs for quad in mentions):
            yield entity


def _mentioned(quads: Iterable[Quad]) -> set[NamedNode]:
    return set(_nodes(quad.object for quad in quads if quad.predicate == _MENTIONS))


def remove_document(store: Store, document: str) -> bool:
    """Take a document out with its comments and claims; return whether it was there.

    What the gazetteer says of its entities stays.
    """
    return replace_document(store, document, ())


def document_graphs(store: Store, document: str) -> list[NamedNode]:
    """Return the names of the graphs that a document has in the store, sorted."""
    home = NamedNode(document)
    comments = store.quads_for_pattern(None, NamedNode(terms.commentOn), home)
    homes = {home, *_nodes(quad.subject for quad in comments)}
    names = set(homes)
    for graph in homes:
        claims = store.quads_for_pattern(None, NamedNode(terms.contentGraph), None, graph)
        names.update(_nodes(quad.object for quad in claims))
    return sorted((name for name in names if store.contains_named_graph(name)), key=str)


def _nodes(found: Iterable[object]) -> Iterator[NamedNode]:
    return (term for term in found if isinstance(term, NamedNode))


def change_quads(store: Store, old: Collection[Quad], new: Collection[Quad]) -> None:
    """Take some quads out and put others in, as one transaction."""
    _change(store, old, new, ())


def _change(
    store: Store, old: Collection[Quad], new: Collection[Quad], stale: Sequence[NamedNode]
) -> None:
    """Take out and put in as one transaction: an `extend`, or a request of SPARQL Update."""
    if not (old or stale):
        if new:
            store.extend(new)
        return
    steps = [f"DROP SILENT GRAPH {graph}" for graph in stale]
    gone = [quad for quad in old if quad.graph_name not in stale]
    steps += [f"DELETE DATA {{ {_data(gone)} }}", f"INSERT DATA {{ {_data(new)} }}"]
    store.update(" ;\n".join(steps))


def _data(quads: Iterable[Quad]) -> str:
    """Return quads as SPARQL writes them; the terms escape themselves."""
    return "\n".join(
        f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}"
        if isinstance(quad.graph_name, NamedNode)
        else f"{quad.subject} {quad.predicate} {quad.object} ."
        for quad in quads
    )


def has_graph(store: Store, graph: NamedNode | DefaultGraph) -> bool:
    """Return whether a store has a graph, which may be empty; it always has the default graph."""
    return isinstance(graph, DefaultGraph) or store.contains_named_graph(graph)


def add_to_graph(store: Store, graph: NamedNode | DefaultGraph, quads: Iterable[Quad]) -> None:
    """Add quads of a graph, which is made if need be, even for none."""
    store.extend(quads)
    if not has_graph(store, graph):
        store.add_graph(graph)


def replace_graph(store: Store, graph: NamedNode | DefaultGraph, quads: Iterable[Quad]) -> bool:
    """Make a graph hold exactly these quads of it; return whether anything changed."""
    new = list(dict.fromkeys(quads))
    old = set(store.quads_for_pattern(None, None, None, graph))
    if old == set(new) and (new or has_graph(store, graph)):
        return False
    if old:
        store.update(f"CLEAR {_named(graph)} ;\nINSERT DATA {{ {_data(new)} }}")
    else:
        add_to_graph(store, graph, new)  # faster, and the same
    return True


def remove_graph(store: Store, graph: NamedNode | DefaultGraph) -> None:
    """Take a graph out; of the default graph, all that it holds."""
    store.update(f"DROP SILENT {_named(graph)}")


def _named(graph: NamedNode | DefaultGraph) -> str:
    return "DEFAULT" if isinstance(graph, DefaultGraph) else f"GRAPH {graph}"


def common_base(store: Store) -> str:
    """Return the base that the IRIs of all articles share, "" where there is none or several."""
    articles = store.quads_for_pattern(None, _TYPE, NamedNode(terms.Article))
    bases = {node.value.rpartition("document/")[0] for node in _nodes(q.subject for q in articles)}
    return bases.pop() if len(bases) == 1 else ""


def put_ontology(store: Store, base: str, sources: Iterable[bytes]) -> bool:
    """Make the ontology's graph hold these Turtle files; return whether anything changed."""
    graph = graph_iri(base, "ontology")
    return replace_graph(store, graph, _without_blank_nodes(sources, graph))


def _without_blank_nodes(sources: Iterable[bytes], graph: NamedNode) -> Iterator[Quad]:
    """Yield the quads with a name for each blank node, the same one at each reading."""
    dataset = Dataset()
    for source in sources:
        for quad in parse(source, format=RdfFormat.TURTLE, rename_blank_nodes=True):
            dataset.add(Quad(quad.subject, quad.predicate, quad.object, graph))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    for quad in dataset:
        subject, value = quad.subject, quad.object
        if isinstance(subject, BlankNode):
            subject = _skolem(subject, graph)
        if isinstance(value, BlankNode):
            value = _skolem(value, graph)
        yield Quad(subject, quad.predicate, value, graph)


def _skolem(node: BlankNode, graph: NamedNode) -> NamedNode:
    return NamedNode(f"{graph.value}/{node.value}")


def record_build(store: Store, base: str, build: Build) -> str:
    """Add the record of a run; return its IRI. Raises as `build_record`."""
    node, quads = build_record(base, build)
    store.extend(quads)
    return node.value


def build_record(base: str, build: Build) -> tuple[NamedNode, list[Quad]]:
    """Return the record of a run, and its IRI, which follows from what it says.

    Raises ValueError when a document's IRI is none.
    """
    graph = graph_iri(base, "builds")
    key = hashlib.sha256(repr(build).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    stamp = "".join(character for character in build.started if character.isalnum())
    node = NamedNode(f"{base}build/{stamp}-{key}")
    values = (
        (_PROV + "startedAtTime", moment(build.started)),
        (_PROV + "endedAtTime", moment(build.ended)),
        (terms.version, string(build.version)),
        (terms.model, string(build.model)),
        (terms.settings, string(build.settings)),
    )
    quads = [Quad(node, NamedNode(name), value, graph) for name, value in values]
    quads.append(Quad(node, _TYPE, NamedNode(terms.Build), graph))
    generated = NamedNode(_PROV + "generated")
    quads += [Quad(node, generated, NamedNode(iri), graph) for iri in build.documents]
    return node, quads

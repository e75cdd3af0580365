"""Shard loading: a folder of shards with its manifest, put into a store.

All files are checked before any is loaded. A store that is new is written in bulk, in a folder
beside it that takes its name when all is in it; one that is there gets a transaction a
document, and what it has as it is is passed over.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from pyoxigraph import RdfFormat, Store

from polybius.graphs.frame import graph_iri
from polybius.graphs.store import (
    Build,
    build_record,
    digest_mark,
    document_graphs,
    is_store,
    open_store,
    put_ontology,
    record_build,
    replace_document,
    stored_digest,
)
from polybius.ontology.sources import ontology_sources

from .copying import link_copies
from .manifest import Head, check_shards, read_head, read_records
from .shards import Document, Record, unpacked

__all__ = ["ShardReport", "load_shards"]

_READ = 1 << 20

Notice = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What a folder of shards gave to a store; ``quads`` are all that its files hold.

    ``copies`` are all documents of the store that are another's copies.
    """

    folder: Path
    shards: int
    quads: int
    stored: int
    unchanged: int
    copies: int


def load_shards(store: Path, folder: Path, *, notice: Notice = lambda quads: None) -> ShardReport:
    """Put the documents of a folder of shards into a store, and record it as a build.

    Documents that the store has in another version are replaced. ``notice`` hears how many
    quads are read. Raises ShardError, naming the file, where something is missing, not as it
    was made, or not finished, and then nothing is loaded; and StoreError.
    """
    head = read_head(folder)
    check_shards(folder)
    if is_store(store):
        return _add(open_store(store), folder, head, notice)
    return _fill(store, folder, head, notice)


def _fill(store: Path, folder: Path, head: Head, notice: Notice) -> ShardReport:
    """Make a store of shards. Loading in bulk is no transaction, so it is made beside its place."""
    started = _now()
    store = store.resolve()
    draft = store.with_name(f".{store.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)  # of a load that was killed
    database = open_store(draft)
    with io.BufferedReader(_Joined(folder, notice), _READ) as quads:
        database.bulk_load(cast("IO[bytes]", quads), RdfFormat.N_QUADS)
    documents = list(_documents(folder))
    put_ontology(database, head.base, (text for _, text in ontology_sources()))
    database.bulk_extend(digest_mark(it.iri, it.digest) for it in documents)
    database.bulk_extend(build_record(head.base, _build(head, started, documents))[1])
    copies = link_copies(database, head.base)
    database.flush()
    del database  # closes it: what is moved must not be open
    if store.exists():
        store.rmdir()
    draft.rename(store)
    sizes = [record.quads for record in read_records(folder)]
    return ShardReport(folder, len(sizes), sum(sizes), len(documents), 0, copies)


class _Joined(io.RawIOBase):
    """All shards of a folder as one file, since each load in bulk leaves files of its own."""

    def __init__(self, folder: Path, notice: Notice) -> None:
        self._parts = _parts(folder, notice)
        self._part: IO[bytes] | None = next(self._parts, None)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self._part:
            if data := self._part.read(len(buffer)):
                buffer[: len(data)] = data
                return len(data)
            self._part = next(self._parts, None)
        return 0


def _parts(folder: Path, notice: Notice) -> Iterator[IO[bytes]]:
    number = 0
    for record in read_records(folder):
        with (
            (folder / record.file).open("rb") as file,
            unpacked(file, Path(record.file).suffix) as part,
        ):
            yield part
        number += record.quads
        notice(number)


def _add(database: Store, folder: Path, head: Head, notice: Notice) -> ShardReport:
    """Add shards to a store that is there, a document at a time."""
    started = _now()
    put_ontology(database, head.base, (text for _, text in ontology_sources()))
    shards, number, stored = 0, 0, 0
    for record in read_records(folder):
        new = [it for it in _held(record) if stored_digest(database, it.iri) != it.digest]
        if new:
            _replace(database, folder / record.file, head, new)
            database.flush()
        shards, number, stored = shards + 1, number + record.quads, stored + len(new)
        notice(number)
    documents = list(_documents(folder))
    record_build(database, head.base, _build(head, started, documents))
    copies = link_copies(database, head.base)
    return ShardReport(folder, shards, number, stored, len(documents) - stored, copies)


def _replace(database: Store, file: Path, head: Head, documents: list[Document]) -> None:
    """Store some documents of a shard; the first brings what is known of entities of all."""
    shard = Store()
    with file.open("rb") as packed, unpacked(packed, file.suffix) as quads:
        shard.bulk_load(quads, RdfFormat.N_QUADS)
    shared = list(shard.quads_for_pattern(None, None, None, graph_iri(head.base, "entities")))
    for document in documents:
        graphs = document_graphs(shard, document.iri)
        own = (shard.quads_for_pattern(None, None, None, graph) for graph in graphs)
        replace_document(
            database, document.iri, chain(chain.from_iterable(own), shared), document.digest
        )
        shared = []


def _held(record: Record) -> Iterator[Document]:
    return (document for document in record.documents if not document.left_out)


def _documents(folder: Path) -> Iterator[Document]:
    return chain.from_iterable(map(_held, read_records(folder)))


def _build(head: Head, started: str, documents: Sequence[Document]) -> Build:
    return Build(
        started=started,
        ended=_now(),
        version=head.version,
        model=head.model,
        settings=head.settings,
        documents=tuple(document.iri for document in documents),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

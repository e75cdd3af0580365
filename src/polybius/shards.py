"""Shards: some documents' quads as one file of sorted, compressed N-Quads.

A shard's name follows from what its documents were made from, and its bytes from its quads, so
that the same articles give the same files whoever reads them, in whatever order.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from gzip import BadGzipFile, GzipFile
from gzip import compress as gzip
from typing import IO, cast

from .outcome import Outcome

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdError, ZstdFile
    from compression.zstd import compress as zstd
else:
    from backports.zstd import ZstdError, ZstdFile
    from backports.zstd import compress as zstd

__all__ = [
    "BROKEN",
    "PACKINGS",
    "Document",
    "Record",
    "Shard",
    "join_shards",
    "make_shard",
    "shard_name",
    "unpacked",
]

PACKINGS = (".zst", ".gz")
BROKEN = (EOFError, BadGzipFile, zlib.error, ZstdError)  # what a damaged file raises
_LEVELS = {".zst": 9, ".gz": 6}


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a shard; ``left_out`` is why it has no quads, "" where it has."""

    id: str
    iri: str
    digest: str
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is told of a shard: its file, and what is in it.

    ``found`` counts what its documents hold, ``notes`` are gaps of the pipeline.
    """

    file: str
    sha256: str
    size: int
    quads: int
    documents: tuple[Document, ...]
    found: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard before it is written: its record, and the bytes of its file."""

    record: Record
    data: bytes


def shard_name(digests: Iterable[str], packing: str) -> str:
    """Return the name of the file for documents made from what has these digests.

    >>> shard_name(["6f1ed002ab5595859014ebf0951522d9"], ".zst")
    'f7dea087841bfad87fc0.nq.zst'
    """
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()[:20] + ".nq" + packing


def make_shard(outcomes: Sequence[Outcome], packing: str) -> Shard:
    """Return the shard of some outcomes: each quad once, sorted."""
    documents = tuple(Document(it.id, it.iri, it.digest, it.left_out) for it in outcomes)
    lines = {line for outcome in outcomes for line in outcome.quads.split(b"\n")}
    notes = (note for outcome in outcomes for note in outcome.notes)
    return _shard(lines, documents, packing, (it.found for it in outcomes), notes)


def join_shards(shards: Sequence[Shard], packing: str) -> Shard:
    """Return one shard of several, the same as if their documents had been together at once."""
    records = [shard.record for shard in shards]
    documents = tuple(document for record in records for document in record.documents)
    lines = {line for shard in shards for line in _unpack(shard.data, packing).split(b"\n")}
    notes = (note for record in records for note in record.notes)
    return _shard(lines, documents, packing, (it.found for it in records), notes)


def _shard(
    lines: set[bytes],
    documents: tuple[Document, ...],
    packing: str,
    found: Iterable[Mapping[str, int]],
    notes: Iterable[str],
) -> Shard:
    held = sorted(lines - {b""})
    data = _pack(b"".join(line + b"\n" for line in held), packing)
    total: Counter[str] = Counter()
    for counts in found:
        total.update(counts)
    record = Record(
        shard_name((document.digest for document in documents), packing),
        hashlib.sha256(data).hexdigest(),
        len(data),
        len(held),
        documents,
        dict(total),
        tuple(sorted(set(notes))),
    )
    return Shard(record, data)


def _pack(data: bytes, packing: str) -> bytes:
    level = _LEVELS[packing]
    return gzip(data, level, mtime=0) if packing == ".gz" else zstd(data, level)


def _unpack(data: bytes, packing: str) -> bytes:
    with unpacked(io.BytesIO(data), packing) as file:
        return file.read()


def unpacked(file: IO[bytes], packing: str) -> IO[bytes]:
    """Open what a file holds, packed as the last part of its name says; leave the file open."""
    match packing:
        case ".gz":
            return cast("IO[bytes]", GzipFile(fileobj=file))
        case ".zst":
            return cast("IO[bytes]", ZstdFile(file))
        case _:
            return file

"""Answers: results and graphs written in the format that is wanted, within bounds."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

import pyoxigraph as ox

from polybius.ontology.terms import PREFIXES
from polybius.queries.execute import Results

from .errors import HttpError
from .job import Reply
from .media import GRAPHS, RESULTS, TRUTHS, Media, choose

__all__ = ["write_graph", "write_results"]

MOST_BYTES = 256 * 1024 * 1024
_IN_MEMORY = 256 * 1024  # a longer answer goes through a file
_PREFIXES = {
    **PREFIXES,
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
}
_TSV = ox.QueryResultsFormat.TSV
_ADVICE = "ask for fewer: LIMIT and OFFSET give an answer in parts"


class _Bounded(io.BytesIO):
    """A file that takes so many bytes and line ends, and refuses more."""

    def __init__(self, file: IO[bytes], lines: int | None = None) -> None:
        super().__init__()
        self._file, self._bytes, self._lines = file, MOST_BYTES, lines

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are all it gets
        self._bytes -= len(data)
        if self._bytes < 0:
            raise HttpError(422, f"the answer has more than {MOST_BYTES >> 20} MB; {_ADVICE}")
        if self._lines is not None:
            self._lines -= data.count(b"\n")
            if self._lines < 0:
                raise _too_many_rows()
        return self._file.write(data)


def _too_many_rows() -> HttpError:
    return HttpError(422, f"the answer has more rows than this server gives; {_ADVICE}")


def write_results(results: Results, accept: str, rows: int, overflow: Path) -> Reply:
    """Write what a query found, at most so many rows.

    Raises HttpError: 406 for a format that cannot be had, 422 for an answer that is too long.
    """
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        if isinstance(results, ox.QueryTriples):
            graph = choose(accept, GRAPHS)
            _write_triples(_counted(results, rows), graph, file)
            return _reply(file, graph.header, overflow)
        if isinstance(results, ox.QueryBoolean):
            truth = choose(accept, TRUTHS)
            results.serialize(file, truth.format)
            return _reply(file, truth.header, overflow)
        table = choose(accept, RESULTS)
        _write_rows(results, table.format, rows, file)
        return _reply(file, table.header, overflow)


def write_graph(
    quads: Iterable[ox.Triple] | Iterable[ox.Quad], media: Media[ox.RdfFormat], overflow: Path
) -> Reply:
    """Write triples, or the quads of a format that has graphs; raises HttpError when too long."""
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        _write_triples(quads, media, file)
        return _reply(file, media.header, overflow)


def _write_triples(
    triples: Iterable[ox.Triple] | Iterable[ox.Quad], media: Media[ox.RdfFormat], file: IO[bytes]
) -> None:
    ox.serialize(triples, _Bounded(file), format=media.format, prefixes=_PREFIXES)


def _counted(triples: Iterable[ox.Triple], rows: int) -> Iterator[ox.Triple]:
    for number, triple in enumerate(triples):
        if number == rows:
            raise _too_many_rows()
        yield triple


def _write_rows(
    results: ox.QuerySolutions, format: ox.QueryResultsFormat, rows: int, file: IO[bytes]
) -> None:
    """Write rows by way of TSV, the format in which each is one line, so that they are counted."""
    if format == _TSV:
        results.serialize(_Bounded(file, rows + 1), _TSV)
        return
    with SpooledTemporaryFile(_IN_MEMORY) as lines:
        results.serialize(_Bounded(lines, rows + 1), _TSV)
        lines.seek(0)
        ox.parse_query_results(lines, format=_TSV).serialize(_Bounded(file), format)


def _reply(file: SpooledTemporaryFile[bytes], media: str, overflow: Path) -> Reply:
    length = file.tell()
    file.seek(0)
    if length <= _IN_MEMORY:
        return Reply(200, media, file.read())
    with overflow.open("wb") as target:
        while chunk := file.read(_IN_MEMORY):
            target.write(chunk)
    return Reply(200, media, has_overflown=True)

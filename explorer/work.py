"""Work: what a worker does with its store, one function for each kind of job."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from email.policy import HTTP
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from polybius.graphs.store import (
    StoreError,
    add_to_graph,
    has_graph,
    open_store,
    remove_graph,
    replace_graph,
)
from polybius.queries.dataset import Dataset, read_dataset
from polybius.queries.errors import QueryError, RefusedError
from polybius.queries.execute import execute, execute_update

from .answers import write_graph, write_results
from .errors import HttpError
from .job import Job, Kind, Reply
from .media import DATASETS, GRAPHS, choose
from .settings import Settings
from .snapshot import Snapshot
from .void import describe_data

__all__ = ["Opened", "Reader", "Writer", "do"]

_MOST_LOG = 1024 * 1024  # bytes; what is in the log is read at each opening
_LEAST_LOG = 2_000  # what a change takes up, however small
_LOG_SPEED = 2_000_000  # bytes a second that a change may write which is not sent as data
_RETRIES = 2


class Opened(Protocol):
    """A store, however it was opened."""

    def store(self) -> ox.Store:
        """Return the store as it is now."""

    def is_stale(self) -> bool:
        """Return whether another process has changed it since."""

    def settle(self, size: int, seconds: float) -> None:
        """Do what is due after a job with a body of this size that took so long."""


class Reader(Snapshot):
    """A store to read, changed by others."""

    def settle(self, size: int, seconds: float) -> None:
        """Do nothing: nothing was changed."""


class Writer:
    """A store to read and to write, which nobody else changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: ox.Store | None = None
        self._log = 0  # bytes, at a guess: the engine writes over old logs, so files do not tell

    def store(self) -> ox.Store:
        """Return the store; raises StoreError when it cannot be opened."""
        if self._store is None:  # an empty store is false
            self._store = open_store(self._folder)
        return self._store

    def is_stale(self) -> bool:
        """Return False."""
        return False

    def settle(self, size: int, seconds: float) -> None:
        """Sort what is in the log to files, once it may be much."""
        self._log += _LEAST_LOG + size + int(seconds * _LOG_SPEED)
        if self._store is not None and self._log > _MOST_LOG:
            self._store.flush()
            self._log = 0


def do(job: Job, body: bytes, opened: Opened, settings: Settings) -> Reply:
    """Do a job and reply, also with what was wrong."""
    try:
        return _attempt(job, body, opened, settings)
    except HttpError as error:
        return Reply(error.status, body=_text(error), headers=error.headers)
    except RefusedError as error:
        return Reply(403, body=_text(error))
    except (QueryError, SyntaxError, ValueError) as error:
        return Reply(400, body=_text(error))
    except MemoryError:
        return Reply(503, body=b"this takes more memory than a request may have\n")
    except StoreError as error:
        return Reply(503, body=_text(error), headers={"Retry-After": "1"})
    except (OSError, RuntimeError) as error:
        return Reply(500, body=_text(f"the store cannot answer this: {error}"))


def _attempt(job: Job, body: bytes, opened: Opened, settings: Settings) -> Reply:
    """Do a job; once more where the files under a snapshot have gone meanwhile."""
    for _ in range(_RETRIES):
        try:
            return _JOBS[job.kind](opened.store(), job, body, settings)
        except (OSError, RuntimeError):
            if not opened.is_stale():
                raise
    return _JOBS[job.kind](opened.store(), job, body, settings)


def _text(error: object) -> bytes:
    return f"{error}\n".encode("utf-8", "replace")


def _dataset(job: Job) -> Dataset:
    return read_dataset(job.default, job.named)


def _query(store: ox.Store, job: Job, body: bytes, settings: Settings) -> Reply:
    results = execute(
        store, body.decode(), _dataset(job), base=job.url, allow_service=settings.allow_service
    )
    return write_results(results, job.accept, settings.rows, Path(job.overflow))


def _update(store: ox.Store, job: Job, body: bytes, settings: Settings) -> Reply:
    execute_update(
        store,
        body.decode(),
        _dataset(job),
        base=job.url,
        allow_service=settings.allow_service,
        allow_load=settings.allow_load,
    )
    return Reply(204)


def _graph(job: Job) -> ox.NamedNode | ox.DefaultGraph:
    if not job.graph:
        return ox.DefaultGraph()
    try:
        return ox.NamedNode(job.graph)
    except ValueError as error:
        raise HttpError(400, f"{job.graph!r:.200} is no graph's IRI ({error})") from error


def _existing(store: ox.Store, job: Job) -> ox.NamedNode | ox.DefaultGraph:
    graph = _graph(job)
    if not has_graph(store, graph):
        raise HttpError(404, f"there is no graph {graph}")
    return graph


def _get(store: ox.Store, job: Job, _: bytes, __: Settings) -> Reply:
    overflow = Path(job.overflow)
    if job.graph is None:
        return write_graph(iter(store), choose(job.accept, DATASETS), overflow)
    quads = store.quads_for_pattern(None, None, None, _existing(store, job))
    return write_graph((quad.triple for quad in quads), choose(job.accept, GRAPHS), overflow)


def _put(store: ox.Store, job: Job, body: bytes, _: Settings) -> Reply:
    graph = _graph(job)
    quads = list(_quads(job, body, graph))
    is_new = not has_graph(store, graph)
    replace_graph(store, graph, quads)
    return _made(job) if is_new else Reply(204)


def _post(store: ox.Store, job: Job, body: bytes, _: Settings) -> Reply:
    graph = _graph(job)
    quads = list(_quads(job, body, graph))
    is_new = not has_graph(store, graph)
    add_to_graph(store, graph, quads)
    return _made(job) if is_new else Reply(204)


def _made(job: Job) -> Reply:
    return Reply(201, headers={"Location": job.graph or ""})


def _delete(store: ox.Store, job: Job, _: bytes, __: Settings) -> Reply:
    remove_graph(store, _existing(store, job))
    return Reply(204)


def _void(store: ox.Store, job: Job, _: bytes, __: Settings) -> Reply:
    quads = describe_data(store, job.url)
    return write_graph(quads, choose(job.accept, GRAPHS), Path(job.overflow))


def _quads(job: Job, body: bytes, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    """Yield what was sent as quads of one graph, blank nodes as new ones."""
    for media, content in _parts(job.media, body):
        format = ox.RdfFormat.from_media_type(media)
        if format is None:
            raise HttpError(415, f"{media!r:.80} is no format of RDF that can be read here")
        triples = ox.parse(
            content,
            format=format,
            base_iri=job.graph or job.url,
            without_named_graphs=True,
            rename_blank_nodes=True,
        )
        for quad in triples:
            yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _parts(media: str, body: bytes) -> Iterable[tuple[str, bytes]]:
    """Return the documents in a body: itself, or the parts of a form."""
    if not media.lower().startswith("multipart/form-data"):
        return [(media, body)]
    head = b"Content-Type: " + media.encode("ascii", "replace") + b"\r\n\r\n"
    form: Message = message_from_bytes(head + body, policy=HTTP)
    parts = form.get_payload()
    if not isinstance(parts, list) or form.defects:
        raise HttpError(400, "a form whose parts cannot be told apart; is its boundary right?")
    return [_part(part) for part in parts]


def _part(part: object) -> tuple[str, bytes]:
    content = part.get_payload(decode=True) if isinstance(part, Message) else None
    if not isinstance(part, Message) or not isinstance(content, bytes):
        raise HttpError(400, "a form whose part is a form; send its parts alone")
    if part.get_content_charset("utf-8") not in ("utf-8", "us-ascii"):
        raise HttpError(415, "a form whose part is not in UTF-8")
    return part.get_content_type(), content


_JOBS: Mapping[Kind, Callable[[ox.Store, Job, bytes, Settings], Reply]] = {
    "query": _query,
    "update": _update,
    "get": _get,
    "put": _put,
    "post": _post,
    "delete": _delete,
    "void": _void,
}

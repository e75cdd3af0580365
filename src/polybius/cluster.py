"""Cluster: articles read by the workers of a Dask scheduler, and stored as shards.

This process reads the input and gives out some articles at a time; a worker turns them into a
shard and sends it back; this process writes it. So the workers need no disk in common, and
nothing but the manifest decides what is done. Dask gives a dead worker's articles to another.
Articles that end one worker after another are given out again when all else is read, one by one
with nothing beside them, since Dask blames all that waits at a worker for its end; the one that
does it alone is set aside.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from polybius.extract.annotate import ModelMissingError
from polybius.extract.article import Article
from polybius.extract.identity import document_iri
from polybius.extract.pipeline import Settings
from polybius.extract.reading import Unreadable, parse_published

from .building import check_base, pseudonymous
from .manifest import Head, Manifest, Totals
from .outcome import article_digest, described, set_aside
from .remote_files import read_anywhere
from .shard_task import Batch, ClusterError, read_batch
from .shards import Record, Shard, join_shards, make_shard, shard_name
from .version import VERSION
from .workers import length_of

__all__ = ["ClusterReport", "build_shards"]

_BATCH = 50  # documents of a shard
_BATCH_CHARACTERS = 250_000  # no more than these, but for one long article
_AHEAD = 2  # batches that are out for each thread of the workers
_WAIT = 60  # seconds for the scheduler to answer, and for a first worker
_INSTALL = "a cluster needs Dask: pip install 'polybius[cluster]', here and on each worker"
_GONE = "the scheduler is gone; run the same again, and it will go on where it was"

Notice = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class ClusterReport:
    """What a run did: how many shards it made, and found made; and what all of them hold."""

    made: int
    kept: int
    totals: Totals
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    found: Mapping[str, int]


def build_shards(
    paths: Sequence[str],
    address: str,
    folder: Path,
    settings: Settings | None = None,
    *,
    published: str | None = None,
    outlet: str | None = None,
    packing: str = ".zst",
    notice: Notice = lambda done, total: None,
) -> ClusterReport:
    """Read articles on a cluster, and write what they say as shards with a manifest.

    ``address`` is the scheduler's, as ``tcp://127.0.0.1:8786`` or ``tls://…``; certificates
    are where Dask's own configuration says. ``paths`` are as for `polybius.building.build`, or
    have a scheme that fsspec reaches; they are read twice, first to count, and to find which
    version of a document comes last, for that one counts. A run that was ended goes on where
    it was. ``notice`` hears how many documents are done, of how many.

    Raises ClusterError, ShardError when the folder holds shards of something else, ValueError
    for what cannot be read at all, and OSError.
    """
    settings = settings or Settings()
    check_base(settings.base)
    if published is not None:
        parse_published(published)
    head = Head(VERSION, described(settings), tuple(paths), packing, published, outlet)
    with _connected(address) as client, Manifest(folder, head) as manifest:
        articles = _Articles(head, settings)
        counted = _counting(notice, articles.count())
        run = _Run(client, settings, manifest, packing, counted)
        run.read(_batches(articles, head.settings))
        totals = manifest.finish(run.names, articles.unreadable)
    return run.report(totals)


def _counting(notice: Notice, total: int) -> Callable[[int], None]:
    """Return what adds up how many are done, and tells it."""
    done = 0

    def counted(number: int) -> None:
        nonlocal done
        done += number
        notice(done, total)

    return counted


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Give a client of the scheduler, once that has a worker."""
    _check_address(address)
    from distributed import Client

    try:
        client = Client(address, timeout=_WAIT, set_as_default=False)
    except OSError as error:
        raise ClusterError(
            f"{address:.200}: no scheduler answers ({error!s:.200}); start one: dask scheduler"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_WAIT)
        except TimeoutError as error:
            raise ClusterError(
                f"{address:.200}: a scheduler without workers; start some: dask worker {address}"
            ) from error
        yield client


def _check_address(address: str) -> None:
    """Refuse what a client would wait for in vain."""
    try:
        from distributed.security import Security
    except ImportError as error:
        raise ClusterError(_INSTALL) from error
    if not address.startswith(("tcp://", "tls://")):
        raise ClusterError(f"{address!r:.200}: no scheduler's address, as tcp://127.0.0.1:8786")
    if address.startswith("tls:") and not Security().get_connection_args("client")["ssl_context"]:
        raise ClusterError(
            f"{address:.200}: no certificates; name them in DASK_DISTRIBUTED__COMM__TLS__CA_FILE,"
            " …__TLS__CLIENT__CERT and …__TLS__CLIENT__KEY"
        )


class _Articles:
    """The articles of a run, of each document the last version; counted, then read."""

    def __init__(self, head: Head, settings: Settings) -> None:
        self._head = head
        self._settings = settings
        self._last: dict[bytes, int] = {}
        self.unreadable: list[str] = []

    def count(self) -> int:
        """Read all once; return how many documents there are."""
        for number, article in enumerate(self._read()):
            if isinstance(article, Article):
                self._last[self._key(article)] = number
        return len(self._last)

    def __iter__(self) -> Iterator[Article]:
        for number, item in enumerate(self._read()):
            if isinstance(item, Unreadable):
                self.unreadable.append(str(item))
            elif self._last.get(self._key(item)) == number:
                yield item

    def _read(self) -> Iterator[Article | Unreadable]:
        head = self._head
        items = read_anywhere(head.inputs, published=head.published, outlet=head.outlet)
        return pseudonymous(items, self._settings)

    def _key(self, article: Article) -> bytes:
        return bytes.fromhex(document_iri(article, "").removeprefix("document/"))


def _batches(articles: Iterable[Article], settings: str) -> Iterator[Batch]:
    held: list[Article] = []
    size = 0
    for article in articles:
        size += length_of(article)
        if held and (len(held) == _BATCH or size > _BATCH_CHARACTERS):
            yield _batch(held, settings)
            held, size = [], length_of(article)
        held.append(article)
    if held:
        yield _batch(held, settings)


def _batch(articles: Sequence[Article], settings: str) -> Batch:
    return Batch(tuple(articles), tuple(article_digest(it, settings) for it in articles))


class _Run:
    """One run: what is given out, and what came back."""

    def __init__(
        self,
        client: Any,
        settings: Settings,
        manifest: Manifest,
        packing: str,
        counted: Callable[[int], None],
    ) -> None:
        self.names: set[str] = set()
        self._client, self._settings, self._manifest = client, settings, manifest
        self._packing, self._counted = packing, counted
        self._out: dict[str, Batch] = {}  # what is given out, by the name of its shard
        self._failed: list[Batch] = []
        self._made = 0
        self._left_out: list[str] = []
        self._notes: dict[str, None] = {}
        self._found: Counter[str] = Counter()

    def report(self, totals: Totals) -> ClusterReport:
        """Return what was done."""
        return ClusterReport(
            self._made,
            len(self.names) - self._made,
            totals,
            tuple(self._left_out),
            tuple(self._notes),
            self._found,
        )

    def read(self, batches: Iterable[Batch]) -> None:
        """Have each batch read whose shard is not there; no more are out than can be read soon."""
        from distributed import as_completed

        coming = as_completed(loop=self._client.loop)
        for batch in batches:
            record = self._manifest.get(shard_name(batch.digests, self._packing))
            if record is not None:
                self._count(record)
                continue
            while coming.count() >= self._limit():
                self._take(next(coming))
            coming.add(self._given_out(batch))
        for future in coming:
            self._take(future)
        for batch in self._failed:
            self._write(self._one_by_one(batch))

    def _limit(self) -> int:
        """Return how many batches may be out; workers come and go."""
        try:
            threads = self._client.nthreads()
        except OSError as error:
            raise ClusterError(_GONE) from error
        return max(1, _AHEAD * sum(map(int, threads.values())))

    def _given_out(self, batch: Batch) -> Any:
        name = shard_name(batch.digests, self._packing)
        self._out[name] = batch
        return self._submit(batch, name)

    def _submit(self, batch: Batch, key: str) -> Any:
        return self._client.submit(read_batch, batch, self._settings, self._packing, key=key)

    def _take(self, future: Any) -> None:
        """Write the shard that came back, or note that none did."""
        batch = self._out.pop(future.key)
        done = self._done(future)
        if isinstance(done, Shard):
            self._write(done)
        else:
            self._failed.append(batch)

    def _write(self, shard: Shard) -> None:
        self._manifest.add(shard)
        self._made += 1
        self._count(shard.record)

    def _done(self, future: Any) -> Shard | Exception:
        """Return the shard that was made, or the error of an article; raise any other."""
        error = future.exception()  # when there is one, or a shard
        if future.cancelled():
            raise ClusterError(_GONE)
        if isinstance(error, (ClusterError, ModelMissingError)):
            raise error
        if isinstance(error, OSError):
            raise ClusterError(
                f"a worker cannot go on ({error!s:.200}); mend its machine, and run the same again"
            ) from error
        done = error or future.result()
        future.release()
        return cast("Shard | Exception", done)

    def _one_by_one(self, batch: Batch) -> Shard:
        return join_shards([self._alone(single) for single in batch.singles], self._packing)

    def _alone(self, single: Batch) -> Shard:
        """Read one article while no other is read; what it fails with is its own doing."""
        from distributed import KilledWorker

        name = shard_name(single.digests, self._packing)
        done = self._done(self._submit(single, f"{name} alone"))
        if isinstance(done, Shard):
            return done
        reason = "workers ended" if isinstance(done, KilledWorker) else f"{done!r:.200}"
        (article,), (digest,) = single.articles, single.digests
        return make_shard([set_aside(article, self._settings.base, digest, reason)], self._packing)

    def _count(self, record: Record) -> None:
        self.names.add(record.file)
        self._left_out += [f"{it.id}: {it.left_out}" for it in record.documents if it.left_out]
        self._notes |= dict.fromkeys(record.notes)
        self._found.update(record.found)
        self._counted(len(record.documents))

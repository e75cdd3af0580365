"""Workers: processes that read articles side by side, and what happens when one is lost.

Each gets a few articles at a time and sends back what became of them. One that dies or takes
too long is ended; its articles are given out again one by one, and an article that ends a
worker alone is set aside. Outcomes come in the order of the articles, whoever had them.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from polybius.extract.article import Article

from .outcome import Outcome, article_digest, described, set_aside

if TYPE_CHECKING:
    from polybius.extract.pipeline import Settings

__all__ = ["Workers", "length_of"]

_BATCH = 8  # articles that a worker gets at a time
_BATCH_CHARACTERS = 40_000  # no more than these, but for one long article
_AHEAD = 6  # batches a worker that may be given out before the first of them is back
_FAILED_STARTS = 4  # workers that may be lost before they are ready; then it is no accident
_STARTING = 120.0  # seconds for a worker to load the pipeline
_SECONDS, _CHARACTERS_A_SECOND = 120.0, 1_000.0  # what an article may take, at the very least
_START = multiprocessing.get_context("spawn")

Work = Callable[[Connection, "Settings"], None]


@dataclass(eq=False)
class _Batch:
    """Some articles, and what became of them once it is known."""

    articles: list[Article]
    outcomes: list[Outcome] | None = None

    @property
    def seconds(self) -> float:
        """How long it may take."""
        return _SECONDS + sum(map(length_of, self.articles)) / _CHARACTERS_A_SECOND


def length_of(article: Article) -> int:
    """Return how many characters there are to read."""
    return len(article.text) + sum(len(comment.text) for comment in article.comments)


@dataclass(eq=False)
class _Worker:
    process: multiprocessing.process.BaseProcess
    connection: Connection
    batch: _Batch | None = None
    until: float = 0.0
    is_ready: bool = False


class Workers:
    """So many processes with the same settings.

    >>> from polybius.extract.pipeline import Settings
    >>> with Workers(Settings(), 2) as workers:
    ...     list(workers.outcomes([]))
    []
    """

    def __init__(self, settings: Settings, number: int, work: Work | None = None) -> None:
        """Have ``number`` processes, started as they are needed, that do ``work``."""
        self._settings = settings
        self._number = number
        self._work = work or _work
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._waiting: deque[_Batch] = deque()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._workers:
            _end(worker)
        self._workers.clear()

    def outcomes(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """Yield what becomes of the articles, in their order.

        Raises ModelMissingError when a worker has no pipeline, and RuntimeError when workers
        do not start.
        """
        batches = _batches(articles)
        order: deque[_Batch] = deque()
        is_more = True
        while is_more or order:
            while is_more and len(order) < self._number * _AHEAD:
                batch = next(batches, None)
                is_more = batch is not None
                if batch:
                    order.append(batch)
                    self._waiting.append(batch)
            self._give_out()
            while order and (first := order[0]).outcomes is not None:
                order.popleft()
                yield from first.outcomes
            if order:
                self._take_in(order)

    def _give_out(self) -> None:
        while len(self._workers) < min(self._number, len(self._waiting) + self._busy()):
            self._workers.append(self._started())
        for worker in self._workers:
            if self._waiting and worker.is_ready and not worker.batch:
                batch = self._waiting.popleft()
                worker.batch, worker.until = batch, time.monotonic() + batch.seconds
                with contextlib.suppress(OSError):  # it has died: `_take_in` hears of it
                    worker.connection.send(batch.articles)

    def _busy(self) -> int:
        return sum(worker.batch is not None for worker in self._workers)

    def _started(self) -> _Worker:
        ours, theirs = _START.Pipe()
        process = _START.Process(target=self._work, args=(theirs, self._settings), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, until=time.monotonic() + _STARTING)

    def _take_in(self, order: deque[_Batch]) -> None:
        """Wait for something to come back, or for time to be up, and deal with it."""
        active = [worker for worker in self._workers if worker.batch or not worker.is_ready]
        left = min((worker.until for worker in active), default=0.0) - time.monotonic()
        answering = wait([worker.connection for worker in active], max(0.0, left))
        for worker in active:
            if worker.connection in answering:
                self._hear(worker, order)
            elif time.monotonic() > worker.until:
                self._lose(worker, order, "it took too long")

    def _hear(self, worker: _Worker, order: deque[_Batch]) -> None:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join()
            self._lose(worker, order, f"its process ended ({worker.process.exitcode})")
            return
        if isinstance(answer, Exception):
            raise answer
        if worker.batch:
            worker.batch.outcomes = answer
            worker.batch = None
        worker.is_ready = True

    def _lose(self, worker: _Worker, order: deque[_Batch], reason: str) -> None:
        """End a worker; give its articles out again, one by one, or set the one aside."""
        _end(worker)
        self._workers.remove(worker)
        batch = worker.batch
        if batch is None:
            self._failed_starts += 1
            if self._failed_starts > _FAILED_STARTS:
                raise RuntimeError(f"a worker could not be started: {reason}")
            return
        if len(batch.articles) == 1:
            article = batch.articles[0]
            digest = article_digest(article, described(self._settings))
            batch.outcomes = [set_aside(article, self._settings.base, digest, reason)]
            return
        singles = [_Batch([article]) for article in batch.articles]
        place = order.index(batch)
        order.remove(batch)
        for single in reversed(singles):
            order.insert(place, single)
            self._waiting.appendleft(single)


def _batches(articles: Iterable[Article]) -> Iterator[_Batch]:
    held: list[Article] = []
    for article in articles:
        if held and (
            len(held) == _BATCH or sum(map(length_of, (*held, article))) > _BATCH_CHARACTERS
        ):
            yield _Batch(held)
            held = []
        held.append(article)
    if held:
        yield _Batch(held)


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.connection.close()


def _work(connection: Connection, settings: Settings) -> None:
    """Be a worker: say that the pipeline is loaded, then read what comes until nothing does."""
    # Ctrl-C is for the one who gives the work out, and who ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from polybius.extract.annotate import ModelMissingError
    from polybius.extract.pipeline import Extractor

    from .outcome import outcomes

    def answers() -> Iterator[object]:
        """Yield what is to be sent back; an error of the machine, not of an article, ends it."""
        try:
            extractor = Extractor(settings)
            yield None
            while True:
                yield list(outcomes(extractor, connection.recv()))
        except EOFError:
            return
        except (ModelMissingError, OSError) as error:
            yield error

    with contextlib.suppress(OSError):  # whoever gave the work out has gone
        for answer in answers():
            connection.send(answer)

"""Pool: processes that work, a queue before them, and an end to what takes too long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import math
import sys
from dataclasses import asdict

from .errors import HttpError
from .job import SIZES, Job, Reply, pack
from .settings import Settings

__all__ = ["Pool"]

_LOG = logging.getLogger(__name__)
_MODULE = "polybius.explorer.worker"
_RESTART_PAUSE = 1.0  # seconds, where a process cannot be started
_LEAST_WAIT = 1.0
_NOT_STARTED = (
    "a worker ended before it could work, and is started anew; where that goes on, give the"
    " server more --memory, or fewer --workers"
)
_STOPPING = "the server is being stopped"


class Pool:
    """So many workers with the same settings; each does one job at a time."""

    def __init__(self, settings: Settings, size: int) -> None:
        self._settings = settings
        self._size = size
        self._waiting = 0
        self._is_closed = False
        self._idle: asyncio.Queue[asyncio.subprocess.Process] = asyncio.Queue()
        self._alive: set[asyncio.subprocess.Process] = set()
        self._starting: set[asyncio.Task[None]] = set()

    @property
    def waiting(self) -> int:
        """Return how many jobs wait for a worker."""
        return self._waiting

    @property
    def workers(self) -> int:
        """Return how many workers are alive."""
        return len(self._alive)

    async def start(self) -> None:
        """Start every worker."""
        await asyncio.gather(*(self._start_worker() for _ in range(self._size)))

    async def run(self, job: Job, body: bytes) -> Reply:
        """Have a job done.

        Raises HttpError: 503 when too many wait, or for too long, 504 when the job takes too
        long, 500 when its worker dies of it. A job that is cancelled is ended too.
        """
        worker = await self._take()
        is_well = False
        try:
            async with asyncio.timeout(self._settings.timeout):
                reply = await _ask(worker, pack(job, body))
            is_well = True
        except TimeoutError:
            raise self._too_long() from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise self._died() from None
        finally:
            if is_well:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)
        return reply

    async def _take(self) -> asyncio.subprocess.Process:
        """Return a worker that does nothing; wait for one, but not behind too many."""
        if self._is_closed:
            raise HttpError(503, _STOPPING)
        if self._idle.empty() and self._waiting >= self._settings.queue:
            raise self._too_many()
        self._waiting += 1
        try:
            async with asyncio.timeout(max(self._settings.timeout, _LEAST_WAIT)):
                while (worker := await self._idle.get()).returncode is not None:
                    self._replace(worker)  # it died while it had nothing to do
                return worker
        except TimeoutError:
            raise self._too_many() from None
        finally:
            self._waiting -= 1

    def _too_many(self) -> HttpError:
        text = f"{self._waiting:,} requests are waiting already; try again in a while"
        return HttpError(503, text, {"Retry-After": str(math.ceil(self._settings.timeout))})

    def _too_long(self) -> HttpError:
        return HttpError(
            504,
            f"ended after {self._settings.timeout:g} seconds, the time that a request may take"
            " here; ask for less, or have the server started with a longer --timeout",
        )

    def _died(self) -> HttpError:
        if self._is_closed:
            return HttpError(503, _STOPPING)
        return HttpError(
            500,
            "the process that did this ended, for want of memory or for too deep a nesting;"
            " make the request simpler",
        )

    def _replace(self, worker: asyncio.subprocess.Process) -> None:
        self._alive.discard(worker)
        _end(worker)
        if not self._is_closed:
            task = asyncio.create_task(self._start_worker())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _start_worker(self) -> None:
        while not self._is_closed:
            if worker := await self._ready_process():
                self._idle.put_nowait(worker)
                return
            if not self._is_closed:
                _LOG.error("%s", _NOT_STARTED)
            await asyncio.sleep(_RESTART_PAUSE)

    async def _ready_process(self) -> asyncio.subprocess.Process | None:
        """Start a process, and wait until it can work; None where it ends before."""
        try:
            worker = await self._new_process()
        except OSError:
            return None
        self._alive.add(worker)
        try:
            await _receive(worker)
        except (OSError, asyncio.IncompleteReadError):
            self._alive.discard(worker)
            _end(worker)
            return None
        return worker

    async def _new_process(self) -> asyncio.subprocess.Process:
        settings = json.dumps(asdict(self._settings) | {"store": str(self._settings.store)})
        pipe = asyncio.subprocess.PIPE
        # A session of its own: Ctrl-C is for the server, which ends its workers itself.
        return await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", _MODULE, settings,
            stdin=pipe, stdout=pipe, start_new_session=True,
        )  # fmt: skip

    def stop(self) -> None:
        """End every worker and what it is doing; whoever waits is told."""
        self._is_closed = True
        for worker in self._alive:
            _end(worker)

    async def close(self) -> None:
        """Stop, and wait until every worker has ended."""
        self.stop()
        await asyncio.gather(*self._starting)
        self.stop()
        await asyncio.gather(*(worker.wait() for worker in self._alive))


async def _ask(worker: asyncio.subprocess.Process, request: bytes) -> Reply:
    if worker.stdin is None:
        raise ConnectionError("a worker without pipes")
    worker.stdin.write(request)
    await worker.stdin.drain()
    return await _receive(worker)


async def _receive(worker: asyncio.subprocess.Process) -> Reply:
    if worker.stdout is None:
        raise ConnectionError("a worker without pipes")
    head, body = SIZES.unpack(await worker.stdout.readexactly(SIZES.size))
    fields = json.loads(await worker.stdout.readexactly(head))
    return Reply(**fields, body=await worker.stdout.readexactly(body))


def _end(worker: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        worker.kill()

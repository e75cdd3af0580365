"""Service: the workers behind the routes, and what they reply as HTTP."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from .errors import HttpError
from .job import Job, Reply
from .pool import Pool
from .settings import Settings

__all__ = ["Service", "make_service"]

_READING = {"query", "get", "void"}
_GLANCE = 1.0  # seconds between looks at whether a client is still there
_CHUNK = 64 * 1024
_GONE = 499  # not a status that anybody receives: it stands in the log


@dataclass(frozen=True, slots=True)
class Service:
    """Workers that read, one that writes where that is allowed, a folder for long answers."""

    settings: Settings
    readers: Pool
    writers: Pool
    overflow: Path

    async def start(self) -> None:
        """Start the workers."""
        await self.writers.start()
        await self.readers.start()

    def stop(self) -> None:
        """End what is still being worked on."""
        self.readers.stop()
        self.writers.stop()

    async def close(self) -> None:
        """End all workers and wait for that."""
        await self.readers.close()
        await self.writers.close()

    async def perform(self, request: Request, job: Job, body: bytes) -> Response:
        """Return the response to a request that asks for a job; raises HttpError.

        A job is ended when its client has gone.
        """
        request.scope["polybius.text"] = _text_of(job, body)
        pool = self.readers if job.kind in _READING else self.writers
        file = self.overflow / uuid4().hex
        try:
            work = pool.run(replace(job, overflow=str(file)), body)
            return _response(await _while_connected(request, work), file)
        finally:
            file.unlink(missing_ok=True)


def make_service(settings: Settings, overflow: Path) -> Service:
    """Return the service with these settings, not yet started."""
    readers = Pool(replace(settings, writable=False), settings.workers)
    writers = Pool(settings, 1 if settings.writable else 0)
    return Service(settings, readers, writers, overflow)


def _text_of(job: Job, body: bytes) -> str:
    """Return what the log shows of a job."""
    if job.kind in ("query", "update"):
        return body[:1000].decode("utf-8", "replace")
    return job.graph or ""


async def _while_connected(request: Request, work: Coroutine[None, None, Reply]) -> Reply:
    task = asyncio.create_task(work)
    try:
        while not (await asyncio.wait({task}, timeout=_GLANCE))[0]:
            if await request.is_disconnected():
                raise HttpError(_GONE, "the client has gone")
        return task.result()
    finally:
        task.cancel()


def _response(reply: Reply, file: Path) -> Response:
    headers = dict(reply.headers)
    if reply.has_overflown:
        opened = file.open("rb")
        headers["Content-Length"] = str(os.fstat(opened.fileno()).st_size)
        return StreamingResponse(_chunks(opened), media_type=reply.media, headers=headers)
    if reply.status == 204:
        return Response(status_code=204, headers=headers)
    return Response(reply.body, reply.status, headers, reply.media)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk

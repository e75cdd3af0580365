"""Worker: a process that does jobs one by one, and may die of one without harm to any other.

It reads jobs from standard input and writes replies to standard output, as `job` has them,
and a first one when it is ready.
A query cannot be stopped from within: whoever started this process ends it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from polybius.graphs.store import StoreError

from .job import Job, Reply, pack, read
from .settings import Settings
from .work import Opened, Reader, Writer, do

__all__ = ["main"]


def main(arguments: str) -> None:
    """Work until standard input ends; ``arguments`` are settings as JSON."""
    given = json.loads(arguments)
    settings = Settings(**{**given, "store": Path(given["store"])})
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may get between replies
    _limit_memory(settings.memory)
    jobs: SimpleQueue[tuple[dict[str, Any], bytes]] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    opened: Opened = Writer(settings.store) if settings.writable else Reader(settings.store)
    with contextlib.suppress(StoreError):  # each job will say so
        opened.store()
    _send(replies, Reply(204))  # ready
    while True:
        fields, body = jobs.get()
        started = time.perf_counter()
        _send(replies, do(Job(**fields), body, opened, settings))
        opened.settle(len(body), time.perf_counter() - started)


def _send(file: IO[bytes], reply: Reply) -> None:
    file.write(pack(reply, reply.body))
    file.flush()


def _listen(file: IO[bytes], jobs: SimpleQueue[tuple[dict[str, Any], bytes]]) -> None:
    """Hand on jobs; end the process, whatever it does, when nobody can want it any more."""
    while message := read(file):
        jobs.put(message)
    os._exit(0)


def _limit_memory(megabytes: int) -> None:
    """Let this process have so much memory, and leave no image of it, where that can be said."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        limit = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1])

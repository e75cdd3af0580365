"""Worker: a process that does jobs one by one, and may die of one without harm to any other.

It reads jobs from standard input and writes replies to standard output, as `job` has them.
A query cannot be stopped from within: whoever started this process ends it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from .job import Job, pack, read
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
    while True:
        fields, body = jobs.get()
        reply = do(Job(**fields), body, opened, settings)
        replies.write(pack(reply, reply.body))
        replies.flush()


def _listen(file: IO[bytes], jobs: SimpleQueue[tuple[dict[str, Any], bytes]]) -> None:
    """Hand on jobs; end the process, whatever it does, when nobody can want it any more."""
    while message := read(file):
        jobs.put(message)
    os._exit(0)


def _limit_memory(megabytes: int) -> None:
    """Allow so much memory beyond what the process has now, where the system knows how."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return
    limit = pages * resource.getpagesize() + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1])

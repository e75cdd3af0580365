"""Sandbox: bounded memory, no network, no file outside; what was tried all the same is kept.

Python tells its audit hooks of every file and connection that it opens, whoever asks for it.
What C libraries open it does not hear of: for that there is a canary beside the inputs, in a
file that no input may bring to light.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from running import ROOT

__all__ = ["BUILD", "CANARY", "SandboxError", "bound_memory", "inputs_folder", "watched"]

BUILD = ROOT / "build" / "fuzz"
CANARY = "xyzzy-canary-plugh"
_OUTSIDE = "outside.txt"
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")
_CHANGING = ("os.remove", "os.rename", "os.mkdir", "os.symlink", "os.link", "os.chmod")
_READABLE = (str(ROOT), sys.prefix, sys.base_prefix, "/usr/share/zoneinfo", "/proc", "/dev")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_told: list[str] | None = None  # None: nobody listens


class SandboxError(Exception):
    """An input made the process reach out of its sandbox."""


def inputs_folder() -> Path:
    """Return the folder that inputs of this process are put into, a canary beside it."""
    path = BUILD / f"work-{os.getpid()}" / "inputs"
    if not path.exists():
        path.mkdir(parents=True)
        text = f"A headline\n\nThe {CANARY} was found in France on Monday.\n"
        (path.parent / _OUTSIDE).write_text(text)
    return path


def bound_memory(megabytes: int) -> None:
    """Let the process take no more than that beyond what it has."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


@contextmanager
def watched() -> Iterator[None]:
    """Raise SandboxError at the end where anything was tried that is forbidden."""
    global _told
    told: list[str] = []
    _told = told
    try:
        yield
    finally:
        _told = None
    if told:
        raise SandboxError("; ".join(told[:5]))


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _told is None:
        return
    if event.startswith((*_FORBIDDEN, *_CHANGING)) and event != "socket.__new__":
        _refuse(f"{event} {arguments!r:.100}")
    if event == "open" and isinstance(arguments[0], str | bytes):
        _hear_open(os.path.realpath(os.fsdecode(arguments[0])), arguments[2])


def _hear_open(path: str, flags: object) -> None:
    is_writing = isinstance(flags, int) and bool(flags & _WRITING)
    is_ours = path.startswith(str(BUILD)) and not path.endswith(_OUTSIDE)
    is_readable = path.startswith(_READABLE) and not path.startswith(str(BUILD))
    if not is_ours and (is_writing or not is_readable):
        _refuse(f"opened {path}")


def _refuse(what: str) -> None:
    if _told is not None:
        _told.append(what)
    raise PermissionError(f"forbidden while fuzzing: {what}")


sys.addaudithook(_hear)

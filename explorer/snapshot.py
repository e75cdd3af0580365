"""Snapshot: a store opened read-only, and opened anew once somebody has written to it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import Store

from polybius.graphs.store import StoreError, open_store

__all__ = ["Snapshot"]

_ATTEMPTS = 50
_PAUSE = 0.02  # seconds
_TICK = 50_000_000  # nanoseconds: more than lies between two times that a file system tells apart
_LOG = ".log"

Files: TypeAlias = dict[str, tuple[int, int]]


class Snapshot:
    """What a folder's store held when it was last asked for.

    The storage engine writes each change to its log before it says that the change is
    made, and to its manifest which files it has sorted the log to: where neither has been
    written to, nothing has changed. The size of a log tells nothing, as logs are written
    over; and its time only where it was not written to at the very time of looking.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: Files = {}
        self._is_sure = False
        self._store: Store | None = None

    def is_stale(self) -> bool:
        """Return whether the store may have changed since it was opened."""
        return not self._is_sure or _files(self._folder) != self._files

    def store(self) -> Store:
        """Return the store as it is now; raises StoreError when it cannot be opened."""
        if self._store is None or self.is_stale():
            self._store = None  # closed first: two would take the memory of two
            self._store = self._open()
        return self._store

    def _open(self) -> Store:
        """Open the store while no file of it comes or goes.

        Half of a change may be in a new file, half in a log that has just gone.
        """
        problem: StoreError | None = None
        for _ in range(_ATTEMPTS):
            now, before = time.time_ns(), _files(self._folder)
            try:
                store = open_store(self._folder, read_only=True)
            except StoreError as error:
                problem = error
            else:
                if _shape(before) == _shape(_files(self._folder)):
                    written = max((moment for _, moment in before.values()), default=now)
                    self._files, self._is_sure = before, written < now - _TICK
                    return store
            time.sleep(_PAUSE)
        raise problem or StoreError(f"{self._folder}: is being written to without a pause")


def _files(folder: Path) -> Files:
    """Return the logs and the manifest, each with its size and when it was written to."""
    try:
        with os.scandir(folder) as entries:
            return {
                entry.name: (entry.stat().st_size, entry.stat().st_mtime_ns)
                for entry in entries
                if entry.name.startswith("MANIFEST") or entry.name.endswith(_LOG)
            }
    except FileNotFoundError:  # one that has just gone, or the folder
        return {}


def _shape(files: Files) -> dict[str, int]:
    """Return which files there are, and the manifest's size.

    What is added to a log while it is read does no harm.
    """
    return {name: 0 if name.endswith(_LOG) else size for name, (size, _) in files.items()}

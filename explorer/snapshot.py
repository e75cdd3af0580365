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
_LOG = ".log"

Files: TypeAlias = dict[str, int]


class Snapshot:
    """What a folder's store held when it was last asked for.

    The storage engine writes each change to its log before it says that the change is
    made, and what it has sorted to files it names in its manifest: where neither has
    grown, nothing has changed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: Files = {}
        self._store: Store | None = None

    def is_stale(self) -> bool:
        """Return whether the store has changed since it was opened."""
        return self._store is None or _files(self._folder) != self._files

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
            before = _files(self._folder)
            try:
                store = open_store(self._folder, read_only=True)
            except StoreError as error:
                problem = error
            else:
                if _without_growth(before) == _without_growth(_files(self._folder)):
                    self._files = before
                    return store
            time.sleep(_PAUSE)
        raise problem or StoreError(f"{self._folder}: is being written to without a pause")


def _files(folder: Path) -> Files:
    """Return the log's and the manifest's files with their sizes."""
    try:
        with os.scandir(folder) as entries:
            return {
                entry.name: entry.stat().st_size
                for entry in entries
                if entry.name.startswith("MANIFEST") or entry.name.endswith(_LOG)
            }
    except FileNotFoundError:  # one that has just gone, or the folder
        return {}


def _without_growth(files: Files) -> Files:
    """Leave out the sizes of logs: what is added to them while they are read does no harm."""
    return {name: 0 if name.endswith(_LOG) else size for name, size in files.items()}

"""A store that others write to, as a reader sees it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from serving import make_store

from polybius.explorer.snapshot import Snapshot
from polybius.graphs.store import StoreError

# Each change is two triples, in two graphs; every so often they are sorted to files.
WRITING = """
import pyoxigraph as ox, sys, time
store = ox.Store(sys.argv[1])
for number in range(300):
    store.update("INSERT DATA { <a:s> <a:p> %d GRAPH <a:g> { <a:s> <a:p> %d } }" % (number, number))
    if number % 10 == 9:
        store.flush()
    if number % 100 == 99:
        store.optimize()
    print(number + 1, flush=True)
    time.sleep(0.01)
"""
HELD = (None, ox.NamedNode("a:p"), None)


def test_a_store_is_opened_anew_only_when_it_has_changed(tmp_path: Path) -> None:
    store = ox.Store(make_store(tmp_path / "store"))
    time.sleep(0.1)
    snapshot = Snapshot(tmp_path / "store")
    assert snapshot.is_stale()
    first = snapshot.store()
    assert snapshot.store() is first
    assert not snapshot.is_stale()
    store.update("INSERT DATA { <a:s> <a:p> 1 }")
    assert snapshot.is_stale()
    assert len(list(snapshot.store().quads_for_pattern(*HELD))) == 1


def test_changes_are_seen_in_logs_that_are_written_over(tmp_path: Path) -> None:
    """After the second flush the engine takes old logs again, and no file grows."""
    store = ox.Store(make_store(tmp_path / "store"))
    snapshot = Snapshot(tmp_path / "store")
    for number in range(1, 61):
        store.update(f"INSERT DATA {{ <a:s> <a:p> {number} }}")
        assert len(list(snapshot.store().quads_for_pattern(*HELD))) == number
        if number % 10 == 0:
            store.flush()
        if number % 10 == 5:
            time.sleep(0.1)  # so that it is sure of what it has opened
            assert len(list(snapshot.store().quads_for_pattern(*HELD))) == number
            assert not snapshot.is_stale()


def test_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        Snapshot(tmp_path).store()


@pytest.mark.slow
def test_each_snapshot_is_whole_and_has_all_that_was_done_before(tmp_path: Path) -> None:
    make_store(tmp_path / "store")
    done = 0
    with subprocess.Popen(
        [sys.executable, "-c", WRITING, tmp_path / "store"], stdout=subprocess.PIPE, text=True
    ) as writing:

        def follow() -> None:
            nonlocal done
            for line in writing.stdout or ():
                done = int(line)

        thread = threading.Thread(target=follow)
        thread.start()
        snapshot, seen = Snapshot(tmp_path / "store"), 0
        while thread.is_alive():
            before = done
            store = snapshot.store()
            default = list(store.quads_for_pattern(*HELD, ox.DefaultGraph()))
            named = list(store.quads_for_pattern(*HELD, ox.NamedNode("a:g")))
            assert len(default) == len(named) >= before
            seen += 1
        thread.join()
    assert writing.returncode == 0
    assert done == 300
    assert seen >= 3
    assert len(list(snapshot.store().quads_for_pattern(*HELD))) == 600

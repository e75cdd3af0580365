"""The server from its start to its end, however it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pyoxigraph as ox
import pytest
from running import run_process
from serving import ENDLESS, Server, make_store, served, wait_for


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    return state != "Z"


def opened_anew(folder: Path) -> ox.Store:
    """Open a store to write, as soon as the process that had it has let go."""
    end = time.monotonic() + 20
    while True:
        try:
            return ox.Store(folder)
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(fixed_store: Path, number: signal.Signals) -> None:
    with served(fixed_store, "--workers", 2) as server:
        assert server.ask("ASK {}").status == 200
        workers = server.workers()
        assert len(workers) == 2
        server.process.send_signal(number)
        assert server.process.wait(10) == 0
        assert not any(map(is_alive, workers))
        assert "Traceback" not in server.log.read_text(encoding="utf-8")
        assert list(server.log.parent.glob("polybius-*")) == []


def test_what_is_running_may_end_first(fixed_store: Path) -> None:
    with served(fixed_store, "--workers", 1) as server, ThreadPoolExecutor() as threads:
        rows = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 30000"
        answer = threads.submit(server.ask, rows)
        wait_for(lambda: b'"waiting":0' in server.send("GET", "/health").body)
        time.sleep(0.2)
        server.process.send_signal(signal.SIGTERM)
        assert len(answer.result().rows()) == 30_000
        assert server.process.wait(10) == 0


def test_what_runs_on_is_told_that_the_server_stops(fixed_store: Path) -> None:
    with served(fixed_store, "--workers", 1) as server, ThreadPoolExecutor() as threads:
        answer = threads.submit(server.ask, ENDLESS)
        time.sleep(1)
        for _ in range(2):  # the second time at once
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
        assert (answer.result().status, "stopped" in answer.result().text) == (503, True)
        assert server.process.wait(10) == 0


def test_a_killed_server_loses_nothing_and_leaves_nobody(tmp_path: Path) -> None:
    store, made = tmp_path / "store", 0
    with served(store, "--writable", "--workers", 2) as server:
        workers = server.workers()
        threading.Timer(1.5, server.process.kill).start()
        while made < 100_000:
            try:
                done = server.update(f"INSERT DATA {{ <http://a/s> <http://a/p> {made} }}")
            except (OSError, HTTPException):
                break
            assert done.status == 204
            made += 1
        assert server.process.wait(10) == -signal.SIGKILL
        wait_for(lambda: not any(map(is_alive, workers)))
    assert made > 10
    kept = {quad.object.value for quad in opened_anew(store)}  # type: ignore[union-attr]
    assert {str(number) for number in range(made)} - kept == set()
    assert len(kept) <= made + 1  # the one that was not answered any more may be there or not


def test_workers_end_with_a_killed_server_even_in_a_query(fixed_store: Path) -> None:
    with served(fixed_store, "--workers", 1) as server, ThreadPoolExecutor() as threads:
        answer = threads.submit(server.ask, ENDLESS)
        time.sleep(0.7)
        workers = server.workers()
        server.process.kill()
        wait_for(lambda: not any(map(is_alive, workers)))
        assert answer.exception() is not None


def test_it_tells_its_address(fixed_store: Path) -> None:
    with served(fixed_store, "--host", "localhost", "--workers", 1) as server:
        assert server.send("GET", "/health").status == 200
        assert server.port > 0


def test_it_listens_on_loopback_only(reader: Server) -> None:
    listening = Path("/proc/net/tcp").read_text(encoding="ascii")
    assert f"0100007F:{reader.port:04X} 00000000:0000 0A" in listening
    assert f"00000000:{reader.port:04X} 00000000:0000 0A" not in listening


def refused(*words: object) -> str:
    done = run_process("serve", *words)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_what_keeps_it_from_starting_is_told_in_a_line(tmp_path: Path, fixed_store: Path) -> None:
    assert "no store here" in refused("--store", tmp_path / "none")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").touch()
    assert "other files" in refused("--store", tmp_path / "other", "--writable")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port}" in refused("--store", fixed_store, "--port", port)
    assert "cannot listen" in refused("--store", fixed_store, "--host", "192.0.2.1", "--port", 0)
    assert "cannot listen" in refused("--store", fixed_store, "--host", "no host", "--port", 0)


def test_one_server_writes_and_others_read(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    with served(store, "--writable", "--workers", 1) as server:
        server.update("INSERT DATA { <http://a/s> <http://a/p> 1 }")
        assert "another process" in refused("--store", store, "--writable", "--port", 0)
        with served(store, "--workers", 1) as other:
            for number in (2, 3):
                server.update(f"INSERT DATA {{ <http://a/s> <http://a/p> {number} }}")
                found = other.ask("SELECT (COUNT(*) AS ?n) { <http://a/s> ?p ?o }")
                assert found.rows() == [{"n": str(number)}]


def test_a_store_built_anew_beside_it_is_seen(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    with served(store, "--workers", 1) as server:
        asked = "ASK { <http://a/s> ?p ?o }"
        assert server.ask(asked).body.endswith(b"false}")
        code = (
            "import pyoxigraph as ox, sys\n"
            "store = ox.Store(sys.argv[1])\n"
            "store.update('INSERT DATA { <http://a/s> <http://a/p> 1 }')\n"
        )
        subprocess.run([sys.executable, "-c", code, store], check=True)
        assert server.ask(asked).body.endswith(b"true}")

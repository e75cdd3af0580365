"""Limits: what runs over is ended, what is too much waits or is told so, nothing else suffers."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import ENDLESS, Server, served, wait_for

from polybius.explorer.pool import Pool
from polybius.explorer.settings import Settings

SMALL = "SELECT ?s { ?s ?p ?o } LIMIT 3"


@pytest.fixture(scope="module")
def hurried(fixed_store: Path) -> Iterator[Server]:
    """A server of two workers that gives a request two seconds."""
    with served(fixed_store, "--timeout", 2, "--workers", 2, "--memory", 400) as server:
        yield server


def test_an_endless_query_is_ended_while_others_are_answered(hurried: Server) -> None:
    with ThreadPoolExecutor() as threads:
        started = time.monotonic()
        endless = threads.submit(hurried.ask, ENDLESS)
        answered = 0
        while not endless.done():
            assert len(hurried.ask(SMALL).rows()) == 3
            answered += 1
        taken = time.monotonic() - started
    answer = endless.result()
    assert (answer.status, "ended after 2 seconds" in answer.text) == (504, True)
    assert 2 <= taken < 4
    assert answered >= 10


def test_the_process_of_an_endless_query_is_ended_too(hurried: Server) -> None:
    wait_for(lambda: len(hurried.workers()) == 2)
    before = hurried.workers()
    assert hurried.ask(ENDLESS).status == 504
    wait_for(lambda: len(hurried.workers()) == 2 and len(before - hurried.workers()) == 1)


def test_more_endless_queries_than_workers_end_all_the_same(hurried: Server) -> None:
    with ThreadPoolExecutor(8) as threads:
        endless = [threads.submit(hurried.ask, ENDLESS) for _ in range(4)]
        statuses = Counter(answer.result().status for answer in endless)
    # Two are begun at once; the others wait as long as one may take, and then are told.
    assert statuses.keys() <= {503, 504}
    assert statuses[504] >= 2
    assert len(hurried.ask(SMALL).rows()) == 3


def test_a_query_whose_client_has_gone_is_ended(fixed_store: Path) -> None:
    with served(fixed_store, "--timeout", 60, "--workers", 1) as server:
        (before,) = server.workers()
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            path = f"/sparql?query={quote(ENDLESS)}"
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.5)
        wait_for(lambda: server.workers() and before not in server.workers())
        assert len(server.ask(SMALL).rows()) == 3


def test_a_worker_that_is_killed_is_replaced_and_the_client_told(hurried: Server) -> None:
    wait_for(lambda: len(hurried.workers()) == 2)
    before = hurried.workers()
    with ThreadPoolExecutor() as threads:
        endless = threads.submit(hurried.ask, ENDLESS)
        time.sleep(0.5)
        for worker in before:
            os.kill(worker, signal.SIGKILL)
        assert endless.result().status == 500
    wait_for(lambda: len(hurried.workers() - before) >= 1)
    # The other was idle: whoever is given it next is told, and then it is replaced as well.
    assert {hurried.ask(SMALL).status for _ in range(4)} <= {200, 500}
    wait_for(lambda: len(hurried.workers() - before) == 2)
    assert hurried.ask(SMALL).status == 200


def test_too_many_rows_are_told_and_not_cut(reader: Server, fixed_store: Path) -> None:
    product = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }"
    for accept in ("", "text/csv", "text/tab-separated-values", "application/xml"):
        answer = reader.ask(product, accept)
        assert (answer.status, "LIMIT" in answer.text) == (422, True)
        assert len(reader.ask(f"{product} LIMIT 2000", accept).body) > 2000
        assert reader.ask(f"{product} LIMIT 2001", accept).status == 422
    assert (
        reader.ask("CONSTRUCT { ?a <http://a/p> ?d } WHERE { ?a ?b ?c . ?d ?e ?f }").status == 422
    )


def test_a_long_answer_comes_whole(fixed_store: Path) -> None:
    with served(fixed_store, "--workers", 1) as server:
        answer = server.ask("SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 10000")
        assert len(answer.rows()) == 10_000
        assert len(answer.body) == int(answer.headers["content-length"]) > 1_000_000
        (folder,) = server.log.parent.glob("polybius-*")
        assert list(folder.iterdir()) == []


@pytest.mark.slow
def test_a_thousand_at_once_are_all_answered(fixed_store: Path) -> None:
    with served(fixed_store, "--workers", 2) as server, ThreadPoolExecutor(1000) as threads:
        answers = [threads.submit(server.ask, SMALL) for _ in range(1000)]
        assert Counter(answer.result().status for answer in answers) == {200: 1000}
        assert all(len(answer.result().rows()) == 3 for answer in answers)


def test_what_the_queue_has_no_room_for_is_told_to_come_again(fixed_store: Path) -> None:
    options = ("--workers", 1, "--queue", 3, "--timeout", 2)
    with served(fixed_store, *options) as server, ThreadPoolExecutor(40) as threads:
        endless = threads.submit(server.ask, ENDLESS)
        time.sleep(0.5)
        answers = [threads.submit(server.ask, SMALL) for _ in range(20)]
        found = [answer.result() for answer in answers]
        refused = [answer for answer in found if answer.status == 503]
        assert len(refused) >= 17
        assert {answer.headers["retry-after"] for answer in refused} == {"2"}
        assert "try again" in refused[0].text
        assert endless.result().status == 504


def test_updates_at_once_are_all_made(writer: Server) -> None:
    graph = "http://a.example/at-once"
    with ThreadPoolExecutor(20) as threads:
        updates = [
            threads.submit(
                writer.update, f"INSERT DATA {{ GRAPH <{graph}> {{ <{graph}> <{graph}> {n} }} }}"
            )
            for n in range(200)
        ]
        assert {update.result().status for update in updates} == {204}
    asked = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    assert writer.ask(asked).rows() == [{"n": "200"}]


def test_an_update_that_runs_over_changes_nothing(tmp_path: Path) -> None:
    with served(tmp_path / "store", "--writable", "--timeout", 2, "--workers", 1) as server:
        data = " ".join(f"<http://a/{number}> <http://a/p> {number} ." for number in range(100))
        server.update(f"INSERT DATA {{ {data} }}")
        clause = ENDLESS[ENDLESS.index("{") :]
        answer = server.update(f"INSERT {{ ?a <http://a/q> ?o }} WHERE {clause}")
        assert answer.status == 504
        assert server.update("INSERT DATA { <http://a/s> <http://a/r> 1 }").status == 204
        assert server.ask("ASK { ?s <http://a/q> ?o }").body.endswith(b"false}")
        assert server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows() == [{"n": "101"}]


def test_a_slow_reader_holds_up_nobody(fixed_store: Path) -> None:
    with served(fixed_store, "--workers", 1) as server, contextlib.ExitStack() as stack:
        path = "/sparql?query=SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff%7DLIMIT%2010000"
        for _ in range(3):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            slow.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert slow.recv(10) == b"HTTP/1.1 2"  # and reads no further
        assert len(server.ask(SMALL).rows()) == 3


def test_workers_that_cannot_start_are_told_of(
    fixed_store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def start() -> None:
        pool = Pool(Settings(fixed_store, memory=40), 1)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(4):
                await pool.start()
        await pool.close()
        assert not pool.workers

    asyncio.run(start())
    assert "give the server more --memory" in caplog.text

"""Servers: SPARQL servers of several makes, started on loopback and always stopped again.

Each is looked for on the PATH; Fuseki's jar is named by FUSEKI_JAR, or fetched by Maven
into build/. What cannot be had raises MissingError, which says how to get it.
"""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest
from fixed_graph import GRAPH
from maven import MissingError, fetch_jar, find

from polybius.queries.endpoint import Credentials, Endpoint

FUSEKI = "org.apache.jena:jena-fuseki-server:5.2.0"
SECONDS_TO_START = 60
# What a test of servers is parametrized with.
NAMES = [
    "oxigraph",
    pytest.param("fuseki", marks=pytest.mark.stores),
    pytest.param("virtuoso", marks=pytest.mark.stores),
]


@dataclass(frozen=True)
class Server:
    """A running server: the address for queries, those for changes, and who may change."""

    name: str
    query: str
    update: str
    graph_store: str
    credentials: Credentials | None = None

    def put_graph(self, graph: str, triples: list[ox.Triple]) -> None:
        """Make a named graph hold just these triples."""
        data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        store = Endpoint(self.graph_store, credentials=self.credentials)
        store.send_graph("PUT", graph, data or b"")


@dataclass
class Servers:
    """Starts each server when it is first asked for."""

    folder: Path
    stack: ExitStack
    running: dict[tuple[str, str], Server] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str, use: str = "questions") -> Server:
        """Return the server of a make; the one for questions has the fixed graph in it.

        Raises MissingError.
        """
        if name in self.missing:
            raise MissingError(self.missing[name])
        if (name, use) not in self.running:
            folder = self.folder / f"{name}-{use}"
            folder.mkdir()
            try:
                self.running[name, use] = self.stack.enter_context(STARTERS[name](folder))
            except MissingError as error:
                self.missing[name] = str(error)
                raise
            if use == "questions":
                load_fixed_graph(self.running[name, use])
        return self.running[name, use]


def load_fixed_graph(server: Server) -> None:
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in ox.parse(path=GRAPH, format=ox.RdfFormat.TRIG):
        graphs[quad.graph_name.value].append(quad.triple)
    for graph, triples in graphs.items():
        server.put_graph(graph, triples)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: list[object], query: str, stop: Callable[[], None]) -> Iterator[None]:
    """Run a server until the block ends; ``stop`` asks it to end, else a signal does."""
    with subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(query, server)
            yield
            stop()
        finally:
            if server.poll() is None:
                server.terminate()
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()


def wait_for(query: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        assert server.poll() is None, f"{query}: the server ended by itself"
        try:
            urllib.request.urlopen(f"{query}?query=ASK%7B%7D", timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{query}: the server did not start within {SECONDS_TO_START} seconds")


def nothing() -> None:
    """Leave it to the signal to end a server."""


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    command = find("oxigraph", "`make setup` installs it")
    address = f"127.0.0.1:{free_port()}"
    url = f"http://{address}"
    with running([command, "serve", "-l", folder, "-b", address], f"{url}/query", nothing):
        yield Server("oxigraph", f"{url}/query", f"{url}/update", f"{url}/store")


FUSEKI_CONFIGURATION = """
PREFIX fuseki: <http://jena.apache.org/fuseki#>
PREFIX tdb2: <http://jena.apache.org/2016/tdb#>
PREFIX : <#>
[] a fuseki:Server ; fuseki:passwd "passwords" ; fuseki:auth "basic" .
:service a fuseki:Service ; fuseki:name "polybius" ; fuseki:dataset :dataset ;
  fuseki:endpoint [ fuseki:operation fuseki:query ; fuseki:name "query" ] ,
    [ fuseki:operation fuseki:update ; fuseki:name "update" ; fuseki:allowedUsers "writer" ] ,
    [ fuseki:operation fuseki:gsp-rw ; fuseki:name "data" ; fuseki:allowedUsers "writer" ] .
:dataset a tdb2:DatasetTDB2 ; tdb2:location "--mem--" .
"""
WRITER = Credentials("writer", "a pass:word")


@contextmanager
def fuseki(folder: Path) -> Iterator[Server]:
    java = find("java", "Fuseki needs Java 17 (on Debian: apt install openjdk-17-jre-headless)")
    jar, port = fetch_jar(FUSEKI, "FUSEKI_JAR"), free_port()
    passwords = f"{WRITER.user}: {WRITER.password}\n"
    (folder / "passwords").write_text(passwords, encoding="utf-8")
    configuration = folder / "fuseki.ttl"
    text = FUSEKI_CONFIGURATION.replace('"passwords"', f'"{(folder / "passwords").as_posix()}"')
    configuration.write_text(text, encoding="utf-8")
    url = f"http://127.0.0.1:{port}/polybius"
    command = [java, "-Xmx1g", "-jar", jar, "--localhost", "--port", port]
    with running([*command, "--config", configuration], f"{url}/query", nothing):
        yield Server("fuseki", f"{url}/query", f"{url}/update", f"{url}/data", WRITER)


VIRTUOSO_CONFIGURATION = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000
"""
DBA = Credentials("dba", "dba")  # as a new database has it


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    advice = "on Debian: apt install virtuoso-opensource"
    command, isql = find("virtuoso-t", advice), find("isql-vt", advice)
    port, sql_port = free_port(), free_port()
    configuration = folder / "virtuoso.ini"
    text = VIRTUOSO_CONFIGURATION.format(folder=folder, port=port, sql_port=sql_port)
    configuration.write_text(text, encoding="utf-8")
    url = f"http://127.0.0.1:{port}"

    def stop() -> None:
        words = [isql, f"127.0.0.1:{sql_port}", DBA.user, DBA.password, "exec=shutdown;"]
        subprocess.run(words, capture_output=True, timeout=60)

    words = [command, "+configfile", configuration, "+foreground"]
    with running(words, f"{url}/sparql", stop):
        yield Server(
            "virtuoso",
            f"{url}/sparql",
            f"{url}/sparql-auth",
            f"{url}/sparql-graph-crud-auth",
            DBA,
        )


STARTERS: Mapping[str, Callable[[Path], AbstractContextManager[Server]]] = {
    "oxigraph": oxigraph,
    "fuseki": fuseki,
    "virtuoso": virtuoso,
}

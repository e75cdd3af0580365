"""Real servers for tests, each a process of its own on a free port, and a plain client."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from fixed_graph import GRAPH
from running import COMMAND, ENVIRONMENT

QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TURTLE = {"Content-Type": "text/turtle"}
# Joins every triple with every other, again and again: it would run for years.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers["content-type"].partition(";")[0]

    def rows(self) -> list[dict[str, str]]:
        """Return the values of JSON results."""
        assert self.status == 200, self.text
        found = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]


@dataclass(frozen=True, slots=True)
class Server:
    process: subprocess.Popen[str]
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"

    def send(
        self,
        method: str,
        path: str,
        body: bytes | str = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            content = body.encode() if isinstance(body, str) else body
            connection.request(method, path, content or None, dict(headers or {}))
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, told, response.read())

    def ask(self, query: str, accept: str = "") -> Answer:
        headers = {"Accept": accept} if accept else {}
        return self.send("GET", f"/sparql?query={quote(query, safe='')}", headers=headers)

    def update(self, text: str) -> Answer:
        return self.send("POST", "/sparql", text, UPDATE)

    def entries(self) -> list[dict[str, Any]]:
        """Return the lines of the log that are JSON."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def workers(self) -> set[int]:
        """Return the ids of the processes that the server has started."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return set(map(int, children.read_text(encoding="ascii").split()))


@contextlib.contextmanager
def served(store: Path, *options: object) -> Iterator[Server]:
    """Serve a store with options of the command line; at the end the server is stopped."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("w", encoding="utf-8") as errors:
            process = subprocess.Popen(
                [COMMAND, "serve", "--store", store, "--port", "0", *map(str, options)],
                stdout=subprocess.PIPE, stderr=errors, text=True,
                env=ENVIRONMENT | {"TMPDIR": folder},
            )  # fmt: skip
        with process:
            try:
                assert process.stdout is not None
                line = process.stdout.readline()
                found = re.search(r":(\d+)/sparql", line)
                assert found, line + log.read_text(encoding="utf-8")
                yield Server(process, int(found[1]), log)
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGTERM)
                    process.wait(30)


def make_store(folder: Path) -> Path:
    """Make a store of the fixed graph that the questions are tested on."""
    ox.Store(folder).load(path=GRAPH, format=ox.RdfFormat.TRIG)
    return folder


def wait_for(condition: Any, seconds: float = 20) -> None:
    """Wait until a condition holds; fail when it does not come to that."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that in time"
        time.sleep(0.05)

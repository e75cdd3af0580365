"""Hostile requests: none reads a file, asks another server, or takes this one down."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from listening import Refusing
from serving import TURTLE, UPDATE, Server, served

SMALL = "SELECT ?s { ?s ?p ?o } LIMIT 3"
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(45))
EXHAUSTING = {
    "memory by doubling": f"SELECT * {{ BIND('abcdefgh' AS ?x0) {DOUBLED} }}",
    "memory by grouping": "SELECT (GROUP_CONCAT(?f) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "memory by sorting": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f",
    "brackets": "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "parentheses": "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "signs": "ASK { FILTER(" + "!" * 20_000 + "true) }",
    "unions": "ASK { {}" + " UNION {}" * 20_000 + " }",
    "optionals": "ASK { " + "OPTIONAL { ?a ?b ?c " * 2_000 + "}" * 2_000 + " }",
    "paths": "ASK { ?a " + "(" * 2_000 + "<http://a/p>*" + ")*" * 2_000 + " ?b }",
    "a path of everything": "SELECT * { ?a (!<a:b>|^!<a:b>)* ?b . ?b (!<a:b>)* ?c }",
    "a regular expression": "SELECT * { BIND(REGEX('" + "a" * 5000 + "', '(a*)*(a*)*b') AS ?x) }",
    "a large expression": "SELECT * { BIND(REGEX('a', '((a{1000}){1000}){1000}') AS ?x) }",
    "a list": "ASK { ?s ?p ?o FILTER(?o IN (" + ", ".join(["1"] * 200_000) + ")) }",
    "zeros": "ASK { \0 }",
}


@pytest.fixture(scope="module")
def small(fixed_store: Path) -> Iterator[Server]:
    """A server that gives a request little."""
    with served(fixed_store, "--timeout", 3, "--workers", 2, "--memory", 200) as server:
        yield server


@pytest.mark.parametrize("name", EXHAUSTING)
def test_what_exhausts_is_told_and_harms_nobody(small: Server, name: str) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    answer = small.send("POST", "/sparql", EXHAUSTING[name], headers)
    assert answer.status in (200, 400, 403, 422, 500, 504), answer.text
    if answer.status != 200:
        assert answer.text.strip()
    assert len(small.ask(SMALL).rows()) == 3


def test_memory_is_bounded(small: Server) -> None:
    answer = small.ask(EXHAUSTING["memory by doubling"])
    assert (answer.status, "memory" in answer.text) == (500, True)


SERVICES = ["SERVICE <URL> { ?a ?b ?c }", "service silent <URL>{?a ?b ?c}"]


@pytest.mark.parametrize("clause", SERVICES)
def test_no_query_asks_another_server(reader: Server, outsider: Refusing, clause: str) -> None:
    answer = reader.ask(f"SELECT * {{ {clause.replace('URL', outsider.url)} }}")
    assert (answer.status, "SERVICE" in answer.text) == (403, True)
    assert outsider.reached == 0


def test_no_update_asks_another_server(writer: Server, outsider: Refusing) -> None:
    for text in (
        f"LOAD <{outsider.url}>",
        f"load silent <{outsider.url}> INTO GRAPH <http://a/g>",
        f"INSERT DATA {{ <a:b> <a:b> 1 }} ; #\nLOAD <{outsider.url}>",
        f"INSERT {{ ?a ?b ?c }} WHERE {{ SERVICE <{outsider.url}> {{ ?a ?b ?c }} }}",
    ):
        answer = writer.update(text)
        assert (answer.status, "another server" in answer.text) == (403, True)
    assert outsider.reached == 0


def test_another_server_is_asked_where_that_is_allowed(tmp_path: Path, outsider: Refusing) -> None:
    options = ("--writable", "--allow-service", "--allow-load", "--workers", 1)
    with served(tmp_path / "store", *options) as server:
        assert server.ask(f"SELECT * {{ SERVICE <{outsider.url}> {{ ?a ?b ?c }} }}").status == 500
        assert outsider.reached == 1
        assert server.update(f"LOAD <{outsider.url}>").status == 500
        assert outsider.reached == 2
        features = server.send("GET", "/sparql").text
        assert "BasicFederatedQuery" in features


def test_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<http://a/s> <http://a/secret> 'word' .\n")
    options = ("--writable", "--allow-load", "--allow-service", "--workers", 1)
    with served(tmp_path / "store", *options) as server:
        for text in (
            f"LOAD <{secret.as_uri()}>",
            f"LOAD <file://localhost{secret}>",
            f"LOAD <{secret}>",
            f"LOAD <FILE://{secret}> INTO GRAPH <http://a/g>",
        ):
            assert server.update(text).status in (400, 500), text
        iri = f"{secret.as_uri()}"
        assert server.send("GET", f"/graphs?graph={iri}").status == 404
        for path in (f"/graphs/../../..{secret}", f"/../..{secret}", f"//{secret}"):
            assert server.send("GET", path).status == 404
        asked = f"SELECT * FROM <{iri}> {{ ?s ?p ?o }}"
        assert server.ask(asked).rows() == []
        include = f'<!DOCTYPE r [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        text = f'{include}{rdf}<rdf:Description rdf:about="a:b"><p xmlns="a:">&e;</p>'
        body = f"{text}</rdf:Description></rdf:RDF>"
        server.send("PUT", "/graphs?default", body, {"Content-Type": "application/rdf+xml"})
        assert "word" not in server.send("GET", "/graphs").text


def test_a_context_is_not_fetched(writer: Server, outsider: Refusing) -> None:
    body = f'{{"@context": "{outsider.url}", "@id": "http://a/s", "p": "o"}}'
    answer = writer.send("PUT", "/graphs?default", body, {"Content-Type": "application/ld+json"})
    assert answer.status in (204, 400)
    assert outsider.reached == 0


def test_nested_data_harms_nobody(writer: Server) -> None:
    for body in ("<a:b> <a:b> " + "[ <a:b> " * 50_000, "<a:b> <a:b> " + "(" * 50_000):
        assert writer.send("POST", "/graphs?default", body, TURTLE).status in (400, 500)
    nested = '{"a":' * 50_000
    answer = writer.send("POST", "/graphs?default", nested, {"Content-Type": "application/ld+json"})
    assert answer.status in (400, 500)
    assert writer.ask("ASK {}").status == 200
    assert writer.update("INSERT DATA { <a:b> <a:b> 1 }").status == 204


@pytest.mark.parametrize(
    "header",
    [
        b"Host: a b",
        b"Host: evil.example@127.0.0.1",
        b"Accept: " + b"a/b;" * 10_000,
        b"Accept: \xff\xfe",
        b"Content-Length: -1",
        b"Content-Length: 1" + b"0" * 30,
        b"Transfer-Encoding: nonsense",
        b"Content-Type: multipart/form-data; boundary=" + b"x" * 10_000,
        b"X: " + b"y" * 100_000,
        b"Expect: something",
        b"Range: bytes=0-1",
        b"X-Forwarded-For: <script>",
        b"\x00: a",
        b"A" * 60_000,
    ],
)
def test_strange_headers_harm_nobody(reader: Server, header: bytes) -> None:
    with socket.create_connection(("127.0.0.1", reader.port), timeout=20) as connection:
        host = b"" if header.startswith(b"Host") else b"Host: localhost\r\n"
        request = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n" + host + header
        connection.sendall(request + b"\r\nConnection: close\r\n\r\n")
        answer = connection.makefile("rb").readline()
    assert answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 4", b"HTTP/1.1 501"))
    assert reader.ask("ASK {}").status == 200


def test_a_broken_connection_harms_nobody(writer: Server) -> None:
    for sent in (
        b"",
        b"\0" * 100,
        b"GET /sparql",
        b"POST /sparql HTTP/1.1\r\nContent-Length: 9\r\n\r\nab",
    ):
        with socket.create_connection(("127.0.0.1", writer.port)) as connection:
            connection.sendall(sent)
    connection = HTTPConnection("127.0.0.1", writer.port, timeout=20)
    connection.request("POST", "/sparql", iter([b"INSERT DATA ", b"{ <a:b> <a:b> 2 }"]), UPDATE)
    assert connection.getresponse().status == 204  # chunks are fine
    connection.close()
    assert writer.ask("ASK {}").status == 200

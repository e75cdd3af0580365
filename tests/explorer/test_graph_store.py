"""The Graph Store Protocol, beyond what the W3C's tests of it look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from fixed_graph import load_store
from serving import TURTLE, Server, served

FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
TRIPLE = "<http://a/s> <http://a/p> 'é' ."


@pytest.fixture
def graph(writer: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """The path of a graph that is not there yet."""
    path = f"/graphs?graph=http://a.example/{quote(request.node.name, safe='')}".replace("%", "%25")
    yield path
    writer.send("DELETE", path)


def names() -> list[str]:
    return sorted(str(name.value) for name in load_store().named_graphs())


@pytest.mark.parametrize(("media", "format"), FORMATS.items())
def test_a_graph_in_every_format(reader: Server, media: str, format: ox.RdfFormat) -> None:
    for name in names():
        answer = reader.send("GET", f"/graphs?graph={name}", headers={"Accept": media})
        assert (answer.status, answer.media) == (200, media)
        quads = load_store().quads_for_pattern(None, None, None, ox.NamedNode(name))
        expected = {quad.triple for quad in quads}
        assert {quad.triple for quad in ox.parse(answer.body, format=format)} == expected


@pytest.mark.parametrize("media", ["application/trig", "application/n-quads"])
def test_all_graphs_at_once(reader: Server, media: str) -> None:
    answer = reader.send("GET", "/graphs", headers={"Accept": media})
    assert answer.status == 200
    assert set(ox.parse(answer.body, format=FORMATS[media])) == set(load_store())


@pytest.mark.parametrize(("media", "format"), FORMATS.items())
def test_what_is_put_in_any_format_is_there(
    writer: Server, graph: str, media: str, format: ox.RdfFormat
) -> None:
    triple = ox.Triple(ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), ox.Literal("é"))
    body = ox.serialize([triple], format=format)
    assert writer.send("PUT", graph, body, {"Content-Type": media}).status == 201
    assert writer.send("PUT", graph, body, {"Content-Type": media}).status == 204
    answer = writer.send("GET", graph, headers={"Accept": "application/n-triples"})
    assert answer.text == '<http://a/s> <http://a/p> "é" .\n'


def test_putting_replaces_and_posting_adds(writer: Server, graph: str) -> None:
    for method, value, size in (("PUT", 1, 1), ("POST", 2, 2), ("POST", 2, 2), ("PUT", 3, 1)):
        writer.send(method, graph, f"<http://a/s> <http://a/p> {value} .", TURTLE)
        answer = writer.send("GET", graph, headers={"Accept": "application/n-triples"})
        assert answer.text.count("\n") == size


def test_blank_nodes_of_two_documents_are_two(writer: Server, graph: str) -> None:
    for _ in range(2):
        writer.send("POST", graph, "_:b <http://a/p> 1 .", TURTLE)
    assert (
        writer.send("GET", graph, headers={"Accept": "application/n-triples"}).text.count("_:") == 2
    )


def test_an_empty_graph_is_there(writer: Server, graph: str) -> None:
    assert writer.send("GET", graph).status == 404
    assert writer.send("PUT", graph, "", TURTLE).status == 201
    assert (writer.send("GET", graph).status, writer.send("DELETE", graph).status) == (200, 204)
    assert (writer.send("GET", graph).status, writer.send("DELETE", graph).status) == (404, 404)


def test_what_cannot_be_read_changes_nothing(writer: Server, graph: str) -> None:
    writer.send("PUT", graph, TRIPLE, TURTLE)
    broken = writer.send("PUT", graph, "<http://a/s> <http://a/p> 1 .\n<http://a/s> ;", TURTLE)
    assert (broken.status, "line 2" in broken.text) == (400, True)
    named = writer.send(
        "PUT", graph, f"<http://a/g> {{ {TRIPLE} }}", {"Content-Type": "application/trig"}
    )
    assert (named.status, "Named graphs" in named.text) == (400, True)
    assert writer.send("GET", graph).text.count("é") == 1


def test_the_address_itself_names_a_graph(writer: Server) -> None:
    path = "/graphs/d%C3%A9p%C3%AAche/1"
    assert writer.send("PUT", path, "<> <http://a/p> 1 .", TURTLE).status == 201
    iri = f"http://127.0.0.1:{writer.port}{path}"
    found = writer.ask(f"SELECT ?s {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
    assert found.rows() == [{"s": iri}]
    assert writer.send("GET", f"/graphs?graph={iri.replace('%', '%25')}").status == 200
    assert writer.send("DELETE", path).status == 204


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "told"),
    [
        ("PUT", "/graphs", TURTLE, 400, "which graph"),
        ("DELETE", "/graphs", {}, 400, "which graph"),
        ("PUT", "/graphs?graph=http://a/&default", TURTLE, 400, "name one graph"),
        ("PUT", "/graphs/x?default", TURTLE, 400, "name one graph"),
        ("PUT", "/graphs?graph=relative", TURTLE, 400, "no graph's IRI"),
        ("PUT", "/graphs?graph=", TURTLE, 400, "empty"),
        ("PUT", "/graphs?graph=http://a/&graph=http://b/", TURTLE, 400, "2 times"),
        ("PUT", "/graphs?graph=http://a/", {}, 415, "Content-Type"),
        ("PUT", "/graphs?graph=http://a/", {"Content-Type": "text/html"}, 415, "text/html"),
        ("POST", "/graphs?default", {"Content-Type": "multipart/form-data"}, 400, "boundary"),
        ("PATCH", "/graphs?default", TURTLE, 405, "Allow"),
        ("GET", "/graphs?default", {"Accept": "image/png"}, 406, "text/turtle"),
    ],
)
def test_wrong_requests_are_told_what_is_wrong(
    writer: Server, method: str, path: str, headers: dict[str, str], status: int, told: str
) -> None:
    answer = writer.send(method, path, TRIPLE if method != "GET" else "", headers)
    assert (answer.status, told in answer.text) == (status, True), answer.text


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_server_that_only_reads_changes_no_graph(reader: Server, method: str) -> None:
    answer = reader.send(method, f"/graphs?graph={names()[0]}", TRIPLE, TURTLE)
    assert (answer.status, "--writable" in answer.text) == (403, True)
    assert reader.send("GET", f"/graphs?graph={names()[0]}").status == 200


def test_a_store_that_is_not_there_is_made_to_be_written_to(tmp_path: Path) -> None:
    with served(tmp_path / "new", "--writable", "--workers", 1) as server:
        assert server.send("PUT", "/graphs?default", TRIPLE, TURTLE).status == 204
        assert server.ask("ASK { ?s ?p 'é' }").body == b'{"head":{},"boolean":true}'

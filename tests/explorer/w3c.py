"""The W3C's tests of SPARQL's protocols, read from their manifests.

A test is a connection with requests to be sent in turn, each with what must come back:
in the vocabulary ``ht:``, or as text in a comment (``http-rdf-update``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from quality.gold import data_folder
from rdflib import RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

FOLDER = data_folder() / "w3c"
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Expected:
    statuses: tuple[str, ...]  # "204", or a class as "2xx"
    boolean: bool | None = None
    format: str | None = None
    media: str | None = None
    body: str | None = None
    location: str | None = None

    def allows(self, status: int) -> bool:
        return any(re.fullmatch(text.replace("x", r"\d"), str(status)) for text in self.statuses)


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    steps: tuple[tuple[Request, Expected], ...]
    data: Mapping[str, Path]  # graph to the file that it holds


@cache
def manifest(name: str) -> Graph:
    """Return a manifest; skip the test where there is none."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"{path} is not there: POLYBIUS_DATA says where the W3C's tests are")
    return Graph().parse(path, format="turtle")


def entries(graph: Graph) -> list[Node]:
    return [
        entry for items in graph.objects(None, MF.entries) for entry in Collection(graph, items)
    ]


def read_cases(name: str) -> Iterator[Case]:
    """Yield the tests of a manifest that has its requests in the vocabulary ``ht:``."""
    graph = manifest(name)
    for entry in entries(graph):
        requests = graph.value(graph.value(entry, MF.action), HT.requests)
        assert requests is not None, entry
        steps = tuple(_step(graph, request) for request in Collection(graph, requests))
        data = {
            str(graph.value(item, RDFS.label)): Path(URIRef(str(graph.value(item, UT.graph)))[7:])
            for item in graph.objects(entry, UT.graphData)
        }
        yield Case(str(entry).rpartition("#")[2], steps, data)


def _step(graph: Graph, node: Node) -> tuple[Request, Expected]:
    response = graph.value(node, HT.resp)
    assert response is not None
    request = Request(
        str(graph.value(node, HT.methodName)),
        str(graph.value(node, HT.absolutePath)),
        _headers(graph, node),
        _body(graph, node).encode(_encoding(graph, node)),
    )
    boolean, location = (
        graph.value(response, MF[name]) for name in ("expectedBoolean", "expectedLocation")
    )
    form = graph.value(response, MF.expectedFormat)
    return request, Expected(
        tuple(_status(str(status)) for status in graph.objects(response, MF.expectedStatus)),
        boolean=None if boolean is None else bool(boolean.toPython()),  # type: ignore[attr-defined]
        format=None if form is None else str(form),
        media=_headers(graph, response).get("content-type"),
        body=_body(graph, response) or None,
        location=None if location is None else str(location),
    )


def _status(iri: str) -> str:
    name = iri.rpartition("#")[2]
    return name.removeprefix("StatusCode") if "xx" in name else str(STATUSES[name])


def _headers(graph: Graph, node: Node) -> dict[str, str]:
    found = graph.value(node, HT.headers)
    return {
        str(graph.value(header, HT.fieldName)): str(graph.value(header, HT.fieldValue))
        for header in (Collection(graph, found) if found else ())
    }


def _body(graph: Graph, node: Node) -> str:
    body = graph.value(node, HT.body)
    return "" if body is None else str(graph.value(body, CNT.chars))


def _encoding(graph: Graph, node: Node) -> str:
    body = graph.value(node, HT.body)
    return "utf-8" if body is None else str(graph.value(body, CNT.characterEncoding))


def read_told_cases() -> list[tuple[str, Request, Expected]]:
    """Return the tests of the manifest that tells its requests as text, in their order."""
    graph = manifest("http-rdf-update/manifest.ttl")
    return [
        (str(entry).rpartition("#")[2], *_told(_comment(graph, entry))) for entry in entries(graph)
    ]


def _comment(graph: Graph, entry: Node) -> str:
    (text,) = (str(c) for c in graph.objects(entry, RDFS.comment) if "#### Request" in str(c))
    return text


def _told(text: str) -> tuple[Request, Expected]:
    asked, _, answered = text.partition("#### Response")
    lines = [line.removeprefix("    ") for line in asked.partition("#### Request")[2].splitlines()]
    first, headers, body = _message("\n".join(lines).strip())
    method, path = first.split()[:2]
    answer = "\n".join(line.removeprefix("    ") for line in answered.splitlines()).strip()
    status, given, content = _message(answer)
    expected = Expected(
        (status.split()[0],),
        media=given.get("content-type"),
        body=content or None,
        location=given.get("location"),
    )
    headers.pop("host")
    if headers.get("content-type", "").startswith("multipart/"):
        body = body.replace("\n", "\r\n")
    return Request(method, path, headers, body.encode()), expected


def _message(text: str) -> tuple[str, dict[str, str], str]:
    head, _, body = text.partition("\n\n")
    first, *rest = head.splitlines()
    headers = dict(line.split(": ", 1) for line in rest)
    return first, {name.lower(): value for name, value in headers.items()}, body

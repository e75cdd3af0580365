"""What a store is said to hold."""

from __future__ import annotations

import pytest
from fixed_graph import load_store
from rdflib import RDF, Graph, Namespace
from serving import Server

from polybius.ontology import terms

VOID = Namespace("http://rdfs.org/ns/void#")


def test_the_figures_are_those_of_the_store(reader: Server) -> None:
    answer = reader.send("GET", "/.well-known/void")
    assert (answer.status, answer.media) == (200, "text/turtle")
    graph = Graph().parse(data=answer.text, format="turtle")
    (data,) = graph.subjects(RDF.type, VOID.Dataset)
    assert str(graph.value(data, VOID.sparqlEndpoint)) == reader.url
    assert int(str(graph.value(data, VOID.triples))) == len(load_store())
    parts = {
        str(graph.value(part, VOID["class"])): int(str(graph.value(part, VOID.entities)))
        for part in graph.objects(data, VOID.classPartition)
    }
    found = reader.ask(
        "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class"
    ).rows()
    assert parts == {row["class"]: int(row["n"]) for row in found}
    assert int(str(graph.value(data, VOID.documents))) == parts[terms.Article]
    assert int(str(graph.value(data, VOID.classes))) == len(parts)


@pytest.mark.parametrize("media", ["application/n-triples", "application/rdf+xml"])
def test_they_come_in_other_formats(reader: Server, media: str) -> None:
    answer = reader.send("GET", "/.well-known/void", headers={"Accept": media})
    assert answer.media == media
    assert len(Graph().parse(data=answer.text, format=media)) > 10

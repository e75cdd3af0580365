"""What is particular to a make of server is put right in one place."""

import pyoxigraph as ox
import pytest

from polybius.queries.answer import Answer
from polybius.queries.dialects import DIALECTS, STANDARD, recognise, tidy

FUSEKI, OXIGRAPH, VIRTUOSO = (DIALECTS[name] for name in ("fuseki", "oxigraph", "virtuoso"))
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"server": "Oxigraph/0.5.13"}, "oxigraph"),
        ({"Fuseki-Request-Id": "7"}, "fuseki"),
        ({"Server": "Virtuoso/07.20.3229 (Linux)"}, "virtuoso"),
        ({"Server": "nginx"}, "standard"),
        ({}, "standard"),
    ],
)
def test_a_server_is_known_by_its_headers(headers: dict[str, str], name: str) -> None:
    assert recognise(headers).name == name


def test_the_longest_answer_is_what_the_server_says() -> None:
    told = recognise({"Server": "Virtuoso/7", "X-SPARQL-MaxRows": "2"})
    rows = ((ox.Literal(1),), (ox.Literal(2),))
    assert tidy(Answer("rows", ("x",), rows), told).is_cut
    assert not tidy(Answer("rows", ("x",), rows[:1]), told).is_cut
    assert not tidy(Answer("rows", ("x",), rows), STANDARD).is_cut


@pytest.mark.parametrize(
    ("dialect", "url", "update", "store"),
    [
        (OXIGRAPH, "http://h/query", "http://h/update", "http://h/store"),
        (FUSEKI, "http://h/a/sparql", "http://h/a/update", "http://h/a/data"),
        (FUSEKI, "http://h/a", "http://h/a", "http://h/a"),
        (VIRTUOSO, "http://h/sparql", "http://h/sparql-auth", "http://h/sparql-graph-crud-auth"),
        (STANDARD, "http://h/query", "http://h/query", "http://h/query"),
    ],
)
def test_where_changes_go(dialect: object, url: str, update: str, store: str) -> None:
    assert dialect.address(url, "update") == update  # type: ignore[attr-defined]
    assert dialect.address(url, "graph_store") == store  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "is_sent"),
    [
        ("SELECT * { ?s ?p ?o }", True),
        ("# GRAPH\nSELECT ?from { ?graph :graph 'FROM' ; <http://x/GRAPH> ?from }", True),
        ("PREFIX from: <urn:x:> ASK { ?s from:y ?o }", True),
        ("SELECT * { graph ?g { ?s ?p ?o } }", False),
        ("SELECT * FROM <urn:x:g> { ?s ?p ?o }", False),
    ],
)
def test_fuseki_is_asked_for_one_graph_unless_graphs_are_named(text: str, is_sent: bool) -> None:
    assert bool(FUSEKI.parameters(text)) == is_sent
    assert OXIGRAPH.parameters(text) == OXIGRAPH.union


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("FILTER(!BOUND(?to) || ?x <= ?to)", "FILTER( ?x <= ?to)"),
        ("FILTER(!BOUND(?from) || ?x >= ?from) ?a", " ?a"),
        ("FILTER ( ! BOUND( ?from )\n|| (?x || ?y) ) ?a", "\n ?a"),
        ("FILTER(\n!BOUND(?to)\n|| ?x\n|| ?y)", "\n\nFILTER( ?x\n|| ?y)"),
        (
            "FILTER(!BOUND(?to) || EXISTS { ?s ?p ')' } || ?x)",
            "FILTER( EXISTS { ?s ?p ')' } || ?x)",
        ),
        ("FILTER(!BOUND(?other) || ?x)", "FILTER(!BOUND(?other) || ?x)"),
        ("# FILTER(!BOUND(?to) || ?x)", "# FILTER(!BOUND(?to) || ?x)"),
        ("FILTER(?x = '!BOUND(?to) || ')", "FILTER(?x = '!BOUND(?to) || ')"),
        ("FILTER((!BOUND(?to) || ?x) && ?y)", "FILTER((!BOUND(?to) || ?x) && ?y)"),
        ("FILTER(!BOUND(?to) || ?x", "FILTER(!BOUND(?to) || ?x"),
    ],
)
def test_filters_on_parameters_are_decided_for_virtuoso(text: str, folded: str) -> None:
    written = VIRTUOSO.write(text, {"to"}, {"to", "from"})
    assert written == folded
    assert written.count("\n") == text.count("\n")
    assert FUSEKI.write(text, {"to"}, {"to", "from"}) == text


@pytest.mark.parametrize(
    ("value", "datatype", "read"),
    [
        ("39.0e0", "double", "39"),
        ("46.2E0", "double", "46.2"),
        ("1.50", "decimal", "1.5"),
        ("0.0", "decimal", "0"),
        ("1", "boolean", "true"),
        ("INF", "double", "INF"),
        ("many", "double", "many"),
        ("007", "token", "007"),
    ],
)
def test_numbers_are_read_as_oxigraph_writes_them(value: str, datatype: str, read: str) -> None:
    literal = ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))
    (row,) = tidy(Answer("rows", ("x",), ((literal,),)), STANDARD).rows
    assert row == (ox.Literal(read, datatype=ox.NamedNode(XSD + datatype)),)


def test_virtuoso_says_nothing_with_an_empty_text_and_yes_with_a_row() -> None:
    empty = Answer("rows", ("x",), ((ox.Literal(""),),))
    assert tidy(empty, VIRTUOSO).rows == ((None,),)
    assert tidy(empty, STANDARD).rows == empty.rows
    yes = Answer("rows", ("__ASK_RETVAL",), ((ox.Literal(1),),))
    assert tidy(yes, VIRTUOSO) == Answer("boolean", ("answer",), ((ox.Literal(True),),))

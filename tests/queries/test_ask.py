"""One contract for all stores: the embedded one, and servers of several makes on loopback."""

import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph as ox
import pytest
from fixed_graph import ID, load_store, read_expected, readable
from listening import Quiet, listening
from servers import NAMES, Server
from test_binding import HOSTILE

from polybius.queries.answer import Answer
from polybius.queries.ask import ask, ask_endpoint
from polybius.queries.catalogue import Question, catalogue, parse_question
from polybius.queries.errors import (
    AmbiguousNameError,
    EndpointError,
    ParameterError,
    QuestionError,
    RefusedError,
    TimeLimitError,
    UnknownNameError,
)

Ask = Callable[..., Answer]
PB = "PREFIX pb: <https://w3id.org/polybius#>"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return load_store()


@pytest.fixture(params=["embedded", *NAMES])
def put(request: pytest.FixtureRequest, store: ox.Store, server: Callable[..., Server]) -> Ask:
    """Ask one store or another: put(question, parameters, …)."""
    if request.param == "embedded":
        return lambda *args, **options: ask(store, *args, **options)
    url = server(request.param).query
    return lambda *args, **options: ask_endpoint(url, *args, **options)


# What a server leaves out: these have no GeoSPARQL, and find what is near without it.
LEFT_OUT = {
    ("fuseki", "events_near"): "kilometres_away",
    ("virtuoso", "events_near"): "kilometres_away",
}


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_store_finds_the_expected_rows(
    request: pytest.FixtureRequest, put: Ask, name: str
) -> None:
    left_out = LEFT_OUT.get((request.node.callspec.params["put"], name))
    expected = read_expected(name)
    for case in expected["cases"]:
        rows = [
            [
                None if variable == left_out else value
                for variable, value in zip(expected["variables"], row, strict=True)
            ]
            for row in case["rows"]
        ]
        answer = put(catalogue()[name], case["parameters"])
        assert (answer.kind, list(answer.variables)) == ("rows", expected["variables"])
        assert readable(answer) == rows, case["parameters"]


def test_every_store_gives_the_same_terms(put: Ask, store: ox.Store) -> None:
    question = parse_question(
        'SELECT * { VALUES ?x { "a" "a"@en-gb 1 1.50 2e0 true <urn:x:y> UNDEF'
        ' "2017-12-27"^^<http://www.w3.org/2001/XMLSchema#date> "\\u0000\\t\\n" } }'
    )
    rows = ask(store, question, {}).rows
    assert len(rows) == 10
    assert put(question, {}).rows == rows


def test_what_the_general_said_is_not_mixed_with_what_comments_say_he_said(put: Ask) -> None:
    answer = put(catalogue()["what_said"], {"actor": "Valery Gerasimov"})
    said = [row[answer.variables.index("said")] for row in answer.rows]
    assert ox.Literal("They are drilled, … at the base in Tanf.") in said
    assert {row[answer.variables.index("voice")] for row in answer.rows} == {ox.Literal("article")}
    assert ox.Literal("all is lost") not in said
    both = put(catalogue()["what_said"], {"actor": "Valery Gerasimov", "voices": "all"})
    assert len(both.rows) == len(answer.rows) + 2


def test_ask_construct_and_describe(put: Ask) -> None:
    answer = put(parse_question(f"{PB} ASK {{ ?claim a pb:Claim }}"), {})
    assert (answer.kind, answer.rows) == ("boolean", ((ox.Literal(True),),))
    question = parse_question(
        f"{PB} CONSTRUCT {{ ?e pb:actor ?a }} WHERE {{ ?e pb:actor ?a ; pb:place ?p }}"
    )
    answer = put(question, {})
    assert (answer.kind, answer.variables) == ("triples", ("subject", "predicate", "object"))
    assert len(set(answer.rows)) == 9
    answer = put(parse_question(f"DESCRIBE <{ID}claim/1>"), {})
    assert answer.kind == "triples"
    assert len(set(answer.rows)) > 10


def test_all_graphs_are_one_and_each_can_be_named(put: Ask) -> None:
    claim = f"<{ID}claim/1>"
    together = f"# GRAPH\n{PB} ASK {{ ?from pb:assertedBy {claim} ; a ?type }}"
    assert put(parse_question(together), {}).rows == ((ox.Literal(True),),)
    apart = f"{PB} SELECT DISTINCT ?g {{ GRAPH ?g {{ {claim} a pb:Claim }} }}"
    assert put(parse_question(apart), {}).rows == ((ox.NamedNode(f"{ID}document/1"),),)


# U+0000 is no character to Virtuoso.
@pytest.mark.parametrize("value", [value for value in HOSTILE if "\0" not in value])
def test_a_hostile_value_stays_one_literal_in_every_store(put: Ask, value: str) -> None:
    text = "#+ params: [{name: given}]\nSELECT ?given (STRLEN(?given) AS ?n) {\n#! values\n}"
    answer = put(parse_question(text), {"given": value})
    assert answer.rows == ((ox.Literal(value), ox.Literal(len(value))),)


def test_a_limit_cuts_and_says_so(put: Ask) -> None:
    question = catalogue()["what_said"]
    cut = put(question, {"actor": "Gerasimov"}, limit=2)
    whole = put(question, {"actor": "Gerasimov"}, limit=4)
    assert (len(cut.rows), cut.is_cut) == (2, True)
    assert (len(whole.rows), whole.is_cut) == (4, False)
    triples = put(parse_question("CONSTRUCT WHERE { ?s ?p ?o }"), {}, limit=3)
    assert (len(triples.rows), triples.is_cut) == (3, True)


@pytest.mark.parametrize(
    ("parameters", "error", "message"),
    [
        ({}, ParameterError, "needs actor: a name, an alias or an IRI"),
        ({"actor": "Russia", "x": "y"}, ParameterError, "it takes: actor, about, voices"),
        ({"actor": "Russia", "voices": "mine"}, ParameterError, "allowed are article, comment"),
        ({"actor": "Gerasimoff"}, UnknownNameError, "did you mean: Gerasimov"),
        ({"actor": "Defence Ministry"}, AmbiguousNameError, "fits 2 entities"),
        ({"actor": 'x" } SERVICE <http://127.0.0.1:9/> { #'}, UnknownNameError, "no actor called"),
    ],
)
def test_wrong_parameters_are_clear_errors(
    put: Ask, parameters: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        put(catalogue()["what_said"], parameters)


@pytest.mark.parametrize(
    ("text", "place", "shown", "caret"),
    [
        ("SELECT ?s\nWHERE {\n  ?s ?p ?o ,, ?x }", "line 3, column 12", "  ?s ?p ?o ,, ?x }", 12),
        ("SELEC ?s { }", "line 1, column 1", "SELEC ?s { }", 1),
        ("SELECT * { FILTER }\x1b", "line 1, column 12", "SELECT * { FILTER } ", 12),
        ("ASK", "line 1, column 4", "ASK", 4),
        ("#" + "x" * 200 + "\nASK { " + " " * 200 + ",", "line 2, column 207", None, 70),
    ],
)
def test_broken_sparql_is_shown_with_a_caret(
    put: Ask, text: str, place: str, shown: str | None, caret: int
) -> None:
    with pytest.raises(QuestionError) as caught:
        put(parse_question(text, "mine", "mine.rq"), {})
    first, line, pointer = str(caught.value).split("\n")
    assert first.startswith(f"mine.rq, {place}: broken SPARQL: ")
    assert pointer == " " * (caret - 1) + "^"
    assert shown is None or line == shown


def test_what_no_grammar_forbids_is_explained_too(put: Ask) -> None:
    with pytest.raises(QuestionError, match="Unknown namespace prefix : x"):
        put(parse_question("SELECT ?s { ?s x:y ?o }"), {})
    with pytest.raises(QuestionError, match="broken SPARQL"):
        put(parse_question("SELECT ?x { ?s ?p ?o } GROUP BY ?s"), {})


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:x:a> <urn:x:b> 1 }",
        "# harmless\nPREFIX e: <http://e.org/> BASE <http://e.org/#> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/x>",
        "drop all",
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER(" + "!" * 20_000 + "1) }",
    ],
)
def test_updates_and_service_are_refused(put: Ask, store: ox.Store, text: str) -> None:
    before = len(store)
    with pytest.raises(RefusedError, match="query"):
        put(parse_question(text), {})
    assert len(store) == before


def test_an_update_in_disguise_changes_nothing(put: Ask, store: ox.Store) -> None:
    before = put(parse_question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), {}).rows
    with pytest.raises((QuestionError, EndpointError)):
        put(parse_question("PREFIX e:<urn:x:> ; CLEAR ALL"), {})
    assert put(parse_question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), {}).rows == before


def test_time_runs_out(store: ox.Store) -> None:
    many = " ".join(str(number) for number in range(5000))
    endless = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {many} }} VALUES ?b {{ {many} }} }}"
    start = time.perf_counter()
    with pytest.raises(TimeLimitError, match=r"no answer within 0\.1 seconds"):
        ask(store, parse_question(endless), {}, timeout=0.1)
    assert time.perf_counter() - start < 1
    assert ask(store, parse_question("ASK {}"), {}, timeout=30).kind == "boolean"
    with pytest.raises(QuestionError):
        ask(store, parse_question("ASK"), {}, timeout=30)


class Strange(Quiet, BaseHTTPRequestHandler):
    """A server that is no SPARQL endpoint: it answers as its path says."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, content_type, body = {
            "/page": (200, "text/html", b"<html>"),
            "/broken": (200, "application/sparql-results+json", b'{"head": {"vars": ["x"]}, '),
            "/nonsense": (200, "application/n-triples", b"what\n"),
            "/error": (500, "text/plain", b"out of order"),
            "/denied": (401, "text/plain", b"who are you"),
        }[self.path]
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def strange() -> Iterator[str]:
    with listening(HTTPServer(("127.0.0.1", 0), Strange)) as url:
        yield url


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/page", "answered with 'text/html'; is it a SPARQL endpoint"),
        ("/broken", "its answer cannot be read"),
        ("/nonsense", "its answer cannot be read"),
        ("/error", "did not answer"),
        ("/denied", "did not answer"),
    ],
)
def test_what_is_no_endpoint_is_a_clear_error(strange: str, path: str, message: str) -> None:
    with pytest.raises(EndpointError, match=message):
        ask_endpoint(strange + path, parse_question("ASK {}"), {})


@pytest.mark.parametrize("url", ["file:///etc/hostname", "x", "", "ftp://127.0.0.1/", "//h/x"])
def test_only_http_addresses_are_asked(url: str) -> None:
    with pytest.raises(EndpointError, match="http or https"):
        ask_endpoint(url, parse_question("ASK {}"), {})


def test_nobody_there_is_a_clear_error() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/query"
        with pytest.raises(EndpointError, match="cannot be reached"):
            ask_endpoint(url, parse_question("ASK {}"), {}, timeout=5)


def test_a_question_is_a_value() -> None:
    assert catalogue()["what_said"] == catalogue()["what_said"]
    assert isinstance(hash(catalogue()["what_said"]), int)
    assert isinstance(catalogue()["what_said"], Question)

"""Actors and places are linked where it is clear, by an endpoint that is asked politely."""

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from conftest import Run
from graph_findings import URL, findings_at
from listening import Quiet
from running import fill_store
from servers import Server

from polybius.checking import check
from polybius.graphs.quads import to_quads
from polybius.graphs.store import StoreError, open_store, replace_document
from polybius.linking import link, score
from polybius.ontology import terms
from polybius.queries.candidates import Candidate, Unlinked
from polybius.queries.endpoint import Endpoint
from polybius.queries.errors import EndpointError
from polybius.queries.pace import Pace
from polybius.removing import remove

SAMPLE = Path(__file__).parent / "wikidata_sample.ttl"
WD = "http://www.wikidata.org/entity/"
LINKS = ox.NamedNode("https://w3id.org/polybius/id/graph/links")
EXACT_MATCH = ox.NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLYBIUS_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def wikidata(server: Callable[..., Server]) -> str:
    found = server("oxigraph", "wikidata")
    sample = ox.parse(path=SAMPLE, format=ox.RdfFormat.TURTLE)
    Endpoint(found.update).update(f"INSERT DATA {{ {' . '.join(str(q.triple) for q in sample)} }}")
    return found.query


def quick() -> Pace:
    return Pace(sleep=lambda seconds: None)


def linked(store: Path) -> dict[str, str]:
    """Return what is linked: our name to the item's number."""
    found = open_store(store, read_only=True)
    matches = found.quads_for_pattern(None, EXACT_MATCH, None, LINKS)
    return {
        next(found.quads_for_pattern(quad.subject, LABEL, None)).object.value: (
            quad.object.value.removeprefix(WD)
        )
        for quad in matches
    }


def candidates(store: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the candidates: our name and the item's number to the score and what was compared."""
    found = open_store(store, read_only=True)
    names = ("candidateFor", "candidateEntity", "score")
    terms_of = [ox.NamedNode(terms.PB + name) for name in names]
    terms_of.append(ox.NamedNode("http://purl.org/dc/terms/description"))
    rows = {}
    for quad in found.quads_for_pattern(None, None, ox.NamedNode(terms.Candidate), LINKS):
        entity, item, fit, compared = (
            next(found.quads_for_pattern(quad.subject, name, None, LINKS)).object
            for name in terms_of
        )
        name = next(found.quads_for_pattern(entity, LABEL, None)).object.value
        rows[name, item.value.removeprefix(WD)] = (fit.value, compared.value)
    return rows


def test_what_is_clear_is_linked_and_the_rest_are_candidates(
    own_store: Path, wikidata: str
) -> None:
    report = link(own_store, wikidata, pace=quick())
    assert linked(own_store) == {"Russia": "Q9001", "Turkey": "Q9003", "Idlib": "Q9006"}
    assert candidates(own_store) == {
        ("Russia", "Q9001"): ("1", "label, type, country"),
        ("Turkey", "Q9002"): ("0.6", "label"),
        ("Turkey", "Q9003"): ("0.9", "alias, type, country"),
        ("Idlib", "Q9004"): ("0.75", "label, kind of type"),
        ("Idlib", "Q9006"): ("0.85", "label, type"),
        ("Ivan Petrov", "Q9007"): ("0.85", "label, type"),
        ("Ivan Petrov", "Q9008"): ("0.85", "label, type"),
        ("United States", "Q9010"): ("0.55", "label, type, another country"),
    }
    assert (report.entities, report.with_candidates, report.linked) == (6, 5, 3)


def test_the_graph_stays_sound_and_the_same_but_for_the_record(
    own_store: Path, wikidata: str
) -> None:
    builds = ox.NamedNode("https://w3id.org/polybius/id/graph/builds")
    link(own_store, wikidata, pace=quick())
    first = {q for q in open_store(own_store, read_only=True) if q.graph_name != builds}
    report = check(own_store)
    assert [problem for problem in report.problems if problem.severity == "violation"] == []
    link(own_store, wikidata, pace=quick(), refresh=True)
    second = set(open_store(own_store, read_only=True))
    assert {quad for quad in second if quad.graph_name != builds} == first
    settings = {q.object.value for q in second if q.predicate.value == terms.settings}
    told = {"command": "link", "endpoint": wikidata, "threshold": 0.8}
    assert [json.loads(text) for text in settings] == [told]


def guessed_but_not_mentioned(store: Path) -> set[object]:
    found = open_store(store, read_only=True)
    guesses = found.quads_for_pattern(None, ox.NamedNode(terms.candidateFor), None, LINKS)
    matches = found.quads_for_pattern(None, EXACT_MATCH, None, LINKS)
    entities = {quad.object for quad in guesses} | {quad.subject for quad in matches}
    assert entities
    mentions = found.quads_for_pattern(None, ox.NamedNode(terms.mentions), None)
    return entities - {quad.object for quad in mentions}


def test_guesses_go_with_the_last_document_that_mentions_an_entity(
    tmp_path: Path, wikidata: str
) -> None:
    store = fill_store(tmp_path / "store", findings_at(), findings_at(URL + "-2"))
    link(store, wikidata, pace=quick())
    before = linked(store)
    remove(store, findings_at(URL + "-2").iri)
    assert linked(store) == before
    assert guessed_but_not_mentioned(store) == set()
    problems = check(store).problems
    assert [problem for problem in problems if problem.severity == "violation"] == []
    remove(store, findings_at().iri)
    assert not list(open_store(store, read_only=True).quads_for_pattern(None, None, None, LINKS))


def test_guesses_go_with_a_mention_that_a_new_build_does_not_find(
    own_store: Path, wikidata: str
) -> None:
    link(own_store, wikidata, pace=quick())
    turkey = ox.NamedNode("https://w3id.org/polybius/id/entity/country-TUR")
    database = open_store(own_store)
    quads = [quad for quad in to_quads(findings_at()) if quad.object != turkey]
    assert replace_document(database, findings_at().iri, quads)
    assert not replace_document(database, findings_at().iri, quads)
    del database
    assert linked(own_store) == {"Russia": "Q9001", "Idlib": "Q9006"}
    assert guessed_but_not_mentioned(own_store) == set()


def test_a_higher_threshold_links_less_and_what_was_linked_before_is_judged_anew(
    own_store: Path, wikidata: str
) -> None:
    link(own_store, wikidata, pace=quick())
    assert link(own_store, wikidata, pace=quick(), threshold=0.95).entities == 6
    assert linked(own_store) == {"Russia": "Q9001"}


def test_what_is_linked_by_hand_is_not_looked_up(own_store: Path, wikidata: str) -> None:
    russia = ox.NamedNode("https://w3id.org/polybius/id/entity/country-RUS")
    store = ox.Store(str(own_store))
    store.add(ox.Quad(russia, EXACT_MATCH, ox.NamedNode(f"{WD}Q1"), ox.NamedNode("urn:x:mine")))
    del store
    assert link(own_store, wikidata, pace=quick()).entities == 5
    assert "Russia" not in linked(own_store)


PERSON = Unlinked("urn:x:p", "P", ("Person",), ("RUS",))


@pytest.mark.parametrize(
    ("candidate", "fit"),
    [
        (Candidate("i", True, ("Person",), ("RUS",)), 1.0),
        (Candidate("i", True, ("Person", "Organization"), ("USA", "RUS")), 1.0),
        (Candidate("i", False, ("Person",), ()), 0.75),
        (Candidate("i", True, (), ()), 0.6),
        (Candidate("i", True, ("Person",), ("USA",)), 0.55),
        (Candidate("i", True, ("Settlement",), ("RUS",)), 0.0),
        (Candidate("i", True, ("Organization",), ("RUS",)), 0.0),
    ],
)
def test_scores(candidate: Candidate, fit: float) -> None:
    assert score(PERSON, candidate)[0] == fit


def rows(*found: tuple[str, str], columns: str = "text item property type country") -> bytes:
    label = {"type": "uri", "value": LABEL.value}
    bindings = [
        {
            "text": {"type": "literal", "value": name, "xml:lang": "en"},
            "item": {"type": "uri", "value": item},
            "property": label,
        }
        for name, item in found
    ]
    return json.dumps(
        {"head": {"vars": columns.split()}, "results": {"bindings": bindings}}
    ).encode()


NOTHING = (200, {}, rows())


class Moody(ThreadingHTTPServer):
    """A server that gives the answers it was given, one after another, and then nothing found."""

    def __init__(self, *answers: tuple[int, dict[str, str], bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = list(answers)
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.delay = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"


class Handler(Quiet, BaseHTTPRequestHandler):
    server: Moody

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.asked.append(parse_qs(self.rfile.read(length).decode())["query"][0])
        self.server.agents.add(self.headers["User-Agent"])
        time.sleep(self.server.delay)
        status, headers, body = self.server.answers.pop(0) if self.server.answers else NOTHING
        self.send_response(status)
        for name, value in {"Content-Type": "application/sparql-results+json", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def moody(listen: Callable[[Moody], Moody]) -> Callable[..., Moody]:
    return lambda *answers: listen(Moody(*answers))


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))

    def now(self) -> float:
        return sum(self.slept)

    def pace(self, tries: int = 5) -> Pace:
        return Pace(tries=tries, sleep=self.sleep, clock=self.now)


def test_a_busy_server_is_left_alone_for_as_long_as_it_says(
    own_store: Path, moody: Callable[..., Moody]
) -> None:
    server, clock = moody((429, {"Retry-After": "7"}, b""), (503, {}, b""), (500, {}, b"")), Clock()
    link(own_store, server.url, pace=clock.pace())
    assert len(server.asked) == 4
    assert clock.slept == [7.0, 4.0, 8.0]
    assert all(agent.startswith("polybius/") for agent in server.agents)


def test_requests_are_batched_by_values_and_kept_apart_in_time(
    own_store: Path, moody: Callable[..., Moody], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polybius.queries.candidates._BATCH", 4)
    server, clock = moody(), Clock()
    link(own_store, server.url, pace=clock.pace())
    assert len(server.asked) == 2
    assert 'VALUES ?text { "Idlib"@en "Idlib"@mul "Ivan Petrov"@en' in server.asked[0]
    assert clock.slept == [1.0]


def test_a_server_that_fails_for_good_leaves_the_store_and_keeps_what_it_said(
    own_store: Path, moody: Callable[..., Moody], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polybius.queries.candidates._BATCH", 4)
    before = set(open_store(own_store, read_only=True))
    server, clock = moody(NOTHING, *[(502, {}, b"down")] * 3), Clock()
    with pytest.raises(EndpointError, match="502"):
        link(own_store, server.url, pace=clock.pace(tries=3))
    assert len(server.asked) == 4
    assert set(open_store(own_store, read_only=True)) == before
    link(own_store, server.url, pace=clock.pace())
    assert len(server.asked) == 5, "the first batch came from the cache"
    link(own_store, server.url, pace=clock.pace())
    assert len(server.asked) == 5
    link(own_store, server.url, pace=clock.pace(), refresh=True)
    assert len(server.asked) == 7


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_what_another_try_does_not_mend_is_tried_once(
    own_store: Path, moody: Callable[..., Moody], status: int
) -> None:
    server = moody((status, {}, b"no"))
    with pytest.raises(EndpointError, match=str(status)):
        link(own_store, server.url, pace=Clock().pace())
    assert len(server.asked) == 1


def test_one_who_asks_for_hours_is_left_alone(own_store: Path, moody: Callable[..., Moody]) -> None:
    server, clock = moody((429, {"Retry-After": "86400"}, b"")), Clock()
    with pytest.raises(EndpointError, match="429"):
        link(own_store, server.url, pace=clock.pace())
    assert (len(server.asked), clock.slept) == (1, [])


def test_a_slow_server_is_not_waited_for_without_end(
    own_store: Path, moody: Callable[..., Moody]
) -> None:
    server = moody()
    server.delay = 1.5
    with pytest.raises(ValueError, match="no answer within 1 seconds"):
        link(own_store, server.url, pace=Clock().pace(tries=2), timeout=1)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (rows(("Somebody else", f"{WD}Q1")), "the name 'Somebody else', which was not asked"),
        (rows(("Russia", "http://evil.example/Q1")), "the item 'http://evil.example/Q1'"),
        (rows(columns="a b"), "columns a, b"),
        (b'{"head": {"vars": ["text"', "cannot be read"),
        (b"<html>", "cannot be read"),
    ],
)
def test_a_server_that_lies_is_not_believed(
    own_store: Path, moody: Callable[..., Moody], body: bytes, message: str
) -> None:
    server = moody((200, {}, body))
    with pytest.raises(EndpointError, match=message):
        link(own_store, server.url, pace=Clock().pace())
    assert len(server.asked) == 1
    link(own_store, server.url, pace=quick())
    assert len(server.asked) == 2, "a lie is not cached"


def test_names_are_terms_and_not_text(own_store: Path, moody: Callable[..., Moody]) -> None:
    store = ox.Store(str(own_store))
    graph = ox.NamedNode("urn:x:g")
    node = ox.NamedNode("https://w3id.org/polybius/id/entity/x")
    hostile = '" } DROP ALL # \\'
    for subject, name, value in (
        (node, LABEL, ox.Literal(hostile)),
        (
            node,
            ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            ox.NamedNode(terms.Person),
        ),
        (graph, ox.NamedNode(terms.mentions), node),
        (graph, ox.NamedNode(terms.mentionKind), ox.Literal("name")),
    ):
        store.add(ox.Quad(subject, name, value, graph))
    del store
    server = moody()
    link(own_store, server.url, pace=quick())
    assert str(ox.Literal(hostile, language="en")) in server.asked[0]


def test_credentials_of_the_environment_are_not_for_a_public_endpoint(
    own_store: Path, moody: Callable[..., Moody], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLYBIUS_ENDPOINT_USER", "me")
    monkeypatch.setenv("POLYBIUS_ENDPOINT_PASSWORD", "secret")
    server = moody((401, {"WWW-Authenticate": 'Basic realm="x"'}, b""))
    with pytest.raises(EndpointError, match="401"):
        link(own_store, server.url, pace=quick())
    assert len(server.asked) == 1


def test_the_command_links_and_tells(
    polybius: Run, own_store: Path, wikidata: str, tmp_path: Path
) -> None:
    result = polybius("link", "--endpoint", wikidata, "--store", own_store)
    told = "6 actors and places looked up, 5 with candidates, 3 linked"
    assert (result.exit_code, result.stdout) == (0, f"{wikidata}: {told}\n")
    result = polybius("link", "--endpoint", "file:///x", "--store", own_store)
    assert (result.exit_code, "http or https" in result.stderr) == (1, True)
    result = polybius("link", "--endpoint", wikidata, "--store", tmp_path / "none")
    assert "no store here" in result.stderr
    ox.Store(str(tmp_path / "empty"))
    with pytest.raises(StoreError, match="no articles"):
        link(tmp_path / "empty", wikidata, pace=quick())

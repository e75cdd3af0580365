"""What is pushed is there afterwards, whichever server it is, and is not sent twice."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import Run
from graph_findings import URL, findings_at
from running import fill_store
from servers import NAMES, Server

from polybius.graphs.store import StoreError, open_store
from polybius.loading import load
from polybius.pushing import push
from polybius.queries.ask import ask_endpoint
from polybius.queries.catalogue import parse_question
from polybius.queries.endpoint import PASSWORD, USER, Endpoint
from polybius.queries.errors import EndpointError
from polybius.queries.remote import Graphs, RemoteStore
from polybius.removing import remove

HOSTILE = r"""
<urn:x:g> {
  <urn:x:a> <urn:x:p> "\" } DROP ALL #", "} } ;\nDROP ALL ;", "\u0000\t\r\n\\", "\U0001F600 …", "",
    "x"@en-GB, 1.50, 39.0e0, 33.123456789e0, true, "007"^^<urn:x:d>, <urn:x:%22>,
    "2017-12-27"^^<http://www.w3.org/2001/XMLSchema#date>,
    "POINT(39.0 35.95)"^^<http://www.opengis.net/ont/geosparql#wktLiteral> .
}
"""


@pytest.fixture(params=NAMES)
def there(
    request: pytest.FixtureRequest, server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> Server:
    """An empty server of each make, and the environment that lets us write to it."""
    found = server(request.param, "push")
    if found.credentials:
        monkeypatch.setenv(USER, found.credentials.user)
        monkeypatch.setenv(PASSWORD, found.credentials.password)
    return found


def graphs(store: Path) -> dict[ox.NamedNode, list[ox.Triple]]:
    found: dict[ox.NamedNode, list[ox.Triple]] = {}
    for quad in open_store(store, read_only=True):
        if isinstance(quad.graph_name, ox.NamedNode):
            found.setdefault(quad.graph_name, []).append(quad.triple)
    return found


def count(server: Server, graph: object) -> int:
    question = parse_question(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    return int(ask_endpoint(server.query, question, {}).rows[0][0].value)


def changed(store: Path, file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    load(store, file)
    return store


def test_what_was_pushed_is_there_and_not_sent_again(there: Server, own_store: Path) -> None:
    ours = graphs(own_store)
    first = push(own_store, there.query)
    assert (first.sent_graphs, first.equal_graphs) == (len(ours), 0)
    assert first.sent_quads == sum(map(len, ours.values()))
    assert {graph: count(there, graph) for graph in ours} == {
        graph: len(triples) for graph, triples in ours.items()
    }
    again = push(own_store, there.query)
    assert (again.sent_graphs, again.equal_graphs) == (0, len(ours))
    assert again.equal_quads == first.sent_quads
    graph = max(ours, key=lambda graph: len(ours[graph]))
    store = ox.Store(str(own_store))
    quad = next(store.quads_for_pattern(None, None, None, graph))
    store.remove(quad)
    store.add(ox.Quad(quad.subject, quad.predicate, ox.Literal("other"), graph))
    del store
    changed_only = push(own_store, there.query)
    assert (changed_only.sent_graphs, changed_only.sent_quads) == (1, len(ours[graph]))
    assert push(own_store, there.query).sent_graphs == 0


def test_any_term_arrives_as_it_is_and_harms_nothing(there: Server, tmp_path: Path) -> None:
    store = changed(tmp_path / "store", tmp_path / "a.trig", HOSTILE)
    kept = ox.NamedNode("urn:x:kept")
    there.put_graph(kept.value, [ox.Triple(kept, kept, kept)])
    assert push(store, there.query).sent_quads == 14
    assert count(there, "<urn:x:g>") == 14
    assert push(store, there.query).sent_quads == 0
    assert count(there, kept) == 1


@pytest.mark.parametrize("way", ["update", "graph store"])
def test_a_large_graph_goes_in_parts_and_a_broken_push_is_gone_on_with(
    there: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    addresses = {"update": there.update} if way == "update" else {"graph_store": there.graph_store}
    lines = " ".join(f"<urn:x:{n % 7}> <urn:x:p> {n} ." for n in range(100))
    few = "".join(f"<urn:{way[0]}:{n}> {{ <urn:x:a> <urn:x:p> {n} }}\n" for n in range(10))
    large = f"<urn:{way[0]}:large>"
    store = changed(tmp_path / "store", tmp_path / "a.trig", f"{few}{large} {{ {lines} }}")
    monkeypatch.setattr("polybius.queries.remote._MOST_SENT", 30)
    monkeypatch.setattr("polybius.queries.remote._MOST_PUT", 30)
    monkeypatch.setattr("polybius.queries.remote._MOST_READ", 30)
    monkeypatch.setattr("polybius.pushing._MOST_GRAPHS", 4)

    def cut_the_wire(remote: RemoteStore, graphs: Graphs) -> None:
        add(remote, graphs) if len(graphs) == 4 else cut(remote, graphs)

    def cut(remote: RemoteStore, graphs: Graphs) -> None:
        """Send less than all of a graph, and then no more."""
        graph, triples = max(graphs.items(), key=lambda item: len(item[1]))
        add(remote, {graph: triples[:40]})
        raise EndpointError("the wire was cut")

    add = RemoteStore.add
    with monkeypatch.context() as patched:
        patched.setattr(RemoteStore, "add", cut_the_wire)
        with pytest.raises(EndpointError, match="the wire was cut"):
            push(store, there.query, **addresses)
    assert count(there, large) == 40
    report = push(store, there.query, **addresses)
    assert (report.sent_graphs, report.equal_graphs) == (3, 8)
    assert count(there, large) == 100
    again = push(store, there.query, **addresses)
    assert (again.sent_graphs, again.equal_graphs) == (0, 11)


def test_what_is_long_arrives_too(there: Server, tmp_path: Path) -> None:
    many = " ".join(f"<urn:x:{n}> <urn:x:{'p' * 40}> {n} ." for n in range(6000))
    store = changed(tmp_path / "store", tmp_path / "a.trig", f"<urn:x:many> {{ {many} }}")
    assert push(store, there.query).sent_quads == 6000
    assert count(there, "<urn:x:many>") == 6000
    assert push(store, there.query).equal_quads == 6000


def test_blank_nodes_are_sent_whole_and_the_default_graph_is_told_of(
    there: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "<urn:x:a> <urn:x:p> 1 . <urn:x:blank> { _:a <urn:x:p> 1, 2, 3 ; <urn:x:q> _:b }"
    store = changed(tmp_path / "store", tmp_path / "a.trig", text)
    monkeypatch.setattr("polybius.queries.remote._MOST_SENT", 1)
    monkeypatch.setattr("polybius.queries.remote._MOST_PUT", 1)
    for _ in range(2):
        report = push(store, there.query)
        assert (report.sent_graphs, report.sent_quads, report.unnamed_quads) == (1, 4, 1)
        assert count(there, "<urn:x:blank>") == 4
    one = parse_question("ASK { GRAPH <urn:x:blank> { ?a <urn:x:p> 1, 2, 3 ; <urn:x:q> ?b } }")
    assert ask_endpoint(there.query, one, {}).rows == ((ox.Literal(True),),)


def test_an_empty_graph_is_nothing_to_send(server: Callable[..., Server], own_store: Path) -> None:
    there = server("oxigraph", "empty")
    store = ox.Store(str(own_store))
    store.add_graph(ox.NamedNode("urn:x:empty"))
    del store
    assert push(own_store, there.query).sent_graphs == len(graphs(own_store))


def test_a_server_whose_graph_store_is_shut_is_sent_updates(
    server: Callable[..., Server], own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = server("oxigraph", "shut")
    refused: list[int] = []

    def refuse(_: Endpoint, data: bytes) -> None:
        refused.append(len(data))
        raise EndpointError("no such address", status=405)

    monkeypatch.setattr(Endpoint, "add_quads", refuse)
    monkeypatch.setattr("polybius.pushing._MOST_GRAPHS", 2)
    ours = graphs(own_store)
    assert push(own_store, there.query).sent_graphs == len(ours)
    assert len(refused) == 1
    assert {graph: count(there, graph) for graph in ours} == {
        graph: len(triples) for graph, triples in ours.items()
    }


MINE = "https://w3id.org/polybius/id/"


def test_what_is_not_here_any_more_is_pruned_and_nothing_of_others(
    there: Server, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polybius.queries.remote._MOST_NAMES", 3)
    other = ox.NamedNode("https://w3id.org/polybius/idle")
    gone = [f"{MINE}document/{n}" for n in range(7)] + [f"{MINE}graph/links"]
    for graph in (*gone, other.value):
        there.put_graph(graph, [ox.Triple(other, other, other)])
    assert push(own_store, there.query).removed_graphs == 0
    assert all(count(there, f"<{graph}>") for graph in gone)
    assert push(own_store, there.query, prune=True).removed_graphs == len(gone)
    assert not any(count(there, f"<{graph}>") for graph in gone)
    assert count(there, other) == 1
    assert push(own_store, there.query, prune=True).equal_graphs == len(graphs(own_store))
    assert push(own_store, there.query, prune=True).removed_graphs == 0


def test_a_document_removed_here_is_pruned_there_by_the_graph_store_protocol_too(
    there: Server, tmp_path: Path
) -> None:
    store = fill_store(tmp_path / "store", findings_at(), findings_at(URL + "-2"))
    push(store, there.query)
    before = graphs(store)
    remove(store, findings_at().iri)
    gone = before.keys() - graphs(store).keys()
    assert len(gone) >= 2
    report = push(store, there.query, graph_store=there.graph_store, prune=True)
    assert report.removed_graphs == len(gone)
    assert not any(count(there, graph) for graph in gone)


def test_without_one_base_nothing_is_pruned_and_nothing_sent(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    there = server("oxigraph", "baseless")
    store = changed(tmp_path / "store", tmp_path / "a.trig", HOSTILE)
    with pytest.raises(StoreError, match="no articles of one base"):
        push(store, there.query, prune=True)
    assert count(there, "<urn:x:g>") == 0


def test_who_may_not_write_is_told_so_without_the_password(
    there: Server, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not there.credentials:
        pytest.skip("this server lets everybody write")
    store = changed(own_store, own_store.parent / "a.trig", "<urn:x:new> { <urn:x:a> <urn:x:p> 9 }")
    monkeypatch.setenv(PASSWORD, "a-wrong-secret")
    with pytest.raises(EndpointError, match=r"401.*POLYBIUS_ENDPOINT_USER") as caught:
        push(store, there.query)
    assert "secret" not in str(caught.value)
    assert count(there, "<urn:x:new>") == 0


def test_the_command_tells_what_it_sent(
    polybius: Run, own_store: Path, server: Callable[..., Server], tmp_path: Path
) -> None:
    there = server("oxigraph", "command")
    number = len(graphs(own_store))
    result = polybius("push", "--endpoint", there.query, "--store", own_store)
    assert result.exit_code == 0
    assert f"{there.query}: {number} graphs sent (" in result.stdout
    result = polybius("push", "--endpoint", there.query, "--store", own_store)
    assert f": 0 graphs sent (0 quads), {number} there already (" in result.stdout
    assert "removed" not in result.stdout
    there.put_graph(f"{MINE}document/gone", [ox.Triple(*[ox.NamedNode(MINE)] * 3)])
    result = polybius("push", "--prune", "--endpoint", there.query, "--store", own_store)
    assert result.stdout.splitlines()[1:] == ["removed there: 1 graphs that are not here"]
    result = polybius("push", "--endpoint", "http://me:secret@127.0.0.1/", "--store", own_store)
    assert (result.exit_code, "secret" in result.output) == (1, False)
    assert "credentials do not belong in an address" in result.stderr
    result = polybius("push", "--endpoint", there.query, "--store", tmp_path / "none")
    assert "no store here" in result.stderr

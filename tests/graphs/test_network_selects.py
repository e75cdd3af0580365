"""The two networks' selects, asked of a small graph, down to the edge."""

import dataclasses
import math

import pytest
from graph_findings import BASE, RUSSIA, TURKEY, UNITED_STATES, findings_at
from pyoxigraph import Literal, NamedNode, Quad, Store

from polybius.extract.findings import Participant, from_json, to_json
from polybius.graphs.network import Network, from_rows
from polybius.graphs.quads import to_quads
from polybius.graphs.store import common_base, replace_document
from polybius.ontology import terms
from polybius.queries.network import network_rows, networks

OTHER = "https://wire.example/other"


def network_of(name: str, *stories) -> Network:
    store = Store()
    for findings in stories:
        replace_document(store, findings.iri, to_quads(findings))
    return from_rows(network_rows(store, name), name, networks()[name].summary)


def edges_of(network: Network) -> set[tuple[str, str, str]]:
    labels = {node.id: node.label for node in network.nodes}
    return {(labels[edge.source], edge.kind, labels[edge.target]) for edge in network.edges}


def test_both_networks_are_there() -> None:
    assert {"actors", "full"} <= set(networks())


def test_actors_weigh_only_what_articles_say_themselves() -> None:
    network = network_of("actors", findings_at())
    found = {(edge.source.rpartition("/")[2], edge.kind): edge for edge in network.edges}
    assert edges_of(network) == {
        ("Russia", "Assault", "Idlib"),
        ("United States", "Aid", "militants"),
        ("Turkey", "Assault", "Idlib"),
    }
    strike, aid, invasion = (
        found[key]
        for key in (("country-RUS", "Assault"), ("country-USA", "Aid"), ("country-TUR", "Assault"))
    )
    assert (strike.weight, strike.attributes["events"], strike.attributes["claimed"]) == (1.0, 1, 0)
    assert (aid.weight, aid.attributes["claimed"]) == (0.0, 1)
    assert (invasion.weight, invasion.attributes["future"]) == (0.0, 1)
    assert strike.attributes["first"] == strike.attributes["last"] == "2017-12-27"
    assert strike.attributes["article"] == "Jets strike Idlib"
    assert strike.attributes["url"] == "https://wire.example/syria"
    assert str(strike.attributes["sentence"]).startswith("Russia struck Idlib")
    assert invasion.attributes["published"] == "2017-12-28T10:00:00Z"
    assert {node.kind for node in network.nodes} == {"State", "Region", "Actor"}


def test_events_of_two_articles_are_one_edge() -> None:
    stories = []
    for url in ("https://wire.example/1", "https://wire.example/2"):
        findings = findings_at(url)
        span = findings.events[0].recipients[0].span
        strike = dataclasses.replace(
            findings.events[0], recipients=(Participant(UNITED_STATES, span),)
        )
        stories.append(dataclasses.replace(findings, events=(strike, *findings.events[1:])))
    edges = {(e.source, e.target): e.weight for e in network_of("actors", *stories).edges}
    assert edges[RUSSIA.removeprefix(BASE), UNITED_STATES.removeprefix(BASE)] == 2.0


def test_those_who_act_together_are_linked_both_ways_and_the_lonely_left_out() -> None:
    findings = findings_at()
    span = findings.events[0].actors[0].span
    talks = dataclasses.replace(
        findings.events[0],
        type="CONSULT",
        mode=None,
        actors=(Participant(RUSSIA, span), Participant(TURKEY, span)),
        recipients=(),
    )
    alone = dataclasses.replace(
        findings.events[2], actors=(Participant(UNITED_STATES, span),), recipients=()
    )
    network = network_of("actors", dataclasses.replace(findings, events=(talks, alone)))
    assert edges_of(network) == {("Russia", "Consult", "Turkey"), ("Turkey", "Consult", "Russia")}
    assert [node.label for node in network.nodes] == ["Russia", "Turkey"]


def test_the_full_network_has_events_places_and_claims() -> None:
    network = network_of("full", findings_at())
    assert edges_of(network) == {
        ("Assault: struck", "actor", "Russia"),
        ("Assault: struck", "recipient", "Idlib"),
        ("Assault: struck", "place", "Idlib"),
        ("Aid: trained", "actor", "United States"),
        ("Aid: trained", "recipient", "militants"),
        ("Aid: trained", "place", "Idlib"),
        ("Aid: trained", "assertedBy", "Claim: said"),
        ("Assault: invade", "actor", "Turkey"),
        ("Assault: invade", "recipient", "Idlib"),
        ("Claim: said", "speaker", "Ivan Petrov"),
        ("Claim: said", "about", "United States"),
    }
    voices = {node.label: node.attributes.get("voice") for node in network.nodes}
    assert voices["Assault: struck"] == "article"
    assert voices["Aid: trained"] == "claim"
    assert voices["Assault: invade"] == "comment"
    assert all(edge.attributes["sentence"] for edge in network.edges)
    struck = next(node for node in network.nodes if node.label == "Assault: struck")
    assert struck.attributes["mode"] == "aerial"
    assert (struck.attributes["first"], struck.attributes["last"]) == ("2017-12-27", "2017-12-27")


@pytest.mark.parametrize("base", [BASE, "https://graph.example/x/"])
def test_ids_are_local_names_whatever_the_base(base) -> None:
    store = Store()
    findings = from_json(to_json(findings_at()).replace(BASE, base))
    replace_document(store, findings.iri, to_quads(findings))
    assert common_base(store) == base
    network = from_rows(network_rows(store, "full"), "full", base=common_base(store))
    assert len(network.nodes) == 10
    kinds = {node.id.split("/")[0] for node in network.nodes}
    assert kinds == {"entity", "event", "claim"}
    assert {edge.source.split("/")[0] for edge in network.edges} == {"event", "claim"}


def test_of_several_bases_or_none_nothing_is_taken_off() -> None:
    store = Store()
    assert common_base(store) == ""
    for base in (BASE, "https://graph.example/x/"):
        findings = from_json(to_json(findings_at()).replace(BASE, base))
        replace_document(store, findings.iri, to_quads(findings))
    assert common_base(store) == ""
    network = from_rows(network_rows(store, "full"), "full", base=common_base(store))
    assert {node.id.split("/")[2] for node in network.nodes} == {"w3id.org", "graph.example"}


XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("datatype", "written", "value"),
    [
        ("integer", "-12", -12),
        ("nonNegativeInteger", "7", 7),
        ("decimal", "0.25", 0.25),
        ("double", "1e-3", 0.001),
        ("double", "INF", math.inf),
        ("boolean", "true", True),
        ("boolean", "0", False),
        ("date", "2017-12-27", "2017-12-27"),
        ("string", "12", "12"),
        ("integer", "twelve", "twelve"),
        ("boolean", "yes", "yes"),
        ("integer", "9" * 5000, "9" * 5000),
    ],
)
def test_values_are_read_by_their_datatype(datatype, written, value) -> None:
    store = Store()
    findings = findings_at(comments=())
    replace_document(store, findings.iri, to_quads(findings))
    (event,) = (event.iri for event in findings.events if event.claim)
    (known,) = store.quads_for_pattern(NamedNode(event), NamedNode(terms.confidence), None)
    store.remove(known)
    store.add(
        Quad(
            known.subject,
            known.predicate,
            Literal(written, datatype=NamedNode(XSD + datatype)),
            known.graph_name,
        )
    )
    (row,) = (row for row in network_rows(store, "full") if row.get("node") == event)
    assert row["confidence"] == value
    assert type(row["confidence"]) is type(value)


@pytest.mark.parametrize("name", ["actors", "full"])
def test_an_empty_store_gives_an_empty_network(name) -> None:
    network = network_of(name)
    assert (network.nodes, network.edges) == ((), ())


@pytest.mark.parametrize("name", ["actors", "full"])
def test_another_article_adds_and_takes_nothing(name) -> None:
    alone = network_of(name, findings_at())
    both = network_of(name, findings_at(OTHER), findings_at())
    assert edges_of(alone) <= edges_of(both)
    assert {node.id for node in alone.nodes} < {node.id for node in both.nodes}

"""The two networks' selects, asked of a small graph, down to the edge."""

import dataclasses
import math

import pytest
from graph_findings import BASE, RUSSIA, TURKEY, UNITED_STATES, findings_at
from pyoxigraph import Literal, NamedNode, Quad, Store

from polybius.extract.findings import Participant, from_json, to_json
from polybius.graphs.network import Network, from_rows
from polybius.graphs.quads import to_quads
from polybius.graphs.store import common_base, put_ontology, replace_document
from polybius.ontology import terms
from polybius.ontology.sources import ontology_sources
from polybius.queries.network import network_rows, networks

OTHER = "https://wire.example/other"


def network_of(name: str, *stories, **parameters: str) -> Network:
    store = Store()
    put_ontology(store, BASE, (text for _, text in ontology_sources()))
    for findings in stories:
        replace_document(store, findings.iri, to_quads(findings))
    rows = network_rows(store, networks()[name], parameters)
    return from_rows(rows, name, networks()[name].summary, is_closed=True)


def edges_of(network: Network) -> set[tuple[str, str, str]]:
    labels = {node.id: node.label for node in network.nodes}
    return {(labels[edge.source], edge.kind, labels[edge.target]) for edge in network.edges}


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


def test_hostility_and_cooperation_are_the_two_signs_of_actors() -> None:
    found = {name: network_of(name, findings_at()) for name in ("hostility", "cooperation")}
    assert edges_of(found["hostility"]) == {
        ("Russia", "Assault", "Idlib"),
        ("Turkey", "Assault", "Idlib"),
    }
    assert edges_of(found["cooperation"]) == {("United States", "Aid", "militants")}
    signs = {
        (edge.attributes["quad_class"], edge.attributes["sign"])
        for network in found.values()
        for edge in network.edges
    }
    assert signs == {("MaterialConflict", -1), ("MaterialCooperation", 1)}


def test_claims_link_speakers_to_whom_they_speak_about_by_attitude() -> None:
    network = network_of("claims", findings_at())
    assert edges_of(network) == {
        ("Ivan Petrov", "MaterialCooperation", "United States"),
        ("Ivan Petrov", "MaterialCooperation", "militants"),
        ("Ivan Petrov", "MaterialCooperation", "Idlib"),
    }
    assert {edge.weight for edge in network.edges} == {1.0}
    silent = dataclasses.replace(findings_at(), events=())
    assert edges_of(network_of("claims", silent)) == {("Ivan Petrov", "Mention", "United States")}


def test_replies_link_commenters_and_what_they_mention() -> None:
    network = network_of("replies", findings_at())
    assert edges_of(network) == {
        ("Ida", "reply", "Rex"),
        ("Rex", "mention", "Turkey"),
        ("Rex", "mention", "Idlib"),
    }
    assert {edge.spells for edge in network.edges} == {(("2017-12-28", "2017-12-28"),)}


def test_places_are_linked_by_events_and_by_actors() -> None:
    findings = findings_at(comments=())
    strike, training = findings.events
    elsewhere = Participant(TURKEY, strike.places[0].span)
    twice = dataclasses.replace(strike, places=(*strike.places, elsewhere))
    country = dataclasses.replace(findings.entities[0], iri=TURKEY, name="Turkey")
    stories = dataclasses.replace(
        findings, events=(twice, training), entities=(*findings.entities, country)
    )
    (edge,) = network_of("places", stories).edges
    assert (edge.kind, edge.weight, edge.directed) == ("shared event", 1.0, False)
    by_russia = dataclasses.replace(
        training,
        claim=None,
        actors=(Participant(RUSSIA, training.actors[0].span),),
        places=(elsewhere,),
    )
    stories = dataclasses.replace(stories, events=(strike, by_russia), claims=())
    (edge,) = network_of("places", stories).edges
    assert (edge.kind, edge.weight, edge.directed) == ("shared actor", 2.0, False)
    assert edge.attributes["shared"] == "Russia"


@pytest.mark.parametrize(
    ("parameters", "types"),
    [
        ({}, {"struck", "trained", "invade"}),
        ({"voices": "article"}, {"struck"}),
        ({"voices": "claim"}, {"trained"}),
        ({"factualities": "future"}, {"invade"}),
        ({"event_type": "ASSAULT"}, {"struck", "invade"}),
        ({"event_type": "MaterialCooperation"}, {"trained"}),
        ({"outlet": "Sample Wire"}, {"struck", "trained", "invade"}),
        ({"outlet": "Another"}, set()),
        ({"actor": "Russia"}, {"struck"}),
        ({"place": "Idlib"}, {"struck", "trained"}),
        ({"from": "2017-12-28"}, {"invade"}),
        ({"to": "2017-12-27"}, {"struck", "trained"}),
        ({"from": "2017-12-27", "to": "2017-12-27"}, {"struck", "trained"}),
        ({"from": "2018-01-01"}, set()),
    ],
)
def test_events_are_filtered(parameters, types) -> None:
    words = {
        "Assault": {"Russia": "struck", "Turkey": "invade"},
        "Aid": {"United States": "trained"},
    }
    acting = network_of("actors", findings_at(), **parameters)
    assert {words[kind][source] for source, kind, _ in edges_of(acting)} == types
    everything = network_of("events", findings_at(), **parameters)
    events = {n.label.partition(": ")[2] for n in everything.nodes if n.id.startswith("event/")}
    assert events == types


def test_the_network_of_events_has_events_places_and_claims() -> None:
    network = network_of("events", findings_at())
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
    rows = network_rows(store, networks()["events"])
    network = from_rows(rows, "events", base=common_base(store))
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
    rows = network_rows(store, networks()["events"])
    network = from_rows(rows, "events", base=common_base(store))
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
    (row,) = (row for row in network_rows(store, networks()["events"]) if row.get("node") == event)
    assert row["confidence"] == value
    assert type(row["confidence"]) is type(value)


@pytest.mark.parametrize("name", sorted(networks()))
def test_an_empty_store_gives_an_empty_network(name) -> None:
    network = network_of(name)
    assert (network.nodes, network.edges) == ((), ())


@pytest.mark.parametrize("name", sorted(networks()))
def test_another_article_adds_and_takes_nothing(name) -> None:
    alone = network_of(name, findings_at())
    both = network_of(name, findings_at(OTHER), findings_at())
    assert edges_of(alone) <= edges_of(both)
    assert {node.id for node in alone.nodes} < {node.id for node in both.nodes}

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.collection import Collection

from polybius.ontology import layout, shapes, sources, terms

EXAMPLES = Path(__file__).parents[2] / "ontology" / "examples"
GOOD = sorted(EXAMPLES.glob("*.trig"))
BAD = sorted((EXAMPLES / "bad").glob("*.ttl"))
ID = "https://w3id.org/polybius/id/"
PREFIXES = f"@base <{ID}> . @prefix pb: <{terms.PB}> .\n"


def store_of(*paths: Path) -> ox.Store:
    store = ox.Store()
    for path in paths:
        store.load(path=path)
    return store


def named_shapes() -> set[str]:
    graph = sources.load_shapes()
    found = {str(shape) for shape in graph.subjects(SH.message, None) if "#" in str(shape)}
    found |= {str(shape) for shape in graph.subjects(SH.sparql, None)}
    return {shape.rpartition("#")[2] for shape in found}


def with_extra(turtle: str, graph: str | None = None) -> ox.Store:
    store = store_of(EXAMPLES / "article.trig")
    name = ox.NamedNode(ID + graph) if graph else None
    store.load(PREFIXES + turtle, format=ox.RdfFormat.TURTLE, to_graph=name)
    return store


def test_good_examples_are_found() -> None:
    assert [path.name for path in GOOD] == ["article.trig", "entities.trig", "events.trig"]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_examples_are_valid(path: Path) -> None:
    assert shapes.check_shapes(store_of(path)) == []


def test_good_examples_use_every_class_and_property() -> None:
    ontology = sources.load_ontology()
    store = store_of(*GOOD)
    used = {quad.object.value for quad in store.quads_for_pattern(None, layout.RDF_TYPE, None)}
    used |= {quad.predicate.value for quad in store}
    for link in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in {rdflib.URIRef(name) for name in used}:
            used |= {str(above) for above in ontology.transitive_objects(term, link)}
    names = [name for name in terms.__all__ if not name.isupper() and name != "modeOf"]
    assert len(names) > 100
    assert {name for name in names if terms.PB + name not in used} == set()


def test_every_shape_has_its_bad_example() -> None:
    wanted = [path.read_text(encoding="utf-8").split("\n")[0] for path in BAD]
    assert len(wanted) == 96
    assert {first.removeprefix("# shapes:") for first in wanted} == named_shapes()


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_examples_fail_on_their_shape_alone(path: Path) -> None:
    wanted = path.read_text(encoding="utf-8").split("\n")[0].removeprefix("# shapes:")
    problems = shapes.check_shapes(store_of(EXAMPLES / "article.trig", path))
    assert {problem.rule for problem in problems} == {wanted}
    for problem in problems:
        assert problem.message.endswith(".")


def test_every_shape_says_how_grave_it_is() -> None:
    graph = sources.load_shapes()
    for name in named_shapes():
        shape = rdflib.URIRef(f"https://w3id.org/polybius/shapes#{name}")
        assert graph.value(shape, SH.severity) in (SH.Violation, SH.Warning), name


def test_the_event_types_are_those_of_the_vocabulary() -> None:
    graph = sources.load_shapes()
    shape = graph.value(rdflib.URIRef("https://w3id.org/polybius/shapes#EventType"), SH.path)
    assert shape == RDF.type
    inner = graph.value(
        rdflib.URIRef("https://w3id.org/polybius/shapes#EventType"), SH.qualifiedValueShape
    )
    assert inner is not None
    values = graph.value(inner, SH["in"])
    assert values is not None
    assert [str(value) for value in Collection(graph, values)] == list(terms.EVENT_TYPES.values())


def test_a_problem_says_what_is_wrong_and_where() -> None:
    store = store_of(EXAMPLES / "article.trig")
    event, trigger = ox.NamedNode(ID + "event/1"), ox.NamedNode(terms.trigger)
    (quad,) = store.quads_for_pattern(event, trigger, None, None)
    store.remove(quad)
    (problem,) = [p for p in shapes.check_shapes(store) if p.rule == "EventTrigger"]
    assert problem.node == ID + "event/1"
    assert problem.severity == "violation"
    assert problem.message == (
        "An event must have exactly one trigger, the words that report it. This one has none."
    )
    assert problem.graph == ID + "claim/1/content"


def test_a_claims_event_needs_what_its_own_graph_says() -> None:
    store = store_of(EXAMPLES / "article.trig")
    store.remove_graph(ox.NamedNode(ID + "claim/1/content"))
    rules = {problem.rule for problem in shapes.check_shapes(store)}
    assert rules == {"EventType", "EventFactuality"}


def test_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_of(*GOOD)
    assert shapes.check_shapes(store) == []
    store.load(path=BAD[0])
    whole = shapes.check_shapes(store)
    monkeypatch.setattr(shapes, "_BATCH", 1)
    assert shapes.check_shapes(store) == whole
    assert whole


def test_offsets_count_code_points() -> None:
    turtle = """@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
    <document/1/title-2> a pb:Part ; pb:partOf <document/1> ;
        nif:isString "\U0001f4a5 “Ünsaid” e\u0301" .
    <span/9> a pb:Span ; pb:inPart <document/1/title-2> ;
        nif:beginIndex 3 ; nif:endIndex 9 ; nif:anchorOf "%s" ."""
    assert shapes.check_shapes(with_extra(turtle % "Ünsaid")) == []
    wrong = shapes.check_shapes(with_extra(turtle % "“Ünsai"))
    assert [problem.rule for problem in wrong] == ["SpanText"]


def test_a_literal_or_a_blank_node_in_an_entitys_place_is_told() -> None:
    problems = shapes.check_shapes(with_extra('<event/3> pb:actor "the army" , [] .'))
    assert {problem.rule for problem in problems} == {"ParticipantKnown"}
    assert {problem.node[:1] for problem in problems} == {'"', "_"}


def test_ill_typed_literals_are_told_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    xsd = "<http://www.w3.org/2001/XMLSchema#date>"
    problems = shapes.check_shapes(with_extra(f'<time/1> pb:begin "Wednesday"^^{xsd} .'))
    assert {problem.rule for problem in problems} == {"TimeBegin"}
    assert caplog.records == []


def test_a_claim_cannot_take_the_shared_graph_for_its_own() -> None:
    store = with_extra("<claim/1> pb:contentGraph <graph/entities> .", "document/1")
    assert {problem.rule for problem in shapes.check_shapes(store)} == {"ClaimContentGraph"}


def test_an_empty_store_has_no_problems() -> None:
    assert shapes.check_shapes(ox.Store()) == []


def test_the_ontologys_own_graph_is_not_checked() -> None:
    store = store_of(EXAMPLES / "article.trig")
    for _, turtle in sources.ontology_sources():
        graph = ox.NamedNode(ID + "graph/ontology")
        store.load(turtle, format=ox.RdfFormat.TURTLE, to_graph=graph)
    assert shapes.check_shapes(store) == []

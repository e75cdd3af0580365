"""Every term of the ontology is asked for by a question, and shown by an example."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from polybius.ontology.sources import load_ontology
from polybius.ontology.terms import PB
from polybius.queries.catalogue import Question, catalogue, parse_question

EXAMPLES = Path(__file__).parents[2] / "ontology" / "examples"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# Terms that no question asks for, and why none should.
ASKED_BY_NONE = {
    "Document": "abstract: questions ask for articles and comments",
    "Entity": "abstract: questions ask for actors and places",
    "Span": "not written: a span is whatever has pb:inPart",
    "signature": "what a build compares to find copies",
    "contentGraph": "names a graph, and questions see all graphs as one",
}
# Terms that no example shows, and why none should.
SHOWN_BY_NONE = {
    "Document": "abstract: a document is an article or a comment",
    "Entity": "abstract: an entity is an actor or a place",
    "Event": "abstract: an event has a type",
    "VerbalCooperation": "abstract: an event has a type of its quad class",
    "MaterialCooperation": "abstract: an event has a type of its quad class",
    "VerbalConflict": "abstract: an event has a type of its quad class",
    "MaterialConflict": "abstract: an event has a type of its quad class",
    "participant": "abstract: a participant is an actor or a recipient",
    "locatedIn": "abstract: what is written is the smallest place, with pb:directlyIn",
    "modeOf": "said by the ontology of its own modes",
}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return load_ontology()


def own_terms(ontology: rdflib.Graph) -> set[str]:
    found = {term for kind in KINDS for term in ontology.subjects(RDF.type, kind)}
    return {str(term).removeprefix(PB) for term in found if str(term).startswith(PB)}


def asked_for(ontology: rdflib.Graph, questions: list[Question]) -> set[str]:
    """Return the terms that questions name, and the classes below one that they descend from."""
    found: set[str] = set()
    for question in questions:
        text = re.sub(r"#[^\n>]*\n", "\n", question.text)
        found |= set(re.findall(r"\bpb:(\w+)", text))
        for name in re.findall(r"rdfs:subClassOf[*+]? pb:(\w+)", text):
            below = ontology.transitive_subjects(RDFS.subClassOf, rdflib.URIRef(PB + name))
            found |= {str(term).removeprefix(PB) for term in below}
    return found


def shown() -> set[str]:
    files = sorted(EXAMPLES.glob("*.trig"))
    assert len(files) >= 3
    quads = [quad for file in files for quad in ox.parse(path=file, format=ox.RdfFormat.TRIG)]
    found = {quad.predicate.value for quad in quads}
    found |= {quad.object.value for quad in quads if quad.predicate.value == str(RDF.type)}
    return {name.removeprefix(PB) for name in found if name.startswith(PB)}


def test_every_term_is_asked_for(ontology: rdflib.Graph) -> None:
    asked = asked_for(ontology, list(catalogue().values()))
    assert len(own_terms(ontology)) > 90
    assert own_terms(ontology) - asked == ASKED_BY_NONE.keys()


def test_every_term_is_shown(ontology: rdflib.Graph) -> None:
    assert own_terms(ontology) - shown() == SHOWN_BY_NONE.keys()


def test_a_term_that_nobody_asks_for_is_noticed(ontology: rdflib.Graph) -> None:
    question = parse_question(
        "# pb:cue\nSELECT * { ?class rdfs:subClassOf* pb:Organization . ?x a ?class ; pb:about ?y }"
    )
    asked = asked_for(ontology, [question])
    assert {"about", "Organization", "Company"} <= asked
    assert not asked & {"cue", "Person", "speaker"}

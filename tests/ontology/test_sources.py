from __future__ import annotations

from collections import Counter

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS

from polybius.ontology import sources, terms

PROPERTIES = {"ObjectProperty", "DatatypeProperty", "AnnotationProperty"}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return sources.load_ontology()


def own_terms(ontology: rdflib.Graph) -> set[rdflib.URIRef]:
    found = set(ontology.subjects(RDF.type, None))
    return {t for t in found if isinstance(t, rdflib.URIRef) and t.startswith(terms.PB)}


def test_sources_are_sorted_and_hold_neither_shapes_nor_examples() -> None:
    names = [name for name, _ in sources.ontology_sources()]
    assert names == sorted(names)
    assert len(names) == 13
    assert "shapes.ttl" not in names


def test_every_term_has_a_label_a_definition_and_an_example(ontology: rdflib.Graph) -> None:
    found = own_terms(ontology)
    assert len(found) > 240
    for term in found:
        for said in (RDFS.label, SKOS.definition, SKOS.example):
            values = list(ontology.objects(term, said))
            assert len(values) == 1, (term, said)
            assert str(values[0]).strip()


def test_every_term_has_one_place(ontology: rdflib.Graph) -> None:
    counts: Counter[rdflib.term.Node] = Counter()
    for name, turtle in sources.ontology_sources():
        graph = rdflib.Graph().parse(data=turtle, format="turtle")
        counts.update(set(graph.subjects(SKOS.definition, None)))
        assert len(graph) > 5, name
    assert set(counts.values()) == {1}


def test_the_vocabulary_stays_small(ontology: rdflib.Graph) -> None:
    own = own_terms(ontology)
    kinds = Counter(
        str(kind).rpartition("#")[2] for term in own for kind in ontology.objects(term, RDF.type)
    )
    assert kinds["Class"] <= 60
    assert sum(kinds[name] for name in PROPERTIES) <= 60


def test_terms_of_others_are_above_and_never_equal(ontology: rdflib.Graph) -> None:
    for equal in (OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs, SKOS.exactMatch):
        assert not list(ontology.triples((None, equal, None)))
    above = 0
    for link in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term, _ in ontology.subject_objects(link):
            assert str(term).startswith(terms.PB), term
            above += 1
    assert above > 80


def test_what_is_above_is_declared(ontology: rdflib.Graph) -> None:
    declared = {*ontology.subjects(RDF.type, OWL.Class)}
    declared |= set(ontology.subjects(RDF.type, OWL.ObjectProperty))
    for link in (RDFS.subClassOf, RDFS.subPropertyOf):
        assert set(ontology.objects(None, link)) <= declared


def test_nothing_more_is_said_of_the_transitive_property(ontology: rdflib.Graph) -> None:
    transitive = list(ontology.subjects(RDF.type, OWL.TransitiveProperty))
    assert [str(term) for term in transitive] == [terms.locatedIn]
    types = set(ontology.objects(transitive[0], RDF.type))
    assert types == {OWL.ObjectProperty, OWL.TransitiveProperty}


def test_disjoint_is_what_the_design_says(ontology: rdflib.Graph) -> None:
    pairs = {(str(a), str(b)) for a, b in ontology.subject_objects(OWL.disjointWith)}
    assert pairs == {
        (terms.Event, terms.Actor),
        (terms.Event, terms.Place),
        (terms.Person, terms.Place),
        (terms.Person, terms.Organization),
    }


def test_the_header_names_version_licence_and_prefixes(ontology: rdflib.Graph) -> None:
    header = rdflib.URIRef("https://w3id.org/polybius")
    assert (header, RDF.type, OWL.Ontology) in ontology
    assert ontology.value(header, OWL.versionInfo)
    assert ontology.value(header, rdflib.DCTERMS.license)
    assert terms.PREFIXES["pb"] == terms.PB
    assert len(list(ontology.objects(header, SH.declare))) == len(terms.PREFIXES)

import dataclasses
from collections import Counter

import pytest
from graph_findings import BASE, RUSSIA, findings_at
from pyoxigraph import Literal, Quad, Store

from polybius.extract.findings import Entity, Mention, Span, from_json, to_json
from polybius.extract.gazetteer import curated
from polybius.extract.identity import comment_iri, entity_iri, known_iri, known_key
from polybius.graphs.entities import describe_entities
from polybius.graphs.frame import frame_of, graph_iri
from polybius.graphs.quads import to_quads
from polybius.graphs.store import replace_document
from polybius.ontology import terms
from polybius.queries.ask import ask
from polybius.queries.catalogue import catalogue

SYRIA = known_iri("country-SYR")
LABEL = terms.PREFIXES["rdfs"] + "label"
ALIAS = terms.PREFIXES["skos"] + "altLabel"
KNOWN = graph_iri(BASE, "entities")


def described(findings) -> list[Quad]:
    return list(describe_entities(frame_of(findings)))


def values(quads, subject: str, predicate: str) -> list[str]:
    return sorted(
        str(quad.object.value)
        for quad in quads
        if quad.subject.value == subject and quad.predicate.value == predicate
    )


def graphs_of(quads, subject: str) -> set[str]:
    return {quad.graph_name.value for quad in quads if quad.subject.value == subject}


def with_entity(entity: Entity):
    """Findings whose one event takes place where ``entity`` says."""
    findings = findings_at(comments=())
    span = Span("body", 14, 19, "Idlib")
    entity = dataclasses.replace(entity, mentions=(Mention(span, "name"),))
    (there,) = findings.events[0].places
    strike = dataclasses.replace(
        findings.events[0], places=(dataclasses.replace(there, entity=entity.iri),)
    )
    return dataclasses.replace(
        findings,
        entities=(*findings.entities, entity),
        events=(strike, *findings.events[1:]),
    )


def test_entities_stand_where_they_are_known() -> None:
    findings = findings_at()
    quads = described(findings)
    assert graphs_of(quads, RUSSIA) == {KNOWN.value}
    idlib = next(entity for entity in findings.entities if entity.name == "Idlib")
    assert graphs_of(quads, idlib.iri) == {
        findings.iri,
        comment_iri(findings.iri, "comment/1"),
    }
    wkt = terms.PREFIXES["geo"] + "asWKT"
    assert values(quads, RUSSIA + "/point", wkt) == ["POINT(100.0 60.0)"]
    guesses = [quad for quad in quads if quad.predicate.value == terms.candidateEntity]
    assert len(guesses) == 2  # in each of its two graphs


def test_other_names_come_from_the_gazetteer() -> None:
    quads = described(findings_at())
    known = curated()["country-RUS"]
    assert "Russian Federation" in known.aliases
    assert values(quads, RUSSIA, ALIAS) == sorted(set(known.aliases) - {"Russia"})
    assert {q.graph_name for q in quads if q.predicate.value == ALIAS} == {KNOWN}


def test_what_others_lie_in_is_described_up_to_the_outermost() -> None:
    regions = [e for e in curated().values() if "Region" in e.types and e.located_in]
    assert len(regions) > 100
    for region in (regions[0], regions[-1]):
        village = Entity(
            entity_iri(findings_at().iri, "Village", "Settlement"),
            ("Settlement",),
            "Village",
            located_in=known_iri(region.key),
        )
        quads = described(with_entity(village))
        country = curated()[region.located_in or ""]
        for container in (region, country):
            assert values(quads, known_iri(container.key), LABEL) == [container.name]
            assert graphs_of(quads, known_iri(container.key)) == {KNOWN.value}
        assert values(quads, known_iri(region.key), terms.directlyIn) == [known_iri(country.key)]


def test_no_place_lies_in_what_has_no_label() -> None:
    quads = described(findings_at())
    containers = {quad.object.value for quad in quads if quad.predicate.value == terms.directlyIn}
    assert containers == {SYRIA}
    assert values(quads, SYRIA, LABEL) == ["Syria"]
    assert values(quads, SYRIA, terms.country) == ["SYR"]
    assert terms.Country in values(quads, SYRIA, terms.PREFIXES["rdf"] + "type")
    assert Counter(quads).most_common(1)[0][1] == 1


def test_what_the_findings_say_of_a_container_is_not_said_again() -> None:
    findings = findings_at()
    own = Entity(SYRIA, ("Country",), "Syria as found")
    again = dataclasses.replace(findings, entities=(*findings.entities, own))
    assert values(described(again), SYRIA, LABEL) == ["Syria as found"]


def test_what_two_lie_in_is_described_once() -> None:
    findings = findings_at()
    entities = [dataclasses.replace(e, located_in=SYRIA) for e in findings.entities]
    quads = described(dataclasses.replace(findings, entities=tuple(entities)))
    assert values(quads, SYRIA, LABEL) == ["Syria"]


def test_guesses_about_two_entities_are_two_though_both_may_be_the_same() -> None:
    findings = findings_at()
    guess = next(entity.candidates for entity in findings.entities if entity.candidates)
    entities = [dataclasses.replace(e, candidates=guess) for e in findings.entities]
    quads = described(dataclasses.replace(findings, entities=tuple(entities)))
    guesses = {q.subject for q in quads if q.predicate.value == terms.candidateEntity}
    own = [entity for entity in entities if known_key(entity.iri) is None]
    assert len(guesses) == len(own) == 3


def test_a_circle_of_places_and_an_unknown_one_end() -> None:
    circle = Entity(known_iri("region-nowhere"), ("Region",), "Nowhere")
    findings = with_entity(dataclasses.replace(circle, located_in=circle.iri))
    assert values(described(findings), circle.iri, LABEL) == ["Nowhere"]
    lost = with_entity(dataclasses.replace(circle, located_in=known_iri("region-unheard-of")))
    assert graphs_of(described(lost), known_iri("region-unheard-of")) == set()


def test_another_base_moves_the_containers_too() -> None:
    moved = from_json(to_json(findings_at()).replace(BASE, "https://graph.example/x/"))
    subjects = {quad.subject.value for quad in described(moved)}
    assert "https://graph.example/x/entity/country-SYR" in subjects
    assert not any(subject.startswith(BASE) for subject in subjects)


def test_what_happened_in_a_country_is_found_though_only_a_part_of_it_is_named() -> None:
    store = Store()
    findings = findings_at(comments=())
    assert all(known_key(entity.iri) != "country-SYR" for entity in findings.entities)
    replace_document(store, findings.iri, to_quads(findings))
    answer = ask(store, catalogue()["events_at_place"], {"place": "Syria"})
    places = {row[answer.variables.index("places")] for row in answer.rows}
    assert places == {Literal("Idlib")}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"types": ("Planet",)}, "'Planet' is no type of entity"),
        ({"sector": "ROYAL"}, "'ROYAL' is no sector"),
        ({"lat": float("nan"), "lon": 1.0}, "are no coordinates"),
    ],
)
def test_entities_that_the_ontology_cannot_hold_are_refused(change, message) -> None:
    findings = findings_at()
    entity = dataclasses.replace(findings.entities[0], **change)
    with pytest.raises(ValueError, match=message):
        described(dataclasses.replace(findings, entities=(entity,)))

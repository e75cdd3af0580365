import dataclasses
from collections import Counter

import pytest
from graph_findings import BASE, BODY, RUSSIA, TURKEY, findings_at
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse, serialize

from polybius.extract.findings import Findings, Part, Span, from_json, to_json
from polybius.extract.identity import comment_iri, mint
from polybius.graphs.frame import graph_iri
from polybius.graphs.quads import to_quads
from polybius.ontology import terms
from polybius.ontology.shapes import check_shapes

NIF = terms.PREFIXES["nif"]
TYPE = NamedNode(terms.PREFIXES["rdf"] + "type")
ANY_TEXT = st.text(st.characters(), max_size=60)  # control characters and lone surrogates too


def ask(findings, subject=None, predicate=None, value=None, graph=None):
    store = Store()
    store.extend(to_quads(findings))
    pattern = [
        NamedNode(x) if isinstance(x, str) else x for x in (subject, predicate, value, graph)
    ]
    return sorted(map(str, store.quads_for_pattern(*pattern)))


def value_of(store, subject, name):
    return next(store.quads_for_pattern(subject, NamedNode(NIF + name), None)).object.value


def one(quads):
    assert len(quads) == 1, quads
    return quads[0]


def graphs_of(findings, subject):
    return sorted(
        {
            str(quad.graph_name)[1:-1]
            for quad in to_quads(findings)
            if quad.subject == NamedNode(subject)
        }
    )


def test_an_article_has_its_metadata_and_parts() -> None:
    findings = findings_at()
    document = findings.iri
    quads = ask(findings, document, graph=document)
    assert any(
        quad.endswith(f'"2017-12-27"^^<{terms.PREFIXES["xsd"]}date> <{document}>') for quad in quads
    )
    assert any(f"<{findings.url}>" in quad for quad in quads)
    assert len(quads) == 8
    text = one(ask(findings, document + "/body", NIF + "isString"))
    assert BODY in text


def test_the_articles_own_events_stand_in_its_graph() -> None:
    findings = findings_at()
    strike = findings.events[0]
    assert graphs_of(findings, strike.iri) == [findings.iri]
    assert one(ask(findings, strike.iri, terms.actor)).split()[2] == f"<{RUSSIA}>"
    assert f"<{terms.Assault}>" in one(ask(findings, strike.iri, TYPE))
    assert "mode-ASSAULT-aerial" in one(ask(findings, strike.iri, terms.mode))
    assert '"12"^^' in one(ask(findings, strike.iri, terms.killedMin))
    assert ask(findings, strike.iri, terms.killedMax) == []


def test_a_claimed_event_is_told_in_the_claims_graph_only() -> None:
    findings = findings_at()
    event, claim = findings.events[1], findings.claims[0]
    content = claim.iri + "/content"
    told = {quad.split()[1][1:-1] for quad in ask(findings, event.iri, graph=content)}
    known = {quad.split()[1][1:-1] for quad in ask(findings, event.iri, graph=findings.iri)}
    assert told == {TYPE.value, terms.factuality, terms.actor, terms.recipient, terms.place}
    assert known == {
        terms.assertedBy,
        terms.trigger,
        terms.sentence,
        terms.evidence,
        terms.confidence,
    }
    assert claim.iri in one(ask(findings, event.iri, terms.assertedBy))
    assert content in one(ask(findings, claim.iri, terms.contentGraph))


def test_a_comment_is_a_document_of_its_own() -> None:
    findings = findings_at()
    first, second = (comment_iri(findings.iri, f"comment/{number}") for number in (1, 2))
    event = findings.events[2]
    assert graphs_of(findings, event.iri) == [first]
    assert first in one(ask(findings, event.iri, terms.assertedBy))
    assert first in one(ask(findings, second, terms.PREFIXES["sioc"] + "reply_of"))
    assert ask(findings, first, terms.PREFIXES["sioc"] + "reply_of") == []
    assert "Rex" in one(ask(findings, None, terms.PREFIXES["rdfs"] + "label", Literal("Rex")))
    mention = one(ask(findings, None, terms.mentions, TURKEY))
    assert mention.endswith(f"<{first}>")


def test_offsets_lead_back_to_the_text() -> None:
    store = Store()
    store.extend(to_quads(findings_at()))
    spans = list(store.quads_for_pattern(None, NamedNode(terms.inPart), None))
    assert len(spans) == 18
    for span in spans:
        text = value_of(store, span.object, "isString")
        start, end = (
            int(value_of(store, span.subject, "beginIndex")),
            int(value_of(store, span.subject, "endIndex")),
        )
        assert text[start:end] == value_of(store, span.subject, "anchorOf")


def test_a_mention_and_a_participant_at_the_same_place_are_one_node() -> None:
    findings = findings_at()
    mention = next(entity for entity in findings.entities if entity.iri == RUSSIA).mentions[0].span
    node = mint(findings.iri, "span", mention)
    assert f"<{terms.Mention}>" in one(ask(findings, node, TYPE))
    assert ask(findings, findings.events[0].iri, terms.evidence, node)


def test_only_mentions_and_times_among_spans_have_a_type() -> None:
    findings = findings_at()
    store = Store()
    store.extend(to_quads(findings))
    found = Counter(
        quad.object.value
        for span in store.quads_for_pattern(None, NamedNode(terms.inPart), None)
        for quad in store.quads_for_pattern(span.subject, TYPE, None)
    )
    assert found == {terms.Mention: 7, terms.Time: 1}


def test_the_shapes_hold_of_quads_and_see_spans_without_a_type() -> None:
    findings = findings_at()
    store = Store()
    store.extend(to_quads(findings))
    assert violations(store) == set()
    trigger = NamedNode(mint(findings.iri, "span", findings.events[0].trigger))
    assert not list(store.quads_for_pattern(trigger, TYPE, None))
    for predicate in (NIF + "endIndex", terms.inPart):
        (quad,) = store.quads_for_pattern(trigger, NamedNode(predicate), None)
        store.remove(quad)
    assert violations(store) == {"SpanEnd", "SpanPart", "EventTrigger"}


def violations(store):
    return {p.rule for p in check_shapes(store) if p.severity == "violation"}


def test_quads_are_few_unique_and_without_blank_nodes() -> None:
    quads = list(to_quads(findings_at()))
    assert Counter(quads).most_common(1)[0][1] == 1
    assert not any("_:" in str(quad.subject) for quad in quads)
    assert sum(quad.graph_name != graph_iri(BASE, "entities") for quad in quads) < 215


def test_quads_do_not_depend_on_the_order_of_findings() -> None:
    findings = findings_at()
    turned = dataclasses.replace(
        findings,
        entities=findings.entities[::-1],
        events=findings.events[::-1],
        claims=findings.claims[::-1],
    )
    assert set(to_quads(turned)) == set(to_quads(findings))
    assert list(to_quads(findings)) == list(to_quads(findings))


def test_another_base_moves_every_resource() -> None:
    findings = findings_at()
    moved = [str(quad) for quad in to_quads(_moved(findings, "https://graph.example/x/"))]
    assert moved
    assert not any("w3id.org/polybius/id/" in quad for quad in moved)


def _moved(findings: Findings, base: str) -> Findings:
    return from_json(to_json(findings).replace(BASE, base))


@given(title=ANY_TEXT, body=ANY_TEXT, author=ANY_TEXT, url=ANY_TEXT, published=ANY_TEXT)
def test_any_text_gives_valid_quads(title, body, author, url, published) -> None:
    findings = dataclasses.replace(
        findings_at(comments=()),
        title=title,
        author=author,
        url=url,
        published=published,
        parts=(*findings_at(comments=()).parts, Part("comment/1", body, author=author)),
    )
    quads = set(to_quads(findings))
    written = serialize(sorted(quads, key=str), format=RdfFormat.N_QUADS)
    assert set(parse(written, format=RdfFormat.N_QUADS)) == quads
    texts = [q.object.value for q in quads if q.predicate == NamedNode(NIF + "isString")]
    assert len(body) in map(len, texts)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parts": ()}, "has no part"),
        ({"claims": ()}, "no such claim"),
        ({"iri": "https://w3id.org/polybius/id/x"}, "no document's IRI"),
        ({"parts": (Part("lead", ""),)}, "'lead' is no part"),
        ({"parts": (*findings_at().parts, Part("comment/x", ""))}, "comment/<number>"),
        (
            {"parts": (*findings_at().parts, Part("comment/9", "", reply_to="comment/8"))},
            "answers no 'comment/8'",
        ),
    ],
)
def test_findings_that_contradict_themselves_are_refused(change, message) -> None:
    with pytest.raises(ValueError, match=message):
        list(to_quads(dataclasses.replace(findings_at(), **change)))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("type", "FIGHT", "'FIGHT' is no type of event: expected one of ACCUSE"),
        ("mode", "by sea", "'by sea' is no mode of ASSAULT"),
        ("factuality", "true", "'true' is no factuality"),
        ("contexts", ("war",), "'war' is no context"),
        ("quantities", {"lost": None}, "'lost' is no quantity"),
        ("trigger", Span("body/2", 0, 1, "x"), "has no part 'body/2'"),
    ],
)
def test_names_that_the_ontology_lacks_are_refused(field, value, message) -> None:
    findings = findings_at()
    event = dataclasses.replace(findings.events[0], **{field: value})
    if field == "quantities":
        quantity = findings.events[0].quantities["killed"]
        event = dataclasses.replace(event, quantities={"lost": quantity})
    with pytest.raises(ValueError, match=message):
        list(to_quads(dataclasses.replace(findings, events=(event,))))


def test_a_commenter_is_one_account_within_an_outlet_and_no_further() -> None:
    def accounts(url, outlet):
        quads = to_quads(dataclasses.replace(findings_at(url), outlet=outlet))
        return {quad.subject.value for quad in quads if quad.object == NamedNode(terms.Account)}

    one, other = "https://wire.example/1", "https://wire.example/2"
    assert len(accounts(one, "Wire")) == 2
    assert accounts(one, "Wire") == accounts(other, "Wire")
    assert accounts(one, "Wire").isdisjoint(accounts(one, "Post"))
    assert accounts(one, None).isdisjoint(accounts(other, None))

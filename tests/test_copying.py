"""Copies in a store: the same links whatever the order, the kills and the removals."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polybius import copying
from polybius.copying import link_copies
from polybius.extract.article import Article
from polybius.extract.identity import BASE, document_iri
from polybius.graphs.copies import copy_links, signature_quad, signatures
from polybius.graphs.frame import graph_iri
from polybius.graphs.store import open_store, remove_document, replace_document
from polybius.ontology import terms
from polybius.removing import remove

WIRE = " ".join(f"Sentence {n} of the report tells of troops and talks." for n in range(40))
OTHER = " ".join(f"In another town {n} prices of bread and of water went up." for n in range(40))
# (name, day or none, text); b is nearer to a and c than these are to each other
SHORTER, MIDDLE = WIRE[: len(WIRE) // 3], WIRE[: len(WIRE) * 6 // 10]
ARTICLES = (
    ("long", "2017-12-27", WIRE),
    ("middle", "2017-12-28", MIDDLE),
    ("short", "2017-12-26T08:00:00+02:00", SHORTER),
    ("other", "2017-12-20", OTHER),
    ("again", None, "Headline of another paper. " + OTHER),
    ("alone", "2017-12-27", "Nobody else tells of this village and of its lake at all."),
    ("empty", "2017-12-27", "…"),
    ("also empty", "2017-12-27", "…"),
)
LINKS = {("long", "short"), ("middle", "short"), ("again", "other")}


def iri(name: str) -> str:
    return document_iri(Article("", url=f"https://wire.example/{name.replace(' ', '-')}"))


def put(store: ox.Store, name: str, day: str | None, text: str) -> None:
    document = ox.NamedNode(iri(name))
    body = ox.NamedNode(f"{document.value}/body")
    nif, dcterms = terms.PREFIXES["nif"], terms.PREFIXES["dcterms"]
    rows = [
        (document, terms.PREFIXES["rdf"] + "type", ox.NamedNode(terms.Article)),
        (body, nif + "isString", ox.Literal(text)),
    ]
    if day:
        rows.append((document, dcterms + "issued", ox.Literal(day)))
    quads = [ox.Quad(node, ox.NamedNode(name), value, document) for node, name, value in rows]
    replace_document(store, document.value, quads, digest=name)


def links(store: ox.Store) -> set[tuple[str, str]]:
    names = {iri(name): name for name, _, _ in ARTICLES}
    return {
        (names[quad.subject.value], names[quad.object.value]) for quad in copy_links(store, BASE)
    }


@given(st.permutations(ARTICLES), st.sets(st.integers(0, len(ARTICLES))))
@settings(deadline=None, max_examples=25)
def test_links_do_not_depend_on_the_order_nor_on_the_number_of_builds(articles, ends) -> None:
    store = ox.Store()
    for number, article in enumerate(articles):
        put(store, *article)
        if number in ends:
            link_copies(store, BASE)
    assert link_copies(store, BASE) == 3
    assert links(store) == LINKS


@given(st.permutations(ARTICLES), st.sets(st.sampled_from([name for name, _, _ in ARTICLES])))
@settings(deadline=None, max_examples=25)
def test_a_store_from_which_documents_were_removed_is_as_if_they_had_never_been(
    articles, gone
) -> None:
    store, other = ox.Store(), ox.Store()
    for article in articles:
        put(store, *article)
    link_copies(store, BASE)
    for name in sorted(gone):
        remove_document(store, iri(name))
    for article in ARTICLES:
        if article[0] not in gone:
            put(other, *article)
    link_copies(store, BASE)
    link_copies(other, BASE)
    assert set(store) == set(other)


def test_many_articles_in_small_transactions_are_linked_as_in_one(monkeypatch) -> None:
    dice, whole, parts = random.Random(1), ox.Store(), ox.Store()  # noqa: S311
    texts = [" ".join(f"w{dice.randrange(10**6)}" for _ in range(60)) for _ in range(20)]
    for number in range(100):
        words = dice.choice(texts).split()
        words[dice.randrange(60)] = "changed"
        put(whole, str(number), None, " ".join(words))
    parts.extend(whole)
    assert link_copies(whole, BASE) >= 80
    monkeypatch.setattr(copying, "_TOGETHER", 7)
    link_copies(parts, BASE)
    assert set(whole) == set(parts)


def test_the_source_that_joined_two_is_gone_and_they_part() -> None:
    store = ox.Store()
    for article in ARTICLES[:3]:
        put(store, *article)
    link_copies(store, BASE)
    assert links(store) == {("long", "short"), ("middle", "short")}
    remove_document(store, iri("middle"))
    assert links(store) == set()
    assert list(signatures(store, BASE)) == []
    link_copies(store, BASE)
    assert links(store) == set()
    assert len(list(signatures(store, BASE))) == 2


def test_a_document_with_another_text_is_compared_again() -> None:
    store = ox.Store()
    for article in ARTICLES:
        put(store, *article)
    link_copies(store, BASE)
    put(store, "other", "2017-12-20", WIRE)
    link_copies(store, BASE)
    assert links(store) == {(name, "other") for name in ("long", "middle", "short")}


def test_what_was_compared_is_not_read_again(monkeypatch) -> None:
    store, read = ox.Store(), []
    for article in ARTICLES:
        put(store, *article)
    link_copies(store, BASE)
    real = copying.text_of
    monkeypatch.setattr(copying, "text_of", lambda *of: read.append(of[1]) or real(*of))
    link_copies(store, BASE)
    put(store, "new", None, "A story that nobody told before of a bridge and a river and rain.")
    link_copies(store, BASE)
    assert read == [iri("new")]


def test_a_signature_of_another_form_is_made_anew() -> None:
    store = ox.Store()
    put(store, *ARTICLES[0])
    put(store, *ARTICLES[1])
    link_copies(store, BASE)
    before = set(store)
    for quad in list(store.quads_for_pattern(None, ox.NamedNode(terms.signature), None)):
        store.remove(quad)
        store.add(ox.Quad(quad.subject, quad.predicate, ox.Literal("0 AA=="), quad.graph_name))
    link_copies(store, BASE)
    assert set(store) == before


def test_links_without_signatures_as_a_load_leaves_them_are_made_anew() -> None:
    store = ox.Store()
    for article in ARTICLES:
        put(store, *article)
    graph, copy_of = graph_iri(BASE, "copies"), ox.NamedNode(terms.copyOf)
    alone, other = ox.NamedNode(iri("alone")), ox.NamedNode(iri("other"))
    store.add(ox.Quad(alone, copy_of, other, graph))
    link_copies(store, BASE)
    assert links(store) == LINKS


def test_other_bases_are_left_alone() -> None:
    store = ox.Store()
    for article in ARTICLES:
        put(store, *article)
    assert link_copies(store, "https://another.example/") == 0
    assert list(signatures(store, BASE)) == []


def test_removing_a_source_makes_another_one(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    for article in ARTICLES:
        put(store, *article)
    link_copies(store, BASE)
    store.flush()
    del store
    remove(tmp_path / "store", iri("short"))
    assert links(open_store(tmp_path / "store", read_only=True)) == {
        ("middle", "long"),
        ("again", "other"),
    }


@pytest.mark.parametrize("found", [b"", bytes(200)])
def test_signatures_are_read_as_they_are_written(found: bytes) -> None:
    store = ox.Store()
    store.add(signature_quad(BASE, iri("long"), found))
    assert list(signatures(store, BASE)) == [(iri("long"), found)]

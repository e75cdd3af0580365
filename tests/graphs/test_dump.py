import io

import pytest
from graph_findings import BASE, findings_at
from pyoxigraph import BlankNode, NamedNode, Quad, Store, parse

from polybius.graphs.dump import FORMATS, dump
from polybius.graphs.quads import to_quads
from polybius.graphs.store import replace_document


@pytest.fixture
def store() -> Store:
    store = Store()
    for url in ("https://wire.example/1", "https://wire.example/2"):
        replace_document(store, findings_at(url).iri, to_quads(findings_at(url)))
    return store


def dumped(store: Store, form: str, **options: bool) -> bytes:
    file = io.BytesIO()
    dump(store, form, file, **options)
    return file.getvalue()


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_formats_with_graphs_keep_everything(store, form) -> None:
    store.add(Quad(NamedNode("a:s"), NamedNode("a:p"), NamedNode("a:o")))
    store.add(Quad(NamedNode("a:s"), NamedNode("a:p"), NamedNode("a:o"), BlankNode("g")))
    assert set(parse(dumped(store, form), format=FORMATS[form])) == set(store)


@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_formats_without_graphs_leave_out_what_claims_say(store, form) -> None:
    claimed = NamedNode(findings_at("https://wire.example/1").events[1].iri)
    contents = {quad.triple for quad in store if str(quad.graph_name).endswith("/content>")}
    merged = {quad.triple for quad in store}
    assert contents
    kept = {quad.triple for quad in parse(dumped(store, form), format=FORMATS[form])}
    assert kept == merged - contents
    asked = {
        quad.triple for quad in parse(dumped(store, form, contents=True), format=FORMATS[form])
    }
    assert asked == merged
    assert any(triple.subject == claimed for triple in kept)


def test_the_same_quads_give_the_same_bytes_in_whatever_order_they_came(store) -> None:
    other = Store()
    for quad in sorted(store, key=str, reverse=True):
        other.add(quad)
    for form in FORMATS:
        assert dumped(store, form) == dumped(other, form)


def test_n_quads_are_sorted_by_graph_and_line(store) -> None:
    lines = dumped(store, "nquads").decode().splitlines()
    assert len(lines) == len(store)
    keys = [(line.split()[-2], line) for line in lines]
    assert keys == sorted(keys)


def test_prefixes_are_the_ontologys(store) -> None:
    assert b"@prefix pb: <https://w3id.org/polybius#>" in dumped(store, "trig")
    assert BASE.encode() in dumped(store, "trig")


def test_an_unknown_format_is_refused(store) -> None:
    with pytest.raises(ValueError, match="'n3' is no format: expected one of jsonld, nquads"):
        dump(store, "n3", io.BytesIO())

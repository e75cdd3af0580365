import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from graph_findings import BASE, BODY, findings_at
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from polybius.extract.findings import from_json, to_json
from polybius.graphs.frame import graph_iri
from polybius.graphs.quads import to_quads
from polybius.graphs.store import (
    Build,
    StoreError,
    add_to_graph,
    document_graphs,
    has_graph,
    open_store,
    put_ontology,
    record_build,
    remove_document,
    remove_graph,
    replace_document,
    replace_graph,
)
from polybius.ontology import terms
from polybius.ontology.sources import ontology_sources

OTHER = "https://wire.example/other"


def put(store, findings) -> bool:
    return replace_document(store, findings.iri, to_quads(findings))


def documents_of(quads):
    """All but what the gazetteer says."""
    return {quad for quad in quads if quad.graph_name != graph_iri(BASE, "entities")}


def test_building_the_same_again_changes_nothing(tmp_path) -> None:
    store = open_store(tmp_path / "store")
    assert put(store, findings_at())
    before = set(store)
    assert not put(store, findings_at())
    assert set(store) == before == set(to_quads(findings_at()))


def test_another_text_replaces_all_of_the_old() -> None:
    store = Store()
    put(store, findings_at())
    changed = findings_at(body=BODY.replace("Wednesday", "Wednesday night"), comments=())
    assert put(store, changed)
    assert documents_of(store) == documents_of(to_quads(changed))
    assert {name.value for name in store.named_graphs()} == {
        str(quad.graph_name)[1:-1] for quad in store
    }


def test_a_document_is_taken_out_with_comments_and_claims_and_nothing_else() -> None:
    store, alone = Store(), Store()
    put(store, findings_at())
    put(store, findings_at(OTHER))
    put(alone, findings_at(OTHER))
    assert remove_document(store, findings_at().iri)
    assert set(store) == set(alone)
    assert not remove_document(store, findings_at().iri)
    assert document_graphs(store, findings_at().iri) == []
    assert len(document_graphs(store, findings_at(OTHER).iri)) == 4


def test_the_gazetteers_entities_outlive_their_documents() -> None:
    store = Store()
    put(store, findings_at())
    remove_document(store, findings_at().iri)
    assert {quad.graph_name for quad in store} == {graph_iri(BASE, "entities")}


def test_what_is_told_anew_of_a_known_entity_takes_the_place_of_what_was() -> None:
    store, entities = Store(), graph_iri(BASE, "entities")
    put(store, findings_at())
    (known, *_) = sorted({str(quad.subject.value) for quad in store if quad.graph_name == entities})
    label = NamedNode(terms.PREFIXES["rdfs"] + "label")
    outdated = Quad(NamedNode(known), label, Literal("Otherwise"), entities)
    told = {quad for quad in store if quad.subject == outdated.subject}
    store.extend([outdated])
    store.remove(min((quad for quad in told if quad.graph_name == entities), key=str))
    put(store, findings_at())
    assert {quad for quad in store if quad.subject == outdated.subject} == told


def test_a_base_that_has_graph_in_it_confuses_nothing() -> None:
    moved = from_json(to_json(findings_at()).replace(BASE, "https://data.example/graph/"))
    store = Store()
    put(store, moved)
    assert remove_document(store, moved.iri)
    assert {str(quad.graph_name) for quad in store} == {
        "<https://data.example/graph/graph/entities>"
    }


STORIES = st.tuples(
    st.sampled_from(["https://wire.example/1", "https://wire.example/2", "https://wire.example/3"]),
    st.sampled_from([BODY, BODY.replace("militants", "young militants")]),
    st.sampled_from([("Turkey will invade Idlib.",), ("Turkey will not invade Idlib.", "x"), ()]),
)


@settings(deadline=None)
@given(st.lists(STORIES, min_size=1, max_size=8))
def test_a_store_holds_the_last_version_of_each_document(stories) -> None:
    store = Store()
    latest = {}
    for url, body, comments in stories:
        put(store, findings_at(url, body, comments))
        latest[url] = findings_at(url, body, comments)
    expected = {quad for findings in latest.values() for quad in to_quads(findings)}
    assert expected <= set(store)
    assert documents_of(store) == documents_of(expected)


def test_a_change_is_all_or_nothing() -> None:
    """The guarantee of the engine that replacing rests on."""
    store = Store()
    with pytest.raises(RuntimeError):
        store.update("INSERT DATA { <a:s> <a:p> <a:o> } ; DROP GRAPH <a:none>")
    assert len(store) == 0


WRITER = """
    import itertools, sys
    from graph_findings import BODY, findings_at
    from pathlib import Path
    from polybius.graphs.quads import to_quads
    from polybius.graphs.store import open_store, replace_document
    changed = findings_at(body=BODY.replace("struck", "bombed and struck"), comments=())
    versions = [(findings.iri, list(to_quads(findings))) for findings in (findings_at(), changed)]
    store = open_store(Path(sys.argv[1]))
    for iri, quads in itertools.cycle(versions):
        replace_document(store, iri, quads)
        print("x", flush=True)
"""


def test_a_killed_writer_leaves_one_version_or_the_other(tmp_path) -> None:
    folder = tmp_path / "store"
    changed = findings_at(body=BODY.replace("struck", "bombed and struck"), comments=())
    wanted = [documents_of(to_quads(findings)) for findings in (findings_at(), changed)]
    for pause in (0.0, 0.013, 0.031):
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(folder)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.read(20)
            with pytest.raises(StoreError, match="another process is writing"):
                open_store(folder)
            time.sleep(pause)
            writer.send_signal(signal.SIGKILL)
        store = open_store(folder)
        assert documents_of(store) in wanted
        del store


def test_the_ontology_is_written_once_and_without_blank_nodes() -> None:
    store = Store()
    sources = [turtle for _, turtle in ontology_sources()]
    assert len(sources) >= 5
    assert put_ontology(store, BASE, sources)
    assert not put_ontology(store, BASE, sources)
    assert len(store) > 1000
    assert not any("_:" in f"{quad.subject} {quad.object}"[:2] for quad in store)
    assert put_ontology(store, BASE, [b"<a:x> <a:p> [ <a:q> 1 ] ."])
    assert len(store) == 2
    assert {quad.graph_name for quad in store} == {graph_iri(BASE, "ontology")}


def test_a_build_is_recorded_apart() -> None:
    store = Store()
    build = Build(
        started="2026-11-22T10:00:00+00:00",
        ended="2026-11-22T10:00:05+00:00",
        version="0.1.0",
        model="en_core_web_sm 3.8.0",
        settings="{}",
        documents=(findings_at().iri, findings_at(OTHER).iri),
    )
    iri = record_build(store, BASE, build)
    assert iri.startswith(BASE + "build/20261122T1000000000-")
    assert len(store) == 8
    assert {quad.graph_name for quad in store} == {graph_iri(BASE, "builds")}
    assert record_build(store, BASE, build) == iri
    assert len(store) == 8


def test_a_second_writer_is_told_to_wait_and_a_reader_sees_what_is_there(tmp_path) -> None:
    store = open_store(tmp_path)
    put(store, findings_at())
    with pytest.raises(StoreError, match="another process is writing"):
        open_store(tmp_path)
    reader = open_store(tmp_path, read_only=True)
    assert set(reader) == set(store)
    with pytest.raises(RuntimeError, match="read-write"):
        put(reader, findings_at(OTHER))


def test_what_is_no_store_is_left_alone(tmp_path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(StoreError, match="a folder of other files"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="a file, not a folder"):
        open_store(tmp_path / "note.txt")
    with pytest.raises(StoreError, match="no store here"):
        open_store(tmp_path, read_only=True)
    with pytest.raises(StoreError, match="no store here"):
        open_store(tmp_path / "absent", read_only=True)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_damaged_store_says_so(tmp_path) -> None:
    (tmp_path / "CURRENT").write_text("MANIFEST-9\n")
    with pytest.raises(StoreError, match="cannot be opened as a store"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="cannot be opened as a store"):
        open_store(tmp_path, read_only=True)


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Root may open anything, so a test that runs as root steps down."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(mine)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_folder_without_permission_says_so(tmp_path, read_only) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    with as_somebody_else(), pytest.raises(StoreError, match="no permission"):
        open_store(closed / "store", read_only=read_only)


def test_a_store_keeps_what_it_holds_on_disk(tmp_path) -> None:
    store = open_store(tmp_path / "a" / "b")
    put(store, findings_at())
    del store
    again = open_store(tmp_path / "a" / "b")
    assert set(again) == set(to_quads(findings_at()))
    document = NamedNode(findings_at().iri)
    assert again.contains_named_graph(document)


@pytest.mark.parametrize("graph", [NamedNode("http://a/g"), DefaultGraph()])
def test_a_graph_is_replaced_added_to_and_removed(graph) -> None:
    def quad(value: str) -> Quad:
        return Quad(BlankNode(), NamedNode("http://a/p"), Literal(value), graph)

    def values() -> list[str]:
        return sorted(q.object.value for q in store.quads_for_pattern(None, None, None, graph))

    store, other = Store(), Quad(*3 * (NamedNode("http://a/other"),), NamedNode("http://a/h"))
    store.add(other)
    assert has_graph(store, graph) == isinstance(graph, DefaultGraph)
    replace_graph(store, graph, [quad("a"), quad('b\n"')])
    add_to_graph(store, graph, [quad("c")])
    assert values() == ["a", 'b\n"', "c"]
    replace_graph(store, graph, [quad("d")])
    assert values() == ["d"]
    replace_graph(store, graph, [])
    assert (values(), has_graph(store, graph)) == ([], True)
    remove_graph(store, graph)
    assert has_graph(store, graph) == isinstance(graph, DefaultGraph)
    assert set(store) == {other}
    add_to_graph(store, graph, [])
    assert has_graph(store, graph)

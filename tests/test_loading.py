"""Files of RDF come into a store whole, or not at all."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import Run
from fixed_graph import GRAPH

from polybius.graphs.store import open_store
from polybius.loading import SUFFIXES, load

A, B, G = (ox.NamedNode(f"urn:x:{name}") for name in "abg")
TEXTS = {
    ".jsonld": '{"@id": "urn:x:a", "urn:x:b": "v"}',
    ".nq": '<urn:x:a> <urn:x:b> "v" .',
    ".nt": '<urn:x:a> <urn:x:b> "v" .',
    ".trig": '<urn:x:a> <urn:x:b> "v" .',
    ".ttl": '<urn:x:a> <urn:x:b> "v" .',
}


def quads(store: Path) -> set[ox.Quad]:
    return set(open_store(store, read_only=True))


def written(path: Path, text: str) -> Path:
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("compressed", ["", ".gz"])
@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_every_format_is_told_by_its_suffix(tmp_path: Path, suffix: str, compressed: str) -> None:
    file = written(tmp_path / f"a.b{suffix}{compressed}", TEXTS[suffix])
    assert load(tmp_path / "store", file).quads == 1
    assert quads(tmp_path / "store") == {ox.Quad(A, B, ox.Literal("v"))}


def test_graphs_are_kept_and_what_has_none_goes_where_it_is_told(tmp_path: Path) -> None:
    text = "<urn:x:a> <urn:x:b> 1 . <urn:x:g> { <urn:x:a> <urn:x:b> 2 }"
    file = written(tmp_path / "a.trig", text)
    load(tmp_path / "store", file, graph="urn:x:told")
    graphs = {quad.graph_name for quad in quads(tmp_path / "store")}
    assert graphs == {G, ox.NamedNode("urn:x:told")}


def test_loading_adds_and_loading_again_adds_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    loaded = load(store, GRAPH).quads
    blank = "<urn:x:a> <urn:x:b> [ <urn:x:b> 1 ], _:x ."
    load(store, written(tmp_path / "one.ttl", blank))
    first = quads(store)
    assert len(first) == loaded + 3
    load(store, GRAPH)
    load(store, tmp_path / "one.ttl")
    assert quads(store) == first


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    for name, value in (("one.nt", 1), ("two.nt", 2)):
        load(tmp_path / "store", written(tmp_path / name, f'_:x <urn:x:b> "{value}" .'))
    assert len({quad.subject for quad in quads(tmp_path / "store")}) == 2


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "a.ttl",
            "<urn:x:a> <urn:x:b> 1 .\n<urn:x:a> <urn:x:b> ,, .",
            "a.ttl, line 2: .*mn 21",
        ),
        ("a.nq.gz", "<urn:x:a> <urn:x:b> .", r"a.nq.gz, line 1: "),
        ("a.trig", "<relative> <urn:x:b> 1 .", "line 1: .*No scheme"),
        ("a.jsonld", '{"@id": "urn:x:a",\n "urn:x:b": 1,}', "line 2: .*railing comma"),
        ("a.jsonld", '{"@context": "http://127.0.0.1:9/c", "b": 1}', "nothing is fetched"),
        ("a.rdf", "<rdf/>", r"Known are .jsonld, .nq"),
        ("a.gz", "", "a file of what"),
    ],
)
def test_what_is_broken_is_told_by_file_and_line(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        load(tmp_path / "store", written(tmp_path / name, text))
    assert not (tmp_path / "store").exists()


def test_a_broken_file_leaves_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polybius.loading._BATCH", 2)
    store = tmp_path / "store"
    load(store, written(tmp_path / "good.nt", TEXTS[".nt"]))
    lines = [f'<urn:x:a> <urn:x:b> "{n}" .' for n in range(9)]
    assert load(store, written(tmp_path / "nine.nt", "\n".join(lines))).quads == 9
    assert len(quads(store)) == 10
    before = quads(store)
    bad = written(tmp_path / "bad.nt", "\n".join([*lines, "bad"]).replace("urn:x:a", "urn:x:c"))
    with pytest.raises(ValueError, match="line 10"):
        load(store, bad)
    assert quads(store) == before


@pytest.mark.parametrize("cut", [5, 15, -2])
def test_broken_gzip_is_told_of(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "a.nt.gz"
    file.write_bytes(gzip.compress(TEXTS[".nt"].encode() * 20)[:cut])
    with pytest.raises(ValueError, match="broken gzip"):
        load(tmp_path / "store", file)
    file.write_bytes(b"no gzip")
    with pytest.raises(ValueError, match="broken gzip"):
        load(tmp_path / "store", file)


def test_the_command_loads_and_tells(polybius: Run, tmp_path: Path) -> None:
    store, bad = tmp_path / "store", written(tmp_path / "bad.ttl", "<")
    result = polybius("load", GRAPH, "--store", store)
    assert result.exit_code == 0
    assert result.stdout == f"{GRAPH}: {len(quads(store)):,} quads loaded\n"
    result = polybius("load", bad, "--store", store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"polybius: {bad}, line 1: ")
    result = polybius("load", tmp_path / "none.ttl", "--store", store)
    assert "none.ttl: No such file" in result.stderr
    result = polybius("load", GRAPH, "--graph", "no iri", "--store", store)
    assert "no IRI for a graph" in result.stderr

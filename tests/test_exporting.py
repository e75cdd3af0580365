"""`polybius export`: every format, to a file or standard output."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from graph_findings import findings_at
from lxml import etree
from running import run_process

from polybius.exporting import EXPORT_FORMATS, SEVERAL_FILES, export, written
from polybius.extract.identity import BASE
from polybius.networks import NETWORKS, View

RDF = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
}
CLAIM = findings_at().claims[0].iri


def nodes_of(data):
    return etree.fromstring(data).xpath("//*[local-name()='node']")


def test_the_formats_and_networks():
    assert {"gexf", *RDF} <= set(EXPORT_FORMATS)
    assert NETWORKS == (
        "actors", "claims", "cooperation", "events", "hostility", "places", "replies",
    )  # fmt: skip


ONE_FILE = [form for form in EXPORT_FORMATS if form not in SEVERAL_FILES]


@pytest.mark.parametrize("form", ONE_FILE)
def test_every_format_is_the_same_in_a_file_and_on_standard_output(polybius, form, store, tmp_path):
    file = tmp_path / ("graph.csv" if form == "events" else f"graph.{form}")
    to_file = polybius("export", form, file, "--store", store)
    assert (to_file.exit_code, to_file.stdout, to_file.stderr) == (0, "", "")
    shown = polybius("export", form, "-", "--store", store)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert file.read_bytes() == shown.stdout_bytes
    assert len(shown.stdout_bytes) > 500
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("name", ["net", "net.csv"])
def test_csv_is_two_tables(polybius, store, tmp_path, name):
    result = polybius("export", "csv", tmp_path / name, "--store", store)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["net-edges.csv", "net-nodes.csv"]
    for table in ("nodes", "edges"):
        shown = polybius("export", f"csv-{table}", "-", "--store", store)
        assert (tmp_path / f"net-{table}.csv").read_bytes() == shown.stdout_bytes
    result = polybius("export", "csv", "-", "--store", store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "write one of them: csv-nodes or csv-edges" in result.stderr


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_formats_with_graphs_hold_every_quad(polybius, form, store):
    data = polybius("export", form, "-", "--store", store).stdout_bytes
    quads = set(ox.parse(data, format=RDF[form]))
    assert quads == set(ox.Store.read_only(str(store)))
    assert len(quads) > 1_000


@pytest.mark.parametrize("form", ["jsonld", "turtle"])
def test_formats_without_graphs_hold_claims_contents_only_when_asked(polybius, form, store):
    database = ox.Store.read_only(str(store))
    said = {q.triple for q in database.quads_for_pattern(None, None, None, content_graph())}
    assert said

    def exported(*words):
        data = polybius("export", form, "-", "--store", store, *words).stdout_bytes
        return {quad.triple for quad in ox.parse(data, format=RDF[form])}

    assert not said & exported()
    assert exported("--contents") == {quad.triple for quad in database}


def content_graph():
    return ox.NamedNode(f"{CLAIM}/content")


@pytest.mark.parametrize(
    ("network", "kinds", "labels"),
    [
        ("actors", {"Assault", "Aid"}, {"Russia", "United States", "Idlib", "militants", "Turkey"}),
        (
            "claims", {"MaterialCooperation"},
            {"Ivan Petrov", "United States", "militants", "Idlib"},
        ),
        ("cooperation", {"Aid"}, {"United States", "militants"}),
        ("hostility", {"Assault"}, {"Russia", "Turkey", "Idlib"}),
        ("replies", {"mention", "reply"}, {"Rex", "Ida", "Turkey", "Idlib"}),
    ],
)  # fmt: skip
def test_a_network_has_what_it_is_named_for(polybius, network, kinds, labels, store):
    data = polybius("export", "gexf", "-", "--network", network, "--store", store).stdout_bytes
    assert {node.get("label") for node in nodes_of(data)} == labels
    edges = etree.fromstring(data).xpath("//*[local-name()='edge']")
    assert {edge.get("kind") for edge in edges} <= kinds


def test_exporting_twice_gives_the_same_bytes(polybius, store):
    for form in ONE_FILE:
        twice = [polybius("export", form, "-", "--store", store).stdout_bytes for _ in range(2)]
        assert twice[0] == twice[1], form


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["gefx", "-"], "no format 'gefx'; there are gexf"),
        (["gexf", "-", "--network", "actor"], "no network 'actor'; there are actors, claims"),
    ],
)
def test_unknown_formats_and_networks_are_answered_with_the_known(polybius, words, told, store):
    result = polybius("export", *words, "--store", store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"polybius: {told}")


def test_a_mistake_leaves_the_old_file(polybius, store, tmp_path):
    file = tmp_path / "graph.gexf"
    file.write_text("old", encoding="utf-8")
    absent = tmp_path / "absent"
    for words in (["gefx", file, "--store", store], ["gexf", file, "--store", absent]):
        assert polybius("export", *words).exit_code == 1
        assert file.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_a_damaged_store_leaves_the_old_file(polybius, own_store, tmp_path):
    file = tmp_path / "out" / "graph.nq"
    file.parent.mkdir()
    file.write_text("old", encoding="utf-8")
    for table in own_store.glob("*.sst"):
        data = table.read_bytes()
        table.write_bytes(b"\xff" * 40 + data[40:])
    result = polybius("export", "nquads", file, "--store", own_store)
    assert result.exit_code == 1
    assert "damaged" in result.stderr
    assert file.read_text(encoding="utf-8") == "old"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("place", ["absent/graph.gexf", "notes.txt/graph.gexf", "."])
def test_a_path_that_cannot_be_written_is_told_of_by_its_name(polybius, place, store, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    target = f"{tmp_path}/{place}"
    result = polybius("export", "gexf", target, "--store", store)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"polybius: {target}: ")
    assert result.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_device_can_be_written_to(store):
    done = run_process("export", "trig", "/dev/stdout", "--store", store)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(ox.parse(done.stdout.encode(), format=ox.RdfFormat.TRIG))) > 1_000


def test_written_names_the_target_and_keeps_its_kind(tmp_path):
    target = str(tmp_path / "absent" / "x")
    with pytest.raises(FileNotFoundError) as caught, written(target):
        pytest.fail("nothing can be written there")
    assert caught.value.filename == target


def test_export_as_a_function_refuses_before_it_opens_anything(tmp_path):
    with pytest.raises(ValueError, match="no format 'csw'"):
        export(tmp_path / "absent", "csw", "-")
    with pytest.raises(ValueError, match="no network 'all'"):
        export(tmp_path / "absent", "gexf", "-", View(network="all"))


@pytest.mark.model
def test_whoever_stands_in_the_samples_network_is_among_their_actors_and_places(polybius, built):
    known: set[str] = set()
    for question in ("actors", "places"):
        answer = polybius("ask", question, "--store", built, "--format", "json")
        rows = json.loads(answer.stdout)["results"]["bindings"]
        known |= {row[question[:-1]]["value"] for row in rows}
    data = polybius("export", "gexf", "-", "--network", "actors", "--store", built).stdout_bytes
    nodes = {node.get("id") for node in nodes_of(data)}
    assert len(nodes) >= 10
    assert {BASE + node.removeprefix(BASE) for node in nodes} <= known

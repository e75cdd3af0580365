"""`polybius export` with its options for networks."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from graph_findings import BASE, findings_at
from lxml import etree

from polybius.graphs.quads import to_quads
from polybius.graphs.store import put_ontology, replace_document
from polybius.networks import View, network
from polybius.ontology.sources import ontology_sources
from polybius.queries.catalogue import parse_question
from polybius.queries.errors import QuestionError


@pytest.fixture(scope="module")
def database() -> ox.Store:
    store = ox.Store()
    put_ontology(store, BASE, (text for _, text in ontology_sources()))
    findings = findings_at()
    replace_document(store, findings.iri, to_quads(findings))
    return store


def test_a_network_is_measured_and_laid_out(database) -> None:
    found = network(database, View())
    assert all(node.position for node in found.nodes)
    assert all("pagerank" in node.attributes for node in found.nodes)
    assert not any(node.position for node in network(database, View(layout="none")).nodes)


def test_only_a_part_is_shown_and_the_description_says_which(database) -> None:
    view = View("hostility", min_weight=1, giant=True, parameters={"actor": "Russia"})
    found = network(database, view)
    assert [node.label for node in found.nodes] == ["Idlib", "Russia"]
    assert found.description.endswith("(actor Russia; weights of 1 or more; the giant component)")


def test_what_is_counted_may_be_chosen(database) -> None:
    found = network(database, View(count=("events", "claimed"), min_weight=1))
    assert {edge.kind for edge in found.edges} == {"Assault", "Aid"}
    assert found.description.endswith("(weights count events and claimed; weights of 1 or more)")


def test_any_select_with_source_and_target_is_a_network(database) -> None:
    text = (
        "PREFIX pb: <https://w3id.org/polybius#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?source ?target (?name AS ?source_label) WHERE "
        "{ ?event pb:actor ?source ; pb:place ?target . ?source rdfs:label ?name }"
    )
    found = network(database, View(query=parse_question(text, "who_where")))
    labels = {node.id: node.label for node in found.nodes}
    assert {labels[edge.source] for edge in found.edges} == {"Russia", "United States"}
    assert (found.name, found.description) == ("who_where", "who_where")


@pytest.mark.parametrize("text", ["SELECT ?source WHERE { ?source a ?b }", "ASK { ?a ?b ?c }"])
def test_another_query_is_told_what_a_network_needs(database, text) -> None:
    with pytest.raises(QuestionError, match=r"own gives no network: .*\?target"):
        network(database, View(query=parse_question(text, "own")))


def test_the_command_takes_them_all(polybius, store, tmp_path) -> None:
    query = tmp_path / "mine.rq"
    query.write_text("SELECT ?source ?target WHERE { ?source ?kind ?target } LIMIT 5")
    for words in (
        ["--network", "actors", "--actor", "Russia", "--voices", "article", "--layout", "geo"],
        ["--network", "hostility", "--count", "events", "--count", "future", "--min-weight", "1"],
        ["--query", query, "--giant", "--layout", "none"],
    ):
        shown = polybius("export", "gexf", "-", "--store", store, *words)
        assert (shown.exit_code, shown.stderr) == (0, "")
        assert etree.fromstring(shown.stdout_bytes).xpath("//*[local-name()='edge']")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--layout", "circle"], "no layout 'circle'; there are forceatlas2, geo, none"),
        (["--count", "rumoured"], "nothing is counted as 'rumoured'; known are events, claimed"),
        (["--actor", "Rusland"], "the graph has no entity called 'Rusland'; did you mean"),
        (["--colour", "red"], "actors takes no parameter 'colour'; it takes: from, to, actor"),
        (["--query", "absent.rq"], "absent.rq"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_clear_line(polybius, store, words, told) -> None:
    result = polybius("export", "gexf", "-", "--store", store, *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_list_explains_each_network_and_its_filters(polybius) -> None:
    result = polybius("export", "--list")
    assert result.exit_code == 0
    for word in ("actors:", "replies:", "--event_type EVENT_TYPE", "--factualities TEXT"):
        assert word in result.stdout

"""Every network in every format, as Gephi itself reads it. Run by `make test-gephi`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import gephi
import pytest
from maven import MissingError

from polybius.exporting import NETWORKS, export
from polybius.graphs.exporters import EXPORTERS
from polybius.graphs.network import Network, from_rows
from polybius.graphs.store import open_store
from polybius.queries.network import network_rows

pytestmark = [pytest.mark.gephi, pytest.mark.model]

CASES = [(network, form) for network in NETWORKS for form in EXPORTERS]
JAVA_TYPES = {str: "String", bool: "Boolean", int: "Long", float: "Double"}
OWN_NODE_COLUMNS = {"Id": "String", "Label": "String", "Interval": "IntervalSet"}
OWN_EDGE_COLUMNS = {**OWN_NODE_COLUMNS, "Weight": "Double"}
Case = tuple[Network, gephi.Reading]


@pytest.fixture(scope="module")
def readings(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[object, gephi.Reading]:
    """Every case, read by one JVM; skip where there is no Java or no toolkit."""
    folder = tmp_path_factory.mktemp("exports")
    files = {case: folder / ".".join(case) for case in CASES}
    for (network, form), file in files.items():
        export(built, form, str(file), network=network)
    try:
        return dict(zip(CASES, gephi.read(files.values()), strict=True))
    except MissingError as error:
        pytest.skip(f"NOT TESTED, what Gephi reads: {error}")


@pytest.fixture(scope="module")
def asked(built: Path) -> dict[str, Network]:
    store = open_store(built, read_only=True)
    return {name: from_rows(network_rows(store, name), name) for name in NETWORKS}


@pytest.fixture(params=CASES, ids="-".join)
def case(
    request: pytest.FixtureRequest,
    asked: dict[str, Network],
    readings: dict[object, gephi.Reading],
) -> Case:
    """A network as it was asked for, and as Gephi read it from a file."""
    return asked[request.param[0]], readings[request.param]


def test_gephi_loses_nothing_and_guesses_nothing(case: Case) -> None:
    _, read = case
    assert read.troubles == []
    assert read.directed
    assert all(edge.directed for edge in read.edges)


def test_every_node_is_there_under_its_id_and_label(case: Case) -> None:
    network, read = case
    assert len(network.nodes) > 10
    expected = {node.id: " ".join(node.label.split()) for node in network.nodes}
    assert {node.id: node.label for node in read.nodes} == expected
    assert len(read.nodes) == len(network.nodes)


def test_every_edge_is_there_and_parallel_ones_are_kept_apart(case: Case) -> None:
    network, read = case
    pairs = Counter((edge.source, edge.target) for edge in network.edges)
    assert max(pairs.values()) > 1
    expected = [(edge.source, edge.target, edge.kind) for edge in network.edges]
    assert sorted((edge.source, edge.target, edge.kind or "") for edge in read.edges) == expected
    assert read.kinds == Counter(edge.kind for edge in network.edges)
    assert all(edge.label == edge.kind for edge in read.edges)


def test_weights_count_events(case: Case) -> None:
    network, read = case
    counted = {(edge.source, edge.target, edge.kind): edge.weight for edge in network.edges}
    for edge in read.edges:
        weight = counted[edge.source, edge.target, edge.kind or ""]
        assert edge.values["Weight"] == pytest.approx(max(weight, 0.1)), edge.id


def test_columns_have_the_types_of_their_values(case: Case) -> None:
    network, read = case
    node_types = {
        key: type(value) for node in network.nodes for key, value in node.attributes.items()
    }
    edge_types = {
        key: type(value) for edge in network.edges for key, value in edge.attributes.items()
    }
    assert read.node_columns == OWN_NODE_COLUMNS | {"kind": "String"} | java_types(node_types)
    assert read.edge_columns == OWN_EDGE_COLUMNS | java_types(edge_types)


def java_types(types: dict[str, type]) -> dict[str, str]:
    return {name: JAVA_TYPES[kind] for name, kind in types.items()}


def test_every_attribute_has_its_value(case: Case) -> None:
    network, read = case
    nodes = {node.id: node.values for node in read.nodes}
    edges = {(edge.source, edge.target, edge.kind or ""): edge.values for edge in read.edges}
    for node in network.nodes:
        assert {"kind": node.kind, **node.attributes}.items() <= nodes[node.id].items()
    for edge in network.edges:
        values = edges[edge.source, edge.target, edge.kind]
        assert edge.attributes.items() <= values.items()


def test_nodes_and_edges_have_a_colour_for_each_class(case: Case) -> None:
    _, read = case
    nodes = {node.values["kind"]: node.colour for node in read.nodes}
    assert len(set(nodes.values())) > 2
    assert "#000000" not in nodes.values()  # what Gephi gives to a node without one
    assert all(node.colour == nodes[node.values["kind"]] for node in read.nodes)
    edges = {edge.kind: edge.colour for edge in read.edges}
    assert all(edge.alpha for edge in read.edges)  # 0 is what it gives to an edge without one
    assert all(edge.colour == edges[edge.kind] for edge in read.edges)


def test_sizes_grow_with_weights(case: Case) -> None:
    _, read = case
    strength: Counter[str] = Counter()
    for edge in read.edges:
        strength.update({edge.source: edge.values["Weight"], edge.target: edge.values["Weight"]})
    sizes = [node.size for node in sorted(read.nodes, key=lambda node: strength[node.id])]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]

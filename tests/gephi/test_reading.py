"""Every network in every format, as Gephi itself reads it. Run by `make test-gephi`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gephi
import pytest
from maven import BUILD, MissingError

from polybius.exporting import NETWORKS, export
from polybius.graphs.exporters import EXPORTERS
from polybius.graphs.network import Edge, Network, Node, from_rows
from polybius.graphs.store import open_store
from polybius.queries.network import network_rows, networks

pytestmark = [pytest.mark.gephi, pytest.mark.model]

# What a format cannot tell Gephi, whoever writes it (see test_importers.py). All else must arrive.
UNTOLD: Mapping[str, frozenset[str]] = {
    "graphml": frozenset({"kinds", "description"}),
    "dot": frozenset({"kinds", "description", "types", "sizes"}),
}
CASES = [(network, form) for network in NETWORKS for form in EXPORTERS]
JAVA_TYPES = {str: "String", bool: "Boolean", int: "Long", float: "Double"}
OWN_NODE_COLUMNS = {"Id": "String", "Label": "String", "Interval": "IntervalSet"}
OWN_EDGE_COLUMNS = {**OWN_NODE_COLUMNS, "Weight": "Double"}
THINNEST = 0.1
PICTURE = BUILD / "gephi-actors.png"


@dataclass(frozen=True)
class Case:
    """A network as it was asked for, and as Gephi read it from a file of one format."""

    network: Network
    read: gephi.Reading
    untold: frozenset[str]

    def place(self, edge: Edge | gephi.Edge) -> tuple[str | None, ...]:
        """Return what an edge is known by; Gephi sums those that are alike in it."""
        ends = (edge.source, edge.target)
        return ends if "kinds" in self.untold else (*ends, edge.kind)

    def value(self, value: object) -> object:
        return str(value) if "types" in self.untold else value


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
    return {
        name: from_rows(network_rows(store, name), name, networks()[name].summary)
        for name in NETWORKS
    }


@pytest.fixture(params=CASES, ids="-".join)
def case(
    request: pytest.FixtureRequest,
    asked: dict[str, Network],
    readings: dict[object, gephi.Reading],
) -> Case:
    network, form = request.param
    return Case(asked[network], readings[request.param], UNTOLD.get(form, frozenset()))


def test_gephi_loses_nothing_and_guesses_nothing(case: Case) -> None:
    assert case.read.troubles == []
    assert case.read.directed
    assert all(edge.directed for edge in case.read.edges)


def test_the_workspace_says_what_the_network_is(case: Case) -> None:
    told = "" if "description" in case.untold else case.network.description
    assert case.read.description == told


def test_every_node_is_there_under_its_id_and_label(case: Case) -> None:
    assert len(case.network.nodes) > 10
    assert len(case.read.nodes) == len(case.network.nodes)
    expected = {node.id: " ".join(node.label.split()) for node in case.network.nodes}
    assert {node.id: node.label for node in case.read.nodes} == expected


def test_every_edge_is_there_and_parallel_ones_are_kept_apart(case: Case) -> None:
    pairs = Counter((edge.source, edge.target) for edge in case.network.edges)
    assert max(pairs.values()) > 1
    read = Counter(map(case.place, case.read.edges))
    assert read == dict.fromkeys(map(case.place, case.network.edges), 1)
    kinds = {edge.kind for edge in case.network.edges}
    assert {edge.label for edge in case.read.edges} <= kinds
    if "kinds" not in case.untold:
        assert all(edge.label == edge.kind for edge in case.read.edges)


def test_weights_count_events(case: Case) -> None:
    weights: dict[object, float] = {}
    for edge in case.network.edges:
        place = case.place(edge)
        weights[place] = weights.get(place, 0.0) + max(edge.weight, THINNEST)
    read = {case.place(edge): edge.values["Weight"] for edge in case.read.edges}
    assert read == pytest.approx(weights)


def test_columns_have_the_types_of_their_values(case: Case) -> None:
    nodes, edges = columns(case, case.network.nodes), columns(case, case.network.edges)
    assert case.read.node_columns == OWN_NODE_COLUMNS | {"kind": "String"} | nodes
    assert case.read.edge_columns == OWN_EDGE_COLUMNS | edges


def columns(case: Case, owners: tuple[Node, ...] | tuple[Edge, ...]) -> dict[str, str]:
    values = {name: value for owner in owners for name, value in owner.attributes.items()}
    return {name: JAVA_TYPES[type(case.value(value))] for name, value in values.items()}


def test_every_attribute_has_its_value(case: Case) -> None:
    nodes = {node.id: node.values for node in case.read.nodes}
    for node in case.network.nodes:
        assert_values(case, {"kind": node.kind, **node.attributes}, nodes[node.id])
    edges = {case.place(edge): edge.values for edge in case.read.edges}
    summed = Counter(map(case.place, case.network.edges))
    alone = [edge for edge in case.network.edges if summed[case.place(edge)] == 1]
    assert len(alone) > 10
    for edge in alone:
        assert_values(case, edge.attributes, edges[case.place(edge)])


def assert_values(case: Case, expected: Mapping[str, object], read: Mapping[str, Any]) -> None:
    assert {name: case.value(value) for name, value in expected.items()}.items() <= read.items()


def test_nodes_and_edges_have_a_colour_for_each_class(case: Case) -> None:
    nodes = {node.values["kind"]: node.colour for node in case.read.nodes}
    assert len(set(nodes.values())) > 2
    assert "#000000" not in nodes.values()  # what Gephi gives to a node without one
    assert all(node.colour == nodes[node.values["kind"]] for node in case.read.nodes)
    assert all(node.alpha for node in case.read.nodes)
    edges = {edge.label: edge.colour for edge in case.read.edges}
    assert all(edge.alpha for edge in case.read.edges)  # 0 is what it gives to an edge without one
    assert all(edge.colour == edges[edge.label] for edge in case.read.edges)


def test_sizes_grow_with_weights(case: Case) -> None:
    if "sizes" in case.untold:
        assert len({node.size for node in case.read.nodes}) == 1
        return
    strength: Counter[str] = Counter()
    for edge in case.read.edges:
        strength.update({edge.source: edge.values["Weight"]})
        strength.update({edge.target: edge.values["Weight"]})
    sizes = [node.size for node in sorted(case.read.nodes, key=lambda node: strength[node.id])]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_gephi_draws_a_picture_to_look_at(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "actors.gexf"
    export(built, "gexf", str(file), network="actors")
    BUILD.mkdir(exist_ok=True)
    PICTURE.unlink(missing_ok=True)
    try:
        gephi.draw(file, PICTURE)
    except MissingError as error:
        pytest.skip(f"NOT TESTED, how Gephi draws: {error}")
    assert PICTURE.read_bytes().startswith(b"\x89PNG")
    assert PICTURE.stat().st_size > 50_000  # an empty page is a tenth of it

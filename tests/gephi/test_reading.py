"""Every network in every format, as Gephi itself reads it. Run by `make test-gephi`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gephi
import pytest
from invented_networks import DATED
from maven import BUILD, MissingError

from polybius.exporting import export
from polybius.graphs.exporters import EXPORTERS
from polybius.graphs.network import Edge, Network, Node
from polybius.graphs.output import open_output
from polybius.graphs.store import open_store
from polybius.networks import NETWORKS, View, network

pytestmark = [pytest.mark.gephi, pytest.mark.model]

# What Gephi opens: the exporters that write a format's files, and how these end.
FORMATS: Mapping[str, Mapping[str, str]] = {
    "gexf": {"gexf": ".gexf"},
    "graphml": {"graphml": ".graphml"},
    "csv": {"csv-nodes": "-nodes.csv", "csv-edges": "-edges.csv"},
    "dot": {"dot": ".dot"},
}
NOT_OPENED = {
    "graphology",
    "geojson",
    "png",
    "svg",
}  # for sigma, maps, and people: no importer of Gephi's

# What a format cannot tell Gephi, whoever writes it (see test_importers.py). All else must arrive.
UNTOLD: Mapping[str, frozenset[str]] = {
    "graphml": frozenset({"kinds", "description", "days"}),
    "csv": frozenset({"description", "looks", "time format", "ISO days", "long"}),
    "dot": frozenset({"kinds", "description", "days", "types", "sizes", "undirected"}),
}
CASES = [(network, form) for network in NETWORKS for form in FORMATS]
DATED_CASES = [("dated", form) for form in FORMATS]
JAVA_TYPES = {str: "String", bool: "Boolean", int: "Long", float: "Double"}
OWN_NODE_COLUMNS = {"Id": "String", "Label": "String", "Interval": "IntervalSet"}
OWN_EDGE_COLUMNS = {**OWN_NODE_COLUMNS, "Weight": "Double"}
OVER_TIME = {"events_over_time": "IntervalLongMap"}
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T[\d:Z]+)?")
THINNEST = 0.1
PICTURE = BUILD / "gephi-actors.png"


@dataclass(frozen=True)
class Case:
    """A network as it was asked for, and as Gephi read it from a file of one format."""

    form: str
    network: Network
    read: gephi.Reading

    @property
    def untold(self) -> frozenset[str]:
        return UNTOLD.get(self.form, frozenset())

    def place(self, edge: Edge | gephi.Edge) -> tuple[str | None, ...]:
        """Return what an edge is known by; Gephi sums those that are alike in it."""
        ends = (edge.source, edge.target)
        return ends if "kinds" in self.untold else (*ends, edge.kind)

    def value(self, value: object) -> object:
        if "ISO days" in self.untold and isinstance(value, str):
            day = ISO_DAY.fullmatch(value)
            return value.replace("-", "/", 2) if day else value
        return str(value).lower() if self._as_text(value) else value

    def _as_text(self, value: object) -> bool:
        return "types" in self.untold and not isinstance(value, str)

    def java_type(self, value: object) -> str:
        found = JAVA_TYPES[type(self.value(value))]
        return "Integer" if found == "Long" and "long" in self.untold else found


@pytest.fixture(scope="module")
def asked(built: Path) -> dict[str, Network]:
    store = open_store(built, read_only=True)
    return {name: network(store, View(name)) for name in NETWORKS} | {"dated": DATED}


@pytest.fixture(scope="module")
def readings(
    asked: dict[str, Network], tmp_path_factory: pytest.TempPathFactory
) -> dict[object, gephi.Reading]:
    """Every case, read by one JVM; skip where there is no Java or no toolkit."""
    folder = tmp_path_factory.mktemp("exports")
    cases = CASES + DATED_CASES
    files = [written(asked[network], form, folder / network) for network, form in cases]
    try:
        return dict(zip(cases, gephi.read(files), strict=True))
    except MissingError as error:
        pytest.skip(f"NOT TESTED, what Gephi reads: {error}")


def written(network: Network, form: str, stem: Path) -> list[Path]:
    """Write the files of a format, and return them in the order in which Gephi is to read them."""
    files = []
    for exporter, end in FORMATS[form].items():
        files.append(stem.with_name(f"{stem.name}{end}"))
        with open_output(files[-1]) as file:
            EXPORTERS[exporter](network, file)
    return files


def test_gephi_opens_every_format_but_those_that_are_known_to_be_for_others() -> None:
    assert {name for form in FORMATS.values() for name in form} == EXPORTERS.keys() - NOT_OPENED


@pytest.fixture(params=CASES, ids="-".join)
def case(
    request: pytest.FixtureRequest,
    asked: dict[str, Network],
    readings: dict[object, gephi.Reading],
) -> Case:
    network, form = request.param
    return Case(form, asked[network], readings[request.param])


@pytest.fixture(params=DATED_CASES, ids="-".join)
def dated(request: pytest.FixtureRequest, readings: dict[object, gephi.Reading]) -> Case:
    return Case(request.param[1], DATED, readings[request.param])


def test_gephi_loses_nothing_and_guesses_nothing(case: Case) -> None:
    assert case.read.troubles == []
    expected = {edge.directed for edge in case.network.edges}
    assert {edge.directed for edge in case.read.edges} == (
        {True} if "undirected" in case.untold else expected
    )


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
    assert max(pairs.values()) > 1 or case.network.name == "replies"
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
    if case.form == "gexf" and any(edge.levels for edge in case.network.edges):
        edges |= OVER_TIME
    if "kinds" in case.untold:
        edges["kind"] = "String"
    if case.form == "dot" and not all(edge.directed for edge in case.network.edges):
        edges["dir"] = "String"
    assert case.read.node_columns == OWN_NODE_COLUMNS | {"kind": "String"} | nodes
    assert case.read.edge_columns == OWN_EDGE_COLUMNS | edges


def columns(case: Case, owners: tuple[Node, ...] | tuple[Edge, ...]) -> dict[str, str]:
    values = {name: value for owner in owners for name, value in owner.attributes.items()}
    return {name: case.java_type(value) for name, value in values.items()}


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


def test_days_are_intervals_of_nodes_and_edges(case: Case) -> None:
    owners = (*case.network.nodes, *case.network.edges)
    days = [day for owner in owners for spell in owner.spells for day in spell]
    assert len(days) > 10
    assert case.read.dynamic == ("days" not in case.untold)
    if not case.read.dynamic:
        return
    assert case.read.time_representation == "INTERVAL"
    nodes = {node.id: node.values.get("Interval") for node in case.read.nodes}
    assert set(nodes.values()) > {None}
    if "time format" not in case.untold:
        assert case.read.time_format == "DATE"
        assert (case.read.start, case.read.end) == (min(days), max(days))
        assert nodes == {node.id: interval(node) for node in case.network.nodes}
        edges = {case.place(edge): edge.values.get("Interval") for edge in case.read.edges}
        assert edges == {case.place(edge): interval(edge) for edge in case.network.edges}


def interval(owner: Node | Edge) -> str | None:
    spells = "; ".join(f"[{first}, {last}]" for first, last in owner.spells)
    return f"<{spells}>" if spells else None


def test_a_network_with_and_without_days_and_directions_arrives(dated: Case) -> None:
    assert dated.read.troubles == []
    directed = {dated.place(edge): edge.directed for edge in dated.read.edges}
    expected = {dated.place(edge): edge.directed for edge in reversed(DATED.edges)}
    assert directed == (dict.fromkeys(expected, True) if "undirected" in dated.untold else expected)
    if dated.form == "gexf":
        first, second, _ = sorted(dated.read.edges, key=lambda edge: edge.id)
        assert first.values["events_over_time"] == "<[2017-01-01, 2017-01-31, 2]>"
        assert first.values["Interval"] == interval(DATED.edges[0])
        assert "Interval" not in second.values


def test_nodes_are_where_they_were_laid_out(dated: Case) -> None:
    read = {node.id: (node.x, node.y) for node in dated.read.nodes}
    laid_out = {node.id: pytest.approx(node.position) for node in DATED.nodes}
    assert (read == laid_out) == ("looks" not in dated.untold)


def test_nodes_and_edges_have_a_colour_for_each_class(case: Case) -> None:
    if "looks" in case.untold:
        assert {node.colour for node in case.read.nodes} == {"#000000"}
        return
    nodes = {node.values["kind"]: node.colour for node in case.read.nodes}
    assert len(set(nodes.values())) > 1
    assert "#000000" not in nodes.values()  # what Gephi gives to a node without one
    assert all(node.colour == nodes[node.values["kind"]] for node in case.read.nodes)
    assert all(node.alpha for node in case.read.nodes)
    edges = {edge.label: edge.colour for edge in case.read.edges}
    assert all(edge.alpha for edge in case.read.edges)  # 0 is what it gives to an edge without one
    assert all(edge.colour == edges[edge.label] for edge in case.read.edges)


def test_sizes_grow_with_weights(case: Case) -> None:
    if {"sizes", "looks"} & case.untold:
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
    export(built, "gexf", str(file), View("actors"))
    BUILD.mkdir(exist_ok=True)
    PICTURE.unlink(missing_ok=True)
    try:
        gephi.draw(file, PICTURE)
    except MissingError as error:
        pytest.skip(f"NOT TESTED, how Gephi draws: {error}")
    assert PICTURE.read_bytes().startswith(b"\x89PNG")
    assert PICTURE.stat().st_size > 50_000  # an empty page is a tenth of it

import io

import networkx
import pytest
from invented_networks import DATED, SAMPLE
from lxml import etree

from polybius.graphs.graphml import to_graphml
from polybius.graphs.network import Network, Node

SPACES = {"g": "http://graphml.graphdrawing.org/xmlns"}


def written(network: Network) -> bytes:
    file = io.BytesIO()
    to_graphml(network, file)
    return file.getvalue()


def parsed(network: Network) -> etree._Element:
    return etree.fromstring(written(network))


def test_networkx_reads_the_same_network() -> None:
    graph = networkx.read_graphml(io.BytesIO(written(SAMPLE)))
    assert graph.is_directed()
    assert list(graph) == ["entity/a", "entity/b", "entity/c"]
    arland = graph.nodes["entity/a"]
    assert {name: arland[name] for name in ("label", "kind", "lat", "country", "seen")} == {
        "label": "Arland",
        "kind": "State",
        "lat": 1.5,
        "country": "ARL",
        "seen": True,
    }
    assert (arland["size"], arland["r"], arland["g"], arland["b"]) == (100.0, 0, 114, 178)
    edges = [
        (source, target, values["kind"], values["weight"], values["events"])
        for source, target, values in graph.edges(data=True)
    ]
    assert edges == [
        ("entity/a", "entity/b", "Accuse", 3.0, 3),
        ("entity/a", "entity/b", "Aid", 0.1, 0),
        ("entity/b", "entity/a", "Aid", 1.0, 1),
    ]


def test_attributes_make_way_for_what_gephi_takes_for_looks() -> None:
    node = Node("entity/a", "Arland", "State", {"label": "mine", "X": 1, "x": 2, "": True})
    keys = {
        key.get("attr.name"): key.get("attr.type")
        for key in parsed(Network("", "", (node,), ())).findall("g:key[@for='node']", SPACES)
    }
    assert keys["label"] == "string"
    assert {"label_": "string", "X_": "long", "x__": "long", "unnamed": "boolean"}.items() <= (
        keys.items()
    )


def test_positions_are_there_where_something_is_laid_out() -> None:
    graph = networkx.read_graphml(io.BytesIO(written(SAMPLE)))
    assert "x" not in graph.nodes["entity/a"]
    keys = [key.get("attr.name") for key in parsed(DATED).findall("g:key", SPACES)]
    assert {"x", "y"} <= set(keys)
    node = parsed(DATED).find(".//g:node", SPACES)
    assert [
        node.findtext(f"g:data[@key='node-{name}']", namespaces=SPACES) for name in ("x", "y")
    ] == ["1.00", "-2.50"]


def test_the_file_says_what_it_is_in_no_data_of_the_graph() -> None:
    root = parsed(SAMPLE)
    assert root.findtext("g:desc", namespaces=SPACES) == "Who acts towards whom"
    assert root.findall("g:graph/g:data", SPACES) == []


def test_each_edge_that_is_not_as_most_says_so() -> None:
    edges = parsed(DATED).findall(".//g:edge", SPACES)
    assert [edge.get("directed") for edge in edges] == [None, "false", "false"]
    alone = Network("", "", DATED.nodes, DATED.edges[1:])
    assert parsed(alone).find("g:graph", SPACES).get("edgedefault") == "undirected"
    assert not networkx.read_graphml(io.BytesIO(written(alone))).is_directed()


@pytest.mark.parametrize("yfiles", [b"yfiles", b"yworks"])
def test_there_are_no_keys_of_yed_which_gephi_does_not_know(yfiles: bytes) -> None:
    assert yfiles not in written(SAMPLE)

import io
import json

from invented_networks import DATED, SAMPLE

from polybius.graphs.graphology import to_graphology
from polybius.graphs.network import Network, Node


def parsed(network: Network) -> dict:
    file = io.BytesIO()
    to_graphology(network, file)
    return json.loads(file.getvalue())


def test_nodes_have_what_sigma_draws() -> None:
    found = parsed(DATED)
    assert found["nodes"][0] == {
        "key": "entity/a",
        "attributes": {
            "label": "Arland",
            "kind": "State",
            "x": 1.0,
            "y": -2.5,
            "size": 82.38,
            "color": "#0072b2",
            "spells": [["2017-01-01", "2017-01-31"], ["2017-03-01", "2017-03-01"]],
            "dated": True,
        },
    }
    assert found["nodes"][1]["attributes"]["weight_"] == "heavy"
    assert "x" not in parsed(SAMPLE)["nodes"][1]["attributes"]


def test_edges_have_keys_ends_and_times() -> None:
    found = parsed(DATED)
    assert found["options"] == {"type": "mixed", "multi": True, "allowSelfLoops": True}
    first, second, _ = found["edges"]
    assert (first["key"], first["source"], first["target"]) == (
        "entity/a Aid entity/b",
        "entity/a",
        "entity/b",
    )
    assert first["attributes"]["events_over_time"] == [["2017-01-01", "2017-01-31", 2]]
    assert first["attributes"]["weight"] == 2.0
    assert [first["undirected"], second["undirected"]] == [False, True]


def test_the_graph_says_what_it_is() -> None:
    found = parsed(SAMPLE)
    assert found["attributes"] == {"name": "actors", "description": "Who acts towards whom"}
    assert found["options"]["type"] == "directed"
    alone = Network("", "", DATED.nodes, DATED.edges[1:])
    assert parsed(alone)["options"]["type"] == "undirected"


def test_numbers_are_such_as_javascript_has() -> None:
    values = {"huge": 2**60, "none": float("inf"), "type": "State"}
    node = Node("entity/a", "", "", values)
    attributes = parsed(Network("", "", (node,), ()))["nodes"][0]["attributes"]
    assert attributes["huge"] == str(2**60)
    assert "none" not in attributes
    assert attributes["type_"] == "State"  # sigma takes "type" for a way of drawing

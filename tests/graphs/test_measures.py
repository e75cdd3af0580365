import pytest

from polybius.graphs.measures import BETWEENNESS_UP_TO, measured
from polybius.graphs.network import Edge, Network, Node


def network(*pairs: str, nodes: str = "abcdef") -> Network:
    edges = tuple(Edge(source, target, "Aid", 2.0) for source, target in pairs)
    return Network("n", "", tuple(Node(name, name, "State") for name in nodes), edges)


# Two triangles, held together by one link between a and d.
DUMBBELL = network("ab", "bc", "ca", "de", "ef", "fd", "ad")


def values(network: Network, name: str) -> dict[str, object]:
    return {node.id: node.attributes[name] for node in network.nodes}


def test_communities_are_those_that_hang_together() -> None:
    assert values(measured(DUMBBELL), "community") == dict(
        zip("abcdef", [0, 0, 0, 1, 1, 1], strict=True)
    )


def test_the_largest_community_is_number_0() -> None:
    found = measured(network("ab", "cd", "de", "ec", "fc"))
    assert values(found, "community") == dict(zip("abcdef", [1, 1, 0, 0, 0, 0], strict=True))


def test_the_bridge_is_central() -> None:
    found = measured(DUMBBELL)
    assert values(found, "betweenness") == {"a": 6.0, "d": 6.0, "b": 0, "c": 0, "e": 0, "f": 0}
    ranks = values(found, "pagerank")
    assert sum(ranks.values()) == pytest.approx(1, abs=1e-5)
    assert min(ranks["a"], ranks["d"]) > ranks["b"]


def test_neighbours_are_counted_once_and_strength_sums_weights() -> None:
    found = measured(network("ab", "ba", "ac", "aa"))
    assert values(found, "neighbours") == {"a": 2, "b": 1, "c": 1, "d": 0, "e": 0, "f": 0}
    assert values(found, "strength")["a"] == 6.0


def test_without_links_there_is_nothing_to_measure() -> None:
    for alone in (network(), network("aa"), network(nodes="")):
        assert measured(alone) == alone


def test_the_same_network_has_the_same_measures() -> None:
    nodes = tuple(Node(f"n{number:03}", "", "State") for number in range(200))
    edges = tuple(
        Edge(f"n{number % 200:03}", f"n{number * number * 7 % 199:03}", "Aid", number % 5)
        for number in range(600)
    )
    large = Network("n", "", nodes, edges)
    assert measured(large) == measured(large)


def test_betweenness_is_left_out_where_it_would_take_long() -> None:
    nodes = tuple(Node(str(number), "", "State") for number in range(BETWEENNESS_UP_TO + 1))
    found = measured(Network("n", "", nodes, (Edge("0", "1", "Aid"),)))
    assert set(found.nodes[0].attributes) == {"neighbours", "strength", "pagerank", "community"}

from polybius.graphs.filters import giant_component, heavier
from polybius.graphs.network import Edge, Network, Node

NETWORK = Network(
    "n",
    "",
    tuple(Node(name, name, "State") for name in "abcdef"),
    (
        Edge("a", "b", "Aid", 5.0),
        Edge("b", "a", "Assault", 1.0),
        Edge("c", "d", "Aid", 2.0),
        Edge("d", "e", "Aid", 0.0),
    ),
)


def ids(network: Network) -> str:
    return "".join(node.id for node in network.nodes)


def test_only_edges_of_a_weight_and_their_ends() -> None:
    found = heavier(NETWORK, 2.0)
    assert (ids(found), [edge.weight for edge in found.edges]) == ("abcd", [5.0, 2.0])
    assert ids(heavier(NETWORK, 0.0)) == "abcde"


def test_the_giant_component() -> None:
    found = giant_component(NETWORK)
    assert (ids(found), len(found.edges)) == ("cde", 2)
    assert giant_component(found) == found


def test_of_equals_the_first_is_the_giant() -> None:
    assert ids(giant_component(heavier(NETWORK, 1.0))) == "ab"


def test_nothing_has_no_giant() -> None:
    empty = Network("n", "", (), ())
    assert giant_component(empty) == heavier(empty, 1) == empty

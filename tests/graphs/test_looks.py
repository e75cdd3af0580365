from polybius.graphs.looks import EDGE_GROUPS, LARGEST, NODE_GROUPS, SMALLEST, colour, sizes
from polybius.graphs.network import Edge, Network, Node
from polybius.ontology import terms


def test_every_type_of_event_has_the_colour_of_its_quad_class() -> None:
    for kind, quad in terms.QUAD_CLASSES.items():
        assert colour(kind.capitalize()) == colour(quad)
    assert len({shade for _, shade, _ in EDGE_GROUPS}) == 4
    assert len({shade for _, shade, _ in NODE_GROUPS}) == len(NODE_GROUPS)


def test_what_is_unknown_is_grey() -> None:
    assert colour("Rumour") == colour("actor") == (153, 153, 153)


def test_sizes_are_those_that_gephi_leaves_alone() -> None:
    nodes = tuple(Node(name, name, "State") for name in "abcd")
    edges = (Edge("a", "b", "Aid", 3.0), Edge("a", "c", "Aid", 1.0))
    found = sizes(Network("n", "", nodes, edges))
    assert (found["a"], found["d"]) == (LARGEST, SMALLEST)
    assert found["a"] > found["b"] > found["c"] > found["d"]
    assert set(sizes(Network("n", "", nodes, ())).values()) == {SMALLEST}

from itertools import combinations, pairwise
from math import dist

import pytest

from polybius.graphs.layout import LAYOUTS, laid_out
from polybius.graphs.network import Edge, Network, Node

MOSCOW = {"lat": 55.75, "lon": 37.62}
CANBERRA = {"lat": -35.28, "lon": 149.13}


def ring(size: int) -> Network:
    names = [f"n{number:02}" for number in range(size)]
    edges = tuple(Edge(a, b, "Aid") for a, b in pairwise([*names, *names[:1]]) if a != b)
    return Network("ring", "", tuple(Node(name, name, "State") for name in names), edges)


def positions(network: Network) -> list[tuple[float, float]]:
    return [node.position for node in network.nodes if node.position]


@pytest.mark.parametrize("layout", LAYOUTS[:2])
def test_a_layout_places_every_node_the_same_each_time(layout) -> None:
    found = laid_out(ring(12), layout)
    assert found == laid_out(ring(12), layout)
    assert len(set(positions(found))) == 12
    assert all(abs(number) <= 5_000 for place in positions(found) for number in place)


def test_forces_bring_neighbours_together() -> None:
    places = positions(laid_out(ring(12), "forceatlas2"))
    linked = max(dist(a, b) for a, b in pairwise(places))
    assert linked < max(dist(a, b) for a, b in combinations(places, 2)) / 1.5


def test_none_places_nothing_and_an_unknown_layout_is_refused() -> None:
    assert laid_out(ring(3), "none") == ring(3)
    with pytest.raises(ValueError, match="no layout 'circle'; there are forceatlas2, geo, none"):
        laid_out(ring(3), "circle")


@pytest.mark.parametrize("size", [0, 1, 2])
@pytest.mark.parametrize("layout", LAYOUTS[:2])
def test_small_networks_are_laid_out_too(layout, size) -> None:
    assert len(positions(laid_out(ring(size), layout))) == size


def test_steps_are_told() -> None:
    told: list[tuple[int, int]] = []
    laid_out(ring(5), "forceatlas2", lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == len(told)


def test_the_map_has_north_above_and_east_to_the_right() -> None:
    nodes = (
        Node("a", "Moscow", "Settlement", MOSCOW),
        Node("b", "Canberra", "Settlement", CANBERRA),
    )
    moscow, canberra = positions(laid_out(Network("n", "", nodes, ()), "geo"))
    assert moscow[0] < canberra[0]
    assert canberra[1] < 0 < moscow[1]


def test_what_has_no_coordinates_stands_beside_what_it_is_linked_to_else_beneath() -> None:
    nodes = (
        Node("a", "Moscow", "Settlement", MOSCOW),
        Node("b", "a talk", "Consult"),
        Node("c", "a talker", "Person"),
        Node("d", "alone", "Person"),
    )
    edges = (Edge("b", "a", "place"), Edge("b", "c", "actor"))
    moscow, talk, talker, alone = positions(laid_out(Network("n", "", nodes, edges), "geo"))
    assert 0 < dist(moscow, talk) < 100
    assert 0 < dist(talk, talker) < 100
    assert alone[1] < min(moscow[1], talk[1], talker[1])

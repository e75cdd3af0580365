from decimal import Decimal

import pytest
from graph_findings import BASE

from polybius.graphs.network import Edge, Node, from_rows

RUSSIA = {
    "node": BASE + "entity/country-RUS",
    "label": "Russia",
    "class": "State",
    "lat": 60.0,
    "source": None,
}
STRIKE = {
    "node": None,
    "source": BASE + "entity/country-RUS",
    "target": BASE + "entity/0123456789abcdef0123",
    "kind": "Assault",
    "counted": "claimed",
    "event": BASE + "event/1",
    "begin": "2017-12-20",
    "end": "2017-12-27",
    "score": Decimal("0.5"),
}
OWN = STRIKE | {"counted": "events", "event": BASE + "event/2", "begin": "2017-12-25", "end": None}
LATER = OWN | {"event": BASE + "event/3", "begin": "2017-12-26"}
DAY = (("2017-12-25", "2017-12-25"),)
ENDS = ("entity/country-RUS", "entity/0123456789abcdef0123")


def test_rows_of_one_node_are_one_node() -> None:
    network = from_rows([RUSSIA, RUSSIA | {"class": "Country"}, OWN], "actors", "who acts")
    assert network.nodes == (
        Node(ENDS[1], ENDS[1], "Unknown", {"dated": True}, DAY),
        Node(
            ENDS[0],
            "Russia",
            "State",
            {"lat": 60.0, "classes": "Country State", "dated": True},
            DAY,
        ),
    )
    assert (network.name, network.description) == ("actors", "who acts")


def test_events_of_one_edge_are_counted_and_the_best_is_its_witness() -> None:
    (edge,) = from_rows([STRIKE, LATER, OWN], "actors").edges
    others = {"commented": 0, "historical": 0, "future": 0, "hypothetical": 0, "negated": 0}
    assert edge == Edge(
        *ENDS,
        "Assault",
        2.0,
        {
            "events": 2,
            "claimed": 1,
            "event": "event/2",
            "first": "2017-12-20",
            "last": "2017-12-27",
            "score": 0.5,
            "evidence": 3,
            "dated": True,
            **others,
        },
        (("2017-12-20", "2017-12-27"),),
        (("2017-12-25", "2017-12-25", 1), ("2017-12-26", "2017-12-26", 1)),
    )


def test_what_nobody_vouches_for_weighs_nothing() -> None:
    (edge,) = from_rows([STRIKE, STRIKE | {"counted": "negated", "event": "urn:4"}], "actors").edges
    assert (edge.weight, edge.attributes["claimed"], edge.attributes["negated"]) == (0.0, 1, 1)


def test_without_counts_each_row_weighs_one() -> None:
    (edge,) = from_rows([{end: STRIKE[end] for end in ("source", "target", "kind")}], "full").edges
    assert edge == Edge(*ENDS, "Assault", 1.0, {"evidence": 1})


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [STRIKE, RUSSIA, RUSSIA | {"class": "Country"}, OWN, LATER, OWN | {"kind": "Aid"}]
    for turn in range(len(rows)):
        assert from_rows(rows[turn:] + rows[:turn], "n") == from_rows(rows[::-1], "n")
    assert [edge.kind for edge in from_rows(rows, "n").edges] == ["Aid", "Assault"]


def test_an_iri_outside_the_base_stays_whole() -> None:
    network = from_rows([RUSSIA | {"node": "https://other.example/x"}], "n")
    assert network.nodes[0].id == "https://other.example/x"


def test_another_row_is_refused() -> None:
    with pytest.raises(ValueError, match="a row of n is neither node nor edge: it has label"):
        from_rows([{"label": "x", "node": None}], "n")


def test_an_event_counts_once_on_an_edge_however_many_rows_tell_of_it() -> None:
    (edge,) = from_rows([OWN, OWN | {"sentence": "Again."}], "actors").edges
    assert (edge.weight, edge.attributes["evidence"]) == (1.0, 1)


def test_what_is_counted_may_be_chosen() -> None:
    (edge,) = from_rows([STRIKE, OWN, LATER], "actors", count=("claimed",)).edges
    assert edge.weight == 1.0
    assert edge.levels == (("2017-12-20", "2017-12-27", 1),)
    with pytest.raises(ValueError, match="nothing is counted as 'rumoured'; known are events, "):
        from_rows([], "actors", count=("rumoured",))


def test_source_and_target_are_enough() -> None:
    rows = [
        {"source": "urn:b", "target": "urn:a", "weight": 2.5, "source_label": "B"},
        {"source": "urn:b", "target": "urn:a", "weight": Decimal(1), "target_label": "A"},
    ]
    network = from_rows(rows, "own")
    assert network.edges == (Edge("urn:b", "urn:a", "link", 3.5, {"evidence": 2}),)
    assert [(node.id, node.label) for node in network.nodes] == [("urn:a", "A"), ("urn:b", "B")]


def test_a_mutual_edge_has_one_direction_only_in_the_file() -> None:
    rows = [{"source": a, "target": b, "mutual": True} for a, b in (("b", "a"), ("a", "b"))]
    (edge,) = from_rows(rows, "places").edges
    assert (edge.source, edge.target, edge.weight, edge.directed) == ("a", "b", 2.0, False)


def test_what_has_no_date_says_so_where_others_have_one() -> None:
    undated = {"source": "a", "target": "b", "kind": "Aid", "begin": "one day"}
    network = from_rows([OWN, undated], "actors")
    assert [edge.attributes["dated"] for edge in network.edges] == [False, True]
    assert {node.id: node.spells for node in network.nodes}["a"] == ()
    assert "dated" not in from_rows([undated], "actors").edges[0].attributes

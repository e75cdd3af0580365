import io
import struct
import warnings

import matplotlib as mpl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from polybius.graphs.network import Edge, Network, Node
from polybius.graphs.picture import to_png, to_svg

DAY = (("2017-12-27", "2017-12-27"),)
SAMPLE = Network(
    "actors",
    "Who acts towards whom",
    (
        Node("entity/a", "Arland", "State"),
        Node("entity/b", "Border Guard", "ArmedForces"),
        Node("entity/c", "Someone", "Unheard"),
    ),
    (
        Edge("entity/a", "entity/b", "Accuse", 3.0, spells=DAY),
        Edge("entity/b", "entity/a", "Assault", 0.0),
        Edge("entity/b", "entity/c", "mentions", directed=False),
        Edge("entity/c", "entity/c", "Aid"),
    ),
)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(network: Network, draw=to_svg) -> bytes:
    file = io.BytesIO()
    draw(network, file)
    return file.getvalue()


def texts(network: Network) -> list[str]:
    root = etree.fromstring(drawn(network))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def crowd(size: int, **more) -> Network:
    nodes = tuple(Node(f"n{i:04}", f"Node {i}", "State", **more) for i in range(size))
    edges = tuple(Edge("n0000", node.id, "Aid", float(i)) for i, node in enumerate(nodes[1:], 1))
    return Network("crowd", "", nodes, edges)


def test_the_picture_has_a_title_labels_and_counts() -> None:
    found = texts(SAMPLE)
    assert {"Arland", "Border Guard", "Someone", "Who acts towards whom"} <= set(found)
    assert "3 actors, 4 links; 3 not dated" in found


def test_the_legend_is_of_what_is_in_the_picture() -> None:
    found = set(texts(SAMPLE))
    assert {"armed forces and groups", "other", "other links", "verbal conflict"} <= found
    assert {"material conflict", "material cooperation", "claimed, denied or"} <= found
    assert not {"places", "claims", "verbal cooperation"} & found
    facts = Network("", "", SAMPLE.nodes[:2], SAMPLE.edges[:1])
    assert not {"other", "other links", "claimed, denied or"} & set(texts(facts))


def test_a_png_is_as_large_as_it_says() -> None:
    data = drawn(SAMPLE, to_png)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (1950, 1350)
    assert b"Software" not in data


@pytest.mark.parametrize("draw", [to_png, to_svg])
def test_the_bytes_are_the_same_whatever_the_users_style(draw) -> None:
    before = drawn(SAMPLE, draw)
    with mpl.rc_context({"font.size": 30, "savefig.facecolor": "red", "text.color": "green"}):
        assert drawn(SAMPLE, draw) == before
        assert mpl.rcParams["font.size"] == 30
    assert b"<dc:date>" not in before


def test_of_too_many_nodes_the_heaviest_are_drawn_and_it_says_so() -> None:
    found = texts(crowd(400))
    assert "400 nodes, 399 links (drawn: the heaviest 300 nodes and 299 links)" in found
    assert {"Node 0", "Node 399"} <= set(found)
    assert "Node 5" not in found


def boxes(network: Network) -> list[tuple[str, float, float]]:
    root = etree.fromstring(drawn(network))
    return [
        (str(text.text), float(text.get("x", "nan")), float(text.get("y", "nan")))
        for text in root.iter(f"{SVG}text")
        if (text.text or "").startswith("Node")
    ]


def test_labels_do_not_lie_on_each_other() -> None:
    placed = boxes(crowd(60, position=(0.0, 0.0)))
    assert len(placed) > 20
    for number, (_, x, y) in enumerate(placed):
        for _, other_x, other_y in placed[:number]:
            assert abs(x - other_x) > 25 or abs(y - other_y) > 7


def test_nodes_stand_where_they_are_put() -> None:
    where = {"a": (0.0, 0.0), "b": (100.0, 0.0), "c": (50.0, 80.0)}
    nodes = tuple(Node(i, f"Node {i}", "State", position=where[i]) for i in where)
    found = {text: (x, y) for text, x, y in boxes(Network("", "", nodes, ()))}
    assert found["Node a"][0] < found["Node c"][0] < found["Node b"][0]
    assert found["Node c"][1] < found["Node a"][1]  # y is upwards, but downwards in SVG


def test_parallel_edges_are_bent_apart() -> None:
    edges = tuple(Edge(*ends, kind) for ends in ("ab", "ba") for kind in ("Accuse", "Aid"))
    root = etree.fromstring(drawn(Network("", "", (Node("a", "", ""), Node("b", "", "")), edges)))
    shapes = [" ".join(path.get("d", "").split()) for path in root.iter(f"{SVG}path")]
    curves = {shape for shape in shapes if " Q " in shape}
    assert len(curves) >= 4


HOSTILE = [
    "$x^2",
    r"\frac{",
    "\x00\x1b",
    "شام حلب",
    "🇺🇳🔥",
    "x" * 100_000,
    "]]>",
    "<b>",
    "\ud800",
    "",
]


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize("draw", [to_png, to_svg])
def test_any_label_can_be_drawn(label, draw) -> None:
    nodes = (Node(f"entity/{label[:9]}", label, label[:9]),)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(drawn(Network(label[:9], label, nodes, ()), draw)) > 1_000


def test_dollars_are_no_formula_and_long_labels_are_cut() -> None:
    nodes = (Node("a", "$1 and $2", ""), Node("b", "long " * 30, ""))
    found = texts(Network("", "Costs $1, or $2", nodes, ()))
    assert {"$1 and $2", "Costs $1, or $2"} <= set(found)
    assert any(text.startswith("long long") and text.endswith("…") for text in found)


POSITIONS = st.none() | st.tuples(st.floats(), st.floats())


@st.composite
def networks(draw) -> Network:
    ids = draw(st.lists(st.sampled_from("abcdef"), unique=True))
    nodes = tuple(Node(i, draw(st.text(max_size=9)), i, position=draw(POSITIONS)) for i in ids)
    ends = st.sampled_from(ids or [""])
    edges = st.builds(
        Edge, ends, ends, st.sampled_from(["Aid", "x"]), st.floats(), directed=st.booleans()
    )
    return Network("", "", nodes, tuple(draw(st.lists(edges, max_size=5 if ids else 0))))


@settings(deadline=None, max_examples=30)
@given(networks())
@example(
    Network(
        "",
        "",
        (Node("a", "", "", position=(1e308, -1e308)), Node("b", "", "", position=(-1e308, 1.0))),
        (),
    )
)
def test_any_network_is_a_picture(network) -> None:
    assert etree.fromstring(drawn(network)).tag == f"{SVG}svg"

import io
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from polybius.graphs.exporters import EXPORTERS
from polybius.graphs.gexf import to_gexf
from polybius.graphs.network import Edge, Network, Node

SPACES = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
DATA = Path(os.environ.get("POLYBIUS_DATA", Path(__file__).parents[3] / "shared"))
SCHEMA = DATA / "schemas" / "gexf-1.3" / "gexf.rng"

RULES = etree.RelaxNG(etree.parse(SCHEMA)) if SCHEMA.exists() else None

SAMPLE = Network(
    "actors",
    "Who acts towards whom",
    (
        Node("entity/a", "Arland", "State", {"lat": 1.5, "country": "ARL", "seen": True}),
        Node("entity/b", "The\n\tBeeb ]]>", "MediaOutlet", {"lat": 2, "country": 7}),
        Node("entity/c", "\x00\ud800", "Unheard", {"lat": float("nan")}),
    ),
    (
        Edge("entity/a", "entity/b", "Accuse", 3.0, {"events": 3, "url": "https://a.example/?x&y"}),
        Edge("entity/a", "entity/b", "Aid", 0.0, {"events": 0}),
        Edge("entity/b", "entity/a", "Aid", 1.0, {"events": 1}),
    ),
)


def written(network: Network) -> bytes:
    file = io.BytesIO()
    to_gexf(network, file)
    return file.getvalue()


def parsed(network: Network) -> etree._Element:
    return etree.fromstring(written(network))


def test_nodes_and_edges_are_there_with_typed_attributes() -> None:
    root = parsed(SAMPLE)
    assert root.get("version") == "1.3"
    types = {
        (group.get("class"), item.get("title")): item.get("type")
        for group in root.findall(".//g:attributes", SPACES)
        for item in group
    }
    assert types == {
        ("node", "country"): "string",
        ("node", "kind"): "string",
        ("node", "lat"): "double",
        ("node", "seen"): "boolean",
        ("edge", "events"): "long",
        ("edge", "url"): "string",
    }
    nodes = root.findall(".//g:node", SPACES)
    assert [node.get("id") for node in nodes] == ["entity/a", "entity/b", "entity/c"]
    assert [node.get("label") for node in nodes] == ["Arland", "The Beeb ]]>", "entity/c"]
    values = {value.get("for"): value.get("value") for value in nodes[0].iter("{*}attvalue")}
    assert values == {"kind": "State", "lat": "1.5", "country": "ARL", "seen": "true"}
    assert [v.get("for") for v in nodes[2].iter("{*}attvalue")] == ["kind"]


def test_parallel_edges_stay_apart_and_none_weighs_nothing() -> None:
    edges = parsed(SAMPLE).findall(".//g:edge", SPACES)
    assert [edge.get("kind") for edge in edges] == ["Accuse", "Aid", "Aid"]
    assert [float(edge.get("weight")) for edge in edges] == [3.0, 0.1, 1.0]
    assert len({edge.get("id") for edge in edges}) == 3
    assert edges[1].find(".//g:attvalue[@for='events']", SPACES).get("value") == "0"


def test_nodes_are_sized_by_weight_and_coloured_by_kind() -> None:
    nodes = parsed(SAMPLE).findall(".//g:node", SPACES)
    sizes = [float(node.find("viz:size", SPACES).get("value")) for node in nodes]
    assert sizes == [100.0, 100.0, 4.0]
    colours = [tuple(node.find("viz:color", SPACES).attrib.values()) for node in nodes]
    assert len(set(colours)) == 3


def test_the_file_says_what_it_is_and_no_date() -> None:
    meta = parsed(SAMPLE).find("g:meta", SPACES)
    assert [child.text for child in meta] == ["Polybius", "actors", "Who acts towards whom"]
    assert meta.attrib == {}
    assert written(SAMPLE) == written(SAMPLE)


def test_an_empty_network_is_a_file_too() -> None:
    root = parsed(Network("none", "", (), ()))
    assert root.find(".//g:nodes", SPACES).get("count") == "0"


needs_schema = pytest.mark.skipif(RULES is None, reason=f"no schema at {SCHEMA}")


@needs_schema
def test_the_schema_accepts_the_sample() -> None:
    RULES.assertValid(parsed(SAMPLE))
    RULES.assertValid(parsed(Network("none", "", (), ())))


@needs_schema
def test_the_schema_would_refuse_a_wrong_file() -> None:
    wrong = written(SAMPLE).replace(b'type="double"', b'type="number"')
    assert not RULES.validate(etree.fromstring(wrong))


TEXT = st.text(st.characters(), max_size=20) | st.sampled_from(["]]>", "<a&\"'>", "\x0b", "🇺🇳", ""])
VALUE = st.one_of(TEXT, st.integers(), st.floats(), st.booleans())
ATTRIBUTES = st.dictionaries(TEXT, VALUE, max_size=3)


@st.composite
def networks(draw) -> Network:
    ids = draw(
        st.lists(
            st.from_regex(r"entity/[a-z]{1,3}", fullmatch=True), min_size=1, max_size=5, unique=True
        )
    )
    nodes = tuple(Node(name, draw(TEXT), draw(TEXT), draw(ATTRIBUTES)) for name in ids)
    ends = st.sampled_from(ids)
    edges = st.builds(Edge, ends, ends, TEXT, st.floats(), ATTRIBUTES)
    return Network(draw(TEXT), draw(TEXT), nodes, tuple(draw(st.lists(edges, max_size=5))))


HEAVY = Edge("entity/a", "entity/a", "Aid", 1e308)


@settings(deadline=None)
@given(networks())
@example(Network("heavy", "", (Node("entity/a", "", ""), Node("entity/b", "", "")), (HEAVY, HEAVY)))
def test_any_network_gives_valid_gexf(network) -> None:
    root = parsed(network)
    if RULES is not None:
        RULES.assertValid(root)
    assert len(root.findall(".//g:node", SPACES)) == len(network.nodes)
    assert len({edge.get("id") for edge in root.iter("{*}edge")}) == len(network.edges)
    assert all(float(edge.get("weight")) > 0 for edge in root.iter("{*}edge"))


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_exporter_writes_any_network_the_same_way_twice(name) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for file in (first, second):
        EXPORTERS[name](SAMPLE, file)
    assert first.getvalue() == second.getvalue() != b""
    EXPORTERS[name](Network("none", "", (), ()), io.BytesIO())


def test_there_are_exporters() -> None:
    assert "gexf" in EXPORTERS

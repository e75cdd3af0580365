import io
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from invented_networks import DATED, SAMPLE, networks
from lxml import etree

from polybius.graphs.gexf import to_gexf
from polybius.graphs.network import Edge, Network, Node

SPACES = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
DATA = Path(os.environ.get("POLYBIUS_DATA", Path(__file__).parents[3] / "shared"))
SCHEMA = DATA / "schemas" / "gexf-1.3" / "gexf.rng"

RULES = etree.RelaxNG(etree.parse(SCHEMA)) if SCHEMA.exists() else None


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


def test_days_are_spells_and_counts_of_events_over_time() -> None:
    root = parsed(DATED)
    graph = root.find("g:graph", SPACES)
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    assert [dict(spell.attrib) for spell in root.find(".//g:edge", SPACES).iter("{*}spell")] == [
        {"start": "2017-01-01", "end": "2017-01-31"},
        {"start": "2017-03-01", "end": "2017-03-01"},
    ]
    over_time = root.find(".//g:attvalue[@for='events_over_time']", SPACES)
    assert dict(over_time.attrib) == {
        "for": "events_over_time",
        "value": "2",
        "start": "2017-01-01",
        "end": "2017-01-31",
    }
    assert [edge.get("type") for edge in root.iter("{*}edge")] == [
        "directed",
        "undirected",
        "undirected",
    ]
    assert graph.get("defaultedgetype") is None  # with it, Gephi drops the others


def test_nodes_are_where_they_were_laid_out() -> None:
    positions = [dict(node.attrib) for node in parsed(DATED).iter("{*}position")]
    assert positions[0] == {"x": "1.00", "y": "-2.50", "z": "0.0"}
    assert len(positions) == 3
    assert list(parsed(SAMPLE).iter("{*}position")) == []


needs_schema = pytest.mark.skipif(RULES is None, reason=f"no schema at {SCHEMA}")


@needs_schema
def test_the_schema_accepts_the_sample() -> None:
    RULES.assertValid(parsed(SAMPLE))
    RULES.assertValid(parsed(DATED))
    RULES.assertValid(parsed(Network("none", "", (), ())))


@needs_schema
def test_the_schema_would_refuse_a_wrong_file() -> None:
    wrong = written(SAMPLE).replace(b'type="double"', b'type="number"')
    assert not RULES.validate(etree.fromstring(wrong))


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

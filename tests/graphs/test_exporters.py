"""What holds for every format that networks are written in."""

from __future__ import annotations

import csv
import io
import json
import re
import tracemalloc
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from invented_networks import DATED, SAMPLE, networks
from lxml import etree

from polybius.graphs.exporters import EXPORTERS
from polybius.graphs.names import edge_label, identifier
from polybius.graphs.network import Edge, Network, Node

Nodes = list[str]
Edges = Counter[tuple[str, str, str]]
Reader = Callable[[bytes], tuple[Nodes | None, Edges | None]]

EMPTY = Network("none", "", (), ())
ALONE = Network("one", "", (Node("entity/a", "", ""),), (Edge("entity/a", "entity/a", ""),))
HOSTILE = Network(
    "]]>",
    "\x00",
    (Node("entity/a", "\u202e<\ud800" * 9, "🇺🇳", {"\x00": float("nan"), "label": "no"}),),
    tuple(
        Edge("entity/a", "entity/a", "Aid", float(number), {"sentence": "]]>\x0b\n🇺🇳" * 20_000})
        for number in range(3)
    ),
)
PARALLEL = replace(
    SAMPLE, edges=tuple(Edge("entity/a", "entity/b", "Aid", 1.0, {"n": n}) for n in range(10_000))
)


def read_gexf(data: bytes) -> tuple[Nodes, Edges]:
    root = etree.fromstring(data)
    edges = [(e.get("source"), e.get("target"), e.get("kind")) for e in root.iter("{*}edge")]
    assert len({edge.get("id") for edge in root.iter("{*}edge")}) == len(edges)
    assert_each_value_once(root.iter("{*}node", "{*}edge"), "{*}attvalue", "for")
    return [node.get("id") for node in root.iter("{*}node")], Counter(edges)


def read_graphml(data: bytes) -> tuple[Nodes, Edges]:
    root = etree.fromstring(data)
    keys = {(key.get("for"), key.get("attr.name")) for key in root.iter("{*}key")}
    assert len(keys) == len(list(root.iter("{*}key")))
    assert_each_value_once(root.iter("{*}node", "{*}edge"), "{*}data", "key")
    edges = [
        (e.get("source"), e.get("target"), e.findtext("{*}data[@key='edge-kind']"))
        for e in root.iter("{*}edge")
    ]
    assert len({edge.get("id") for edge in root.iter("{*}edge")}) == len(edges)
    return [node.get("id") for node in root.iter("{*}node")], Counter(edges)


def assert_each_value_once(owners, values: str, name: str) -> None:
    for owner in owners:
        found = [value.get(name) for value in owner.iter(values) if not value.get("start")]
        assert len(found) == len(set(found))


def read_node_table(data: bytes) -> tuple[Nodes, None]:
    return [row["Id"].removeprefix("'") for row in rows_of(data)], None


def read_edge_table(data: bytes) -> tuple[None, Edges]:
    rows = rows_of(data)
    assert len({row["Id"] for row in rows}) == len(rows)
    columns = ("Source", "Target", "Kind")
    return None, Counter(tuple(row[name].removeprefix("'") for name in columns) for row in rows)


def rows_of(data: bytes) -> list[dict[str, str]]:
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    assert len({name.lower() for name in header}) == len(header)
    assert not any(re.search("(?i)interval|timestamp", name) for name in header)
    assert not any(cell.startswith(("=", "@")) for row in (header, *rows) for cell in row)
    return [dict(zip(header, row, strict=True)) for row in rows]


def read_graphology(data: bytes) -> tuple[Nodes, Edges]:
    found = json.loads(data, parse_constant=pytest.fail, object_pairs_hook=without_repeats)
    edges = [(e["source"], e["target"], e["attributes"]["kind"]) for e in found["edges"]]
    assert len({edge["key"] for edge in found["edges"]}) == len(edges)
    return [node["key"] for node in found["nodes"]], Counter(edges)


def without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def read_geojson(data: bytes) -> tuple[None, None]:
    found = json.loads(data, parse_constant=pytest.fail, object_pairs_hook=without_repeats)
    assert found["type"] == "FeatureCollection"
    for feature in found["features"]:
        assert feature["id"] == feature["properties"]["id"]
        assert feature["geometry"]["type"] in {"Point", "MultiPoint"}
    return None, None


QUOTED = r'"(?:[^"\\\n]|\\[^\n])*"'
VALUES = rf"\[((?:{QUOTED}|\w+)={QUOTED}(?:, (?:{QUOTED}|\w+)={QUOTED})*)\]"
STATEMENT = re.compile(rf"({QUOTED})(?: -> ({QUOTED}))? {VALUES};")


def read_dot(data: bytes) -> tuple[Nodes, Edges]:
    first, *lines, last, end = data.decode().split("\n")
    assert re.fullmatch(rf"digraph {QUOTED} \{{", first)
    assert (last, end) == ("}", "")
    nodes, edges = [], []
    for line in lines:
        source, target, values = STATEMENT.fullmatch(line).groups()
        pairs = re.findall(rf"({QUOTED}|\w+)=({QUOTED})", values)
        found = without_repeats([(name.strip('"').lower(), value) for name, value in pairs])
        if target:
            edges.append(tuple(map(unquoted, (source, target, found["kind"]))))
        else:
            nodes.append(unquoted(source))
    return nodes, Counter(edges)


def unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


PICTURES = {"png", "svg"}  # to look at: see test_picture.py
READERS: Mapping[str, Reader] = {
    "gexf": read_gexf,
    "graphml": read_graphml,
    "csv-nodes": read_node_table,
    "csv-edges": read_edge_table,
    "graphology": read_graphology,
    "geojson": read_geojson,
    "dot": read_dot,
}


def written(form: str, network: Network) -> bytes:
    file = io.BytesIO()
    EXPORTERS[form](network, file)
    return file.getvalue()


def test_every_exporter_has_a_reader() -> None:
    assert READERS.keys() | PICTURES == EXPORTERS.keys()


@pytest.mark.parametrize("form", READERS)
@settings(deadline=None)
@given(network=networks())
@example(network=EMPTY)
@example(network=ALONE)
@example(network=SAMPLE)
@example(network=DATED)
@example(network=HOSTILE)
@example(network=PARALLEL)
def test_any_network_is_written_whole_and_the_same_way_twice(form: str, network: Network) -> None:
    data = written(form, network)
    assert data == written(form, network)
    assert data.endswith(b"\n")
    nodes, edges = READERS[form](data)
    if nodes is not None:
        assert sorted(nodes) == sorted(identifier(node.id) for node in network.nodes)
    if edges is not None:
        assert edges == Counter(
            (identifier(edge.source), identifier(edge.target), edge_label(edge))
            for edge in network.edges
        )


@pytest.mark.parametrize("form", EXPORTERS)
def test_a_file_stays_open_when_it_is_written(form: str) -> None:
    file = io.BytesIO(b"")
    EXPORTERS[form](SAMPLE, file)
    assert not file.closed


class Nowhere(io.RawIOBase):
    """Takes everything and keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        return len(data)


@pytest.mark.parametrize("form", READERS)
def test_many_edges_take_no_memory_of_their_own(form: str) -> None:
    few, many = replace(PARALLEL, edges=PARALLEL.edges[:1000]), PARALLEL
    assert peak(form, many) < peak(form, few) + 100_000  # the file has a megabyte and more


def peak(form: str, network: Network) -> int:
    tracemalloc.start()
    EXPORTERS[form](network, Nowhere())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most

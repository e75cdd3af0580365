"""GEXF 1.3 for Gephi, written as a stream.

After the specification at gexf.net, valid against its RelaxNG schema, and within what Gephi's
importer really reads: attributes are never ``anyURI`` (it drops them), and each edge has a
``kind`` (else it merges parallel edges).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any

from lxml import etree

from .literals import XML_UNSAFE
from .looks import colour, drawn_weight, sizes
from .network import Attribute, Edge, Network, Node
from .spells import Level, Spell

__all__ = ["to_gexf"]

_GEXF = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"

# Gephi reads these ids in its own way; as titles of attributes they would hide its own columns.
_TAKEN = {"id", "label", "weight", "timeset", "interval", "timestamp"}
_OVER_TIME = "events_over_time"


def to_gexf(network: Network, file: IO[bytes]) -> None:
    """Write a network as GEXF 1.3, UTF-8, the same bytes each time.

    Nodes are coloured by kind and sized by the weight of their edges; an edge's label is its
    kind. Where anything has a date the graph is dynamic: spells are days, and the attribute
    ``events_over_time`` of an edge is how many of the events of its weight fall on which days.
    (The weight itself stays static: a weight over time is empty in Gephi for all that has no
    date.) Control characters, which XML cannot hold, are left out, and so are numbers that are
    not finite.
    """
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{_GEXF}}}gexf", version="1.3", nsmap={None: _GEXF, "viz": _VIZ}):
            _write_meta(xml, network)
            with _element(xml, "graph", _graph(network)):
                _write_attributes(xml, "node", _node_types(network.nodes))
                _write_attributes(xml, "edge", _types(edge.attributes for edge in network.edges))
                if any(edge.levels for edge in network.edges):
                    _write_attributes(xml, "edge", {_OVER_TIME: "long"}, mode="dynamic")
                _write_nodes(xml, network)
                _write_edges(xml, network.edges)


def _graph(network: Network) -> dict[str, str]:
    directed = any(edge.directed for edge in network.edges) or not network.edges
    graph = {"defaultedgetype": "directed" if directed else "undirected", "idtype": "string"}
    if network.has_dates:
        graph |= {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    return graph


def _write_meta(xml: Any, network: Network) -> None:
    with _element(xml, "meta"):
        for name, text in (
            ("creator", "Polybius"),
            ("keywords", network.name),
            ("description", network.description or network.name),
        ):
            with xml.element(f"{{{_GEXF}}}{name}"):
                xml.write(_clean(text))


def _write_attributes(xml: Any, owner: str, types: Mapping[str, str], mode: str = "static") -> None:
    with _element(xml, "attributes", {"class": owner, "mode": mode}):
        for name, kind in types.items():
            _leaf(xml, _GEXF, "attribute", {"id": name, "title": name, "type": kind})


def _write_nodes(xml: Any, network: Network) -> None:
    size = sizes(network)
    with _element(xml, "nodes", {"count": str(len(network.nodes))}):
        for node in network.nodes:
            label = _label(node.label, node.id)
            with _element(xml, "node", {"id": _clean(node.id), "label": label}):
                _write_values(xml, {"kind": node.kind, **node.attributes})
                _write_spells(xml, node.spells)
                _write_colour(xml, node.kind)
                if node.position:
                    x, y = (f"{number:.2f}" for number in node.position)
                    _leaf(xml, _VIZ, "position", {"x": x, "y": y, "z": "0.0"})
                _leaf(xml, _VIZ, "size", {"value": str(size[node.id])})


def _write_edges(xml: Any, edges: Sequence[Edge]) -> None:
    used: Counter[str] = Counter()
    with _element(xml, "edges", {"count": str(len(edges))}):
        for edge in edges:
            with _element(xml, "edge", _edge(edge, used)):
                _write_values(xml, edge.attributes, edge.levels)
                _write_spells(xml, edge.spells)
                _write_colour(xml, edge.kind)


def _write_values(
    xml: Any, attributes: Mapping[str, Attribute], over_time: Iterable[Level] = ()
) -> None:
    with _element(xml, "attvalues"):
        for name in sorted(attributes):
            value = attributes[name]
            if isinstance(value, float) and not math.isfinite(value):
                continue
            text = str(value).lower() if isinstance(value, bool) else _clean(str(value))
            _leaf(xml, _GEXF, "attvalue", {"for": _title(name), "value": text})
        for start, end, number in over_time:
            times = {"start": start, "end": end}
            _leaf(xml, _GEXF, "attvalue", {"for": _OVER_TIME, "value": str(number), **times})


def _write_spells(xml: Any, spells: Sequence[Spell]) -> None:
    if not spells:
        return
    with _element(xml, "spells"):
        for start, end in spells:
            _leaf(xml, _GEXF, "spell", {"start": start, "end": end})


def _write_colour(xml: Any, kind: str) -> None:
    red, green, blue = colour(kind)
    _leaf(xml, _VIZ, "color", {"r": str(red), "g": str(green), "b": str(blue)})


@contextmanager
def _element(xml: Any, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
    """Write an element of GEXF on lines of its own."""
    xml.write("\n")
    with xml.element(f"{{{_GEXF}}}{name}", attributes):
        yield
        xml.write("\n")


def _leaf(xml: Any, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
    xml.write("\n")
    with xml.element(f"{{{namespace}}}{name}", attributes):
        pass


def _node_types(nodes: Iterable[Node]) -> dict[str, str]:
    return _types({"kind": node.kind, **node.attributes} for node in nodes)


def _types(owners: Iterable[Mapping[str, Attribute]]) -> dict[str, str]:
    """Return each attribute's GEXF type: the narrowest that holds all its values."""
    kinds: dict[str, set[str]] = {}
    for attributes in owners:
        for name, value in attributes.items():
            kinds.setdefault(_title(name), set()).add(_type(value))
    return {name: _common(kinds[name]) for name in sorted(kinds)}


def _type(value: Attribute) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long" if -(2**63) <= value < 2**63 else "string"
    return "double" if isinstance(value, float) else "string"


def _common(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "double" if kinds == {"long", "double"} else "string"


def _edge(edge: Edge, used: Counter[str]) -> dict[str, str]:
    kind = _label(edge.kind, "edge")
    return {
        "id": _edge_id(edge, used),
        "source": _clean(edge.source),
        "target": _clean(edge.target),
        "kind": kind,
        "label": kind,
        "weight": str(drawn_weight(edge)),
        "type": "directed" if edge.directed else "undirected",
    }


def _edge_id(edge: Edge, used: Counter[str]) -> str:
    """Return what an edge is, and, where another is the same, its number among them."""
    name = _clean(f"{edge.source} {edge.kind} {edge.target}")
    used[name] += 1
    return name if used[name] == 1 else f"{name} {used[name]}"


def _title(name: str) -> str:
    """Return an attribute's name as one that Gephi takes for no column of its own."""
    title = _clean(name)
    return f"{title}_" if title.lower() in _TAKEN else title


def _label(text: str, otherwise: str) -> str:
    """Return text on one line, as a label is shown."""
    return " ".join(_clean(text).split()) or _clean(otherwise)


def _clean(text: str) -> str:
    return XML_UNSAFE.sub("", text)

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

from polybius.ontology.terms import QUAD_CLASSES

from .literals import XML_UNSAFE
from .network import Attribute, Edge, Network, Node

__all__ = ["to_gexf"]

_GEXF = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"

# Gephi drops edges of weight zero, and some versions crash on them. An edge that stands only for
# claims is drawn this thin; the attribute "events" keeps the true count.
_THINNEST = 0.1
_HEAVIEST = 1e12  # more than any count of events, so that sums of weights stay finite
_SMALLEST, _LARGEST = 4.0, 40.0  # sizes of nodes, in Gephi's units

# Okabe and Ito's palette, told apart with any kind of colour vision.
_BLUE, _SKY, _GREEN, _YELLOW = (0, 114, 178), (86, 180, 233), (0, 158, 115), (240, 228, 66)
_ORANGE, _VERMILION, _PURPLE = (230, 159, 0), (213, 94, 0), (204, 121, 167)
_GREY = (153, 153, 153)

_QUAD_COLOURS = {
    "VerbalCooperation": _SKY,
    "MaterialCooperation": _BLUE,
    "VerbalConflict": _ORANGE,
    "MaterialConflict": _VERMILION,
}
# One colour for each PLOVER type, as an event's node and as an edge, by its quad class.
_EVENT_COLOURS = {kind.capitalize(): _QUAD_COLOURS[quad] for kind, quad in QUAD_CLASSES.items()}
_GROUPS = (
    (_BLUE, ("State", "Government", "IntergovernmentalOrganization", "Coalition")),
    (_VERMILION, ("ArmedForces", "ArmedGroup")),
    (_PURPLE, ("Person", "Population", "Actor")),
    (_SKY, ("Company", "MediaOutlet", "Organization", "PoliticalParty")),
    (_GREEN, ("BorderArea", "Country", "Facility", "NaturalFeature", "Place")),
    (_GREEN, ("Region", "Settlement")),
    (_YELLOW, ("Claim",)),
)
_COLOURS = _EVENT_COLOURS | {kind: colour for colour, kinds in _GROUPS for kind in kinds}


def to_gexf(network: Network, file: IO[bytes]) -> None:
    """Write a network as GEXF 1.3: directed, static, UTF-8, the same bytes each time.

    Nodes are coloured by kind and sized by the weight of their edges; an edge's label is its
    kind. Control characters, which XML cannot hold, are left out, and so are numbers that are
    not finite.
    """
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{_GEXF}}}gexf", version="1.3", nsmap={None: _GEXF, "viz": _VIZ}):
            _write_meta(xml, network)
            with _element(xml, "graph", {"defaultedgetype": "directed", "idtype": "string"}):
                _write_attributes(xml, "node", _node_types(network.nodes))
                _write_attributes(xml, "edge", _types(edge.attributes for edge in network.edges))
                _write_nodes(xml, network)
                _write_edges(xml, network.edges)


def _write_meta(xml: Any, network: Network) -> None:
    with _element(xml, "meta"):
        for name, text in (
            ("creator", "Polybius"),
            ("keywords", network.name),
            ("description", network.description or network.name),
        ):
            with xml.element(f"{{{_GEXF}}}{name}"):
                xml.write(_clean(text))


def _write_attributes(xml: Any, owner: str, types: Mapping[str, str]) -> None:
    with _element(xml, "attributes", {"class": owner}):
        for name, kind in types.items():
            title = _clean(name)
            _leaf(xml, _GEXF, "attribute", {"id": title, "title": title, "type": kind})


def _write_nodes(xml: Any, network: Network) -> None:
    strength = _strength(network.edges)
    strongest = max(strength.values(), default=1.0)
    with _element(xml, "nodes", {"count": str(len(network.nodes))}):
        for node in network.nodes:
            size = _size(strength.get(node.id, 0.0), strongest)
            label = _label(node.label, node.id)
            with _element(xml, "node", {"id": _clean(node.id), "label": label}):
                _write_values(xml, {"kind": node.kind, **node.attributes})
                _write_colour(xml, node.kind)
                _leaf(xml, _VIZ, "size", {"value": str(size)})


def _write_edges(xml: Any, edges: Sequence[Edge]) -> None:
    used: Counter[str] = Counter()
    with _element(xml, "edges", {"count": str(len(edges))}):
        for edge in edges:
            with _element(xml, "edge", _edge(edge, used)):
                _write_values(xml, edge.attributes)
                _write_colour(xml, edge.kind)


def _write_values(xml: Any, attributes: Mapping[str, Attribute]) -> None:
    with _element(xml, "attvalues"):
        for name in sorted(attributes):
            value = attributes[name]
            if isinstance(value, float) and not math.isfinite(value):
                continue
            text = str(value).lower() if isinstance(value, bool) else _clean(str(value))
            _leaf(xml, _GEXF, "attvalue", {"for": _clean(name), "value": text})


def _write_colour(xml: Any, kind: str) -> None:
    red, green, blue = _COLOURS.get(kind, _GREY)
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
            kinds.setdefault(name, set()).add(_type(value))
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


def _strength(edges: Iterable[Edge]) -> dict[str, float]:
    """Return the sum of the weights of each node's edges, in and out."""
    strength: dict[str, float] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            strength[end] = strength.get(end, 0.0) + _weight(edge)
    return strength


def _weight(edge: Edge) -> float:
    weight = float(edge.weight)
    return min(max(weight, _THINNEST), _HEAVIEST) if math.isfinite(weight) else _THINNEST


def _size(strength: float, strongest: float) -> float:
    """Return a size whose area, not its width, grows with the strength."""
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(strength / strongest), 2)


def _edge(edge: Edge, used: Counter[str]) -> dict[str, str]:
    kind = _label(edge.kind, "edge")
    return {
        "id": _edge_id(edge, used),
        "source": _clean(edge.source),
        "target": _clean(edge.target),
        "kind": kind,
        "label": kind,
        "weight": str(_weight(edge)),
    }


def _edge_id(edge: Edge, used: Counter[str]) -> str:
    """Return what an edge is, and, where another is the same, its number among them."""
    name = _clean(f"{edge.source} {edge.kind} {edge.target}")
    used[name] += 1
    return name if used[name] == 1 else f"{name} {used[name]}"


def _label(text: str, otherwise: str) -> str:
    """Return text on one line, as a label is shown."""
    return " ".join(_clean(text).split()) or _clean(otherwise)


def _clean(text: str) -> str:
    return XML_UNSAFE.sub("", text)

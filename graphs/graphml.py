"""GraphML as Gephi and yEd read it, written as a stream.

After the GraphML Primer and the attributes extension at graphml.graphdrawing.org. Ids are those
of the other formats, with slashes, as every reader takes them; the schema's own ids have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO

from .columns import Column, columns
from .looks import colour, drawn_weight, sizes
from .markup import DECLARATION, Field, element, quoted, text, values
from .names import edge_ids, edge_label, identifier, node_label
from .network import Edge, Network, Node
from .output import as_text

__all__ = ["to_graphml"]

_ROOT = 'graphml xmlns="http://graphml.graphdrawing.org/xmlns"'

# What Gephi makes looks of, by name and type, beside the kind.
_COLOURS = {"r": "int", "g": "int", "b": "int"}
_OF_NODES = {"label": "string", "kind": "string", "size": "double", **_COLOURS}
_PLACED = {"x": "double", "y": "double"}
_OF_EDGES = {"label": "string", "kind": "string", "weight": "double", **_COLOURS}
_TAKEN = {*_OF_NODES, *_PLACED, *_OF_EDGES, "z", "id", "timeset", "interval", "timestamp"}


def to_graphml(network: Network, file: IO[bytes]) -> None:
    """Write a network as GraphML, UTF-8, the same bytes each time.

    It holds every attribute with its type, the edges' kind as an attribute, and labels, sizes,
    colours, positions and weights under the names that Gephi takes for these. (In yEd, Edit >
    Properties Mapper makes looks of them; yEd's own keys for looks are errors to Gephi.)

    GraphML knows no time and no kinds of edges: spells are left out (what has days may have the
    attributes ``first`` and ``last``), and Gephi sums parallel edges unless told not to.
    Control characters and numbers that are not finite are left out.
    """
    with as_text(file) as out:
        out.write(f"{DECLARATION}<{_ROOT}>\n")
        out.write(f"<desc>{text(network.description or network.name)}</desc>\n")
        out.writelines(_contents(network))
        out.write("</graph>\n</graphml>\n")


def _contents(network: Network) -> Iterator[str]:
    of_nodes = _fields("n", columns((node.attributes for node in network.nodes), _TAKEN))
    of_edges = _fields("e", columns((edge.attributes for edge in network.edges), _TAKEN))
    placed = any(node.position for node in network.nodes)
    yield from _keys("node", {**_OF_NODES, **(_PLACED if placed else {})})
    yield from _keys("edge", _OF_EDGES)
    yield from _declared("node", "n", of_nodes)
    yield from _declared("edge", "e", of_edges)
    default = any(edge.directed for edge in network.edges) or not network.edges
    yield f'<graph edgedefault="{"" if default else "un"}directed">\n'
    yield from _nodes(network, of_nodes)
    yield from _edges(network.edges, of_edges, default)


def _fields(prefix: str, found: Iterable[Column]) -> tuple[Field, ...]:
    return tuple(
        (column, f'<data key="{prefix}{number}">', "</data>") for number, column in enumerate(found)
    )


def _keys(owner: str, types: Mapping[str, str]) -> Iterator[str]:
    for name, kind in types.items():
        yield _key(f"{owner}-{name}", owner, name, kind)


def _declared(owner: str, prefix: str, found: Iterable[Field]) -> Iterator[str]:
    for number, (column, *_) in enumerate(found):
        yield _key(f"{prefix}{number}", owner, column.title, column.type)


def _key(key: str, owner: str, title: str, kind: str) -> str:
    return f'<key id="{key}" for="{owner}" attr.name={quoted(title)} attr.type="{kind}"/>\n'


def _nodes(network: Network, found: Sequence[Field]) -> Iterator[str]:
    size = sizes(network)
    for node in network.nodes:
        looks = {"label": node_label(node), "kind": node.kind, "size": str(size[node.id])}
        looks |= _colours(node.kind) | _position(node)
        data = (*_looks("node", looks), *values(found, node.attributes))
        yield element("node", f" id={quoted(identifier(node.id))}", data) + "\n"


def _edges(edges: Sequence[Edge], found: Sequence[Field], default: bool) -> Iterator[str]:
    for edge_id, edge in zip(edge_ids(edges), edges, strict=True):
        label = edge_label(edge)
        looks = {"label": label, "kind": label, "weight": str(drawn_weight(edge))}
        data = (*_looks("edge", looks | _colours(edge.kind)), *values(found, edge.attributes))
        attributes = (
            f" id={quoted(edge_id)} source={quoted(identifier(edge.source))}"
            f" target={quoted(identifier(edge.target))}"
        )
        if edge.directed != default:
            attributes += ' directed="false"'
        yield element("edge", attributes, data) + "\n"


def _looks(owner: str, looks: Mapping[str, str]) -> Iterator[str]:
    for name, value in looks.items():
        yield f'<data key="{owner}-{name}">{text(value)}</data>'


def _colours(kind: str) -> dict[str, str]:
    return dict(zip(_COLOURS, map(str, colour(kind)), strict=True))


def _position(node: Node) -> dict[str, str]:
    return {} if node.position is None else dict(zip(_PLACED, _rounded(node.position), strict=True))


def _rounded(numbers: Iterable[float]) -> Iterator[str]:
    return (f"{number:.2f}" for number in numbers)

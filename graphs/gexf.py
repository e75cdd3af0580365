"""GEXF 1.3 for Gephi, written as a stream.

After the specification at gexf.net, valid against its RelaxNG schema, and within what Gephi's
importer really reads: attributes are never ``anyURI`` (it drops them), and each edge has a
``kind`` (else it merges parallel edges).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from .columns import Column, columns
from .looks import colour, drawn_weight, sizes
from .markup import DECLARATION, Field, element, quoted, text, values
from .names import edge_ids, edge_label, identifier, node_label
from .network import Edge, Network, Node
from .output import as_text
from .spells import Level, Spell

__all__ = ["to_gexf"]

_ROOT = 'gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"'

# Gephi reads these ids in its own way; as titles of attributes they would hide its own columns.
_TAKEN = {"id", "kind", "label", "weight", "timeset", "interval", "timestamp"}
_OVER_TIME = "events_over_time"
_KIND = Column("kind", "kind", "string")


def to_gexf(network: Network, file: IO[bytes]) -> None:
    """Write a network as GEXF 1.3, UTF-8, the same bytes each time.

    Nodes are coloured by kind and sized by the weight of their edges; an edge's label is its
    kind. Where anything has a date the graph is dynamic: spells are days, and the attribute
    ``events_over_time`` of an edge is how many of the events of its weight fall on which days.
    (The weight itself stays static: a weight over time is empty in Gephi for all that has no
    date.) Control characters, which XML cannot hold, are left out, and so are numbers that are
    not finite.
    """
    with as_text(file) as out:
        out.write(f"{DECLARATION}<{_ROOT}>\n")
        out.write(_meta(network))
        out.write(f"<graph {_graph(network)}>\n")
        out.writelines(_contents(network))
        out.write("</graph>\n</gexf>\n")


def _meta(network: Network) -> str:
    return (
        "<meta>\n<creator>Polybius</creator>\n"
        f"<keywords>{text(network.name)}</keywords>\n"
        f"<description>{text(network.description or network.name)}</description>\n</meta>\n"
    )


def _graph(network: Network) -> str:
    graph = f'idtype="string"{_direction(network.edges)}'
    if not network.has_dates:
        return graph
    return f'{graph} mode="dynamic" timeformat="date" timerepresentation="interval"'


def _direction(edges: Iterable[Edge]) -> str:
    """Return what all edges are; nothing where there are both, else Gephi drops the others."""
    found = {edge.directed for edge in edges} or {True}
    if len(found) > 1:
        return ""
    return f' defaultedgetype="{"" if True in found else "un"}directed"'


def _contents(network: Network) -> Iterator[str]:
    of_nodes = columns((node.attributes for node in network.nodes), _TAKEN)
    of_edges = columns((edge.attributes for edge in network.edges), {*_TAKEN, _OVER_TIME})
    yield _declared("node", (_KIND, *of_nodes))
    yield _declared("edge", of_edges)
    if any(edge.levels for edge in network.edges):
        yield _declared("edge", [Column(_OVER_TIME, _OVER_TIME, "long")], mode="dynamic")
    yield f'<nodes count="{len(network.nodes)}">\n'
    yield from _nodes(network, _fields(of_nodes))
    yield f'</nodes>\n<edges count="{len(network.edges)}">\n'
    yield from _edges(network.edges, _fields(of_edges))
    yield "</edges>\n"


def _declared(owner: str, found: Iterable[Column], mode: str = "static") -> str:
    declared = (
        f'<attribute id={quoted(column.title)} title={quoted(column.title)} type="{column.type}"/>'
        for column in found
    )
    return element("attributes", f' class="{owner}" mode="{mode}"', declared) + "\n"


def _fields(found: Iterable[Column]) -> tuple[Field, ...]:
    return tuple(
        (column, f'<attvalue for={quoted(column.title)} value="', '"/>') for column in found
    )


def _nodes(network: Network, found: Sequence[Field]) -> Iterator[str]:
    size = sizes(network)
    for node in network.nodes:
        kind = f'<attvalue for="kind" value={quoted(node.kind)}/>'
        yield (
            f"<node id={quoted(identifier(node.id))} label={quoted(node_label(node))}>\n"
            f"{element('attvalues', '', (kind, *values(found, node.attributes)))}\n"
            f"{_spells(node.spells)}{_colour(node.kind)}{_position(node)}"
            f'<viz:size value="{size[node.id]}"/>\n</node>\n'
        )


def _edges(edges: Sequence[Edge], found: Sequence[Field]) -> Iterator[str]:
    for edge_id, edge in zip(edge_ids(edges), edges, strict=True):
        told = (*values(found, edge.attributes), *_over_time(edge.levels))
        kind = quoted(edge_label(edge))
        yield (
            f"<edge id={quoted(edge_id)} source={quoted(identifier(edge.source))}"
            f" target={quoted(identifier(edge.target))} kind={kind} label={kind}"
            f' weight="{drawn_weight(edge)}" type="{"" if edge.directed else "un"}directed">\n'
            f"{element('attvalues', '', told)}\n"
            f"{_spells(edge.spells)}{_colour(edge.kind)}</edge>\n"
        )


def _over_time(levels: Iterable[Level]) -> Iterator[str]:
    for start, end, number in levels:
        yield f'<attvalue for="{_OVER_TIME}" value="{number}" start="{start}" end="{end}"/>'


def _spells(spells: Sequence[Spell]) -> str:
    if not spells:
        return ""
    found = (f'<spell start="{start}" end="{end}"/>' for start, end in spells)
    return element("spells", "", found) + "\n"


def _colour(kind: str) -> str:
    red, green, blue = colour(kind)
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>\n'


def _position(node: Node) -> str:
    if not node.position:
        return ""
    x, y = node.position
    return f'<viz:position x="{x:.2f}" y="{y:.2f}" z="0.0"/>\n'

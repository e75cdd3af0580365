"""Graphology's JSON, for pages that show a network with sigma.js.

After the serialisation format at graphology.github.io, and the attributes that sigma draws:
label, x, y, size and color of nodes, label and color of edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO

from .columns import columns
from .json_text import json_list, json_text, json_values
from .looks import colour, drawn_weight, sizes
from .names import clean, edge_ids, edge_label, identifier, node_label
from .network import Edge, Network
from .output import as_text

__all__ = ["to_graphology"]

# What sigma reads in its own way, and what stands beside the attributes here.
_DRAWN = {"color", "forcelabel", "hidden", "highlighted", "label", "size", "type", "zindex"}
_TAKEN = {*_DRAWN, "x", "y", "kind", "weight", "spells", "events_over_time"}


def to_graphology(network: Network, file: IO[bytes]) -> None:
    """Write a network as graphology's JSON, UTF-8, the same bytes each time.

    It holds everything: spells are lists of first and last day, ``events_over_time`` lists of
    these with a number. Nodes without a position have none here: sigma wants a layout first.
    Integers beyond 2^53 are text, control characters and numbers that are not finite left out.
    """
    head = {
        "attributes": {"name": clean(network.name), "description": clean(network.description)},
        "options": {"type": _type(network), "multi": True, "allowSelfLoops": True},
    }
    with as_text(file) as out:
        out.write(json_text(head)[:-1])
        out.write(',"nodes":')
        out.writelines(json_list(_nodes(network)))
        out.write(',"edges":')
        out.writelines(json_list(_edges(network)))
        out.write("}\n")


def _type(network: Network) -> str:
    found = {edge.directed for edge in network.edges} or {True}
    if len(found) > 1:
        return "mixed"
    return "directed" if True in found else "undirected"


def _nodes(network: Network) -> Iterator[Mapping[str, object]]:
    found = columns((node.attributes for node in network.nodes), _TAKEN)
    size = sizes(network)
    for node in network.nodes:
        attributes: dict[str, object] = {"label": node_label(node), "kind": clean(node.kind)}
        if node.position:
            attributes |= zip("xy", (round(number, 2) for number in node.position), strict=True)
        attributes |= {"size": size[node.id], "color": _hex(node.kind)}
        if node.spells:
            attributes["spells"] = node.spells
        attributes |= json_values(found, node.attributes)
        yield {"key": identifier(node.id), "attributes": attributes}


def _edges(network: Network) -> Iterator[Mapping[str, object]]:
    found = columns((edge.attributes for edge in network.edges), _TAKEN)
    for key, edge in zip(edge_ids(network.edges), network.edges, strict=True):
        yield {
            "key": key,
            "source": identifier(edge.source),
            "target": identifier(edge.target),
            "attributes": _shown(edge) | dict(json_values(found, edge.attributes)),
            "undirected": not edge.directed,
        }


def _shown(edge: Edge) -> dict[str, object]:
    label = edge_label(edge)
    shown = {"label": label, "kind": label, "weight": drawn_weight(edge), "color": _hex(edge.kind)}
    times = {"spells": edge.spells, "events_over_time": edge.levels}
    return shown | {name: value for name, value in times.items() if value}


def _hex(kind: str) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour(kind))

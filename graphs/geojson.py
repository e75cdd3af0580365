"""GeoJSON: what a network has on the map, after RFC 7946."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import IO

from .columns import columns
from .json_text import json_list, json_text, json_values
from .names import clean, identifier, node_label
from .network import Attribute, Edge, Network, Node
from .output import as_text

__all__ = ["to_geojson"]

_PLACE = "place"  # the kind of an edge from an event to where it was
_TAKEN = {"id", "label", "kind"}
_NORTH, _EAST = 90, 180  # and as far to the south and the west

_Point = tuple[float, float]


def to_geojson(network: Network, file: IO[bytes]) -> None:
    """Write a network's nodes as a FeatureCollection, UTF-8, the same bytes each time.

    Nodes with coordinates (``lat``, ``lon``, in degrees) are Points. Nodes without, from which
    edges of kind ``place`` lead to such nodes, are Points too, or MultiPoints: events, where
    they were. GeoJSON has no place for the other nodes, nor for edges, weights and spells.
    ``first`` and ``last`` are the days between which something is there.
    """
    head = {
        "type": "FeatureCollection",
        "name": clean(network.name),
        "description": clean(network.description),
    }
    with as_text(file) as out:
        out.write(json_text(head)[:-1])
        out.write(',"features":')
        out.writelines(json_list(_features(network)))
        out.write("}\n")


def _features(network: Network) -> Iterator[Mapping[str, object]]:
    found = columns((node.attributes for node in network.nodes), _TAKEN)
    points = {node.id: point for node in network.nodes if (point := _point(node))}
    places = _places(network.edges, points)
    for node in sorted(network.nodes, key=lambda node: node.id):
        where = [points[node.id]] if node.id in points else places.get(node.id)
        if where:
            yield {
                "type": "Feature",
                "id": identifier(node.id),
                "geometry": _geometry(where),
                "properties": _properties(node) | dict(json_values(found, node.attributes)),
            }


def _point(node: Node) -> _Point | None:
    """Return a node's longitude and latitude, in this order; None where they are none."""
    east, north = (_degrees(node.attributes.get(name)) for name in ("lon", "lat"))
    if east is None or north is None:
        return None
    return (east, north) if abs(east) <= _EAST and abs(north) <= _NORTH else None


def _degrees(value: Attribute | None) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return None


def _places(edges: Collection[Edge], points: Mapping[str, _Point]) -> dict[str, list[_Point]]:
    """Return where the places are that edges lead to, each once, by the edges' sources."""
    found: dict[str, dict[_Point, None]] = {}
    for edge in edges:
        if edge.kind == _PLACE and edge.target in points:
            found.setdefault(edge.source, {})[points[edge.target]] = None
    return {node: list(where) for node, where in found.items()}


def _geometry(points: list[_Point]) -> dict[str, object]:
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}


def _properties(node: Node) -> dict[str, Attribute]:
    own: dict[str, Attribute] = {
        "id": identifier(node.id),
        "label": node_label(node),
        "kind": clean(node.kind),
    }
    if node.spells:
        own |= {"first": node.spells[0][0], "last": max(last for _, last in node.spells)}
    return own

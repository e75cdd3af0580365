"""Looks: how large and in which colour nodes and edges are shown, alike in every format."""

from __future__ import annotations

import math
from collections.abc import Iterable

from polybius.ontology.terms import QUAD_CLASSES

from .network import Edge, Network

__all__ = [
    "EDGE_GROUPS",
    "LARGEST",
    "NODE_GROUPS",
    "SMALLEST",
    "Colour",
    "Group",
    "colour",
    "drawn_weight",
    "sizes",
]

Colour = tuple[int, int, int]
Group = tuple[str, Colour, tuple[str, ...]]

# Gephi stretches sizes to this range when it opens a file, and positions with them: what
# has it already stays as it is.
SMALLEST, LARGEST = 4.0, 100.0

# Gephi drops edges of weight zero, and some versions crash on them. An edge that stands only for
# claims is drawn this thin; the attribute "events" keeps the true count.
_THINNEST = 0.1
_HEAVIEST = 1e12  # more than any count of events, so that sums of weights stay finite

# Okabe and Ito's palette, told apart with any kind of colour vision.
_BLUE, _SKY, _GREEN, _YELLOW = (0, 114, 178), (86, 180, 233), (0, 158, 115), (240, 228, 66)
_ORANGE, _VERMILION, _PURPLE = (230, 159, 0), (213, 94, 0), (204, 121, 167)
_GREY = (153, 153, 153)


def _types(quad: str) -> tuple[str, ...]:
    """Return the classes of events of a quad class, and the quad class itself."""
    return (quad, *(kind.capitalize() for kind, of in QUAD_CLASSES.items() if of == quad))


# What a legend says, the colour, and the kinds that have it: of events and of edges…
EDGE_GROUPS: tuple[Group, ...] = (
    ("verbal cooperation", _SKY, _types("VerbalCooperation")),
    ("material cooperation", _BLUE, _types("MaterialCooperation")),
    ("verbal conflict", _ORANGE, _types("VerbalConflict")),
    ("material conflict", _VERMILION, _types("MaterialConflict")),
)
# … and of the other nodes.
NODE_GROUPS: tuple[Group, ...] = (
    (
        "states, governments, their organisations",
        _BLUE,
        ("State", "Government", "IntergovernmentalOrganization", "Coalition"),
    ),
    ("armed forces and groups", _VERMILION, ("ArmedForces", "ArmedGroup")),
    ("persons, population, commenters", _PURPLE, ("Person", "Population", "Actor", "Account")),
    (
        "organisations, media, companies",
        _SKY,
        ("Company", "MediaOutlet", "Organization", "PoliticalParty"),
    ),
    (
        "places",
        _GREEN,
        ("BorderArea", "Country", "Facility", "NaturalFeature", "Place", "Region", "Settlement"),
    ),
    ("claims", _YELLOW, ("Claim",)),
)
_COLOURS = {kind: shade for _, shade, kinds in (*EDGE_GROUPS, *NODE_GROUPS) for kind in kinds}


def colour(kind: str) -> Colour:
    """Return the red, green and blue (0 to 255) of a kind of node or edge; others are grey."""
    return _COLOURS.get(kind, _GREY)


def drawn_weight(edge: Edge) -> float:
    """Return an edge's weight as it is drawn: positive and finite."""
    weight = float(edge.weight)
    return min(max(weight, _THINNEST), _HEAVIEST) if math.isfinite(weight) else _THINNEST


def sizes(network: Network) -> dict[str, float]:
    """Return each node's size: its area, not its width, grows with the weight of its edges."""
    strength = _strength(network.edges)
    weakest = min((strength.get(node.id, 0.0) for node in network.nodes), default=0.0)
    spread = max(strength.values(), default=0.0) - weakest
    return {
        node.id: _size((strength.get(node.id, 0.0) - weakest) / spread if spread else 0.0)
        for node in network.nodes
    }


def _size(share: float) -> float:
    return round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(share), 2)


def _strength(edges: Iterable[Edge]) -> dict[str, float]:
    """Return the sum of the weights of each node's edges, in and out."""
    strength: dict[str, float] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            strength[end] = strength.get(end, 0.0) + drawn_weight(edge)
    return strength

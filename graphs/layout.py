"""Layout: where a network's nodes are drawn.

``forceatlas2`` lets links pull and nodes push (Jacomy and others, 2014), as Gephi's own layout
of that name does; ``geo`` puts nodes on a map, in Mercator's projection.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .apart import apart, seat
from .looks import sizes
from .matrix import symmetric
from .network import Network, Node

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["LAYOUTS", "LAYOUT_UP_TO", "laid_out"]

Notice = Callable[[int, int], None]

LAYOUTS = ("forceatlas2", "geo", "none")
LAYOUT_UP_TO = 10_000  # nodes that are laid out unasked, in half a minute

_SEED = 1
# Clusters stand apart, and hubs at their edges: else who is linked to all covers them.
_SETTINGS = {"linLogMode": True, "outboundAttractionDistribution": True}
_ROOM = 3.0  # times the area that the nodes cover
_BETWEEN = 30.0  # what a node's label wants around it, in Gephi's units
_FARTHEST = 5_000.0  # Gephi draws nothing in where nodes are farther from the middle
_FULL_TURNS, _WORK = 1_000, 1_000_000  # iterations of a small network, and nodes times iterations
_FEWEST_TURNS = 100
_WORLD = 2 * _FARTHEST  # how wide the map is
_NORTHMOST = 85.0  # degrees; Mercator's poles are infinitely far
_STEP = 12.0  # from one node around a place to the next, in Gephi's units


def laid_out(network: Network, layout: str, notice: Notice | None = None) -> Network:
    """Return the network with the positions of a layout, the same each time.

    ``notice`` is told how many steps are done, and of how many. ``geo`` wants the attributes
    ``lat`` and ``lon`` in WGS84 degrees; a node without them stands around the middle of those
    it is linked to, else beneath the map. Raises ValueError for a layout that is not of
    `LAYOUTS`.
    """
    if layout not in LAYOUTS:
        raise ValueError(f"no layout {layout!r}; there are {', '.join(LAYOUTS)}")
    if layout == "none" or not network.nodes:
        return network
    places = _on_the_map(network) if layout == "geo" else _by_forces(network, notice)
    nodes = zip(network.nodes, places.tolist(), strict=True)
    return replace(
        network,
        nodes=tuple(replace(node, position=(round(x, 2), round(y, 2))) for node, (x, y) in nodes),
    )


def _by_forces(network: Network, notice: Notice | None) -> np.ndarray:
    from crategraph_forceatlas2 import infer_settings, layout
    from scipy.sparse import triu

    number = len(network.nodes)
    pairs = triu(symmetric(network), k=1).tocoo()
    turns = max(_FEWEST_TURNS, min(_FULL_TURNS, _WORK // number))
    found = layout(
        number,
        list(zip(pairs.row.tolist(), pairs.col.tolist(), strict=True)),
        # So that neither a heavy link hides all others, nor one only claimed is as good as none.
        weights=np.log2(2 + pairs.data).tolist(),
        iterations=turns,
        seed=_SEED,
        threads=1,  # several add up in another order, and so to other digits
        progress=notice,
        **infer_settings(number) | _SETTINGS,
    )
    return _spread(found, network)


def _spread(places: np.ndarray, network: Network) -> np.ndarray:
    """Return places around the middle, as far from each other as the nodes' sizes want."""
    size = sizes(network)
    across = np.array([size[node.id] for node in network.nodes]) + _BETWEEN
    centred = places - places.mean(axis=0)
    wanted = math.sqrt(_ROOM * float((across**2).sum()))
    parted = apart(centred * (wanted / 2 / (float(np.abs(centred).max()) or 1.0)), across)
    parted -= parted.mean(axis=0)
    within: np.ndarray = parted * min(1.0, _FARTHEST / (float(np.abs(parted).max()) or 1.0))
    return within


def _on_the_map(network: Network) -> np.ndarray:
    places = np.array([_mercator(node) for node in network.nodes], dtype=float)
    links = symmetric(network)
    while True:
        known = ~np.isnan(places[:, 0])
        found = _beside_neighbours(places, known, links)
        if not found:
            return _beneath(places, known)
        for node, place in found.items():
            places[node] = place


def _mercator(node: Node) -> tuple[float, float]:
    lat, lon = node.attributes.get("lat"), node.attributes.get("lon")
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        return math.nan, math.nan
    north = math.radians(max(-_NORTHMOST, min(_NORTHMOST, lat)))
    scale = _WORLD / (2 * math.pi)
    return scale * math.radians(lon), scale * math.log(math.tan(math.pi / 4 + north / 2))


def _beside_neighbours(
    places: np.ndarray, known: np.ndarray, links: sparse.csr_matrix
) -> dict[int, np.ndarray]:
    """Return places for nodes without one that are linked to nodes with one."""
    found = {}
    for node in np.flatnonzero(~known).tolist():
        others = links.indices[links.indptr[node] : links.indptr[node + 1]]
        others = others[known[others]]
        if len(others):
            found[node] = places[others].mean(axis=0) + _around(node)
    return found


def _around(number: int) -> np.ndarray:
    """Return a step aside, another for each number, so that nodes at one place stand apart."""
    direction = np.array(seat(1 + number)) / math.sqrt(1 + number)
    return direction * _STEP * math.sqrt(1 + number % 50)


def _beneath(places: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Put what is linked to no place in rows beneath the map, or in the middle of nowhere."""
    rest = np.flatnonzero(~known)
    lowest = float(places[known, 1].min()) if known.any() else 0.0
    a_row = max(1, math.ceil(math.sqrt(4 * len(rest))))
    for number, node in enumerate(rest.tolist()):
        row, column = divmod(number, a_row)
        places[node] = ((column - a_row / 2) * 4 * _STEP, lowest - (row + 4) * 4 * _STEP)
    return places

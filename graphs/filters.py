"""Filters: parts of a network, chosen by what only the whole network tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from scipy.sparse.csgraph import connected_components

from .matrix import symmetric
from .network import Network

__all__ = ["giant_component", "heavier"]


def heavier(network: Network, least: float) -> Network:
    """Return the edges that weigh at least so much, and the nodes that they link."""
    edges = tuple(edge for edge in network.edges if edge.weight >= least)
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    return replace(network, nodes=tuple(n for n in network.nodes if n.id in ends), edges=edges)


def giant_component(network: Network) -> Network:
    """Return the largest part whose nodes are all linked, directions aside.

    Of several that are as large, the one whose first node comes first.
    """
    if not network.nodes:
        return network
    _, found = connected_components(symmetric(network), directed=False)
    members = Counter(found.tolist())  # in order of the first node
    giant = max(members, key=lambda part: members[part])
    nodes = tuple(n for n, part in zip(network.nodes, found, strict=True) if part == giant)
    kept = {node.id for node in nodes}
    return replace(
        network, nodes=nodes, edges=tuple(edge for edge in network.edges if edge.source in kept)
    )

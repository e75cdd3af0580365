"""Matrix: a network as the numbers that libraries for graphs reckon with."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from .looks import drawn_weight
from .network import Network

__all__ = ["symmetric"]


def symmetric(network: Network) -> sparse.csr_matrix:
    """Return the weights between all pairs of nodes, in the order of the network's nodes.

    Directions are dropped, parallel edges added up, and links of a node to itself left out.
    """
    place = {node.id: number for number, node in enumerate(network.nodes)}
    edges = [edge for edge in network.edges if edge.source != edge.target]
    sources = np.array([place[edge.source] for edge in edges], dtype=np.int32)
    targets = np.array([place[edge.target] for edge in edges], dtype=np.int32)
    weights = np.array([drawn_weight(edge) for edge in edges], dtype=float)
    size = (len(network.nodes),) * 2
    one_way = sparse.coo_matrix((weights, (sources, targets)), shape=size).tocsr()
    return sparse.csr_matrix(one_way + one_way.T)
